"""eIds for a tree of nodes: hierarchy by what is printed, every block that can be a unit by place."""

from __future__ import annotations

from drafting.akn.eids import EidMaker
from drafting.akn.names import HIERARCHY
from drafting.structure.nodes import Node

_HIERARCHY = frozenset((*HIERARCHY, "hcontainer"))
_PLACES = {
    "coverPage": "cover", "preface": "preface", "preamble": "preamble", "body": "body",
    "mainBody": "body", "conclusions": "conclusions",
}  # fmt: skip


def number_nodes(main: Node, prefix: str = "") -> None:
    """Give every node at or below ``main`` that is a provision or a block its eId."""
    maker = EidMaker(prefix)
    for child in main.children:
        if child.kind == "attachments":
            for place, attachment in enumerate(child.children, 1):
                attachment.eid = f"{prefix}att_{place}"
                number_nodes(attachment.children[0], f"{attachment.eid}__")
        elif child.kind in _PLACES:
            child.eid = prefix + _PLACES[child.kind]
            if child.kind in ("body", "mainBody"):
                _number_provisions(child, "", child.eid, maker)
            else:
                _number_blocks(child, child.eid)


def _number_provisions(node: Node, parent: str, block: str, maker: EidMaker) -> None:
    """Number the provisions below ``node``; its blocks are numbered under ``block``."""
    paragraphs = blocks = 0
    for child in node.children:
        kind = child.kind
        if kind in _HIERARCHY:
            number = child.number
            if kind == "paragraph" and number is None:
                paragraphs += 1
                number = str(paragraphs)
            eid = child.eid = maker.make(kind, number, parent)
            if child.children:
                _number_provisions(child, eid, eid, maker)
        elif kind in ("content", "intro"):
            if child.children:
                _number_blocks(child, block, ("table",))
        elif kind == "wrapUp":
            child.eid = f"{block}__wrapup"
        elif kind in ("p", "table"):
            blocks += 1
            child.eid = f"{block}__{kind}_{blocks}"


def _number_blocks(node: Node, parent: str, kinds: tuple[str, ...] = ()) -> None:
    counts: dict[str, int] = {}
    for child in node.children:
        kind = child.kind
        if kind in ("longTitle", "formula"):
            child.eid = f"{parent}__{kind}"
        elif kind in (kinds or ("container", "table", "toc")):
            counts[kind] = counts.get(kind, 0) + 1
            child.eid = f"{parent}__{kind}_{counts[kind]}"
            _number_blocks(child, child.eid)
        elif kind == "p" and not kinds and node.kind in _PLACES:
            counts[kind] = counts.get(kind, 0) + 1
            child.eid = f"{parent}__p_{counts[kind]}"


__all__ = ["number_nodes"]
