"""The tree walked once, into plain records that rules can read fast.

A ``Node`` mirrors a provision (条, 款, 项, level …), a ``Row`` a printed line that is linted. Furniture,
the 目录 and a second copy of the text are walked past: what they hold is not linted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from lxml import etree

from drafting.akn import Element, Provision, block_text
from drafting.akn.names import GAP, HIERARCHY, LINE, local, tag

Role = Literal["title", "preface", "preamble", "prose", "table", "conclusions", "annex", "toc", ""]
"""What a row is; "" is furniture and duplicate: not linted."""

_BLOCKS = frozenset(
    tag(n) for n in ("num", "heading", "subheading", "crossHeading", "p", "tocItem", "caption")
)
_HEADS = frozenset(tag(n) for n in ("num", "heading", "subheading"))
_NUM, _HEADING, _ATTACHMENT = tag("num"), tag("heading"), tag("attachment")
_HIERARCHY = frozenset(tag(k) for k in HIERARCHY)
_ROLES: dict[str, Role] = {
    tag("longTitle"): "title", tag("preface"): "preface", tag("preamble"): "preamble",
    tag("body"): "prose", tag("mainBody"): "prose", tag("conclusions"): "conclusions",
    tag("table"): "table", tag("toc"): "toc", tag("coverPage"): "preface",
}
_NAMED: dict[str, Role] = {"furniture": "", "duplicate": "", "toc": "toc"}


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
    pieces: list[tuple[Element, int, int]]
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
    """One walk over a document: ``rows`` that are linted, ``toc`` rows, ``nodes`` in order."""

    def __init__(self, main: etree._Element) -> None:
        self.rows: list[Row] = []
        self.toc: list[Row] = []
        self.nodes: list[Node] = []
        self._open: list[tuple[Element, str]] = []
        self._open_for: tuple[Role, Node | None] = ("", None)
        self._scope = 0
        self._number = self._shift = 0
        self._walk(main, "", None)
        self._close()

    def _walk(self, element: etree._Element, role: Role, node: Node | None) -> None:
        for child in element:
            name = child.tag
            if name in _BLOCKS:
                self._take_block(cast(Element, child), role, node)
            elif name in _HIERARCHY:
                self._walk(child, role, self._add_node(cast(Provision, child), node))
            elif name == _ATTACHMENT:
                self._scope += 1
                self._walk(child, "annex", None)
            elif isinstance(name, str) and local(name) != "meta":
                self._walk(child, _role_below(child, role), node)

    def _add_node(self, element: Provision, parent: Node | None) -> Node:
        node = Node(element, local(cast(str, element.tag)), parent, self._scope)
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)
        return node

    def _take_block(self, block: Element, role: Role, node: Node | None) -> None:
        text = block_text(block)
        if node is not None:
            if block.tag == _NUM and not node.num:
                node.num = text
            elif block.tag == _HEADING and not node.heading:
                node.heading = text
        if self._open and (block.get(LINE) is not None or not self._goes_on(block, node)):
            self._close()
        self._open.append((block, text))
        self._open_for = (role, node)
        if len(block):
            self._walk(block, role, node)  # footnotes are lines of their own

    def _goes_on(self, block: Element, node: Node | None) -> bool:
        """Whether the block stands on the line of the label or heading before it."""
        last = self._open[-1][0]
        if last.tag not in _HEADS:
            return False
        owner = last.getparent()
        if block.getparent() is owner:
            return True
        while node is not None:
            if node.element is owner:
                return True
            node = node.parent
        return False

    def _close(self) -> None:
        """Make a row of the blocks gathered."""
        if not self._open:
            return
        role, node = self._open_for
        pieces, parts, at, head = [], [], 0, -1
        for place, (block, text) in enumerate(self._open):
            if head < 0 and block.tag not in _HEADS:
                head = at
            pieces.append((block, at, at + len(text)))
            gap = block.get(GAP, "") if place < len(self._open) - 1 else ""
            parts.append(text + gap)
            at += len(text) + len(gap)
        printed = int(self._open[0][0].get(LINE) or 0)
        if printed and printed != self._number:
            self._number, self._shift = printed, 0
        row = Row("".join(parts), self._number, self._shift, role, node, pieces,
                  head if head >= 0 else at)
        self._shift += at
        self._open = []
        self._keep(row)

    def _keep(self, row: Row) -> None:
        if row.role == "toc":
            self.toc.append(row)
        elif row.role:
            self.rows.append(row)
            node = row.node
            if node is not None:
                node.rows.append(row)
            while node is not None and node.row is None:
                node.row = row
                node = node.parent


def _role_below(element: etree._Element, role: Role) -> Role:
    """The role of what stands in ``element``; inside an annex all prose is the annex's."""
    name = element.get("name")
    if name in _NAMED:
        return _NAMED[name]
    own = _ROLES.get(cast(str, element.tag))
    if own is None or (role == "annex" and own != "table"):
        return role
    return own
