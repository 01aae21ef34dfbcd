"""Script paragraphs → ``w:p`` of a clean document: styles by role, every change signed.

    pPr (style, the mark's own change)  moveFromRangeStart  r | ins | del | moveFrom | moveTo …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from drafting.word.elements import NSMAP, Pen, add_text, make
from drafting.word.names import (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    R_,
    RPR,
    P,
    w,
)
from drafting.word.roles import LABEL_STYLE, STYLES, Role
from drafting.word.script import Paragraph, Span
from drafting.word.titles import title_margin

_TITLE_CHARACTER = 435
"""二号 with the template's character spacing, in twentieths of a point."""
_SHARED_SIGNS = re.compile("[“”‘’—…·×÷±°①-⑳Ⅰ-Ⅻ]")
"""Signs whose code point Latin fonts have too: without the hint Word takes those."""


@dataclass(frozen=True, slots=True)
class Pens:
    """``main`` signs what was changed, ``labels`` numbers that only follow."""

    main: Pen
    labels: Pen

    def of(self, span: Span) -> Pen:
        return self.labels if span.follows else self.main


@dataclass(frozen=True, slots=True)
class Page:
    """What the writer looks up: style ids by name, the roles of the old and the new lines."""

    styles: Mapping[str, str]
    old_roles: Sequence[Role]
    new_roles: Sequence[Role]
    silent: bool = False
    """Whether labels that follow are written as the new text has them, without a mark."""


@dataclass(slots=True)
class ParagraphWriter:
    """Writes paragraphs one after the other; remembers which moves have begun."""

    page: Page
    pens: Pens

    def write(self, paragraphs: Sequence[Paragraph]) -> list[etree._Element]:
        """Return a ``w:p`` for each paragraph, with the ranges of moves around theirs."""
        written = [self._write_one(paragraph) for paragraph in paragraphs]
        for first, last in _iter_move_ends(paragraphs):
            self._add_range(paragraphs[first], written[first], written[last])
        return written

    def _write_one(self, paragraph: Paragraph) -> etree._Element:
        element = etree.Element(P, nsmap=NSMAP)
        self._add_properties(element, paragraph)
        for span in paragraph.spans:
            self._add_span(element, paragraph, span)
        return element

    def _add_properties(self, element: etree._Element, paragraph: Paragraph) -> None:
        old, new = self._role(paragraph, "old"), self._role(paragraph, "new")
        if paragraph.mark == "delete" or new is None:
            shown, before = old or new, None
        else:
            shown, before = new, old if paragraph.mark == "equal" else None
        properties = etree.SubElement(element, PPR)
        if shown is not None:
            self._add_style(properties, shown)
        if shown is not None and shown.name == "title" and not paragraph.changed:
            _balance(properties, "".join(span.text for span in paragraph.spans))
        if paragraph.mark != "equal":
            change = etree.SubElement(etree.SubElement(properties, RPR), _mark_tag(paragraph))
            self.pens.main.sign(change)
        if before is not None and shown is not None and not before.looks_like(shown):
            change = etree.SubElement(properties, w("pPrChange"))
            self.pens.main.sign(change)
            self._add_style(etree.SubElement(change, PPR), before)

    def _role(self, paragraph: Paragraph, side: str) -> Role | None:
        if side == "old":
            return None if paragraph.old is None else self.page.old_roles[paragraph.old]
        return None if paragraph.new is None else self.page.new_roles[paragraph.new]

    def _add_style(self, properties: etree._Element, role: Role) -> None:
        style = self.page.styles.get(STYLES[role.name])
        if style:
            properties.append(make("pStyle", val=style))
        if role.new_page:
            properties.append(make("pageBreakBefore"))

    def _add_span(self, element: etree._Element, paragraph: Paragraph, span: Span) -> None:
        parent = element
        if span.kind != "equal":
            if self.page.silent and span.follows:
                if span.kind == "delete":
                    return
            else:
                parent = etree.SubElement(element, _span_tag(span))
                self.pens.of(span).sign(parent)
        deleted = span.kind == "delete" and not span.moved
        for text, label in self._iter_cuts(paragraph, span):
            self._add_run(parent, text, label, deleted)

    def _iter_cuts(self, paragraph: Paragraph, span: Span) -> Iterator[tuple[str, bool]]:
        """The span in pieces: (text, whether it is an article's label)."""
        in_new = span.new >= 0
        role = self._role(paragraph, "new" if in_new else "old")
        cut = (role.label_end if role else 0) - (span.new if in_new else span.old)
        if cut > 0 and span.text[:cut].strip():
            yield span.text[:cut], True
        elif cut > 0:
            cut = 0
        if span.text[max(cut, 0) :]:
            yield span.text[max(cut, 0) :], False

    def _add_run(self, parent: etree._Element, text: str, label: bool, deleted: bool) -> None:
        run = etree.SubElement(parent, R_)
        style = self.page.styles.get(LABEL_STYLE) if label else None
        hint = _SHARED_SIGNS.search(text) is not None
        if style or hint:
            properties = etree.SubElement(run, RPR)
            if style:
                properties.append(make("rStyle", val=style))
            if hint:
                properties.append(make("rFonts", hint="eastAsia"))
        add_text(run, text, deleted)

    def _add_range(
        self, paragraph: Paragraph, first: etree._Element, last: etree._Element
    ) -> None:
        side = "From" if paragraph.leaves else "To"
        start = etree.Element(w(f"move{side}RangeStart"), nsmap=NSMAP)
        self.pens.main.sign(start)
        start.set(w("name"), paragraph.move)
        first.insert(1, start)
        last.append(make(f"move{side}RangeEnd", id=start.get(w("id"), "")))


def _balance(properties: etree._Element, title: str) -> None:
    """Indent a long title on both sides so that it breaks where its sense allows."""
    margin = title_margin(title)
    if margin:
        # A tenth of a character is left free: a line that is full to the point would break early.
        twips = str(round((margin - 0.1) * _TITLE_CHARACTER))
        properties.append(make("ind", left=twips, right=twips))


def _iter_move_ends(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """First and last paragraph of each end of each move."""
    ends: dict[tuple[str, bool], list[int]] = {}
    for at, paragraph in enumerate(paragraphs):
        if paragraph.move:
            key = paragraph.move, paragraph.leaves
            ends.setdefault(key, []).append(at)
    return ((places[0], places[-1]) for places in ends.values())


def _mark_tag(paragraph: Paragraph) -> str:
    if paragraph.mark == "insert":
        return MOVE_TO if paragraph.mark_moved else INS
    return MOVE_FROM if paragraph.mark_moved else DEL


def _span_tag(span: Span) -> str:
    if span.kind == "insert":
        return MOVE_TO if span.moved else INS
    return MOVE_FROM if span.moved else DEL
