"""The tables of a tree as grids of lines, and a unit's lines in chunks of text and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from drafting.akn.lines import TreeLine
from drafting.akn.names import tag
from drafting.akn.tree import Tree
from drafting.records import record

_TABLE, _ROW = tag("table"), tag("tr")
_CELLS = frozenset((tag("td"), tag("th")))
Place = tuple[int, int]
"""(row, column) in a table, from 1."""


@record
class GridCell:
    """A cell: its grid column from 1, how many columns it covers, its lines (places in the
    tree's)."""

    column: int
    lines: tuple[int, ...]
    span: int = 1


@record
class Grid:
    """A table. Cells without text may be missing: ``column`` tells where the others stand."""

    rows: tuple[tuple[GridCell, ...], ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((c.column + c.span - 1 for row in self.rows for c in row), default=1)


@record
class Chunk:
    """Lines ``first`` to ``last`` (one past) of a tree: text, or the whole of a table."""

    first: int
    last: int
    grid: Grid | None = None


@dataclass(slots=True)
class TreeGrids:
    """Which lines of a tree stand in tables: ``tables`` has the innermost one of each line.

    ``columns`` are real grid columns and spans by line number, where the source was read again;
    else cells are counted.
    """

    lines: Sequence[TreeLine]
    tables: Sequence[etree._Element | None]
    columns: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def has_tables(self) -> bool:
        """Whether any line stands in a table."""
        return any(table is not None for table in self.tables)

    def has_table(self, first: int, last: int) -> bool:
        """Whether any line from ``first`` to before ``last`` stands in a table."""
        return any(self.tables[at] is not None for at in range(first, last))

    def chunks(self, first: int, last: int) -> list[Chunk]:
        """The lines from ``first`` to before ``last`` as text and tables by turns."""
        found = []
        for table, run in groupby(range(first, last), key=self.tables.__getitem__):
            places = list(run)
            grid = None if table is None else self._to_grid(places)
            found.append(Chunk(places[0], places[-1] + 1, grid))
        return found

    def _to_grid(self, places: Sequence[int]) -> Grid:
        rows = []
        for _, run in groupby(places, key=lambda at: self._above(at, frozenset((_ROW,)))):
            rows.append(tuple(self._iter_cells(list(run))))
        return Grid(tuple(rows))

    def _iter_cells(self, places: Sequence[int]) -> Iterator[GridCell]:
        column = 0
        for _, run in groupby(places, key=lambda at: self._above(at, _CELLS)):
            lines = tuple(run)
            known = self.columns.get(self.lines[lines[0]].number)
            column, span = known or (column + 1, 1)
            yield GridCell(column, lines, span)

    def _above(self, at: int, tags: frozenset[str]) -> etree._Element | None:
        element = self.lines[at].pieces[0].element
        return next((e for e in element.iterancestors() if e.tag in tags), None)


def tree_to_grids(tree: Tree) -> TreeGrids:
    """The tables of ``tree``; real columns come from the source, where it can be read again."""
    # Units hold the lines already; ``Tree.lines`` would walk the whole tree again.
    lines = [line for unit in tree.units for line in unit.lines]
    tables = {e: table for table in tree.main.iter(_TABLE) for e in table.iterdescendants()}
    grids = TreeGrids(lines, [tables.get(line.pieces[0].element) for line in lines])
    if grids.has_tables:
        grids.columns = _read_columns(tree)
    return grids


def _read_columns(tree: Tree) -> dict[int, tuple[int, int]]:
    from drafting.word.origins import read_source_lines

    return {
        number: (line.table[2], line.span[1])
        for number, line in read_source_lines(tree).items() if line.table is not None
    }
