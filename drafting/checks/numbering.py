"""N: numbering of 编 章 节 条 项 目 and of the levels of opinions, plans and notes.

立法法 第六十五条: 编、章、节、条的序号用中文数字依次表述，款不编序号，项的序号用中文数字加括号依次表述，
目的序号用阿拉伯数字依次表述. What the row of numbers says is judged in ``sequences``; here the rows
are gathered and the faults put into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex as re

from drafting.akn.eids import num_to_number
from drafting.akn.names import LEVEL_WORDS
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.sequences import Break, Number, find_breaks
from drafting.checks.view import Fault, Spot, View
from drafting.text.citations import rewrite_step
from drafting.text.numerals import NUMERAL_CHARS, is_well_formed, write_numeral

LAW_65 = "立法法第六十五条"
_NUMERAL = re.compile(f"[{NUMERAL_CHARS}]+|[0-9０-９]+")
_SPACES = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Count:
    """Provisions that count together; ``first`` is the number they must begin with."""

    nodes: list[Node]
    first: int | None = 1


@lru_cache(maxsize=4096)
def read_number(num: str) -> Number | None:
    """第一百二十条之一 → (120, 1); （三） → (3, 0); None when it cannot be read."""
    number = num_to_number(num)
    if number is None:
        return None
    base, _, sub = number.partition("-")
    return int(base), int(sub.partition("-")[0] or 0)


def _is_run_in(view: View, row: Count, found: Break) -> bool:
    """Whether all missing numbers stand in the line of the provision before the gap."""
    faults = view.share("run-in", lambda: list(_iter_run_in(view)))
    before, here = row.nodes[found.index - 1], read_number(row.nodes[found.index].num)
    inside = {number[0] for _, (node, number) in faults if node is before}
    return here is not None and set(range(found.due[0], here[0])) <= inside


def write_due(sample: str, due: Number) -> str:
    """The label that was due, in the style of ``sample``: 第五条, （三）, 2."""
    number = f"{due[0]}-{due[1]}" if due[1] else str(due[0])
    return _SPACES.sub("", rewrite_step(sample.partition("之")[0], number))


def iter_count_faults(view: View, row: Count) -> Iterator[tuple[Break, Fault]]:
    """The faults of one row of provisions; a gap whose numbers are printed in mid-line is none."""
    nums = [n.num for n in row.nodes]
    for found in find_breaks([read_number(n) for n in nums], row.first):
        here = row.nodes[found.index]
        if found.kind == "gap" and found.index and _is_run_in(view, row, found):
            continue
        message = _MESSAGES[found.kind](found, nums)
        yield found, Fault(view.spot_of(here), message, node=here)


def _tell_gap(found: Break, nums: list[str]) -> str:
    here = nums[found.index]
    number = read_number(here)
    assert number is not None  # a gap is told only on a number that was read
    due, last = write_due(here, found.due), write_due(here, (number[0] - 1, 0))
    missing = due if due == last else f"{due}至{last}"
    if not found.index:
        return f"以“{_squeeze(here)}”开始，缺{missing}"
    before = next((n for n in reversed(nums[: found.index]) if n), "")
    return f"“{_squeeze(before)}”之后是“{_squeeze(here)}”，缺{missing}"


def _tell_repeat(found: Break, nums: list[str]) -> str:
    words = _run(found, nums)
    return f"{words}的序号前面已经用过，此处应为“{write_due(nums[found.index], found.due)}”"


def _tell_misnumbered(found: Break, nums: list[str]) -> str:
    due = write_due(nums[found.index], found.due)
    return f"序号有误：印作“{_squeeze(nums[found.index])}”，按顺序应为“{due}”"


def _tell_order(found: Break, nums: list[str]) -> str:
    due = write_due(nums[found.index], found.due)
    number = read_number(nums[found.index])
    before = number is not None and number[0] > found.due[0]
    if before:
        return f"{_run(found, nums)}排在“{due}”之前，顺序颠倒"
    previous = _squeeze(nums[found.index - 1])
    return f"{_run(found, nums)}排在“{previous}”之后，顺序颠倒"


def _tell_sub(found: Break, nums: list[str]) -> str:
    here = _squeeze(nums[found.index])
    return f"“{here}”应当紧接其所附的条并从“之一”起依次编号，此处应为" + (
        f"“{write_due(here, found.due)}”" if found.due[0] else "一个普通序号"
    )


_MESSAGES: dict[str, Callable[[Break, list[str]], str]] = {
    "gap": _tell_gap, "repeat": _tell_repeat, "misnumbered": _tell_misnumbered,
    "order": _tell_order, "sub": _tell_sub,
}


def _run(found: Break, nums: list[str]) -> str:
    first, last = _squeeze(nums[found.index]), _squeeze(nums[found.last])
    return f"“{first}”" if found.index == found.last else f"“{first}”至“{last}”"


def _squeeze(num: str) -> str:
    return _SPACES.sub("", num)


# --- 条 ---------------------------------------------------------------------------------------


def _article_rows(view: View) -> Iterator[Count]:
    """The 条 of the body, and those of each annex: each counts through."""
    for nodes in view.scopes:
        articles = [n for n in nodes if n.kind == "article"]
        if articles:
            yield Count(articles, None if is_excerpt(view, nodes) else 1)


def is_excerpt(view: View, nodes: list[Node]) -> bool:
    """Whether the text is one later 编 of a code, printed alone: its 条 begin where they begin."""
    if view.is_excerpt:
        return True
    first = read_number(nodes[0].num) if nodes[0].kind == "part" else None
    return first is not None and first[0] > 1


def _iter_article_faults(view: View, *kinds: str) -> Iterator[Fault]:
    faults = view.share(
        "articles",
        lambda: [f for row in _article_rows(view) for f in iter_count_faults(view, row)],
    )
    yield from (fault for found, fault in faults if found.kind in kinds)


@rule("N001", "article-gap", "error", norm=LAW_65)
def find_article_gaps(view: View) -> Iterator[Fault]:
    """A number of a 条 is left out: 第三条 is followed by 第五条.

    Why: 条 are numbered through the whole text without a gap; either an article was lost or those
    behind it were not renumbered, and references to them are off by one.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 本办法自公布之日起施行。
    """
    yield from _iter_article_faults(view, "gap")


@rule("N002", "article-repeat", "error", norm=LAW_65)
def find_article_repeats(view: View) -> Iterator[Fault]:
    """A number of a 条 stands twice.

    Why: a reference to a number that two articles carry names neither.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第二条 有关部门按照职责做好管理工作。
        第三条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 有关部门按照职责做好管理工作。
        第四条 本办法自公布之日起施行。
    """
    yield from _iter_article_faults(view, "repeat")


@rule("N003", "article-order", "error", norm=LAW_65)
def find_article_disorder(view: View) -> Iterator[Fault]:
    """A 条 carries a number that is not its turn: 第四条 before 第三条, 第九条 for 第三条.

    Why: the numbers of articles follow one another; whoever looks for one must find it in its place.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第三条 有关部门按照职责做好管理工作。
        第二条 市人民政府负责管理工作。
        第四条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 有关部门按照职责做好管理工作。
        第四条 本办法自公布之日起施行。
    """
    yield from _iter_article_faults(view, "order", "misnumbered")


@rule("N004", "article-suffix", "error", norm="刑法等法律修正的通例")
def find_suffix_faults(view: View) -> Iterator[Fault]:
    """A 第X条之一 does not follow 第X条, or its 之一, 之二 do not count on.

    Why: an inserted article hangs on the one before it; elsewhere nobody finds it.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第一条之二 市人民政府负责管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第一条之一 市人民政府负责管理工作。
        第二条 本办法自公布之日起施行。
    """
    yield from _iter_article_faults(view, "sub")


# --- 编 章 节 ---------------------------------------------------------------------------------


def _container_rows(view: View, kind: str) -> Iterator[Count]:
    """Containers of ``kind`` that count together: those of one parent.

    章 restart in each 编 (民法典), or run on (民事诉讼法, or from 分编 to 分编): both are legal.
    """
    for nodes in view.scopes:
        groups: dict[Node | None, list[Node]] = {}
        for node in nodes:
            if node.kind == kind:
                groups.setdefault(node.parent, []).append(node)
        last = 0 if not is_excerpt(view, nodes) else None
        for group in groups.values():
            first, final = read_number(group[0].num), read_number(group[-1].num)
            goes_on = last is None or (first is not None and first[0] == last + 1)
            yield Count(group, None if goes_on else 1)
            last = final[0] if final else 0


def _iter_container_faults(view: View, kind: str) -> Iterator[Fault]:
    for row in _container_rows(view, kind):
        for _, fault in iter_count_faults(view, row):
            yield fault


@rule("N005", "chapter-number", "error", norm=LAW_65)
def find_chapter_faults(view: View) -> Iterator[Fault]:
    """A 章 is left out, stands twice or out of its turn.

    Why: 章 count from 第一章 on, in each 编 anew or through the whole text.

    Wrong:
        第一章 总则
        第一条 为了规范管理，制定本办法。
        第三章 附则
        第二条 本办法自公布之日起施行。

    Right:
        第一章 总则
        第一条 为了规范管理，制定本办法。
        第二章 附则
        第二条 本办法自公布之日起施行。
    """
    yield from _iter_container_faults(view, "chapter")


@rule("N006", "section-number", "error", norm=LAW_65)
def find_section_faults(view: View) -> Iterator[Fault]:
    """A 节 is left out, stands twice or out of its turn, or does not begin anew in its 章.

    Why: 节 count from 第一节 on in each 章.

    Wrong:
        第一章 总则
        第一节 一般规定
        第一条 为了规范管理，制定本办法。
        第三节 适用范围
        第二条 本市范围内的管理活动，适用本办法。
        第二章 附则
        第三条 本办法自公布之日起施行。

    Right:
        第一章 总则
        第一节 一般规定
        第一条 为了规范管理，制定本办法。
        第二节 适用范围
        第二条 本市范围内的管理活动，适用本办法。
        第二章 附则
        第三条 本办法自公布之日起施行。
    """
    yield from _iter_container_faults(view, "section")


@rule("N007", "part-number", "error", norm=LAW_65)
def find_part_faults(view: View) -> Iterator[Fault]:
    """A 编 or 分编 is left out, stands twice or out of its turn.

    Why: 编 count from 第一编 on through the text, 分编 in each 编.

    Wrong:
        第一编 总则
        第一章 一般规定
        第一条 为了规范管理，制定本办法。
        第三编 附则
        第一章 施行
        第二条 本办法自公布之日起施行。

    Right:
        第一编 总则
        第一章 一般规定
        第一条 为了规范管理，制定本办法。
        第二编 附则
        第一章 施行
        第二条 本办法自公布之日起施行。
    """
    for nodes in view.scopes:
        parts = [n for n in nodes if n.kind == "part"]
        if parts and not is_excerpt(view, nodes):
            yield from (f for _, f in iter_count_faults(view, Count(parts)))
    yield from _iter_container_faults(view, "subpart")


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
        styles = {_style(item.num) for item in items}
        for style in sorted(styles):
            own = items if len(styles) == 1 else [i for i in items if _style(i.num) == style]
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
    # Annexes are left aside: their lists of goods and tables of rates count in their own ways.
    last: dict[str, int] = {}
    for items in _level_groups(view):
        style = _style(items[0].num)
        first, final = read_number(items[0].num), read_number(items[-1].num)
        goes_on = first is not None and first[0] == last.get(style, 0) + 1
        for _, fault in iter_count_faults(view, Count(items, None if goes_on else 1)):
            yield fault
        last[style] = final[0] if final else 0


def _level_groups(view: View) -> Iterator[list[Node]]:
    """Levels of one parent and one style: a （六） among 第一章 … 第五章 is a row of its own."""
    groups: dict[tuple[Node | None, str], list[Node]] = {}
    for node in view.nodes:
        if node.kind == "level" and node.num and not node.scope:
            groups.setdefault((node.parent, _style(node.num)), []).append(node)
    yield from groups.values()


@lru_cache(maxsize=4096)
def _style(num: str) -> str:
    """The label without its number: 第#章, （#）, #、."""
    compact = _squeeze(num).translate(_BRACKETS)
    digits = _NUMERAL.search(compact)
    sign = "1" if digits and digits[0].isdigit() else "一"
    return _NUMERAL.sub(sign, compact, count=1)


