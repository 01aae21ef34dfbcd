"""N: numbering of 编 章 节 条.

立法法 第六十五条: 编、章、节、条的序号用中文数字依次表述，款不编序号，项的序号用中文数字加括号依次表述，
目的序号用阿拉伯数字依次表述. What a row of numbers says is judged in ``sequences`` and told by
``counting``; here the rows are gathered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.checks.counting import LAW_65, Count, iter_count_faults, read_number
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, View

# --- 条 ---------------------------------------------------------------------------------------


def _article_rows(view: View) -> Iterator[Count]:
    """The 条 of the body, and those of each annex: each counts through.

    Annexes may count on from one to the next (the 修正案 printed after the 宪法); a 修正案 printed
    alone begins where the one before it ended.
    """
    last = 0
    anywhere = view.title.endswith("修正案")
    for nodes in view.scopes:
        articles = list(_leave_out_quoted([n for n in nodes if n.kind == "article"]))
        if articles:
            first, final = read_number(articles[0].num), read_number(articles[-1].num)
            goes_on = nodes[0].scope > 1 and first is not None and first[0] == last + 1
            begins_anywhere = goes_on or anywhere or is_excerpt(view, nodes)
            yield Count(articles, None if begins_anywhere else 1)
            last = final[0] if final is not None else 0


def _leave_out_quoted(articles: list[Node]) -> Iterator[Node]:
    """The articles without those that one of them quotes: 第五十二条 …增加五条，内容如下： 第一百二十三条 …"""
    quoting: tuple[int, int] | None = None
    for node in articles:
        number = read_number(node.num) if quoting is not None else None
        if quoting is not None and number is not None and number[0] > quoting[0] + 1:
            continue
        quoting = read_number(node.num) if _is_quoting(node) else None
        yield node


def _is_quoting(node: Node) -> bool:
    """Whether the last line of an article, lists aside, ends in 内容如下：."""
    for holder in (node, *reversed(node.children)):
        if holder.rows:
            last = holder.rows[-1].plain
            return last[-1:] in "：:" and _QUOTING.search(last) is not None
    return False


_QUOTING = re.compile(r"(?:内容如下|修改为|修改如下|规定如下)[:：]$")


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
            if node.kind == kind and node.heading[-1:] not in _SENTENCE_ENDS:
                groups.setdefault(node.parent, []).append(node)
        last = 0 if not is_excerpt(view, nodes) else None
        for group in groups.values():
            first, final = read_number(group[0].num), read_number(group[-1].num)
            # 第二章 at the head of a 编 printed alone is a loss, 第十二章 (民事诉讼法) is not
            anywhere = last is None and (first is None or first[0] > 3)
            goes_on = anywhere or (first is not None and first[0] == (last or 0) + 1)
            yield Count(group, None if goes_on else 1)
            last = final[0] if final else 0


_SENTENCE_ENDS = frozenset("。；;")
"""第七节相应改为第八节。 is a sentence that begins with a label."""


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
