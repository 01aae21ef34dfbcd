"""The two sides of a change as cells: the old words with what was deleted, the new with what came.

In a split or merged row the undivided article stands in every pair; it is shown once, and a word of
it counts as deleted (or inserted) only where no pair has it on the other side.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from drafting.comparison.changes import Change, Pair, Segment
from drafting.writers.table import Cell, Mark, Run

Side = Literal["delete", "insert"]
_RANK: dict[Mark, int] = {"plain": 0, "follow": 1, "delete": 2, "insert": 2}


def change_to_sides(change: Change) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells of the old units and those of the new ones, in order; () where there is none."""
    return _units(change.pairs, "delete"), _units(change.pairs, "insert")


def _units(pairs: Iterable[Pair], side: Side) -> tuple[Cell, ...]:
    groups: dict[tuple[int, str], list[list[Run]]] = {}
    for pair in pairs:
        key = (pair.old_index, pair.old_eid) if side == "delete" else (pair.new_index, pair.new_eid)
        runs = [Run(s.text, _mark(s)) for s in pair.segments if s.kind in ("equal", side)]
        if key != (-1, "") or runs:
            groups.setdefault(key, []).append(runs)
    return tuple(Cell(tuple(_mildest(versions))) for versions in groups.values())


def _mark(segment: Segment) -> Mark:
    if segment.kind == "equal":
        return "plain"
    return "follow" if segment.consequential or segment.noise else segment.kind


def _mildest(versions: list[list[Run]]) -> list[Run]:
    """One text under several markings: each character takes the mildest of its marks."""
    if len(versions) == 1 or len({"".join(r.text for r in runs) for runs in versions}) > 1:
        return versions[0]
    marked = zip(*(_characters(runs) for runs in versions), strict=True)
    chosen = ((min((mark for _, mark in place), key=_RANK.__getitem__), place[0][0])
              for place in marked)
    return [
        Run("".join(character for _, character in run), mark)
        for mark, run in groupby(chosen, key=lambda pair: pair[0])
    ]


def _characters(runs: list[Run]) -> Iterable[tuple[str, Mark]]:
    return ((character, run.mark) for run in runs for character in run.text)
