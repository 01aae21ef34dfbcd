"""How alike two provisions are: the mean of three measures of shared character bigrams.

Bigram TF-IDF cosine says that the telling words agree, the Jaccard index that little else stands
beside them, containment that the shorter text lives on in the longer one (a short article that
grew has a poor edit ratio and a containment of 0.9). Their mean beat each of them, and edit
ratios, on hand-made alignments of Chinese laws. Plain Python over an inverted index: importing
numpy costs more than it saves on texts of this size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from math import log, sqrt
from operator import add, mul

from drafting.records import record

_TELLING = 0.8
_FAINT = 0.25
"""A pair is looked at when its telling part alone gives this part of the score asked for."""
Scores = dict[tuple[int, int], float]
"""Similarity by (index of the one, index of the other); pairs that share too little are absent."""


@record
class Vector:
    """One text as its bigrams: the set, the TF-IDF weights and how long they are together."""

    bigrams: frozenset[str]
    weights: dict[str, float]
    length: float


def text_to_counts(text: str) -> dict[str, int]:
    """How often each pair of neighbouring characters stands in ``text``."""
    return Counter(map(add, text, text[1:]) if len(text) > 1 else text)


def texts_to_vectors(*sides: Sequence[str]) -> list[list[Vector]]:
    """The texts of each side as vectors, weighted by how rare a bigram is in all of them.

    ``texts_to_vectors(olds, news)`` gives two lists in the order of the texts.
    """
    counted = [[text_to_counts(text) for text in side] for side in sides]
    total = sum(len(side) for side in sides)
    frequency = Counter(chain.from_iterable(chain.from_iterable(counted)))
    known = {n: log((1 + total) / (1 + n)) + 1 for n in set(frequency.values())}
    rarity = dict(zip(frequency, map(known.__getitem__, frequency.values()), strict=True))
    return [[_counts_to_vector(counts, rarity) for counts in side] for side in counted]


def _counts_to_vector(counts: dict[str, int], rarity: dict[str, float]) -> Vector:
    weights = dict(zip(counts, map(rarity.__getitem__, counts), strict=True))
    if max(counts.values(), default=1) > 1:
        for bigram, count in counts.items():
            if count > 1:
                weights[bigram] *= 1 + log(count)
    values = weights.values()
    return Vector(frozenset(counts), weights, sqrt(sum(map(mul, values, values))) or 1.0)


def score_vectors(one: Vector, other: Vector) -> float:
    """The similarity of two vectors, 0 … 1."""
    shared = one.bigrams & other.bigrams
    if not shared:
        return 0.0
    mine, theirs = one.weights, other.weights
    product = sum(map(mul, map(mine.__getitem__, shared), map(theirs.__getitem__, shared)))
    return _blend(product / (one.length * other.length), len(shared), one, other)


def residual_cover(one: Vector, other: Vector, partner: Vector) -> tuple[float, int]:
    """What of ``one`` stands in ``other`` and not in ``other``'s chief ``partner``.

    The share by weight, 0 … 1, and the number of bigrams.
    """
    taken = (one.bigrams & other.bigrams) - partner.bigrams
    share = sum(one.weights[b] for b in taken) / (sum(one.weights.values()) or 1.0)
    return share, len(taken)


def _blend(cosine: float, shared: int, one: Vector, other: Vector) -> float:
    sizes = len(one.bigrams), len(other.bigrams)
    return (cosine + shared / (sizes[0] + sizes[1] - shared) + shared / min(sizes)) / 3


def score_pairs(ones: Sequence[Vector], others: Sequence[Vector], least: float) -> Scores:
    """Similarity of every pair that reaches ``least``, found through an inverted index."""
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, one in enumerate(ones):
        length = one.length
        for bigram, weight in one.weights.items():
            postings[bigram].append((i, weight / length))
    commonness = {bigram: len(places) for bigram, places in postings.items()}
    scores: Scores = {}
    faint = _FAINT * least
    for j, other in enumerate(others):
        cosines = _cosines(postings, commonness, other, len(ones))
        for i in [i for i, cosine in enumerate(cosines) if cosine >= faint]:
            score = score_vectors(ones[i], other)
            if score >= least:
                scores[i, j] = score
    return scores


def _cosines(
    postings: dict[str, list[tuple[int, float]]], commonness: dict[str, int], other: Vector,
    size: int,
) -> list[float]:
    """What each text shares with ``other`` in its rarer bigrams.

    The commonest bigrams of a law stand in half of its articles: they cost most of the time and
    tell nothing that the rare ones do not.
    """
    found = [0.0] * size
    weights, length = other.weights, other.length
    known = [bigram for bigram in weights if bigram in commonness]
    values = list(map(weights.__getitem__, known))
    left = sum(map(mul, values, values)) - (1 - _TELLING) * length**2
    for bigram in sorted(known, key=commonness.__getitem__):
        if left < 0:
            break
        weight = weights[bigram]
        left -= weight * weight
        weight /= length
        for i, theirs in postings[bigram]:
            found[i] += weight * theirs
    return found
