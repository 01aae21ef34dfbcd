"""Script paragraphs sorted by where in the user's file they go: body, cells, notes, text boxes.

A flow is what one tracked mark can join: the paragraphs of one container up to the next table or
section break. What is new goes with what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.word.carrier import Carrier
from drafting.word.marks import settle
from drafting.word.names import BODY, POINTS, PPR, SECT, P, w
from drafting.word.script import Paragraph

_WRAPPERS = frozenset((w("sdtContent"), w("sdt"), w("customXml"), w("smartTag")))


@dataclass(slots=True)
class Flow:
    """Paragraphs of one flow: (place in the script, paragraph), and whether its last mark is one
    that nothing follows.
    """

    entries: list[tuple[int, Paragraph]] = field(default_factory=list)
    last: etree._Element | None = None

    def settle(self) -> list[tuple[int, Paragraph]]:
        """The entries in a layout that Word and LibreOffice undo alike."""
        closed = self.last is not None and next_paragraph(self.last) is None
        paragraphs = settle((p for _, p in self.entries), closed)
        return [(at, p) for (at, _), p in zip(self.entries, paragraphs, strict=True)]


def paragraphs_to_flows(
    entries: Sequence[tuple[int, Paragraph]], carrier: Carrier
) -> list[Flow]:
    """Sort the paragraphs of a script (its tables apart) into flows, each in order."""
    flows: dict[tuple[int, int], Flow] = {}
    keys = _Keys()
    main: tuple[int, int] | None = None
    waiting: list[tuple[int, Paragraph]] = []
    for entry in entries:
        home = None if entry[1].old is None else carrier.homes[entry[1].old]
        if home is None:
            if main is None:
                waiting.append(entry)
            else:
                flows[main].entries.append(entry)
            continue
        key = keys.of(home.paragraph)
        flow = flows.setdefault(key, Flow())
        if is_main(home.paragraph):
            main = key
            flow.entries += waiting
            waiting = []
        flow.entries.append(entry)
        flow.last = home.paragraph
    if waiting and flows:
        next(iter(flows.values())).entries[0:0] = waiting
    return list(flows.values())


@dataclass(slots=True)
class _Keys:
    """Numbers flows: the container, and how many bounds stand before the paragraph in it."""

    _bounds: dict[etree._Element, dict[etree._Element, int]] = field(default_factory=dict)

    def of(self, paragraph: etree._Element) -> tuple[int, int]:
        container = container_of(paragraph)
        if container not in self._bounds:
            self._bounds[container] = dict(_count_bounds(container))
        return id(container), self._bounds[container].get(paragraph, 0)


def _count_bounds(container: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Each paragraph directly in ``container`` with the number of bounds before it."""
    bounds = 0
    for child in _iter_flat(container):
        if child.tag != P:
            bounds += child.tag not in POINTS
            continue
        yield child, bounds
        bounds += ends_section(child)


def _iter_flat(container: etree._Element) -> Iterator[etree._Element]:
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _iter_flat(child)
        else:
            yield child


def container_of(paragraph: etree._Element) -> etree._Element:
    """Body, cell, note or text box: what holds the paragraph, content controls looked through."""
    for ancestor in paragraph.iterancestors():
        if ancestor.tag not in _WRAPPERS:
            return ancestor
    raise ValueError("a paragraph outside any container")


def is_main(paragraph: etree._Element) -> bool:
    """Whether the paragraph stands in the body itself."""
    return container_of(paragraph).tag == BODY


def ends_section(paragraph: etree._Element) -> bool:
    """Whether the paragraph's mark carries a section break."""
    return paragraph.find(f"{PPR}/{SECT}") is not None


def next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph that this one would be joined with if its mark went; None when none."""
    if ends_section(paragraph):
        return None
    at: etree._Element | None = paragraph
    while at is not None:
        for sibling in at.itersiblings():
            if sibling.tag == P:
                return sibling
            if sibling.tag in _WRAPPERS:
                inner = next(_iter_flat(sibling), None)
                return inner if inner is not None and inner.tag == P else None
            if sibling.tag not in POINTS:
                return None
        at = at.getparent()
        if at is None or at.tag not in _WRAPPERS:
            return None
    return None
