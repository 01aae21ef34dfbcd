"""The 目录 linked to the headings it repeats."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.structure.contents import entry_key
from drafting.structure.nodes import Node

_HOLDERS = frozenset(("body", "mainBody", "attachments", "doc"))
_HEADED = frozenset(("part", "subpart", "chapter", "section", "level", "attachment"))


def link_contents(main: Node) -> None:
    """Point every ``tocItem`` to the heading that reads like it; the others keep ``href="#"``.

    Entries are matched in order, so that 第一节 一般规定 of the third chapter is that one's.
    """
    items = [node for preface in _iter_prefaces(main) for node in preface.iter()]
    items = [node for node in items if node.kind == "tocItem"]
    if not items:
        return
    heads = [(_head_key(node), node.eid) for node in _iter_heads(main)]
    preamble = main.find("preamble")
    if preamble is not None and preamble.children:
        heads.insert(0, (entry_key(preamble.children[0].text), preamble.eid))
    places: dict[str, list[int]] = {}
    for place, (key, _) in enumerate(heads):
        places.setdefault(key, []).append(place)
    at = -1
    for item in items:
        found = places.get(entry_key(item.text), [])
        place = next((p for p in found if p > at), found[0] if found else -1)
        if place >= 0:
            at = place
            item.set("href", f"#{heads[place][1]}")


def _iter_prefaces(main: Node) -> Iterator[Node]:
    """The preface of ``main`` and of each annex."""
    attachments = main.find("attachments")
    annexes = attachments.children if attachments is not None else []
    for document in (main, *(annex.children[0] for annex in annexes)):
        preface = document.find("preface")
        if preface is not None:
            yield preface


def _iter_heads(node: Node) -> Iterator[Node]:
    """What a 目录 may list below ``node``, in order; 条 are not gone into."""
    for child in node.children:
        if child.kind in _HEADED:
            yield child
        if child.kind in _HEADED or child.kind in _HOLDERS:
            yield from _iter_heads(child)


def _head_key(node: Node) -> str:
    if node.kind == "attachment":
        preface = node.children[0].find("preface")
        lines = [n.text for n in preface.iter() if n.kind == "p"] if preface is not None else []
        return entry_key("".join(lines))
    heading = node.find("heading")
    return entry_key(node.text + (heading.text if heading is not None else ""))
