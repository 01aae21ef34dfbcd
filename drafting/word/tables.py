"""Two tables aligned row by row and cell by cell, so that a cell's words are all that is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from drafting.akn.lines import TreeLine
from drafting.records import record
from drafting.word.grids import Grid, GridCell
from drafting.word.lines import spans_to_paragraphs
from drafting.word.script import Cell, Kind, Paragraph, Row, Span, Table

_ALIKE = 0.4
"""Rows (or columns) less alike than this are an old one gone and a new one come."""
GridRow = tuple[GridCell, ...]


@record
class Texts:
    """The lines of both texts."""

    old: Sequence[TreeLine]
    new: Sequence[TreeLine]

    def of(self, kind: Kind, lines: Sequence[int]) -> str:
        """The lines' text, joined by line breaks."""
        side = self.new if kind == "insert" else self.old
        return "\n".join(side[at].text for at in lines)


def grids_to_table(old: Grid, new: Grid, texts: Texts) -> Table:
    """The two tables as one: rows and columns that went or came, cells with their changes."""
    columns = _align_columns(old, new, texts)
    rows: list[Row] = []
    olds = [_row_text(row, texts, "delete") for row in old.rows]
    news = [_row_text(row, texts, "insert") for row in new.rows]
    for i, j in align_alike(olds, news):
        if i is None and j is not None:
            rows.append(one_sided_row(new.rows[j], texts, "insert"))
        elif j is None and i is not None:
            rows.append(one_sided_row(old.rows[i], texts, "delete"))
        elif i is not None and j is not None:
            rows.append(_pair_rows(old.rows[i], new.rows[j], columns, texts))
    return Table(tuple(rows))


def one_sided_table(grid: Grid, texts: Texts, kind: Kind) -> Table:
    """A table that only one of the texts has ("insert", "delete"), or both alike ("equal")."""
    return Table(tuple(one_sided_row(row, texts, kind) for row in grid.rows))


def one_sided_row(row: GridRow, texts: Texts, kind: Kind) -> Row:
    """A row of one text only, or of both alike."""
    cells = []
    for cell in row:
        text = texts.of(kind, cell.lines)
        old = None if kind == "insert" else cell.lines[0]
        new = None if kind == "delete" else cell.lines[0]
        paragraphs = spans_to_paragraphs([Span(kind, text)], old, new)
        cells.append(Cell(tuple(paragraphs), "equal", cell.column, cell.span))
    return Row(tuple(cells), kind)


def _row_text(row: GridRow, texts: Texts, kind: Kind) -> str:
    return "\t".join(texts.of(kind, cell.lines) for cell in row)


def align_alike(
    olds: Sequence[str], news: Sequence[str]
) -> Iterator[tuple[int | None, int | None]]:
    """Pairs (place in ``olds``, place in ``news``) in order; None where one has no partner.

    Equal ones first; in the gaps between them the most alike, order kept.
    """
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _align_gap(olds[a:b], news[c:d], a, c)


def _align_gap(
    olds: Sequence[str], news: Sequence[str], first: int, second: int
) -> Iterator[tuple[int | None, int | None]]:
    pairs = _heaviest_pairs(olds, news)
    i = j = 0
    for a, b in [*pairs, (len(olds), len(news))]:
        yield from ((first + at, None) for at in range(i, a))
        yield from ((None, second + at) for at in range(j, b))
        if a < len(olds):
            yield first + a, second + b
        i, j = a + 1, b + 1


def _heaviest_pairs(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int]]:
    from rapidfuzz.fuzz import ratio

    from drafting.comparison.order import heaviest_chain

    weights = {}
    for i, old in enumerate(olds):
        for j, new in enumerate(news):
            alike = ratio(old, new) / 100
            if alike >= _ALIKE:
                weights[i, j] = alike
    return sorted(heaviest_chain(weights))


def _align_columns(old: Grid, new: Grid, texts: Texts) -> dict[int, int]:
    """Old columns to new ones; where both have as many, each to its own."""
    if old.width == new.width:
        return {column: column for column in range(1, old.width + 1)}
    pairs = align_alike(_column_texts(old, texts, "delete"), _column_texts(new, texts, "insert"))
    return {i + 1: j + 1 for i, j in pairs if i is not None and j is not None}


def _column_texts(grid: Grid, texts: Texts, kind: Kind) -> list[str]:
    found: list[list[str]] = [[] for _ in range(grid.width)]
    for row in grid.rows:
        for cell in row:
            found[cell.column - 1].append(texts.of(kind, cell.lines))
    return ["\t".join(column) for column in found]


def _pair_rows(old: GridRow, new: GridRow, columns: dict[int, int], texts: Texts) -> Row:
    """Cells of one row: those of paired columns changed inside, the others gone or new."""
    waiting = {cell.column: cell for cell in new}
    back = {j: i for i, j in columns.items()}
    cells: list[tuple[tuple[int, int], Cell]] = []
    for cell in old:
        target = columns.get(cell.column)
        if target is None:
            made = _one_sided_cell(cell, texts, "delete")
        else:
            made = _pair_cells(cell, waiting.pop(target, None), texts)
        cells.append(((cell.column, 0), made))
    for cell in waiting.values():
        known = back.get(cell.column)
        if known is not None:
            made = _pair_cells(None, replace(cell, column=known), texts)
            cells.append(((known, 0), made))
        else:
            before = max((j for j in back if j < cell.column), default=0)
            made = _one_sided_cell(cell, texts, "insert")
            cells.append(((back.get(before, 0), cell.column), made))
    return Row(tuple(cell for _, cell in sorted(cells, key=lambda pair: pair[0])))


def _one_sided_cell(cell: GridCell, texts: Texts, kind: Kind) -> Cell:
    row = one_sided_row((cell,), texts, kind)
    return replace(row.cells[0], mark=kind)


def _pair_cells(old: GridCell | None, new: GridCell | None, texts: Texts) -> Cell:
    """A cell of both tables; the last mark in it stays whatever becomes of its words."""
    before = texts.of("delete", old.lines) if old else ""
    after = texts.of("insert", new.lines) if new else ""
    first = old.lines[0] if old else None
    paragraphs = spans_to_paragraphs(
        texts_to_spans(before, after), first, new.lines[0] if new else None
    )
    paragraphs[-1] = replace(paragraphs[-1], mark="equal")
    shape = old or new
    column, span = (shape.column, shape.span) if shape else (1, 1)
    return Cell(tuple(paragraphs), "equal", column, span)


def texts_to_spans(old: str, new: str) -> list[Span]:
    """What changed from one text to another, word by word."""
    from drafting.comparison.segments import words_to_segments
    from drafting.comparison.words import text_to_words

    if old == new:
        return [Span("equal", old)] if old else []
    segments = words_to_segments(text_to_words(old), text_to_words(new))
    return [Span(s.kind, s.text, s.consequential) for s in segments]


__all__ = [
    "Paragraph", "Texts", "align_alike", "grids_to_table", "one_sided_row", "one_sided_table",
    "texts_to_spans",
]
