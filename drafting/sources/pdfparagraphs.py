"""Printed lines of a PDF → paragraphs, by geometry; page numbers and running heads set apart.

    ┌ L            R ┐      a line that ends short of R ends its paragraph;
    │  第一条 为了…规│      an indented line begins one; so does a wider gap, another size,
    │范…，制定本法。 │      and, in a text without indents, a label after the end of a sentence.
    └─ ── — 3 — ── ──┘      at the edge of many pages, or a bare number there: furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from drafting.records import record
from drafting.sources.pdfchars import PrintedLine
from drafting.sources.pdfframes import Frame, find_block_edges, pages_to_frames

_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十百千]"
PAGE_NUMBER = re.compile(
    r"[\s\-—–－―·.~～|]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[〇一二三四五六七八九十百]{1,5})\s*"
    r"(?:页|頁)?(?:[\s,，/／]*(?:共|of|/)?\s*\d{1,4}\s*(?:页|頁)?)?[\s\-—–－―·.~～|]*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    rf"\s*(?:第\s*{_NUMERAL}{{1,9}}\s*(?:[编編章節节條]|条(?!第|的|规定|規定|所(?![有在属屬])|至|、|和|或|及|中(?![国國央华華外小])))"
    rf"|[（(]\s*{_NUMERAL}{{1,4}}\s*[)）]|{_NUMERAL}{{1,4}}[、．]|\d{{1,3}}\.(?!\d)|[①-⑳]"
    rf"|附[件表录]?\s*{_NUMERAL}{{0,3}}\s*[:：]?\s*$|附[:：]|目\s*录\s*$)"
)
SENTENCE_END = "。；：！？;:"
UNFINISHED = re.compile(
    r"(?:[，、《（(]|依照|根据|按照|违反|本法|本条例|本办法|本规定|和|或|及|与|至|款|条|第|項|项)$"
)
"""How a line ends after which a label is a reference and no beginning."""
_NOTE = re.compile(r"\s*[（(]\s*(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年")
"""（2021年9月24日…通过）: a 题注 begins, below the title, on the first page."""
OPENING = "（《“‘【〈〔([{"
CLOSING = "，。；：！？、）》】”’〉〕…,.;:!?)]"
_INDENT, _DEEP, _SLIGHT = 1.5, 5.0, 0.3
"""In characters: what first lines of paragraphs are indented, what no text is, what is no indent."""
_EDGE_LINES = 2
"""How many lines at the top and the bottom of a page may be running heads."""
_REPEATED = 0.4
"""On what share of the pages (odd and even ones may differ) a running head stands."""


def find_furniture(pages: list[list[PrintedLine]]) -> set[int]:
    """The ``id`` of every line that is a page number, a running head or a watermark."""
    found = {id(line) for page in pages for line in page if line.slanted}
    level = [[line for line in page if not line.slanted] for page in pages]
    heads: Counter[tuple[str, int]] = Counter()
    for page in level:
        heads.update({_head_key(line) for side in _edges(page) for line in side})
    enough = max(3, len(pages) * _REPEATED)
    for page in level:
        for side in _edges(page):
            for line, inner in reversed(list(pairwise(side))):
                repeated = heads[_head_key(line)] >= enough and (
                    id(inner) in found or _stands_apart(line, inner)
                )
                if repeated or (PAGE_NUMBER.match(line.text) and _is_outermost(line, page)):
                    found.add(id(line))
    return found


def _edges(page: list[PrintedLine]) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The outermost lines at the top and at the bottom, each from the edge inwards, and one more
    that is compared with them (a page of a single line is compared with itself)."""
    ordered = sorted(page, key=lambda line: -line.middle)
    if len(ordered) == 1:
        ordered *= 2
    return ordered[: _EDGE_LINES + 1], ordered[::-1][: _EDGE_LINES + 1]


def _stands_apart(line: PrintedLine, inner: PrintedLine) -> bool:
    """Whether space or size parts ``line`` from the text next to it."""
    height = max(inner.top - inner.bottom, 0.1)
    return (
        abs(line.middle - inner.middle) > 2.2 * height
        or abs((line.top - line.bottom) - height) > 0.15 * height
    )


def _head_key(line: PrintedLine) -> tuple[str, int]:
    """What running heads of different pages share: the text but for numbers, and the height."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.middle / 8)


def _is_outermost(line: PrintedLine, page: list[PrintedLine]) -> bool:
    """Whether nothing but a bare number stands further out on the page."""
    others = [o.middle for o in page if o is not line and not PAGE_NUMBER.match(o.text)]
    return not others or line.middle < min(others) or line.middle > max(others)


def reading_order(page: list[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page from top to bottom; as the file has them when it has columns."""
    ordered = sorted(page, key=lambda line: -line.middle)
    columns = any(
        a.middle - b.middle < 0.3 * min(a.top - a.bottom, b.top - b.bottom)
        for a, b in pairwise(ordered)
    )
    return page if columns else ordered


@record
class Paragraph:
    """Lines that were one paragraph; ``furniture`` when they are none of the text."""

    lines: tuple[PrintedLine, ...]
    furniture: bool = False

    @property
    def text(self) -> str:
        """The lines joined: a blank only between Latin words."""
        text = ""
        for line in self.lines:
            latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
            text += (" " if latin else "") + line.text
        return close_blanks(text)


_LABEL_BLANKS = re.compile(rf"第\s*({_NUMERAL}{{1,9}})\s*(?=[编編章節节條条款项項])")


