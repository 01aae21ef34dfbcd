"""A table as it came back, whatever file it stood in: rows of cells, nothing interpreted yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

import regex as re

from drafting.records import record

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
CELL_LIMIT = 32_767
"""Most characters a cell of Excel holds; a longer text is kept, and is no cell of Excel's."""


@record
class Note:
    """What somebody wrote beside a cell (a cell note of Excel, a Word comment in a table)."""

    author: str
    text: str
    date: str = ""


@record
class GridRow:
    """One row. ``number`` is its printed place; ``cells`` hold text by column, from 0.

    ``eid`` is what the row itself knows of its provision by a mark that is no cell ("" if none).
    """

    number: int
    cells: dict[int, str]
    eid: str = ""
    notes: tuple[Note, ...] = ()


Sieve = Callable[[dict[int, str]], dict[int, str]]
"""Given the cells of one row after the other, returns those to keep: a big table is read for a few
of its columns."""


@record
class Grid:
    """A sheet or a table. ``name`` is what a reader would call it: 工作表“意见”, 表1."""

    name: str
    rows: tuple[GridRow, ...]
    remarks: tuple[str, ...] = field(default=())
    """What had to be said of it in words: a formula read as text, hidden rows."""


def clean_text(text: str) -> str:
    """Return ``text`` without control characters, line breaks alike, no blanks at its ends.

    What comes back may hold anything; a store of text takes no U+0000 and no half surrogate.
    """
    plain: str = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return plain.strip(" \t\n\u3000\xa0\ufeff\u200b")


def strip_control(text: str) -> str:
    """``text`` without the characters that XML has no room for."""
    plain: str = _CONTROL.sub("", text) if _CONTROL.search(text) else text
    return plain


def unescape_cell(text: str) -> str:
    """Undo how .xlsx writes characters XML has no room for: _x000D_ → U+000D."""
    if "_x" not in text:
        return text
    plain: str = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    return plain
