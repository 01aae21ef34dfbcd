"""Word documents → lines, and the way back from a line to the nodes of the file."""

from __future__ import annotations

from drafting.sources.lines import Source
from drafting.sources.package import Package, open_package
from drafting.sources.pieces import Piece, paragraph_pieces, paragraph_text
from drafting.sources.wordlines import Origin, iter_paragraphs, package_to_lines

__all__ = [
    "Origin",
    "Package",
    "Piece",
    "iter_paragraphs",
    "open_package",
    "paragraph_pieces",
    "paragraph_text",
    "read_docx",
]


def read_docx(name: str, data: bytes, track_changes: str = "accept") -> Source:
    """Return the lines of the Word document ``data``. Raises SourceError."""
    package = open_package(name, data)
    lines, notes = package_to_lines(package, track_changes)
    options = f"track_changes={track_changes}"
    return Source(name, tuple(lines), "docx", options=options, notes=tuple(notes))
