"""The tree cut into units: what is aligned, listed in a table, commented on.

A unit is an article with all its 款 项 目, the own label and heading of a container (编 章 节), a
level's own text, the title, the 目录, a block of the preface, an annex's own text, furniture. The
units of a tree hold every line once, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import cast

from lxml import etree

from drafting.akn.elements import Element, Provision
from drafting.akn.lines import TreeLine, element_to_lines
from drafting.akn.names import CONTAINERS, tag

_ARTICLE, _LEVEL, _HCONTAINER = tag("article"), tag("level"), tag("hcontainer")
_MAIN_BODY = tag("mainBody")
_BLOCKS = {
    tag("longTitle"): "title", tag("container"): "",
    tag("preamble"): "preamble", tag("table"): "table", tag("preface"): "preface",
    tag("coverPage"): "furniture", tag("conclusions"): "conclusions",
    tag("attachment"): "attachment", tag("mainBody"): "block", tag("body"): "block",
    _HCONTAINER: "furniture", tag("wrapUp"): "block",
}
_NAMES = {
    "furniture": "furniture", "duplicate": "duplicate", "toc": "toc", "signature": "conclusions",
    "noteToTitle": "preface", "docNumber": "preface", "repeatedTitle": "preface",
    "notice": "preface", "distribution": "conclusions", "annexList": "conclusions",
}
"""Level of a container by its name."""
_OWNERS = frozenset((_ARTICLE, _LEVEL, *(tag(c) for c in CONTAINERS), *_BLOCKS))


@dataclass(frozen=True)
class Unit:
    """A run of lines with one owner.

    ``level`` is "article", a container ("chapter" …), "level", "title", "toc", "preface",
    "preamble", "attachment", "conclusions", "furniture", "duplicate", "table" or "block";
    ``path`` holds the eIds of the containers above, outermost first.
    """

    level: str
    element: Element
    lines: tuple[TreeLine, ...]

    @property
    def eid(self) -> str:
        return self.element.eid

    @cached_property
    def label(self) -> str:
        """第十二条, 第三章, 一、（二）…; for a block without label its heading or first words."""
        if isinstance(self.element, Provision) and self.element.num:
            return self.element.label
        if isinstance(self.element, Provision) and self.element.heading:
            return self.element.bare_heading
        return {"title": "标题", "toc": "目录", "preamble": "序言"}.get(self.level, "")

    @cached_property
    def text(self) -> str:
        """The lines as printed, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def path(self) -> tuple[str, ...]:
        """eIds of the containers (编 章 节, level, attachment) above, outermost first."""
        above = self.element.iterancestors(
            *(tag(c) for c in CONTAINERS), _LEVEL, tag("attachment")
        )
        return tuple(cast(Element, e).eid for e in above)[::-1]


def element_to_units(root: etree._Element) -> list[Unit]:
    """Return the units at or below ``root``; their lines are all its lines, in order."""
    owned = ((line, _owner(line, root)) for line in element_to_lines(root))
    units: list[Unit] = []
    seen: set[Element] = set()
    for owner, run in groupby(owned, key=lambda pair: pair[1]):
        lines = tuple(line for line, _ in run)
        if owner in seen:  # what stands between (a page number) parted the owner's lines
            units.append(Unit("block", _finer(lines[0], owner), lines))
        else:
            seen.add(owner)
            units.append(Unit(_level(owner), owner, lines))
    return units


def _finer(line: TreeLine, owner: Element) -> Element:
    """The outermost element with an eId between ``owner`` and the line, ``owner`` if none."""
    found = owner
    for element in line.pieces[0].element.iterancestors():
        if element is owner:
            break
        if element.get("eId"):
            found = cast(Element, element)
    return found


def _owner(line: TreeLine, root: etree._Element) -> Element:
    """The outermost article above the line's first piece, else the innermost owner.

    A paragraph that stands in the body itself is its own.
    """
    innermost: etree._Element | None = None
    first = line.pieces[0].element
    parent = first.getparent()
    if parent is not None and parent.tag == _MAIN_BODY:
        return first
    for element in first.iterancestors():
        if element.tag == _ARTICLE:
            return cast(Element, element)
        if innermost is None and element.tag in _OWNERS:
            innermost = element
        if element is root:
            break
    return cast(Element, root if innermost is None else innermost)


def _level(owner: Element) -> str:
    if owner.kind == "p":
        return "block"
    if owner.tag in _BLOCKS:
        return _NAMES.get(owner.get("name") or "") or _BLOCKS[owner.tag] or "block"
    return owner.kind
