"""One row of the record: the units of a group compared, and what the row is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafting.akn.eids import num_to_number
from drafting.comparison.changes import Change, ChangeKind, Pair, Segment, SegmentKind
from drafting.comparison.folding import TIERS, noise_tiers
from drafting.comparison.marks import find_marks
from drafting.comparison.passages import Passage
from drafting.comparison.references import Cited, Renumbering
from drafting.comparison.segments import join_segments, words_to_segments
from drafting.comparison.words import Span, Word, text_to_words


@dataclass(frozen=True)
class Context:
    """What every row of one comparison needs.

    ``cited`` holds the references of each unit, by side and index; ``ignore`` the noise tiers
    that make no change.
    """

    renumbering: Renumbering
    cited: tuple[Mapping[int, Sequence[Cited]], Mapping[int, Sequence[Cited]]]
    terms: re.Pattern[str] | None
    ignore: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """What is known of a link besides the words of its ends."""

    confidence: float = 1.0
    moved: bool = False
    runner_up: tuple[str, float] | None = None


def missing_row(passage: Passage, kind: ChangeKind, bond: Bond) -> Change:
    """The row of a unit that only one side has; ``bond`` tells of the one that came closest."""
    level, eid, at = passage.unit.level, passage.unit.eid, passage.index
    names, eids, none = (passage.name,), (eid,), ()
    if kind == "inserted":
        pair = Pair("", eid, (Segment("insert", passage.text),), -1, at)
        return Change(level, kind, none, names, none, eids, (pair,), bond.confidence,
                      runner_up=bond.runner_up)
    pair = Pair(eid, "", (Segment("delete", passage.text),), at)
    return Change(level, kind, names, none, eids, none, (pair,), bond.confidence,
                  runner_up=bond.runner_up)


def linked_row(
    olds: Sequence[Passage], news: Sequence[Passage], context: Context, bond: Bond
) -> Change:
    """The row of units that belong together."""
    pairs = tuple(_pair(old, new, context) for old in olds for new in news)
    kind, noise = _judge(olds, news, pairs, context.ignore)
    return Change(
        news[0].unit.level, kind,
        tuple(p.name for p in olds), tuple(p.name for p in news),
        tuple(p.unit.eid for p in olds), tuple(p.unit.eid for p in news), pairs,
        confidence=bond.confidence, moved=bond.moved,
        renumbered=[p.number for p in olds] != [p.number for p in news],
        marks=() if kind == "unchanged" else find_marks(pairs[0].segments),
        noise=noise, runner_up=bond.runner_up,
    )


def _judge(
    olds: Sequence[Passage], news: Sequence[Passage], pairs: Sequence[Pair],
    ignore: tuple[str, ...],
) -> tuple[ChangeKind, tuple[str, ...]]:
    """The kind of a row, and the tiers to which its differences belong if they all do."""
    if len(news) > 1:
        return "split", ()
    if len(olds) > 1:
        return "merged", ()
    segments = pairs[0].segments
    if olds[0].number != news[0].number:
        segments = segments[bool(olds[0].label) + bool(news[0].label) :]
    edits = [s for s in segments if s.kind != "equal"]
    if not edits:
        return "unchanged", ()
    substance = any(not s.consequential and not s.noise for s in edits)
    follows = any(s.consequential for s in edits)
    tiers = tuple(t for t in TIERS if any(t in s.noise for s in edits))
    if substance or not set(tiers) <= set(ignore):
        return "modified", () if substance or follows else tiers
    if follows:
        return "consequential", ()
    return "unchanged", tiers


def _pair(old: Passage, new: Passage, context: Context) -> Pair:
    segments = _segments(old, new, context)
    return Pair(old.unit.eid, new.unit.eid, segments, old.index, new.index)


def _segments(old: Passage, new: Passage, context: Context) -> tuple[Segment, ...]:
    if old.text == new.text:
        return (Segment("equal", old.text),) if old.text else ()
    head = _head_segments(old, new)
    if old.words == new.words:
        return tuple(join_segments([*head, Segment("equal", old.words)]))
    words = passages_to_words(old, new, context)
    return tuple(join_segments([*head, *words_to_segments(*words)]))


def _head_segments(old: Passage, new: Passage) -> list[Segment]:
    """The label, by itself, so that a number never becomes part of another edit."""
    if old.label == new.label:
        label = [Segment("equal", old.label)]
    elif old.number != new.number:
        label = _replace(old.label, new.label, Segment("delete", "", True))
    else:
        tiers = noise_tiers(old.label, new.label) or (("numeral",) if old.number else ())
        label = _replace(old.label, new.label, Segment("delete", "", noise=tiers))
    gaps = (old.text[old.label_end : old.start], new.text[new.label_end : new.start])
    if gaps[0] == gaps[1]:
        return [*label, Segment("equal", gaps[0])]
    return [*label, *_replace(*gaps, Segment("delete", "", noise=("blank",)))]


def _replace(old: str, new: str, like: Segment) -> list[Segment]:
    sides: tuple[tuple[SegmentKind, str], ...] = (("delete", old), ("insert", new))
    return [Segment(kind, text, like.consequential, like.noise) for kind, text in sides]


def passages_to_words(
    old: Passage, new: Passage, context: Context
) -> tuple[list[Word], list[Word]]:
    """The words of both units behind the label, references keyed by what they mean."""
    mine = [c for c in context.cited[0].get(old.index, ()) if not c.relative]
    theirs = [c for c in context.cited[1].get(new.index, ()) if not c.relative]
    meant = {c.address for c in theirs}
    old_keys, new_keys = _item_keys(old), _item_keys(new)
    for cited in mine:
        after = context.renumbering.follow(cited.address)
        if after:
            chosen = next((a for a in after if a in meant), after[0])
            old_keys[_span(cited, old)] = ("§" + "/".join(chosen), cited.address[-1])
    for cited in theirs:
        new_keys[_span(cited, new)] = ("§" + "/".join(cited.address), cited.address[-1])
    return (
        text_to_words(old.words, old_keys, context.terms),
        text_to_words(new.words, new_keys, context.terms),
    )


def _span(cited: Cited, passage: Passage) -> Span:
    return cited.start - passage.start, cited.end - passage.start


def _item_keys(passage: Passage) -> dict[Span, tuple[str, str]]:
    """The numbers of 项 and 目: compared as one word, so that an item is known by its words."""
    keys: dict[Span, tuple[str, str]] = {}
    base = -passage.start
    for line in passage.unit.lines:
        for piece in line.pieces:
            if piece.element.kind == "num" and base + piece.start >= 0:
                printed = line.text[piece.start : piece.end]
                number = num_to_number(printed) or printed
                keys[base + piece.start, base + piece.end] = ("#item", number)
        base += len(line.text) + 1
    return keys
