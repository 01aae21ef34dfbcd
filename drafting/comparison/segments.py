"""Two units' texts as the segments of a pair: label first, then what changed inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafting.comparison.changes import Segment
from drafting.comparison.edits import Run
from drafting.comparison.folding import noise_tiers
from drafting.comparison.inline import compare_words
from drafting.comparison.names import find_terms, terms_to_pattern
from drafting.comparison.words import Word, text_to_words


def texts_to_segments(old: str, new: str) -> list[Segment]:
    """The segments from one plain text to another, terms that they define kept whole."""
    terms = terms_to_pattern(find_terms(old, new))
    return words_to_segments(
        text_to_words(old, terms=terms), text_to_words(new, terms=terms)
    )


def words_to_segments(old: Sequence[Word], new: Sequence[Word]) -> list[Segment]:
    """The segments from one list of words to another; numbers that only follow are marked so."""
    return join_segments(
        segment for run in compare_words(old, new) for segment in _run_to_segments(run)
    )


def _run_to_segments(run: Run) -> Iterator[Segment]:
    if not run.equal:
        if run.old_text == run.new_text:
            yield Segment("equal", run.old_text)
            return
        tiers = noise_tiers(run.old_text, run.new_text) or ()
        if run.old:
            yield Segment("delete", run.old_text, noise=tiers)
        if run.new:
            yield Segment("insert", run.new_text, noise=tiers)
        return
    if run.old == run.new or [w.text for w in run.old] == [w.text for w in run.new]:
        yield Segment("equal", run.new_text)
        return
    same: list[str] = []
    for old, new in zip(run.old, run.new, strict=True):
        if old.text == new.text:
            same.append(old.text)
            continue
        if same:
            yield Segment("equal", "".join(same))
            same = []
        follows = bool(old.cited) and old.cited != new.cited
        tiers = () if follows else noise_tiers(old.text, new.text) or ()
        yield Segment("delete", old.text, follows, tiers)
        yield Segment("insert", new.text, follows, tiers)
    if same:
        yield Segment("equal", "".join(same))


def join_segments(segments: Iterator[Segment] | Sequence[Segment]) -> list[Segment]:
    """Neighbours of one kind and nature made one; within an edit deletions stand first."""
    joined: list[Segment] = []
    for segment in segments:
        if not segment.text:
            continue
        last = joined[-1] if joined else segment
        if joined and last.kind == segment.kind and _is_alike(last, segment):
            joined[-1] = Segment(
                last.kind, last.text + segment.text, last.consequential, last.noise
            )
        else:
            joined.append(segment)
    return joined


def _is_alike(one: Segment, other: Segment) -> bool:
    return one.consequential == other.consequential and one.noise == other.noise
