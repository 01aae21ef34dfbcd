"""A page that holds its text twice: the second copy is kept apart, every difference told."""

from __future__ import annotations

from difflib import SequenceMatcher

from drafting.akn.tree import Doubt
from drafting.structure.regions import Regions
from drafting.structure.rows import Row


def compare_copies(regions: Regions) -> list[Doubt]:
    """Return a doubt for every line in which the second copy differs from the first."""
    if not regions.duplicate:
        return []
    first = [*regions.title_rows, *regions.preface, *regions.contents, *regions.preamble]
    first += regions.body
    a, b = [row.squeezed for row in first], [row.squeezed for row in regions.duplicate]
    doubts: list[Doubt] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op != "equal":
            doubts += _differences(first[i1:i2], regions.duplicate[j1:j2], op)
    # A second copy without 目录 or title is no difference in the text.
    return [d for d in doubts if d.line not in {r.number for r in regions.contents}]


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
