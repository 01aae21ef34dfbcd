"""编 章 节 条: the body of a regulation built from its rows."""

from __future__ import annotations

from drafting.akn.names import CONTAINERS
from drafting.akn.tree import Doubt
from drafting.structure.blocks import add, add_child, add_furniture, add_num, add_text
from drafting.structure.captions import CaptionReader
from drafting.structure.labels import Label, read_label
from drafting.structure.lists import ParagraphBuilder
from drafting.structure.nesting import RANKS
from drafting.structure.nodes import Node
from drafting.structure.rows import Row

_DEPTHS = {
    "part": 0, "division": 0, "subpart": 1, "chapter": 2, "cn": 2, "section": 3, "paren-cn": 3,
    "arabic": 4,
}  # fmt: skip
_ELEMENTS = {"division": "part", "cn": "level", "paren-cn": "level", "arabic": "level"}
_HEADS = frozenset((*CONTAINERS, "division"))
_UNNUMBERED = ("附则", "附則", "总则", "總則", "分则", "分則")
_MAX_HEADING = 40


def build_articles(body: Node, rows: list[Row]) -> list[Doubt]:
    """Build the rows of a body under ``body``; return what was not certain."""
    builder = _BodyBuilder(body, rows)
    i = 0
    while i < len(rows):
        i = builder.take(i)
    return builder.doubts


