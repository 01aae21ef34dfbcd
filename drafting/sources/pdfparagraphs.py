"""Printed lines of a PDF → paragraphs, by geometry; page numbers and running heads set apart.

    ┌ L            R ┐      a line that ends short of R ends its paragraph;
    │  第一条 为了…规│      an indented line begins one; so does a wider gap, another size,
    │范…，制定本法。 │      and, in a text without indents, a label after the end of a sentence.
    └─ ── — 3 — ── ──┘      at the edge of many pages, or a bare number there: furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from drafting.sources.pdfchars import PrintedLine

_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十百千]"
PAGE_NUMBER = re.compile(
    r"[\s\-—–－―·.~～|]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[〇一二三四五六七八九十百]{1,5})\s*"
    r"(?:页|頁)?(?:[\s,，/／]*(?:共|of|/)?\s*\d{1,4}\s*(?:页|頁)?)?[\s\-—–－―·.~～|]*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    rf"\s*(?:第\s*{_NUMERAL}{{1,9}}\s*(?:[编編章節节條]|条(?!第|的|规定|規定|所|至|、|和|或|及|中))"
    rf"|[（(]\s*{_NUMERAL}{{1,4}}\s*[)）]|{_NUMERAL}{{1,4}}[、．]|\d{{1,3}}\.(?!\d)|[①-⑳]|附件|附表|附：|目\s*录)"
)
SENTENCE_END = "。；：！？;:”）】》"
CLOSING = "，。；：！？、）》】”’〉〕…,.;:!?)]"
_EDGE_LINES = 2
"""How many lines at the top and the bottom of a page may be running heads."""
_REPEATED = 0.4
"""On what share of the pages (odd and even ones may differ) a running head stands."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages have in common: margins, character width, leading, and whether first lines
    are indented."""

    left: float
    right: float
    size: float
    leading: float
    indented: bool


def lines_to_frame(lines: list[PrintedLine]) -> Frame:
    """Measure the text ``lines`` (no furniture, at least one)."""
    size = median([line.size for line in lines if line.size] or [12.0]) or 12.0
    long = [line for line in lines if len(line.text) >= 8] or lines
    right = sorted(line.right for line in long)[int(len(long) * 0.97)]
    lefts = Counter(round(line.left / size * 4) for line in long)
    common = [edge for edge, count in lefts.items() if count >= max(2, len(long) // 33)]
    left = min(common or lefts) * size / 4
    first = sum(1 for line in long if 1.5 < (line.left - left) / size < 2.6)
    return Frame(left, right, size, _leading(lines, right, size), first >= len(long) * 0.12)


def _leading(lines: list[PrintedLine], right: float, size: float) -> float:
    """The distance of lines inside a paragraph: after full lines, the smaller half."""
    steps = sorted(
        a.middle - b.middle
        for a, b in pairwise(lines)
        if a.page == b.page and a.middle - b.middle > size / 2 and right - a.right < 2 * size
    )
    return median(steps[: len(steps) // 2 + 1]) if steps else size * 2


def find_furniture(pages: list[list[PrintedLine]]) -> set[int]:
    """The ``id`` of every line that is a page number, a running head or a watermark."""
    found = {id(line) for page in pages for line in page if line.slanted}
    edges = [_edge_lines([line for line in page if not line.slanted]) for page in pages]
    heads: Counter[tuple[str, int]] = Counter()
    for page in edges:
        heads.update({_head_key(line) for line in page})
    enough = max(3, len(pages) * _REPEATED)
    for page, edge in zip(pages, edges, strict=True):
        for line in edge:
            numbered = PAGE_NUMBER.match(line.text) and _is_outermost(line, page)
            if numbered or heads[_head_key(line)] >= enough:
                found.add(id(line))
    return found


def _edge_lines(page: list[PrintedLine]) -> list[PrintedLine]:
    ordered = sorted(page, key=lambda line: -line.middle)
    if len(ordered) <= 2 * _EDGE_LINES:
        return ordered
    return ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


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


@dataclass(frozen=True, slots=True)
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
    text = [line for page in pages for line in page if id(line) not in furniture]
    frame = lines_to_frame(text) if text else Frame(0, 0, 1, 1, False)
    current: list[PrintedLine] = []
    waiting: list[PrintedLine] = []
    following = {id(a): b for a, b in pairwise(_in_order(pages, furniture))}
    for page in pages:
        for line in reading_order(page):
            if id(line) in furniture:
                waiting.append(line)
                continue
            if current and not _joins(current, line, frame, following.get(id(line))):
                yield Paragraph(tuple(current))
                yield from _set_apart(waiting)
                current, waiting = [], []
            current.append(line)
    if current:
        yield Paragraph(tuple(current))
    yield from _set_apart(waiting)


def _in_order(pages: list[list[PrintedLine]], furniture: set[int]) -> list[PrintedLine]:
    return [line for p in pages for line in reading_order(p) if id(line) not in furniture]


def _set_apart(lines: Iterable[PrintedLine]) -> Iterator[Paragraph]:
    return (Paragraph((line,), furniture=True) for line in lines)


def _joins(
    paragraph: list[PrintedLine], line: PrintedLine, frame: Frame, after: PrintedLine | None
) -> bool:
    """Whether ``line`` continues ``paragraph``."""
    last = paragraph[-1]
    size = frame.size
    ended = last.text[-1] in SENTENCE_END
    if last.size and line.size and abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if last.page == line.page and last.middle - line.middle > 1.3 * frame.leading:
        return False
    if frame.right - last.right > _next_width(line.text, size) + (0.5 if ended else 1.2) * size:
        return False
    margin = paragraph[1].left if len(paragraph) > 1 else min(paragraph[0].left, frame.left + size)
    if line.left > margin + 0.9 * size:
        return False
    if frame.indented and paragraph[0].left > margin + size:
        return True
    return not (LABEL.match(line.text) and (ended or LABEL.match(last.text) is not None))


def _next_width(text: str, size: float) -> float:
    """How wide the first piece of ``text`` is that a line cannot be broken in."""
    word = re.match(r"[!-~]+", text)
    if word:
        return len(word[0]) * size * 0.55
    return size * (2 if text[1:2] and text[1] in CLOSING else 1)


