"""The shortest edit between two lists of words, found by diff-match-patch on coded words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from diff_match_patch import diff_match_patch

from drafting.comparison.words import Word

_FIRST_CODE = 0xF0000
"""Words become one character each of planes 15 and 16, for private use: no text holds those."""


class Run(NamedTuple):
    """A stretch of words that stayed (``equal``: the keys agree) or one lot for another."""

    equal: bool
    old: tuple[Word, ...]
    new: tuple[Word, ...]

    @property
    def old_text(self) -> str:
        return "".join([w.text for w in self.old])

    @property
    def new_text(self) -> str:
        return "".join([w.text for w in self.new])

    @property
    def old_size(self) -> int:
        return sum([len(w.text) for w in self.old])

    @property
    def new_size(self) -> int:
        return sum([len(w.text) for w in self.new])


def words_to_runs(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    """The runs from ``old`` to ``new``, compared by key.

    ``Diff_Timeout`` is 0: with the default of a second the result depends on the machine.
    """
    if not old or not new:
        return [Run(False, tuple(old), tuple(new))] if old or new else []
    one, other = [word.key for word in old], [word.key for word in new]
    if one == other:
        return [Run(True, tuple(old), tuple(new))]
    a = count_common(one, other)
    b = count_common(one[:a - 1 if a else None:-1], other[:a - 1 if a else None:-1])
    head = Run(True, tuple(old[:a]), tuple(new[:a]))
    tail = Run(True, tuple(old[len(old) - b :]), tuple(new[len(new) - b :]))
    middle = _middle_to_runs(old[a : len(old) - b], new[a : len(new) - b])
    return join_runs((head, *middle, tail))


def count_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many members both begin with."""
    same = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return same


def _middle_to_runs(old: Sequence[Word], new: Sequence[Word]) -> list[Run]:
    if {word.key for word in old}.isdisjoint([word.key for word in new]):
        return [Run(False, tuple(old), tuple(new))]
    codes: dict[str, str] = {}
    coded = ["".join(_code(codes, word.key) for word in side) for side in (old, new)]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    runs: list[Run] = []
    i = j = 0
    for operation, text in engine.diff_main(coded[0], coded[1], False):
        k = i + len(text) * (operation <= 0)
        m = j + len(text) * (operation >= 0)
        runs.append(Run(operation == 0, tuple(old[i:k]), tuple(new[j:m])))
        i, j = k, m
    return runs


def _code(codes: dict[str, str], key: str) -> str:
    return codes.setdefault(key, chr(_FIRST_CODE + len(codes)))


def join_runs(runs: Iterable[Run]) -> list[Run]:
    """Neighbouring runs of one sort made one; empty ones left out."""
    joined: list[Run] = []
    for run in runs:
        if not run.old and not run.new:
            continue
        if joined and joined[-1].equal == run.equal:
            last = joined.pop()
            joined.append(Run(run.equal, last.old + run.old, last.new + run.new))
        else:
            joined.append(run)
    return joined