_BRACKETS = str.maketrans("()．", "（）.")


# --- the form of labels -----------------------------------------------------------------------


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
        whole = [n for n in items if _BRACKETED.fullmatch(_squeeze(n.num))]
        if items[0].kind != "point" or 2 * len(whole) <= len(items):
            continue
        opening, closing = _squeeze(whole[0].num)[0], _squeeze(whole[0].num)[-1]
        for node in items:
            spot = view.spot_of(node)
            num = spot.words
            if sum(num.count(sign) for sign in "（()）") != 1:
                continue
            before, after = Spot(spot.row, spot.start, spot.start), Spot(spot.row, spot.end, spot.end)
            lost, edit = closing, after.replace(closing)
            if num[:1] not in "（(":
                lost, edit = opening, before.replace(opening)
            message = f"序号“{num}”缺括号“{lost}”，其他各项为“{_squeeze(whole[0].num)}”"
            yield Fault(spot, message, (edit,), "safe", node=node)


_BRACKETED = re.compile(r"[（(].+[）)]")


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
    yield from (fault for fault, _ in view.share("run-in", lambda: list(_iter_run_in(view))))


_RUN_IN = re.compile(
    rf"[。；;]\s*(?P<label>第[{NUMERAL_CHARS}]{{1,7}}[条條](?=[\s\u3000])|[（(][{NUMERAL_CHARS}]{{1,3}}[）)])"
)


