"""A tree alone as blocks of a script: its lines with the edits made in each, tables as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drafting.akn.tree import Tree
from drafting.records import record
from drafting.word.grids import Grid, tree_to_grids
from drafting.word.lines import spans_to_paragraphs
from drafting.word.script import Block, Cell, Row, Span, Table

ASIDE = ("furniture", "duplicate")
"""Levels of units that are no text of the document: page furniture, a second copy."""
SpansOf = Callable[[int], Sequence[Span]]
"""Place in ``Tree.lines`` → the spans of that line."""


@record
class Printed:
    """Blocks, and the places in ``Tree.lines`` of the lines they print, in order."""

    blocks: tuple[Block, ...]
    lines: tuple[int, ...]


def tree_to_blocks(tree: Tree, furniture: bool, spans_of: SpansOf | None = None) -> Printed:
    """The tree's lines as blocks; without ``spans_of`` unchanged.

    ``furniture``: whether page furniture and second copies are among them.
    """
    grids = tree_to_grids(tree)
    spans = spans_of or (lambda at: (Span("equal", tree.lines[at].text),))
    blocks: list[Block] = []
    lines: list[int] = []
    first = 0
    for unit in tree.units:
        last = first + len(unit.lines)
        for chunk in grids.chunks(first, last) if furniture or unit.level not in ASIDE else ():
            places = [at for at in range(chunk.first, chunk.last) if tree.lines[at].text]
            if not places:
                continue
            lines += places
            if chunk.grid is not None:
                blocks.append(_grid_to_table(chunk.grid, spans))
            else:
                joined = _join(places, spans)
                blocks += spans_to_paragraphs(joined, places[0], places[0])
        first = last
    return Printed(tuple(blocks), tuple(lines))


def _grid_to_table(grid: Grid, spans_of: SpansOf) -> Table:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            first = cell.lines[0]
            paragraphs = spans_to_paragraphs(_join(cell.lines, spans_of), first, first)
            cells.append(Cell(tuple(paragraphs), "equal", cell.column, cell.span))
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows))


def _join(places: Sequence[int], spans_of: SpansOf) -> list[Span]:
    """The spans of neighbouring lines with the breaks between them."""
    joined: list[Span] = []
    for at in places:
        if joined:
            joined.append(Span("equal", "\n"))
        joined += spans_of(at)
    return joined
