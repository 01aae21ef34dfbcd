"""What changed inside a provision: sentences, then clauses where little was kept, then words."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.comparison.edits import Run, join_runs, words_to_runs
from drafting.comparison.sentences import align_blocks
from drafting.comparison.tidying import tidy_runs
from drafting.comparison.weighing import reweigh_runs
from drafting.comparison.words import Word, word_to_parts

_LITTLE = 0.40
"""A sentence of which less than this part was kept is compared clause by clause."""
_MOSTLY = 0.70
"""A name of which this part was kept is shown with the change inside it."""


def compare_words(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """Both word lists as runs, kept and changed by turns, edges at words and signs."""
    runs: list[Run] = []
    for block in align_blocks(old, new):
        runs.extend(_compare_block(old[block.a : block.b], new[block.c : block.d]))
    return tidy_runs([piece for run in join_runs(runs) for piece in _open_names(run)])


def _compare_block(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    runs = words_to_runs(old, new)
    if not old or not new or (len(runs) == 1 and runs[0].equal):
        return runs
    if _kept(runs) >= _LITTLE:
        return reweigh_runs(runs)
    return [
        run for block in align_blocks(old, new, clauses=True)
        for run in reweigh_runs(
            words_to_runs(old[block.a : block.b], new[block.c : block.d])
        )
    ]


def _open_names(run: Run) -> list[Run]:
    """A changed run with names or titles, compared inside them where little of them changed.

    法律委员会 → 宪法和法律委员会 is an insertion, 环境保护行政主管部门 → 生态环境主管部门 another
    body.
    """
    if run.equal or not run.old or not run.new:
        return [run]
    if not any(word.parts for word in (*run.old, *run.new)):
        return [run]
    sides = [[part for word in side for part in word_to_parts(word)] for side in (run.old, run.new)]
    inside = words_to_runs(*sides)
    changed = [one for one in inside if not one.equal]
    pure = not any(one.old for one in changed) or not any(one.new for one in changed)
    return inside if pure or _kept(inside) >= _MOSTLY else [run]


def _kept(runs: Sequence[Run]) -> float:
    kept = sum(run.old_size for run in runs if run.equal)
    most = max(sum(run.old_size for run in runs), sum(run.new_size for run in runs))
    return kept / most if most else 1.0
