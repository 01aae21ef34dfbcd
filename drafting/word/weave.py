"""Several units on one side of a change (an article split, articles merged) told as one text.

Where an article was split, each pair of its row holds the whole old text. One cut is chosen in it:
what stands before goes with the first new article, what stands after with the next, so that most
words are kept. A merged article is the same, seen from the other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from drafting.comparison.changes import Pair, Segment
from drafting.word.script import Kind

Segments = tuple[Segment, ...]
_OTHER: dict[Kind, Kind] = {"insert": "delete", "delete": "insert", "equal": "equal"}


def share_old(pairs: Sequence[Pair]) -> Segments:
    """One old unit and the new ones it was split into, which follow each other: one text."""
    joined: list[Segment] = []
    length = len(pairs[0].old_text)
    start, current = 0, pairs[0].segments
    for after in pairs[1:]:
        cut = _best_cut(_kept(current, start), _kept(after.segments, 0), start, length)
        joined += [*_keep_old(current, start, start, cut), Segment("insert", "\n")]
        start, current = cut, _keep_old(after.segments, 0, cut, length)
    return (*joined, *current)


def share_new(pairs: Sequence[Pair]) -> Segments:
    """Old units that follow each other and the new one they were merged into: one text."""
    mirrored = [Pair(p.new_eid, p.old_eid, _mirror(p.segments)) for p in pairs]
    return _mirror(share_old(mirrored))


def _mirror(segments: Iterable[Segment]) -> Segments:
    return tuple(replace(s, kind=_OTHER[s.kind]) for s in segments)


def _kept(segments: Iterable[Segment], at: int) -> list[tuple[int, int]]:
    """The stretches of the old text that are kept; the segments' old text begins at ``at``."""
    kept = []
    for segment in segments:
        if segment.kind == "equal":
            kept.append((at, at + len(segment.text)))
        if segment.kind != "insert":
            at += len(segment.text)
    return kept


def _best_cut(
    first: list[tuple[int, int]], second: list[tuple[int, int]], start: int, end: int
) -> int:
    """The cut that keeps most: of ``first`` what lies before it, of ``second`` what lies after."""
    edges = {edge for stretch in (*first, *second) for edge in stretch}
    places = sorted({start, end, *(e for e in edges if start <= e <= end)})

    def kept(cut: int) -> int:
        before = sum(max(min(high, cut) - low, 0) for low, high in first)
        return before + sum(max(high - max(low, cut), 0) for low, high in second)

    return max(places, key=lambda cut: (kept(cut), -cut))


def _keep_old(segments: Iterable[Segment], at: int, start: int, end: int) -> Segments:
    """The segments with only ``start:end`` of an old text that begins at ``at``.

    What was kept outside of it is inserted, what was deleted there is another's to delete.
    """
    found: list[Segment] = []
    for segment in segments:
        if segment.kind == "insert":
            found.append(segment)
            continue
        text, length = segment.text, len(segment.text)
        low = min(max(start - at, 0), length)
        high = max(min(end - at, length), low)
        outside: Kind | None = "insert" if segment.kind == "equal" else None
        inside = segment.kind
        parts = ((text[:low], outside), (text[low:high], inside), (text[high:], outside))
        for part, kind in parts:
            if part and kind:
                found.append(Segment(kind, part, segment.consequential))
        at += length
    return tuple(found)
