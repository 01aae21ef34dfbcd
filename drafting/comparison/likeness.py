"""In what ways an entry of one text is like an entry of another: the traits of each pair.

    words      cosine of all terms; of two penalty articles, with the terms of the provisions they
               punish, and with what every penalty article says counting little
    heading    of both headings, how much is shared
    told       how much of a heading stands in the other entry (芯片研发: does it speak of 芯片?)
    function   the same standard provision (立法目的, 适用范围, 施行日期 …)
    form       one is a penalty article and the other is not
    chapter    how much the headings of their chapters share
    place      how near they stand, each in its own text
    paragraph  the best cosine of a paragraph with a paragraph: their article may be one 款 here; of
               two penalty articles, of a provision punished with a provision punished
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import NamedTuple

from drafting.comparison.entries import Entry
from drafting.comparison.offenders import find_offender
from drafting.comparison.terms import (
    Terms,
    Vector,
    Weigher,
    all_cosines,
    cosine,
    normalize,
    text_to_terms,
)
from drafting.text.citations import find_citations
from drafting.text.words import find_functions

_NEAREST = 24
"""How many of each entry's likest partners, by their words, are looked at in full."""
_SHORT = 8
_NEAR_BEST = 0.7
_PASSAGES = 3
_CITED = 0.6
"""Weight of the provisions a penalty article punishes beside its own words."""
_OTHER_PERSON, _SAME_PERSON = 0.5, 0.15
"""What is left of the likeness of penalties for people whose names are less alike than this."""
_FORMULAIC = frozenset((
    "purpose", "definition", "scope", "principle", "government", "departments", "fallback",
    "officials", "date",
))
_SANCTIONS = "penalty"


class Traits(NamedTuple):
    """What a pair shares; each 0 … 1."""

    words: float
    heading: float
    told: float
    function: float
    form: float
    chapter: float
    place: float
    paragraph: float


Pairs = dict[tuple[int, int], Traits]


@dataclass(frozen=True)
class _Side:
    """The entries of one text, taken apart."""

    entries: Sequence[Entry]
    terms: list[Terms]
    heads: list[Terms]
    whole: list[Terms]
    chapters: list[Terms]
    functions: list[frozenset[str]]
    penalties: frozenset[int]
    offenders: Mapping[int, Terms]


def _take_apart(entries: Sequence[Entry]) -> _Side:
    terms = [text_to_terms("\n".join(entry.words)) for entry in entries]
    heads = [text_to_terms(entry.title) for entry in entries]
    functions = [find_functions("\n".join((e.title, *e.words))) for e in entries]
    penalties = frozenset(i for i, e in enumerate(entries) if is_penalty(e))
    return _Side(
        entries=entries, terms=terms, heads=heads,
        whole=[words + head for words, head in zip(terms, heads, strict=True)],
        chapters=[text_to_terms(entry.chapter) for entry in entries],
        functions=[found & _FORMULAIC for found in functions], penalties=penalties,
        offenders={
            i: text_to_terms(find_offender("".join(entries[i].words))) for i in sorted(penalties)
        },
    )


def is_penalty(entry: Entry) -> bool:
    """Whether the entry sets sanctions for what other articles command."""
    blamed = "法律责任" in entry.chapter or any("违反" in words for words in entry.words)
    return blamed and _SANCTIONS in find_functions("\n".join(entry.words))


