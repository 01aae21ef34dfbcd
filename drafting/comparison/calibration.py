"""From the traits of pairs to a confidence that means what it says: of pairs at 0.7, seven in ten.

Two logistic steps, fitted on pairs of texts whose counterparts were found by reading (tests/cases/
compare; tests/benchmarks/compare_calibration.py fits them anew and prints the figures, each pair of
texts judged by weights fitted on the others). The first weighs the traits of a pair by itself. The
second sees how far the pair stands before its best rival: the other candidates of this article, and
the other articles that would have this candidate. That is what tells a counterpart from an article
on the same subject: both are alike, one is liker.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from drafting.comparison.likeness import Traits

Pair = tuple[int, int]

_CLIP = 5.0
_FLOOR = -8.0
"""What a rival that was not worth a look is taken to score."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a pair by itself (in the order of ``Traits``, then the constant) and beside its rivals.

    ``rivals``: the pair's own score, its lead in the row, its lead in the column, the constant.
    """

    alone: tuple[float, ...]
    rivals: tuple[float, float, float, float]


PEERS = Weights(
    alone=(9.73, 1.63, 1.93, 1.92, -1.49, 1.00, 2.45, 10.0, -7.72),
    rivals=(0.88, 0.65, 0.49, 1.77),
)
"""Articles of one regulation beside those of another."""


def score(traits: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted sum; the last weight is the constant."""
    return sum(t * w for t, w in zip(traits, weights, strict=False)) + weights[-1]


def pairs_to_leads(scores: Mapping[Pair, float]) -> dict[Pair, tuple[float, float, float]]:
    """Each pair's score, its lead over the best other of its row, and of its column.

    A lead is negative for a pair that is not the best; both are clipped.
    """
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for (i, j), value in scores.items():
        rows[i].append(value)
        columns[j].append(value)
    best_rows = {i: _best_two(values) for i, values in rows.items()}
    best_columns = {j: _best_two(values) for j, values in columns.items()}
    return {
        (i, j): (value, _lead(value, best_rows[i]), _lead(value, best_columns[j]))
        for (i, j), value in scores.items()
    }


def calibrate(pairs: Mapping[Pair, Traits], weights: Weights) -> dict[Pair, float]:
    """Return the confidence of every pair, 0 … 1."""
    scores = {pair: score(traits, weights.alone) for pair, traits in pairs.items()}
    leads = pairs_to_leads(scores)
    return {pair: sigmoid(score(values, weights.rivals)) for pair, values in leads.items()}


def sigmoid(value: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-max(min(value, 30.0), -30.0)))


def _best_two(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values, reverse=True)
    return ordered[0], ordered[1] if len(ordered) > 1 else _FLOOR


def _lead(value: float, best: tuple[float, float]) -> float:
    rival = best[1] if value == best[0] else best[0]
    return max(-_CLIP, min(_CLIP, value - rival))
