"""The mixtures of operations by which the generator amends."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """How many operations of each kind; ``renumber`` False numbers insertions 第X条之一.

    A light edit is of one to three words, of ``words`` where that is given.
    """

    light: int = 0
    heavy: int = 0
    deletions: int = 0
    insertions: int = 0
    moves_within: int = 0
    moves_across: int = 0
    moves_edited: int = 0
    splits: int = 0
    merges: int = 0
    lifts: int = 0
    chapters_renamed: int = 0
    renumber: bool = True
    first: int = 0
    """Take only so many articles of the law (0: all)."""
    words: int = 0
    lines: int = 0
    """Articles put in or taken out have at most so many lines (0: any)."""
    splits_three: int = 0
    merges_three: int = 0
    inserted_share: float = 0.0
    """So many new provisions for each old one, beside ``insertions``."""
    containers_moved: int = 0
    containers_split: int = 0
    containers_merged: int = 0
    stale: int = 0
    """References that ought to follow and do not."""

    @property
    def containers(self) -> bool:
        """Whether containers move, split or merge, and are numbered anew."""
        return bool(self.containers_moved or self.containers_split or self.containers_merged)


PLANS = {
    "l1200": Plan(light=91, deletions=12, insertions=18, moves_within=5, moves_across=5,
                  moves_edited=5, first=1200),
    "l1200-single": Plan(light=91, deletions=12, insertions=18, moves_within=5, moves_across=5,
                         moves_edited=5, first=1200, words=1),
    "l1200-lines": Plan(light=91, deletions=12, insertions=18, moves_within=5, moves_across=5,
                        moves_edited=5, first=1200, words=1, lines=1),
    "light": Plan(light=12, deletions=2, insertions=3, moves_across=1),
    "mixed": Plan(light=14, heavy=4, deletions=3, insertions=4, moves_within=2, moves_across=3,
                  moves_edited=2, splits=3, merges=3, lifts=2, chapters_renamed=1),
    "heavy": Plan(light=20, heavy=14, deletions=6, insertions=8, moves_within=3, moves_across=4,
                  moves_edited=3, splits=4, merges=4, lifts=3, chapters_renamed=1),
    "zhiyi": Plan(light=8, insertions=6, deletions=2, renumber=False),
    "forty": Plan(light=16, heavy=4, deletions=4, moves_within=2, moves_across=2, moves_edited=1,
                  inserted_share=0.4),
    "threes": Plan(light=12, deletions=2, insertions=3, moves_across=1, splits=2, merges=2,
                   splits_three=3, merges_three=3),
    "containers": Plan(light=14, heavy=3, deletions=3, insertions=5, moves_across=2,
                       chapters_renamed=3, containers_moved=1, containers_split=2,
                       containers_merged=1),
    "parts": Plan(light=20, heavy=4, deletions=4, insertions=6, moves_across=3, chapters_renamed=3,
                  containers_moved=2, containers_split=2, containers_merged=1),
    "stale": Plan(light=14, heavy=3, deletions=4, insertions=6, moves_within=1, moves_across=2,
                  stale=4),
    "levels": Plan(light=6, heavy=2, deletions=2, insertions=4, moves_within=1, moves_across=1,
                   splits=2, merges=2, chapters_renamed=1),
    "levels-containers": Plan(light=5, deletions=1, insertions=3, chapters_renamed=1, splits=1,
                              merges=1, containers_moved=1, containers_split=1,
                              containers_merged=1),
}
