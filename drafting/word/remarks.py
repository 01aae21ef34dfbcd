"""What is said in the margin: findings, note, peers and policies as comments, each its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from drafting.akn.elements import Provision
from drafting.akn.tree import Tree
from drafting.checks.findings import Finding
from drafting.checks.registry import get_rule
from drafting.comparison.matches import Candidate, Match, Matches, Unmatched
from drafting.records import record
from drafting.text.script import to_simplified
from drafting.word.comments import WordComment

FAMILIES = {
    "N": "编号检查", "S": "结构检查", "R": "引用检查", "T": "术语检查", "W": "用语检查",
    "P": "标点检查", "D": "日期数量检查", "X": "一致性检查",
}
"""Author of a finding's comment by the family of its rule."""
NOTE_AUTHOR = "起草说明"
_KINDS = "条例|规定|办法|细则|规则|决定|意见|方案|规划|计划|法"
_TITLE = re.compile(
    rf"^(?:中华人民共和国)?(?P<place>[\u4e00-\u9fff]{{2,6}}?(?:省|市|自治区|自治州|特别行政区|县|区))?"
    rf".*?(?P<kind>{_KINDS})(?:[（(].*[)）])?$"
)
_IN_FULL = {"note": 2, "regulation": 1, "policy": 2}
"""Candidates of one text shown with their words; further ones are only named."""
_FAINT = 0.6
_MOST = 40


@record
class Beside:
    """A text set beside the draft: ``name`` is what comments call it (起草说明, 上海条例)."""

    name: str
    kind: str


def finding_to_comment(
    finding: Finding, date: datetime, at_first_edit: bool = False
) -> WordComment:
    """The comment on a finding: its message, what would mend it, its rule.

    ``at_first_edit`` puts it where the first edit is made instead of at the finding's words.
    """
    rule = get_rule(finding.code)
    norm = f"，依据：{rule.norm}" if rule is not None else ""
    text = f"{finding.message}〔规则{finding.code}{norm}〕"
    line, start, words = finding.line, finding.start, finding.words
    if at_first_edit and finding.edits:
        first = finding.edits[0]
        line, start, words = first.line, first.start, first.old
        if len(finding.edits) > 1:
            text += f"\n本条意见共修改{len(finding.edits)}处，此为第一处。"
    elif finding.fix == "safe":
        text += "\n可以自动修改（check --fix）。"
    elif finding.fix == "unsafe":
        text += "\n可以自动修改，须经核对（check --unsafe-fixes）。"
    author = FAMILIES.get(finding.code[:1], "检查")
    return WordComment(text, author, date, line, start, words, finding.eid)


def findings_to_comments(
    tree: Tree, findings: Sequence[Finding], date: datetime
) -> list[WordComment]:
    """Comments on what was found in ``tree`` itself, not in the note beside it."""
    own = [f for f in findings if not f.source or f.source == tree.source.name]
    return [finding_to_comment(finding, date) for finding in own]


def matches_to_comments(
    draft: Tree, others: Sequence[Tree], matches: Matches, date: datetime
) -> list[WordComment]:
    """Comments on each article: what the others say of it; on the title: what the draft lacks."""
    beside = {
        source: Beside(name, kind) for source, name, kind in
        zip(matches.sources, name_texts(others, matches.kinds), matches.kinds, strict=False)
    }
    comments = [c for m in matches.matches for c in _match_to_comments(draft, m, beside, date)]
    for source, text in beside.items():
        lacking = [u for u in matches.unmatched if u.source == source]
        if lacking:
            comments.append(_lacking_to_comment(draft, text, lacking, date))
    return comments


def name_texts(others: Sequence[Tree], kinds: Sequence[str]) -> list[str]:
    """Short names, each once: 起草说明, 上海条例, 上海方案; two of one name get their years."""
    names = [
        NOTE_AUTHOR if kind == "note" else _short_title(tree.title) or tree.source.name
        for tree, kind in zip(others, kinds, strict=False)
    ]
    years = [re.findall(r"(?:19|20)\d\d", t.title + t.source.name) for t in others]
    found: list[str] = []
    for name, year in zip(names, years, strict=False):
        told = f"{name}{year[0]}" if names.count(name) > 1 and year else name
        found.append(f"{told}之{found.count(told) + 1}" if told in found else told)
    return found


def _short_title(title: str) -> str:
    """上海市促進人工智能產業發展條例(草案) → 上海条例."""
    plain = to_simplified(title)
    match = _TITLE.match(plain)
    if match is None:
        return plain[:8]
    place = re.sub("(省|市|自治区|自治州|特别行政区|县|区)$", "", match["place"] or "")
    return place + match["kind"] if place else plain[:12]


def _match_to_comments(
    draft: Tree, match: Match, beside: dict[str, Beside], date: datetime
) -> Iterator[WordComment]:
    element = draft.by_eid.get(match.draft_eid)
    words = _head(element) if isinstance(element, Provision) else ""
    for source, text in beside.items():
        found = [c for c in match.candidates if c.source == source]
        shown = found[: _IN_FULL.get(text.kind, 1)]
        for at, candidate in enumerate(shown):
            said = _candidate_to_text(candidate, text)
            if at + 1 == len(shown) and len(found) > len(shown):
                others = "、".join(f"{c.label}（{c.confidence:.2f}）" for c in found[len(shown) :])
                said += f"\n另见：{others}"
            author = text.name if text.kind == "note" else f"{text.name} {candidate.label}"
            yield WordComment(said, author, date, words=words, start=0, eid=match.draft_eid)


def _head(provision: Provision) -> str:
    """第一条 【立法目的】 as printed: the words to hang the comment on."""
    line = provision.full_text.split("\n", 1)[0]
    for last in (provision.heading, provision.num):
        at = line.find(last) if last else -1
        if at >= 0:
            return line[: at + len(last)]
    return line[:_MOST]


def _candidate_to_text(candidate: Candidate, text: Beside) -> str:
    told = "可能对应" if candidate.confidence < _FAINT else "相近"
    if text.kind == "note":
        told = "可能说明本条" if candidate.confidence < _FAINT else "说明本条"
        said = candidate.passage or candidate.text
    else:
        said = candidate.text
    return f"{text.name} {candidate.label}（{told}，匹配度{candidate.confidence:.2f}）：\n{said}"


def _lacking_to_comment(
    draft: Tree, text: Beside, lacking: Sequence[Unmatched], date: datetime
) -> WordComment:
    told = "提到而草案未见条文承载" if text.kind == "note" else "有而草案没有相近条文"
    entries = [
        f"{at}．{u.label}：{_shorten(_without_label(u))}" for at, u in enumerate(lacking, 1)
    ]
    said = f"{text.name}{told}的内容，共{len(lacking)}项：\n" + "\n".join(entries)
    title = next((u for u in draft.units if u.level == "title"), None)
    line = title.lines[0].number if title else draft.lines[0].number if draft.lines else 0
    return WordComment(said, text.name, date, line=line)


def _without_label(unmatched: Unmatched) -> str:
    """Its text without the label that is told before it, in whatever script it is printed."""
    own = to_simplified(unmatched.text)[: len(unmatched.label)] == unmatched.label
    return unmatched.text[len(unmatched.label) :].lstrip() if own else unmatched.text


def _shorten(text: str) -> str:
    flat = "".join(text.split("\n"))
    return flat if len(flat) <= _MOST else flat[:_MOST] + "……"
