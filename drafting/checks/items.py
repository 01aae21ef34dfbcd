"""S: lists of 项: what leads to them, how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.checks.counting import squeeze
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import rule
from drafting.checks.structure import TECHNIQUE
from drafting.checks.view import Fault, Spot, View


@rule("S005", "item-lead", "warning", norm=f"{TECHNIQUE}分项", fix="unsafe")
def find_item_leads(view: View) -> Iterator[Fault]:
    """The words before a list of 项 do not end in “：”, or there are none.

    Why: the list ends the sentence that leads to it; without its colon, or its lead, what the items
    have in common is not said.

    Wrong:
        第一条 申请人应当提交下列材料。
        （一）申请书；
        （二）身份证明。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明。
        第二条 本办法自公布之日起施行。
    """
    for node, items in view.lists:
        if len(items) < 2 or not _is_of_article(node):
            continue
        first = items[0].row
        leads = [r for r in node.rows if first is not None and r.index < first.index]
        if first is None or first.head == 0 or not _begins_list(items[0]):
            continue
        if not leads:
            message = f"“{squeeze(items[0].num)}”之前没有引出各项的文字"
            yield Fault(view.spot_of(items[0]), message, node=items[0])
            continue
        yield from _judge_lead(leads[-1])


def _is_of_article(node: Node) -> bool:
    """Whether a list hangs on a 款 of an article of the body."""
    return node.kind == "paragraph" and not node.scope and node.article is not None


def _begins_list(item: Node) -> bool:
    """Whether the item is the first of its list (not one that goes on after a paragraph)."""
    return re.sub(r"[（()）\s]", "", item.num) in ("一", "1", "１")


def _judge_lead(row: Row) -> Iterator[Fault]:
    text = row.plain.rstrip()
    if len(text) <= row.head or text[-1] in "：:":
        return
    spot = Spot(row, len(text) - 1, len(text))
    if text[-1] in "。；，、;,.":
        edit = spot.replace("：")
    else:
        edit = Spot(row, len(text), len(text)).replace("：")
    yield Fault(spot, f"引出各项的文字应当以“：”结束，现为“{spot.words}”", (edit,), "unsafe")


@rule("S006", "single-item", "info", norm=f"{TECHNIQUE}分项")
def find_single_items(view: View) -> Iterator[Fault]:
    """A list has only one 项.

    Why: one item is no list; the others were lost, or the item belongs into the sentence.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）申请书。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交申请书。
        第二条 本办法自公布之日起施行。
    """
    for node, items in view.lists:
        if len(items) == 1 and _is_of_article(node) and _begins_list(items[0]):
            message = f"只有“{squeeze(items[0].num)}”一项，不成列举"
            yield Fault(view.spot_of(items[0]), message, node=items[0])
