"""Script paragraphs → the mark-up of a clean document: styles by role, every change signed.

    pPr (style, the mark's own change)  moveFromRangeStart  r | ins | del | moveFrom | moveTo …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from drafting.records import record
from drafting.word.elements import Pen
from drafting.word.markup import quote, text_to_markup
from drafting.word.roles import LABEL_STYLE, STYLES, Role
from drafting.word.script import Paragraph, Span
from drafting.word.titles import title_margin

_TITLE_CHARACTER = 435
"""二号 with the template's character spacing, in twentieths of a point."""
_SHARED_SIGNS = re.compile("[“”‘’—…·×÷±°①-⑳Ⅰ-Ⅻ]")
"""Signs whose code point Latin fonts have too: without the hint Word takes those."""


@record
class Pens:
    """``main`` signs what was changed, ``labels`` numbers that only follow."""

    main: Pen
    labels: Pen

    def of(self, span: Span) -> Pen:
        return self.labels if span.follows else self.main


@record
class Page:
    """What the writer looks up: style ids by name, the roles of the old and the new lines."""

    styles: Mapping[str, str]
    old_roles: Sequence[Role]
    new_roles: Sequence[Role]
    silent: bool = False
    """Whether labels that follow are written as the new text has them, without a mark."""


@dataclass(slots=True)
class ParagraphWriter:
    """Writes paragraphs one after the other."""

    page: Page
    pens: Pens
    _styles: dict[tuple[str, bool], str] = field(default_factory=dict)

    def write(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        """Return a ``w:p`` for each paragraph, with the ranges of moves around theirs."""
        written = [(self._properties(p), self._spans(p)) for p in paragraphs]
        starts: dict[int, str] = {}
        ends: dict[int, str] = {}
        for first, last in _iter_move_ends(paragraphs):
            starts[first], ends[last] = self._range(paragraphs[first])
        return [
            f"<w:p>{properties}{starts.get(at, '')}{spans}{ends.get(at, '')}</w:p>"
            for at, (properties, spans) in enumerate(written)
        ]

    def _properties(self, paragraph: Paragraph) -> str:
        old, new = self._role(paragraph, "old"), self._role(paragraph, "new")
        if paragraph.mark == "delete" or new is None:
            shown, before = old or new, None
        else:
            shown, before = new, old if paragraph.mark == "equal" else None
        inner = self._style(shown) if shown is not None else ""
        if shown is not None and shown.name == "title" and not paragraph.changed:
            inner += _balance("".join(span.text for span in paragraph.spans))
        if paragraph.mark != "equal":
            sign = self.pens.main.signature()
            inner += f"<w:rPr><w:{_mark_name(paragraph)} {sign}/></w:rPr>"
        if before is not None and shown is not None and not before.looks_like(shown):
            sign = self.pens.main.signature()
            inner += f"<w:pPrChange {sign}><w:pPr>{self._style(before)}</w:pPr></w:pPrChange>"
        return f"<w:pPr>{inner}</w:pPr>"

    def _role(self, paragraph: Paragraph, side: str) -> Role | None:
        if side == "old":
            return None if paragraph.old is None else self.page.old_roles[paragraph.old]
        return None if paragraph.new is None else self.page.new_roles[paragraph.new]

    def _style(self, role: Role) -> str:
        """The properties of every paragraph of that role, made once."""
        look = role.name, role.new_page
        if look not in self._styles:
            style = self.page.styles.get(STYLES[role.name])
            named = f"<w:pStyle w:val={quote(style)}/>" if style else ""
            self._styles[look] = named + ("<w:pageBreakBefore/>" if role.new_page else "")
        return self._styles[look]

    def _spans(self, paragraph: Paragraph) -> str:
        return "".join([self._span(paragraph, span) for span in paragraph.spans])

    def _span(self, paragraph: Paragraph, span: Span) -> str:
        tracked = span.kind != "equal" and not (self.page.silent and span.follows)
        if span.kind == "delete" and not tracked:
            return ""
        deleted = span.kind == "delete" and not span.moved
        label, text = self._cut(paragraph, span)
        runs = self._run(label, True, deleted) if label else ""
        if text:
            runs += self._run(text, False, deleted)
        if not tracked:
            return runs
        name = _span_name(span)
        return f"<w:{name} {self.pens.of(span).signature()}>{runs}</w:{name}>"

    def _cut(self, paragraph: Paragraph, span: Span) -> tuple[str, str]:
        """What of the span is an article's label, and the rest."""
        in_new = span.new >= 0
        role = self._role(paragraph, "new" if in_new else "old")
        cut = (role.label_end if role else 0) - (span.new if in_new else span.old)
        if cut > 0 and span.text[:cut].strip():
            return span.text[:cut], span.text[cut:]
        return "", span.text

    def _run(self, text: str, label: bool, deleted: bool) -> str:
        style = self.page.styles.get(LABEL_STYLE) if label else None
        named = f"<w:rStyle w:val={quote(style)}/>" if style else ""
        hint = '<w:rFonts w:hint="eastAsia"/>' if _SHARED_SIGNS.search(text) else ""
        properties = f"<w:rPr>{named}{hint}</w:rPr>" if named or hint else ""
        return f"<w:r>{properties}{text_to_markup(text, deleted)}</w:r>"

    def _range(self, paragraph: Paragraph) -> tuple[str, str]:
        """The two marks around one end of a move."""
        side = "From" if paragraph.leaves else "To"
        number, pen = self.pens.main.ids.take(), self.pens.main
        return (
            f"<w:move{side}RangeStart {pen.signature(number)} w:name={quote(paragraph.move)}/>",
            f'<w:move{side}RangeEnd w:id="{number}"/>',
        )


def _balance(title: str) -> str:
    """Indent a long title on both sides so that it breaks where its sense allows."""
    margin = title_margin(title)
    if not margin:
        return ""
    # A tenth of a character is left free: a line that is full to the point would break early.
    twips = str(round((margin - 0.1) * _TITLE_CHARACTER))
    return f'<w:ind w:left="{twips}" w:right="{twips}"/>'


def _iter_move_ends(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """First and last paragraph of each end of each move."""
    ends: dict[tuple[str, bool], list[int]] = {}
    for at, paragraph in enumerate(paragraphs):
        if paragraph.move:
            key = paragraph.move, paragraph.leaves
            ends.setdefault(key, []).append(at)
    return ((places[0], places[-1]) for places in ends.values())


def _mark_name(paragraph: Paragraph) -> str:
    if paragraph.mark == "insert":
        return "moveTo" if paragraph.mark_moved else "ins"
    return "moveFrom" if paragraph.mark_moved else "del"


def _span_name(span: Span) -> str:
    if span.kind == "insert":
        return "moveTo" if span.moved else "ins"
    return "moveFrom" if span.moved else "del"
