"""Which labels are labels: 第三条 at the start of a line may as well be a reference in running text.

A label followed by a blank, a bracket or nothing is one. Where the sentence follows at once
(第三条为了…), it is one if the text prints all its labels so, or if it is the next in the count.
"""

from __future__ import annotations

import regex as re

from drafting.structure.headings import read_heading
from drafting.structure.labels import Label
from drafting.structure.rows import Row

_REFERENCE = re.compile(
    r"[、，,。；;：:和至及或的所与與到等]|第\s*[一二三四五六七八九十百0-9]+\s*[条條款项項章节節编編]|规定|規定|之规定|中规定"
)
_TEXT_AFTER_CONTAINER = re.compile(r"[、，,和至及或的所与與到]|规定|規定|第.{1,6}[条條]")
_MAX_CONTAINER = 50


def settle_labels(rows: list[Row]) -> None:
    """Take the label from every row whose label is running text; changes ``rows`` in place."""
    articles = [row for row in rows if row.kind == "article"]
    joined = [row for row in articles if _is_joined(row.label)]
    unspaced = 2 * len(joined) > len(articles)
    count = 0
    for row in rows:
        label = row.label
        if label is None:
            continue
        if label.kind == "article":
            if _is_article(label, unspaced, count):
                count = label.number or count
            else:
                row.label = None
        elif label.kind in ("part", "subpart", "chapter", "section", "division"):
            if not _is_container(label):
                row.label = None
        elif not label.rest and label.kind in ("arabic", "circle") and len(row.text) < 3:
            row.label = None


def _is_joined(label: Label | None) -> bool:
    return bool(label and label.rest and not label.gap and not _REFERENCE.match(label.rest)) and (
        read_heading(label.rest) is None if label else False
    )


def _is_article(label: Label, unspaced: bool, count: int) -> bool:
    if not label.rest:
        return True
    if _REFERENCE.match(label.rest) and (not label.gap or label.rest[0] in "、，,。；;和至及"):
        return False
    if label.gap or read_heading(label.rest) is not None:
        return True
    return unspaced or label.number == count + 1


def _is_container(label: Label) -> bool:
    rest = label.rest
    if len(rest) > _MAX_CONTAINER or "。" in rest[:-1]:
        return False
    if rest[-1:] in "；;，,、：" and rest:
        return False
    return not _TEXT_AFTER_CONTAINER.match(rest) or bool(label.gap)
