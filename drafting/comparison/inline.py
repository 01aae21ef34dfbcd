"""What changed inside a provision: sentences, then clauses where little was kept, then words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafting.comparison.edits import Run, words_to_runs
from drafting.comparison.sentences import align_blocks
from drafting.comparison.tidying import tidy_runs
from drafting.comparison.words import Word

_LITTLE = 0.40
"""A sentence of which less than this part was kept is compared clause by clause."""


def compare_words(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """Both word lists as runs, kept and changed by turns, edges at words and signs."""
    runs: list[Run] = []
    for block in align_blocks(old, new):
        runs.extend(_compare_block(old[block.a : block.b], new[block.c : block.d]))
    return tidy_runs(runs)


def _compare_block(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    runs = words_to_runs(old, new)
    if not old or not new or _kept(runs) >= _LITTLE:
        return runs
    return [run for block in align_blocks(old, new, clauses=True)
            for run in words_to_runs(old[block.a : block.b], new[block.c : block.d])]


def _kept(runs: Sequence[Run]) -> float:
    kept = sum(run.old_size for run in runs if run.equal)
    most = max(sum(run.old_size for run in runs), sum(run.new_size for run in runs))
    return kept / most if most else 1.0


def iter_words(runs: Sequence[Run]) -> Iterator[tuple[Word | None, Word | None]]:
    """The words of all runs, those kept in pairs, the others alone."""
    for run in runs:
        if run.equal:
            yield from zip(run.old, run.new, strict=True)
        else:
            yield from ((word, None) for word in run.old)
            yield from ((None, word) for word in run.new)
