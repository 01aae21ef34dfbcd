"""R: references inside the text, followed to what they name (see ``targets``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.akn.names import LEVEL_WORDS
from drafting.checks.counting import iter_run_in
from drafting.checks.nodes import Node, Row
from drafting.checks.registry import rule
from drafting.checks.targets import Resolution, Targets
from drafting.checks.view import Fault, Spot, View
from drafting.records import record
from drafting.text.citations import Citation, Step, Target
from drafting.text.numerals import write_numeral

PRACTICE = "立法技术规范（试行）引用条款"
_AMENDING = re.compile(r"修正案|修改|修订.*决定|废止")


@record
class Followed:
    """One end of one target of a reference, and where it led."""

    row: Row
    citation: Citation
    target: Target
    steps: tuple[Step, ...]
    result: Resolution

    @property
    def failed_step(self) -> Step:
        """The step at which nothing was found."""
        return self.steps[min(self.result.step, len(self.steps) - 1)]

    @property
    def failed_level(self) -> str:
        """The level of that step, "" when the reference leads somewhere or nobody knows."""
        return self.failed_step.level if self.result.outcome == "missing" else ""

    @property
    def spot(self) -> Spot:
        """The step that failed, with what stands before it in the reference's own words."""
        base = self.citation.base
        step = self.failed_step
        first = min(s.start for s in self.steps)
        start = self.citation.start if first == 0 else base + first
        return Spot(self.row, start, max(base + step.end, start + 1))


def follow_all(view: View) -> list[Followed]:
    """Every reference to this text, followed. A text that amends another has none."""
    return view.share("references", lambda: _follow_all(view))


def _follow_all(view: View) -> list[Followed]:
    found: list[Followed] = []
    if not _AMENDING.search(view.title) and view.articles:
        scopes = {nodes[0].scope: Targets(nodes) for nodes in view.scopes}
        last: Node | None = None
        last_row: Row | None = None
        for row, citation in view.citations:
            if row is not last_row:
                last, last_row = None, row
            if citation.kind != "foreign" and not _is_no_reference(view, row, citation):
                found += _follow(scopes, row, citation, last)
                last = _cited_article(found, row) or last
    return found


def _is_no_reference(view: View, row: Row, citation: Citation) -> bool:
    """The label of an article run into the line (。 第三条 有关部门 …); 前三项污染物."""
    if citation.kind == "relative":
        return citation.anchor[-1] == "项" and len(citation.anchor) == 3
    if citation.kind != "bare":
        return False
    run_in = view.share("run-in", lambda: list(iter_run_in(view)))
    return any(f.spot.row is row and f.spot.start == citation.start for f, _ in run_in) or (
        row.plain[citation.end : citation.end + 1].isspace()
        and row.plain[: citation.start].rstrip()[-1:] in ("。", "；", "")
    )


def _follow(
    scopes: dict[int, Targets], row: Row, citation: Citation, last: Node | None
) -> Iterator[Followed]:
    scope = row.node.scope if row.node is not None else 0
    targets = scopes.get(scope) or scopes[0]
    if citation.kind == "own" or (scope and not targets.articles):
        targets = scopes[0]  # 本法第三条, said in an annex, is the body's
    for target in citation.targets:
        for steps in (target.steps, target.until):
            if steps:
                result = targets.resolve(row, steps, last)
                yield Followed(row, citation, target, steps, result)


def _cited_article(found: list[Followed], row: Row) -> Node | None:
    if not found or found[-1].row is not row or not found[-1].result.nodes:
        return None
    return found[-1].result.nodes[0].article


def _is_sure(view: View, followed: Followed) -> bool:
    """Whether the reference surely means this text: it says so, or no other law is in sight."""
    if followed.citation.kind in ("own", "relative"):
        return True
    if _EXPLAINING.search(view.title):
        return False  # 第一百九十五条, said in an interpretation, is the law's
    step = followed.steps[followed.result.step]
    if step.level in _CONTAINERS and not followed.result.held:
        return False
    before = followed.row.plain[max(0, followed.citation.start - 120) : followed.citation.start]
    return not _OTHER_LAW.search(before)


