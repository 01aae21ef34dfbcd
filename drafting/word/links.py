"""Which old unit is shown as changed into which new one: every unit of both texts exactly once.

A row may speak of several units (split, merged), and a unit may stand in several rows. A page can
show each word once: what keeps most words is shown as changed, the rest as new or gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafting.comparison.changes import Change, Changes, Pair, Segment
from drafting.records import record
from drafting.word.script import Kind, Span
from drafting.word.weave import share_new, share_old


@record
class Strip:
    """Spans that become paragraphs together; ``old`` and ``new`` are indexes of units (-1: none).

    ``row`` is the change it comes from; ``moved`` says that its other end stands elsewhere,
    ``move`` names a move that Word is to know as one.
    """

    spans: tuple[Span, ...]
    old: int
    new: int
    row: Change
    moved: bool = False
    move: str = ""


@record
class _Offer:
    """A way to show some units: what it would take of either text, and how much it keeps."""

    segments: tuple[Segment, ...]
    olds: tuple[int, ...]
    news: tuple[int, ...]
    row: Change
    kept: int


def changes_to_links(changes: Changes, old: Sequence[str], new: Sequence[str]) -> list[Strip]:
    """Return strips that hold each unit of both texts once, in the order of the rows.

    ``old`` and ``new`` are the units' texts: a pair whose segments do not give them again is taken
    as a deletion and an insertion, so that a redline never loses a word.
    """
    rows = [_check_row(row, old, new) for row in changes.rows]
    offers = [offer for row in rows for offer in _row_to_offers(row)]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    strips = []
    # Offers of one pair that is in no other row win anyway; sorting is stable and decides the rest.
    for offer in sorted(offers, key=lambda offer: -offer.kept):
        if taken_old.isdisjoint(offer.olds) and taken_new.isdisjoint(offer.news):
            taken_old.update(offer.olds)
            taken_new.update(offer.news)
            strips.append(_offer_to_strip(offer))
    for row in rows:
        for pair in row.pairs:
            if pair.old_index not in taken_old and pair.old_index >= 0:
                taken_old.add(pair.old_index)
                strips.append(Strip((Span("delete", pair.old_text),), pair.old_index, -1, row))
            if pair.new_index not in taken_new and pair.new_index >= 0:
                taken_new.add(pair.new_index)
                strips.append(Strip((Span("insert", pair.new_text),), -1, pair.new_index, row))
    return strips


def _check_row(row: Change, old: Sequence[str], new: Sequence[str]) -> Change:
    pairs = tuple(_check_pair(pair, old, new) for pair in row.pairs)
    return row if pairs == row.pairs else replace(row, pairs=pairs)


def _check_pair(pair: Pair, old: Sequence[str], new: Sequence[str]) -> Pair:
    before = old[pair.old_index] if pair.old_index >= 0 else ""
    after = new[pair.new_index] if pair.new_index >= 0 else ""
    if (pair.old_text, pair.new_text) == (before, after):
        return pair
    sides: tuple[tuple[Kind, str], ...] = (("delete", before), ("insert", after))
    return replace(pair, segments=tuple(Segment(kind, text) for kind, text in sides if text))


def _row_to_offers(row: Change) -> Iterator[_Offer]:
    if row.kind in ("split", "merged"):
        olds = tuple(p.old_index for p in row.pairs)
        news = tuple(p.new_index for p in row.pairs)
        if row.kind == "split" and _is_run(news):
            yield _make_offer(share_old(row.pairs), olds[:1], news, row)
        elif row.kind == "merged" and _is_run(olds):
            yield _make_offer(share_new(row.pairs), olds, news[:1], row)
    for pair in row.pairs:
        yield _pair_to_offer(pair, row)


def _is_run(indexes: Sequence[int]) -> bool:
    return len(indexes) > 1 and all(b == a + 1 for a, b in pairwise(indexes))


def _pair_to_offer(pair: Pair, row: Change) -> _Offer:
    olds = (pair.old_index,) if pair.old_index >= 0 else ()
    news = (pair.new_index,) if pair.new_index >= 0 else ()
    return _make_offer(pair.segments, olds, news, row)


def _make_offer(
    segments: Sequence[Segment], olds: tuple[int, ...], news: tuple[int, ...], row: Change
) -> _Offer:
    kept = sum(len(s.text) for s in segments if s.kind == "equal")
    return _Offer(tuple(segments), olds, news, row, kept)


def _offer_to_strip(offer: _Offer) -> Strip:
    spans = tuple(Span(s.kind, s.text, _follows(s)) for s in offer.segments)
    old = offer.olds[0] if offer.olds else -1
    new = offer.news[0] if offer.news else -1
    return Strip(spans, old, new, offer.row)


def _follows(segment: Segment) -> bool:
    """Whether it is no change of substance: a number that follows, or blanks alone (总则, 总　则).

    It is tracked all the same, since accepting must give the new text, but not among the changes.
    """
    return segment.consequential or segment.noise == ("blank",)
