"""How deep an item stands: its style and number against those of the items still open.

    一、 …（一）… 1. … 2. … （二）… 3. …     a style that is open: the next of its list
    （一）… 1. … 2. …                        a style that is not: a list inside the last item
    1. … （一）… （二）… 2. …                 whatever the order of styles, if it begins at one

Numbers may run on across the lists above (items 1–17 under three parts): the count is kept by style,
and a list that does not begin at one stands where its style's rank puts it.
"""

from __future__ import annotations

from dataclasses import dataclass

from drafting.structure.labels import Label
from drafting.structure.nodes import Node

RANKS = {
    "cn": 0, "paren-cn": 1, "arabic": 2, "paren-arabic": 3, "closed": 4, "circle": 5, "stem": 6,
    "ordinal": 7, "decimal-2": 8, "decimal-3": 9,
}  # fmt: skip
"""List styles from the outermost, as GB/T 9704 orders them."""


@dataclass(slots=True)
class OpenItem:
    """An item that may still get children or a next one."""

    style: str
    number: int
    node: Node
    headed: bool = False
    """Whether it begins with a heading: text below it is its own."""
    listed: bool = False
    """Whether an item before it ended in ；: one of a list, no section of its own."""


class Nesting:
    """The items open at a point of a text, outermost first."""

    def __init__(self) -> None:
        self.items: list[OpenItem] = []

    def keep(self, label: Label) -> int:
        """How many of the open items stay open above an item with ``label``."""
        style, number = label.kind, label.number or 0
        same = [i for i, item in enumerate(self.items) if item.style == style]
        if not same:
            return len(self.items) if number <= 1 else self._by_rank(style)
        for i in reversed(same):
            if self.items[i].number + 1 == number:
                return i
        last = same[-1]
        # （一） again below an open （二）1.: a list inside that item
        return len(self.items) if number == 1 and last < len(self.items) - 1 else last

    def push(self, label: Label, node: Node, keep: int, headed: bool = False) -> None:
        """Close all but ``keep`` items and open ``node``."""
        del self.items[keep:]
        self.items.append(OpenItem(label.kind, label.number or 0, node, headed))

    def expects(self, label: Label) -> bool:
        """Whether ``label`` is the next of a list that is open."""
        return any(
            item.style == label.kind and item.number + 1 == label.number for item in self.items
        )

    def _by_rank(self, style: str) -> int:
        keep = len(self.items)
        while keep and RANKS[self.items[keep - 1].style] > RANKS[style]:
            keep -= 1
        return keep
