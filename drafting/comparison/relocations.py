"""Text that left one provision and stands in another: splits, merges, lifted passages.

Aligning provisions one to one leaves over the sentences that the partner does not have. A sentence
that vanished here and appeared there was taken along; where enough of a provision went the same
way, that is one more link. Sentences that the partner has are never looked for elsewhere, so that
formulas which every article repeats (违反本条例规定的，…) make no links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from drafting.comparison.order import Link
from drafting.comparison.passages import Passage
from drafting.comparison.similarity import (
    Vector,
    score_pairs,
    score_vectors,
    texts_to_vectors,
)
from drafting.records import record

AT_HOME = 0.40
"""From this similarity on, a sentence still stands in the partner."""
TAKEN_ALONG = 0.50
"""From this similarity on, a sentence is the one that vanished elsewhere."""
SHARE = 0.40
"""So much of either provision makes a link; of text taken along word for word, ``LEAST_SHARE``."""
LEAST_SHARE = 0.12
WORD_FOR_WORD = 0.85
LEAST_LENGTH = 20
LEAST_WHOLE = 10
"""Of a provision that stands there whole and word for word, so much is enough."""
_SHORTEST = 6
_SAME = 0.99


@record
class Relocation:
    """How much of an old unit stands in a new one that is not its chief partner.

    ``old_share`` and ``new_share`` are the parts of either; ``score`` is the mean similarity of
    the sentences, weighted by length.
    """

    old_share: float
    new_share: float
    score: float


@record
class _Sentence:
    owner: int
    text: str


def find_relocations(
    olds: Mapping[int, Passage], news: Mapping[int, Passage], links: Sequence[Link]
) -> dict[Link, Relocation]:
    """Further links among provisions that changed.

    ``olds`` and ``news`` are the changed ones by index, ``links`` the one-to-one links among them.
    """
    left, right = _leftovers(olds, news, links)
    if not left or not right:
        return {}
    ones, others = texts_to_vectors([s.text for s in left], [s.text for s in right])
    settled = _match(_score_at_home((left, right), (ones, others), dict(links)), left, right)
    gone_left, gone_right = _ends(settled)
    free = [a for a in range(len(left)) if a not in gone_left]
    goals = [b for b in range(len(right)) if b not in gone_right]
    away = score_pairs([ones[a] for a in free], [others[b] for b in goals], TAKEN_ALONG)
    found = _match({(free[a], goals[b]): score for (a, b), score in away.items()}, left, right)
    relocations = _add_up(found, (left, right), (olds, news))
    linked = _ends(dict.fromkeys(links, 1.0))
    return {
        (i, j): found for (i, j), found in relocations.items()
        if _is_enough(found, i in linked[0], j in linked[1])
    }


def _leftovers(
    olds: Mapping[int, Passage], news: Mapping[int, Passage], links: Sequence[Link]
) -> tuple[list[_Sentence], list[_Sentence]]:
    """Sentences that the chief partner does not hold word for word."""
    mine = {i: Counter(p.sentences) for i, p in olds.items()}
    theirs = {j: Counter(p.sentences) for j, p in news.items()}
    for i, j in links:
        one, other = mine[i], theirs[j]
        for text in one.keys() & other.keys():
            common = min(one[text], other[text])
            one[text] -= common
            other[text] -= common
    return _flatten(mine), _flatten(theirs)


def _flatten(counted: Mapping[int, Counter[str]]) -> list[_Sentence]:
    return [
        _Sentence(owner, text) for owner, counts in counted.items() for text in counts.elements()
        if len(text) >= _SHORTEST
    ]


def _score_at_home(
    sentences: tuple[Sequence[_Sentence], Sequence[_Sentence]],
    vectors: tuple[Sequence[Vector], Sequence[Vector]], partner: Mapping[int, int],
) -> dict[Link, float]:
    """How alike the sentences of linked provisions are, those that are alike enough."""
    there: dict[int, list[int]] = defaultdict(list)
    for b, sentence in enumerate(sentences[1]):
        there[sentence.owner].append(b)
    scores = {
        (a, b): score_vectors(vectors[0][a], vectors[1][b])
        for a, sentence in enumerate(sentences[0])
        for b in there.get(partner.get(sentence.owner, -1), ())
    }
    return {pair: score for pair, score in scores.items() if score >= AT_HOME}


def _match(
    scores: Mapping[Link, float], left: Sequence[_Sentence], right: Sequence[_Sentence]
) -> dict[Link, float]:
    """Sentence pairs, best and longest first, each sentence once."""
    found: dict[Link, float] = {}
    gone_left: set[int] = set()
    gone_right: set[int] = set()
    ranked = sorted(
        scores, key=lambda k: (-scores[k] * (1 + min(len(left[k[0]].text), 60) / 60), k)
    )
    for a, b in ranked:
        if a not in gone_left and b not in gone_right:
            found[a, b] = scores[a, b]
            gone_left.add(a)
            gone_right.add(b)
    return found


def _ends(links: Mapping[Link, float]) -> tuple[set[int], set[int]]:
    return {a for a, _ in links}, {b for _, b in links}


def _add_up(
    found: Mapping[Link, float],
    sentences: tuple[Sequence[_Sentence], Sequence[_Sentence]],
    passages: tuple[Mapping[int, Passage], Mapping[int, Passage]],
) -> dict[Link, Relocation]:
    """Sentence pairs as links between provisions, where they amount to enough."""
    sums: dict[Link, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for (a, b), score in found.items():
        one, other = sentences[0][a], sentences[1][b]
        total = sums[one.owner, other.owner]
        total[0] += len(one.text)
        total[1] += len(other.text)
        total[2] += score * len(one.text)
    relocations = {}
    for (i, j), (old_size, new_size, weighted) in sums.items():
        relocation = Relocation(
            old_size / passages[0][i].size, new_size / passages[1][j].size, weighted / old_size
        )
        if min(old_size, new_size) >= (LEAST_WHOLE if _is_whole(relocation) else LEAST_LENGTH):
            relocations[i, j] = relocation
    return relocations


def _is_whole(found: Relocation) -> bool:
    return found.score > _SAME and max(found.old_share, found.new_share) > _SAME


def _is_enough(found: Relocation, old_linked: bool, new_linked: bool) -> bool:
    """A unit without chief partner must share much itself; between two that have one, either."""
    if old_linked and new_linked:
        share = max(found.old_share, found.new_share)
        return share >= SHARE or (found.score > WORD_FOR_WORD and share >= LEAST_SHARE)
    return (old_linked or found.old_share >= SHARE) and (new_linked or found.new_share >= SHARE)