def close_blanks(text: str) -> str:
    """Close the blanks that a PDF leaves inside labels.

    >>> close_blanks("第 1 条 依照本法第 十二 条第二款")
    '第1条 依照本法第十二条第二款'
    """
    return _LABEL_BLANKS.sub(r"第\1", text)


def pages_to_paragraphs(pages: list[list[PrintedLine]]) -> Iterator[Paragraph]:
    """Yield the paragraphs and the furniture of all pages in reading order.

    Furniture does not interrupt a paragraph that runs over a page's end: it comes after it.
    """
    furniture = find_furniture(pages)
    ordered = [reading_order(page) for page in pages]
    text = [[line for line in page if id(line) not in furniture] for page in ordered]
    joiner = _Joiner(pages_to_frames(text), find_block_edges(text))
    current: list[PrintedLine] = []
    waiting: list[PrintedLine] = []
    for line in (line for page in ordered for line in page):
        if id(line) in furniture:
            waiting.append(line)
            continue
        if current and not joiner.joins(current, line):
            yield Paragraph(tuple(current))
            yield from _set_apart(waiting)
            current, waiting = [], []
        current.append(line)
    if current:
        yield Paragraph(tuple(current))
    yield from _set_apart(waiting)


def _set_apart(lines: list[PrintedLine]) -> Iterator[Paragraph]:
    return (Paragraph((line,), furniture=True) for line in lines)


@record
class _Joiner:
    """Says whether a line goes on with the paragraph before it; ``frames`` are those of the
    pages, ``edges`` those of blocks with a narrow measure of their own, by the id of the line."""

    frames: list[Frame]
    edges: dict[int, float]

    def joins(self, paragraph: list[PrintedLine], line: PrintedLine) -> bool:
        """Whether ``line`` continues ``paragraph``."""
        last, frame = paragraph[-1], self.frames[line.page]
        if abs(last.size - line.size) > 0.12 * max(last.size, line.size) and last.size * line.size:
            return False
        if _is_centred_on(last, line, self.frames[last.page]):
            return True
        ended = last.text[-1] in SENTENCE_END
        labelled = LABEL.match(line.text) is not None
        if _NOTE.match(line.text) and last.page == 0 and not LABEL.match(paragraph[0].text):
            return False
        apart = last.page == line.page and last.middle - line.middle > 1.3 * frame.leading(last)
        if apart or not self._is_full(last, line, ended or labelled):
            return False
        indent = line.left - frame.left
        if self._begins_by_place(paragraph, line, indent / frame.pitch):
            return False
        if frame.indented and self._is_indented(paragraph[0]):
            return indent < frame.pitch or not (ended or labelled)
        if not ended:
            return not labelled or UNFINISHED.search(last.text) is not None
        return indent < 0.9 * frame.pitch and not labelled

    def _begins_by_place(
        self, paragraph: list[PrintedLine], line: PrintedLine, indent: float
    ) -> bool:
        """Whether ``line`` begins a paragraph by where it stands, ``indent`` characters in.

        A signature at the right begins one, and so does, where paragraphs are indented, an indented
        line below one that is not, and a line at the edge below a centred one.
        """
        last, frame = paragraph[-1], self.frames[line.page]
        moved = abs(line.left - last.left) >= frame.pitch / 2
        if not frame.indented:
            return moved and indent > _DEEP
        centred = len(paragraph) == 1 and last.page == line.page and _is_centred(last, frame)
        return (moved and indent >= _INDENT) or (centred and indent < _SLIGHT)

    def _is_indented(self, line: PrintedLine) -> bool:
        frame = self.frames[line.page]
        return line.left - frame.left > frame.pitch

    def _is_full(self, last: PrintedLine, line: PrintedLine, ended: bool) -> bool:
        """Whether ``last`` had no room for the beginning of ``line``.

        A block with its own narrow measure (an indented note) is full at its own edge.
        """
        frame = self.frames[last.page]
        slack = (0.4 if last.text[-1] in SENTENCE_END else 1.2) * frame.pitch
        if frame.right - last.right <= _next_width(line.text, frame.pitch) + slack:
            return True
        edge = self.edges.get(id(last))
        return edge is not None and not ended and edge - last.right < frame.pitch / 2


def _is_centred(line: PrintedLine, frame: Frame) -> bool:
    """Whether a line stands in the middle and at neither edge, nor where paragraphs begin."""
    before, after = line.left - frame.left, frame.right - line.right
    if _INDENT < before / frame.pitch < _INDENT + 1:
        return False
    return abs(before - after) < frame.pitch / 2 and min(before, after) > _SLIGHT * frame.pitch


def _is_centred_on(last: PrintedLine, line: PrintedLine, frame: Frame) -> bool:
    """Whether ``line`` is the next line of a centred title that ``last`` belongs to."""
    if last.page != line.page or last.middle - line.middle > 2.2 * (last.top - last.bottom):
        return False
    if LABEL.match(line.text) or line.text[0] in "（(【《" or last.text[-1] in SENTENCE_END:
        return False
    large = last.size > 1.15 * frame.size
    wide = last.right - last.left > (frame.right - frame.left) / 2
    middle = (frame.left + frame.right) / 2
    return (large or wide) and all(
        abs((entry.left + entry.right) / 2 - middle) < frame.pitch
        and entry.left - frame.left > 2.6 * frame.pitch
        for entry in (last, line)
    )


def _next_width(text: str, pitch: float) -> float:
    """How wide the first piece of ``text`` is that a line cannot be broken in."""
    word = re.match(r"[!-~]+", text)
    if word:
        return len(word[0]) * pitch * 0.55
    alone = text[0] not in OPENING and (len(text) == 1 or text[1] not in CLOSING)
    return pitch * (1 if alone else 2)