class _BodyBuilder:
    def __init__(self, body: Node, rows: list[Row]) -> None:
        self.rows = rows
        self.captions = CaptionReader(rows)
        self.open: list[tuple[int, Node]] = [(-1, body)]
        self.paragraphs = ParagraphBuilder(body)
        self.has_parts = any(row.kind == "part" for row in rows)
        self.doubts: list[Doubt] = []
        self.heads = {
            i for i, row in enumerate(rows)
            if row.kind in _HEADS or (
                row.kind != "article" and len(row.text) <= _MAX_HEADING and self._is_heading(i)
            )
        }

    def take(self, i: int) -> int:
        """Take the row at ``i`` and what goes with it; return the next index."""
        row = self.rows[i]
        if i in self.heads:
            return self._add_container(i)
        if row.furniture:
            add_furniture(self.open[-1][1], row)
            return i + 1
        end = self._end_of_article(i + 1)
        last = end
        while last > i + 1 and self.rows[last - 1].furniture:
            last -= 1  # a page number below an article's last line is not inside it
        if row.kind == "article" and row.label is not None:
            self._add_article(self.rows[i:last], row.label)
        else:
            self._add_loose(self.rows[i:last])
        return last

    def _end_of_article(self, i: int) -> int:
        while i < len(self.rows) and self.rows[i].kind != "article" and i not in self.heads:
            i += 1
        return i

    def _is_heading(self, i: int) -> bool:
        """Whether a short row without the label of an 编, 章, 节 is the heading of one."""
        row = self.rows[i]
        if row.furniture or row.table is not None:
            return False
        if row.label is None and row.squeezed in _UNNUMBERED:
            return True
        if row.closes_sentence or row.line.note:
            return False
        if row.kind in ("cn", "paren-cn"):
            return bool(row.label and row.label.rest) and self._leads_to_article(i + 1)
        return row.label is None and self._stands_between_articles(i)

    def _leads_to_article(self, i: int) -> bool:
        """Whether nothing but further headings stands between row ``i`` and the next 条."""
        for row in self.rows[i : i + 4]:
            if row.kind == "article":
                return True
            if row.furniture:
                continue
            if row.kind not in ("cn", "paren-cn", "arabic", *CONTAINERS) or row.closes_sentence:
                return False
        return False

    def _stands_between_articles(self, i: int) -> bool:
        """A short line that closes nothing, behind a closed sentence and above a 条: 监督管理."""
        if i == 0 or self.rows[i].text[-1] in "，、,—-" or self.rows[i].text[0] in "（(【[":
            return False
        above, below = self._neighbour(i, -1), self._neighbour(i, 1)
        if below is None or below.kind != "article" or above is None:
            return False
        return (above.kind in _DEPTHS and above.kind in CONTAINERS) or above.text[-1] in "。！”"

    def _neighbour(self, i: int, step: int) -> Row | None:
        i += step
        while 0 <= i < len(self.rows) and self.rows[i].furniture:
            i += step
        return self.rows[i] if 0 <= i < len(self.rows) else None

    def _add_container(self, i: int) -> int:
        row, label = self.rows[i], self.rows[i].label
        kind = row.kind or self._kind_of_unnumbered(i)
        depth = _DEPTHS[kind]
        while self.open[-1][0] >= depth:
            self.open.pop()
        container = add_child(self.open[-1][1], _ELEMENTS.get(kind, kind))
        self.open.append((depth, container))
        if label is None:
            add(container, "heading", row.text, row.number)
            if row.squeezed not in _UNNUMBERED:
                message = "标题缺少章节序号，按位置识别"
                self.doubts.append(Doubt("heading-unnumbered", row.number, message, row.text))
            return i + 1
        add_num(container, label, row.number)
        if not label.rest:
            return self._add_heading_below(container, i + 1)
        heading = add(container, "heading", label.rest)
        return self._continue_heading(heading, i + 1)

    def _kind_of_unnumbered(self, i: int) -> str:
        """附则 stands beside the 编 of a code; 市场培育 between 第一节 and 第三节 is a 节."""
        row = self.rows[i]
        if row.squeezed in _UNNUMBERED:
            return "part" if self.has_parts else "chapter"
        inside = next((kind for kind in ("section",) if self.open[-1][1].kind == kind), "")
        below = next((r for r in self.rows[i + 1 :] if r.kind in ("chapter", "section")), None)
        is_section = below is not None and below.label is not None and (
            below.kind == "section" and below.label.number != 1
        )
        return "section" if is_section or (inside and below is None) else "chapter"

    def _add_heading_below(self, container: Node, i: int) -> int:
        """第一章 alone on its line: the short line below is its heading."""
        if i < len(self.rows):
            row = self.rows[i]
            if row.is_plain and len(row.text) <= _MAX_HEADING and not row.closes_sentence:
                add(container, "heading", row.text, row.number)
                return i + 1
        return i

    def _continue_heading(self, heading: Node, i: int) -> int:
        """第五章 …主席、副主席， | 副乡长…的选举: a heading broken over two lines."""
        row = self.rows[i] if i < len(self.rows) else None
        if row is None or not row.is_plain or heading.text[-1] not in "、，,和及与的":
            return i
        if len(row.text) > _MAX_HEADING or row.closes_sentence:
            return i
        start = len(heading.text)
        heading.text += row.text
        heading.mark(start, start, "eol", **{"d:line": str(row.number)})
        return i + 1

    def _add_article(self, rows: list[Row], label: Label) -> None:
        article = add_child(self.open[-1][1], "article")
        caption = self.captions.read(rows, label)
        rest = label.rest
        add_num(article, label, rows[0].number)
        if label.number is None:
            self.doubts.append(Doubt("label-unread", rows[0].number, "条的序号无法识读", label.num))
        below = rows[1:]
        if caption is not None:
            heading = add(article, "heading", caption.text)
            if caption.below:  # the line under the label is the heading
                heading.line = rows[1].number
                del below[0]
            elif caption.gap and caption.rest:
                heading.gap = caption.gap
            rest = caption.rest
            if caption.guessed:
                message = f"条标疑似缺失括号，按“{caption.text}”识别"
                self.doubts.append(
                    Doubt("heading-guessed", rows[0].number, message, caption.text)
                )
        if rest:
            first = read_label(rest)
            first = first if first is not None and first.kind in RANKS else None
            below.insert(0, rows[0].cut(rest, first))
        self.paragraphs.build(article, below)

    def _add_loose(self, rows: list[Row]) -> None:
        """Text under a 章 before any 条."""
        owner = self.open[-1][1]
        if self.open[-1][0] < 0 or any(
            child.kind not in ("heading", "intro") for child in owner.children
        ):
            self.paragraphs.build(owner, rows)
            return
        for row in rows:
            add_text(owner, row.text, row.number)
        for child in owner.children:
            if child.kind == "content":
                child.kind = "intro"