_CONTAINERS = ("part", "subpart", "chapter", "section")
_ADDRESSED = (*_CONTAINERS, "article")
_EXPLAINING = re.compile(r"适用|解释|批复|司法|法院|检察院|修正")
_OTHER_LAW = re.compile(r"》|[\u4e00-\u9fff]{2}(?<!本)(?:法|条例|规定|办法|细则|解释|修正案)第|原")


def _group(view: View, follows: list[Followed]) -> Iterator[tuple[Spot, list[Followed]]]:
    """The ends of one reference that failed together, and the words from the first to the last."""
    groups: dict[tuple[int, int], list[Followed]] = {}
    for followed in follows:
        if _is_sure(view, followed):
            key = (followed.row.index, followed.citation.start)
            groups.setdefault(key, []).append(followed)
    for group in groups.values():
        spots = [f.spot for f in group]
        start, end = min(s.start for s in spots), max(s.end for s in spots)
        yield Spot(spots[0].row, start, end), group


@rule("R001", "dangling-reference", "error", norm=PRACTICE)
def find_dangling(view: View) -> Iterator[Fault]:
    """A 编 章 节 条 of this text is cited that it does not have.

    Why: the reader is sent nowhere; most often an article was deleted or renumbered and the
    reference not.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 违反本办法第九条规定的，由主管部门责令改正。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 违反本办法第一条规定的，由主管部门责令改正。
    """
    failed = [f for f in follow_all(view) if f.failed_level in _ADDRESSED]
    if view.is_excerpt:
        failed = [f for f in failed if f.failed_level == "article"]
    for spot, group in _group(view, failed):
        names = "、".join(dict.fromkeys(_write_any(f.failed_step) for f in group))
        level = group[0].failed_level
        most = _greatest(view, level)
        more = f"，本文最后为“{most}”" if most else f"，本文不分{LEVEL_WORDS[level]}"
        yield Fault(spot, f"引用的“{names}”不存在{more}")


def _greatest(view: View, level: str) -> str:
    """The label of the last 条 (章 …) of the body."""
    nodes = [n for n in view.nodes if n.kind == level and not n.scope]
    return "".join(nodes[-1].num.split()) if nodes else ""


def _write_step(step: Step) -> str:
    base, _, sub = step.number.partition("-")
    word = LEVEL_WORDS[step.level]
    tail = f"之{write_numeral(int(sub))}" if sub else ""
    number = int(base)
    printed = write_numeral(number) if 0 < number < 10_000 else base
    return f"第{printed}{word}{tail}"


@rule("R002", "reference-beyond-count", "error", norm=PRACTICE)
def find_beyond_count(view: View) -> Iterator[Fault]:
    """A 款, 项 or 目 is cited that the 条 does not have.

    Why: the article exists, the paragraph or item in it does not: the reference leads nowhere.

    Wrong:
        第一条 申请人应当提交申请书。
        第二条 违反本办法第一条第二款规定的，不予受理。

    Right:
        第一条 申请人应当提交申请书。
        第二条 违反本办法第一条规定的，不予受理。
    """
    failed = [
        f for f in follow_all(view)
        if f.failed_level and f.failed_level not in _ADDRESSED
        # 第一项 alone may be of a list that is named in other words
        and not (f.citation.kind == "bare" and f.steps[0].level not in _ADDRESSED)
    ]
    for spot, group in _group(view, failed):
        names: dict[str, list[str]] = {}
        for followed in group:
            names.setdefault(_tell_held(followed), []).append(_write_any(followed.failed_step))
        told = "；".join(f"“{'、'.join(dict.fromkeys(n))}”不存在：{held}" for held, n in names.items())
        yield Fault(spot, f"引用的{told}")


def _tell_held(followed: Followed) -> str:
    """第三条只有4项."""
    word, count = LEVEL_WORDS[followed.failed_level], followed.result.held
    held = f"只有{count}{word}" if count else f"没有{word}"
    return ("".join(_write_any(s) for s in followed.steps[: followed.result.step]) or "该条") + held


