"""All links of one family of units: one to one, what was taken along, what was absorbed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafting.comparison.align import Aligned, align_passages
from drafting.comparison.order import Link
from drafting.comparison.passages import Passage
from drafting.comparison.relocations import LEAST_LENGTH, Relocation, find_relocations
from drafting.comparison.similarity import Vector, residual_cover

WEAK = 0.75
"""One-to-one links below this give way to sentences found word for word elsewhere."""
MOSTLY = 0.70
ABSORBED_LEAST = 0.30
COVER = 0.25
"""A provision without partner became part of one that has another partner when they are this like
and so much of it stands there and not in that partner …"""
COVERED_BIGRAMS = 16
"""… and it is more than a formula (构成犯罪的，依法追究刑事责任)."""
ABSORBED_WHOLE, ABOVE = 0.50, 0.20
OWN_BIGRAMS = 4
"""A lost one may also be this like a new one that is hardly more like its own partner, when the
new one says what the lost one alone said."""
_DIVISIBLE = frozenset(("article", "level"))
_SINGLE = frozenset(("title", "toc", "preface", "preamble", "conclusions"))
PLACEHOLDER = re.compile(r"[(]?(?:[^,;.]{0,16}(?:删[去除]|废止)[^,;.]{0,8}|略|保留|空缺)[.]?[)]?[.]?")
"""A provision that says nothing but that there is none: （删去）."""


Near = tuple[float, int]


@dataclass
class Links:
    """Links by unit index. ``chief``: one to one, with scores; ``more``: what was taken along."""

    chief: dict[Link, float] = field(default_factory=dict)
    exact: set[Link] = field(default_factory=set)
    more: dict[Link, Relocation] = field(default_factory=dict)
    chain: set[Link] = field(default_factory=set)
    near: tuple[dict[int, list[Near]], dict[int, list[Near]]] = field(
        default_factory=lambda: ({}, {})
    )
    """For each old and each new unit its best partners by score, two at most."""

    def update(self, other: Links) -> None:
        """Take in the links of another family."""
        self.chief.update(other.chief)
        self.exact |= other.exact
        self.more.update(other.more)
        self.chain |= other.chain
        for mine, theirs in zip(self.near, other.near, strict=True):
            mine.update(theirs)


def link_passages(olds: Sequence[Passage], news: Sequence[Passage], family: str) -> Links:
    """Link the units of one family: articles and levels may split and merge, a title is one."""
    aligned = align_passages(olds, news)
    links = dict(aligned.links)
    more: dict[Link, Relocation] = {}
    if family in _DIVISIBLE:
        left = {i: olds[i] for i in aligned.vectors[0]}
        right = {j: news[j] for j in aligned.vectors[1]}
        links = _drop_weak(links, left, right)
        inner = [k for k in links if k not in aligned.exact]
        more = find_relocations(left, right, inner)
        more |= _find_absorbed(aligned, links, more)
        links, more = _send_home(aligned, links, more)
        links |= _same_place(olds, news, links, more)
    if family in _SINGLE:
        links |= _only_ones(olds, news, links)
    old_at, new_at = [p.index for p in olds], [p.index for p in news]

    def place(link: Link) -> Link:
        return old_at[link[0]], new_at[link[1]]

    return Links(
        {place(k): s for k, s in links.items()},
        {place(k) for k in aligned.exact},
        {place(k): r for k, r in more.items()},
        {place(k) for k in aligned.chain},
        _nearest({place(k): s for k, s in aligned.scores.items()}),
    )


def _only_ones(
    olds: Sequence[Passage], news: Sequence[Passage], links: Mapping[Link, float]
) -> dict[Link, float]:
    """The one title left on either side is the title, however much it changed."""
    left = set(range(len(olds))) - {i for i, _ in links}
    right = set(range(len(news))) - {j for _, j in links}
    return {(min(left), min(right)): 0.0} if len(left) == len(right) == 1 else {}


def _nearest(scores: Mapping[Link, float]) -> tuple[dict[int, list[Near]], dict[int, list[Near]]]:
    best: tuple[dict[int, list[Near]], dict[int, list[Near]]] = ({}, {})
    for link, score in scores.items():
        for side in (0, 1):
            known = best[side].setdefault(link[side], [])
            known.append((score, link[1 - side]))
            known.sort(key=lambda near: (-near[0], near[1]))
            del known[2:]
    return best


def _drop_weak(
    links: dict[Link, float], left: Mapping[int, Passage], right: Mapping[int, Passage]
) -> dict[Link, float]:
    """Without weak links one end of which stands nearly whole, word for word, elsewhere."""
    weak = [k for k, score in links.items() if score < WEAK]
    if not weak:
        return links
    homes = _sentence_owners(left), _sentence_owners(right)

    def is_elsewhere(passage: Passage, side: int, partner: int) -> bool:
        sizes: Counter[int] = Counter()
        for sentence in passage.sentences:
            owners = homes[1 - side].get(sentence, ())
            if partner not in owners:
                sizes.update(dict.fromkeys(owners, len(sentence)))
        return max(sizes.values(), default=0) >= max(LEAST_LENGTH, MOSTLY * passage.size)

    gone = {
        (i, j) for i, j in weak
        if (is_elsewhere(left[i], 0, j) or is_elsewhere(right[j], 1, i))
        and not _is_held(left[i], right[j])
    }
    return {k: score for k, score in links.items() if k not in gone}


def _is_held(old: Passage, new: Passage) -> bool:
    """Whether one of the two stands, most of it, word for word in the other."""
    shared = sum(len(sentence) for sentence in {*old.sentences} & {*new.sentences})
    return shared >= 0.5 * min(old.size, new.size)


def _sentence_owners(passages: Mapping[int, Passage]) -> dict[str, list[int]]:
    owners: dict[str, list[int]] = defaultdict(list)
    for at, passage in passages.items():
        for sentence in set(passage.sentences):
            owners[sentence].append(at)
    return owners


def _find_absorbed(
    aligned: Aligned, links: Mapping[Link, float], more: Mapping[Link, Relocation]
) -> dict[Link, Relocation]:
    """Provisions without partner that live on in one that has another partner, and the reverse."""
    partner, owner = dict(links.keys()), {j: i for i, j in links}
    taken_old = {i for i, _ in (*links, *more)}
    taken_new = {j for _, j in (*links, *more)}
    ones, others = aligned.vectors
    best: dict[tuple[str, int], tuple[float, Link]] = {}
    for (i, j), score in aligned.scores.items():
        if score < ABSORBED_LEAST:
            continue
        if i not in taken_old and j in owner and owner[j] in ones:
            merged = score >= ABSORBED_WHOLE and score + ABOVE > links[owner[j], j]
            merged = merged and _is_own(ones[i], others[j], ones[owner[j]])
            if merged or _is_absorbed(ones[i], others[j], ones[owner[j]]):
                best["old", i] = max(best.get(("old", i), (0.0, (i, j))), (score, (i, j)))
        elif j not in taken_new and partner.get(i) in others and _is_absorbed(
            others[j], ones[i], others[partner[i]]
        ):
            best["new", j] = max(best.get(("new", j), (0.0, (i, j))), (score, (i, j)))
    return {
        link: Relocation(float(side == "old"), float(side == "new"), score)
        for (side, _), (score, link) in best.items()
    }


def _is_absorbed(lost: Vector, found: Vector, partner: Vector) -> bool:
    share, count = residual_cover(lost, found, partner)
    return share >= COVER and count >= COVERED_BIGRAMS


def _is_own(lost: Vector, found: Vector, partner: Vector) -> bool:
    """Whether the new one says most of what the lost one says beside the new one's own partner.

    Of two articles alike but for a few words (股东会 here, 股东大会 there) one may simply go.
    """
    own = lost.bigrams - partner.bigrams
    kept = own & found.bigrams
    return len(kept) >= OWN_BIGRAMS and 2 * len(kept) >= len(own)


def _send_home(
    aligned: Aligned, links: Mapping[Link, float], more: Mapping[Link, Relocation]
) -> tuple[dict[Link, float], dict[Link, Relocation]]:
    """Two provisions tied by a long passage that went from one to the other, each put back home.

    A passage longer than the article that took it in makes giver and taker look like one; when
    both have a tie of their own in the order of the text, these are the chief ones.
    """
    kept, found = dict(links), dict(more)
    for i, j in links:
        if (i, j) in aligned.chain:
            continue
        stayed = next((k for k in found if k[0] == i and k in aligned.chain), None)
        host = next((k for k in found if k[1] == j and k in aligned.chain), None)
        if stayed is None or host is None:
            continue
        staying, hosting = found.pop(stayed), found.pop(host)
        score = kept.pop((i, j))
        kept |= {k: aligned.scores[k] for k in (stayed, host)}
        found[i, j] = Relocation(1 - staying.old_share, 1 - hosting.new_share, score)
    return kept, found


def _same_place(
    olds: Sequence[Passage], news: Sequence[Passage], links: Mapping[Link, float],
    more: Mapping[Link, Relocation],
) -> dict[Link, float]:
    """Alone between the same neighbours, under the same number, one of the two a placeholder."""
    partner = dict(links.keys())
    taken_old = {i for i, _ in (*links, *more)}
    taken_new = {j for _, j in (*links, *more)}
    found: dict[Link, float] = {}
    for i, old in enumerate(olds):
        before = partner.get(i - 1, -1) if i else -1
        j = before + 1
        if i in taken_old or (i and i - 1 not in partner) or j >= len(news) or j in taken_new:
            continue
        after = partner.get(i + 1, len(news) if i + 1 == len(olds) else -1)
        short = any(PLACEHOLDER.fullmatch(p.key) for p in (old, news[j]))
        if after == j + 1 and short and old.number and old.number == news[j].number:
            found[i, j] = 0.0
    return found
