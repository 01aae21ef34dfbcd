"""Text changed inside an element, mark-up and all (references, notes) staying where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from drafting.akn.names import tag

_NOTE = tag("authorialNote")


def rewrite_block(element: etree._Element, changes: Sequence[tuple[int, int, str]]) -> None:
    """Replace stretches of ``block_text(element)``: (start, end, new), in order, not touching.

    What spans several text nodes is taken out of each and the new text put into the first.
    """
    for start, end, new in reversed(changes):
        at = 0
        done = False
        for owner, part, text in list(_iter_texts(element)):
            low, high = max(start, at), min(end, at + len(text))
            inside = low < high or (start == end and at <= start <= at + len(text))
            if inside and not (done and start == end):
                put = "" if done else new
                _write(owner, part, text[: low - at] + put + text[high - at :])
                done = True
            at += len(text)
        if not done and new and end >= at:
            owner, part, text = list(_iter_texts(element))[-1]
            _write(owner, part, text + new)


def _iter_texts(element: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """The text nodes that ``block_text`` reads, in order: element, "text" or "tail", the text."""
    yield element, "text", element.text or ""
    for child in element:
        if child.tag != _NOTE and isinstance(child.tag, str):
            yield from _iter_texts(child)
        yield child, "tail", child.tail or ""


def _write(owner: etree._Element, part: str, text: str) -> None:
    if part == "text":
        owner.text = text
    else:
        owner.tail = text
