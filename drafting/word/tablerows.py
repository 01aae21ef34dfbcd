"""Rows, cells and columns of a user's tables, put in and taken out as tracked changes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from drafting.word.carrier import Carrier
from drafting.word.editor import ParagraphEditor
from drafting.word.elements import NSMAP, Pen, make, make_run
from drafting.word.flows import Flow
from drafting.word.formats import copy_properties, mark_paragraph, new_paragraph, plain_properties
from drafting.word.names import CELL_CHANGES, DEL, INS, PPR, R_, REVISIONS, RPR, TC, TR, P, w
from drafting.word.script import Cell, Paragraph, Row, Table

_GRID = w("tblGrid")
_BEFORE_CELL_MARK = frozenset(
    w(n) for n in (
        "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
        "textDirection", "tcFitText", "vAlign", "hideMark", "headers",
    )
)


def table_to_flows(at: int, table: Table, carrier: Carrier) -> list[Flow]:
    """The cells of a table that both texts have: each is a flow of its own."""
    flows = []
    for row in table.rows:
        for cell in row.cells if row.mark == "equal" else ():
            homes = [carrier.homes[p.old] for p in cell.paragraphs if p.old is not None]
            known = [home for home in homes if home is not None]
            if known and cell.mark == "equal":
                entries = [(at, paragraph) for paragraph in cell.paragraphs]
                flows.append(Flow(entries, known[-1].paragraph))
    return flows


@dataclass(slots=True)
class TableWriter:
    """Writes what cells of their own cannot tell: whole rows, columns, words in empty cells."""

    carrier: Carrier
    pen: Pen

    def write(self, table: Table, element: etree._Element) -> None:
        """Write ``table`` into the ``w:tbl`` ``element``."""
        last: etree._Element | None = None
        waiting: list[Row] = []
        for row in table.rows:
            found = self._find_row(row)
            if found is None:
                waiting.append(row)
                continue
            last = self._insert_rows(waiting, last, found)
            waiting = []
            if row.mark == "delete":
                self._delete_row(found)
            else:
                self._write_cells(row, found)
            last = found
        self._insert_rows(waiting, last, None)
        self._write_columns(table, element)

    def _find_row(self, row: Row) -> etree._Element | None:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                home = None if paragraph.old is None else self.carrier.homes[paragraph.old]
                if home is not None:
                    return next(home.paragraph.iterancestors(TR), None)
        return None

    def _find_cell(self, cell: Cell, row: etree._Element) -> etree._Element | None:
        for paragraph in cell.paragraphs:
            home = None if paragraph.old is None else self.carrier.homes[paragraph.old]
            if home is not None:
                return next(home.paragraph.iterancestors(TC), None)
        return None if cell.mark == "insert" else cell_at(row, cell.column)

    # Rows.

    def _insert_rows(
        self, rows: Sequence[Row], last: etree._Element | None, after: etree._Element | None
    ) -> etree._Element | None:
        """New rows after ``last`` (else before ``after``), shaped like their neighbour."""
        model = last if last is not None else after
        for row in rows:
            if model is None:
                return last
            made = self._make_row(row, model)
            if last is not None:
                last.addnext(made)
            elif after is not None:
                after.addprevious(made)
            last = made
        return last

    def _make_row(self, row: Row, model: etree._Element) -> etree._Element:
        made = copy.deepcopy(model)
        made.tail = None
        made.attrib.clear()
        _clean_marks(made)
        looks = {cell: _look(cell) for cell in made.iter(TC)}
        for cell in looks:
            _empty_cell(cell)
        for new in row.cells:
            target = cell_at(made, new.column)
            if target is not None:
                self._fill(target, new.paragraphs, looks.get(target))
        for paragraph in made.iter(P):
            mark_paragraph(paragraph, INS, self.pen)
        self._mark_row(made, INS)
        return made

    def _fill(
        self, cell: etree._Element, paragraphs: Sequence[Paragraph], look: etree._Element | None
    ) -> None:
        """Put new paragraphs into an emptied cell; a cell filled before gets more."""
        for new in paragraphs:
            target = cell.findall(P)[-1]
            if len(target.findall(INS)):
                following = new_paragraph(copy_properties(target))
                target.addnext(following)
                target = following
            text = "".join(s.text for s in new.spans if s.kind == "insert")
            if text:
                target.append(self.pen.wrap(INS, make_run(text, look)))

    def _delete_row(self, row: etree._Element) -> None:
        for paragraph in row.iter(P):
            ParagraphEditor(paragraph).delete_all(DEL, self.pen)
            mark_paragraph(paragraph, DEL, self.pen)
        self._mark_row(row, DEL)

    def _mark_row(self, row: etree._Element, tag: str) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"), nsmap=NSMAP)
            at = 1 if row.find(w("tblPrEx")) is not None else 0
            row.insert(at, properties)
        if properties.find(tag) is not None:  # a row around a nested table comes again after it
            return
        mark = etree.Element(tag, nsmap=NSMAP)
        self.pen.sign(mark)
        change = properties.find(w("trPrChange"))
        if change is None:
            properties.append(mark)
        else:
            change.addprevious(mark)

    # Cells.

    def _write_cells(self, row: Row, element: etree._Element) -> None:
        for cell in row.cells:
            known = any(p.old is not None for p in cell.paragraphs)
            if cell.mark == "equal" and not known and any(p.spans for p in cell.paragraphs):
                target = self._find_cell(cell, element)
                if target is not None:
                    self._write_into_empty(cell, target)

    def _write_into_empty(self, cell: Cell, target: etree._Element) -> None:
        """Words in a cell that had none: its own paragraph takes the last of them."""
        own = target.findall(P)[-1]
        look = own.find(f"{PPR}/{RPR}")
        for number, paragraph in enumerate(cell.paragraphs, 1):
            text = "".join(s.text for s in paragraph.spans if s.kind == "insert")
            run = self.pen.wrap(INS, make_run(text, plain_properties(look)))
            if number == len(cell.paragraphs):
                own.append(run)
                continue
            before = new_paragraph(copy_properties(own))
            before.append(run)
            mark_paragraph(before, INS, self.pen)
            own.addprevious(before)

    # Columns.

    def _write_columns(self, table: Table, element: etree._Element) -> None:
        cells = [(row, cell) for row in table.rows if row.mark == "equal" for cell in row.cells]
        gone = {cell.column for _, cell in cells if cell.mark == "delete"}
        for row in element.iterchildren(TR):
            if not _is_tracked(row):
                for column in gone:
                    target = cell_at(row, column)
                    if target is not None:
                        self._delete_cell(target)
        if any(cell.mark == "insert" for _, cell in cells):
            self._insert_columns(table, element)

    def _delete_cell(self, cell: etree._Element) -> None:
        for paragraph in cell.iter(P):
            ParagraphEditor(paragraph).delete_all(DEL, self.pen)
        self._mark_cell(cell, "cellDel")

    def _mark_cell(self, cell: etree._Element, name: str) -> None:
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = etree.Element(w("tcPr"), nsmap=NSMAP)
            cell.insert(0, properties)
        mark = make(name)
        self.pen.sign(mark)
        properties.insert(sum(c.tag in _BEFORE_CELL_MARK for c in properties), mark)

    def _insert_columns(self, table: Table, element: etree._Element) -> None:
        """A new cell in every row for every new column, after the cell it follows in the script."""
        places = _new_columns(table)
        found = {self._find_row(row): row for row in table.rows if row.mark == "equal"}
        for tr in element.iterchildren(TR):
            row = found.get(tr)
            for before, column in places:
                new = next(
                    (c for c in row.cells if c.mark == "insert" and c.column == column), None
                ) if row is not None else None
                self._insert_cell(tr, before, new)
        self._widen_grid(element, [before for before, _ in places])

    def _insert_cell(self, row: etree._Element, before: int, new: Cell | None) -> None:
        neighbour = cell_at(row, max(before, 1))
        if neighbour is None:
            return
        made = copy.deepcopy(neighbour)
        made.tail = None
        look = _look(made)
        _clean_marks(made)
        _empty_cell(made)
        if before:
            neighbour.addnext(made)
        else:
            neighbour.addprevious(made)
        if new is not None:
            self._fill(made, new.paragraphs, look)
            for paragraph in made.findall(P)[:-1]:
                mark_paragraph(paragraph, INS, self.pen)
        self._mark_cell(made, "cellIns")

    def _widen_grid(self, table: etree._Element, places: Sequence[int]) -> None:
        grid = table.find(_GRID)
        if grid is None:
            return
        before = copy.deepcopy(grid)
        for old in before.findall(w("tblGridChange")):
            before.remove(old)
        columns = grid.findall(w("gridCol"))
        for place in places:
            if columns:
                model = columns[min(max(place, 1), len(columns)) - 1]
                made = copy.deepcopy(model)
                if place:
                    model.addnext(made)
                else:
                    model.addprevious(made)
        if grid.find(w("tblGridChange")) is None:
            change = make("tblGridChange", id=self.pen.ids.take())
            change.append(before)
            grid.append(change)


def cell_at(row: etree._Element, column: int) -> etree._Element | None:
    """The cell of a row that covers grid column ``column`` (from 1)."""
    at = 1
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    if before is not None:
        at += int(before.get(w("val"), "0"))
    last = None
    for cell in _iter_cells(row):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        width = int(span.get(w("val"), "1")) if span is not None else 1
        if at <= column < at + width:
            return cell
        at += width
        last = cell
    return last


def _iter_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The row's own cells, but for those that this run has put in."""
    for cell in row.iterchildren(TC):
        if cell.find(f"{w('tcPr')}/{w('cellIns')}") is None:
            yield cell