def _write_any(step: Step) -> str:
    if not step.relative:
        return _write_step(step)
    word = LEVEL_WORDS[step.level]
    return {"0": "本", "-1": "前", "+1": "下", "same": "该"}.get(step.number, "前数") + word


@rule("R003", "nothing-before", "error", norm=PRACTICE)
def find_nothing_before(view: View) -> Iterator[Fault]:
    """前款, 前条 or 前项 stands where nothing is before it; 本章, 本节 where there is none.

    Why: what it means was moved or deleted, or the reference was carried into the wrong place.

    Wrong:
        第一条 有前款规定情形的，不予受理。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 申请材料不齐全的，应当补正。
        有前款规定情形的，不予受理。
        第二条 本办法自公布之日起施行。
    """
    for followed in follow_all(view):
        step = followed.steps[0]
        if step.level == "part" and view.is_excerpt:
            continue
        if followed.result.outcome == "nothing-before" and not _follows_item(followed):
            word = LEVEL_WORDS[step.level]
            if step.number == "0":
                message = f"此处不在任何{word}之中，“本{word}”无所指"
            elif step.number.startswith("+"):
                message = f"此处之后没有{word}，“{followed.citation.anchor}”无所指"
            else:
                message = f"此处之前没有可指的{word}，“{followed.citation.anchor}”无所指"
            yield Fault(followed.spot, message)


def _follows_item(followed: Followed) -> bool:
    """Whether 前款 stands behind the end of a 项, in its line: it means the 款 of the list.

    （四）不按规定进行监督检查的。有前款第（三）项行为的，应当退还费用。
    """
    row, level = followed.row, followed.steps[0].level
    is_item = row.node is not None and row.node.kind == "point" and level == "paragraph"
    return is_item and "。" in row.plain[row.head : followed.citation.start]


@rule("R004", "range-descending", "error", norm=PRACTICE)
def find_descending_ranges(view: View) -> Iterator[Fault]:
    """第X条至第Y条 runs backwards, or from a provision to itself.

    Why: such a range holds nothing.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 违反本办法第二条至第一条规定的，责令改正。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 违反本办法第一条至第二条规定的，责令改正。
    """
    for row, citation in view.citations:
        for target in citation.targets:
            if not target.until or target.until[-1].relative:
                continue
            first, last = _ends(target)
            if first is not None and last is not None and first >= last:
                start = citation.base + target.steps[-1].start
                spot = Spot(row, start, citation.base + target.until[-1].end)
                yield Fault(spot, f"“{spot.words}”的起止颠倒或者相同")


def _ends(target: Target) -> tuple[tuple[int, ...] | None, tuple[int, ...] | None]:
    """The numbers of both ends, comparable when the last steps are of one level."""
    first, last = target.steps, target.until
    if [s.level for s in first] != [s.level for s in last]:
        return None, None
    numbers = []
    for steps in (first, last):
        parts = [part for s in steps for part in s.number.partition("-")[::2]]
        if any(p and not p.isdigit() for p in parts):
            return None, None
        numbers.append(tuple(int(p or 0) for p in parts))
    return numbers[0], numbers[1]


_OWN_NAME = re.compile(
    r"本(?<![基根文样]本)(?P<kind>法(?![院人定律官学医国典])|条例|规定|办法|实施细则|细则|规则|(?:决定|解释)(?=规定|自|施行|公布)|章程(?!序))"
    r"(?=[\u4e00-\u9fff，。、；：])"
)
_KIND = re.compile(r"(?P<kind>法|法典|条例|规定|办法|细则|规则|决定|解释|章程)$")
_KIN = {"细则": {"实施细则", "细则"}, "法典": {"法", "法典"}}


