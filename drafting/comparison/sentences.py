"""Words gathered into sentences and clauses, and these aligned before any word is compared.

Comparing words straight away finds 的 and 应当 of an inserted sentence in its neighbours and makes
confetti. Here identical sentences are anchored first; between two anchors the rest is paired in
order by what they share (one with one, one with two, two with one), and only pairs are compared
word by word. A sentence that keeps little of its partner is taken clause by clause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.words import Word

_ENDS = (frozenset(".;!?\n"), frozenset(".;!?\n,:"))
"""Keys that end a sentence, and those that end a clause."""
_LEAST = 0.25
_SKIPPED = 0.02


class Block(NamedTuple):
    """``old[a:b]`` stands against ``new[c:d]``; either may be empty."""

    a: int
    b: int
    c: int
    d: int


class _Cut(NamedTuple):
    start: int
    end: int
    key: tuple[str, ...]
    size: int

    @property
    def bigrams(self) -> Counter[str]:
        return _bigrams("".join(self.key))


def align_blocks(
    old: Sequence[Word], new: Sequence[Word], clauses: bool = False
) -> list[Block]:
    """Both word lists cut into sentences (or clauses) and paired; the blocks cover both."""
    ends = _ENDS[clauses]
    keys = [word.key for word in old], [word.key for word in new]
    limits = [_limits(side, ends) for side in keys]
    if len(limits[0]) <= 1 and len(limits[1]) <= 1:
        return [Block(0, len(old), 0, len(new))]
    left, right = map(_cut, keys, limits)
    blocks: list[Block] = []
    for i, k, j, m in _between_anchors(left, right):
        blocks.extend(_pair(left[i:k], right[j:m]))
    return _fill(blocks, len(old), len(new))


def _limits(keys: Sequence[str], ends: frozenset[str]) -> list[int]:
    """Where the words with these keys are cut: behind the last of several signs, and at the end."""
    found = [at for at, key in enumerate(keys, 1) if key in ends]
    found = [at for at in found if at < len(keys) and keys[at] not in ends and keys[at] != '"']
    return [*found, len(keys)] if keys else []


def _cut(keys: Sequence[str], limits: Sequence[int]) -> list[_Cut]:
    return [_make_cut(keys, start, end) for start, end in pairwise((0, *limits))]


def _make_cut(keys: Sequence[str], start: int, end: int) -> _Cut:
    key = tuple([k for k in keys[start:end] if not k.isspace()])
    return _Cut(start, end, key, sum(map(len, key)))


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> Counter[str]:
    return Counter(map(add, text, text[1:])) or Counter([text])


def _between_anchors(
    left: Sequence[_Cut], right: Sequence[_Cut]
) -> Iterator[tuple[int, int, int, int]]:
    """The anchors themselves and the stretches between them, as index ranges of both lists."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, cut in enumerate(right):
        places[cut.key].append(j)
    same: dict[Link, float] = {
        (i, j): cut.size + 0.1 for i, cut in enumerate(left) for j in places.get(cut.key, ())
    }
    i = j = 0
    for k, m in sorted(heaviest_chain(same)):
        if k > i or m > j:
            yield i, k, j, m
        yield k, k + 1, m, m + 1
        i, j = k + 1, m + 1
    if i < len(left) or j < len(right):
        yield i, len(left), j, len(right)


def _pair(left: Sequence[_Cut], right: Sequence[_Cut]) -> list[Block]:
    """The best way to pair two runs of cuts in order; what stays alone is a block of its own."""
    if not left or not right:
        return [_block(left, right)] if left or right else []
    if len(left) == len(right) == 1:
        return [_block(left, right)]
    best: dict[Link, tuple[float, Link]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if i or j:
                best[i, j] = max(_moves(best, left, right, (i, j)), key=lambda move: move[0])
    return _trace(best, left, right)


_STEPS = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))


def _moves(
    best: dict[Link, tuple[float, Link]], left: Sequence[_Cut], right: Sequence[_Cut], at: Link
) -> Iterator[tuple[float, Link]]:
    i, j = at
    for x, y in _STEPS:
        if i < x or j < y:
            continue
        gain = _gain(left[i - x : i], right[j - y : j]) if x and y else 0.0
        yield best[i - x, j - y][0] + gain, (i - x, j - y)


def _gain(left: Sequence[_Cut], right: Sequence[_Cut]) -> float:
    """Characters that two lots of cuts share; less than nothing when they share too little."""
    one, other = _sum(left), _sum(right)
    shared = sum([min(count, other.get(pair, 0)) for pair, count in one.items()])
    total = one.total() + other.total()
    share = 2 * shared / total
    smaller = shared / min(one.total(), other.total())
    if max(share, smaller * 0.6) < _LEAST:
        return -1.0
    return shared * (share + smaller) / 2 - _SKIPPED * (len(left) + len(right) - 2) * total


def _sum(cuts: Sequence[_Cut]) -> Counter[str]:
    if len(cuts) == 1:
        return cuts[0].bigrams
    return _bigrams("".join("".join(cut.key) for cut in cuts))


def _trace(
    best: dict[Link, tuple[float, Link]], left: Sequence[_Cut], right: Sequence[_Cut]
) -> list[Block]:
    blocks = []
    i, j = len(left), len(right)
    while i or j:
        k, m = best[i, j][1]
        blocks.append(_block(left[k:i], right[m:j]))
        i, j = k, m
    return blocks[::-1]


def _block(left: Sequence[_Cut], right: Sequence[_Cut]) -> Block:
    """A block by word index; -1 marks the empty side until ``_fill`` knows its place."""
    a, b = (left[0].start, left[-1].end) if left else (-1, -1)
    c, d = (right[0].start, right[-1].end) if right else (-1, -1)
    return Block(a, b, c, d)


def _fill(blocks: Sequence[Block], olds: int, news: int) -> list[Block]:
    """Blocks with the empty sides put where they stand."""
    filled, i, j = [], 0, 0
    for block in blocks:
        a, b = (i, i) if block.a < 0 else (block.a, block.b)
        c, d = (j, j) if block.c < 0 else (block.c, block.d)
        filled.append(Block(a, b, c, d))
        i, j = b, d
    assert (i, j) == (olds, news)
    return filled
