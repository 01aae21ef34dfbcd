"""``read``: any source file → ``Source``, the reader chosen by suffix and content."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from pathlib import Path

from drafting.errors import SourceError
from drafting.sources.files import read_bytes, source_name
from drafting.sources.lines import Source

SUFFIXES = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mht": "mht", ".mhtml": "mht",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf",
    ".doc": "doc", ".dot": "doc", ".wps": "wps", ".rtf": "rtf", ".odt": "odt",
}  # fmt: skip
"""Kind of source by suffix; .xml (a saved tree) is ``drafting.load``'s."""
READABLE = ".txt .md .html .mht .docx .doc .wps .rtf .odt .pdf"
TRACK_CHANGES = ("accept", "reject", "all")


def read(
    path: str | Path, encoding: str | None = None, track_changes: str = "accept"
) -> Source:
    """Read the document at ``path`` ("-": standard input) into lines.

    ``encoding`` is for text and HTML whose encoding is known; ``track_changes`` ("accept",
    "reject", "all") says how tracked changes in a Word document are read. The file is never
    changed and nothing is fetched from anywhere. Raises SourceError with one clear line.
    """
    if track_changes not in TRACK_CHANGES:
        raise ValueError(f"track_changes is accept, reject or all, not {track_changes!r}")
    name = source_name(path)
    kind = _kind_of(path, name)
    data = read_bytes(path)
    source = _READERS[kind](name, data, encoding, track_changes)
    place = "" if str(path) == "-" else str(Path(path).resolve())
    return dataclasses.replace(
        source,
        name="-" if str(path) == "-" else Path(path).name,
        path=place,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _kind_of(path: str | Path, name: str) -> str:
    if str(path) == "-":
        return "txt"
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES and Path(path).exists():
        told = f"files ending in {suffix} are" if suffix else "a file without a suffix is"
        raise SourceError(name, f"{told} not read", f"give one of {READABLE}")
    return SUFFIXES.get(suffix, "txt")


def _read_text(name: str, data: bytes, encoding: str | None, _: str) -> Source:
    from drafting.sources.text import read_text

    return read_text(name, data, encoding)


def _read_docx(name: str, data: bytes, _: str | None, track_changes: str) -> Source:
    from drafting.sources.docx import read_docx

    return read_docx(name, data, track_changes)


def _read_html(name: str, data: bytes, encoding: str | None, _: str) -> Source:
    from drafting.sources.html import read_html

    return read_html(name, data, encoding)


def _read_mht(name: str, data: bytes, encoding: str | None, _: str) -> Source:
    from drafting.sources.mht import read_mht

    return read_mht(name, data, encoding)


def _read_pdf(name: str, data: bytes, _: str | None, __: str) -> Source:
    from drafting.sources.pdf import read_pdf

    return read_pdf(name, data)


_READERS: dict[str, Callable[[str, bytes, str | None, str], Source]] = {
    "txt": _read_text,
    "md": _read_text,
    "docx": _read_docx,
    "html": _read_html,
    "mht": _read_mht,
    "pdf": _read_pdf,
}
