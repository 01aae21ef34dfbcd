"""Files written whole or not at all, never over an existing one unless told, dated reproducibly."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from drafting.errors import DraftingError, OutputError


def check_output(path: str | Path, suffixes: tuple[str, ...], force: bool) -> Path:
    """Return ``path`` as a Path ready to be written, before any work is done.

    ``suffixes`` are those the caller writes (".docx"); raises OutputError for another suffix, a
    missing folder, a folder in its place, or an existing file without ``force``.
    """
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        raise OutputError(target, "unknown kind of output", f"use one of {', '.join(suffixes)}")
    if not target.parent.is_dir():
        raise OutputError(target, f"folder {target.parent} does not exist", "create it first")
    if target.is_dir():
        raise OutputError(target, "is a folder", "name a file")
    if target.exists() and not force:
        raise OutputError(target, "exists already", "choose another name or add --force")
    return target


def refuse_source(target: Path, *sources: str) -> None:
    """Raise OutputError when ``target`` is one of the files that are read: they are never changed.
    """
    for source in sources:
        if source != "-" and Path(source).exists() and target.exists() and target.samefile(source):
            raise OutputError(target, "is one of the sources", "choose another name")


def write_output(path: str | Path, data: bytes) -> None:
    """Write ``data`` whole: to a temporary file beside ``path``, then renamed over it."""
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error), "choose another place") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def resolve_date(date: str | datetime | None) -> datetime:
    """The stamp of everything one run writes: ``date``, else SOURCE_DATE_EPOCH, else now.

    Naive wall-clock time: Word shows w:date as printed, whatever zone it claims. SOURCE_DATE_EPOCH
    is read as UTC. Raises DraftingError for an unreadable date.
    """
    if isinstance(date, datetime):
        return date.replace(microsecond=0, tzinfo=None)
    if date:
        try:
            return datetime.fromisoformat(date).replace(microsecond=0, tzinfo=None)
        except ValueError:
            raise DraftingError(f"--date {date}: not a date; write 2025-08-11") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).replace(tzinfo=None)
    return datetime.now().replace(microsecond=0)
