"""eIds as AKN-NC 1.0 §5 forms them, with the number that is printed (see DESIGN.md, Names)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from lxml import etree

from drafting.akn.elements import Element
from drafting.akn.names import CONTAINERS, EID_ABBREVIATIONS, HIERARCHY, local, tag
from drafting.text.numerals import NUMERAL_CHARS, SIGNS, read_numeral

_DECORATION = "#*＊_\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
"""What Markdown and web pages put around a label."""
_LETTER = re.compile(r"[a-z][)）]")
_DECIMAL = re.compile(r"[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2}){1,2}")
_DECIMAL_SIGNS = re.compile("[.．]")
_NUMBERS = re.compile(rf"[{NUMERAL_CHARS}]+|[0-9０-９]+")
_HIERARCHY_TAGS = frozenset(tag(k) for k in (*HIERARCHY, "hcontainer", "attachment"))


def num_to_number(num: str) -> str | None:
    """Return the number in a printed label: 第十二条 → "12", 第一百二十条之一 → "120-1", （三） → "3".

    None when the label holds no well-read number (a malformed one gets an ``nn`` eId).
    """
    compact = "".join(num.split()).strip(_DECORATION)
    if compact and compact[0] in SIGNS:
        return str(SIGNS[compact[0]])
    if _DECIMAL.fullmatch(compact):  # 2.1 is the first item below 2
        compact = _DECIMAL_SIGNS.split(compact)[-1]
    if _LETTER.fullmatch(compact):
        return str(ord(compact[0]) - ord("a") + 1)
    found = [read_numeral(m) for m in _NUMBERS.findall(compact)]
    if not found or None in found:
        return None
    return "-".join(str(n) for n in found)


class EidMaker:
    """Hands out eIds, each once: a number printed twice is ``art_5``, then ``art_5__dup_2``."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self._given: dict[str, int] = {}
        self._unnumbered: dict[str, int] = {}

    def make(self, kind: str, number: str | None, parent: str = "") -> str:
        """The eId of a ``kind`` numbered ``number`` under eId ``parent`` ("" for none).

        条 are numbered through the whole document and take no prefix but the annex's.
        """
        above = self.prefix if kind == "article" or not parent else f"{parent}__"
        name = EID_ABBREVIATIONS.get(kind, kind)
        if number is None:
            stem = f"{above}{name}_nn"
            self._unnumbered[stem] = self._unnumbered.get(stem, 0) + 1
            return f"{stem}_{self._unnumbered[stem]}"
        eid = f"{above}{name}_{number}"
        if eid not in self._given:
            self._given[eid] = 1
            return eid
        self._given[eid] += 1
        return f"{eid}__dup_{self._given[eid]}"


def number_provisions(root: etree._Element, prefix: str = "") -> None:
    """Give every hierarchy element at or below ``root`` (its annexes aside) its eId, in order."""
    maker = EidMaker(prefix)
    _number(root, "", maker)


def _number(element: etree._Element, parent: str, maker: EidMaker) -> None:
    for child in _children(element):
        kind = local(child.tag)
        num = child.find(tag("num"))
        if kind == "paragraph" and num is None:
            number: str | None = str(_ordinal(child))
        elif kind == "hcontainer":
            number = None
        else:
            number = num_to_number(cast(Element, num).text or "") if num is not None else None
        eid = maker.make(kind, number, parent)
        child.set("eId", eid)
        _number(child, eid, maker)


def _children(element: etree._Element) -> Iterable[etree._Element]:
    for child in element:
        if child.tag in _HIERARCHY_TAGS:
            yield child


def _ordinal(element: etree._Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


__all__ = ["CONTAINERS", "EidMaker", "num_to_number", "number_provisions"]
