"""编 章 节 and headed levels linked by what they hold and what they are called.

Headings alone mislead: every 章 may begin with 第一节 一般规定. The provisions below have been
linked already, and vote: two containers are one when most of what stood in the one stands in the
other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from drafting.comparison.links import Links
from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage, fold_together
from drafting.comparison.relocations import Relocation

LEAST = 0.40
VOTES, HEADING = 0.55, 0.45
ORDER_BONUS = 0.05
OTHER_LEVEL = 0.75
"""A 节 that became a 章 is linked only when much speaks for it."""
BRANCH = 0.60
BRANCH_LEAST = 0.25


def link_containers(
    olds: Sequence[Passage], news: Sequence[Passage], below: Iterable[tuple[Passage, Passage]],
    whole: tuple[Sequence[Passage], Sequence[Passage]],
) -> Links:
    """Link containers; ``below`` are the linked units of the ``whole`` texts.

    A container most of whose provisions came from one that has another partner splits that one
    (or, the other way round, merges into it).
    """
    fold_together([*olds, *news])
    votes = _Votes(olds, news, below)
    held = [_count_held(side) for side in whole]
    scores: dict[Link, float] = {}
    for a, b in votes.candidates([p.key for p in olds], [p.key for p in news]):
        score = _score(olds[a], news[b], votes.share(a, b))
        if score >= LEAST - ORDER_BONUS:
            scores[a, b] = score
    chain = heaviest_chain(scores)
    chief: dict[Link, float] = {}
    gone_old: set[int] = set()
    gone_new: set[int] = set()
    for a, b in sorted(scores, key=lambda k: (-(scores[k] + ORDER_BONUS * (k in chain)), k)):
        if a not in gone_old and b not in gone_new and scores[a, b] >= LEAST:
            chief[a, b] = scores[a, b]
            gone_old.add(a)
            gone_new.add(b)
    sizes = [held[0][p.eid] for p in olds], [held[1][p.eid] for p in news]
    return _by_unit(olds, news, chief, votes.branches(chief, sizes))


def _by_unit(
    olds: Sequence[Passage], news: Sequence[Passage], chief: Mapping[Link, float],
    more: Mapping[Link, Relocation],
) -> Links:
    def place(link: Link) -> Link:
        return olds[link[0]].index, news[link[1]].index

    exact = {place((a, b)) for a, b in chief if olds[a].key == news[b].key}
    return Links(
        {place(k): s for k, s in chief.items()}, exact, {place(k): r for k, r in more.items()}
    )


def _count_held(passages: Sequence[Passage]) -> Counter[str]:
    """How many units stand below each container."""
    held: Counter[str] = Counter()
    for path, count in Counter([p.unit.path for p in passages]).items():
        for eid in path:
            held[eid] += count
    return held


class _Votes:
    """How many linked provisions two containers share."""

    def __init__(
        self, olds: Sequence[Passage], news: Sequence[Passage],
        below: Iterable[tuple[Passage, Passage]],
    ) -> None:
        mine = {p.eid: at for at, p in reversed(list(enumerate(olds)))}
        theirs = {p.eid: at for at, p in reversed(list(enumerate(news)))}
        self._levels = [p.unit.level for p in olds], [p.unit.level for p in news]
        self._shared: Counter[Link] = Counter()
        self._totals: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        paths = Counter([(old.unit.path, new.unit.path) for old, new in below])
        for (up, other), count in paths.items():
            ups = [mine[eid] for eid in up if eid in mine]
            others = [theirs[eid] for eid in other if eid in theirs]
            for a in ups:
                self._totals[0][a] += count
                for b in others:
                    self._shared[a, b] += count
            for b in others:
                self._totals[1][b] += count

    def candidates(self, olds: Sequence[str], news: Sequence[str]) -> list[Link]:
        """Pairs that share a provision or a heading, and all of those that hold none."""
        places: dict[str, list[int]] = defaultdict(list)
        for b, key in enumerate(news):
            places[key].append(b)
        found = set(self._shared)
        found.update((a, b) for a, key in enumerate(olds) for b in places.get(key, ()))
        empty = [a for a in range(len(olds)) if not self._totals[0][a]]
        others = [b for b in range(len(news)) if not self._totals[1][b]]
        found.update((a, b) for a in empty for b in range(len(news)))
        found.update((a, b) for a in range(len(olds)) for b in others)
        return sorted(found)

    def share(self, a: int, b: int) -> float | None:
        """The shared part of what is linked in either, None when nothing is linked in one."""
        total = self._totals[0][a], self._totals[1][b]
        return 2 * self._shared[a, b] / sum(total) if all(total) else None

    def branches(
        self, chief: Mapping[Link, float], sizes: tuple[Sequence[int], Sequence[int]]
    ) -> dict[Link, Relocation]:
        """Containers without partner that are mostly a piece of one that has a partner.

        ``sizes`` is how many units each holds: half of them is enough, however few.
        """
        taken = {a for a, _ in chief}, {b for _, b in chief}
        found: dict[Link, Relocation] = {}
        best: dict[tuple[int, int], tuple[int, Link]] = defaultdict(lambda: (0, (0, 0)))
        for (a, b), count in self._shared.items():
            if self._levels[0][a] != self._levels[1][b] or (a in taken[0]) == (b in taken[1]):
                continue
            alone = (1, b) if a in taken[0] else (0, a)
            best[alone] = max(best[alone], (count, (a, b)))
        for (side, at), (count, link) in best.items():
            part = count / self._totals[side][at]
            whole = count / self._totals[1 - side][link[1 - side]]
            mostly = 2 * count >= sizes[side][at]
            if part >= BRANCH and (mostly or (count > 1 and whole >= BRANCH_LEAST)):
                shares = (whole, part) if side else (part, whole)
                found[link] = Relocation(*shares, part)
        return found


def _score(old: Passage, new: Passage, share: float | None) -> float:
    heading = _likeness(old.key, new.key)
    score = 0.8 * heading if share is None else VOTES * share + HEADING * heading
    return score if old.unit.level == new.unit.level else score * OTHER_LEVEL


def _likeness(one: str, other: str) -> float:
    """How alike two headings are: the characters that they share."""
    if one == other:
        return 1.0
    shared = sum([min(one.count(char), other.count(char)) for char in {*one}])
    return 2 * shared / (len(one) + len(other) or 1)
