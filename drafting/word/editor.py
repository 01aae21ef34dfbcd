"""One ``w:p`` edited from left to right: text kept, deleted, inserted; the paragraph split.

Runs are split where an edit begins or ends and keep their formatting; what prints nothing
(bookmarks, ends of comments, pictures) stays where it is. Nothing is nested that Word does not
nest: an insertion into another author's insertion parts that one in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.records import record
from drafting.sources.docx import paragraph_pieces
from drafting.word.anchors import cut_runs
from drafting.word.elements import NSMAP, Pen
from drafting.word.fields import leaving, open_runs
from drafting.word.formats import plain_properties
from drafting.word.names import (
    ARRIVING,
    DEL,
    DEL_TEXT,
    MOVE_FROM,
    PPR,
    R_,
    RPR,
    P,
    T,
    w,
)

_OUT_OF = frozenset((w("hyperlink"), w("fldSimple")))
"""What text inserted at their end is no part of."""
_FIELD = w("fldChar")


@record
class Unit:
    """A run and what it prints. ``field`` is "begin" (up to its result) or "end" for the runs of a
    field that print nothing; ``until`` is where that field's result ends.
    """

    element: etree._Element
    start: int
    end: int
    field: str = ""
    until: int = 0


@dataclass(slots=True)
class ParagraphEditor:
    """Walks through ``paragraph``; ``at`` is how far in its text, read with ``accept``."""

    paragraph: etree._Element
    cuts: Sequence[int] = ()
    at: int = 0
    pointer: etree._Element | None = None
    """The last element passed or made; the next insertion comes after it."""
    text: str = ""
    """The paragraph's text before any edit."""
    _units: list[Unit] = field(default_factory=list)
    _next: int = 0

    def __post_init__(self) -> None:
        self.text = cut_runs(self.paragraph, self.cuts, "accept")
        self._units = list(_iter_units(self.paragraph))

    @property
    def properties(self) -> etree._Element | None:
        """A copy of the run properties here: of what was just passed, else of what comes."""
        around = [self._units[n] for n in (self._next - 1, self._next) if 0 <= n < len(self._units)]
        texts = [unit for unit in around if not unit.field and unit.element.tag == R_]
        return plain_properties(texts[0].element.find(RPR)) if texts else None

    def keep(self, end: int) -> None:
        """Pass the text up to ``end`` as it is."""
        while self._next < len(self._units):
            unit = self._units[self._next]
            if unit.end > end or (unit.start >= end and unit.field != "end"):
                break
            self.pointer = unit.element
            self._next += 1
        self.at = max(self.at, end)

    def delete(self, end: int, tag: str, pen: Pen | None) -> None:
        """Wrap the text up to ``end`` in ``tag`` (w:del, w:moveFrom); without pen it is removed.

        A field goes whole when all of its result goes.
        """
        wrapper: etree._Element | None = None
        start = self.at
        while self._next < len(self._units):
            unit = self._units[self._next]
            if unit.end > end or (unit.start >= end and unit.field != "end"):
                break
            self._next += 1
            if unit.field == "begin" and unit.until > end:
                continue
            if unit.field == "end" and unit.start - unit.until < start:
                self.pointer = unit.element
                continue
            wrapper = self._wrap(unit.element, wrapper, tag, pen)
        self.at = max(self.at, end)

    def delete_all(self, tag: str, pen: Pen | None) -> None:
        """Wrap everything in the paragraph, also what prints nothing (pictures, note marks).

        Half of a field that goes on in other paragraphs stays.
        """
        wrapper: etree._Element | None = None
        halves = open_runs(self.paragraph)
        for run in list(self.paragraph.iter(R_)):
            if run in halves or leaving(run):
                continue
            if next(run.iterancestors(P)) is self.paragraph:
                wrapper = self._wrap(run, wrapper, tag, pen)
        self._next = len(self._units)
        self.at = max((unit.end for unit in self._units), default=self.at)

    def _wrap(
        self, run: etree._Element, wrapper: etree._Element | None, tag: str, pen: Pen | None
    ) -> etree._Element | None:
        if pen is None:
            before = run.getprevious()
            parent = run.getparent()
            if parent is not None:
                parent.remove(run)
            self.pointer = before if before is not None and before.tag != PPR else self.pointer
            return None
        if wrapper is None or run.getprevious() is not wrapper:
            wrapper = pen.wrap(tag)
            run.addprevious(wrapper)
        wrapper.append(run)
        if tag == DEL:
            _to_deleted(run)
        self.pointer = wrapper
        return wrapper

    def insert(self, runs: Iterable[etree._Element], tag: str, pen: Pen | None) -> None:
        """Put ``runs`` here in ``tag`` (w:ins, w:moveTo); without pen they are not marked."""
        made = [pen.wrap(tag, *runs)] if pen is not None else list(runs)
        for element in made:
            self._put(element, pen)

    def _put(self, element: etree._Element, pen: Pen | None) -> None:
        if self.pointer is None:
            self._put_first(element)
        else:
            place = _climb_out(self.pointer)
            place = _part_insertion(place, pen)
            place.addnext(element)
        self.pointer = element

    def _put_first(self, element: etree._Element) -> None:
        first = next((u.element for u in self._units[self._next :]), None)
        if first is None:
            self.paragraph.append(element)
            return
        while first.getparent() is not self.paragraph:
            parent = first.getparent()
            if parent is None:
                break
            first = parent
        first.addprevious(element)

    def split(self) -> etree._Element:
        """Part the paragraph here; return the new one before it, which takes what was passed."""
        before = etree.Element(P, nsmap=NSMAP)
        if self.pointer is not None:
            top = _part_wrappers(self.pointer, self.paragraph)
            children = list(self.paragraph)
            for child in children[: children.index(top) + 1]:
                if child.tag != PPR:
                    before.append(child)
        self.paragraph.addprevious(before)
        self.pointer = None
        return before