def _new_columns(table: Table) -> list[tuple[int, int]]:
    """(old column before it, new column) of each new column, the last first.

    Rows with empty cells know only of fewer columns before it: the most is right.
    """
    before: dict[int, int] = {}
    for row in table.rows:
        for cell in row.cells if row.mark == "equal" else ():
            if cell.mark == "insert":
                before[cell.column] = max(
                    before.get(cell.column, 0), _column_before(row, cell)
                )
    return sorted(((old, new) for new, old in before.items()), reverse=True)


def _column_before(row: Row, cell: Cell) -> int:
    """The old column after which a new cell stands; 0 at the front."""
    before = 0
    for other in row.cells:
        if other is cell:
            return before
        if other.mark != "insert":
            before = other.column + other.span - 1
    return before


def _is_tracked(row: etree._Element) -> bool:
    marks = row.find(w("trPr"))
    return marks is not None and any(marks.find(tag) is not None for tag in REVISIONS)


def _look(cell: etree._Element) -> etree._Element | None:
    """The run properties of a cell's first words, else those of its paragraph's mark."""
    run = next(cell.iter(R_), None)
    found = None if run is None else run.find(RPR)
    if found is None:
        found = cell.find(f"{P}/{PPR}/{RPR}")
    return plain_properties(found)


def _empty_cell(cell: etree._Element) -> None:
    """Leave the cell one empty paragraph, with its properties."""
    properties = cell.find(f"{P}")
    kept = new_paragraph(None if properties is None else copy_properties(properties))
    for child in list(cell):
        if child.tag != w("tcPr"):
            cell.remove(child)
    cell.append(kept)


def _clean_marks(element: etree._Element) -> None:
    """Take earlier tracked changes and vertical merging off a copied row or cell."""
    for mark in list(element.iter(*REVISIONS, *CELL_CHANGES, w("vMerge"), w("trPrChange"))):
        parent = mark.getparent()
        if parent is not None and parent.tag in (w("trPr"), w("tcPr")):
            parent.remove(mark)
