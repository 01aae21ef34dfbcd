"""What a step of a round did, in words and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from drafting.rounds.answerbook import Answered
from drafting.rounds.carrying import Carried
from drafting.rounds.collecting import Collected, Outcome
from drafting.rounds.comments import GENERAL


def tell_count(number: int, noun: str) -> str:
    """1 comment, 2 comments, 200,000 comments."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_ORIGINS = {
    "form": "in forms", "note": "in cell notes", "comment": "as Word comments",
    "revision": "as tracked changes", "edit": "as untracked edits", "letter": "in letters",
}  # fmt: skip


def collected_to_lines(collected: Collected) -> Iterator[str]:
    """A line for each file and the sums: what was collected, from where, what has no place."""
    for outcome in collected.outcomes:
        yield from _outcome_to_lines(outcome)
    read = collected.named("read")
    sums = [f"{tell_count(len(read), 'file')} read"]
    known, broken = len(collected.named("known")), len(collected.named("unreadable"))
    sums += [f"{known} collected before"] if known else []
    sums += [f"{broken} NOT READ"] if broken else []
    yield f"{', '.join(sums)}; {tell_count(collected.comments, 'comment')}{_by_origin(collected)}"
    general = sum(not c.anchors for o in read if o.reading for c in o.reading.comments)
    if general:
        names = "names" if general == 1 else "name"
        told = tell_count(general, "comment")
        yield f"{told} {names} no provision, kept as general (总体意见)"


def _outcome_to_lines(outcome: Outcome) -> Iterator[str]:
    if outcome.status == "unreadable":
        yield f"NOT READ: {outcome.reason}"
    elif outcome.reading is None:
        yield f"{outcome.name}: collected before, nothing added"
    else:
        reading = outcome.reading
        general = sum(not c.anchors for c in reading.comments)
        placed = f", {general} of them general" if general else ""
        yield f"{outcome.name}: {reading.format}, {tell_count(len(reading.comments), 'comment')}{placed}"
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
    there = f", {answered.unchanged:,} there already" if answered.unchanged else ""
    yield f"{name}: {tell_count(answered.changed, 'answer')} kept{there}"
    yield from (f"  CONFLICT: {line}" for line in answered.conflicts)
    yield from (f"  NOT KEPT: {line}" for line in answered.problems)
    yield from (f"  warning: {line}" for line in answered.warnings)
