"""Making elements: the few moves that keep a growing tree valid against the schema."""

from __future__ import annotations

from typing import cast

from lxml import etree

from drafting.akn.elements import Element
from drafting.akn.names import GAP, HIERARCHY, LINE, SOURCE, tag
from drafting.structure.rows import Row

_P, _CONTENT, _INTRO, _WRAP = tag("p"), tag("content"), tag("intro"), tag("wrapUp")
_CHILDREN = frozenset(tag(k) for k in (*HIERARCHY, "hcontainer"))


def add(parent: etree._Element, name: str, text: str = "", line: int = 0) -> Element:
    """Append element ``name`` with ``text``; ``line`` marks it as the beginning of that line."""
    child = etree.SubElement(parent, tag(name))
    if text:
        child.text = text
    if line:
        child.set(LINE, str(line))
    return cast(Element, child)


def add_head(parent: etree._Element, row: Row) -> Element:
    """Append the ``num`` of ``row``'s label, its gap kept when text follows on the line."""
    label = row.label
    assert label is not None
    num = add(parent, "num", label.num, row.number)
    if label.rest and label.gap:
        num.set(GAP, label.gap)
    return num


def add_text(owner: etree._Element, text: str, line: int = 0) -> Element:
    """Append a p to ``owner``, a hierarchy element, where the schema lets it stand.

    Before any child it is ``content``; after children it is ``wrapUp``.
    """
    last = owner[-1] if len(owner) else None
    if last is not None and last.tag in _CHILDREN:
        return add(add(owner, "wrapUp"), "p", text, line)
    if last is not None and last.tag in (_CONTENT, _INTRO, _WRAP):
        return add(last, "p", text, line)
    return add(add(owner, "content"), "p", text, line)


def add_child(owner: etree._Element, name: str) -> Element:
    """Append a hierarchy element to ``owner``: its content becomes ``intro``, a wrapUp an alinea."""
    for child in owner:
        if child.tag == _CONTENT:
            child.tag = _INTRO
    if len(owner) and owner[-1].tag == _WRAP:
        wrap = owner[-1]
        alinea = etree.SubElement(owner, tag("alinea"))
        wrap.tag = _CONTENT
        alinea.append(wrap)
    return add(owner, name)


def add_furniture(owner: etree._Element, row: Row) -> None:
    """Keep ``row``, which is no text of the regulation, where it stands in ``owner``."""
    container = add_child(owner, "hcontainer")
    container.set("name", "furniture")
    add(add(container, "content"), "p", row.text, row.number)


def add_container(owner: etree._Element, name: str, rows: list[Row]) -> Element | None:
    """Append a ``container`` of that name with a p for each row; None when there are no rows."""
    if not rows:
        return None
    container = add(owner, "container")
    container.set("name", name)
    add_paragraphs(container, rows)
    return container


def add_paragraphs(owner: etree._Element, rows: list[Row]) -> None:
    """Append a p for each row, tables as tables."""
    i = 0
    while i < len(rows):
        if rows[i].line.table is not None:
            i = add_table(owner, rows, i)
        else:
            add(owner, "p", rows[i].text, rows[i].number)
            i += 1


def add_table(owner: etree._Element, rows: list[Row], first: int) -> int:
    """Append the table that starts at ``rows[first]``; return the index after it."""
    table_id = rows[first].line.table[0] if rows[first].line.table else 0
    table = add(owner, "table")
    at: tuple[int, int] | None = None
    i = first
    while i < len(rows):
        place = rows[i].line.table
        if place is None or place[0] != table_id:
            break
        if at is None or place[1] != at[0]:
            tr = add(table, "tr")
        if at is None or place[1:] != at:
            cell = add(tr, "td")
        at = place[1:]
        add(cell, "p", rows[i].text, rows[i].number)
        i += 1
    return i


def add_data(proprietary: etree._Element, name: str, text: str) -> None:
    """Append ``d:data name=…`` to the metadata."""
    datum = etree.SubElement(proprietary, f"{{{SOURCE}}}data")
    datum.set("name", name)
    datum.text = text
