"""X: a draft beside its explanatory note (起草说明): counts, names, claims, words.

Both are read in Simplified script, so that a Traditional draft and a Simplified note compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.checks.claims import Claim, find_claims
from drafting.checks.findings import Severity
from drafting.checks.nodes import Node
from drafting.checks.registry import rule
from drafting.checks.view import Fault, Spot, View
from drafting.text.citations import find_citations, steps_to_eid
from drafting.text.numerals import read_numeral, write_numeral
from drafting.text.script import to_simplified

NOTE_NORM = "行政法规制定程序条例第十七条、规章制定程序条例第十八条（起草说明）"
_N = "[零〇一二三四五六七八九十百两0-9]+"
_COUNTS = re.compile(rf"(?:共|设|分|计|分为|包括|共设|共有|共分|共计|全文)[^，。；\n]{{0,6}}?(?P<counts>(?:{_N}[编章节条][、，和及]?)+)")
_COUNT = re.compile(rf"(?P<n>{_N})(?P<unit>[编章节条])")
_KINDS = {"编": "part", "章": "chapter", "节": "section", "条": "article"}


@rule("X001", "note-count-differs", "error", norm=NOTE_NORM)
def find_wrong_counts(view: View) -> Iterator[Fault]:
    """The note gives another number of 章 or 条 than the draft has.

    Why: the note was written for an earlier version; readers of both are misled.

    Wrong:
        杭州市机器人管理条例（草案）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        《条例（草案）》共三条，规定了管理职责。

    Right:
        杭州市机器人管理条例（草案）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        《条例（草案）》共二条，规定了管理职责。
    """
    note = _note(view)
    for match in _COUNTS.finditer(note.body):
        for count in _COUNT.finditer(match["counts"]):
            number = read_numeral(count["n"])
            kind = _KINDS[count["unit"]]
            held = len(view.by_kind.get(kind, []))
            if number is None or number == held or (not held and kind != "article"):
                continue
            start = match.start("counts") + count.start()
            spot = note.spot(start, start + len(count[0]))
            printed = write_numeral(held) if held else "零"
            message = f"说明称“{spot.words}”，草案实有{printed}{count['unit']}"
            yield Fault(spot, message, in_note=True)


def _note(view: View) -> View:
    assert view.note is not None  # X rules run only with a note
    return view.note


_CITED = re.compile(r"(?:《条例(?:（草案）)?》|《(?:条例|规定|办法|草案)[^》]{0,6}》|草案|条例(?:草案)?|办法|规定)$")


@rule("X002", "note-names-missing", "error", norm=NOTE_NORM)
def find_missing_names(view: View) -> Iterator[Fault]:
    """The note speaks of a 章 or 条 that the draft does not have, or under another heading.

    Why: the draft was changed after the note was written, or the other way round.

    Wrong:
        杭州市机器人管理条例（草案）
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 附则
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        第一章 总则。
        明确立法目的。
        第二章 监督管理。
        明确监督管理职责。

    Right:
        杭州市机器人管理条例（草案）
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 附则
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        第一章 总则。
        明确立法目的。
        第二章 附则。
        明确施行日期。
    """
    note = _note(view)
    headings = {_number(n): _squeeze(n.heading) for n in view.by_kind.get("chapter", [])}
    for node in note.nodes:
        found = _CHAPTER.search(_first_words(node))
        if found is None:
            continue
        number, heading = read_numeral(found["n"]), _squeeze(found["heading"])
        spot = note.spot_of(node)
        if number not in headings:
            if headings:
                message = f"说明中的“第{found['n']}章”在草案中不存在"
                yield Fault(spot, message, node=node, in_note=True)
        elif heading and headings[number] and heading != headings[number]:
            message = f"说明称“第{found['n']}章 {heading}”，草案为“{headings[number]}”"
            yield Fault(spot, message, node=node, in_note=True)
    yield from _find_missing_articles(view, note)


_CHAPTER = re.compile(
    r"^(?:[（(].{1,3}[）)]\s*)?第(?P<n>[一二三四五六七八九十]+)章[\s　：:]*(?P<heading>[\u4e00-\u9fff、\s]{0,24}?)(?:[。：，]|$)"
)


def _first_words(node: Node) -> str:
    """The line in which a part of the note begins, when that line is its heading."""
    if node.row is None or node.kind != "level":
        return ""
    return to_simplified(node.row.text.strip())


def _number(node: Node) -> int | None:
    found = re.search(_N, node.num)
    return read_numeral(found[0]) if found is not None else None


def _squeeze(text: str) -> str:
    return "".join(to_simplified(text).split())


def _find_missing_articles(view: View, note: View) -> Iterator[Fault]:
    """Articles cited in the note as the draft's own."""
    numbers = {n.element.eid.partition("__")[0] for n in view.articles}
    for row in note.rows:
        for citation in find_citations(row.plain):
            named = _CITED.search(row.plain[: citation.base]) is not None
            if citation.kind == "relative" or not (citation.kind == "bare" or named):
                continue
            for target in citation.targets:
                if target.steps[0].level != "article":
                    continue
                eid = steps_to_eid(target.steps[:1])
                if eid and eid not in numbers:
                    spot = Spot(row, citation.base, citation.end)
                    severity: Severity | None = None if named else "warning"
                    yield Fault(spot, f"说明提到的“{spot.words}”在草案中不存在",
                                severity=severity, in_note=True)


