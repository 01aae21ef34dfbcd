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
from drafting.text.patterns import LazyPattern

_N = f"[{NUMERAL_CHARS}0-9]"
_REFERENCE = re.compile(
    # 第五条中规定的 is a reference, 第五条 中国公民 is not
    rf"[、，,。；;：:和至及或的与與到等之]|所(?![有在属屬])|中(?![国國央华華外小])|第\s*{_N}+\s*[条條款項项章節节编編]|[规規]定"
)
_SURE_REFERENCE = LazyPattern(
    rf"[、，,。；;：:]|[和至及或与與到]者?第|第\s*{_N}+\s*[款項项]|[的之中所]?[规規]定|的|之|所(?![有在属屬])"
)
_TEXT_AFTER_CONTAINER = re.compile(r"[、，,和至及或的所与與到]|[规規]定|第.{1,6}[条條节節章款]")
_CITED_ITEM = re.compile(r"[项項款目](?:[规規]定|[、，至的和或与與及之所中])")
"""（三）项规定的…: the item of a reference, at the start of a line by chance."""
_MAX_CONTAINER = 50
_CONTAINERS = frozenset(("part", "subpart", "chapter", "section", "division"))
_SETTING = LazyPattern(r"[规規]定(?!的|[，。、；]|情形|之)")
"""规定本行政区域特别重大事项的…: the verb of a sentence, no 第八十六条规定."""
_NEVER = "、，,。；;：:"
_OPEN_END = frozenset("，、,")
_MIN_PROSE = 16
_MIN_SIGNED = 3
_LABEL_SIGNS = frozenset("：:、.．")


def settle_labels(rows: list[Row]) -> None:
    """Take the label from every row whose label is running text; changes ``rows`` in place."""
    _take_signs(rows)
    _settle_articles(rows)
    _settle_bare(rows)
    for row in rows:
        label = row.label
        if label is None or label.kind == "article":
            continue
        if not (_is_container(label) if label.kind in _CONTAINERS else _is_item(label)):
            row.set_label(None)


def _take_signs(rows: list[Row]) -> None:
    """第一条：为了…, 第一条、为了…: where labels are printed with a sign behind them, it is theirs.

    They must count on from one to three at least; a line that begins with 第三条、第四条的… by chance
    does not.
    """
    signed: dict[str, list[Row]] = {}
    for row in rows:
        label = row.label
        if label is None or label.rest[:1] not in _LABEL_SIGNS:
            continue
        if label.kind == "article":
            signed.setdefault(label.rest[0], []).append(row)
        elif label.kind in _CONTAINERS and label.rest[0] in "：:":
            _take_sign(row, label.rest[0])
    for sign, found in signed.items():
        numbers = [row.label.number for row in found if row.label is not None]
        if numbers[:_MIN_SIGNED] == list(range(1, _MIN_SIGNED + 1)):
            for row in found:
                _take_sign(row, sign)


def _take_sign(row: Row, sign: str) -> None:
    label = row.label
    assert label is not None
    rest = label.rest[1:].lstrip()
    gap = label.rest[1 : len(label.rest) - len(rest)]
    row.set_label(label._replace(num=label.num + label.gap + sign, gap=gap, rest=rest))


def _settle_bare(rows: list[Row]) -> None:
    """一　指导思想: a numeral that only a blank parts from its words counts where 二 follows so."""
    bare = [r for r in rows if r.kind == "cn" and r.label and r.label.num[-1] in NUMERAL_CHARS]
    numbers = [row.label.number for row in bare if row.label is not None]
    if numbers[:2] != [1, 2] or any(row.closes_sentence for row in bare):
        for row in bare:
            row.set_label(None)


def _settle_articles(rows: list[Row]) -> None:
    found = [(i, row.label) for i, row in enumerate(rows) if row.label and row.kind == "article"]
    unspaced = 2 * sum(_is_joined(label) for _, label in found) > len(found)
    count = 0
    for (i, label), below in zip(found, [*found[1:], (0, None)], strict=False):
        expected = _is_next(label, count)
        sure = expected and (label.gap or not label.rest or unspaced)
        if (sure or not _is_left_open(_row_above(rows, i))) and (
            _is_article(label, unspaced, expected, below[1])
        ):
            count = label.number or count
        else:
            rows[i].set_label(None)


def _row_above(rows: list[Row], i: int) -> Row | None:
    for j in range(i - 1, -1, -1):
        if not rows[j].furniture and rows[j].table is None:
            return rows[j]
    return None


def _is_joined(label: Label) -> bool:
    """Whether the sentence follows the label at once: 第一条为了…"""
    if not label.rest or label.gap or _REFERENCE.match(label.rest):
        return False
    return read_heading(label.rest) is None


def _is_left_open(row: Row | None) -> bool:
    """Whether a line of prose stops in mid-sentence, as hard-wrapped lines do."""
    if row is None or len(row.text) < _MIN_PROSE or row.kind in _CONTAINERS:
        return False
    text = row.text
    return text[-1] in _OPEN_END or (text[-1].isalnum() and any(sign in text for sign in "，；。,"))


def _is_next(label: Label, count: int) -> bool:
    if label.number is None:
        return True
    return label.number == count + 1 or (bool(label.sub) and label.number == count)


def _is_article(label: Label, unspaced: bool, expected: bool, following: Label | None) -> bool:
    """Whether a label, where one may stand, is one.

    ``unspaced``: the text prints its articles without a blank; ``expected``: the number is the next
    in the count; ``following`` is the next label.
    """
    rest = label.rest
    if not rest:
        return True
    if _REFERENCE.match(rest):
        # 第二条 和解协议达成后…: the blank and the count speak louder than the word; without the
        # blank (第八十六条规定本行政区域…) the count must go on behind it too.
        if label.gap:
            return expected and rest[0] not in _NEVER
        followed = following is None or _is_next(following, label.number or 0)
        sure = _SURE_REFERENCE.match(rest) and not (followed and _SETTING.match(rest))
        return expected and unspaced and not sure
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
