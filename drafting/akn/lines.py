"""The tree as the lines that were printed: the way back from structure to text.

A line begins at a text-bearing element with a ``d:line``, and at every other that follows neither
the num or heading of its own provision nor an element with a ``d:gap``: 第一条 | 【立法目的】 | 为了…
are num, heading and p of one line, parted by the blank that ``d:gap`` keeps; 一是…二是… are claims
of one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from drafting.akn.elements import Element, Provision, block_text
from drafting.akn.names import GAP, HIERARCHY, LINE, tag
from drafting.records import record

_NOTE = tag("authorialNote")
_HEADS = frozenset((tag("num"), tag("heading"), tag("subheading")))
_HIERARCHY = frozenset(tag(k) for k in (*HIERARCHY, "hcontainer"))


@record
class Piece:
    """A text-bearing element and where its text stands in its line: ``text[start:end]``."""

    element: Element
    start: int
    end: int


@record
class TreeLine:
    """One printed line (a paragraph of the document).

    ``number`` is the source line (0 when unknown); ``pieces`` are the elements it came from.
    """

    text: str
    number: int
    pieces: tuple[Piece, ...]

    @property
    def provision(self) -> Provision | None:
        """The innermost hierarchy element that holds the line's last piece."""
        return provision_of(self.pieces[-1].element)


def provision_of(element: etree._Element) -> Provision | None:
    """The innermost hierarchy element at or above ``element``."""
    if element.tag in _HIERARCHY:
        return cast(Provision, element)
    return cast("Provision | None", next(element.iterancestors(*_HIERARCHY), None))


def element_to_lines(root: etree._Element) -> list[TreeLine]:
    """Return the lines at or below ``root`` in document order (metadata holds none)."""
    lines: list[TreeLine] = []
    waiting: list[Element] = []
    for block in cast(Element, root).iter_blocks():
        if waiting and (
            block.get(LINE) is not None
            or not _follows_head(block, waiting[-1])
        ):
            lines.append(_join(waiting))
            waiting = []
        waiting.append(block)
    if waiting:
        lines.append(_join(waiting))
    return lines


def _follows_head(block: Element, previous: Element) -> bool:
    if previous.get(GAP) is not None:
        return True
    owner = previous.getparent()
    return previous.tag in _HEADS and owner is not None and owner in block.iterancestors()


def _join(blocks: list[Element]) -> TreeLine:
    pieces, parts, at = [], [], 0
    for block in blocks:
        text = block_text(block)
        pieces.append(Piece(block, at, at + len(text)))
        gap = block.get(GAP, "") if block is not blocks[-1] else ""
        parts.append(text + gap)
        at += len(text) + len(gap)
    return TreeLine("".join(parts), int(blocks[0].get(LINE) or 0), tuple(pieces))


def iter_text(root: etree._Element) -> Iterator[str]:
    """The text of each line at or below ``root``."""
    return (line.text for line in element_to_lines(root))
