"""A script's blocks → the body of a clean document: paragraphs, tables, the bounds between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from drafting.word.marks import settle
from drafting.word.markup import markup_to_elements, quote
from drafting.word.names import TBL, P
from drafting.word.paragraphs import ParagraphWriter
from drafting.word.script import Block, Cell, Kind, Paragraph, Row, Table

TEXT_WIDTH = 8845
"""156 mm, in twentieths of a point."""
_NARROWEST, _WIDEST = 3, 24
_BETWEEN = "<w:p/>"
"""The empty paragraph that parts two tables, ends the body after one, and fills an empty cell."""


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks; ``anchors`` then holds for each block the paragraph to hang a comment on."""

    writer: ParagraphWriter
    anchors: list[etree._Element] = field(default_factory=list)

    def write(self, blocks: Sequence[Block]) -> list[etree._Element]:
        """Return what goes into the body before its ``w:sectPr``.

        Each run of paragraphs is settled by itself: the last mark before a table, as at the end of
        the text, is never a tracked one if that can be helped. Tables are kept apart, and the
        body never ends in one: Word would add a paragraph.
        """
        elements = markup_to_elements(self._write_blocks(blocks))
        shown = [e for e in elements if e.tag == TBL or len(e)]
        self.anchors += [e if e.tag == P else next(e.iter(P)) for e in shown]
        return elements

    def _write_blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        paragraphs: list[Paragraph] = []
        for tabled, run in groupby(blocks, key=lambda block: isinstance(block, Table)):
            if not tabled:
                paragraphs += settle(b for b in run if isinstance(b, Paragraph))
        written = iter(self.writer.write(paragraphs))
        after_table = False
        for block in blocks:
            if isinstance(block, Table):
                if after_table:
                    yield _BETWEEN
                yield self._table(block)
            else:
                yield next(written)
            after_table = isinstance(block, Table)
        if after_table:
            yield _BETWEEN

    def _table(self, table: Table) -> str:
        widths = _column_widths(table)
        style = self.writer.page.styles.get("Table Grid")
        named = f"<w:tblStyle w:val={quote(style)}/>" if style else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join([self._row(row, widths) for row in table.rows])
        return (
            f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def _row(self, row: Row, widths: Sequence[int]) -> str:
        sign = self._sign(row.mark, "ins", "del")
        tracked = row.mark != "equal"
        cells = [self._cell(cell, widths, tracked) for cell in _fill_row(row.cells, len(widths))]
        return f"<w:tr><w:trPr><w:cantSplit/>{sign}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, widths: Sequence[int], tracked: bool) -> str:
        width = sum(widths[cell.column - 1 : cell.column - 1 + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        sign = self._sign(cell.mark, "cellIns", "cellDel")
        whole = tracked or cell.mark != "equal"
        paragraphs = self.writer.write(cell.paragraphs if whole else settle(cell.paragraphs))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}'
            f'<w:vAlign w:val="center"/>{sign}</w:tcPr>{"".join(paragraphs) or _BETWEEN}</w:tc>'
        )

    def _sign(self, mark: Kind, insert: str, delete: str) -> str:
        """The tracked change of a row or cell that only one of the texts has."""
        if mark == "equal":
            return ""
        return f"<w:{insert if mark == 'insert' else delete} {self.writer.pens.main.signature()}/>"


def _fill_row(cells: Sequence[Cell], width: int) -> list[Cell]:
    """The cells in order with empty ones where none stands; the last reaches to the edge."""
    filled: list[Cell] = []
    at = 1
    for cell in cells:
        column = max(at, cell.column)
        filled += [Cell((), column=gap) for gap in range(at, column)]
        span = max(1, min(cell.span, width - column + 1))
        filled.append(replace(cell, column=column, span=span))
        at = column + span
    filled += [Cell((), column=gap) for gap in range(at, width + 1)]
    return filled


def _column_widths(table: Table) -> list[int]:
    """Widths in proportion to the longest text of each column, within limits."""
    width = max((sum(1 for _ in _fill_row(r.cells, 1)) for r in table.rows), default=1)
    width = max([width, *(c.column + c.span - 1 for r in table.rows for c in r.cells)])
    longest = [_NARROWEST] * width
    for row in table.rows:
        for cell in row.cells:
            text = max((sum(len(s.text) for s in p.spans) for p in cell.paragraphs), default=0)
            if cell.span == 1:
                at = cell.column - 1
                longest[at] = max(longest[at], min(text, _WIDEST))
    return [TEXT_WIDTH * size // sum(longest) for size in longest]