class Likeness:
    """The entries of two texts, taken apart and weighed, and what each pair of them shares."""

    def __init__(self, ones: Sequence[Entry], others: Sequence[Entry]) -> None:
        self.sides = one, other = _take_apart(ones), _take_apart(others)
        self.weigher = Weigher((one.whole, other.whole), (one.penalties, other.penalties))
        self.words = [[self.weigher.weigh(terms) for terms in side.terms] for side in self.sides]
        self.punished = [_find_punished(side) for side in self.sides]
        self.penalties = [self._penalty_vectors(side) for side in (0, 1)]
        self.paragraphs = [
            [self._paragraph_vectors(entry) for entry in side.entries] for side in self.sides
        ]
        self.cosines = all_cosines(*self.words)
        self.rarity = self._function_rarity()
        self.places: dict[tuple[int, int], tuple[int, int]] = {}
        """Of each pair looked at, which paragraph of the one is likest to which of the other."""
        self._chapters: dict[tuple[str, str], float] = {}

    def pairs(self) -> Pairs:
        """The traits of every pair worth a look, by (index in the one, index in the other)."""
        return {pair: self.traits(*pair) for pair in self.worth_a_look()}

    def passage(self, i: int, j: int) -> str:
        """The paragraphs of entry ``j`` of the other that are likest to entry ``i``, as printed."""
        other = self.sides[1].entries[j]
        printed = _paragraphs(other.paragraphs)
        scores = [
            max((cosine(p, q) for p in self.paragraphs[0][i]), default=0.0)
            for q in self.paragraphs[1][j]
        ]
        least = _NEAR_BEST * max(scores, default=0.0)
        kept = [text for text, found in zip(printed, scores, strict=True) if found >= least > 0]
        return "\n".join(kept[:_PASSAGES]) or other.text

    def worth_a_look(self) -> list[tuple[int, int]]:
        """Pairs near by their words, of one function, or with like headings, in order."""
        one, other = self.sides
        pairs: set[tuple[int, int]] = set()
        for i, row in enumerate(self.cosines):
            pairs.update((i, j) for j in _nearest(row))
        for j, column in enumerate(_transpose(self.cosines, len(other.entries))):
            pairs.update((i, j) for i in _nearest(column))
        for kind in sorted(_FORMULAIC):
            mine = [i for i, found in enumerate(one.functions) if kind in found]
            theirs = [j for j, found in enumerate(other.functions) if kind in found]
            if len(mine) * len(theirs) <= 4 * (len(one.entries) + len(other.entries)):
                pairs.update((i, j) for i in mine for j in theirs)
        for i, row in enumerate(self._head_cosines()):
            pairs.update((i, j) for j, score in row.items() if score > 0.3)
        return sorted(pairs)

    def traits(self, i: int, j: int) -> Traits:
        """The traits of entry ``i`` of the one and ``j`` of the other side."""
        one, other = self.sides
        blamed = i in one.penalties, j in other.penalties
        if all(blamed):
            like = _OTHER_PERSON if self._punish_others(i, j) else 1.0
            words = like * cosine(self.penalties[0][i], self.penalties[1][j])
            paragraph = self._like_offences(i, j, words)
            words = sqrt(words * paragraph)  # alike only if both penalty and offence are
            paragraph *= like
        else:
            words = self.cosines[i].get(j, 0.0)
            paragraph, self.places[i, j] = self._nearest_paragraphs(i, j)
        return Traits(
            words=words,
            heading=self._shared(one.heads[i], other.heads[j]),
            told=max(
                self.weigher.share(one.heads[i], other.whole[j]),
                self.weigher.share(other.heads[j], one.whole[i]),
            ),
            function=self._same_function(one.functions[i], other.functions[j]),
            form=float(blamed[0] != blamed[1]),
            chapter=self._common_chapter(i, j),
            place=1 - abs(one.entries[i].place - other.entries[j].place),
            paragraph=paragraph,
        )

    def _nearest_paragraphs(self, i: int, j: int) -> tuple[float, tuple[int, int]]:
        """The best cosine of a paragraph of the one and one of the other, and which they are."""
        best = (
            (cosine(p, q), (-a, -b)) for a, p in enumerate(self.paragraphs[0][i])
            for b, q in enumerate(self.paragraphs[1][j])
        )
        found, (a, b) = max(best, default=(0.0, (0, 0)))
        return found, (-a, -b)

    def _punish_others(self, i: int, j: int) -> bool:
        """Whether both penalty articles name whom they punish, and name different people."""
        mine, theirs = self.sides[0].offenders.get(i), self.sides[1].offenders.get(j)
        if not mine or not theirs:
            return False
        return cosine(self.weigher.weigh(mine), self.weigher.weigh(theirs)) < _SAME_PERSON

    def _paragraph_vectors(self, entry: Entry) -> list[Vector]:
        return [self.weigher.weigh(text_to_terms(words)) for words in _paragraphs(entry.words)]

    def _head_cosines(self) -> list[dict[int, float]]:
        heads = ([self.weigher.weigh(head) for head in side.heads] for side in self.sides)
        return all_cosines(*heads)

    def _penalty_vectors(self, side: int) -> dict[int, Vector]:
        terms = self.sides[side].terms
        rarity = self.weigher.formal_rarity
        vectors = {}
        for i, punished in self.punished[side].items():
            weights = dict(self.weigher.weigh(terms[i], rarity).weights)
            for at in punished:
                for term, weight in self.weigher.weigh(terms[at], rarity).weights.items():
                    weights[term] = weights.get(term, 0.0) + _CITED * weight / len(punished)
            vectors[i] = normalize(weights)
        return vectors

    def _like_offences(self, i: int, j: int, words: float) -> float:
        """How like the provisions are that two penalty articles punish.

        What is done to the offender is much the same everywhere; the offence tells them apart. An
        article that cites none says itself what it punishes; ``words`` where both do.
        """
        mine, theirs = self.punished[0][i], self.punished[1][j]
        if not mine and not theirs:
            return words
        mine, theirs = mine or [i], theirs or [j]
        return max(self.cosines[a].get(b, 0.0) for a in mine for b in theirs)

    def _shared(self, head: Terms, others: Terms) -> float:
        shared = self.weigher.mass(t for t in head if t in others)
        return shared / sqrt(self.weigher.mass(head) * self.weigher.mass(others)) if shared else 0.0

    def _common_chapter(self, i: int, j: int) -> float:
        one, other = self.sides
        key = one.entries[i].chapter, other.entries[j].chapter
        if key not in self._chapters:
            mine, theirs = one.chapters[i], other.chapters[j]
            share = self.weigher.share
            self._chapters[key] = max(share(mine, theirs), share(theirs, mine))
        return self._chapters[key]

    def _function_rarity(self) -> dict[str, float]:
        """A function that many entries seem to have (部门职责) proves little."""
        rates = {
            kind: max(
                (sum(kind in found for found in side.functions) + 0.5) / (len(side.functions) + 1)
                for side in self.sides
            )
            for kind in _FORMULAIC
        }
        return {kind: max(0.1, -log(rate)) for kind, rate in rates.items()}

    def _same_function(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        shared = sum(self.rarity[kind] for kind in sorted(mine & theirs))
        return shared / (0.5 + sum(self.rarity[kind] for kind in sorted(mine | theirs)))


def _paragraphs(paragraphs: Sequence[str]) -> Sequence[str]:
    """The paragraphs that can stand for an entry; short ones (总则。) cannot."""
    return [words for words in paragraphs if len(words) > _SHORT] or paragraphs


def _find_punished(side: _Side) -> dict[int, list[int]]:
    """For each penalty article, by index, the indexes of the articles that it cites."""
    by_eid = {entry.eid: at for at, entry in enumerate(side.entries)}
    return {
        i: [by_eid[eid] for eid in _cited(side.entries[i]) if eid in by_eid]
        for i in sorted(side.penalties)
    }


def _cited(entry: Entry) -> list[str]:
    """The eIds of the articles of its own text that an entry cites, each once."""
    citations = (c for words in entry.words for c in find_citations(words))
    eids = (t.eid.split("__")[0] for c in citations if c.kind in ("own", "bare") for t in c.targets)
    return list(dict.fromkeys(eid for eid in eids if eid and eid != entry.eid))


def _nearest(row: dict[int, float]) -> list[int]:
    return sorted(row, key=lambda at: (-row[at], at))[:_NEAREST]


def _transpose(rows: Iterable[dict[int, float]], width: int) -> list[dict[int, float]]:
    columns: list[dict[int, float]] = [{} for _ in range(width)]
    for i, row in enumerate(rows):
        for j, score in row.items():
            columns[j][i] = score
    return columns
