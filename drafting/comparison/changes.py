"""The record of what changed between two versions; every report and redline draws from it.

Both texts can be rebuilt from it: each row's pairs hold the text of its units, "\\n" between
lines, as equal, deleted and inserted segments.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from drafting.records import record

SegmentKind = Literal["equal", "delete", "insert"]
ChangeKind = Literal[
    "unchanged", "modified", "consequential", "inserted", "deleted", "split", "merged"
]


@record
class Segment:
    """A stretch of text. ``consequential``: a number that only follows a renumbering elsewhere.

    ``noise`` names the tiers (width, script, numeral, blank) that alone part this deleted or
    inserted stretch from its counterpart beside it, () when the difference is of substance.
    """

    kind: SegmentKind
    text: str
    consequential: bool = False
    noise: tuple[str, ...] = ()


@record
class Pair:
    """Two units (or one and nothing: eId "") and the segments from the one to the other.

    ``old_text`` and ``new_text`` are always the whole text of the unit, also where an article was
    split: then it stands in each pair of its row. ``old_index`` and ``new_index`` are the places
    of the units in ``Tree.units`` (-1: none): by them each text is rebuilt, every unit once.
    """

    old_eid: str
    new_eid: str
    segments: tuple[Segment, ...]
    old_index: int = -1
    new_index: int = -1

    @property
    def old_text(self) -> str:
        return "".join(s.text for s in self.segments if s.kind != "insert")

    @property
    def new_text(self) -> str:
        return "".join(s.text for s in self.segments if s.kind != "delete")


@record
class Change:
    """One row: an article or other unit, on one side or both. See DESIGN.md, JSON.

    ``marks`` are changes of force, amount, period or body, in words (应当→可以); ``runner_up`` is
    the next best partner (label, score) when it came close; ``noise`` names the tiers (width,
    script, numeral, blank) to which all differences belong, () when any is of substance. ``lent``
    holds the eIds of those of the several units (the old ones of a merged row, the new ones of a
    split one) that chiefly belong to another row: only a passage of theirs came here, or went.
    """

    level: str
    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_eids: tuple[str, ...]
    new_eids: tuple[str, ...]
    pairs: tuple[Pair, ...]
    confidence: float = 1.0
    moved: bool = False
    renumbered: bool = False
    marks: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    runner_up: tuple[str, float] | None = None
    lent: tuple[str, ...] = ()

    @property
    def own_old(self) -> tuple[str, ...]:
        """The labels of the old units without those that only lent a passage."""
        if self.kind != "merged" or not self.lent:
            return self.old
        named = zip(self.old, self.old_eids, strict=True)
        return tuple(label for label, eid in named if eid not in self.lent)

    @property
    def own_new(self) -> tuple[str, ...]:
        """The labels of the new units without those that only took a passage in."""
        if self.kind != "split" or not self.lent:
            return self.new
        named = zip(self.new, self.new_eids, strict=True)
        return tuple(label for label, eid in named if eid not in self.lent)


@record
class Side:
    """One of the two texts: its title and how many 条 it has."""

    title: str
    articles: int


@record
class Changes:
    """All rows, in the order of the new text, what was deleted standing where it stood."""

    old: Side
    new: Side
    rows: tuple[Change, ...]
    unrelated: bool = False
    """Whether the two texts share too little to be versions of one another."""
    warnings: tuple[str, ...] = field(default=())
    """References that ought to have followed a renumbering and did not, in words."""

    @property
    def old_text(self) -> str:
        """The old text whole, rebuilt from the pairs, a printed line a line."""
        found = {p.old_index: p.old_text for row in self.rows for p in row.pairs}
        return "\n".join(found[i] for i in sorted(found) if i >= 0)

    @property
    def new_text(self) -> str:
        """The new text whole, rebuilt from the pairs, a printed line a line."""
        found = {p.new_index: p.new_text for row in self.rows for p in row.pairs}
        return "\n".join(found[i] for i in sorted(found) if i >= 0)
