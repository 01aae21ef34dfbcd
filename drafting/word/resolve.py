"""Accept all, reject all: tracked changes resolved in the XML, as Word and LibreOffice do it.

*Accept* drops what was deleted or moved away and keeps what was inserted; *reject* the other way
round, and gives properties back as they were. A paragraph whose mark goes joins the next one, whose
properties it takes (ISO/IEC 29500-1, 17.13.5).
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from drafting.word.names import (
    ARRIVING,
    BODY,
    DEL_TEXT,
    INS,
    LEAVING,
    MOVE_RANGES,
    POINTS,
    PPR,
    PROPERTY_CHANGES,
    REVISIONS,
    RPR,
    SECT,
    TBL,
    TC,
    TR,
    P,
    T,
    w,
)

_IN_PROPERTIES = frozenset((RPR, w("trPr"), w("tcPr"), w("numPr")))
_NUMBERED = w("numberingChange")
_WRAPPERS = frozenset((w("sdtContent"), w("customXml"), w("smartTag"), w("sdt")))


def resolve_revisions(root: etree._Element, accept: bool) -> None:
    """Resolve every tracked change below ``root``, in place."""
    gone, kept = (LEAVING, ARRIVING) if accept else (ARRIVING, LEAVING)
    _resolve_rows(root, gone, kept)
    _resolve_cells(root, accept)
    for change in list(root.iter(*PROPERTY_CHANGES)):
        _resolve_properties(change, accept)
    _resolve_content(root, gone, kept)
    _join_paragraphs(root, gone)
    for mark in list(root.iter(*REVISIONS)):
        parent = mark.getparent()
        if parent is not None and parent.tag in _IN_PROPERTIES:
            parent.remove(mark)
    for table in list(root.iter(TBL)):
        parent = table.getparent()
        if table.find(f".//{TR}") is None and parent is not None:
            parent.remove(table)


def _resolve_rows(
    root: etree._Element, gone: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    for row in list(root.iter(TR)):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        parent = row.getparent()
        if parent is not None and any(properties.find(tag) is not None for tag in gone):
            parent.remove(row)
        for tag in kept:
            for mark in properties.findall(tag):
                properties.remove(mark)


def _resolve_cells(root: etree._Element, accept: bool) -> None:
    for tag, leaves in ((w("cellIns"), not accept), (w("cellDel"), accept)):
        for mark in list(root.iter(tag)):
            properties = mark.getparent()
            cell = None if properties is None else properties.getparent()
            row = None if cell is None else cell.getparent()
            if leaves and cell is not None and row is not None:
                row.remove(cell)
            elif properties is not None:
                properties.remove(mark)


def _resolve_properties(change: etree._Element, accept: bool) -> None:
    """Drop a property change; when rejected, what it holds takes the place of what is there."""
    parent = change.getparent()
    if parent is None:
        return
    if accept or change.tag == _NUMBERED or not len(change):
        parent.remove(change)
        return
    stays = {*REVISIONS, SECT}
    if change.tag == w("pPrChange"):
        stays.add(RPR)
    before = list(change[0])
    for child in list(parent):
        if child.tag not in stays:
            parent.remove(child)
    parent[0:0] = before


def _resolve_content(
    root: etree._Element, gone: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    for change in list(root.iter(*gone)):
        parent = change.getparent()
        if parent is not None and parent.tag not in _IN_PROPERTIES:
            parent.remove(change)
    for change in list(root.iter(*kept)):
        parent = change.getparent()
        if parent is None or parent.tag in _IN_PROPERTIES:
            continue
        at = parent.index(change)
        parent[at : at + 1] = list(change)
    for name, plain in ((DEL_TEXT, T), (w("delInstrText"), w("instrText"))):
        for text in list(root.iter(name)):
            text.tag = plain
    for point in list(root.iter(*MOVE_RANGES)):
        parent = point.getparent()
        if parent is not None:
            parent.remove(point)


def _join_paragraphs(root: etree._Element, gone: tuple[str, ...]) -> None:
    for paragraph in list(root.iter(P)):
        properties = paragraph.find(f"{PPR}/{RPR}")
        if properties is None or not any(properties.find(tag) is not None for tag in gone):
            continue
        following = _next_block(paragraph)
        content = [child for child in paragraph if child.tag != PPR]
        if following is not None and following.tag == P:
            at = 1 if following.find(PPR) is not None else 0
            following[at:at] = content
            _remove(paragraph)
        elif not _has_text(content) and not _is_alone(paragraph):
            _remove(paragraph)


def _next_block(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph or table after ``paragraph``, out of content controls if need be."""
    at: etree._Element | None = paragraph
    while at is not None:
        for sibling in at.itersiblings():
            if sibling.tag in (P, TBL):
                return sibling
            if sibling.tag in _WRAPPERS:
                return next(sibling.iter(P, TBL), None)
            if sibling.tag not in POINTS:
                return None
        at = at.getparent()
        if at is None or at.tag not in _WRAPPERS:
            return None
    return None


def _has_text(content: Iterable[etree._Element]) -> bool:
    return any(text.text for child in content for text in child.iter(T))


def _is_alone(paragraph: etree._Element) -> bool:
    """Whether its container needs it: a cell's last paragraph, a body's only one."""
    parent = paragraph.getparent()
    if parent is None or parent.tag == TC:
        return True
    return parent.tag == BODY and len(parent.findall(P)) + len(parent.findall(TBL)) < 2


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


__all__ = ["INS", "resolve_revisions"]
