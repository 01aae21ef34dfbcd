"""Thin element classes over lxml: the model is the XML itself, these only name what it says.

``parser`` makes trees of these classes. A hierarchy element (编 … 目, level) is a ``Provision``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from drafting.akn.names import GAP, HIERARCHY, LEVEL_WORDS, LINE, NSMAP, local, tag

BRACKETS = "【】〖〗（）()[]［］"
_DECIMAL = re.compile(r"[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,2}")
_TEXT_BEARING = frozenset(
    tag(n) for n in ("num", "heading", "subheading", "crossHeading", "p", "tocItem", "caption")
)
_ARTICLE, _LEVEL = tag("article"), tag("level")
_ORGANIZATION, _INLINE = tag("organization"), tag("inline")


class Element(etree.ElementBase):
    """Any element of the tree."""

    @property
    def eid(self) -> str:
        """The eId, or "" where there is none."""
        return self.get("eId") or ""

    @property
    def kind(self) -> str:
        """The local name: "article", "chapter", "p" …"""
        return local(self.tag)

    @property
    def line(self) -> int:
        """Source line (1-based) on which the element's first text begins; 0 when unknown."""
        own = self.get(LINE)
        if own is not None:
            return int(own)
        for element in self.iter(etree.Element):
            number = element.get(LINE)
            if number is not None:
                return int(number)
        return 0

    @property
    def full_text(self) -> str:
        """All text below, as it stands, blocks joined by line breaks where the source broke."""
        from drafting.akn.lines import element_to_lines

        return "\n".join(line.text for line in element_to_lines(self))

    def iter_blocks(self) -> Iterator[Element]:
        """The text-bearing elements (num, heading, p, tocItem …) at or below, in order."""
        for element in self.iter(*_TEXT_BEARING):
            yield cast(Element, element)


class Provision(Element):
    """A hierarchy element: 编, 章, 节, 条, 款, 项, 目 or a level of an opinion, plan or note."""

    @property
    def num(self) -> str:
        """The label as printed (第十二条, （一）, 一、); "" for a 款."""
        return block_text(self.find(tag("num")))

    @property
    def heading(self) -> str:
        """The heading as printed, with what is left of its brackets; "" when there is none."""
        return block_text(self.find(tag("heading")))

    @property
    def bare_heading(self) -> str:
        """The heading without brackets, without the 。 of 1、总体目标。 and without blanks (總 則)."""
        text = self.heading.strip()
        if text[:1] in BRACKETS or text[-1:] in BRACKETS:
            text = _strip_brackets(text)
        text = text.rstrip("。：:")
        squeezed = "".join(text.split())
        return squeezed if squeezed and not squeezed.isascii() else text

    @property
    def responsible(self) -> list[str]:
        """The 责任单位 that its own text names at the end, those of deeper levels aside."""
        return [
            "".join(block_text(e).split()) for e in self.iterdescendants(_ORGANIZATION)
            if next(e.iterancestors(_LEVEL, _ARTICLE), None) is self
            and any(i.get("name") == "responsible" for i in e.iterancestors(_INLINE))
        ]

    @property
    def article(self) -> Provision | None:
        """The 条 that holds this provision, itself included."""
        if self.tag == _ARTICLE:
            return self
        return cast("Provision | None", next(self.iterancestors(_ARTICLE), None))

    @property
    def ordinal(self) -> int:
        """Place among the siblings of its kind, from 1: what 第二款 counts."""
        return 1 + sum(1 for _ in self.itersiblings(self.tag, preceding=True))

    @property
    def label(self) -> str:
        """The address as a lawyer writes it: 第十二条第二款第（一）项; 第二编第三章; 一、（二）."""
        own = _own_label(self)
        if _DECIMAL.fullmatch(own):
            return own  # 2.1 says itself what it stands below
        if self.kind in ("paragraph", "point", "indent", "alinea", "level"):
            parent = self.getparent()
            if isinstance(parent, Provision) and parent.kind in ("paragraph", *HIERARCHY[5:]):
                return parent.label + own
        return own

    def iter_provisions(self, *kinds: str) -> Iterator[Provision]:
        """Provisions below this one, of ``kinds`` or of all, in document order."""
        names = kinds or HIERARCHY
        for element in self.iterdescendants(*(tag(k) for k in names)):
            yield cast(Provision, element)


def _own_label(provision: Provision) -> str:
    kind, num = provision.kind, "".join(provision.num.split())
    if kind == "paragraph" and not num:
        parent = provision.getparent()
        only = parent is not None and len(parent.findall(tag("paragraph"))) == 1
        return "" if only else f"第{_chinese(provision.ordinal)}款"
    if kind in ("point", "indent") and num:
        return f"第{num.rstrip('.．、')}{LEVEL_WORDS[kind]}"
    return num if kind == "level" else num.rstrip("：:、.．")


def _chinese(number: int) -> str:
    from drafting.text.numerals import write_numeral

    return write_numeral(number)


def _strip_brackets(text: str) -> str:
    if text[:1] in BRACKETS:
        text = text[1:]
    openings, closings = BRACKETS[0::2], BRACKETS[1::2]
    unmatched = sum(text.count(c) for c in closings) > sum(text.count(c) for c in openings)
    return text[:-1] if text[-1:] in closings and unmatched else text


def block_text(element: etree._Element | None) -> str:
    """The text of one text-bearing element, inline mark-up read through; "" for None.

    Notes (footnotes) inside are not part of it: they are lines of their own.
    """
    if element is None:
        return ""
    if len(element) == 0:
        return element.text or ""
    return "".join(_iter_inline(element))


def _iter_inline(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != _NOTE and isinstance(child.tag, str):
            yield from _iter_inline(child)
        yield child.tail or ""


_NOTE = tag("authorialNote")


def _build_lookup() -> etree.ElementNamespaceClassLookup:
    lookup = etree.ElementNamespaceClassLookup(etree.ElementDefaultClassLookup(element=Element))
    namespace = lookup.get_namespace(NSMAP[None])
    namespace[None] = Element
    for name in (*HIERARCHY, "hcontainer"):
        namespace[name] = Provision
    return lookup


def make_parser(huge: bool = False) -> etree.XMLParser:
    """An XML parser that yields these classes and takes nothing from outside the file.

    ``huge`` lifts the limits on depth and size: for XML that this project itself has just written.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )
    parser.set_element_class_lookup(_build_lookup())
    return parser


_PARSER = make_parser()
make_element = _PARSER.makeelement
"""``make_element(tag, attrib, nsmap)``: a new element of these classes."""

__all__ = ["BRACKETS", "GAP", "Element", "Provision", "block_text", "make_element", "make_parser"]
