"""What a step of a round did, in words and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from drafting.rounds.answering import Answered
from drafting.rounds.carrying import Carried
from drafting.rounds.collecting import Collected, Outcome
from drafting.rounds.comments import GENERAL

_ORIGINS = {
    "form": "in forms", "note": "in cell notes", "comment": "as Word comments",
    "revision": "as tracked changes", "edit": "as untracked edits", "letter": "in letters",
}  # fmt: skip


def collected_to_lines(collected: Collected) -> Iterator[str]:
    """A line for each file and the sums: what was collected, from where, what has no place."""
    for outcome in collected.outcomes:
        yield from _outcome_to_lines(outcome)
    read = collected.named("read")
    sums = [f"{len(read)} files read"]
    known, broken = len(collected.named("known")), len(collected.named("unreadable"))
    sums += [f"{known} collected before"] if known else []
    sums += [f"{broken} NOT READ"] if broken else []
    yield f"{', '.join(sums)}; {collected.comments} comments{_by_origin(collected)}"
    general = sum(not c.anchors for o in read if o.reading for c in o.reading.comments)
    if general:
        yield f"{general} comments name no provision and are kept as general (总体意见)"


def _outcome_to_lines(outcome: Outcome) -> Iterator[str]:
    if outcome.status == "unreadable":
        yield f"NOT READ: {outcome.reason}"
    elif outcome.reading is None:
        yield f"{outcome.name}: collected before, nothing added"
    else:
        reading = outcome.reading
        general = sum(not c.anchors for c in reading.comments)
        placed = f", {general} of them general" if general else ""
        yield f"{outcome.name}: {reading.format}, {len(reading.comments)} comments{placed}"
        yield from (f"  {note}" for note in reading.notes)


def _by_origin(collected: Collected) -> str:
    counts = Counter(c.origin for o in collected.outcomes if o.reading for c in o.reading.comments)
    told = [f"{counts[origin]} {words}" for origin, words in _ORIGINS.items() if counts[origin]]
    return f" ({', '.join(told)})" if told else ""


def collected_to_json(collected: Collected) -> str:
    """The same for programs: files with status, format, comments, general, rest, notes, reason."""
    files = []
    for outcome in collected.outcomes:
        reading = outcome.reading
        files.append({
            "file": outcome.name, "status": outcome.status, "reason": outcome.reason,
            "format": reading.format if reading else "",
            "comments": len(reading.comments) if reading else 0,
            "general": sum(not c.anchors for c in reading.comments) if reading else 0,
            "rest": len(reading.rest) if reading else 0,
            "notes": list(reading.notes) if reading else [],
        })  # fmt: skip
    whole = {"files": files, "comments": collected.comments}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def carried_to_lines(carried: Carried) -> Iterator[str]:
    """What the new draft did where comments stand, and what is proposed."""
    effects = ", ".join(f"{name or GENERAL} {n}" for name, n in sorted(carried.effects.items()))
    yield f"draft {carried.draft}: {effects or 'no comments yet'}"
    if carried.proposals:
        told = ", ".join(f"{status} {n}" for status, n in sorted(carried.proposals.items()))
        yield f"proposed, to be confirmed: {told}"
    if carried.unrelated:
        yield "warning: the new draft hardly shares a word with the old one"


def answered_to_lines(name: str, answered: Answered) -> Iterator[str]:
    """What became of a table of answers."""
    yield f"{name}: {answered.changed} answers kept, {answered.unchanged} were there already"
    yield from (f"  CONFLICT: {line}" for line in answered.conflicts)
    yield from (f"  NOT KEPT: {line}" for line in answered.problems)
    yield from (f"  warning: {line}" for line in answered.warnings)
