"""What changed inside a provision, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diff_match_patch import diff_match_patch

from drafting.comparison.words import text_to_words

_FIRST_CODE = 0xF0000
"""Words become one character each of the planes for private use: no text holds those."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that stayed (``equal``) or one lot of words replaced by another."""

    equal: bool
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def old_text(self) -> str:
        return "".join(self.old)

    @property
    def new_text(self) -> str:
        return "".join(self.new)


def texts_to_runs(old: str, new: str) -> list[Run]:
    """The words of both texts as runs, equal and changed by turns."""
    return words_to_runs(text_to_words(old), text_to_words(new))


def words_to_runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The shortest edit between two word lists, found by diff-match-patch on coded words.

    ``Diff_Timeout`` is 0: with the default of a second the result depends on the machine.
    """
    codes: dict[str, str] = {}
    coded = ["".join(_code(codes, word) for word in side) for side in (old, new)]
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    runs: list[Run] = []
    i = j = 0
    for operation, text in engine.diff_main(coded[0], coded[1], False):
        size = len(text)
        taken = tuple(old[i : i + size]) if operation <= 0 else ()
        given = tuple(new[j : j + size]) if operation >= 0 else ()
        i, j = i + len(taken), j + len(given)
        _append(runs, Run(operation == 0, taken, given))
    return runs


def _code(codes: dict[str, str], word: str) -> str:
    return codes.setdefault(word, chr(_FIRST_CODE + len(codes)))


def _append(runs: list[Run], run: Run) -> None:
    if runs and runs[-1].equal == run.equal:
        last = runs.pop()
        run = Run(run.equal, last.old + run.old, last.new + run.new)
    runs.append(run)
