"""S: the build of a text: 目录 and body, levels, empty provisions, lists, first and last articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex as re

from drafting.akn.names import CONTAINERS, LEVEL_WORDS
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.structure.labels import read_label
from drafting.text.script import to_simplified

TECHNIQUE = "立法技术规范（试行）"
_BLANKS = re.compile(r"[\s\u3000·…\.]+")
_PAGE = re.compile(r"(?:[.…·\-\s　]|（)*[（(]?\d{1,4}[）)]?$")


@rule("S001", "toc-mismatch", "warning", norm="立法技术规范（试行）一 目录")
def find_toc_mismatches(view: View) -> Iterator[Fault]:
    """The 目录 and the text do not have the same 编 章 节 under the same headings.

    Why: the 目录 was not brought up to date after a change.

    Wrong:
        杭州市机器人管理条例
        目录
        第一章 总则
        第二章 法律责任
        第三章 附则
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 监督管理
        第二条 市人民政府负责监督管理工作。
        第三章 附则
        第三条 本条例自公布之日起施行。

    Right:
        杭州市机器人管理条例
        目录
        第一章 总则
        第二章 监督管理
        第三章 附则
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 监督管理
        第二条 市人民政府负责监督管理工作。
        第三章 附则
        第三条 本条例自公布之日起施行。
    """
    entries = [e for e in (_read_entry(row) for row in view.toc) if e is not None]
    if not entries:
        return
    kinds = {kind for kind, _, _ in entries}
    nodes = [n for n in view.nodes if n.kind in kinds and not n.scope]
    body = [(n.kind, _squeeze(n.num), _squeeze(n.heading)) for n in nodes]
    yield from _compare_toc(view, entries, body, nodes)


def _read_entry(row: Row) -> tuple[str, str, str] | None:
    """Kind, label and heading of a line of the 目录."""
    label = read_label(row.text.strip())
    if label is None or label.kind not in CONTAINERS:
        return None
    rest = label.rest if read_label(label.rest) is None else ""
    return label.kind, _squeeze(label.num), _squeeze(_PAGE.sub("", rest))


def _squeeze(text: str) -> str:
    return _BLANKS.sub("", to_simplified(text))


Entry = tuple[str, str, str]


def _compare_toc(
    view: View, entries: list[Entry], body: list[Entry], nodes: list[Node]
) -> Iterator[Fault]:
    """Both lists walked together; told in the body, where the reader mends it."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, entries, body, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        paired = min(i2 - i1, j2 - j1)
        for i, j in zip(range(i1, i1 + paired), range(j1, j1 + paired), strict=True):
            message = f"目录为“{_show(entries[i])}”，正文为“{_show(body[j])}”"
            yield Fault(view.spot_of(nodes[j]), message, node=nodes[j])
        for j in range(j1 + paired, j2):
            message = f"目录中没有“{_show(body[j])}”"
            yield Fault(view.spot_of(nodes[j]), message, node=nodes[j])
        for i in range(i1 + paired, i2):
            message = f"目录中有“{_show(entries[i])}”，正文没有"
            at = nodes[min(j2, len(nodes) - 1)] if nodes else None
            spot = view.spot_of(at) if at is not None else Spot(view.rows[0], 0, 0)
            yield Fault(spot, message, node=at)


def _show(entry: Entry) -> str:
    return f"{entry[1]} {entry[2]}".strip()


@rule("S002", "level-skipped", "warning", norm="立法法第六十五条")
def find_skipped_levels(view: View) -> Iterator[Fault]:
    """A 节 stands outside a 章 in a text that has 章; a 章 has 条 before its first 节.

    Why: the levels are 编, 章, 节, 条: what belongs to which must be plain.

    Wrong:
        第一章 总则
        第一条 为了规范管理，制定本办法。
        第一节 适用范围
        第二条 本市范围内的管理活动，适用本办法。
        第二节 职责
        第三条 市人民政府负责管理工作。
        第二章 附则
        第四条 本办法自公布之日起施行。

    Right:
        第一章 总则
        第一节 适用范围
        第一条 为了规范管理，制定本办法。
        第二条 本市范围内的管理活动，适用本办法。
        第二节 职责
        第三条 市人民政府负责管理工作。
        第二章 附则
        第四条 本办法自公布之日起施行。
    """
    chapters = view.by_kind.get("chapter", [])
    for node in view.by_kind.get("section", []):
        if chapters and node.parent is None:
            yield Fault(view.spot_of(node), "“节”不在任何“章”之中", node=node)
    for node in chapters:
        if node.children:
            kinds = [c.kind for c in node.children]
            if kinds[0] == "article" and "section" in kinds:
                first = node.children[0]
                message = f"“{_squeeze(node.num)}”分节，此条却在第一节之前，不属于任何节"
                yield Fault(view.spot_of(first), message, node=first)


@rule("S003", "empty-provision", "error", norm=TECHNIQUE)
def find_empty(view: View) -> Iterator[Fault]:
    """A 条, 项 or 目 has no words, a 章 or 节 no 条.

    Why: the words were lost or never written; the number stands for nothing.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条
        第三条 本办法自公布之日起施行。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 市人民政府负责管理工作。
        第三条 本办法自公布之日起施行。
    """
    for kind in CONTAINERS:
        for node in view.by_kind.get(kind, []):
            if not node.children and view.articles:
                yield Fault(view.spot_of(node), f"“{_squeeze(node.num)}”之下没有条文", node=node)
    for kind in ("article", "point", "indent"):
        for node in view.by_kind.get(kind, []):
            if node.num and not _has_words(node):
                label = node.element.label or node.num
                yield Fault(view.spot_of(node), f"“{label}”只有序号，没有内容", node=node)


