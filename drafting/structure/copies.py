"""A page that holds its text twice: the second copy is kept apart, every difference told."""

from __future__ import annotations

import itertools
from difflib import SequenceMatcher

from drafting.akn.tree import Doubt
from drafting.structure.rows import Row
from drafting.structure.tails import is_annex
from drafting.structure.titles import find_title

_CONTAINERS = frozenset(("part", "subpart", "chapter", "section"))
_BACK = 200
_HEAD = 6


def find_copy(rows: list[Row], first: int, title_rows: list[Row]) -> int | None:
    """Where the text begins again after its body: a second copy of it, or a second text."""
    restart = _find_restart(rows, first)
    if restart is None:
        restart = _find_repeat(rows, first)
    return None if restart is None else _back_to_head(rows, restart, title_rows)


def _find_restart(rows: list[Row], first: int) -> int | None:
    """The row of a 第一条 that a 第二条 follows, after the count had gone to two at least."""
    highest, place = 0, None
    for i in range(first, len(rows)):
        label = rows[i].label
        if rows[i].kind != "article" or label is None or label.sub:
            continue
        if place is not None and label.number == 2:
            return place
        place = i if label.number == 1 and highest >= 2 else None
        highest = max(highest, label.number or 0)
    return None


def _find_repeat(rows: list[Row], first: int) -> int | None:
    """The row where the first two labelled rows of the text stand again, word for word."""
    labelled = [i for i in range(first, len(rows)) if rows[i].label is not None]
    if len(labelled) < 4:
        return None
    one, two = rows[labelled[0]].squeezed, rows[labelled[1]].squeezed
    if len(two) <= 8:
        return None
    for i, j in itertools.pairwise(labelled[1:]):
        # The last character is looked at first: squeezing every line would cost more than all.
        if rows[i].text[-1] == one[-1] and rows[i].squeezed == one and rows[j].squeezed == two:
            return i
    return None


def _back_to_head(rows: list[Row], restart: int, title_rows: list[Row]) -> int:
    """From the restarted text back over its headings and 目录 to its title or annex mark."""
    title = {row.squeezed for row in title_rows}
    at = restart
    for j in range(restart - 1, max(restart - _BACK, 0), -1):
        row = rows[j]
        if row.squeezed in title or is_annex(row):
            return j
        if row.kind == "article" or (row.closes_sentence and not row.label and j < restart - 60):
            break
        if row.kind in _CONTAINERS:
            at = j
    found = find_title(rows[at - _HEAD : at], _HEAD) if at > _HEAD else None
    return at - _HEAD + found.first if found is not None else at


def compare_copies(first: list[Row], second: list[Row]) -> list[Doubt]:
    """Return a doubt for every line in which the second copy differs from the first."""
    a, b = [row.squeezed for row in first], [row.squeezed for row in second]
    doubts: list[Doubt] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op != "equal":
            doubts += _differences(first[i1:i2], second[j1:j2], op)
    return doubts


def _differences(first: list[Row], second: list[Row], op: str) -> list[Doubt]:
    if op == "delete":
        return [_doubt(row, f"第二份文本缺少第{row.number}行的内容") for row in first]
    if op == "insert":
        return [_doubt(row, "第二份文本多出此行") for row in second]
    pairs = zip(first, second, strict=False)
    found = [_doubt(b, f"第二份文本与第{a.number}行不一致") for a, b in pairs]
    longer = first[len(second) :] or second[len(first) :]
    return found + [_doubt(row, "两份文本的行数不一致") for row in longer]


def _doubt(row: Row, message: str) -> Doubt:
    return Doubt("duplicate-differs", row.number, message, row.text)
