"""Which unit of the old text became which unit of the new one, by content and never by number.

Identical words first; then similarity (see ``similarity``), helped by the order of the text: the
heaviest chain of likely pairs that do not cross is the backbone, its members get a small bonus,
and pairs are taken greedily, best first. Greedy keeps a strong pair that an optimal assignment
would trade for two weak ones; the backbone settles what near-duplicates leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage, fold_together
from drafting.comparison.similarity import Scores, Vector, score_pairs, texts_to_vectors
from drafting.records import record

LEAST = 0.30
"""Below this nothing was right on hand-read laws; in the order of the text all from here was."""
NEAR = 0.25
"""Pairs from here on are remembered, to tell what came closest."""
LEAST_MOVED = 0.37
"""A pair that crosses the backbone needs more, unless its neighbours went the same way."""
SURE = 0.45
RIVAL = 0.05
BACKBONE_BONUS = 0.08
_MANY = 2500
"""So many pairs of the same words are weighed; more are paired as they come."""


@record
class Aligned:
    """The one-to-one links by index in the two lists, each with its score, and all scores seen.

    ``exact`` are those with identical words; ``chain`` those on the order backbone; ``vectors``
    hold the passages of either side that have no exact partner.
    """

    links: dict[Link, float]
    exact: frozenset[Link]
    chain: frozenset[Link]
    scores: Scores
    vectors: tuple[dict[int, Vector], dict[int, Vector]]


def align_passages(olds: Sequence[Passage], news: Sequence[Passage]) -> Aligned:
    """Link each old passage to at most one new one."""
    exact = _exact_links(olds, news)
    vectors = _vectorise(olds, news, exact)
    scores = _score(vectors)
    likely = {link: score for link, score in scores.items() if score >= LEAST}
    chain = heaviest_chain({**dict.fromkeys(exact, 2.0), **likely})
    crossing = _Crossing(likely, exact)
    candidates = [k for k in likely if k in chain or crossing.allows(k)]
    candidates.sort(key=lambda k: (-(scores[k] + BACKBONE_BONUS * (k in chain)), k))
    links = dict.fromkeys(exact, 1.0)
    taken_old, taken_new = {i for i, _ in exact}, {j for _, j in exact}
    for i, j in candidates:
        if i not in taken_old and j not in taken_new:
            links[i, j] = scores[i, j]
            taken_old.add(i)
            taken_new.add(j)
    return Aligned(links, frozenset(exact), frozenset(chain), scores, vectors)


class _Crossing:
    """Judges pairs off the backbone: a move, or only a look-alike?"""

    def __init__(self, likely: Scores, exact: set[Link]) -> None:
        self._likely = likely
        self._best: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
        for link, score in likely.items():
            for side in (0, 1):
                known = self._best[side].setdefault(link[side], [])
                known.append(score)
                known.sort(reverse=True)
                del known[2:]
        self._sure = exact | {
            k for k, score in likely.items() if score >= SURE and score >= self._rival(k)
        }

    def allows(self, link: Link) -> bool:
        """Whether the pair scores high, has no near rival, or went with a sure neighbour."""
        score = self._likely[link]
        if score >= SURE:
            return True
        near = ((link[0] + d, link[1] + e) for d in (-2, -1, 1, 2) for e in (-2, -1, 1, 2)
                if d * e > 0)
        if any(one in self._sure for one in near):
            return True
        return score >= LEAST_MOVED and self._rival(link) < score + RIVAL

    def _rival(self, link: Link) -> float:
        """The best score that either end reaches with another partner."""
        rivals = []
        for side in (0, 1):
            best = self._best[side][link[side]]
            own = best.index(self._likely[link]) if self._likely[link] in best else -1
            rivals += [score for at, score in enumerate(best) if at != own]
        return max(rivals, default=0.0)


def _exact_links(olds: Sequence[Passage], news: Sequence[Passage]) -> set[Link]:
    """Pairs with the same words; where several share them, those that keep the order first.

    As printed first, which settles most of a text at no cost, then folded.
    """
    left, right = dict(enumerate(olds)), dict(enumerate(news))
    links: set[Link] = set()
    for several, words in ((False, _printed), (True, _folded)):
        if several:
            fold_together([*left.values(), *right.values()])
        mine, theirs = _places(left, words), _places(right, words)
        groups = [(places, theirs[key]) for key, places in mine.items() if key in theirs]
        links |= {(a[0], b[0]) for a, b in groups if len(a) == len(b) == 1}
        many = [group for group in groups if len(group[0]) + len(group[1]) > 2]
        if several and many:
            links |= _in_order(many, links)
        for i, j in links:
            left.pop(i, None)
            right.pop(j, None)
    return links


def _places(
    passages: Mapping[int, Passage], words: Callable[[Passage], str]
) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for at, passage in passages.items():
        places.setdefault(words(passage), []).append(at)
    return places


def _printed(passage: Passage) -> str:
    return passage.words


def _folded(passage: Passage) -> str:
    return passage.key


def _in_order(groups: Sequence[tuple[list[int], list[int]]], sure: set[Link]) -> set[Link]:
    """Passages with the same words paired: along the order of the text, the rest as they come."""
    several: dict[Link, float] = {}
    for a, b in groups:
        if len(a) * len(b) <= _MANY:
            several.update(dict.fromkeys(((i, j) for i in a for j in b), 1.0))
        else:
            several.update(dict.fromkeys(zip(a, b, strict=False), 1.0))
    chain = heaviest_chain({**dict.fromkeys(sure, 2.0), **several})
    links: set[Link] = set()
    olds_left, news_left = set(), set()
    for i, j in sorted(several, key=lambda k: (k not in chain, k)):
        if i not in olds_left and j not in news_left:
            links.add((i, j))
            olds_left.add(i)
            news_left.add(j)
    return links


def _vectorise(
    olds: Sequence[Passage], news: Sequence[Passage], exact: set[Link]
) -> tuple[dict[int, Vector], dict[int, Vector]]:
    done_old, done_new = {i for i, _ in exact}, {j for _, j in exact}
    left = [i for i in range(len(olds)) if i not in done_old]
    right = [j for j in range(len(news)) if j not in done_new]
    ones, others = texts_to_vectors([olds[i].gist for i in left], [news[j].gist for j in right])
    return dict(zip(left, ones, strict=True)), dict(zip(right, others, strict=True))


def _score(vectors: tuple[dict[int, Vector], dict[int, Vector]]) -> Scores:
    left, right = list(vectors[0]), list(vectors[1])
    found = score_pairs(list(vectors[0].values()), list(vectors[1].values()), NEAR)
    return {(left[i], right[j]): score for (i, j), score in found.items()}
