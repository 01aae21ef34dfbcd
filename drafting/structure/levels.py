"""Opinions, plans, notes: 一、（一）1.（1）① of any depth, headings without number, claims 一是…二是…"""

from __future__ import annotations

import itertools

from drafting.structure.blocks import add, add_child, add_furniture, add_num, add_table
from drafting.structure.claims import split_claims
from drafting.structure.labels import Label
from drafting.structure.nesting import RANKS, Nesting
from drafting.structure.nodes import Node
from drafting.structure.rows import Row, is_sentence_end
from drafting.text.patterns import LazyPattern

_CONTAINERS = {"part": 1, "division": 1, "subpart": 2, "chapter": 3, "section": 4, "article": 5}
_HEADING_RANK = 0
_FIRST_SENTENCE = LazyPattern(r"[^。；：，,;:！？]{2,30}[。：:](?=.)")
_CHAPTER_INSIDE = LazyPattern(r"第\s*[一二三四五六七八九十百]+\s*(章|部分|编|节)")
_CHAPTER_KINDS = {"章": "chapter", "部分": "division", "编": "part", "节": "section"}
_COUNT = LazyPattern(r"\t|\d\s*[人个名件项元万亿%％]?$")
_CLOSING = LazyPattern(
    r"本(?:决定|決定|决议|修正案|意见|意見|通知|方案|规定|办法|解释|批复|计划|措施|政策|公告)[^。，；]{0,6}(?:自|有效期|从)|根据本决[定议]"
)
"""本决定自…起施行: said of the whole text, not of its last item."""
_MAX_HEADING = 40
_MAX_BARE = 24
_AHEAD = 12


def build_levels(body: Node, rows: list[Row], note: bool = False) -> None:
    """Build ``rows`` under ``body`` (a mainBody): nested ``level`` and ``paragraph`` nodes.

    In a ``note`` 第一章 is a passage about a chapter, and a level; elsewhere it is a chapter.
    """
    builder = _LevelBuilder(body, rows, note)
    i = 0
    while i < len(rows):
        if rows[i].table is not None:
            i = builder.take_table(rows, i)
        else:
            builder.take(rows, i)
            i += 1


def is_bare_heading(row: Row, following: Row) -> bool:
    """Whether ``row`` reads as a heading of its own: 立法必要性."""
    return _is_bare(row) and (len(following.text) > _MAX_BARE or following.label is not None)


def _is_bare(row: Row) -> bool:
    if not row.is_plain or not 2 <= len(row.text) <= _MAX_BARE:
        return False
    return row.text[-1] not in "。；：，、！？.;:,”" and not _COUNT.search(row.text)


def _has_bare_headings(rows: list[Row]) -> bool:
    """Whether headings stand without number: short lines that close nothing, text after each."""
    outer = sum(1 for row in rows if row.kind in ("cn", "chapter", "part", "division"))
    bare = sum(1 for a, b in itertools.pairwise(rows) if is_bare_heading(a, b))
    return (bare >= 2 and bare >= outer / 2) or (bare == 1 and not outer and len(rows) < 8)


def _find_heading_styles(rows: list[Row]) -> set[str]:
    """The list styles whose items begin with a heading (1、总体发展目标。遵循…)."""
    styles = set()
    for style in RANKS:
        texts = [r.label.rest for r in rows if r.kind == style and r.label and len(r.label.rest) > 12]
        headed = sum(1 for text in texts if _FIRST_SENTENCE.match(text))
        if texts and 5 * headed >= 4 * len(texts):
            styles.add(style)
    return styles


