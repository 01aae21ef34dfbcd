"""``read``: any source file → ``Source``, the reader chosen by suffix and content."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from drafting.errors import SourceError
from drafting.sources.files import is_file, read_bytes, source_name
from drafting.sources.kinds import choose_kind, has_known_suffix, suffix_to_kind
from drafting.sources.lines import Source

TRACK_CHANGES = ("accept", "reject", "all")


def read(
    path: str | Path,
    encoding: str | None = None,
    track_changes: str = "accept",
    data: bytes | None = None,
) -> Source:
    """Read the document at ``path`` ("-": standard input) into lines.

    ``data`` is its content where the caller has read it already (standard input is read once);
    ``encoding`` is for text and web pages whose encoding is known; ``track_changes`` ("accept",
    "reject", "all") says how tracked changes in a Word document are read. The file is never
    changed and nothing is fetched from anywhere. Raises SourceError with one clear line.
    """
    if track_changes not in TRACK_CHANGES:
        raise ValueError(f"track_changes is accept, reject or all, not {track_changes!r}")
    name, piped, place = source_name(path), str(path) == "-", Path(path)
    if not piped and not has_known_suffix(place) and is_file(place):
        suffix_to_kind(place, name)
    data = read_bytes(path) if data is None else data
    kind, notes = choose_kind(place, name, data)
    try:
        source = _read_kind(kind, name, data, encoding, track_changes)
    except RecursionError:
        raise SourceError(name, "nests elements absurdly deep", "save it anew") from None
    if not source.lines and not (source.format == "docx" and track_changes == "reject"):
        raise SourceError(name, "holds no text", "give a file that holds a text")
    return dataclasses.replace(
        source,
        name="-" if piped else place.name,
        path="" if piped else os.path.realpath(place),
        sha256=hashlib.sha256(data).hexdigest(),
        notes=(*notes, *source.notes),
    )


def _read_kind(
    kind: str, name: str, data: bytes, encoding: str | None, track_changes: str
) -> Source:
    """Call the reader of ``kind``, importing it only now."""
    if kind in _TEXTS:
        module, function = _TEXTS[kind]
        read_text: Callable[[str, bytes, str | None], Source]
        read_text = getattr(import_module(f"drafting.sources.{module}"), function)
        return read_text(name, data, encoding)
    if kind == "docx":
        from drafting.sources.docx import read_docx

        return read_docx(name, data, track_changes)
    if kind == "pdf":
        from drafting.sources.pdf import read_pdf

        return read_pdf(name, data)
    from drafting.sources.office import read_office

    return read_office(name, data, kind, track_changes)


_TEXTS = {
    "txt": ("text", "read_text"),
    "md": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "mht": ("mht", "read_mht"),
}
"""Module and function of the readers that take an encoding."""