def _iter_run_in(view: View) -> Iterator[tuple[Fault, tuple[Node, Number]]]:
    """Labels inside a line that count on from the one the line begins with; and what they count."""
    for match in _RUN_IN.finditer(view.prose):
        spot = view.spot(*match.span("label"))
        node = spot.row.node
        kind = "article" if spot.plain[0] == "第" else "point"
        while node is not None and node.kind != kind:
            node = node.parent
        number, own = read_number(spot.plain), read_number(node.num) if node is not None else None
        if node is None or number is None or own is None or not 0 < number[0] - own[0] < 20:
            continue
        message = f"“{_squeeze(spot.words)}”印在“{_squeeze(node.num)}”的行内，应当另起一行"
        yield Fault(spot, message), (node, number)


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
                yield _tell_unread(view, node)
            elif numeral is not None:
                yield _tell_malformed(view, node, numeral)


@lru_cache(maxsize=4096)
def _read_malformed(num: str) -> str | None:
    """The numeral of a label that is not well-formed, "" when there is none, None when all is well.
    """
    numeral = _NUMERAL.search(_squeeze(num))
    if numeral is None:
        return ""
    return None if is_well_formed(numeral[0]) else numeral[0]


_CHINESE_KINDS = ("part", "subpart", "chapter", "section", "article")


def _tell_unread(view: View, node: Node) -> Fault:
    message = f"“{_squeeze(node.num)}”中没有可读的序号，应为“第…{LEVEL_WORDS[node.kind]}”"
    return Fault(view.spot_of(node), message, node=node)


def _tell_malformed(view: View, node: Node, numeral: str) -> Fault:
    number = read_number(node.num)
    due = f"，应写作“{write_numeral(number[0])}”" if number and 0 < number[0] < 10_000 else ""
    return Fault(view.spot_of(node), f"序号“{numeral}”不是规范的中文数字{due}", node=node)
