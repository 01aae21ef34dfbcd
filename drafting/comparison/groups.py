"""Links gathered into rows: one old and one new, one old and several new, several old and one new.

Where a passage went from one surviving article into another, the row of the one that it makes up
more of takes the link: the giver is called split, or the taker merged, never both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from drafting.comparison.order import Link
from drafting.comparison.relocations import Relocation


@dataclass
class Group:
    """The units of one row by index; ``chief`` is the link that is compared first."""

    olds: list[int] = field(default_factory=list)
    news: list[int] = field(default_factory=list)
    chief: Link | None = None


def links_to_groups(chief: Mapping[Link, float], more: Mapping[Link, Relocation]) -> list[Group]:
    """The rows that the links make, each link in one row (a unit may stand in two)."""
    partner, owner = dict(chief.keys()), {j: i for i, j in chief}
    splits: dict[int, list[int]] = defaultdict(list)
    merges: dict[int, list[int]] = defaultdict(list)
    fans = _count_ends(more)
    for (i, j), found in sorted(more.items()):
        if _goes_with_old(found, (i in partner, j in owner), (fans[0][i], fans[1][j])):
            splits[i].append(j)
        else:
            merges[j].append(i)
    groups = [_split_group(i, news, partner) for i, news in splits.items()]
    groups += [_merge_group(j, olds, owner) for j, olds in merges.items()]
    told = {g.chief for g in groups if g.chief}
    groups += [Group([i], [j], (i, j)) for i, j in chief if (i, j) not in told]
    return groups


def _count_ends(more: Mapping[Link, Relocation]) -> tuple[dict[int, int], dict[int, int]]:
    olds: dict[int, int] = defaultdict(int)
    news: dict[int, int] = defaultdict(int)
    for i, j in more:
        olds[i] += 1
        news[j] += 1
    return olds, news


def _goes_with_old(
    found: Relocation, linked: tuple[bool, bool], fans: tuple[int, int]
) -> bool:
    """Whether the link makes the old unit split rather than the new one merged."""
    if linked[0] != linked[1]:
        return linked[0]
    if not linked[0] and fans[0] != fans[1]:
        return fans[0] > fans[1]
    return found.old_share >= found.new_share


def _split_group(i: int, news: list[int], partner: Mapping[int, int]) -> Group:
    chief = (i, partner[i]) if i in partner else (i, news[0])
    return Group([i], sorted({chief[1], *news}), chief)


def _merge_group(j: int, olds: list[int], owner: Mapping[int, int]) -> Group:
    chief = (owner[j], j) if j in owner else (olds[0], j)
    return Group(sorted({chief[0], *olds}), [j], chief)