@rule("R005", "own-name-wrong", "warning", norm="立法技术规范（试行）；行政法规、规章制定程序条例", fix="unsafe")
def find_wrong_own_names(view: View) -> Iterator[Fault]:
    """The text calls itself by another kind: 本条例 in a 办法.

    Why: the words were carried over from another text, or the kind of this one was changed; what
    本条例 means in a 办法 is open.

    Wrong:
        杭州市机器人管理办法
        第一条 为了规范管理，制定本办法。
        第二条 违反本条例规定的，责令改正。

    Right:
        杭州市机器人管理办法
        第一条 为了规范管理，制定本办法。
        第二条 违反本办法规定的，责令改正。
    """
    kind = _KIND.search(view.title)
    if kind is None or not view.articles:
        return
    right = _KIN.get(kind["kind"], {kind["kind"]})
    names = {m[0] for m in _OWN_NAME.finditer(view.prose)}
    if not any(n[1:] not in right for n in names):
        return
    spots = [s for s in view.scan(_OWN_NAME) if s.row.is_prose]
    used = [s for s in spots if s.plain[1:] in right]
    for spot in spots:
        if spot.plain[1:] in right or not used or _is_quoted(spot):
            continue
        due = used[0].words
        yield Fault(
            spot, f"本文是“{kind['kind']}”，“{spot.words}”应为“{due}”",
            (spot.replace(due),), "unsafe",
        )


def _is_quoted(spot: Spot) -> bool:
    before = spot.row.plain[: spot.start]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


_ITEM_FORM = re.compile(r"第(?P<bracket>[（(])?[一二三四五六七八九十]{1,3}[）)]?项")


@rule("R006", "item-citation-form", "info", norm="立法技术规范（试行）9 引用条文中的项", fix="unsafe")
def find_mixed_item_forms(view: View) -> Iterator[Fault]:
    """项 are cited now as 第（一）项 and now as 第一项.

    Why: 引用项时，该项的序号不加括号; usage is divided, but one text does it one way.

    Wrong:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明。
        第二条 第一条第一项规定的材料应当为原件。
        第三条 第一条第（二）项规定的材料可以为复印件。
        第四条 第一条第一项、第二项规定的材料不予退还。

    Right:
        第一条 申请人应当提交下列材料：
        （一）申请书；
        （二）身份证明。
        第二条 第一条第一项规定的材料应当为原件。
        第三条 第一条第二项规定的材料可以为复印件。
        第四条 第一条第一项、第二项规定的材料不予退还。
    """
    spots = [s for s in view.scan(_ITEM_FORM) if s.row.is_prose]
    bracketed = [s for s in spots if "（" in s.plain or "(" in s.plain]
    bare = [s for s in spots if s not in bracketed]
    if not bracketed or not bare:
        return
    odd = bracketed if len(bracketed) <= len(bare) else bare
    edits = tuple(s.replace(_other_form(s.words)) for s in odd)
    message = f"引用项的写法不一致：第（X）项{len(bracketed)}处、第X项{len(bare)}处，应当统一"
    yield Fault(odd[0], message, edits, "unsafe")


def _other_form(words: str) -> str:
    if words[1] in "（(":
        return re.sub("[（()）]", "", words)
    return f"第（{words[1:-1]}）项"


@rule("R007", "cites-itself", "info", norm=PRACTICE, fix="unsafe")
def find_self_citations(view: View) -> Iterator[Fault]:
    """An article cites itself by its number: 第五条 says 本法第五条 for 本条.

    Why: 本条 cannot go wrong when articles are renumbered; a number can, and may already have.

    Wrong:
        第一条 为了规范管理，制定本办法。
        第二条 有本办法第二条第二款情形的，不予受理。
        前款规定的申请，应当说明理由。

    Right:
        第一条 为了规范管理，制定本办法。
        第二条 有本条第二款情形的，不予受理。
        前款规定的申请，应当说明理由。
    """
    for followed in follow_all(view):
        step, node = followed.steps[0], followed.row.node
        own = node.article if node is not None else None
        nodes = followed.result.nodes
        if step.relative or step.level != "article" or own is None or not nodes:
            continue
        if nodes[0].article is own and not followed.target.until and followed.citation.kind == "own":
            if len(followed.citation.targets) > 1:
                continue  # 本法第三条至第五条、第七条 may well hold the article itself
            start = followed.citation.start
            end = followed.citation.base + step.end
            spot = Spot(followed.row, start, end)
            message = f"本条引用自身，“{spot.words}”宜作“本条”"
            yield Fault(spot, message, (spot.replace("本条"),), "unsafe")
