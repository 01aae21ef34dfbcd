"""Matches as plain data for JSON: the shape that other programs read (see DESIGN.md)."""

from __future__ import annotations

from typing import Any

from drafting.comparison.matches import Candidate, Match, Matches, Unmatched


def matches_to_json(matches: Matches) -> dict[str, Any]:
    """The record as dictionaries and lists, keys always in the same order.

    ``sources`` says of each other text what it was taken for: regulation, note or policy.
    """
    kinds = matches.kinds or ("",) * len(matches.sources)
    return {
        "matches": [_match(match) for match in matches.matches],
        "unmatched": [_unmatched(item) for item in matches.unmatched],
        "draft": matches.draft,
        "sources": [
            {"name": name, "kind": kind}
            for name, kind in zip(matches.sources, kinds, strict=True)
        ],
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "draft": match.draft, "draft_eid": match.draft_eid,
        "candidates": [_candidate(candidate) for candidate in match.candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "source": candidate.source, "label": candidate.label, "eid": candidate.eid,
        "text": candidate.text, "confidence": candidate.confidence, "passage": candidate.passage,
        "heading": candidate.heading,
    }


def _unmatched(item: Unmatched) -> dict[str, Any]:
    data = {"source": item.source, "label": item.label, "eid": item.eid, "text": item.text}
    return data | ({"context": item.context} if item.context else {})