@rule("X003", "note-silent", "info", norm=NOTE_NORM)
def find_unexplained(view: View) -> Iterator[Fault]:
    """The note says nothing of a 章 of the draft, or of articles in it.

    Why: 说明 should speak of the main institutions; what it passes over is told, to be weighed.

    Wrong:
        杭州市机器人管理条例（草案）
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 数据安全
        第二条 网络运营者应当采取加密、去标识化等措施，保障数据的完整性、保密性和可用性。
        第三章 附则
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        第一章 总则。
        明确为了规范管理制定条例的目的。
        第三章 附则。
        明确施行日期。

    Right:
        杭州市机器人管理条例（草案）
        第一章 总则
        第一条 为了规范管理，制定本条例。
        第二章 数据安全
        第二条 网络运营者应当采取加密、去标识化等措施，保障数据的完整性、保密性和可用性。
        第三章 附则
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        第一章 总则。
        明确为了规范管理制定条例的目的。
        第二章 数据安全。
        要求网络运营者采取加密、去标识化等措施，保障数据的完整性、保密性和可用性。
        第三章 附则。
        明确施行日期。
    """
    note = _note(view)
    said = _bigrams(note.text)
    silent: dict[Node | None, list[Node]] = {}
    left_out = _find_chapters_left_out(view, note)
    for node in left_out:
        yield Fault(view.spot_of(node), f"说明逐章介绍，没有介绍“{_title(node)}”", node=node)
    for node in view.articles:
        if node.parent in left_out:
            continue
        heading = _squeeze(node.element.bare_heading)
        if heading and heading in note.text:
            continue
        if _share(_words(node), said) < _EXPLAINED and not _is_formal(node):
            silent.setdefault(node.parent, []).append(node)
    for parent, nodes in silent.items():
        yield _tell_silence(view, note, parent, nodes)


def _find_chapters_left_out(view: View, note: View) -> list[Node]:
    """Of a note that goes through the 章 one by one (three and more), the 章 it has no part on."""
    parts = [m for m in (_CHAPTER.search(_first_words(n)) for n in note.nodes) if m is not None]
    told = {read_numeral(m["n"]) for m in parts}
    chapters = view.by_kind.get("chapter", [])
    if len(told) < 3 or 2 * len(told) < len(chapters):
        return []
    return [n for n in chapters if _number(n) not in told]


def _title(node: Node) -> str:
    return f"{''.join(node.num.split())} {_squeeze(node.heading)}".strip()


_EXPLAINED = 0.45


def _tell_silence(view: View, note: View, parent: Node | None, nodes: list[Node]) -> Fault:
    names = "、".join("".join(n.num.split()) for n in nodes)
    heading = _squeeze(parent.heading) if parent is not None else ""
    if parent is not None and heading and heading not in note.text:
        message = f"说明没有提到“{_title(parent)}”（其中{names}）"
        return Fault(view.spot_of(parent), message, node=parent)
    return Fault(view.spot_of(nodes[0]), f"说明没有提到{names}的内容", node=nodes[0])


