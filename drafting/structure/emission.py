"""Nodes → Akoma Ntoso XML: one string, parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from lxml import etree

from drafting.akn.elements import make_parser
from drafting.akn.names import AKN, SOURCE
from drafting.structure.nodes import INNER, Mark, Node

_SPECIAL = re.compile("[&<>\"\x00-\x1f\ud800-\udfff\ufffe\uffff]")
# What XML cannot hold becomes U+FFFD (a blank, where it is one), so that even raw input keeps its
# length.
_ESCAPES = {
    **dict.fromkeys((*range(32), *range(55296, 57344), 65534, 65535), "�"),
    **dict.fromkeys((11, 12, 28, 29, 30, 31), " "),
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;",
    9: "&#9;", 10: "&#10;", 13: "&#13;",
}  # fmt: skip
_PARSER = make_parser(huge=True)


def nodes_to_root(main: Node) -> etree._Element:
    """Return the ``akomaNtoso`` element that holds ``main`` (a bill, act or doc)."""
    parts = [f'<akomaNtoso xmlns="{AKN}" xmlns:d="{SOURCE}">']
    _write((main,), parts.append)
    parts.append("</akomaNtoso>")
    return etree.fromstring("".join(parts).encode(), _PARSER)


def _escape(text: str) -> str:
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


_escape_gap = lru_cache(maxsize=256)(_escape)
"""Kept: a text prints the same blank behind every label."""


def _write(nodes: Iterable[Node], append: Callable[[str], None]) -> None:
    """Write siblings: half of all nodes are leaves, which a loop takes without a call each."""
    for node in nodes:
        head = kind = node.kind
        if node.eid:
            head = f'{kind} eId="{node.eid}"'
        text = node.text
        if node.marks is not None:
            text = _mark_up(node)
        elif text and _SPECIAL.search(text):
            text = text.translate(_ESCAPES)
        if text and kind in INNER:  # such a node has no attribute of its own but the eId
            opening, closing = INNER[kind]
            head, text = f"{head}><{opening}", f"{text}</{closing}>"
        if node.line:
            head = f'{head} d:line="{node.line}"'
        if node.name:
            head = f'{head} name="{node.name}"'
        if node.gap is not None:
            head = f'{head} d:gap="{_escape_gap(node.gap)}"'
        if node.extra is not None:
            head += _attributes(node.extra)
        if node.children:
            append(f"<{head}>{text}")
            _write(node.children, append)
            append(f"</{kind}>")
        elif text:
            append(f"<{head}>{text}</{kind}>")
        else:
            append(f"<{head}/>")


def _attributes(attrs: dict[str, str]) -> str:
    written = ""
    for name, value in attrs.items():
        written = f'{written} {name}="{_escape(value)}"'
    return written


def _mark_up(node: Node) -> str:
    """The text with its marks; one that crosses another is left out."""
    written: list[str] = []
    text, at, append = node.text, 0, written.append
    escape = _escape if _SPECIAL.search(text) else str
    open_marks: list[Mark] = []
    for mark in sorted(node.marks or (), key=_mark_order):
        while open_marks and open_marks[-1].end <= mark.start:
            append(escape(text[at : open_marks[-1].end]))
            at = _close(open_marks.pop(), at, append)
        if open_marks and mark.end > open_marks[-1].end:
            continue
        append(escape(text[at : mark.start]))
        at = mark.start
        append(f"<{mark.kind}{_attributes(mark.attrs)}>")
        if mark.node is not None:
            _write(mark.node.children, append)
        open_marks.append(mark)
    while open_marks:
        append(escape(text[at : open_marks[-1].end]))
        at = _close(open_marks.pop(), at, append)
    append(escape(text[at:]))
    return "".join(written)


def _mark_order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _close(mark: Mark, at: int, append: Callable[[str], None]) -> int:
    append(f"</{mark.kind}>")
    return max(at, mark.end)
