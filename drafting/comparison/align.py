"""Which unit of the old text became which unit of the new one, by content and never by number.

Identical words first; then similarity (see ``similarity``), helped by the order of the text: the
heaviest chain of likely pairs that do not cross is the backbone, its members get a small bonus,
and pairs are taken greedily, best first. Greedy keeps a strong pair that an optimal assignment
would trade for two weak ones; the backbone settles what near-duplicates leave open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage
from drafting.comparison.similarity import Scores, score_pairs, texts_to_vectors

LEAST = 0.30
"""Below this nothing was right on hand-read laws; from 0.40 everything was."""
BACKBONE_BONUS = 0.08


@dataclass(frozen=True, slots=True)
class Aligned:
    """The one-to-one links by index in the two lists, each with its score, and all scores seen.

    ``exact`` are those with identical words; ``chain`` those on the order backbone.
    """

    links: dict[Link, float]
    exact: frozenset[Link]
    chain: frozenset[Link]
    scores: Scores


def align_passages(olds: Sequence[Passage], news: Sequence[Passage]) -> Aligned:
    """Link each old passage to at most one new one."""
    exact = _exact_links(olds, news)
    scores = _score_rest(olds, news, exact)
    likely = {link: score for link, score in scores.items() if score >= LEAST}
    chain = heaviest_chain({**dict.fromkeys(exact, 2.0), **likely})
    links = dict.fromkeys(exact, 1.0)
    taken_old, taken_new = {i for i, _ in exact}, {j for _, j in exact}
    ranked = sorted(likely, key=lambda k: (-(scores[k] + BACKBONE_BONUS * (k in chain)), k))
    for i, j in ranked:
        if i not in taken_old and j not in taken_new:
            links[i, j] = scores[i, j]
            taken_old.add(i)
            taken_new.add(j)
    return Aligned(links, frozenset(exact), frozenset(chain), scores)


def _exact_links(olds: Sequence[Passage], news: Sequence[Passage]) -> list[Link]:
    """Pairs with the same words; where several share them, those that keep the order first."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, old in enumerate(olds):
        places[old.key][0].append(i)
    for j, new in enumerate(news):
        places[new.key][1].append(j)
    sure = [(a[0], b[0]) for a, b in places.values() if len(a) == len(b) == 1]
    several = {
        (i, j): 1.0 for a, b in places.values() if len(a) + len(b) > 2 for i in a for j in b
    }
    if not several:
        return sure
    chain = heaviest_chain({**dict.fromkeys(sure, 2.0), **several})
    links, olds_left, news_left = list(sure), set(), set()
    for i, j in sorted(several, key=lambda k: (k not in chain, k)):
        if i not in olds_left and j not in news_left:
            links.append((i, j))
            olds_left.add(i)
            news_left.add(j)
    return links


def _score_rest(
    olds: Sequence[Passage], news: Sequence[Passage], exact: Sequence[Link]
) -> Scores:
    done_old, done_new = {i for i, _ in exact}, {j for _, j in exact}
    left = [i for i in range(len(olds)) if i not in done_old]
    right = [j for j in range(len(news)) if j not in done_new]
    vectors = texts_to_vectors([olds[i].gist for i in left], [news[j].gist for j in right])
    found = score_pairs(*vectors)
    return {(left[i], right[j]): score for (i, j), score in found.items()}
