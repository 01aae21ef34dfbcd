"""Small tangles of edits aligned anew, so that telling words stay and little ones give way.

The shortest edit counts words and does not care which: of 或者限制 and 、限制、强制或者变相强制 it may
keep 或者 and strike 限制. Here a tangle is aligned by weight, a telling word counting its length, 的
和 或者 and signs little, and words that stay together more.

    排斥{+、限制、强制+}或者[-限制-]{+变相强制+}      排斥[-或者-]{+、+}限制{+、强制或者变相强制+}
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.comparison.edits import Run, join_runs
from drafting.comparison.words import Word

_BETWEEN = 8
"""Kept stretches up to this length belong to the tangle around them."""
_MOST = 2500
"""Larger tangles (words by words) stay as they are."""
_TOGETHER = 0.6
_SIGNS = {"\n": 1.0, ".": 1.0, ";": 1.0, ":": 0.6, ",": 0.5, "、": 0.5}
_LITTLE = frozenset(
    "的 和 或者 或 以及 及 与 并 并且 在 由 对 向 其 应 应当 可以 可 将 被 从 按 按照 依照 等 为 于 之 以 也 有".split()
)


def reweigh_runs(runs: Sequence[Run]) -> list[Run]:
    """The same words; tangles of edits aligned by weight."""
    found: list[Run] = []
    for tangle in _tangles(runs):
        changed = [run for run in tangle if not run.equal]
        old = [word for run in tangle for word in run.old]
        new = [word for run in tangle for word in run.new]
        knotted = len(changed) > 1 or bool(changed and changed[0].old and changed[0].new)
        if knotted and {word.key for word in old}.isdisjoint([word.key for word in new]):
            found.append(Run(False, tuple(old), tuple(new)))
        elif knotted and len(old) * len(new) <= _MOST:
            found.extend(_align_well(old, new))
        else:
            found.extend(tangle)
    return join_runs(found)


def _tangles(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Edits with the short kept stretches between them; long kept stretches by themselves."""
    tangle: list[Run] = []
    for run in runs:
        if run.equal and run.old_size > _BETWEEN:
            if tangle:
                yield tangle
            yield [run]
            tangle = []
        else:
            tangle.append(run)
    if tangle:
        yield tangle


def _weight(word: Word) -> float:
    if word.cited:
        return 3.0
    if word.key in _LITTLE:
        return 0.4 * len(word.key)
    if not word.text.strip():
        return 1.0 if "\n" in word.text else 0.1
    if all(unicodedata.category(char)[0] in "PS" for char in word.text):
        return 0.6 if word.key in (",", ".", ";", ":") else 0.3
    return float(len(word.text))


def _align_well(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """Of equally good alignments one that keeps words early or one that keeps them late.

    The one whose edits stand at signs wins, the early one where that tells nothing.
    """
    late = join_runs(_align(old, new))
    mirrored = _align(old[::-1], new[::-1])
    early = join_runs(Run(r.equal, r.old[::-1], r.new[::-1]) for r in mirrored[::-1])
    return late if late != early and _edges(late) > _edges(early) else early


def _edges(runs: Sequence[Run]) -> float:
    """How well the edits begin and end at signs, less the number of edits."""
    score = 0.0
    for before, edit in pairwise([Run(True, (), ()), *runs]):
        if edit.equal:
            continue
        score -= 1.0
        first = before.new[-1].key if before.new else "."
        for side in (edit.old, edit.new):
            if side:
                score += _SIGNS.get(first[-1:], 0.0) + _SIGNS.get(side[-1].key[-1:], 0.0)
    return score


def _align(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """The alignment of greatest weight; ``best`` ends anywhere, ``ended`` with a pair kept."""
    weights = [_weight(word) for word in old]
    width = len(new) + 1
    best = [[0.0] * width for _ in range(len(old) + 1)]
    ended = [[-1.0] * width for _ in range(len(old) + 1)]
    for i, word in enumerate(old, 1):
        for j in range(1, width):
            if word.key == new[j - 1].key:
                before = best[i - 1][j - 1]
                ended[i][j] = max(before, ended[i - 1][j - 1] + _TOGETHER) + weights[i - 1]
            best[i][j] = max(best[i - 1][j], best[i][j - 1], ended[i][j])
    return _trace(old, new, best, ended)


def _trace(
    old: Sequence[Word], new: Sequence[Word], best: list[list[float]], ended: list[list[float]]
) -> list[Run]:
    runs: list[Run] = []
    i, j = len(old), len(new)
    together = False
    while i or j:
        kept = ended[i][j] if i and j else -1.0
        if kept >= 0 and (together or kept >= best[i][j]):
            runs.append(Run(True, (old[i - 1],), (new[j - 1],)))
            i, j = i - 1, j - 1
            together = i > 0 and j > 0 and ended[i][j] + _TOGETHER > best[i][j]
            continue
        together = False
        if j and (not i or best[i][j - 1] >= best[i - 1][j]):
            j -= 1
            runs.append(Run(False, (), (new[j],)))
        else:
            i -= 1
            runs.append(Run(False, (old[i],), ()))
    return runs[::-1]
