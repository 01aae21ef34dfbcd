"""The walk through a Word document: its paragraphs in reading order, with their place.

Tables are walked row by row and cell by cell, content controls and the like are looked through,
text boxes come after the paragraph that anchors them (once: not the copy for old Words), embedded
documents (``w:altChunk``) where they stand. Paragraphs whose marks a tracked change took away are
one group: they print as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.records import record
from drafting.sources.package import R as RELATIONSHIPS
from drafting.sources.package import w
from drafting.sources.pieces import DELETED, INSERTED, MC, P, chosen, dropped_wrappers
from drafting.sources.styles import child_number, child_value, first_child

TABLE, ROW, CELL, CHUNK = w("tbl"), w("tr"), w("tc"), w("altChunk")
TEXT_BOX = w("txbxContent")
_PARAGRAPH, _MARK = w("pPr"), w("rPr")
_THROUGH = frozenset(w(n) for n in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink"))
Cell = tuple[int, int, int]
COLUMN_LIMIT = 1_000
"""Beyond it a grid position in the file is nonsense (Word stops at 63 columns)."""


@record
class Group:
    """Paragraphs that print as one: as a rule a single ``w:p``.

    ``table`` is (table, row, column) from 1, ``span`` the cell's (rows, columns).
    """

    paragraphs: tuple[etree._Element, ...]
    table: Cell | None = None
    span: tuple[int, int] = (1, 1)


@record
class Chunk:
    """An embedded document: the relationship it is found by, and the cell it stands in."""

    relationship: str
    table: Cell | None = None


@dataclass(slots=True)
class WordWalk:
    """One pass through one part in one mode of tracked changes; ``tables`` numbers its tables."""

    mode: str
    tables: Iterator[int]
    has_text_boxes: bool = True
    dropped: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.dropped = dropped_wrappers(self.mode)

    def iter_blocks(
        self,
        container: etree._Element,
        table: Cell | None = None,
        span: tuple[int, int] = (1, 1),
    ) -> Iterator[Group | Chunk]:
        """Yield what ``container`` (body, cell, text box, note) holds, in reading order."""
        group: list[etree._Element] = []
        for child in self._iter_children(container):
            if child.tag == P:
                group.append(child)
                if is_mark_gone(child, self.mode):
                    continue
            if group:
                yield from self._group(group, table, span)
                group = []
            if child.tag == TABLE:
                yield from self._iter_table(child, next(self.tables))
            elif child.tag == CHUNK:
                yield Chunk(child.get(f"{{{RELATIONSHIPS}}}id", ""), table)
        if group:
            yield from self._group(group, table, span)

    def _group(
        self, group: list[etree._Element], table: Cell | None, span: tuple[int, int]
    ) -> Iterator[Group | Chunk]:
        yield Group(tuple(group), table, span)
        if self.has_text_boxes:
            for p in group:
                for box in self._iter_boxes(p):
                    yield from self.iter_blocks(box, table, span)

    def _iter_children(self, container: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs, tables and chunks, looking through everything that only wraps them."""
        for child in container:
            tag = child.tag
            if tag in (P, TABLE, CHUNK, ROW, CELL):
                yield child
            elif tag in _THROUGH or ((tag in INSERTED or tag in DELETED) and len(child)):
                if tag not in self.dropped:
                    yield from self._iter_children(child)
            elif tag == MC + "AlternateContent":
                yield from self._iter_children(chosen(child))

    def _iter_table(self, table: etree._Element, number: int) -> Iterator[Group | Chunk]:
        rows = [
            r for r in self._iter_children(table) if r.tag == ROW and not is_row_gone(r, self.mode)
        ]
        grid = [list(self._iter_cells(row)) for row in rows]
        heights = _merged_heights(grid)
        for row, cells in enumerate(grid, start=1):
            for cell, column, width in cells:
                span = (heights.get((row, column), 1), width)
                yield from self.iter_blocks(cell, (number, row, column), span)

    def _iter_cells(self, row: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
        """(cell, first grid column from 1, columns) of a row."""
        properties = row.find(w("trPr"))
        before = None if properties is None else child_number(properties, "gridBefore")
        column = 1 + _sane(before, 0)
        for cell in self._iter_children(row):
            if cell.tag == CELL:
                properties = cell.find(w("tcPr"))
                span = None if properties is None else child_number(properties, "gridSpan")
                width = max(1, _sane(span, 1))
                yield cell, column, width
                column += width

    def _iter_boxes(self, p: etree._Element) -> Iterator[etree._Element]:
        """The text boxes anchored in ``p`` itself, each once, unless its run is left out."""
        waiting = [p]
        while waiting:
            node = waiting.pop()
            if node.tag == TEXT_BOX:
                yield node
                continue
            if node.tag == MC + "AlternateContent":
                node = next((b for b in node if next(b.iter(TEXT_BOX), None) is not None), node)
                if not node.tag.startswith(MC):
                    continue
            waiting.extend(c for c in reversed(node) if c.tag not in self.dropped)


def _sane(value: int | None, default: int) -> int:
    return value if value is not None and 0 <= value <= COLUMN_LIMIT else default


def _merged_heights(
    grid: list[list[tuple[etree._Element, int, int]]],
) -> dict[tuple[int, int], int]:
    """How many rows the cells that begin a vertical merge (w:vMerge) cover, by (row, column)."""
    heights: dict[tuple[int, int], int] = {}
    open_merges: dict[int, int] = {}
    for row, cells in enumerate(grid, start=1):
        for cell, column, _ in cells:
            merge = _merge_of(cell)
            if merge == "continue" and column in open_merges:
                heights[(open_merges[column], column)] += 1
            elif merge == "restart":
                open_merges[column] = row
                heights[(row, column)] = 1
            else:
                open_merges.pop(column, None)
    return heights


def _merge_of(cell: etree._Element) -> str:
    properties = cell.find(w("tcPr"))
    if properties is None or properties.find(w("vMerge")) is None:
        return ""
    return child_value(properties, "vMerge") or "continue"


def is_mark_gone(p: etree._Element, mode: str) -> bool:
    """Whether a tracked change takes away the mark at the paragraph's end in this mode."""
    paragraph = None if mode == "all" else first_child(p, _PARAGRAPH)
    properties = None if paragraph is None else first_child(paragraph, _MARK)
    if properties is None:
        return False
    gone = DELETED if mode == "accept" else INSERTED
    return any(child.tag in gone for child in properties)


def is_row_gone(row: etree._Element, mode: str) -> bool:
    """Whether a tracked change takes away the table row in this mode."""
    properties = row.find(w("trPr"))
    if properties is None or mode == "all":
        return False
    return properties.find(w("del" if mode == "accept" else "ins")) is not None
