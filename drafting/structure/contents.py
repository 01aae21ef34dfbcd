"""The 目录: which lines repeat the headings instead of being them."""

from __future__ import annotations

import re

from drafting.structure.rows import Row
from drafting.text.patterns import LazyPattern

HEAD = re.compile(r"[\[【]?\s*目\s*[录錄次]\s*[\]】]?")
_LEADER = re.compile(r"[\s.．…·•\-—_]*[0-9０-９]*$")
_PAGED = LazyPattern(r"(?:[.．…·•\-—_\s]{2,}|\t\s*)[0-9０-９]{1,4}$")
CONTAINERS = frozenset(("part", "subpart", "chapter", "section"))
_OTHER_ENTRY = re.compile(
    r"(?:序\s*言|前\s*言|附\s*[则則]|[总總]\s*[则則]|分\s*[则則]|附\s*[件表录錄].{0,40}|第.{1,4}部分.{0,40})"
)
_RUN_ON = re.compile(r"(?:^|\s)第[一二三四五六七八九十]{1,3}章\s")
"""第一章 总则 第二章 …: a 目录 run together in one line."""
_MAX_ENTRY = 60
_SEARCH = 400


def entry_key(text: str) -> str:
    """What is compared between 目录 and body: no blanks, no dot leader, no page number."""
    return _LEADER.sub("", "".join(text.split()))


def find_contents(rows: list[Row], levels: bool = False) -> tuple[int, int] | None:
    """Return (first, one past last) of the 目录, or None.

    With a line 目录 the entries run until the first repeats; without one, a run of headings that
    all stand again below is a 目录 too (only where 章 or 条 make the text, not ``levels``).
    """
    for i in range(min(len(rows), 60)):
        if HEAD.fullmatch(rows[i].text):
            return i, _end_of_listed(rows, i + 1) if levels else _end_of_entries(rows, i + 1)
        if levels:
            continue
        if rows[i].kind == "article":
            break
        if rows[i].kind in CONTAINERS:
            if len(_RUN_ON.findall(rows[i].text)) > 2:
                return i, i + 1
            end = _end_of_entries(rows, i)
            repeated = end < len(rows) and end - i > 1 and _is_repeat(rows, i, end)
            return (i, end) if repeated else None
    return None


def _end_of_listed(rows: list[Row], first: int) -> int:
    """Where a 目录 of 一、（一） ends: where its first entry stands again, or the page numbers end."""
    if first >= len(rows):
        return first
    key = entry_key(rows[first].text)
    for i in range(first + 1, min(len(rows), first + _SEARCH)):
        if entry_key(rows[i].text) == key and not _PAGED.search(rows[i].text):
            return i
    end = first
    while end < len(rows) and len(rows[end].text) <= _MAX_ENTRY and _PAGED.search(rows[end].text):
        end += 1
    return end


def _end_of_entries(rows: list[Row], first: int) -> int:
    seen: set[str] = set()
    for i in range(first, len(rows)):
        row = rows[i]
        key = entry_key(row.text)
        # 节 of the same number and name recur inside a 目录 (第一节 一般规定): a first entry does not.
        recurs = row.kind == "section" and key != entry_key(rows[first].text)
        heads = row.kind in CONTAINERS or _OTHER_ENTRY.fullmatch(row.text)
        if key in seen and heads and not recurs:
            return i
        if not _is_entry(rows, i, first):
            return _back_to_first(rows, first, i)
        seen.add(key)
    return _back_to_first(rows, first, len(rows))


def _is_entry(rows: list[Row], i: int, first: int) -> bool:
    row = rows[i]
    if row.kind in CONTAINERS or row.furniture or row.kind == "division":
        return True
    if _OTHER_ENTRY.fullmatch(entry_key(row.text)) or _OTHER_ENTRY.fullmatch(row.text):
        return True
    if len(row.text) <= _MAX_ENTRY and _PAGED.search(row.text):
        return True
    # 第一章 alone on its line, its heading on the next
    above = rows[i - 1].label if i > first else None
    return above is not None and not above.rest and row.is_plain and len(row.text) <= 30


def _back_to_first(rows: list[Row], first: int, end: int) -> int:
    """A 目录 and a body that differ in the first heading run into one another: find the restart."""
    for i in range(first + 1, end):
        label, head = rows[i].label, rows[first].label
        if label is None or head is None or rows[i].kind != rows[first].kind:
            continue
        if label.number == 1 and head.number == 1:
            return i
    return end


def _is_repeat(rows: list[Row], first: int, end: int) -> bool:
    return entry_key(rows[end].text) == entry_key(rows[first].text)
