"""Opinions, plans, notes: 一、（一）1.（1）① of any depth, headings without number, claims 一是…二是…"""

from __future__ import annotations

from dataclasses import dataclass

import regex as re

from drafting.akn.elements import Element
from drafting.akn.names import GAP
from drafting.structure.blocks import add, add_child, add_furniture, add_table
from drafting.structure.labels import Label
from drafting.structure.rows import Row

_RANKS = {
    "heading": 0, "part": 1, "division": 1, "subpart": 2, "chapter": 3, "section": 4,
    "article": 5, "cn": 6, "paren-cn": 7, "arabic": 8, "paren-arabic": 9, "circle": 10,
}
_CLAIM = re.compile(r"(?:(?<=[。；;，,：:！？”）)])|^)\s*(?P<num>[一二三四五六七八九十]{1,3}是)(?![否指以由为不])")
_FIRST_SENTENCE = re.compile(r"[^。；：，,;:！？]{2,30}[。：:]")
_CHAPTER_INSIDE = re.compile(r"第\s*[一二三四五六七八九十百]+\s*(章|部分|编|节)")
_CHAPTER_KINDS = {"章": "chapter", "部分": "division", "编": "part", "节": "section"}
_MAX_HEADING = 40


@dataclass(slots=True)
class _Open:
    rank: float
    style: str
    element: Element


def build_levels(body: Element, rows: list[Row]) -> None:
    """Build ``rows`` under ``body`` (a mainBody): nested ``level`` and ``paragraph`` elements."""
    builder = _LevelBuilder(body, _has_bare_headings(rows))
    i = 0
    while i < len(rows):
        if rows[i].line.table is not None:
            i = builder.take_table(rows, i)
        else:
            builder.take(rows[i])
            i += 1


def _has_bare_headings(rows: list[Row]) -> bool:
    """Whether headings stand without number: short lines that close nothing, text after each."""
    outer = sum(1 for row in rows if row.kind in ("cn", "chapter", "part", "division"))
    bare = sum(1 for a, b in zip(rows, rows[1:], strict=False) if is_bare_heading(a, b))
    return bare >= 2 and bare >= outer / 2 or bare == 1 and not outer and len(rows) < 8


def is_bare_heading(row: Row, following: Row) -> bool:
    """Whether ``row`` reads as a heading of its own: 立法必要性."""
    if row.label is not None or row.furniture or row.line.table is not None:
        return False
    short = 2 <= len(row.text) <= 24 and row.text[-1] not in "。；：，、！？.;:,”"
    return short and not row.text[-1].isdigit() and (
        len(following.text) > 24 or following.label is not None
    )


class _LevelBuilder:
    def __init__(self, body: Element, bare: bool) -> None:
        self.open = [_Open(-1, "", body)]
        self.bare = bare
        self.pending: Row | None = None

    def take(self, row: Row) -> None:
        if row.furniture:
            add_furniture(self.open[-1].element, row) if len(self.open) > 1 else self._add_p(row)
        elif row.label is not None and row.label.kind in _RANKS:
            self._add_level(row, row.label)
        elif self.bare and _is_bare(row):
            self._push(0, "heading")
            add(self.open[-1].element, "heading", row.text, row.number)
        else:
            self._add_text(row.text, row.number)

    def take_table(self, rows: list[Row], i: int) -> int:
        owner = self.open[-1].element
        if len(self.open) == 1:
            return add_table(owner, rows, i)
        content = add(add_child(owner, "paragraph"), "content")
        return add_table(content, rows, i)

    def _add_level(self, row: Row, label: Label) -> None:
        inside = _CHAPTER_INSIDE.match(label.rest)
        style = _CHAPTER_KINDS[inside[1]] if inside else label.kind
        rank = _RANKS[style]
        top = self.open[-1]
        if label.number == 1 and style == "paren-cn" and top.style == "arabic":
            # 1. that holds （一）: an order the standard does not know and offices use.
            level = add_child(top.element, "level")
            self.open.append(_Open(top.rank + 0.5, style, level))
        else:
            known = next((o for o in self.open if o.style == style), None)
            level = self._push(known.rank if known else rank, style)
        num = add(level, "num", label.num, row.number)
        if label.gap and label.rest:
            num.set(GAP, label.gap)
        self._add_rest(level, label.rest)

    def _push(self, rank: float, style: str) -> Element:
        while self.open[-1].rank > rank or self.open[-1].style == style:
            self.open.pop()
        parent = self.open[-1].element
        level = add_child(parent, "level") if len(self.open) > 1 else add(parent, "level")
        self.open.append(_Open(rank, style, level))
        return level

    def _add_rest(self, level: Element, rest: str) -> None:
        if not rest:
            return
        if len(rest) <= _MAX_HEADING and rest[-1] not in "；;，," and (
            rest[-1] not in "。：" or _CHAPTER_INSIDE.match(rest)
        ):
            add(level, "heading", rest)
            return
        match = _FIRST_SENTENCE.match(rest)
        if match is not None and len(rest) - match.end() > 4:
            heading = add(level, "heading", match.group())
            following = rest[match.end() :]
            text = following.lstrip()
            if len(text) < len(following):
                heading.set(GAP, following[: len(following) - len(text)])
            rest = text
        self._add_paragraph(level, rest, 0)

    def _add_text(self, text: str, line: int) -> None:
        if len(self.open) == 1:
            self._add_body_text(text, line)
        else:
            self._add_paragraph(self.open[-1].element, text, line)

    def _add_body_text(self, text: str, line: int) -> None:
        body = self.open[0].element
        if split_claims(text) is None:
            add(body, "p", text, line)
        else:
            self._add_paragraph(body, text, line)

    def _add_p(self, row: Row) -> None:
        p = add(self.open[0].element, "p", "", row.number)
        add(p, "inline", row.text).set("name", "furniture")

    def _add_paragraph(self, owner: Element, text: str, line: int) -> None:
        paragraph = add_child(owner, "paragraph") if len(self.open) > 1 else add(owner, "paragraph")
        claims = split_claims(text)
        if claims is None:
            add(add(paragraph, "content"), "p", text, line)
            return
        lead, points = claims
        if lead:
            add(add(paragraph, "intro"), "p", lead, line).set(GAP, "")
            line = 0
        for num, content in points:
            point = add(paragraph, "point")
            add(point, "num", num, line)
            p = add(add(point, "content"), "p", content)
            line = 0
            if (num, content) != points[-1]:
                p.set(GAP, "")


def _is_bare(row: Row) -> bool:
    return is_bare_heading(row, Row("　" * 30, row.line, None))


def split_claims(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Split 一是…二是…三是… into the text before and (num, text) of each; None when there are none.

    The numbers must run 一, 二, … from the first.
    """
    from drafting.text.numerals import read_numeral

    found = []
    for match in _CLAIM.finditer(text):
        if read_numeral(match["num"][:-1]) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return None
    ends = [m.start("num") for m in found[1:]] + [len(text)]
    points = [(m["num"], text[m.end() : end]) for m, end in zip(found, ends, strict=True)]
    return text[: found[0].start("num")], points
