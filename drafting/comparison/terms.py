"""Texts as weighted terms: pairs of characters and the things they name.

The terms of a text are its pairs of neighbouring Chinese characters and the concepts of
``text.words`` (专家库 and 专家委员会 are one). A term counts by how rare it is in the text where it
is commoner: 机器人 tells nothing about an article of a regulation on robots, though the other
city's regulation may use it once. That also lowers 市人民政府应当 and its like, which stand in
every second article; a table of such phrases learned from 500 local regulations made it worse.
References (第十二条) are no terms: the numbers of two cities have nothing to do with one another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

import regex as re

from drafting.records import record
from drafting.text.words import find_concepts

_NUMBER = "[一二三四五六七八九十百零〇0-9]+"
_REFERENCE = re.compile(rf"第{_NUMBER}[条款项章节](?:之{_NUMBER})?|\({_NUMBER}\)")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEAST = 0.02
_UNKNOWN = 3.0
_CONCEPT = "@"
_CONCEPT_WEIGHT = 1.4
"""A shared concept says more than a shared pair of characters."""

Terms = Counter[str]
Rarity = Mapping[str, float]


@record
class Vector:
    """Terms and their weights; the weights' squares sum to one (none at all: no terms)."""

    weights: dict[str, float]


def text_to_terms(text: str) -> Terms:
    """Return how often each term stands in folded ``text``.

    >>> sorted(text_to_terms("设立专家库"))
    ['@专家库', '专家', '家库', '立专', '设立']
    """
    terms = text_to_pairs(text)
    terms.update(_CONCEPT + concept for concept in find_concepts(_REFERENCE.sub(" ", text)))
    return terms


def text_to_pairs(text: str) -> Terms:
    """Return how often each pair of neighbouring Chinese characters stands in folded ``text``."""
    pairs: Terms = Counter()
    for run in _HAN.findall(_REFERENCE.sub(" ", text)):
        pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    return pairs


class Weigher:
    """Says how much a term tells, from the entries in which it stands on each side.

    ``sides`` are the terms of every entry of the one and the other text; ``formal`` the indices of
    entries on each side that share a form of their own (penalty articles: 责令改正, 处…罚款), for
    which ``formal_rarity`` holds.
    """

    def __init__(self, sides: Sequence[Sequence[Terms]], formal: Sequence[Iterable[int]]) -> None:
        rates = [_rates(side) for side in sides]
        chosen = zip(sides, formal, strict=True)
        inner = [_rates([side[i] for i in indices]) for side, indices in chosen]
        self.rarity = _rarity(rates)
        self.formal_rarity = _rarity([*rates, *inner])

    def weigh(self, terms: Terms, rarity: Rarity | None = None) -> Vector:
        """The vector of ``terms`` (by ``rarity``, the whole texts' unless given)."""
        rarity = self.rarity if rarity is None else rarity
        weights = {t: (1 + log(n)) * rarity.get(t, _UNKNOWN) for t, n in terms.items()}
        return normalize(weights)

    def mass(self, terms: Iterable[str]) -> float:
        """How much ``terms`` tell together, each once."""
        return sum(self.rarity.get(t, _UNKNOWN) for t in terms)

    def share(self, part: Terms, whole: Terms) -> float:
        """What share of ``part``, by weight, stands in ``whole``: 0 … 1."""
        total = self.mass(part)
        return self.mass(t for t in part if t in whole) / total if total else 0.0


def normalize(weights: dict[str, float]) -> Vector:
    """``weights`` as a vector of length one."""
    length = sqrt(sum(w * w for w in weights.values())) or 1.0
    return Vector({t: w / length for t, w in weights.items()})


def cosine(one: Vector, other: Vector) -> float:
    """How alike two vectors are: 0 (nothing shared) … 1."""
    few, many = one.weights, other.weights
    if len(few) > len(many):
        few, many = many, few
    return sum(w * many[t] for t, w in few.items() if t in many)


def all_cosines(ones: Sequence[Vector], others: Sequence[Vector]) -> list[dict[int, float]]:
    """For each of ``ones`` the cosine with every one of ``others`` that shares a term.

    An inverted index: the work grows with the terms shared, not with the pairs.
    """
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, other in enumerate(others):
        for term, weight in other.weights.items():
            postings[term].append((j, weight))
    rows = []
    for one in ones:
        row: dict[int, float] = defaultdict(float)
        for term, weight in one.weights.items():
            for j, theirs in postings.get(term, ()):
                row[j] += weight * theirs
        rows.append(dict(row))
    return rows


def _rates(side: Sequence[Terms]) -> tuple[Counter[str], int]:
    """In how many entries each term stands, and of how many. Too few entries say nothing."""
    counts: Counter[str] = Counter()
    for terms in side:
        counts.update(terms.keys())
    return (counts, len(side)) if len(side) >= 3 else (Counter(), 0)


def _rarity(rates: Sequence[tuple[Counter[str], int]]) -> dict[str, float]:
    rarity: dict[str, float] = {}
    for counts, total in rates:
        for term, count in counts.items():
            weight = max(_LEAST, -log((count + 0.5) / (total + 1)))
            weight *= _CONCEPT_WEIGHT if term.startswith(_CONCEPT) else 1.0
            rarity[term] = min(weight, rarity.get(term, weight))
    return rarity
