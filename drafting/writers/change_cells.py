"""The two sides of a change as cells: the old words with what was deleted, the new with what came.

In a split or merged row the undivided article stands in every pair; it is shown once, and a word of
it counts as deleted (or inserted) only where no pair has it on the other side. Of a unit that only
lent a passage to the row, or took one in, the sentences of that passage are shown and …… for the
rest, which stands in a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from drafting.comparison.changes import Change, Pair, Segment
from drafting.records import record
from drafting.writers.table import Cell, Mark, Run

Side = Literal["delete", "insert"]
_ITEM = re.compile(r"\s*[（(][一二三四五六七八九十百]+[）)]|\s*[①-⑳]|\s*\d+[.．、]")
_LABEL = re.compile(
    r"\s*(?:第[^\s条]{1,12}条(?:之[一二三四五六七八九十百]+)?|[一二三四五六七八九十百]+、|"
    r"[（(][一二三四五六七八九十百]+[）)])\s*"
)
_SENTENCE = re.compile(r"[^。；\n]*[。；]?\n?")
_RANK: dict[Mark, int] = {"plain": 0, "follow": 1, "delete": 2, "insert": 2}


def change_to_sides(change: Change) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """The cells of the old units and those of the new ones, in order; () where there is none."""
    lent = frozenset(change.lent)
    return (
        _units(change.pairs, "delete", lent if change.kind == "merged" else frozenset()),
        _units(change.pairs, "insert", lent if change.kind == "split" else frozenset()),
    )


@record
class Edits:
    """What a change did to its lines: whole 款 and 项 that came or went, and other words."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    words: bool

    @property
    def any(self) -> bool:
        """Whether anything of substance came or went."""
        return bool(self.added or self.removed or self.words)


def find_edits(change: Change) -> Edits:
    """Sort the edits of ``change`` into whole lines and words inside lines.

    A line that came for one of its kind that went counts as words.
    """
    olds, news = change_to_sides(change)
    (removed, old_words), (added, new_words) = (
        _whole_lines(olds, "delete"), _whole_lines(news, "insert")
    )
    replaced = bool(set(added) & set(removed))
    return Edits(added, removed, old_words or new_words or replaced)


def _whole_lines(cells: Iterable[Cell], mark: Mark) -> tuple[tuple[str, ...], bool]:
    """The kinds (款, 项) of lines that bear ``mark`` wholly, and whether words elsewhere do."""
    kinds, words = [], False
    for cell in cells:
        for runs in cell.iter_paragraphs():
            marks = {run.mark for run in runs if run.text.strip()}
            if marks == {mark}:
                kinds.append("项" if _ITEM.match("".join(r.text for r in runs)) else "款")
            else:
                words = words or mark in marks
    return tuple(kinds), words


def _units(pairs: Iterable[Pair], side: Side, lent: frozenset[str]) -> tuple[Cell, ...]:
    groups: dict[tuple[int, str], list[list[Run]]] = {}
    for pair in pairs:
        key = (pair.old_index, pair.old_eid) if side == "delete" else (pair.new_index, pair.new_eid)
        runs = [Run(s.text, _mark(s)) for s in pair.segments if s.kind in ("equal", side)]
        if key != (-1, "") or runs:
            groups.setdefault(key, []).append(runs)
    return tuple(
        _cut_passage(_mildest(versions)) if eid in lent else Cell(tuple(_mildest(versions)))
        for (_, eid), versions in groups.items()
    )


def _cut_passage(runs: list[Run]) -> Cell:
    """The label and the sentences most of which both sides have; …… for all others."""
    marked = list(_characters(runs))
    text = "".join(character for character, _ in marked)
    label = _LABEL.match(text)
    start = label.end() if label else 0
    spans = [m.span() for m in _SENTENCE.finditer(text, start)]
    shared = [_is_shared(marked[a:b]) for a, b in spans]
    if not any(shared):
        return Cell(tuple(runs))
    found = [*marked[:start]]
    for known, several in groupby(zip(shared, spans, strict=True), key=lambda pair: pair[0]):
        places = [span for _, span in several]
        if known:
            found += marked[places[0][0] : places[-1][1]]
        elif text[places[0][0] : places[-1][1]].strip():
            found.append(("……", "aside"))
            if text[places[-1][1] - 1] == "\n":
                found.append(("\n", "plain"))
    return Cell(tuple(
        Run("".join(piece for piece, _ in run), mark)
        for mark, run in groupby(found, key=lambda pair: pair[1])
    ))


def _is_shared(marked: list[tuple[str, Mark]]) -> bool:
    marks = [mark == "plain" for character, mark in marked if not character.isspace()]
    return 2 * sum(marks) >= len(marks) > 0


def _mark(segment: Segment) -> Mark:
    if segment.kind == "equal":
        return "plain"
    return "follow" if segment.consequential or segment.noise else segment.kind


def _mildest(versions: list[list[Run]]) -> list[Run]:
    """One text under several markings: each character takes the mildest of its marks."""
    if len(versions) == 1 or len({"".join(r.text for r in runs) for runs in versions}) > 1:
        return versions[0]
    marked = zip(*(_characters(runs) for runs in versions), strict=True)
    chosen = ((min((mark for _, mark in place), key=_RANK.__getitem__), place[0][0])
              for place in marked)
    return [
        Run("".join(character for _, character in run), mark)
        for mark, run in groupby(chosen, key=lambda pair: pair[0])
    ]


def _characters(runs: Iterable[Run]) -> Iterable[tuple[str, Mark]]:
    return ((character, run.mark) for run in runs for character in run.text)
