"""Paragraph and run properties of a user's document: copied, changed under tracking, compared."""

from __future__ import annotations

import copy

from lxml import etree

from drafting.word.elements import NSMAP, Pen, make
from drafting.word.names import DEL, INS, MOVE_FROM, MOVE_TO, PPR, REVISIONS, RPR, SECT, P, w

_CHANGE = w("pPrChange")
_NUMBERING = w("numPr")
_MARK_ORDER = (INS, DEL, MOVE_FROM, MOVE_TO)
_BEFORE_NUMBERING = frozenset(
    w(n) for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def copy_properties(paragraph: etree._Element, numbered: bool = True) -> etree._Element:
    """A copy of the paragraph's properties without section, tracked mark and earlier changes.

    ``numbered`` False leaves the automatic number off.
    """
    found = paragraph.find(PPR)
    copied = etree.Element(PPR, nsmap=NSMAP) if found is None else copy.deepcopy(found)
    copied.tail = None
    for child in list(copied):
        if child.tag in (SECT, _CHANGE):
            copied.remove(child)
    mark = copied.find(RPR)
    for child in list(mark) if mark is not None else []:
        if mark is not None and (child.tag in REVISIONS or child.tag == w("rPrChange")):
            mark.remove(child)
    if not numbered:
        _unnumber(copied)
    return copied


def _unnumber(properties: etree._Element) -> None:
    """Say that the paragraph carries no automatic number, whatever its style says."""
    for child in properties.findall(_NUMBERING):
        properties.remove(child)
    numbering = make("numPr")
    numbering.append(make("ilvl", val="0"))
    numbering.append(make("numId", val="0"))
    at = 0
    for index, child in enumerate(properties):
        if child.tag in _BEFORE_NUMBERING:
            at = index + 1
    properties.insert(at, numbering)


def change_properties(paragraph: etree._Element, new: etree._Element, pen: Pen) -> None:
    """Give the paragraph the properties ``new`` as a tracked change; nothing when they are alike.

    Its section and its mark's own properties stay.
    """
    old = paragraph.find(PPR)
    if old is None:
        old = etree.Element(PPR, nsmap=NSMAP)
        paragraph.insert(0, old)
    wanted = [copy.deepcopy(c) for c in new if c.tag not in (RPR, SECT, _CHANGE)]
    had = [c for c in old if c.tag not in (RPR, SECT, _CHANGE)]
    if [_signature(c) for c in wanted] == [_signature(c) for c in had]:
        return
    earlier = old.find(_CHANGE)
    for child in had:
        old.remove(child)
    old[0:0] = wanted
    if earlier is not None:
        return
    change = etree.SubElement(old, _CHANGE)
    pen.sign(change)
    before = etree.SubElement(change, PPR)
    before.extend(had)


def _signature(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def mark_paragraph(paragraph: etree._Element, tag: str, pen: Pen) -> None:
    """Track the paragraph's mark as ``tag`` (w:ins, w:del …), unless it is so already."""
    properties = paragraph.find(PPR)
    if properties is None:
        properties = etree.Element(PPR, nsmap=NSMAP)
        paragraph.insert(0, properties)
    run = properties.find(RPR)
    if run is None:
        run = etree.Element(RPR, nsmap=NSMAP)
        at = len(properties)
        while at and properties[at - 1].tag in (SECT, _CHANGE):
            at -= 1
        properties.insert(at, run)
    if run.find(tag) is not None:
        return
    mark = etree.Element(tag, nsmap=NSMAP)
    pen.sign(mark)
    before = _MARK_ORDER[: _MARK_ORDER.index(tag)]
    run.insert(sum(child.tag in before for child in run), mark)


def free_last_mark(body: etree._Element) -> None:
    """Leave the mark of the body's last paragraph untracked: it has nothing to be joined with.

    Where a text ends in a table and the other does not, no other mark can stand in for it; an empty
    paragraph stays behind, as Word keeps one after every table.
    """
    paragraphs = [child for child in body if child.tag != SECT]
    if not paragraphs or paragraphs[-1].tag != P:
        return
    properties = paragraphs[-1].find(f"{PPR}/{RPR}")
    for mark in list(properties) if properties is not None else []:
        if mark.tag in REVISIONS and properties is not None:
            properties.remove(mark)


def new_paragraph(properties: etree._Element | None = None) -> etree._Element:
    """An empty ``w:p`` with (its own copy of) ``properties``."""
    paragraph = etree.Element(P, nsmap=NSMAP)
    if properties is not None and len(properties):
        paragraph.append(properties)
    return paragraph


def plain_properties(properties: etree._Element | None) -> etree._Element | None:
    """Run properties for text beside text that has them: a copy without tracked changes."""
    if properties is None:
        return None
    copied = copy.deepcopy(properties)
    for child in list(copied):
        if child.tag in (*REVISIONS, w("rPrChange")):
            copied.remove(child)
    return copied if len(copied) else None
