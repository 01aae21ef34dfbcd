"""A tree as JSON: the provisions and blocks, each with its address, label, heading and own text."""

from __future__ import annotations

import json
from typing import Any, cast

from lxml import etree

from drafting.akn import Element, Tree, block_text
from drafting.akn.names import HIERARCHY, LINE, local, tag

_TEXTS = frozenset(tag(n) for n in ("content", "intro"))
_HEADS = frozenset(tag(n) for n in ("num", "heading", "subheading"))
_P, _META, _NOTE = tag("p"), tag("meta"), tag("authorialNote")
_PROVISIONS = frozenset(tag(n) for n in (*HIERARCHY, "hcontainer"))
_NAMED = frozenset(tag(n) for n in ("container", "hcontainer"))


def tree_to_json(tree: Tree) -> str:
    """Return the tree as JSON text, ending in a line break."""
    return json.dumps(tree_to_record(tree), ensure_ascii=False, indent=1) + "\n"


def tree_to_record(tree: Tree) -> dict[str, Any]:
    """Return the tree as nested records {eid, name, num, heading, line, text, children}.

    The texts of all records, each after its num and heading, are the whole text in order; the
    outermost record has the title for its heading (and no text of its own). ``line`` is the source
    line, 0 where text goes on in the line of what stands before.
    """
    record = _element_to_record(tree.main)
    record["heading"] = tree.title
    return record


def _element_to_record(element: Element) -> dict[str, Any]:
    provision = element.tag in _PROVISIONS
    return {
        "eid": element.eid,
        "name": element.get("name", "") if element.tag in _NAMED else element.kind,
        "num": block_text(element.find(tag("num"))) if provision else "",
        "heading": block_text(element.find(tag("heading"))) if provision else "",
        "line": _line(element),
        "text": _own_text(element),
        "children": [_element_to_record(child) for child in _children(element)],
    }


def _line(element: Element) -> int:
    """The line on which the element's own first words begin."""
    for block in element.iter_blocks():
        return int(block.get(LINE) or 0)
    return 0


def _own_text(element: Element) -> str:
    if element.tag in _TEXTS or element.tag == _P or not len(element):
        return block_text(element)
    blocks = [p for child in element if child.tag in _TEXTS for p in child if p.tag == _P]
    if local(str(element.tag)) in ("tocItem", "docTitle"):
        return block_text(element)
    return "\n".join(block_text(block) for block in blocks)


def _children(element: Element) -> list[Element]:
    """What is shown below an element: provisions, blocks, the notes that hang on its lines."""
    found: list[etree._Element] = []
    if element.tag == _P or element.kind == "tocItem":
        found += element.iter(_NOTE)
    for child in element if element.tag != _P and element.kind != "tocItem" else ():
        if child.tag in _TEXTS:
            found += [grandchild for grandchild in child if grandchild.tag != _P]
            found += child.iter(_NOTE)
        elif child.tag not in _HEADS and child.tag != _META:
            found.append(child)
    return [cast(Element, child) for child in found]
