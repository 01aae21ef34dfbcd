"""The tree walked once, into plain records that rules can read fast.

A ``Node`` mirrors a provision (条, 款, 项, level …), a ``Row`` a printed line that is linted. Furniture,
the 目录 and a second copy of the text are walked past: what they hold is not linted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from drafting.akn import Element, Provision, block_text
from drafting.akn.names import GAP, HIERARCHY, LINE, tag

Role = Literal["title", "preface", "preamble", "prose", "table", "conclusions", "annex", "toc", ""]
"""What a row is; "" is furniture and duplicate: not linted."""

_BLOCKS = frozenset(
    tag(n) for n in ("num", "heading", "subheading", "crossHeading", "p", "tocItem", "caption")
)
_HEADS = frozenset(tag(n) for n in ("num", "heading", "subheading"))
_NUM, _HEADING, _ATTACHMENT = tag("num"), tag("heading"), tag("attachment")
_META = tag("meta")
_HIERARCHY = {tag(k): k for k in HIERARCHY}
_TRANSPARENT = frozenset(tag(n) for n in ("content", "intro", "wrapUp"))
"""What only wraps the text of a provision, the most frequent elements of all."""
_ROLES: dict[str, Role] = {
    tag("longTitle"): "title", tag("preface"): "preface", tag("preamble"): "preamble",
    tag("body"): "prose", tag("mainBody"): "prose", tag("conclusions"): "conclusions",
    tag("table"): "table", tag("toc"): "toc", tag("coverPage"): "preface",
}
_NAMED: dict[str, Role] = {"furniture": "", "duplicate": "", "toc": "toc"}


_STOPS = (*_BLOCKS, *_HIERARCHY, _ATTACHMENT)
"""What a walk stops at."""

Piece = tuple[Element, int, int]
"""A text-bearing element and where its text stands in its row."""
Place = tuple[Role, "Node | None"]
"""The role of what stands in an element, and the innermost provision that holds it."""


@dataclass(slots=True, eq=False)
class Node:
    """A provision: its label and heading as printed, what it holds, where it begins."""

    element: Provision
    kind: str
    parent: Node | None
    scope: int
    """0 the body, n the n-th annex: what is numbered on its own."""
    num: str = ""
    heading: str = ""
    row: Row | None = None
    """The row in which it begins."""
    children: list[Node] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """The rows whose innermost provision this is."""

    @property
    def article(self) -> Node | None:
        """The 条 that holds this, itself included."""
        node: Node | None = self
        while node is not None and node.kind != "article":
            node = node.parent
        return node

    def below(self, *kinds: str) -> list[Node]:
        """The children of ``kinds``."""
        return [c for c in self.children if c.kind in kinds]


@dataclass(slots=True, eq=False)
class Row:
    """A line that is linted.

    ``plain`` is ``text`` in Simplified script; ``head`` is where the text after label and heading
    begins; ``number`` the source line, of which the row begins at character ``shift`` (a source
    line that the tree cuts into several rows); ``offset`` the row's place in ``View.text``.
    """

    text: str
    number: int
    shift: int
    role: Role
    node: Node | None
    pieces: list[Piece]
    head: int
    plain: str
    offset: int = 0
    index: int = 0

    @property
    def rest(self) -> str:
        """The text after label and heading, in Simplified script."""
        return self.plain[self.head :]

    @property
    def is_prose(self) -> bool:
        """Whether this is the running text of the body (no title, signature, table, annex)."""
        return self.role == "prose"


class Walk:
    """One walk over a document: ``rows`` that are linted, ``toc`` rows, ``nodes`` in order.

    Speed matters here: libxml2 itself seeks out what is looked at (blocks of text, provisions,
    annexes); what stands between them (content, container …) is asked for only where a block has
    it as parent.
    """

    def __init__(self, main: etree._Element) -> None:
        self.rows: list[Row] = []
        self.toc: list[Row] = []
        self.nodes: list[Node] = []
        self._open: list[tuple[Element, str, bool]] = []
        """The blocks of the line being read: element, text, whether it is a label or heading."""
        self._role: Role = ""
        self._node: Node | None = None
        self._scope = 0
        self.untitled: set[int] = set()
        """Annexes that begin with a 章 or 条 at once: no annexes, but text that was put twice."""
        self._begun = 0
        self._printed: str | None = None
        """The line that the first block gathered begins."""
        self._number = self._shift = 0
        self._places: dict[etree._Element | None, Place] = {main: ("", None)}
        for child in main:
            if child.tag != _META:
                self._read(child)
        self._close()

    def _read(self, top: etree._Element) -> None:
        places, nodes = self._places, self.nodes
        for element in top.iter(*_STOPS):
            name = element.tag
            above = element.getparent()
            role, node = places.get(above) or self._find_place(above)
            kind = _HIERARCHY.get(name)
            if kind is not None:
                below = Node(element, kind, node, self._scope)  # type: ignore[arg-type]
                nodes.append(below)
                if node is not None:
                    node.children.append(below)
                places[element] = role, below
            elif name == _ATTACHMENT:
                self._close()  # the last line before belongs to what is before
                self._scope += 1
                places[element] = "annex", None
            else:
                self._take_block(element, name, role, node)  # type: ignore[arg-type]

    def _find_place(self, element: etree._Element | None) -> Place:
        """The role of what stands in ``element``, and the provision that holds it."""
        assert element is not None  # the walk begins below the document, whose place is known
        above = element.getparent()
        place = self._places.get(above) or self._find_place(above)
        if element.tag in _TRANSPARENT:
            return place  # the most frequent of all: asked for again sooner than kept
        self._places[element] = place = _role_below(element, place[0]), place[1]
        return place

    def _take_block(self, block: Element, name: str, role: Role, node: Node | None) -> None:
        text = block_text(block) if len(block) else (block.text or "")
        is_head = name in _HEADS
        if is_head and node is not None:
            if name == _NUM:
                node.num = node.num or text
            else:
                node.heading = node.heading or text
        printed = block.get(LINE)
        if self._open and (printed is not None or not self._goes_on(block, node)):
            self._close()
        if not self._open:
            self._printed = printed
        self._open.append((block, text, is_head))
        self._role, self._node = role, node

    def _goes_on(self, block: Element, node: Node | None) -> bool:
        """Whether the block stands on the line of the label or heading before it."""
        last, _, is_head = self._open[-1]
        if not is_head:
            return False
        owner = last.getparent()
        while node is not None:
            if node.element is owner:
                return True
            node = node.parent
        return block.getparent() is owner

    def _close(self) -> None:
        """Make a row of the blocks gathered."""
        opened = self._open
        if not opened:
            return
        self._open = []
        if self._printed is not None:
            number = int(self._printed)
            if number != self._number:
                self._number, self._shift = number, 0
        text, pieces, head = _join(opened)
        shift, node = self._shift, self._node
        self._shift += len(text)
        if self._role == "toc":
            self.toc.append(Row(text, self._number, shift, "toc", node, pieces, head, text))
        elif self._role:
            self._keep(Row(text, self._number, shift, self._role, node, pieces, head, text))

    def _keep(self, row: Row) -> None:
        """Take in a row that is linted; the provisions that begin with it learn of it."""
        self.rows.append(row)
        node = row.node
        if self._scope > self._begun and row.role == "annex":
            self._begun = self._scope
            if node is not None and node.kind not in ("level", "paragraph"):
                self.untitled.add(self._scope)
        if node is not None:
            node.rows.append(row)
        while node is not None and node.row is None:
            node.row = row
            node = node.parent


def _join(opened: list[tuple[Element, str, bool]]) -> tuple[str, list[Piece], int]:
    """The text of a line, its pieces, and where the text after label and heading begins."""
    block, text, is_head = opened[0]
    at = len(text)
    pieces = [(block, 0, at)]
    if len(opened) == 1:
        return text, pieces, at if is_head else 0
    head = -1 if is_head else 0
    for after, more, is_head in opened[1:]:
        gap = block.get(GAP)
        if gap:
            text += gap
            at += len(gap)
        if head < 0 and not is_head:
            head = at
        text += more
        pieces.append((after, at, at + len(more)))
        block, at = after, at + len(more)
    return text, pieces, head if head >= 0 else at


def _role_below(element: etree._Element, role: Role) -> Role:
    """The role of what stands in ``element``; inside an annex all prose is the annex's."""
    name = element.get("name")
    if name in _NAMED:
        return _NAMED[name]
    own = _ROLES.get(element.tag)
    if own is None or (role == "annex" and own != "table"):
        return role
    return own
