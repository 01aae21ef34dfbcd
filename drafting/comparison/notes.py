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
from drafting.comparison.likeness import compare_entries
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


NoteTraits = tuple[float, ...]


def weigh_statements(
    draft: Tree, entries: Sequence[Entry], claims: Sequence[Claim]
) -> tuple[list[Statement], dict[Pair, NoteTraits]]:
    """The statements of a note, and the traits of (article, statement) pairs worth a look."""
    statements = claims_to_statements(claims)
    pairs: dict[Pair, tuple[float, ...]] = dict(
        compare_entries(entries, [statement.entry for statement in statements])
    )
    named = _find_named(draft, entries, claims, statements)
    numbers = [_chapter_number(draft, entry.eid) for entry in entries]
    blank = (0.0,) * 8
    traits = {}
    for i, s in sorted({*pairs, *named}):
        chapter = claims[statements[s].claim].chapter
        outside = float(bool(chapter) and bool(numbers[i]) and chapter != numbers[i])
        traits[i, s] = (*pairs.get((i, s), blank), outside, *named.get((i, s), (0.0, 0.0)))
    return statements, traits


def _find_named(
    draft: Tree, entries: Sequence[Entry], claims: Sequence[Claim], statements: Sequence[Statement]
) -> dict[Pair, tuple[float, float]]:
    """How surely a list in the statement names the article, and whether the statement cites it."""
    eids = [entry.eid for entry in entries]
    topics = [entry_to_topic(entry) for entry in entries]
    weigher = Weigher([[topic.whole for topic in topics]], [()])
    numbers = [_chapter_number(draft, eid) for eid in eids]
    named: dict[Pair, tuple[float, float]] = {}
    for s, statement in enumerate(statements):
        words = fold(statement.entry.text)
        chapter = claims[statement.claim].chapter
        within = [i for i, number in enumerate(numbers) if not chapter or number == chapter]
        items = [] if _lists_chapters(entries, words) else find_items(words)
        for at, found in walk_listing(items, [topics[i] for i in within], weigher).items():
            named[within[at], s] = found, 0.0
        for i in find_cited(words, eids):
            named[i, s] = named.get((i, s), (0.0, 0.0))[0], 1.0
    return named


def _lists_chapters(entries: Sequence[Entry], words: str) -> bool:
    """Whether a sentence counts the chapters: 涵盖总则、基础设施、技术创新 … 等七个方面."""
    chapters = {entry.chapter for entry in entries if len(entry.chapter) > 1}
    return sum(chapter in words for chapter in chapters) > max(2, len(chapters) // 2)


def _chapter_number(draft: Tree, eid: str) -> str:
    article = draft.by_eid.get(eid)
    chapter = None if article is None else next(article.iterancestors(tag("chapter")), None)
    return (num_to_number(chapter.num) or "") if isinstance(chapter, Provision) else ""
