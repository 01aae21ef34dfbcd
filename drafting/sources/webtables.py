"""Tables of a web page: which hold data and which only lay out the page, and where cells stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

SPAN_LIMIT = 1_000
"""What HTML itself allows for colspan; beyond it a number in the page is nonsense."""
LAYOUT_SHARE, LAYOUT_TEXT = 0.7, 800
"""One cell with this share of a table's text and at least this many characters is the page."""


@dataclass(slots=True)
class Grid:
    """The cells of one data table as they are met: (table, row, column) from 1."""

    number: int
    row: int = 0
    column: int = 0
    span: tuple[int, int] = (1, 1)
    _covered: dict[int, int] = field(default_factory=dict)
    """Columns covered from above by rowspan → the last row covered."""

    def begin_row(self) -> None:
        """A new row begins."""
        self.row += 1
        self.column = 0
        self.span = (1, 1)

    def begin_cell(self, cell: etree._Element) -> None:
        """A new cell begins: the next column that no rowspan covers."""
        if not self.row:
            self.begin_row()
        column = self.column + self.span[1] if self.column else 1
        while self._covered.get(column, 0) >= self.row:
            column += 1
        rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
        self.column, self.span = column, (rows, columns)
        if rows > 1:
            for covered in range(column, column + columns):
                self._covered[covered] = self.row + rows - 1

    @property
    def cell(self) -> tuple[int, int, int] | None:
        """Where text now stands; None outside cells (a caption)."""
        return (self.number, self.row, self.column) if self.column else None


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1
    return min(max(number, 1), SPAN_LIMIT)


def data_tables(root: etree._Element) -> set[etree._Element]:
    """The tables below ``root`` that hold data.

    A table lays out the page when it holds another table, has no row of two cells, or when one
    cell holds nearly all of a long text.
    """
    outer = {t for inner in root.iter("table") for t in inner.iterancestors("table")}
    return {t for t in root.iter("table") if t not in outer and _is_data(t)}


def _is_data(table: etree._Element) -> bool:
    rows = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    if max(rows, default=0) < 2:
        return False
    lengths = [sum(map(len, cell.itertext())) for cell in table.iter("td", "th")]
    longest = max(lengths)
    return longest < LAYOUT_TEXT or longest < LAYOUT_SHARE * sum(lengths)
