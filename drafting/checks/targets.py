"""What a reference points at: the steps of a citation followed through the provisions.

    第三条第二款第（一）项   ──▶  Node art_3__para_2__point_1, or the step at which nothing was found

款 are counted as lawyers count them, by printed paragraph: text that follows a list is one, though
the tree may hold it as the end of the 款 with the list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from drafting.akn.eids import num_to_number
from drafting.checks.nodes import Node, Row
from drafting.text.citations import Step

Outcome = Literal["found", "missing", "nothing-before", "ambiguous", "unknown"]
_CONTAINERS = ("part", "subpart", "chapter", "section")
number_of = lru_cache(maxsize=4096)(num_to_number)


@dataclass(frozen=True, slots=True)
class Resolution:
    """``nodes`` are what the steps lead to (two for a number printed twice).

    ``step`` is the place of the step that failed; ``held`` how many of its level there are.
    """

    outcome: Outcome
    nodes: tuple[Node, ...] = ()
    step: int = 0
    held: int = 0


class Targets:
    """The provisions of one scope (the body, an annex) by number."""

    def __init__(self, nodes: list[Node]) -> None:
        self.articles = [n for n in nodes if n.kind == "article"]
        self.by_number: dict[tuple[str, str], list[Node]] = {}
        for node in (*self.articles, *(n for n in nodes if n.kind in _CONTAINERS)):
            number = number_of(node.num)
            if number is not None:
                self.by_number.setdefault((node.kind, number), []).append(node)

    def resolve(self, row: Row, steps: tuple[Step, ...], last: Node | None = None) -> Resolution:
        """Follow ``steps`` as they stand in ``row``; ``last`` is the 条 cited before (同条)."""
        article = next((n for n, s in enumerate(steps) if s.level == "article"), 0)
        if article and not steps[0].relative:
            found = self.resolve(row, steps[article:], last)  # 条 count through the text
            return replace(found, step=found.step + article)
        first = steps[0]
        if first.relative:
            begin = self._begin_relative(row, first, last)
        elif first.level in ("paragraph", "point", "indent"):
            return self._resolve_within(row, steps, last)
        else:
            begin = self._begin_absolute(row, first)
        if begin.outcome != "found" or len(steps) == 1:
            return begin
        return self.descend(begin.nodes, steps)

    def _begin_absolute(self, row: Row, step: Step) -> Resolution:
        if step.number == "?":
            return Resolution("unknown")
        found = self.by_number.get((step.level, step.number), [])
        if len(found) > 1 and step.level in _CONTAINERS:
            found = _nearest(found, row)
        if not found:
            held = sum(1 for kind, _ in self.by_number if kind == step.level)
            return Resolution("missing", held=held)
        return Resolution("found" if len(found) == 1 else "ambiguous", tuple(found))

    def _begin_relative(self, row: Row, step: Step, last: Node | None) -> Resolution:
        node = _above(row.node, step.level)
        if _above(row.node, "article") is None:
            return Resolution("unknown")  # 一、二、… of a decision that amends other texts
        if step.number == "same":
            return Resolution("found", (last,)) if last is not None else Resolution("unknown")
        if step.level == "paragraph":
            return self._relative_paragraph(row, step)
        if step.level == "point" and node is None:
            return self._point_before(row, step)
        if node is None:
            return Resolution("nothing-before" if row.node is not None else "unknown")
        if step.number == "0":
            return Resolution("found", (node,))
        siblings = self.articles if step.level == "article" else _siblings(node)
        place = siblings.index(node) + int(step.number)
        if 0 <= place < len(siblings):
            return Resolution("found", (siblings[place],))
        return Resolution("nothing-before")

    def _relative_paragraph(self, row: Row, step: Step) -> Resolution:
        article = row.node.article if row.node is not None else None
        if article is None:
            return Resolution("unknown")
        paragraphs = printed_paragraphs(article)
        here = next((n for n, p in enumerate(paragraphs) if row in p.rows), None)
        if here is None:
            return Resolution("unknown")
        place = here + int(step.number)
        if place < 0:
            return Resolution("nothing-before")
        if place >= len(paragraphs):
            return Resolution("missing", held=len(paragraphs))
        return Resolution("found", (paragraphs[place].node,))

    def _point_before(self, row: Row, step: Step) -> Resolution:
        """前项 outside a list: whatever 项 the 条 has before."""
        article = row.node.article if row.node is not None else None
        if article is None or step.number != "-1":  # 前三项污染物 is no reference
            return Resolution("unknown")
        points = [n for p in article.below("paragraph") for n in p.below("point")]
        before = [p for p in points if p.row is not None and p.row.index < row.index]
        return Resolution("found", (before[-1],)) if before else Resolution("nothing-before")

    def _resolve_within(
        self, row: Row, steps: tuple[Step, ...], last: Node | None
    ) -> Resolution:
        """第二款, 第一项: of the 条 it stands in, or of the one cited last in the same text."""
        article = row.node.article if row.node is not None else None
        homes = [a for a in (article, last) if a is not None]
        result = Resolution("unknown")
        for home in homes:
            tried = self.descend((home,), (steps[0], *steps))
            if tried.outcome != "missing":
                return tried
            if result.outcome == "unknown":
                result = Resolution("missing", step=tried.step - 1, held=tried.held)
        return result

    def descend(self, nodes: tuple[Node, ...], steps: tuple[Step, ...]) -> Resolution:
        """From what the first step found down the others."""
        for place, step in enumerate(steps[1:], 1):
            below = [n for node in nodes for n in _children(node, step)]
            if not below:
                held = max((_count(node, step.level) for node in nodes), default=0)
                return Resolution("missing", nodes, place, held)
            nodes = tuple(below)
        return Resolution("found", nodes)


@dataclass(slots=True)
class Paragraph:
    """A 款 as printed: its rows (those of its list too) and the node that holds it."""

    node: Node
    rows: list[Row]


def printed_paragraphs(article: Node) -> list[Paragraph]:
    """The 款 of a 条 as printed; what follows a list begins a new one."""
    found: list[Paragraph] = []
    for node in article.children:
        if node.kind != "paragraph":
            continue
        if not node.children:
            found.append(Paragraph(node, node.rows))
            continue
        own = sorted(node.rows, key=lambda r: r.index)
        listed = _rows_below(node)
        tail = [r for r in own if listed and r.index > listed[-1].index]
        found.append(Paragraph(node, [r for r in own if r not in tail] + listed))
        found += [Paragraph(node, [r]) for r in tail]
    return found


def _rows_below(node: Node) -> list[Row]:
    rows = [r for child in node.children for r in (*child.rows, *_rows_below(child))]
    return sorted(rows, key=lambda r: r.index)


def _children(node: Node, step: Step) -> list[Node]:
    """What ``step`` names below ``node``."""
    if step.level == "paragraph":
        paragraphs = printed_paragraphs(node)
        wanted = int(step.number) if step.number.isdigit() else 0
        return [paragraphs[wanted - 1].node] if 0 < wanted <= len(paragraphs) else []
    return [n for n in _listed(node, step.level) if number_of(n.num) == step.number]


def _count(node: Node, level: str) -> int:
    if level == "paragraph":
        return len(printed_paragraphs(node))
    return len(_listed(node, level))


def _listed(node: Node, level: str) -> list[Node]:
    """What is of ``level`` at any depth below (章 below the 分编 of a 编, 项 below the 款)."""
    found = []
    for child in node.children:
        if child.kind == level:
            found.append(child)
        else:
            found += _listed(child, level)
    return found


def _above(node: Node | None, level: str) -> Node | None:
    while node is not None and node.kind != level:
        node = node.parent
    return node


def _siblings(node: Node) -> list[Node]:
    if node.parent is None:
        return [node]
    return [n for n in node.parent.children if n.kind == node.kind]


def _nearest(found: list[Node], row: Row) -> list[Node]:
    """Of 章 that restart in each 编, the one in the row's own 编."""
    above = set()
    node = row.node
    while node is not None:
        above.add(id(node))
        node = node.parent
    own = [n for n in found if n.parent is not None and id(n.parent) in above]
    return own or found
