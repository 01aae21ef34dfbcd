"""A drafting note beside the draft: which claim speaks of which article.

A claim may speak of ten articles, and an article may be spoken of twice. So each clause of a claim
is compared by itself (``likeness``), and a claim speaks of an article as much as its best clause
does: being the article that one clause suits best counts; being one of many that the claim suits
does not count against. Citations, lists and chapters are evidence beside the words (``claims``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import regex as re

from drafting.akn import Provision, Tree
from drafting.akn.eids import num_to_number
from drafting.akn.names import tag
from drafting.comparison.calibration import NOTES, Pair, Weights, leads, score, sigmoid
from drafting.comparison.claims import Claim, find_cited, tree_to_claims
from drafting.comparison.entries import Entry, split_sentences
from drafting.comparison.likeness import Likeness, Traits, is_penalty
from drafting.comparison.listings import Walker, find_items
from drafting.text.script import fold

_COMMA = re.compile(r"(?<=[，,])")
_TITLE = re.compile(r"《[^》]*》")
_SHORT = 6
_CITED = 0.97
"""Confidence of an article that the note cites by its number."""
_LISTED = 0.9
"""Confidence of one that a list names in order, times how surely it names it."""
_REASON = 0.6
"""What is left of the confidence of a claim that gives reasons: it names things in passing."""
_NEAR_BEST = 2.0
"""How far below a claim's best sentence, in score, another still speaks of the same article."""
_NOTHING = Traits(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

NoteTraits = tuple[float, ...]
"""Those of ``likeness.Traits``, then: the claim stands under another chapter; its list names the
article (how surely); it cites the article; it gives reasons, no content."""
Named = tuple[float, float]


@dataclass(frozen=True)
class Statement:
    """A sentence of claim ``claim`` or a clause of it; ``sentence`` counts through the note."""

    claim: int
    sentence: int
    entry: Entry


class Note:
    """A note and its draft: the claims, and how surely each speaks of each article."""

    def __init__(self, draft: Tree, entries: Sequence[Entry], note: Tree) -> None:
        self.claims = tree_to_claims(note)
        self.statements = list(_iter_statements(self.claims))
        self.articles = [_Article(draft, entry) for entry in entries]
        self.weights: Weights = NOTES

    @cached_property
    def traits(self) -> dict[Pair, NoteTraits]:
        """The traits of the pairs of (article, statement) worth a look."""
        entries = [article.entry for article in self.articles]
        pairs = Likeness(entries, [statement.entry for statement in self.statements]).pairs()
        return {
            (i, s): self._note_traits(pairs.get((i, s), _NOTHING), i, s)
            for i, s in sorted({*pairs, *self._named})
        }

    @cached_property
    def scores(self) -> dict[Pair, float]:
        """The score of each pair of (article, statement) by itself."""
        return {pair: score(traits, self.weights.alone) for pair, traits in self.traits.items()}

    def pool(self) -> dict[Pair, tuple[float, float, float]]:
        """Of each pair of (article, claim): its best statement's score, and its leads.

        The lead in the row is over the other claims; that in the column the best that one of the
        claim's statements has over the other articles.
        """
        best: dict[Pair, float] = {}
        column: dict[Pair, float] = {}
        lead = leads(self.scores, (s for _, s in self.scores))
        for (i, s), value in self.scores.items():
            pair = i, self.statements[s].claim
            best[pair] = max(value, best.get(pair, value))
            column[pair] = max(lead[i, s], column.get(pair, lead[i, s]))
        row = leads(best, (i for i, _ in best))
        return {pair: (value, row[pair], column[pair]) for pair, value in best.items()}

    def confidences(self) -> dict[Pair, float]:
        """The confidence of each pair of (article, claim), 0 … 1."""
        weights = self.weights.rivals
        found = {pair: sigmoid(score(values, weights)) for pair, values in self.pool().items()}
        for pair in found:
            found[pair] *= _REASON if self.claims[pair[1]].background else 1.0
        for (i, s), (listed, cited) in self._named.items():
            pair = i, self.statements[s].claim
            found[pair] = max(found[pair], _CITED * cited, _LISTED * listed)
        return found

    def passage(self, i: int, claim: int) -> str:
        """The sentences of a claim that speak of article ``i``, as printed."""
        best: dict[int, float] = defaultdict(lambda: float("-inf"))
        printed: dict[int, str] = {}
        for s, statement in enumerate(self.statements):
            if statement.claim == claim:
                # The whole sentence comes before its clauses.
                printed.setdefault(statement.sentence, statement.entry.text)
                value = self.scores.get((i, s), float("-inf"))
                best[statement.sentence] = max(value, best[statement.sentence])
        least = max(best.values()) - _NEAR_BEST
        return "".join(printed[n] for n, value in best.items() if value >= least)

    def _note_traits(self, traits: Traits, i: int, s: int) -> NoteTraits:
        article, claim = self.articles[i], self.claims[self.statements[s].claim]
        outside = claim.chapter and article.chapter and claim.chapter != article.chapter
        # The reasons for a law (为了…) read like its first article and are no claim about it.
        function = 0.0 if claim.background else traits.function
        form = float(article.penalty != claim.penalty)
        traits = traits._replace(form=form, function=function)
        named = self._named.get((i, s), (0.0, 0.0))
        return (*traits, float(bool(outside)), *named, float(claim.background))

    @cached_property
    def _named(self) -> Mapping[Pair, Named]:
        """How surely a list in the statement names the article, and whether it cites it."""
        eids = [article.entry.eid for article in self.articles]
        walker = Walker([article.entry for article in self.articles])
        named: dict[Pair, Named] = {}
        walked = set()
        for s, statement in enumerate(self.statements):
            words = fold(statement.entry.text)
            if statement.sentence not in walked:
                # A sentence comes before its clauses, and lists go through several.
                walked.add(statement.sentence)
                for i, listed in self._walk(words, self.claims[statement.claim], walker).items():
                    named[i, s] = listed, 0.0
            for i in find_cited(words, eids):
                named[i, s] = named.get((i, s), (0.0, 0.0))[0], 1.0
        return named

    def _walk(self, words: str, claim: Claim, walker: Walker) -> dict[int, float]:
        """The articles that a list in ``words`` names; of the claim's chapter, when it has one."""
        within = [
            i for i, article in enumerate(self.articles)
            if claim.chapter in ("", article.chapter) and claim.penalty == article.penalty
        ]
        return {} if self._lists_chapters(words) else walker.walk(find_items(words), within)

    def _lists_chapters(self, words: str) -> bool:
        """Whether a sentence counts the chapters: 涵盖总则、基础设施、技术创新 … 等七个方面."""
        chapters = {a.entry.chapter for a in self.articles if len(a.entry.chapter) > 1}
        return sum(chapter in words for chapter in chapters) > max(2, len(chapters) // 2)


class _Article:
    """An article of the draft as its note may speak of it."""

    def __init__(self, draft: Tree, entry: Entry) -> None:
        self.entry = entry
        self.chapter = _chapter_number(draft, entry.eid)
        self.penalty = is_penalty(entry)


def _chapter_number(draft: Tree, eid: str) -> str:
    article = draft.by_eid.get(eid)
    chapter = None if article is None else next(article.iterancestors(tag("chapter")), None)
    return (num_to_number(chapter.num) or "") if isinstance(chapter, Provision) else ""


def _iter_statements(claims: Sequence[Claim]) -> Iterator[Statement]:
    """Every sentence of every claim and, of sentences with several, every clause after it."""
    number = 0
    for at, claim in enumerate(claims):
        for sentence in split_sentences(claim.entry.text):
            clauses = _sentence_to_clauses(sentence)
            for part in (sentence, *clauses) if len(clauses) > 1 else (sentence,):
                # Laws that are the reason for a draft are not what it says.
                words = _TITLE.sub("", part) if claim.background else part
                entry = replace(claim.entry, paragraphs=(words,), text=part)
                yield Statement(at, number, entry)
            number += 1


def _sentence_to_clauses(sentence: str) -> list[str]:
    """The parts between commas, one too short to say anything joined to the next."""
    clauses: list[str] = []
    for part in _COMMA.split(sentence):
        if clauses and len(clauses[-1]) < _SHORT:
            clauses[-1] += part
        elif part:
            clauses.append(part)
    return clauses
