"""N: the form of labels: well-formed numerals, whole brackets, a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.akn.names import LEVEL_WORDS
from drafting.checks.counting import LAW_65, NUMERAL, iter_run_in, read_number, squeeze
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.text.numerals import is_well_formed, write_numeral


@rule("N012", "item-bracket", "error", norm=LAW_65, fix="safe")
def find_item_brackets(view: View) -> Iterator[Fault]:
    """The label of a 项 lost one of its brackets: 一）, （一.

    Why: 项的序号用中文数字加括号依次表述.

    Wrong:
        第一条 申请人应当提交下列材料：
        一）申请书；
        （二）身份证明；
        （三）其他材料。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明；
        （三）其他材料。
        第二条 本办法自公布之日起施行。
    """
    for _, items in view.lists:
        if items[0].kind != "point":
            continue
        whole = [n for n in items if _is_bracketed(n.num)]
        if len(whole) == len(items) or 2 * len(whole) <= len(items):
            continue
        opening, closing = squeeze(whole[0].num)[0], squeeze(whole[0].num)[-1]
        for node in items:
            spot = view.spot_of(node)
            num = spot.words
            if sum(num.count(sign) for sign in "（()）") != 1:
                continue
            before, after = Spot(spot.row, spot.start, spot.start), Spot(spot.row, spot.end, spot.end)
            lost, edit = closing, after.replace(closing)
            if num[:1] not in "（(":
                lost, edit = opening, before.replace(opening)
            message = f"序号“{num}”缺括号“{lost}”，其他各项为“{squeeze(whole[0].num)}”"
            yield Fault(spot, message, (edit,), "safe", node=node)


@lru_cache(maxsize=4096)
def _is_bracketed(num: str) -> bool:
    return re.fullmatch(r"[（(].+[）)]", squeeze(num)) is not None


@rule("N013", "label-run-in", "warning", norm=LAW_65)
def find_run_in_labels(view: View) -> Iterator[Fault]:
    """A 条 or 项 begins in the middle of a line, behind the one before it.

    Why: it ought to begin a line of its own; as it stands it is read as part of the other.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）申请书；（二）身份证明；
        （三）其他材料。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明；
        （三）其他材料。
        第二条 本办法自公布之日起施行。
    """
    yield from (fault for fault, _ in view.share("run-in", lambda: list(iter_run_in(view))))


@rule("N011", "numeral-form", "error", norm=LAW_65)
def find_malformed_numerals(view: View) -> Iterator[Fault]:
    """The number of a 编 章 节 条 is not a well-formed Chinese numeral: 第一百一条, 第十〇条, 第3条.

    Why: 编 章 节 条 are numbered with Chinese numerals, written in full: 第一百零一条, 第一百一十条.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第2条 市人民政府负责管理工作。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 本办法自公布之日起施行。
    """
    for node in view.nodes:
        if node.kind in _CHINESE_KINDS and node.num:
            numeral = _read_malformed(node.num)
            if numeral == "":
                yield _tell_unread(node, view.spot_of(node))
            elif numeral is not None:
                yield _tell_malformed(view, node, numeral)


@lru_cache(maxsize=4096)
def _read_malformed(num: str) -> str | None:
    """The numeral of a label that is not well-formed, "" when there is none, None when all is well.
    """
    numeral = NUMERAL.search(squeeze(num))
    if numeral is None:
        return ""
    return None if is_well_formed(numeral[0]) else numeral[0]


_CHINESE_KINDS = ("part", "subpart", "chapter", "section", "article")


def _tell_unread(node: Node, spot: Spot) -> Fault:
    word = LEVEL_WORDS[node.kind]
    if _TO_FILL.fullmatch(node.num.strip()):
        message = f"{word}的序号“{node.num.strip()}”尚未填写，定稿前应当编号（drafting renumber 可以补上）"
        return Fault(spot, message, severity="warning", node=node)
    message = f"“{squeeze(node.num)}”中没有可读的序号，应为“第…{word}”"
    return Fault(spot, message, node=node)


_TO_FILL = re.compile(r"第[\s×ＸXxＯ＊*_＿…（()）]+[条條章节節]")
"""第×条, 第　条, 第（）条: left to be filled in, as drafts do."""


def _tell_malformed(view: View, node: Node, numeral: str) -> Fault:
    number = read_number(node.num)
    due = f"，应写作“{write_numeral(number[0])}”" if number and 0 < number[0] < 10_000 else ""
    return Fault(view.spot_of(node), f"序号“{numeral}”不是规范的中文数字{due}", node=node)