class _LevelBuilder:
    def __init__(self, body: Node, rows: list[Row], note: bool) -> None:
        self.body = body
        self.note = note
        self.bare = _has_bare_headings(rows)
        self.headed = _find_heading_styles(rows)
        self.containers: list[tuple[int, Node]] = []
        self.nesting = Nesting()
        self.last_text = ""

    @property
    def owner(self) -> Node:
        """The innermost open node."""
        if self.nesting.items:
            return self.nesting.items[-1].node
        return self.containers[-1][1] if self.containers else self.body

    def take(self, rows: list[Row], i: int) -> None:
        """Put row ``i`` in place."""
        row, label = rows[i], rows[i].label
        if row.furniture:
            self._add_furniture(row)
        elif label is not None and (label.kind in _CONTAINERS or label.kind in RANKS):
            self._add_level(row, label)
        elif self.bare and _is_bare(row):
            heading = self._open_container("level", _HEADING_RANK)
            add(heading, "heading", row.text, row.number)
        else:
            if _CLOSING.match(row.text):
                self.nesting.items.clear()
                self.containers.clear()
            elif self._ends_list(rows, i + 1):
                self.nesting.items.pop()
            self._add_paragraph(row.text, row.number)
        self.last_text = row.text

    def _ends_list(self, rows: list[Row], following: int) -> bool:
        """Whether text below the last item of a list is the next 款 of what holds the list."""
        if not self.nesting.items or not self.nesting.items[-1].listed:
            return False
        if not is_sentence_end(self.last_text):
            return False
        labels = (row.label for row in rows[following : following + _AHEAD])
        ahead = next((label for label in labels if label is not None), None)
        item = self.nesting.items[-1]
        return ahead is None or (ahead.kind, ahead.number) != (item.style, item.number + 1)

    def take_table(self, rows: list[Row], i: int) -> int:
        """Put the table that begins at ``rows[i]`` in place; return the index after it."""
        if self.owner is self.body:
            return add_table(self.body, rows, i)
        content = add(add_child(self.owner, "paragraph"), "content")
        return add_table(content, rows, i)

    def _add_level(self, row: Row, label: Label) -> None:
        inside = _CHAPTER_INSIDE.match(label.rest)
        style = _CHAPTER_KINDS[inside[1]] if inside and self.note else label.kind
        if style in _CONTAINERS:
            level = self._open_container(self._container_kind(style), _CONTAINERS[style])
        else:
            keep = self.nesting.keep(label)
            before = self.nesting.items[keep] if keep < len(self.nesting.items) else None
            listed = before is not None and (before.listed or self.last_text[-1:] in "；;")
            del self.nesting.items[keep:]
            level = self._add_node("level")
            self.nesting.push(label, level, keep)
            self.nesting.items[-1].listed = listed
        add_num(level, label, row.number)
        if label.rest:
            self._add_rest(level, label, style in _CONTAINERS and style != "article")

    def _container_kind(self, style: str) -> str:
        """第一章 is a chapter where it stands on top, a level inside anything else."""
        inside = any(rank == _HEADING_RANK for rank, _ in self.containers)
        if self.note or inside or style == "article":
            return "level"
        return "part" if style == "division" else style

    def _open_container(self, kind: str, rank: int) -> Node:
        self.nesting.items.clear()
        while self.containers and self.containers[-1][0] >= rank:
            self.containers.pop()
        node = self._add_node(kind)
        self.containers.append((rank, node))
        return node

    def _add_node(self, kind: str) -> Node:
        owner = self.owner
        return add(owner, kind) if owner is self.body else add_child(owner, kind)

    def _add_rest(self, level: Node, label: Label, container: bool) -> None:
        rest = label.rest
        short = len(rest) <= _MAX_HEADING and rest[-1] not in "；;，," and "。" not in rest[:-1]
        if short and (container or rest[-1] not in "。：:！"):
            add(level, "heading", rest)
            return
        match = _FIRST_SENTENCE.match(rest) if label.kind in self.headed else None
        if match is not None and len(rest) - match.end() > 4:
            heading = add(level, "heading", match.group())
            following = rest[match.end() :]
            rest = following.lstrip()
            if len(rest) < len(following):
                heading.gap = following[: len(following) - len(rest)]
        self._add_paragraph(rest, 0)

    def _add_furniture(self, row: Row) -> None:
        if self.owner is self.body:
            p = add(self.body, "p", row.text, row.number)
            p.mark(0, len(row.text), "inline", name="furniture")
        else:
            add_furniture(self.owner, row)

    def _add_paragraph(self, text: str, line: int) -> None:
        claims = split_claims(text)
        if claims is None and self.owner is self.body:
            add(self.body, "p", text, line)
            return
        paragraph = self._add_node("paragraph")
        if claims is None:
            paragraph.text, paragraph.line = text, line
        else:
            _add_claims(paragraph, claims, line)


def _add_claims(paragraph: Node, claims: tuple[str, list[tuple[str, str]]], line: int) -> None:
    """Lead and claims of one printed line: what goes on in the line has a gap, and no line."""
    lead, points = claims
    if lead:
        add(paragraph, "intro", lead, line).gap = ""
        line = 0
    for place, (num, content) in enumerate(points, 1):
        point = add(paragraph, "point")
        point.number, point.text, point.line = str(place), num, line
        text = add(point, "content", content)
        if place < len(points):
            text.gap = ""
        line = 0
