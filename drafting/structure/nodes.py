"""The tree while it grows: light records, written out as Akoma Ntoso in one go (see ``emission``).

Elements of an XML library cost several times what all the rest of parsing costs; a ``Node`` has the
few slots the builders need, and no way up: without cycles it is gone when its tree is written.
Text stands in text-bearing nodes only, whole; what is inside a line (references, terms, the breaks
of hard-wrapped text) is a ``Mark`` over it.

Two elements in three would hold nothing but one text, so that the node above holds it for them: the
text of a block (content, intro, wrapUp) is its only ``p``, that of a 款, which has no number, its
only ``content``, that of any other provision its ``num``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from drafting.akn.names import HIERARCHY

BLOCKS = frozenset(("content", "intro", "wrapUp"))
INNER = {
    **dict.fromkeys(HIERARCHY, ("num", "num")), **dict.fromkeys(BLOCKS, ("p", "p")),
    "paragraph": ("content><p", "p></content"),
}  # fmt: skip
"""The elements that a node's own text stands in, where it is not the node's own: opened, closed."""


class Mark(NamedTuple):
    """An inline element over ``text[start:end]`` of its node; empty when ``start == end``.

    ``node``, for a mark without extent, is what stands there (a footnote).
    """

    start: int
    end: int
    kind: str
    attrs: dict[str, str]
    node: Node | None = None


class Node:
    """An element to be: ``kind`` is its local name ("d:…" for this project's own).

    ``line`` and ``gap`` become the ``d:line`` and ``d:gap`` of what holds the text; ``number`` is
    what the label counts, as an eId has it ("12", "120-1"), None where nothing is printed or read.
    """

    __slots__ = (
        "children", "eid", "extra", "gap", "kind", "line", "marks", "name", "number", "text",
    )  # fmt: skip

    def __init__(self, kind: str, text: str = "", line: int = 0) -> None:
        self.kind = kind
        self.text = text
        self.line = line
        self.children: list[Node] = []
        self.gap: str | None = None
        self.name = ""
        self.eid = ""
        self.number: str | None = None
        self.marks: list[Mark] | None = None
        self.extra: dict[str, str] | None = None

    def mark(self, start: int, end: int, kind: str, **attrs: str) -> None:
        """Lay an inline element over ``text[start:end]``."""
        if self.marks is None:
            self.marks = []
        self.marks.append(Mark(start, end, kind, attrs))

    def set(self, name: str, value: str) -> None:
        """Set any other attribute."""
        if self.extra is None:
            self.extra = {}
        self.extra[name] = value

    def find(self, kind: str) -> Node | None:
        """The first child of that kind."""
        return next((child for child in self.children if child.kind == kind), None)

    def iter(self) -> Iterator[Node]:
        """This node and all below, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))
