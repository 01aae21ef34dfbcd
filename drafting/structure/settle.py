"""Which labels are labels: 第三条 at the start of a line may as well be a reference in running text.

A label followed by a blank, a bracket or nothing is one. Where the sentence follows at once
(第三条为了…), it is one if the text prints all its labels so, or if it is the next in the count. In
the middle of a sentence that an earlier line left open, only the next in the count is one.
"""

from __future__ import annotations

import re

from drafting.structure.headings import read_heading
from drafting.structure.labels import Label
from drafting.structure.rows import Row
from drafting.text.numerals import NUMERAL_CHARS

_N = f"[{NUMERAL_CHARS}0-9]"
_REFERENCE = re.compile(
    # 第五条中规定的 is a reference, 第五条 中国公民 is not
    rf"[、，,。；;：:和至及或的与與到等之]|所(?![有在属屬])|中(?![国國央华華外小])|第\s*{_N}+\s*[条條款項项章節节编編]|[规規]定"
)
_SURE_REFERENCE = re.compile(
    rf"[、，,。；;：:]|[和至及或与與到]者?第|第\s*{_N}+\s*[款項项]|[的之中所]?[规規]定|的|之|所(?![有在属屬])"
)
_TEXT_AFTER_CONTAINER = re.compile(r"[、，,和至及或的所与與到]|[规規]定|第.{1,6}[条條]")
_CITED_ITEM = re.compile(r"[项項款目](?:[规規]定|[、，至的和或与與及之所中])")
"""（三）项规定的…: the item of a reference, at the start of a line by chance."""
_MAX_CONTAINER = 50
_CONTAINERS = frozenset(("part", "subpart", "chapter", "section", "division"))
_OPEN_END = frozenset("，、,")
_MIN_PROSE = 16


def settle_labels(rows: list[Row]) -> None:
    """Take the label from every row whose label is running text; changes ``rows`` in place."""
    unspaced = _is_unspaced(rows)
    count = 0
    before: Row | None = None
    for row in rows:
        label = row.label
        if label is not None:
            left_open = before is not None and _is_left_open(before)
            if label.kind == "article":
                expected = _is_next(label, count)
                if _is_article(label, unspaced, expected, left_open):
                    count = label.number or count
                else:
                    row.set_label(None)
            elif not (_is_container(label) if label.kind in _CONTAINERS else _is_item(label)):
                row.set_label(None)
        if not row.furniture and row.table is None:
            before = row


def _is_unspaced(rows: list[Row]) -> bool:
    """Whether the text prints its articles without a blank: 第一条为了…"""
    articles = joined = 0
    for row in rows:
        label = row.label
        if label is not None and label.kind == "article":
            articles += 1
            joined += _is_joined(label)
    return 2 * joined > articles


def _is_joined(label: Label) -> bool:
    if not label.rest or label.gap or _REFERENCE.match(label.rest):
        return False
    return read_heading(label.rest) is None


def _is_left_open(row: Row) -> bool:
    """Whether a line of prose stops in mid-sentence, as hard-wrapped lines do."""
    text = row.text
    if len(text) < _MIN_PROSE or (row.label is not None and row.label.kind in _CONTAINERS):
        return False
    return text[-1] in _OPEN_END or (text[-1].isalnum() and any(sign in text for sign in "，；。,"))


def _is_next(label: Label, count: int) -> bool:
    if label.number is None:
        return True
    return label.number == count + 1 or (bool(label.sub) and label.number == count)


def _is_article(label: Label, unspaced: bool, expected: bool, left_open: bool) -> bool:
    rest = label.rest
    if left_open and not (expected and (label.gap or not rest or unspaced)):
        return False
    if not rest:
        return True
    if _REFERENCE.match(rest):
        # 第二条 和解协议达成后…: the blank and the count speak louder than the word.
        sure = rest[0] in "、，,。；;：:" if label.gap else bool(_SURE_REFERENCE.match(rest))
        return not sure and expected and (bool(label.gap) or unspaced)
    if label.gap or read_heading(rest) is not None:
        return True
    return unspaced or expected


def _is_container(label: Label) -> bool:
    rest = label.rest
    if len(rest) > _MAX_CONTAINER or "。" in rest[:-1]:
        return False
    if rest[-1:] in "；;，,：" and rest:
        return False
    return not _TEXT_AFTER_CONTAINER.match(rest) or bool(label.gap)


def _is_item(label: Label) -> bool:
    if not label.rest:
        return label.kind not in ("arabic", "circle", "closed")
    return not (label.kind in ("paren-cn", "circle") and _CITED_ITEM.match(label.rest))
