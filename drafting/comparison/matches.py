"""The record of a comparison with other texts: which passages of theirs speak of which article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of another text. ``source`` is its short name; ``text`` as printed."""

    source: str
    label: str
    eid: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """One article of the draft and its candidates, best first (none where there is none)."""

    draft: str
    draft_eid: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What another text has and the draft has not (of a note: a claim no article carries)."""

    source: str
    label: str
    eid: str
    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole comparison."""

    draft: str
    sources: tuple[str, ...]
    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
