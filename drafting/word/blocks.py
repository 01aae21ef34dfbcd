"""A script's blocks → the body of a clean document: paragraphs, tables, the bounds between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from drafting.word.elements import NSMAP, make
from drafting.word.marks import settle
from drafting.word.names import TBL, TC, TR, P, w
from drafting.word.paragraphs import ParagraphWriter
from drafting.word.script import Block, Cell, Paragraph, Row, Table

TEXT_WIDTH = 8845
"""156 mm, in twentieths of a point."""
_NARROWEST, _WIDEST = 3, 24


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
        paragraphs: list[Paragraph] = []
        for tabled, run in groupby(blocks, key=lambda block: isinstance(block, Table)):
            if not tabled:
                paragraphs += settle(b for b in run if isinstance(b, Paragraph))
        written = iter(self.writer.write(paragraphs))
        elements: list[etree._Element] = []
        for block in blocks:
            if isinstance(block, Table):
                if elements and elements[-1].tag == TBL:
                    elements.append(etree.Element(P, nsmap=NSMAP))
                elements.append(self._write_table(block))
            else:
                elements.append(next(written))
            self.anchors.append(next(elements[-1].iter(P)))
        if elements and elements[-1].tag == TBL:
            elements.append(etree.Element(P, nsmap=NSMAP))
        return elements

    def _write_table(self, table: Table) -> etree._Element:
        widths = _column_widths(table)
        element = etree.Element(TBL, nsmap=NSMAP)
        properties = etree.SubElement(element, w("tblPr"))
        style = self.writer.page.styles.get("Table Grid")
        if style:
            properties.append(make("tblStyle", val=style))
        properties.append(make("tblW", w=str(sum(widths)), type="dxa"))
        properties.append(make("tblLayout", type="fixed"))
        grid = etree.SubElement(element, w("tblGrid"))
        grid.extend(make("gridCol", w=str(width)) for width in widths)
        for row in table.rows:
            element.append(self._write_row(row, widths))
        return element

    def _write_row(self, row: Row, widths: Sequence[int]) -> etree._Element:
        element = etree.Element(TR, nsmap=NSMAP)
        properties = etree.SubElement(element, w("trPr"))
        properties.append(make("cantSplit"))
        if row.mark != "equal":
            sign = etree.SubElement(properties, w("ins" if row.mark == "insert" else "del"))
            self.writer.pens.main.sign(sign)
        for cell in _fill_row(row.cells, len(widths)):
            element.append(self._write_cell(cell, widths, row.mark != "equal"))
        return element

    def _write_cell(self, cell: Cell, widths: Sequence[int], tracked: bool) -> etree._Element:
        element = etree.Element(TC, nsmap=NSMAP)
        properties = etree.SubElement(element, w("tcPr"))
        width = sum(widths[cell.column - 1 : cell.column - 1 + cell.span])
        properties.append(make("tcW", w=str(width), type="dxa"))
        if cell.span > 1:
            properties.append(make("gridSpan", val=str(cell.span)))
        properties.append(make("vAlign", val="center"))
        if cell.mark != "equal":
            kind = "cellIns" if cell.mark == "insert" else "cellDel"
            self.writer.pens.main.sign(etree.SubElement(properties, w(kind)))
        whole = tracked or cell.mark != "equal"
        paragraphs = cell.paragraphs if whole else settle(cell.paragraphs)
        element.extend(self.writer.write(paragraphs))
        if not paragraphs:
            element.append(etree.Element(P, nsmap=NSMAP))
        return element


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
