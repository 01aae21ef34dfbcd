"""编 章 节 条: the body of a regulation built from its rows."""

from __future__ import annotations

from drafting.akn.elements import Element
from drafting.akn.names import GAP
from drafting.akn.tree import Doubt
from drafting.structure.blocks import add, add_child, add_furniture, add_head, add_text
from drafting.structure.headings import Heading, guess_heading, read_blank_heading, read_heading
from drafting.structure.labels import read_label
from drafting.structure.lists import RANKS, Entry, ParagraphBuilder, row_to_entry
from drafting.structure.rows import Row

_DEPTH = {"part": 0, "division": 0, "subpart": 1, "chapter": 2, "section": 3}
_ELEMENTS = {"division": "part"}
_UNNUMBERED = ("附则", "附則", "总则", "總則", "分则")
_MAX_HEADING = 40


def build_articles(body: Element, rows: list[Row]) -> list[Doubt]:
    """Build the rows of a body under ``body``; return what was not certain."""
    style = heading_style(rows)
    builder = _BodyBuilder(body, style)
    i = 0
    while i < len(rows):
        i = builder.take(rows, i)
    return builder.doubts


def heading_style(rows: list[Row]) -> str:
    """How this text prints its 条标: "bracket", "blank", "line" (alone on its line) or "none"."""
    articles = [(i, row) for i, row in enumerate(rows) if row.kind == "article" and row.label]
    if not articles:
        return "none"
    rests = [row.label.rest for _, row in articles if row.label]
    half = max(1.0, len(rests) / 2)
    if sum(1 for rest in rests if read_heading(rest)) >= half:
        return "bracket"
    if len(rests) >= 4 and sum(1 for rest in rests if read_blank_heading(rest)) >= half:
        return "blank"
    alone = sum(1 for i, row in articles if _stands_alone(rows, i))
    return "line" if len(rests) >= 4 and alone >= half else "none"


def _stands_alone(rows: list[Row], i: int) -> bool:
    label = rows[i].label
    rest = label.rest if label else ""
    follows = i + 1 < len(rows) and rows[i + 1].kind != "article"
    return bool(rest) and len(rest) <= 24 and rest[-1] not in "。；：，、" and follows


class _BodyBuilder:
    def __init__(self, body: Element, style: str) -> None:
        self.style = style
        self.open: list[tuple[int, Element]] = [(-1, body)]
        self.doubts: list[Doubt] = []

    def take(self, rows: list[Row], i: int) -> int:
        """Take the row at ``i`` and what goes with it; return the next index."""
        row = rows[i]
        if row.kind == "article":
            end = next((j for j in range(i + 1, len(rows)) if _ends_article(rows, j)), len(rows))
            self._add_article(rows[i:end], rows[end - 1 : end + 1])
            return end
        if row.kind in _DEPTH or row.squeezed in _UNNUMBERED:
            return self._add_container(rows, i)
        if row.furniture:
            add_furniture(self.open[-1][1], row)
            return i + 1
        end = next((j for j in range(i + 1, len(rows)) if _ends_article(rows, j)), len(rows))
        self._add_loose(rows[i:end])
        return end

    def _add_container(self, rows: list[Row], i: int) -> int:
        row = rows[i]
        depth = _DEPTH.get(row.kind, 2)
        while self.open[-1][0] >= depth:
            self.open.pop()
        name = _ELEMENTS.get(row.kind, row.kind or "chapter")
        container = add_child(self.open[-1][1], name)
        self.open.append((depth, container))
        if row.label is None:
            add(container, "heading", row.text, row.number)
            return i + 1
        add_head(container, row)
        if row.label.rest:
            add(container, "heading", row.label.rest)
        elif i + 1 < len(rows) and _is_heading_line(rows[i + 1]):
            add(container, "heading", rows[i + 1].text, rows[i + 1].number)
            return i + 2
        return i + 1

    def _add_article(self, rows: list[Row], _context: list[Row]) -> None:
        row, label = rows[0], rows[0].label
        assert label is not None
        article = add_child(self.open[-1][1], "article")
        add_head(article, row)
        if label.number is None:
            self.doubts.append(Doubt("label-unread", row.number, "条的序号无法识读", label.num))
        heading = self._read_heading(rows)
        rest = label.rest
        if heading is not None:
            element = add(article, "heading", heading.text)
            if heading.gap and heading.rest:
                element.set(GAP, heading.gap)
            rest = heading.rest
        entries = [row_to_entry(r) for r in rows[1:]]
        if rest:
            first = read_label(rest)
            first = first if first is not None and first.kind in RANKS else None
            entries.insert(0, Entry(rest, 0, first, row))
        ParagraphBuilder(article).build(entries)

    def _read_heading(self, rows: list[Row]) -> Heading | None:
        label = rows[0].label
        rest = label.rest if label else ""
        if not rest:
            return None
        heading = read_heading(rest)
        if heading is not None:
            strong = rest[0] in "【〖［[" or self.style == "bracket"
            return heading if strong and (heading.rest or len(rows) > 1) else None
        if self.style == "blank":
            return read_blank_heading(rest)
        if self.style == "line" and _stands_alone(rows, 0):
            return Heading(rest, "", "")
        if self.style == "bracket":
            return self._guess(rows[0], rest)
        return None

    def _guess(self, row: Row, rest: str) -> Heading | None:
        heading = guess_heading(rest)
        if heading is not None:
            message = f"条标疑似缺失括号，按“{heading.text}”识别"
            self.doubts.append(Doubt("heading-guessed", row.number, message, heading.text))
        return heading

    def _add_loose(self, rows: list[Row]) -> None:
        """Text under a 章 before any 条."""
        owner = self.open[-1][1]
        if self.open[-1][0] < 0 or _has_children(owner):
            ParagraphBuilder(owner).build([row_to_entry(r) for r in rows])
            return
        for row in rows:
            add_text(owner, row.text, row.number)
        for child in owner:
            if child.tag.endswith("}content"):
                child.tag = child.tag[: -len("content")] + "intro"


def _has_children(owner: Element) -> bool:
    return any(child.kind not in ("num", "heading", "intro") for child in owner)


def _ends_article(rows: list[Row], j: int) -> bool:
    row = rows[j]
    if row.kind == "article" or row.kind in _DEPTH:
        return True
    return row.squeezed in _UNNUMBERED and row.label is None


def _is_heading_line(row: Row) -> bool:
    plain = row.label is None and not row.furniture and row.line.table is None
    return plain and len(row.text) <= _MAX_HEADING and not row.closes_sentence
