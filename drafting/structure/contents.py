"""The 目录: which lines repeat the headings instead of being them."""

from __future__ import annotations

import regex as re

from drafting.structure.rows import Row

HEAD = re.compile(r"目\s*[录錄次]|\[?目\s*录\]?|目[\s\u3000]+[录錄]")
_LEADER = re.compile(r"[\s.．…·•\-—_]*[0-9０-９]*$")
CONTAINERS = ("part", "subpart", "chapter", "section")
_OTHER_ENTRY = re.compile(r"(?:序\s*言|前\s*言|附\s*则|附\s*則|总\s*则|總\s*則|附[件表录錄].{0,40}|第.{1,4}部分.{0,40})")


def entry_key(text: str) -> str:
    """What is compared between 目录 and body: no blanks, no dot leader, no page number."""
    return _LEADER.sub("", "".join(text.split()))


def find_contents(rows: list[Row], start: int) -> tuple[int, int] | None:
    """Return (first, one past last) of the 目录 at or after ``start``, or None.

    With a line 目录 the entries run until the first repeats; without one, a run of headings that
    all stand again below is a 目录 too.
    """
    for i in range(start, min(len(rows), start + 60)):
        if HEAD.fullmatch(rows[i].text):
            return i, _end_of_entries(rows, i + 1)
        if rows[i].kind == "article":
            break
        if rows[i].kind in CONTAINERS:
            end = _end_of_entries(rows, i)
            repeated = end < len(rows) and end - i > 1 and _is_repeat(rows, i, end)
            return (i, end) if repeated else None
    return None


def _end_of_entries(rows: list[Row], first: int) -> int:
    seen: set[str] = set()
    for i in range(first, len(rows)):
        row = rows[i]
        key = entry_key(row.text)
        if key in seen and (row.kind in CONTAINERS or _OTHER_ENTRY.fullmatch(row.text)):
            # 节 of the same number and name recur inside a 目录 (第一节 一般规定): a first entry does not.
            if key == entry_key(rows[first].text) or row.kind != "section":
                return i
        if not _is_entry(row):
            return _back_to_first(rows, first, i)
        seen.add(key)
    return _back_to_first(rows, first, len(rows))


def _is_entry(row: Row) -> bool:
    if row.kind in CONTAINERS or row.furniture or row.kind == "division":
        return True
    return bool(_OTHER_ENTRY.fullmatch(entry_key(row.text)) or _OTHER_ENTRY.fullmatch(row.text))


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
