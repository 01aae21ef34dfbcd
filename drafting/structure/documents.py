"""Several texts in one file: where each begins.

A compilation prints 决定, 修正案 and 办法 one after another. A further text begins at a title that
stands right above its own 题注 （…年…月…日…通过）, once the first text has begun and closed a sentence.
"""

from __future__ import annotations

from drafting.structure.rows import Row
from drafting.structure.tails import is_annex
from drafting.structure.titles import find_title
from drafting.text.patterns import LazyPattern

_NOTE = LazyPattern(
    r"[（(*＊]?\s*(?:根[据據])?(?:\d{4}|[一二三四五六七八九〇○零]{4})年\d{0,2}.{2,200}(?:通[过過]|批准|公布|[发發]布|修[订訂正])"
)
_ENDS = frozenset("）)*＊过過准布订正")
"""What a 题注 ends in."""
_MAX_NOTE = 400
_HEAD = 8


def find_boundaries(rows: list[Row], first: int) -> list[int]:
    """Indices of the rows at which further texts begin, after row ``first`` of the first one."""
    found = []
    last = first
    notes = [
        i for i in range(first + 2, len(rows)) if rows[i].text[-1] in _ENDS and _is_note(rows[i])
    ]
    for i in notes:
        start = max(last + 1, i - _HEAD)
        title = find_title(rows[start:i], i - start)
        if title is None or title.last + start != i or title.span is not None:
            continue
        begin = start + title.first
        begin -= 1 if begin > last + 1 and is_annex(rows[begin - 1]) else 0
        found.append(begin)
        last = i
    return found


def _is_note(row: Row) -> bool:
    text = row.text
    return len(text) <= _MAX_NOTE and row.is_plain and _NOTE.match(text) is not None
