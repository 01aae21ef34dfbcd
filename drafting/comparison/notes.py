"""A drafting note beside the draft: which claim speaks of which article.

A claim may speak of ten articles and an article may be spoken of twice. So each clause of a claim is
compared by itself (``likeness``), and a claim speaks of an article as much as its best clause does;
being the article that a clause suits best counts, being one of many that the claim suits does not
count against. Citations, lists and chapters are evidence beside the words (see ``claims``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex as re

from drafting.akn import Provision, Tree
from drafting.akn.eids import num_to_number
from drafting.akn.names import tag
from drafting.comparison.calibration import Pair, Weights, score, sigmoid
from drafting.comparison.claims import Claim, find_cited
from drafting.comparison.entries import Entry, split_sentences
from drafting.comparison.likeness import Traits, compare_entries, is_penalty
from drafting.comparison.listings import entry_to_topic, find_items, walk_listing
from drafting.comparison.terms import Weigher
from drafting.text.script import fold

_COMMA = re.compile(r"(?<=[，,])")
_SHORT = 6
_CERTAIN = 0.97
"""Confidence of an article that the note cites by its number."""

NOTES = Weights(
    alone=(6.0, 0.0, 2.5, 1.0, 0.0, 1.0, 0.0, 6.0, -2.0, 3.0, 6.0, -6.0),
    rivals=(0.8, 0.5, 0.8, 0.5),
)
"""Claims of a note beside the articles of its draft. Traits: those of ``likeness``, then outside
(the claim stands under another chapter), listed (the claim's list names the article), cited."""


@dataclass(frozen=True)
class Statement:
    """A sentence of claim ``claim``, or one of its clauses; ``sentence`` counts through the note."""

    claim: int
    sentence: int
    entry: Entry


def claims_to_statements(claims: Sequence[Claim]) -> list[Statement]:
    """Every sentence of every claim and, of sentences with several, every clause."""
    return list(_iter_statements(claims))


def _iter_statements(claims: Sequence[Claim]) -> Iterator[Statement]:
    number = 0
    for at, claim in enumerate(claims):
        for sentence in split_sentences(claim.entry.text):
            parts = _sentence_to_clauses(sentence)
            for part in (sentence, *parts) if len(parts) > 1 else (sentence,):
                yield Statement(at, number, replace(claim.entry, paragraphs=(part,), text=part))
            number += 1


def _sentence_to_clauses(sentence: str) -> list[str]:
    clauses: list[str] = []
    for part in _COMMA.split(sentence):
        if clauses and len(clauses[-1]) < _SHORT:
            clauses[-1] += part
        elif part:
            clauses.append(part)
    return clauses


_NOTHING = Traits(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
NoteTraits = tuple[float, ...]


def weigh_statements(
    draft: Tree, entries: Sequence[Entry], claims: Sequence[Claim]
) -> tuple[list[Statement], dict[Pair, NoteTraits]]:
    """The statements of a note, and the traits of (article, statement) pairs worth a look."""
    statements = claims_to_statements(claims)
    pairs = compare_entries(entries, [statement.entry for statement in statements])
    articles = [_Article(draft, entry) for entry in entries]
    named = _find_named(articles, claims, statements)
    traits = {
        (i, s): _note_traits(
            pairs.get((i, s)), articles[i], claims[statements[s].claim], named.get((i, s))
        )
        for i, s in sorted({*pairs, *named})
    }
    return statements, traits


class _Article:
    """An article of the draft as its note may speak of it."""

    def __init__(self, draft: Tree, entry: Entry) -> None:
        self.entry = entry
        self.chapter = _chapter_number(draft, entry.eid)
        self.penalty = is_penalty(entry)
        self.topic = entry_to_topic(entry)


def _note_traits(
    traits: Traits | None,
    article: _Article,
    claim: Claim,
    named: tuple[float, float] | None,
) -> NoteTraits:
    outside = bool(claim.chapter) and bool(article.chapter) and claim.chapter != article.chapter
    base = traits or _NOTHING
    # The reasons for a law (为了…) read like its first article and are no claim about it.
    function = 0.0 if claim.background else base.function
    base = base._replace(form=float(article.penalty != claim.penalty), function=function)
    return (*base, float(outside), *(named or (0.0, 0.0)), float(claim.background))


def _find_named(
    articles: Sequence[_Article], claims: Sequence[Claim], statements: Sequence[Statement]
) -> dict[Pair, tuple[float, float]]:
    """How surely a list in the statement names the article, and whether the statement cites it."""
    eids = [article.entry.eid for article in articles]
    weigher = Weigher([[article.topic.whole for article in articles]], [()])
    named: dict[Pair, tuple[float, float]] = {}
    for s, statement in enumerate(statements):
        words, claim = fold(statement.entry.text), claims[statement.claim]
        within = [
            i for i, article in enumerate(articles)
            if claim.chapter in ("", article.chapter) and claim.penalty == article.penalty
        ]
        items = [] if _lists_chapters(articles, words) else find_items(words)
        topics = [articles[i].topic for i in within]
        for at, found in walk_listing(items, topics, weigher).items():
            named[within[at], s] = found, 0.0
        for i in find_cited(words, eids):
            named[i, s] = named.get((i, s), (0.0, 0.0))[0], 1.0
    return named


def _lists_chapters(articles: Sequence[_Article], words: str) -> bool:
    """Whether a sentence counts the chapters: 涵盖总则、基础设施、技术创新 … 等七个方面."""
    chapters = {a.entry.chapter for a in articles if len(a.entry.chapter) > 1}
    return sum(chapter in words for chapter in chapters) > max(2, len(chapters) // 2)


def _chapter_number(draft: Tree, eid: str) -> str:
    article = draft.by_eid.get(eid)
    chapter = None if article is None else next(article.iterancestors(tag("chapter")), None)
    return (num_to_number(chapter.num) or "") if isinstance(chapter, Provision) else ""