def _is_formal(node: Node) -> bool:
    """第一条, the effective date and the like need no explanation."""
    words = _words(node)
    return len(words) < 24 or "施行" in words or "制定本" in words


def _words(node: Node) -> str:
    return "".join(r.rest for r in node.rows) + "".join(_words(c) for c in node.children)


def _bigrams(text: str) -> set[str]:
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {han[i : i + 2] for i in range(len(han) - 1)}


def _share(words: str, said: set[str]) -> float:
    own = _bigrams(words)
    return len(own & said) / len(own) if own else 1.0


# --- claims -----------------------------------------------------------------------------------


@rule("X004", "claim-not-carried", "warning", norm=NOTE_NORM)
def find_uncarried_claims(view: View) -> Iterator[Fault]:
    """The note says that the draft provides something that no article provides.

    Why: what the note promises, readers look for in vain. Told of named things: a policy, a centre,
    a fund, a body, that the draft's words do not hold.

    Wrong:
        杭州市机器人管理条例（草案）
        第一条 为了促进产业发展，制定本条例。
        第二条 市人民政府应当完善科技成果转化的激励机制。
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        一是完善激励机制。支持技术转移转化中心建设，促进科技成果转化。

    Right:
        杭州市机器人管理条例（草案）
        第一条 为了促进产业发展，制定本条例。
        第二条 市人民政府应当支持技术转移转化中心建设，完善科技成果转化的激励机制。
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        一是完善激励机制。支持技术转移转化中心建设，促进科技成果转化。
    """
    for claim in _claims(view):
        if claim.nearest is None:
            spot = claim.spot
            severity: Severity | None = None if claim.is_named else "info"
            message = f"说明称草案规定了“{spot.words}”，条文中没有"
            yield Fault(spot, message, severity=severity, in_note=True)


@rule("X005", "words-differ", "warning", norm=NOTE_NORM)
def find_different_words(view: View) -> Iterator[Fault]:
    """Note and draft call one thing by two names: 强制性技术规范 and 强制性技术标准.

    Why: the two may be different in law; the note explains what the draft does not say.

    Wrong:
        杭州市机器人管理条例（草案）
        第一条 为了促进产业发展，制定本条例。
        第二条 研发活动应当符合强制性技术标准。
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        一是明确合规要求。规定研发活动应当符合强制性技术规范。

    Right:
        杭州市机器人管理条例（草案）
        第一条 为了促进产业发展，制定本条例。
        第二条 研发活动应当符合强制性技术标准。
        第三条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        一是明确合规要求。规定研发活动应当符合强制性技术标准。
    """
    for claim in _claims(view):
        if claim.nearest is not None:
            spot, place = claim.spot, view.spot(*claim.nearest)
            node = place.row.node
            where = (node.article or node).element.label if node is not None else ""
            message = f"说明为“{spot.words}”，草案{where}为“{place.words}”"
            yield Fault(spot, message, in_note=True)


def _claims(view: View) -> list[Claim]:
    return view.share("claims", lambda: find_claims(view, _note(view)))


@rule("X006", "note-title-differs", "warning", norm=NOTE_NORM)
def find_different_titles(view: View) -> Iterator[Fault]:
    """The note is about a text of another name.

    Why: the note belongs to another draft, or the draft was renamed.

    Wrong:
        杭州市机器人管理条例（草案）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人促进条例（草案）》起草说明
        主要内容
        《条例（草案）》规定了管理职责。

    Right:
        杭州市机器人管理条例（草案）
        第一条 为了规范管理，制定本条例。
        第二条 本条例自公布之日起施行。
        ----
        《杭州市机器人管理条例（草案）》起草说明
        主要内容
        《条例（草案）》规定了管理职责。
    """
    note = _note(view)
    title = _squeeze(note.tree.title)
    named = re.search(r"《(?P<name>.+)》", title)
    if named is None or not view.title:
        return
    name = _STAGE.sub("", named["name"])
    if name and _STAGE.sub("", _squeeze(view.tree.title)) != name:
        row = next((r for r in note.rows if r.role == "title"), note.rows[0])
        message = f"说明的题名为“{name}”，草案为“{view.title}”"
        yield Fault(Spot(row, 0, len(row.text)), message, in_note=True)


_STAGE = re.compile(r"[（(][^（）()]*(?:稿|案)[^（）()]*[）)]")
