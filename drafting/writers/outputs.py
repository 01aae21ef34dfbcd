"""Files written whole or not at all, never over an existing one unless told, dated reproducibly."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from drafting.errors import DraftingError, OutputError

_FIRST_YEAR, _LAST_YEAR = 1900, 9998
"""Years that every stamp can hold: Excel counts from 1900, time zones add a day at the end."""


def check_output(path: str | Path, suffixes: tuple[str, ...], force: bool) -> Path:
    """Return ``path`` as a Path ready to be written, before any work is done.

    ``suffixes`` are those the caller writes (".docx"); raises OutputError for another suffix, a
    missing folder, a folder in its place, or an existing file without ``force``.
    """
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        raise OutputError(target, "unknown kind of output", f"use one of {', '.join(suffixes)}")
    try:
        _check_place(target, force)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error), "choose another name") from None
    return target


def _check_place(target: Path, force: bool) -> None:
    if not target.parent.is_dir():
        raise OutputError(target, f"folder {target.parent} does not exist", "create it first")
    if target.is_dir():
        raise OutputError(target, "is a folder", "name a file")
    if target.exists() and not force:
        raise OutputError(target, "exists already", "choose another name or add --force")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(target, f"folder {target.parent} is read-only", "choose another place")


def refuse_source(target: Path, *sources: str) -> None:
    """Raise OutputError when ``target`` is one of the files that are read: they are never changed.
    """
    named = [Path(source) for source in sources if source not in ("", "-")]
    for source in named if target.exists() else []:
        if source.exists() and target.samefile(source):
            raise OutputError(target, "is one of the sources", "choose another name")


def write_output(path: str | Path, data: bytes) -> None:
    """Write ``data`` whole: to a temporary file beside ``path``, then renamed over it."""
    target = Path(path)
    temporary = target.with_name(f".drafting-{os.urandom(6).hex()}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(data)
            temporary.replace(target)
        finally:
            # After a full disk or an interrupt nothing half-written stays; else it has moved.
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(target, error.strerror or str(error), "choose another place") from None


def resolve_date(date: str | datetime | None) -> datetime:
    """The stamp of everything one run writes: ``date``, else SOURCE_DATE_EPOCH, else now.

    Naive wall-clock time: Word shows w:date as printed, whatever zone it claims. SOURCE_DATE_EPOCH
    is read as UTC. Raises DraftingError for what is no date, or a year that no file can hold.
    """
    if isinstance(date, datetime):
        return date.replace(microsecond=0, tzinfo=None)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if date:
        return _read_stamp(
            f"--date {date}", "write 2025-08-11", lambda: datetime.fromisoformat(date)
        )
    if epoch:
        return _read_stamp(
            f"SOURCE_DATE_EPOCH={epoch}", "give seconds since 1970",
            lambda: datetime.fromtimestamp(int(epoch), UTC),
        )
    return datetime.now().replace(microsecond=0)


def _read_stamp(given: str, remedy: str, read: Callable[[], datetime]) -> datetime:
    try:
        moment = read().replace(microsecond=0, tzinfo=None)
    except (ValueError, OverflowError, OSError):
        raise DraftingError(f"{given}: not a date; {remedy}") from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise DraftingError(f"{given}: not a year of our time; {remedy}")
    return moment
