"""Order between two sequences: the heaviest set of links of which no two cross."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping

Link = tuple[int, int]


def longest_chain(links: Iterable[Link]) -> set[Link]:
    """The most links (i, j) that rise strictly on both sides; each i and j stands in one link.

    Patience sorting; of several longest chains the one whose ends are lowest.
    """
    ordered = sorted(links)
    tails: list[int] = []
    piles: list[int] = []
    before = [-1] * len(ordered)
    for at, (_, j) in enumerate(ordered):
        pile = bisect_left(tails, j)
        before[at] = piles[pile - 1] if pile else -1
        if pile == len(tails):
            tails.append(j)
            piles.append(at)
        else:
            tails[pile], piles[pile] = j, at
    chain = set()
    last = piles[-1] if piles else -1
    while last >= 0:
        chain.add(ordered[last])
        last = before[last]
    return chain


def heaviest_chain(weights: Mapping[Link, float]) -> set[Link]:
    """The links (i, j) that rise strictly on both sides and weigh most together.

    Dynamic programming over i with a Fenwick tree of prefix maxima over j; ties go to the links
    that come first, so that the answer is the same on every run.
    """
    columns = {j: at for at, j in enumerate(sorted({j for _, j in weights}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    links = sorted(weights, key=lambda link: (link[0], -link[1]))
    before = [-1] * len(links)
    last, top = -1, 0.0
    for at, link in enumerate(links):
        column = columns[link[1]]
        weight, before[at] = _prefix_best(best, column - 1)
        weight += weights[link]
        _raise_to(best, column, (weight, at))
        if weight > top:
            top, last = weight, at
    chain = set()
    while last >= 0:
        chain.add(links[last])
        last = before[last]
    return chain


def _prefix_best(tree: list[tuple[float, int]], at: int) -> tuple[float, int]:
    found = (0.0, -1)
    while at > 0:
        if tree[at][0] > found[0]:
            found = tree[at]
        at &= at - 1
    return found


def _raise_to(tree: list[tuple[float, int]], at: int, value: tuple[float, int]) -> None:
    while at < len(tree) and value[0] > tree[at][0]:
        tree[at] = value
        at += at & -at
