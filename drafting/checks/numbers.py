"""The number each provision ought to carry: 条 through the text, 章 and 节 in their parents, 项 from （一）.

    第一条 第二条 第二条之一 第二条 第五条     as printed
    1     2     2-1      3     4        as numbered here

A 第X条之一 stays hung on the article before it. 章 restart or run on as the text's own do. What has
no label at all (附 则 without 第八章) keeps none and takes no number, and a label that runs into the
line of another (see N013) keeps the number that is due to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from drafting.checks.counting import iter_run_in, read_number, read_style
from drafting.checks.nodes import Node
from drafting.checks.view import View

_CONTAINERS = ("part", "subpart", "chapter", "section")


def number_nodes(view: View) -> dict[Node, str]:
    """Return the number of every numbered provision, as an eId writes it ("12", "120-1")."""
    numbers: dict[Node, str] = {}
    hidden = Counter(node for _, (node, _) in view.share("run-in", lambda: list(iter_run_in(view))))
    for nodes in view.scopes:
        articles = [n for n in nodes if n.kind == "article"]
        _count_articles(articles, (numbers, hidden), _first(articles) if view.is_excerpt else 1)
        for kind in _CONTAINERS:
            _count_groups([n for n in nodes if n.kind == kind], numbers, view.is_excerpt)
        levels = [n for n in nodes if n.kind == "level" and n.num and not n.scope]
        _count_groups(levels, numbers, False)
    for _, items in view.lists:
        _count_list(items, numbers, hidden)
    return numbers


def _first(nodes: list[Node]) -> int:
    number = read_number(nodes[0].num) if nodes else None
    return number[0] if number is not None else 1


def _count_articles(
    articles: Iterable[Node], into: tuple[dict[Node, str], Counter[Node]], first: int
) -> None:
    numbers, hidden = into
    base, sub = first - 1, 0
    for node in articles:
        read = read_number(node.num)
        if read is not None and read[1] and base >= first:
            sub += 1
            numbers[node] = f"{base}-{sub}"
        else:
            base, sub = base + 1, 0
            numbers[node] = str(base)
            base += hidden[node]


def _count_groups(nodes: list[Node], numbers: dict[Node, str], excerpt: bool) -> None:
    """Each parent's own count from 1; where the text runs on from parent to parent, so does this.
    """
    groups: dict[tuple[Node | None, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((node.parent, _style(node)), []).append(node)
    last: dict[str, tuple[int, int]] = {}  # of each style: the last number printed, and given
    for (_, style), group in groups.items():
        if not any(node.num for node in group):
            continue
        labelled = next(n for n in group if n.num)
        printed = read_number(labelled.num) if labelled is group[0] else None
        before = last.get(style)
        start = 1
        if before is not None and printed is not None and printed[0] > 1:
            goes_on = printed[0] in (before[0] + 1, before[0] + 2)
            start = before[1] + 1 if goes_on else 1
        elif before is None and excerpt and printed is not None:
            start = printed[0]
        given = start - 1
        for place, node in enumerate(group):
            if node.num or _holds_number(group, place):
                given += 1
            if node.num:
                numbers[node] = str(given)
        final = read_number(group[-1].num)
        last[style] = (final[0] if final is not None else given, given)


def _holds_number(group: list[Node], place: int) -> bool:
    """Whether a 章 whose label was lost stands for a number: those beside it leave room for it."""
    before = [read_number(n.num) for n in group[:place] if n.num]
    after = [read_number(n.num) for n in group[place + 1 :] if n.num]
    low = before[-1][0] if before and before[-1] is not None else 0
    return bool(after) and after[0] is not None and after[0][0] > low + 1


def _style(node: Node) -> str:
    if node.kind != "level":
        return node.kind
    digits = "".join(c for c in node.num if c.isdigit())
    return ("1" if digits else "一") + "".join(c for c in node.num if c in "（(、.．第章节是")


def _count_list(items: list[Node], numbers: dict[Node, str], hidden: Counter[Node]) -> None:
    """A list counts from 1, or from where it goes on (text stands between its items).

    （一） and 1. in one 款 are two lists.
    """
    for style in dict.fromkeys(read_style(item.num) for item in items):
        own = [item for item in items if read_style(item.num) == style]
        first = read_number(own[0].num)
        goes_on = first is not None and _goes_on(own[0], first[0], numbers)
        due = first[0] if first is not None and goes_on else 1
        for node in own:
            numbers[node] = str(due)
            due += 1 + hidden[node]


def _goes_on(item: Node, first: int, numbers: dict[Node, str]) -> bool:
    """Whether a 款 before ends its list of this style with the number before this one."""
    holder, style = item.parent, read_style(item.num)
    if holder is None or holder.parent is None or first == 1:
        return False
    siblings = holder.parent.children
    before = [
        child for sibling in siblings[: siblings.index(holder)] for child in sibling.children
        if child.num and read_style(child.num) == style
    ]
    return bool(before) and numbers.get(before[-1]) == str(first - 1)
