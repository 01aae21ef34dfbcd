"""What a reader yields: lines, in order, each knowing where in its file it stands."""

from __future__ import annotations

from dataclasses import field
from typing import Any, NamedTuple

from drafting.records import record


class Line(NamedTuple):
    """One printed line: a line of a text file, a paragraph (or part of one) of a document.

    ``text`` is as printed, an automatic number included, without line break; ``number`` counts
    from 1 through the source and never repeats. ``label`` is the part of ``text`` at its start that
    Word numbers itself ("" when typed). ``outline`` is a heading level that the file claims
    (1 … 9; 0 none): a hint. ``table`` is (table, row, column) counted from 1 for a paragraph in a
    table cell, ``span`` the (rows, columns) that the cell covers. ``note`` is the number of the
    line whose footnote this line belongs to (0: none). ``furniture`` is True for what the reader
    knows to be no text (running head, page number). ``origin`` is the reader's own handle, for
    writing back (docx: an ``Origin``).
    """

    text: str
    number: int
    label: str = ""
    outline: int = 0
    table: tuple[int, int, int] | None = None
    note: int = 0
    furniture: bool = False
    origin: Any = None
    span: tuple[int, int] = (1, 1)


@record
class Source:
    """A file as lines. ``format`` is "txt", "md", "html", "docx", "pdf" …; ``path`` may be ""."""

    name: str
    lines: tuple[Line, ...]
    format: str
    path: str = ""
    sha256: str = ""
    encoding: str = ""
    options: str = ""
    notes: tuple[str, ...] = field(default=())
    """What the reader had to say in words (charset guessed, headers left aside …)."""
