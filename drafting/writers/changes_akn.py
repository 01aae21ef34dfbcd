"""The new text as Akoma Ntoso, with what was changed in it told in ``meta/analysis``.

Every changed row is one ``textualMod`` (two where text and place both changed) of a type that AKN
3.0 knows: substitution, insertion, repeal, renumbering, split, join. A move is a renumbering: the
standard has no other word for it. The words taken out and put in stand in ``old`` and ``new``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from lxml import etree

from drafting.akn.elements import Element, make_element
from drafting.akn.names import SOURCE, tag
from drafting.akn.tree import Tree
from drafting.comparison.changes import Change, Changes, SegmentKind

_TYPES = {
    "modified": "substitution", "consequential": "substitution", "inserted": "insertion",
    "deleted": "repeal", "split": "split", "merged": "join",
}
_BEHIND = tuple(
    tag(n) for n in ("temporalData", "references", "notes", "proprietary", "presentation")
)


def changes_to_akn(old: Tree, new: Tree, changes: Changes) -> Tree:
    """A copy of ``new`` whose metadata says what was changed from ``old``; ``new`` stays as it is.

    Rows without an eId on either side (pieces of front matter) have no place to point at and are
    left out; a text without changes gets no ``analysis``.
    """
    tree = new.copy()
    before = _expression_iri(old)
    mods = list(_iter_mods(changes.rows, before))
    if not mods:
        return tree
    meta = tree.main.find(tag("meta"))
    assert meta is not None  # every tree that parse makes or read_tree accepts has one
    analysis = _element("analysis", source="#drafting")
    passive = _append(analysis, "passiveModifications")
    for number, mod in enumerate(mods, 1):
        mod.set("eId", f"pmod_{number}")
        passive.append(mod)
    behind = next((child for child in meta if child.tag in _BEHIND), None)
    if behind is None:
        meta.append(analysis)
    else:
        behind.addprevious(analysis)
    etree.cleanup_namespaces(tree.root, keep_ns_prefixes=["d"])
    return Tree(tree.root)


def _expression_iri(tree: Tree) -> str:
    path = f".//{tag('FRBRExpression')}/{tag('FRBRuri')}"
    found = tree.main.find(path)
    return "" if found is None else found.get("value") or ""


def _iter_mods(rows: Sequence[Change], before: str) -> Iterator[Element]:
    for row in rows:
        if not any((*row.old_eids, *row.new_eids)):
            continue
        if row.kind in _TYPES:
            yield _mod(_TYPES[row.kind], row, before, with_words=True)
        if row.old and row.new and (row.moved or row.renumbered) and row.kind not in (
            "split", "merged",
        ):
            yield _mod("renumbering", row, before, with_words=False)


def _mod(kind: str, row: Change, before: str, with_words: bool) -> Element:
    mod = _element("textualMod", type=kind)
    olds = [f"{before}~{eid}" for eid in row.old_eids if eid]
    news = [f"#{eid}" for eid in row.new_eids if eid]
    for href in olds or [before]:
        _append(mod, "source", href=href)
    for href in news or olds:
        _append(mod, "destination", href=href)
    for name, hrefs, segment in (("old", olds, "delete"), ("new", news, "insert")):
        words = _words(row, "delete" if segment == "delete" else "insert") if with_words else []
        for at, href in enumerate(hrefs):
            place = _append(mod, name, href=href)
            for text in words if at == 0 else ():
                etree.SubElement(place, f"{{{SOURCE}}}words").text = text
    return mod


def _words(row: Change, kind: SegmentKind) -> list[str]:
    return [
        segment.text for pair in row.pairs for segment in pair.segments if segment.kind == kind
    ]


def _element(name: str, **attributes: str) -> Element:
    return cast(Element, make_element(tag(name), attributes))


def _append(parent: Element, name: str, **attributes: str) -> Element:
    child = _element(name, **attributes)
    parent.append(child)
    return child
