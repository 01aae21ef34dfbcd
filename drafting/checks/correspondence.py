"""Which provision of the old text is which of the new: what references are carried along on.

Without an old text the two are one tree, and a number means what it is printed on. With one
(``--base``), articles and containers correspond as the comparison of both says, 款 and 项 in them by
their words.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from drafting.checks.nodes import Node, Row
from drafting.checks.targets import printed_paragraphs
from drafting.checks.view import View

_ALIKE = 0.5


class Correspondence:
    """Old node → new node, new row → old row."""

    def __init__(self, old: View, new: View, pairs: Mapping[str, str] | None = None) -> None:
        self.is_same = old is new
        self.old, self.new = old, new
        self.to_new: dict[Node, Node] = {}
        self.to_old: dict[Node, Node] = {}
        if not self.is_same:
            self._link(pairs or {})

    def new_of(self, node: Node) -> Node | None:
        """The new provision that is ``node``; None when it was deleted."""
        return node if self.is_same else self.to_new.get(node)

    def old_row(self, row: Row) -> Row | None:
        """A row of the old text at the place of ``row``; None in what was inserted."""
        if self.is_same:
            return row
        node = row.node
        while node is not None:
            old = self.to_old.get(node)
            if old is not None:
                return _row_alike(old, row)
            node = node.parent
        return None

    def _link(self, pairs: Mapping[str, str]) -> None:
        news = {n.element.eid: n for n in self.new.nodes}
        for node in self.old.nodes:
            partner = news.get(pairs.get(node.element.eid, ""))
            if partner is not None:
                self._join(node, partner)
                if node.kind == "article":
                    self._link_below(node, partner)

    def _link_below(self, old: Node, new: Node) -> None:
        """款 of one article by their words, in order; the 项 and 目 in them likewise."""
        for kind in ("paragraph", "point", "indent"):
            olds, news = old.below(kind), new.below(kind)
            for mine, partner in _match([_text(n) for n in olds], [_text(n) for n in news]):
                self._join(olds[mine], news[partner])
                self._link_below(olds[mine], news[partner])

    def _join(self, old: Node, new: Node) -> None:
        self.to_new[old] = new
        self.to_old[new] = old


def _match(olds: list[str], news: list[str]) -> list[tuple[int, int]]:
    """Pairs in order: the same words first, between them what is most alike."""
    pairs: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        elif tag == "replace":
            pairs += _match_alike(olds, news, range(i1, i2), range(j1, j2))
    return pairs


def _match_alike(
    olds: list[str], news: list[str], left: range, right: range
) -> list[tuple[int, int]]:
    """Greedily, the likest first, never crossing."""
    scored = sorted(
        ((SequenceMatcher(None, olds[i], news[j], autojunk=False).ratio(), -i, -j)
         for i in left for j in right),
        reverse=True,
    )
    chosen: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score >= _ALIKE and all((i - a) * (j - b) > 0 for a, b in chosen):
            chosen.append((i, j))
    return [(-i, -j) for i, j in chosen]


def _text(node: Node) -> str:
    words = [r.rest for r in node.rows]
    return "".join(words) + "".join(_text(c) for c in node.children)


def _row_alike(old: Node, row: Row) -> Row | None:
    """The row of ``old`` that has the words of ``row``, else the one at its place."""
    article = old.article or old
    rows = [r for p in printed_paragraphs(article) for r in p.rows] or article.rows or old.rows
    same = next((r for r in rows if r.rest == row.rest), None)
    if same is not None:
        return same
    own = old.rows or ([old.row] if old.row is not None else rows)
    return own[0] if own else None
