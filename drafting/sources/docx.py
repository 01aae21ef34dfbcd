"""Word documents → lines, and the way back from a line to the nodes of the file.

To write into a document: ``open_package(name, data)`` checks it; ``line_to_place(line, offset)``
says which ``w:p`` (by ordinal, see ``iter_paragraphs``) and which offset in its text a character
of a line is; ``paragraph_pieces(p, mode)`` says which node prints that offset.
"""

from __future__ import annotations

from functools import lru_cache

from drafting.sources.leftovers import package_to_leftovers
from drafting.sources.lines import Source
from drafting.sources.numbering import Label
from drafting.sources.origins import Origin, Place, line_to_place
from drafting.sources.package import Package, open_package
from drafting.sources.pieces import Piece, paragraph_pieces, paragraph_text
from drafting.sources.wordlines import iter_paragraphs, package_to_lines

__all__ = [
    "Label",
    "Origin",
    "Package",
    "Piece",
    "Place",
    "iter_paragraphs",
    "line_to_place",
    "open_package",
    "paragraph_labels",
    "paragraph_pieces",
    "paragraph_text",
    "read_docx",
]


@lru_cache(maxsize=2)
def read_docx(name: str, data: bytes, track_changes: str = "accept") -> Source:
    """Return the lines of the Word document ``data``. Raises SourceError.

    The last two are kept: a redline into OLD reads OLD and NEW again, to find their paragraphs.
    """
    package = open_package(name, data)
    found = package_to_lines(package, track_changes)
    notes = (*found.notes, *package_to_leftovers(package))
    options = f"track_changes={track_changes}"
    return Source(name, tuple(found.lines), "docx", options=options, notes=notes)


def paragraph_labels(package: Package, track_changes: str = "accept") -> dict[int, Label]:
    """The automatic label of each numbered paragraph of the main part, by its ordinal."""
    return package_to_lines(package, track_changes).labels
