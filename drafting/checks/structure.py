"""S: the build of a text: 目录 and body, levels, empty provisions, lists, first and last articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafting.akn.names import CONTAINERS, LEVEL_WORDS
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.structure.labels import read_label
from drafting.text.numerals import NUMERAL_CHARS
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
    entries = [
        e for row in view.toc for text in _IN_ONE_LINE.split(row.text.strip())
        if (e := _read_entry(text)) is not None
    ]
    if not entries:
        return
    kinds = {kind for kind, _, _ in entries}
    nodes = [n for n in view.nodes if n.kind in kinds and not n.scope]
    body = [(n.kind, _squeeze(n.num), _squeeze(n.heading)) for n in nodes]
    yield from _compare_toc(view, entries, body, nodes)


_IN_ONE_LINE = re.compile(rf"\s+(?=第[{NUMERAL_CHARS}]{{1,4}}[编編章节節]\s)")


def _read_entry(text: str) -> tuple[str, str, str] | None:
    """Kind, label and heading of a line of the 目录 (of one entry, where a line holds several)."""
    label = read_label(text)
    if label is None or label.kind not in CONTAINERS:
        return None
    rest = label.rest if read_label(label.rest) is None else ""
    return label.kind, _squeeze(label.num).lstrip("*＊#"), _squeeze(_PAGE.sub("", rest))


@lru_cache(maxsize=4096)
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
        if node.children and node.num:
            kinds = [c.kind for c in node.children]
            if kinds[0] == "article" and "section" in kinds:
                first = node.children[0]
                message = f"“{_title(node)}”分节，此条却在第一节之前，不属于任何节"
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
        nodes = view.by_kind.get(kind, [])
        for place, node in enumerate(nodes):
            after = nodes[place + 1] if place + 1 < len(nodes) else None
            if not node.children and view.articles and (after is None or after.num):
                # what follows without a number is the second line of the heading
                yield Fault(view.spot_of(node), f"“{_squeeze(node.num)}”之下没有条文", node=node)
    for kind in ("article", "point", "indent"):
        for node in view.by_kind.get(kind, []):
            if node.num and not _has_words(node):
                label = node.element.label or node.num
                yield Fault(view.spot_of(node), f"“{label}”只有序号，没有内容", node=node)


def _has_words(node: Node) -> bool:
    first = node.row  # its own or one of what it holds: there, nearly always, are words
    if first is not None and len(first.plain) > first.head + 2:
        return True
    if any(len(row.plain) > row.head + 2 or row.rest.strip() for row in node.rows):
        return True
    return any(_has_words(child) for child in node.children)


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
            name = _squeeze(node.heading) if _GENERAL.search(node.heading) else ""
            if name == "附则" and place < len(group) - 1:
                message = f"“附则”应当是最后一{LEVEL_WORDS[node.kind]}，其后还有“{_title(group[-1])}”"
                yield Fault(view.spot_of(node), message, node=node)
            elif name == "总则" and place:
                message = f"“总则”应当是第一{LEVEL_WORDS[node.kind]}，其前还有“{_title(group[0])}”"
                yield Fault(view.spot_of(node), message, node=node)


_GENERAL = re.compile("[则則]")


def _title(node: Node) -> str:
    return f"{_squeeze(node.num)} {_squeeze(node.heading)}".strip()


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
