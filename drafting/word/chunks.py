"""A strip whose units hold tables: text and tables by turns, each set beside its counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafting.akn.tree import Tree
from drafting.records import record
from drafting.word.grids import Chunk, TreeGrids, tree_to_grids
from drafting.word.lines import spans_to_paragraphs
from drafting.word.links import Strip
from drafting.word.script import Block, Kind, Span
from drafting.word.tables import Texts, align_alike, grids_to_table, one_sided_table, texts_to_spans


@record
class Sides:
    """Both trees' tables and lines, and where their units begin."""

    old: TreeGrids
    new: TreeGrids
    old_starts: Sequence[int]
    new_starts: Sequence[int]
    old_units: Sequence[str]
    new_units: Sequence[str]
    tabled: bool
    """Whether either text has a table at all."""

    @property
    def texts(self) -> Texts:
        return Texts(self.old.lines, self.new.lines)


def trees_to_sides(old: Tree, new: Tree) -> Sides:
    """What is looked up of two trees."""
    before, after = tree_to_grids(old), tree_to_grids(new)
    return Sides(
        before, after, _first_lines(old), _first_lines(new),
        [unit.text for unit in old.units], [unit.text for unit in new.units],
        before.has_tables or after.has_tables,
    )


def _first_lines(tree: Tree) -> list[int]:
    starts = [0]
    for unit in tree.units:
        starts.append(starts[-1] + len(unit.lines))
    return starts


def strip_to_blocks(strip: Strip, sides: Sides) -> list[Block]:
    """The paragraphs of a strip; its tables, where it has any, as tables."""
    old = sides.old_starts[strip.old] if strip.old >= 0 else None
    new = sides.new_starts[strip.new] if strip.new >= 0 else None
    if not sides.tabled:
        return list(spans_to_paragraphs(strip.spans, old, new))
    olds = _range(strip, old, "insert")
    news = _range(strip, new, "delete")
    if not (sides.old.has_table(*olds) or sides.new.has_table(*news)):
        return list(spans_to_paragraphs(strip.spans, old, new))
    return list(_iter_blocks(sides.old.chunks(*olds), sides.new.chunks(*news), sides.texts))


def has_table(strip: Strip, sides: Sides) -> bool:
    """Whether a unit of the strip holds a table: its move cannot be one that Word knows."""
    old, new = sides.old_starts[strip.old], sides.new_starts[strip.new]
    return sides.old.has_table(*_range(strip, old, "insert")) or sides.new.has_table(
        *_range(strip, new, "delete")
    )


def _range(strip: Strip, first: int | None, other: Kind) -> tuple[int, int]:
    """The lines of one side of the strip."""
    if first is None:
        return 0, 0
    breaks = sum(span.text.count("\n") for span in strip.spans if span.kind != other)
    return first, first + breaks + 1


def _iter_blocks(olds: list[Chunk], news: list[Chunk], texts: Texts) -> Iterator[Block]:
    """Tables of both sides paired by what is in them; the text between them compared anew."""
    tables = [[c for c in side if c.grid is not None] for side in (olds, news)]
    before_words = [texts.of("delete", range(c.first, c.last)) for c in tables[0]]
    after_words = [texts.of("insert", range(c.first, c.last)) for c in tables[1]]
    i = j = 0
    for a, b in align_alike(before_words, after_words):
        if a is None or b is None:
            continue
        old, new = tables[0][a], tables[1][b]
        before, after = olds.index(old), news.index(new)
        yield from _text_blocks(olds[i:before], news[j:after], texts)
        if old.grid is not None and new.grid is not None:
            yield grids_to_table(old.grid, new.grid, texts)
        i, j = before + 1, after + 1
    yield from _text_blocks(olds[i:], news[j:], texts)


def _text_blocks(olds: list[Chunk], news: list[Chunk], texts: Texts) -> Iterator[Block]:
    """What stands between paired tables; a table here has no partner."""
    if len(olds) == len(news) == 1 and olds[0].grid is None and news[0].grid is None:
        old, new = olds[0], news[0]
        spans = texts_to_spans(
            texts.of("delete", range(old.first, old.last)),
            texts.of("insert", range(new.first, new.last)),
        )
        yield from spans_to_paragraphs(spans, old.first, new.first)
        return
    for chunk in olds:
        yield from _one_sided(chunk, texts, "delete")
    for chunk in news:
        yield from _one_sided(chunk, texts, "insert")


def _one_sided(chunk: Chunk, texts: Texts, kind: Kind) -> Iterator[Block]:
    if chunk.grid is not None:
        yield one_sided_table(chunk.grid, texts, kind)
        return
    span = Span(kind, texts.of(kind, range(chunk.first, chunk.last)))
    old, new = (None, chunk.first) if kind == "insert" else (chunk.first, None)
    yield from spans_to_paragraphs([span], old, new)
