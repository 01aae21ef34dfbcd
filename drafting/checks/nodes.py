"""The tree walked once, into plain records that rules can read fast.

A ``Node`` mirrors a provision (条, 款, 项, level …), a ``Row`` a printed line that is linted. Furniture,
the 目录 and a second copy of the text are walked past: what they hold is not linted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

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


Piece = tuple[Element, int, int]
"""A text-bearing element and where its text stands in its row."""


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
    plain: str = ""
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

    Speed matters here: every tag is asked for once, and nothing is looked up that is at hand.
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
        self._number = self._shift = 0
        for child in main:
            if child.tag != _META:
                self._walk(child, _role_below(child, ""), None)
        self._close()

    def _walk(self, element: etree._Element, role: Role, node: Node | None) -> None:
        for child in element:
            name = child.tag
            if name in _TRANSPARENT:
                self._walk(child, role, node)
            elif name in _BLOCKS:
                self._take_block(cast(Element, child), name, role, node)
            elif name in _HIERARCHY:
                below = Node(cast(Provision, child), _HIERARCHY[name], node, self._scope)
                self.nodes.append(below)
                if node is not None:
                    node.children.append(below)
                self._walk(child, role, below)
            elif name == _ATTACHMENT:
                self._close()  # the last line before belongs to what is before
                self._scope += 1
                self._walk(child, "annex", None)
            elif name != _META and isinstance(name, str):
                self._walk(child, _role_below(child, role), node)

    def _take_block(self, block: Element, name: str, role: Role, node: Node | None) -> None:
        has_children = len(block) > 0
        text = block_text(block) if has_children else (block.text or "")
        is_head = name in _HEADS
        if is_head and node is not None:
            if name == _NUM:
                node.num = node.num or text
            else:
                node.heading = node.heading or text
        if self._open and (block.get(LINE) is not None or not self._goes_on(block, node)):
            self._close()
        self._open.append((block, text, is_head))
        self._role, self._node = role, node
        if has_children:
            self._walk(block, role, node)  # footnotes are lines of their own

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
        printed = opened[0][0].get(LINE)
        if printed is not None and int(printed) != self._number:
            self._number, self._shift = int(printed), 0
        text, pieces, head = _join(opened)
        row = Row(text, self._number, self._shift, self._role, self._node, pieces, head)
        self._shift += len(text)
        if row.role == "toc":
            self.toc.append(row)
        elif row.role:
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
    if len(opened) == 1:
        block, text, is_head = opened[0]
        return text, [(block, 0, len(text))], len(text) if is_head else 0
    pieces: list[Piece] = []
    parts: list[str] = []
    at, head, last = 0, -1, len(opened) - 1
    for place, (block, text, is_head) in enumerate(opened):
        if head < 0 and not is_head:
            head = at
        end = at + len(text)
        pieces.append((block, at, end))
        parts.append(text)
        gap = block.get(GAP) if place < last else None
        if gap:
            parts.append(gap)
            end += len(gap)
        at = end
    return "".join(parts), pieces, head if head >= 0 else at


def _role_below(element: etree._Element, role: Role) -> Role:
    """The role of what stands in ``element``; inside an annex all prose is the annex's."""
    name = element.get("name")
    if name in _NAMED:
        return _NAMED[name]
    own = _ROLES.get(element.tag)
    if own is None or (role == "annex" and own != "table"):
        return role
    return own
