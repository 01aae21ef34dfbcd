"""One row of the record: the units of a group compared, and what the row is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafting.comparison.changes import Change, ChangeKind, Pair, Segment, SegmentKind
from drafting.comparison.folding import TIERS, noise_tiers
from drafting.comparison.marks import find_marks
from drafting.comparison.meanings import Context, common_ends, passages_to_words
from drafting.comparison.passages import Passage
from drafting.comparison.segments import join_segments, words_to_segments
from drafting.records import record


@record
class Bond:
    """What is known of a link besides the words of its ends."""

    confidence: float = 1.0
    moved: bool = False
    runner_up: tuple[str, float] | None = None
    lent: tuple[str, ...] = ()


def missing_row(passage: Passage, kind: ChangeKind, bond: Bond) -> Change:
    """The row of a unit that only one side has; ``bond`` tells of the one that came closest."""
    level, eid, at = passage.unit.level, passage.eid, passage.index
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
    if len(olds) == len(news) == 1:
        row = kept_row(olds[0], news[0], bond)
        if row:
            return row
    pairs = tuple(_pair(old, new, context) for old in olds for new in news)
    kind, noise = _judge(olds, news, pairs, context.ignore)
    return Change(
        news[0].unit.level, kind,
        tuple(p.name for p in olds), tuple(p.name for p in news),
        tuple(p.eid for p in olds), tuple(p.eid for p in news), pairs,
        confidence=bond.confidence, moved=bond.moved,
        renumbered=[p.number for p in olds] != [p.number for p in news],
        marks=() if kind == "unchanged" else find_marks(pairs[0].segments),
        noise=noise, runner_up=bond.runner_up, lent=bond.lent,
    )


def _kept_segments(old: Passage, new: Passage) -> tuple[Segment, ...]:
    """The segments of a unit that stayed or changed nothing but its number; else ()."""
    if old.text == new.text:
        return (Segment("equal", new.text),) if new.text else ()
    rest = new.text[new.label_end :]
    numbered = old.label and new.label and old.number != new.number
    if not numbered or not rest or old.text[old.label_end :] != rest:
        return ()
    return (
        Segment("delete", old.label, True), Segment("insert", new.label, True),
        Segment("equal", rest),
    )


def kept_row(old: Passage, new: Passage, bond: Bond) -> Change | None:
    """The row of a unit that stayed as it was, by far the most there are; None when it did not."""
    segments = _kept_segments(old, new) if old.words == new.words else ()
    return Change(
        new.unit.level, "unchanged", (old.name,), (new.name,), (old.eid,), (new.eid,),
        (Pair(old.eid, new.eid, segments, old.index, new.index),),
        bond.confidence, bond.moved, len(segments) > 1, runner_up=bond.runner_up,
    ) if segments else None


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
    if old.words != new.words and old.key == new.key:
        # lines that break elsewhere are no edit, however many words stand between the breaks
        tiers = noise_tiers(old.words, new.words) or ()
        segments = tuple(
            s if s.kind == "equal" or s.consequential or s.noise else replace(s, noise=tiers)
            for s in segments
        )
    return Pair(old.eid, new.eid, segments, old.index, new.index)


def _segments(old: Passage, new: Passage, context: Context) -> tuple[Segment, ...]:
    head = _head_segments(old, new)
    if old.words == new.words:
        *label, gap = head
        if gap.kind == "equal" and label and label[-1].kind != "equal":
            return (*(s for s in label if s.text), Segment("equal", gap.text + old.words))
        return tuple(join_segments([*head, Segment("equal", old.words)]))
    first, last = common_ends(old.words, new.words)
    middle = words_to_segments(*passages_to_words(old, new, context, (first, last)))
    return tuple(join_segments([
        *head, Segment("equal", old.words[:first]), *middle,
        Segment("equal", old.words[len(old.words) - last :]),
    ]))


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
