"""From the traits of pairs to a confidence that means what it says: of pairs at 0.7, seven in ten.

Two logistic steps, fitted on texts whose counterparts were found by reading (tests/cases/compare;
tests/benchmarks/compare_calibration.py fits them anew and prints the figures, each text judged by
weights fitted on the others). The first weighs the traits of a pair by itself. The second sees how
far the pair stands before its best rival: the other candidates of this article, and the other
articles that would have this candidate. That is what tells a counterpart from an article on the
same subject: both are alike, one is liker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import exp, log
from statistics import median
from typing import TypeVar

from drafting.comparison.likeness import Traits
from drafting.records import record

Pair = tuple[int, int]
K = TypeVar("K", bound=Hashable)

_CLIP = 5.0
_STRANGE = 4.0
_FLOOR = -8.0
"""What a rival that was not worth a look is taken to score."""


@record
class Weights:
    """Of a pair by itself (in the order of its traits, then the constant) and beside its rivals.

    ``rivals``: the pair's own score, its lead in the row (among the candidates of one article),
    its lead in the column (among the articles of one candidate), the constant; between articles
    the leads among those that meet the same paragraph stand before it. ``limit`` is the
    confidence below which a pair is no candidate: the best of both kinds of error in the fit.
    ``kinship``: how near two texts on one subject stand at least (``measure_kinship``; 0: any).
    """

    alone: tuple[float, ...]
    rivals: tuple[float, ...]
    limit: float
    kinship: float = 0.0


PEERS = Weights(
    alone=(9.84, 1.56, 1.53, 2.25, -1.75, 0.96, 2.40, 9.75, -7.70),
    rivals=(0.62, 0.43, 0.33, 0.41, 0.19, 0.78),
    limit=0.35,
    kinship=0.12,
)
"""Articles beside those of another regulation; traits as in ``likeness.Traits``."""

POLICIES = Weights(
    alone=(10.55, 2.73, 2.23, 2.29, -2.03, 0.00, 0.00, 10.37, -5.65),
    rivals=(0.65, 0.41, 0.26, 0.37, 0.26, 0.70),
    limit=0.20,
)
"""Articles beside items of a policy, whose chapters and order are its own."""

NOTES = Weights(
    alone=(6.70, 0.00, 1.98, 1.25, -1.50, 1.50, 1.30, 7.55, -2.33, 4.05, 3.22, -2.06, -6.31),
    rivals=(0.56, 0.58, 0.75, 0.30),
    limit=0.30,
)
"""Articles beside the claims of their note; traits as in ``notes.note_traits``."""


def score(traits: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted sum; the last weight is the constant."""
    return sum(t * w for t, w in zip(traits, weights, strict=False)) + weights[-1]


def calibrate(
    pairs: Mapping[Pair, Traits], weights: Weights, places: Mapping[Pair, Pair]
) -> dict[Pair, float]:
    """Return the confidence of every pair of (article, candidate), 0 … 1.

    ``places`` says which paragraph of the one is likest to which of the other.
    """
    scores = {pair: score(traits, weights.alone) for pair, traits in pairs.items()}
    doubt = _doubt(measure_kinship(pairs), weights.kinship)
    return {
        pair: sigmoid(score(seen, weights.rivals) - doubt * (1 - pairs[pair].function))
        for pair, seen in beside_rivals(scores, places).items()
    }


def beside_rivals(
    scores: Mapping[Pair, float], places: Mapping[Pair, Pair]
) -> dict[Pair, tuple[float, ...]]:
    """What the second step sees of each pair: its score and its leads.

    An article on the tasks of five departments meets five articles, each with another paragraph:
    rivals for one paragraph weigh more than rivals for the article.
    """
    at = {pair: places.get(pair, (0, 0)) for pair in scores}
    leading = (
        leads(scores, (i for i, _ in scores)), leads(scores, (j for _, j in scores)),
        leads(scores, ((i, at[i, j][0]) for i, j in scores)),
        leads(scores, ((j, at[i, j][1]) for i, j in scores)),
    )
    return {pair: (value, *(lead[pair] for lead in leading)) for pair, value in scores.items()}


def measure_kinship(pairs: Mapping[Pair, Traits]) -> float:
    """How near two texts stand: the median, over the articles, of the best cosine of words.

    Regulations of two cities on one subject were met at 0.17 to 0.32, on different subjects at
    0.05 to 0.09.
    """
    best: dict[int, float] = {}
    for (i, _), traits in pairs.items():
        best[i] = max(traits.words, best.get(i, 0.0))
    return median(best.values()) if best else 0.0


def _doubt(kinship: float, least: float) -> float:
    """What to take off for texts on different subjects: the best of a row is then no counterpart,

    only the likest of strangers. Standard provisions (施行日期) are counterparts all the same.
    """
    return _STRANGE * log(least / kinship) if 0 < kinship < least else 0.0


def leads(scores: Mapping[K, float], groups: Iterable[Hashable]) -> dict[K, float]:
    """How far each score stands before the best other of its group (behind it: negative), clipped.

    ``groups`` names the group of each score, in the order of ``scores``.
    """
    named = dict(zip(scores, groups, strict=True))
    values: dict[Hashable, list[float]] = defaultdict(list)
    for key, group in named.items():
        values[group].append(scores[key])
    best = {group: _best_two(found) for group, found in values.items()}
    return {key: _lead(value, best[named[key]]) for key, value in scores.items()}


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-max(min(value, 30.0), -30.0)))


def _best_two(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values, reverse=True)
    return ordered[0], ordered[1] if len(ordered) > 1 else _FLOOR


def _lead(value: float, best: tuple[float, float]) -> float:
    rival = best[1] if value == best[0] else best[0]
    return max(-_CLIP, min(_CLIP, value - rival))
