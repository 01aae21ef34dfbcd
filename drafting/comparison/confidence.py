"""How sure a link is, as the part of such links that were right.

Counted on links of amended and of wholly rewritten laws, read by hand, and on generated ones:
in the order of the text every link from 0.40 on was right and nine in ten from 0.30 on; of those
that cross the backbone half at 0.30 and nine in ten from 0.60 on; between, real laws did better
than regulations into which articles of their siblings were put. ``tests/benchmarks`` prints the
curve.
"""

from __future__ import annotations

from bisect import bisect_right

from drafting.comparison.relocations import WORD_FOR_WORD, Relocation
from drafting.records import record

_IN_ORDER = ((0.20, 0.30), (0.30, 0.86), (0.36, 0.94), (0.42, 0.98), (0.60, 0.995), (0.80, 1.0))
_CROSSING = ((0.20, 0.10), (0.30, 0.40), (0.38, 0.50), (0.45, 0.60), (0.52, 0.78), (0.60, 0.94),
             (0.70, 0.98), (0.90, 1.0))
_CLOSE = 0.05
IN_PLACE, ELSEWHERE = 1.0, 0.99
"""Confidence of a link between the same words, in the order of the text and off it."""
SAME_PLACE = 0.6
"""Confidence of a link that only place and number speak for."""


@record
class Evidence:
    """What speaks for a one-to-one link: its score, its place, the best rival's score."""

    score: float
    in_order: bool
    rival: float = 0.0
    exact: bool = False


def link_confidence(found: Evidence) -> float:
    """How likely a one-to-one link is right."""
    if found.exact:
        return IN_PLACE if found.in_order else ELSEWHERE
    if not found.score:
        return SAME_PLACE
    sure = _read(_IN_ORDER if found.in_order else _CROSSING, found.score)
    if found.rival > found.score - _CLOSE and found.score < 0.6:
        sure -= 0.06
    return round(max(sure, 0.05), 2)


def relocation_confidence(found: Relocation) -> float:
    """How likely text was really taken along."""
    if found.score >= WORD_FOR_WORD:
        return 0.98
    return round(min(0.95, 0.70 + 0.5 * (found.score - 0.30)), 2)


def _read(table: tuple[tuple[float, float], ...], score: float) -> float:
    """The value at ``score``, straight lines between the points."""
    at = bisect_right([point[0] for point in table], score)
    if at == 0:
        return table[0][1]
    if at == len(table):
        return table[-1][1]
    (x, y), (u, v) = table[at - 1], table[at]
    return y + (v - y) * (score - x) / (u - x)