def _iter_units(paragraph: etree._Element) -> Iterator[Unit]:
    """Runs that print, in order, and the silent runs of fields around them."""
    ranges: dict[etree._Element, tuple[int, int]] = {}
    for piece in paragraph_pieces(paragraph, "accept"):
        element = piece.run if piece.run is not None else piece.node
        start, _ = ranges.get(element, (piece.start, piece.end))
        ranges[element] = start, piece.end
    silent = _field_runs(paragraph, ranges)
    at = 0
    for element in paragraph.iter():
        if element in silent:
            yield silent[element]
        elif element in ranges:
            start, at = ranges[element]
            yield Unit(element, start, at)


def _field_runs(
    paragraph: etree._Element, ranges: dict[etree._Element, tuple[int, int]]
) -> dict[etree._Element, Unit]:
    """The runs of complex fields that print nothing: up to the result, and the end."""
    if next(paragraph.iter(_FIELD), None) is None:
        return {}
    found: dict[etree._Element, Unit] = {}
    opened: list[list[etree._Element]] = []
    starts: list[int] = []
    at = 0
    for run in paragraph.iter(R_):
        if next(run.iterancestors(P)) is not paragraph:
            continue
        kinds = [c.get(w("fldCharType")) for c in run.iter(_FIELD)]
        if "begin" in kinds:
            opened.append([])
            starts.append(at)
        if opened and run not in ranges:
            opened[-1].append(run)
        at = ranges[run][1] if run in ranges else at
        if "end" in kinds and opened:
            runs, start = opened.pop(), starts.pop()
            for inner in runs:
                is_end = inner is run
                found[inner] = (
                    Unit(inner, at, at, "end", at - start) if is_end
                    else Unit(inner, start, start, "begin", at)
                )
    return found


def _to_deleted(run: etree._Element) -> None:
    for text in list(run.iter(T)):
        text.tag = DEL_TEXT
    for code in list(run.iter(w("instrText"))):
        code.tag = w("delInstrText")


def _climb_out(element: etree._Element) -> etree._Element:
    """Past the end of a link or field whose last run was just passed."""
    while True:
        parent = element.getparent()
        if parent is None or parent.tag not in _OUT_OF or element.getnext() is not None:
            return element
        element = parent


def _part_insertion(element: etree._Element, pen: Pen | None) -> etree._Element:
    """Part an earlier author's insertion after ``element``; return what to insert after."""
    parent = element.getparent()
    if pen is None or parent is None or parent.tag not in ARRIVING:
        return element
    rest = list(element.itersiblings())
    if rest:
        after = etree.Element(parent.tag, {str(k): str(v) for k, v in parent.attrib.items()},
                              nsmap=NSMAP)
        after.set(w("id"), pen.ids.take())
        after.extend(rest)
        parent.addnext(after)
    return parent


def _part_wrappers(element: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Part every wrapper between ``element`` and the paragraph after it; return the top one."""
    while True:
        parent = element.getparent()
        if parent is None or parent is paragraph:
            return element
        rest = list(element.itersiblings())
        if rest:
            before = etree.Element(
                parent.tag, {str(k): str(v) for k, v in parent.attrib.items()}, nsmap=NSMAP
            )
            children = list(parent)
            before.extend(children[: children.index(element) + 1])
            parent.addprevious(before)
            element = before
        else:
            element = parent


__all__ = ["MOVE_FROM", "ParagraphEditor", "Unit"]
