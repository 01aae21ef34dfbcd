"""The number each provision ought to carry: 条 through the text, 章 and 节 in their parents, 项 from （一）.

    第一条 第二条 第二条之一 第二条 第五条     as printed
    1     2     2-1      3     4        as numbered here

A 第X条之一 stays hung on the article before it. 章 restart or run on as the text's own do.
"""

from __future__ import annotations

from collections.abc import Iterable

from drafting.checks.counting import read_number
from drafting.checks.nodes import Node
from drafting.checks.view import View

_CONTAINERS = ("part", "subpart", "chapter", "section")


def number_nodes(view: View) -> dict[Node, str]:
    """Return the number of every numbered provision, as an eId writes it ("12", "120-1")."""
    numbers: dict[Node, str] = {}
    for nodes in view.scopes:
        articles = [n for n in nodes if n.kind == "article"]
        _count_articles(articles, numbers, _first(articles) if view.is_excerpt else 1)
        for kind in _CONTAINERS:
            _count_groups([n for n in nodes if n.kind == kind], numbers, view.is_excerpt)
        _count_groups([n for n in nodes if n.kind == "level" and n.num], numbers, False)
    for _, items in view.lists:
        _count_list(items, numbers)
    return numbers


def _first(nodes: list[Node]) -> int:
    number = read_number(nodes[0].num) if nodes else None
    return number[0] if number is not None else 1


def _count_articles(articles: Iterable[Node], numbers: dict[Node, str], first: int) -> None:
    base, sub = first - 1, 0
    for node in articles:
        read = read_number(node.num)
        if read is not None and read[1] and base >= first:
            sub += 1
            numbers[node] = f"{base}-{sub}"
        else:
            base, sub = base + 1, 0
            numbers[node] = str(base)


def _count_groups(nodes: list[Node], numbers: dict[Node, str], excerpt: bool) -> None:
    """Each parent's own count from 1; where the text runs on from parent to parent, so does this.
    """
    groups: dict[tuple[Node | None, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((node.parent, _style(node)), []).append(node)
    last: dict[str, tuple[int, int]] = {}  # of each style: the last number printed, and given
    for (_, style), group in groups.items():
        printed = read_number(group[0].num)
        before = last.get(style)
        start = 1
        if before is not None and printed is not None and printed[0] > 1:
            goes_on = printed[0] in (before[0] + 1, before[0] + 2)
            start = before[1] + 1 if goes_on else 1
        elif before is None and excerpt and printed is not None:
            start = printed[0]
        for place, node in enumerate(group):
            numbers[node] = str(start + place)
        final = read_number(group[-1].num)
        given = start + len(group) - 1
        last[style] = (final[0] if final is not None else given, given)


def _style(node: Node) -> str:
    if node.kind != "level":
        return node.kind
    digits = "".join(c for c in node.num if c.isdigit())
    return ("1" if digits else "一") + "".join(c for c in node.num if c in "（(、.．第章节是")


def _count_list(items: list[Node], numbers: dict[Node, str]) -> None:
    """A list counts from 1, or from where it goes on (text stands between its items)."""
    first = read_number(items[0].num)
    start = first[0] if first is not None and _goes_on(items[0], first[0], numbers) else 1
    for place, node in enumerate(items):
        numbers[node] = str(start + place)


def _goes_on(item: Node, first: int, numbers: dict[Node, str]) -> bool:
    """Whether the 款 before ends its list with the number before this one."""
    holder = item.parent
    if holder is None or holder.parent is None or first == 1:
        return False
    siblings = holder.parent.children
    before = [c for c in siblings[: siblings.index(holder)] if c.children]
    return bool(before) and numbers.get(before[-1].children[-1]) == str(first - 1)
