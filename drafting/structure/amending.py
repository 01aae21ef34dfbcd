"""What a 修正案 or a 修改决定 quotes: ``mod`` and ``quotedText`` marks, line by line."""

from __future__ import annotations

from drafting.structure.nodes import Node

_OPEN = "“\""


class Quotations:
    """Marks the quotations of an amending text; one may run over several lines."""

    def __init__(self) -> None:
        self.is_open = False

    def mark(self, node: Node) -> None:
        """Mark every quoted passage of ``node``, one left open by the line before it included."""
        text = node.text
        at = 0
        if self.is_open:
            at = self._mark_one(node, 1 if text[:1] in _OPEN else 0)
        while at < len(text):
            start = text.find("“", at)
            if start < 0:
                return
            at = self._mark_one(node, start + 1)

    def _mark_one(self, node: Node, start: int) -> int:
        """Mark the quotation whose words begin at ``start``; return where to look on."""
        end = node.text.find("”", start)
        self.is_open = end < 0
        end = len(node.text) if self.is_open else end
        if end > start:
            outer = start - 1 if start and node.text[start - 1] in _OPEN else start
            after = min(end + 1, len(node.text))
            node.mark(outer, after, "mod")
            node.mark(start, end, "quotedText")
        return end + 1
