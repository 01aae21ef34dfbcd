"""Word's paragraph styles, as far as text needs them: numbering and outline level inherited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from drafting.records import record
from drafting.sources.package import Package, w

_HEADING = re.compile(r"(?:heading|标题) (\d)$", re.IGNORECASE)
_VALUE, _NUMBERING = w("val"), w("numPr")
_CHAIN_LIMIT = 20
"""Styles based on styles; Word itself allows eleven."""


@record
class NumberingReference:
    """What a paragraph or style says of its list: None where it says nothing."""

    num_id: str | None = None
    level: int | None = None


_NO_NUMBERING = NumberingReference()


@dataclass(slots=True)
class Styles:
    """The styles of one document by id; what a style inherits is worked out once."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""
    _outlines: dict[str, int] = field(default_factory=dict)
    _lists: dict[str, tuple[NumberingReference, str]] = field(default_factory=dict)

    def chain(self, style_id: str) -> list[etree._Element]:
        """The style's element and those it is based on, nearest first."""
        found: list[etree._Element] = []
        while style_id in self.elements and len(found) < _CHAIN_LIMIT:
            style = self.elements[style_id]
            if style in found:
                break
            found.append(style)
            style_id = child_value(style, "basedOn") or ""
        return found

    def outline(self, properties: etree._Element | None) -> int:
        """The heading level 1 … 9 that the paragraph properties claim, 0 when none."""
        level = _outline_of(properties)
        if level is not None:
            return level
        style_id = self.style_of(properties)
        if style_id not in self._outlines:
            levels = (_style_outline(style) for style in self.chain(style_id))
            self._outlines[style_id] = next((x for x in levels if x is not None), 0)
        return self._outlines[style_id]

    def numbering(self, properties: etree._Element | None) -> tuple[NumberingReference, str]:
        """The list that a paragraph stands in, and the style that says so ("" itself)."""
        own = numbering_of(properties)
        if own.num_id is not None:
            return own, ""
        style_id = self.style_of(properties)
        if style_id not in self._lists:
            self._lists[style_id] = self._style_numbering(style_id)
        inherited, style = self._lists[style_id]
        if own.level is not None:
            inherited = NumberingReference(inherited.num_id, own.level)
        return inherited, style

    def _style_numbering(self, style_id: str) -> tuple[NumberingReference, str]:
        for style in self.chain(style_id):
            inherited = numbering_of(style.find(w("pPr")))
            if inherited.num_id is not None:
                return inherited, style.get(w("styleId"), "")
        return NumberingReference(), ""

    def style_of(self, properties: etree._Element | None) -> str:
        """The id of the style that the paragraph properties name, else the default style's."""
        return (properties is not None and child_value(properties, "pStyle")) or self.default


def read_styles(package: Package, part: str) -> Styles:
    """The styles that ``part`` of ``package`` uses; none when it has no styles part."""
    styles = Styles()
    for name in package.related(part, "styles")[:1]:
        for style in package.root(name).iter(w("style")):
            style_id = style.get(w("styleId"), "")
            styles.elements[style_id] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                styles.default = style_id
    return styles


def first_child(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of that name; in half the time of ``find``, which reads a path first."""
    for child in element.iterchildren(tag):
        return child
    return None


def child_value(element: etree._Element, name: str) -> str | None:
    """``w:val`` of the child ``w:name``, None when there is no such child."""
    for child in element.iterchildren(w(name)):
        return child.get(_VALUE, "")
    return None


def child_number(element: etree._Element, name: str) -> int | None:
    """``w:val`` of the child as a number, None when absent or no sensible number."""
    value = child_value(element, name)
    try:
        number = int(value or "")
    except ValueError:
        return None
    return number if abs(number) < 1_000_000 else None


def numbering_of(properties: etree._Element | None) -> NumberingReference:
    """The ``w:numPr`` of paragraph properties."""
    numbering = None if properties is None else first_child(properties, _NUMBERING)
    if numbering is None:
        return _NO_NUMBERING
    return NumberingReference(child_value(numbering, "numId"), child_number(numbering, "ilvl"))


def _style_outline(style: etree._Element) -> int | None:
    level = _outline_of(style.find(w("pPr")))
    if level is None:
        named = _HEADING.match(child_value(style, "name") or "")
        level = int(named[1]) if named else None
    return level


def _outline_of(properties: etree._Element | None) -> int | None:
    level = None if properties is None else child_number(properties, "outlineLvl")
    if level is None:
        return None
    return level + 1 if 0 <= level < 9 else 0
