"""N: numbering of 项 and 目, and of the levels of opinions, plans and notes."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.checks.counting import LAW_65, Count, iter_count_faults, read_number, read_style
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, View

# --- 项 目 ------------------------------------------------------------------------------------


def _list_rows(view: View, kind: str) -> Iterator[Count]:
    """The lists of ``kind``; one that goes on where the list before it in the 条 ended goes on.

    （一） and 1. in one 款 are two lists.
    """
    last: dict[tuple[Node | None, str], int] = {}
    for node, items in view.lists:
        if items[0].kind != kind:
            continue
        above = node.article if kind == "point" else node
        styles = {read_style(item.num) for item in items}
        for style in sorted(styles):
            own = items if len(styles) == 1 else [i for i in items if read_style(i.num) == style]
            first, final = read_number(own[0].num), read_number(own[-1].num)
            goes_on = first is not None and first[0] == last.get((above, style), -1) + 1
            yield Count(own, None if goes_on else 1)
            last[above, style] = final[0] if final else 0


@rule("N008", "item-number", "error", norm=LAW_65)
def find_item_faults(view: View) -> Iterator[Fault]:
    """A 项 is left out, stands twice or out of its turn, or a list does not begin with （一）.

    Why: 项 count from （一） on in each 款; 第X项 is how they are cited.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （三）身份证明。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明。
        第二条 本办法自公布之日起施行。
    """
    for row in _list_rows(view, "point"):
        yield from (f for _, f in iter_count_faults(view, row))


@rule("N009", "subitem-number", "error", norm=LAW_65)
def find_subitem_faults(view: View) -> Iterator[Fault]:
    """A 目 is left out, stands twice or out of its turn.

    Why: 目 count from 1. on in each 项.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）身份证明：
        1.居民身份证；
        3.护照；
        （二）申请书。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）身份证明：
        1.居民身份证；
        2.护照；
        （二）申请书。
        第二条 本办法自公布之日起施行。
    """
    for row in _list_rows(view, "indent"):
        yield from (f for _, f in iter_count_faults(view, row))


# --- 一、（一）1. of opinions, plans and notes -----------------------------------------------------


@rule("N010", "level-number", "error", norm="党政机关公文格式（GB/T 9704）7.3.3")
def find_level_faults(view: View) -> Iterator[Fault]:
    """A level of an opinion, plan or note (一、（一）1、) is left out, stands twice or out of turn.

    Why: the levels of a document are numbered in order, each in its parent anew or running on
    through the text; a （六） without （一） to （五） is a leftover of an earlier draft.

    Wrong:
        关于促进机器人产业发展的实施意见
        一、总体要求。坚持创新驱动，加快产业发展。
        三、保障措施。加强组织领导，落实各方责任。

    Right:
        关于促进机器人产业发展的实施意见
        一、总体要求。坚持创新驱动，加快产业发展。
        二、保障措施。加强组织领导，落实各方责任。
    """
    if "level" not in view.by_kind:
        return
    # Annexes are left aside: their lists of goods and tables of rates count in their own ways.
    last: dict[str, int] = {}
    for items in _level_groups(view):
        style = read_style(items[0].num)
        first, final = read_number(items[0].num), read_number(items[-1].num)
        goes_on = first is not None and first[0] == last.get(style, 0) + 1
        for _, fault in iter_count_faults(view, Count(items, None if goes_on else 1)):
            yield fault
        last[style] = final[0] if final else 0


def _level_groups(view: View) -> Iterator[list[Node]]:
    """Levels of one parent and one style: a （六） among 第一章 … 第五章 is a row of its own."""
    groups: dict[tuple[Node | None, str], list[Node]] = {}
    before: Node | None = None
    for node in view.nodes:
        goes_on = before is not None and before.kind == "point" and _follows(before, node)
        before = node
        if node.kind == "level" and node.num and not node.scope and not goes_on:
            groups.setdefault((node.parent, read_style(node.num)), []).append(node)
    yield from groups.values()


def _follows(item: Node, node: Node) -> bool:
    """Whether a level is the next 项 of the list before it, put out of it by its own form."""
    first, second = read_number(item.num), read_number(node.num)
    same = read_style(item.num) == read_style(node.num)
    return same and first is not None and second is not None and second[0] == first[0] + 1
