"""Script paragraphs sorted by where in the user's file they go: body, cells, notes, text boxes.

A flow is what one tracked mark can join: the paragraphs of one container up to the next table or
section break. What is new goes with what stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from drafting.word.carrier import Carrier
from drafting.word.marks import settle
from drafting.word.names import BODY, POINTS, PPR, SECT, TBL, P, w
from drafting.word.script import Block, Paragraph, Table, iter_paragraphs

_WRAPPERS = frozenset((w("sdtContent"), w("sdt"), w("customXml"), w("smartTag")))


@dataclass(slots=True)
class Flow:
    """Paragraphs of one flow: (place in the script, paragraph). ``last`` is the ``w:p`` of the last
    old line; a flow of new paragraphs only goes ``after`` or ``before`` a table.
    """

    entries: list[tuple[int, Paragraph]] = field(default_factory=list)
    last: etree._Element | None = None
    after: etree._Element | None = None
    before: etree._Element | None = None

    def settle(self, carrier: Carrier) -> list[tuple[int, Paragraph]]:
        """The entries in a layout that Word and LibreOffice undo alike."""
        closed = self.last is not None and next_paragraph(self.last) is None
        paragraphs = settle((p for _, p in self.entries), closed)
        _keep_marks(paragraphs, carrier)
        return [(at, p) for (at, _), p in zip(self.entries, paragraphs, strict=True)]


def _keep_marks(paragraphs: list[Paragraph], carrier: Carrier) -> None:
    """Let lines that go at the end of a paragraph of several take the soft break before them along.

    甲↵ [-乙]¶- becomes 甲[-↵ 乙]¶: the paragraph's mark stays the end of what stays in it.
    """
    gone: list[int] = []
    for at in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[at]
        if paragraph.old is None:
            continue
        if gone and not _in_one(carrier, paragraph.old, paragraphs[gone[-1]].old):
            gone = []
        if paragraph.side == "delete" and (gone or _ends_paragraph(carrier, paragraph.old)):
            gone.append(at)
        elif gone and paragraph.mark == "equal":
            last = paragraphs[gone[0]]
            paragraphs[gone[0]] = replace(last, mark="equal", new=paragraph.new, mark_moved=False)
            paragraphs[at] = replace(paragraph, mark="delete")
            gone = []
        else:
            gone = []


def _in_one(carrier: Carrier, line: int, after: int | None) -> bool:
    """Whether the two lines are neighbours in one paragraph, a soft break between them."""
    if after != line + 1:
        return False
    home, following = carrier.homes[line], carrier.homes[after]
    if home is None or following is None:
        return False
    return home.paragraph is following.parts[0].paragraph


def _ends_paragraph(carrier: Carrier, line: int) -> bool:
    after = line + 1
    return after >= len(carrier.homes) or not _in_one(carrier, line, after)


def blocks_to_flows(blocks: Sequence[Block], carrier: Carrier) -> list[Flow]:
    """Sort the paragraphs of a script, its tables' apart, into flows, each in order."""
    sorter = _Sorter(carrier)
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            sorter.take(at, block)
        else:
            sorter.pass_table(find_table(block, carrier))
    return sorter.finish()


@dataclass(slots=True)
class _Sorter:
    """Takes blocks in order. New paragraphs wait for a place when a table stands before them."""

    carrier: Carrier
    flows: dict[tuple[int, int], Flow] = field(default_factory=dict)
    apart: list[Flow] = field(default_factory=list)
    _waiting: list[tuple[int, Paragraph]] = field(default_factory=list)
    _main: Flow | None = None
    _table: etree._Element | None = None
    _keys: _Keys = field(init=False)

    def __post_init__(self) -> None:
        self._keys = _Keys()

    def take(self, at: int, paragraph: Paragraph) -> None:
        """Add a paragraph to the flow it belongs to."""
        home = None if paragraph.old is None else self.carrier.homes[paragraph.old]
        if home is None:
            waiting = self._waiting if self._main is None else self._main.entries
            waiting.append((at, paragraph))
            return
        flow = self.flows.setdefault(self._keys.of(home.paragraph), Flow())
        if is_main(home.paragraph):
            flow.entries += self._waiting
            self._waiting, self._main = [], flow
        flow.entries.append((at, paragraph))
        flow.last = home.paragraph

    def pass_table(self, table: etree._Element | None) -> None:
        """A table of the old file stands here: what is new after it must not go before it."""
        if table is None:
            return
        if self._waiting:
            before = table if self._table is None else None
            self.apart.append(Flow(self._waiting, None, self._table, before))
            self._waiting = []
        self._main, self._table = None, table

    def finish(self) -> list[Flow]:
        """All flows; what still waits goes to the end."""
        found = [*self.flows.values(), *self.apart]
        if self._waiting and self._table is not None:
            found.append(Flow(self._waiting, None, self._table))
        elif self._waiting and found:
            found[0].entries[0:0] = self._waiting
        return found


def find_table(block: Table, carrier: Carrier) -> etree._Element | None:
    """The ``w:tbl`` of the user's file that a table of the script is, None for a new one."""
    for paragraph in iter_paragraphs([block]):
        home = None if paragraph.old is None else carrier.homes[paragraph.old]
        if home is not None:
            return next(home.paragraph.iterancestors(TBL), None)
    return None


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
