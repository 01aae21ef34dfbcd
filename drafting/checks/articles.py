"""S: articles as wholes, their headings (条标), the kind of text they make up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.checks.counting import squeeze
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View


@rule("S008", "repeated-article", "warning", norm="校对通例")
def find_repeated_articles(view: View) -> Iterator[Fault]:
    """Two articles have the same words.

    Why: one was pasted twice.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责机器人产业发展的统筹协调工作。
        第三条 市人民政府负责机器人产业发展的统筹协调工作。
        第四条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责机器人产业发展的统筹协调工作。
        第三条 本办法自公布之日起施行。
    """
    seen: dict[str, Node] = {}
    keys = [node.row.plain[-12:] if node.row is not None else "" for node in view.articles]
    counts = Counter(keys)
    for node, key in zip(view.articles, keys, strict=True):
        if counts[key] < 2:
            continue  # the first row of most articles already ends alone
        words = "".join(_words_of(node))
        if len(words) < 16:
            continue
        first = seen.setdefault(words, node)
        if first.parent is not node.parent and _OF_CHAPTER.search(words):
            continue
        if first is not node and squeeze(first.num) != squeeze(node.num):
            message = f"与“{squeeze(first.num)}”文字完全相同"
            yield Fault(view.spot_of(node), message, node=node)


_OF_CHAPTER = re.compile("本[编章节]")
"""本章没有规定的，参照适用委托合同的有关规定: the same words mean another thing in another 章."""


def _words_of(node: Node) -> Iterator[str]:
    for row in node.rows:
        yield row.rest.strip()
    for child in node.children:
        yield from _words_of(child)


@rule("S009", "heading-missing", "warning", norm="条标的通行写法")
def find_missing_headings(view: View) -> Iterator[Fault]:
    """Most articles of the text have a heading (条标), this one has none.

    Why: it was forgotten, or lost its brackets and runs into the text.

    Wrong:
        第一条 【立法目的】为了规范管理，制定本办法。
        第二条 【适用范围】本市范围内的管理活动，适用本办法。
        第三条 市人民政府负责管理工作。
        第四条 【施行日期】本办法自公布之日起施行。

    Right:
        第一条 【立法目的】为了规范管理，制定本办法。
        第二条 【适用范围】本市范围内的管理活动，适用本办法。
        第三条 【政府职责】市人民政府负责管理工作。
        第四条 【施行日期】本办法自公布之日起施行。
    """
    headed = sum(1 for n in view.articles if n.heading.strip())
    if headed < 3 or headed * 4 < len(view.articles) * 3:
        return
    for node in view.articles:
        if not node.heading.strip():
            yield Fault(view.spot_of(node), "其他各条都有条标，此条没有", node=node)


@rule("S010", "heading-left", "info", norm="公布的法律法规不带条标")
def find_left_headings(view: View) -> Iterator[Fault]:
    """A promulgated text still carries headings of articles (条标).

    Why: headings help readers of a draft; of 4,070 promulgated texts none has them.

    Wrong:
        杭州市机器人管理条例
        （2024年1月5日杭州市第十四届人民代表大会常务委员会第十五次会议通过）
        第一条 【立法目的】为了规范管理，制定本条例。
        第二条 【施行日期】本条例自2024年5月1日起施行。

    Right:
        杭州市机器人管理条例
        （2024年1月5日杭州市第十四届人民代表大会常务委员会第十五次会议通过）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自2024年5月1日起施行。
    """
    headed = [n for n in view.articles if n.heading.strip()]
    if view.is_act and headed:
        message = f"公布文本仍带条标（共{len(headed)}条）"
        yield Fault(view.spot_of(headed[0]), message, node=headed[0])


@rule("S011", "title-kind", "warning", norm="规章制定程序条例第七条")
def find_title_kinds(view: View) -> Iterator[Fault]:
    """A rule of a ministry or government (规章) is called 条例.

    Why: 规章的名称一般称“规定”“办法”，但不得称“条例”. What a text is, the note under its title says.

    Wrong:
        杭州市机器人管理条例
        （2024年1月5日杭州市人民政府令第300号公布）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自2024年5月1日起施行。

    Right:
        杭州市机器人管理办法
        （2024年1月5日杭州市人民政府令第300号公布）
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年5月1日起施行。
    """
    if not view.title.endswith("条例"):
        return
    note = "".join(r.plain for r in view.rows[:8] if r.role == "preface")
    by_order = _ORDER.search(note) is not None and _CONGRESS.search(note) is None
    if view.profile == "rule" or by_order:
        row = view.rows[0]
        at = row.plain.rfind("条例")
        yield Fault(Spot(row, at, at + 2) if at >= 0 else Spot(row, 0, len(row.plain)),
                    "规章不得称“条例”，应当称“规定”或者“办法”")


_ORDER = re.compile(r"(?<!国务院)(?:人民政府|部|委员会|总局|署)令")
_CONGRESS = re.compile(r"代表大会|国务院|人大常委会")


@rule("S012", "rule-in-chapters", "info", norm="规章制定程序条例第八条")
def find_rule_chapters(view: View) -> Iterator[Fault]:
    """A short rule (规章) is divided into 章.

    Why: 除内容复杂的外，规章一般不分章、节.

    Wrong:
        杭州市机器人管理办法
        第一章 总则
        第一条 为了规范管理，制定本办法。
        第二章 附则
        第二条 本办法自公布之日起施行。

    Right:
        杭州市机器人管理办法
        第一条 为了规范管理，制定本办法。
        第二条 本办法自公布之日起施行。
    """
    chapters = view.by_kind.get("chapter", [])
    if view.profile == "rule" and chapters and len(view.articles) < 30:
        message = f"规章除内容复杂的外一般不分章、节，本文仅{len(view.articles)}条"
        yield Fault(view.spot_of(chapters[0]), message, node=chapters[0])