def _has_words(node: Node) -> bool:
    for row in node.rows:
        if len(row.plain) > row.head + 2 or row.rest.strip():
            return True
    return any(_has_words(c) for c in node.children)


@rule("S004", "general-chapter-place", "warning", norm="立法通例（总则居首、附则居末）")
def find_misplaced_general(view: View) -> Iterator[Fault]:
    """附则 is not the last 章 of its row, or 总则 not the first.

    Why: readers look for the scope of a law at its beginning, for its effective date at its end.

    Wrong:
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 附则
        第二条 本条例自公布之日起施行。
        第三章 监督管理
        第三条 市人民政府负责监督管理工作。

    Right:
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 监督管理
        第二条 市人民政府负责监督管理工作。
        第三章 附则
        第三条 本条例自公布之日起施行。
    """
    groups: dict[tuple[Node | None, str], list[Node]] = {}
    for kind in CONTAINERS:
        for node in view.by_kind.get(kind, []):
            groups.setdefault((node.parent, kind), []).append(node)
    for group in groups.values():
        for place, node in enumerate(group):
            name = _squeeze(node.heading)
            if name == "附则" and place < len(group) - 1:
                message = f"“附则”应当是最后一{LEVEL_WORDS[node.kind]}，其后还有“{_title(group[-1])}”"
                yield Fault(view.spot_of(node), message, node=node)
            elif name == "总则" and place:
                message = f"“总则”应当是第一{LEVEL_WORDS[node.kind]}，其前还有“{_title(group[0])}”"
                yield Fault(view.spot_of(node), message, node=node)


def _title(node: Node) -> str:
    return f"{_squeeze(node.num)} {_squeeze(node.heading)}".strip()


# --- lists ------------------------------------------------------------------------------------


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
            message = f"“{_squeeze(items[0].num)}”之前没有引出各项的文字"
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
            message = f"只有“{_squeeze(items[0].num)}”一项，不成列举"
            yield Fault(view.spot_of(items[0]), message, node=items[0])


@rule("S007", "single-section", "info", norm="立法通例")
def find_single_sections(view: View) -> Iterator[Fault]:
    """A 章 is divided into one 节 only.

    Why: one part is no division.

    Wrong:
        第一章 总则
        第一节 一般规定
        第一条 为了规范管理，制定本办法。
        第二章 附则
        第二条 本办法自公布之日起施行。

    Right:
        第一章 总则
        第一条 为了规范管理，制定本办法。
        第二章 附则
        第二条 本办法自公布之日起施行。
    """
    for node in view.by_kind.get("chapter", []):
        sections = node.below("section")
        if len(sections) == 1:
            message = f"“{_title(node)}”只分一节"
            yield Fault(view.spot_of(sections[0]), message, node=sections[0])


# --- articles ---------------------------------------------------------------------------------


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
    counts = Counter(_key(node) for node in view.articles)
    for node in view.articles:
        if counts[_key(node)] < 2:
            continue  # most articles already begin and end alone
        words = "".join(_words_of(node))
        if len(words) < 16:
            continue
        first = seen.setdefault(words, node)
        if first is not node and _squeeze(first.num) != _squeeze(node.num):
            message = f"与“{_squeeze(first.num)}”文字完全相同"
            yield Fault(view.spot_of(node), message, node=node)


def _key(node: Node) -> tuple[str, str]:
    """The first words of the article and the last of its first row."""
    row = node.row
    return (row.rest.strip()[:12], row.plain[-12:]) if row is not None else ("", "")


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


# --- what the parser was not sure of ----------------------------------------------------------


@rule("S013", "duplicate-differs", "warning", norm="同一文本前后一致")
def find_different_copies(view: View) -> Iterator[Fault]:
    """The page holds the text twice, and the two copies differ here.

    Why: nobody knows which of the two was meant.

    Wrong:
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的管理工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。
        来源：市司法局
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的监督工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。

    Right:
        杭州市机器人管理办法
        第一条 为了规范机器人产业的管理，制定本办法。
        第二条 市人民政府负责机器人产业的管理工作。
        第三条 区人民政府负责本区域的管理工作。
        第四条 本办法自公布之日起施行。
    """
    yield from _tell_doubts(view, "duplicate-differs")


@rule("S014", "parse-doubt", "info", norm="解析存疑")
def find_doubts(view: View) -> Iterator[Fault]:
    """The parser was not sure how to read this place: no title, no structure, an unread label.

    Why: what is read wrongly is checked and compared wrongly; look at the place.

    Wrong:
        各有关单位，请做好相关工作。

    Right:
        杭州市机器人管理办法
        第一条 为了规范管理，制定本办法。
        第二条 本办法自2024年5月1日起施行。
    """
    known = ("duplicate-differs", "undated", "heading-guessed")
    for code in dict.fromkeys(d.code for d in view.doubts):
        if code not in known:
            yield from _tell_doubts(view, code)


def _tell_doubts(view: View, code: str) -> Iterator[Fault]:
    for doubt in view.doubts:
        if doubt.code == code:
            yield Fault(_doubt_spot(view, doubt.line, doubt.words), doubt.message)


def _doubt_spot(view: View, line: int, words: str) -> Spot:
    """The doubt's words; where its line is not linted (a second copy), a row made for it."""
    row = next((r for r in view.rows if r.number == line), None)
    if row is None:
        tree_line = next((t for t in view.tree.lines if t.number == line), None)
        if tree_line is None:
            return Spot(view.rows[0], 0, 0)
        pieces = [(p.element, p.start, p.end) for p in tree_line.pieces]
        row = Row(tree_line.text, line, 0, "conclusions", None, pieces, 0, tree_line.text)
    at = row.text.find(words) if words else -1
    return Spot(row, at, at + len(words)) if at >= 0 else Spot(row, 0, min(20, len(row.text)))
