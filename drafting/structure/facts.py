"""What a text says of itself: kind, stage, dates, consultation period, claims, script."""

from __future__ import annotations

import regex as re

from drafting.akn.tree import Doubt
from drafting.structure.metadata import UNDATED, Facts, last_day, read_day
from drafting.structure.regions import Regions
from drafting.structure.rows import Row
from drafting.structure.tails import is_date
from drafting.text.numerals import NUMERAL_CHARS, read_numeral

_DRAFT = re.compile(r"草案|征求意见|徵求意見|征求意見|送审稿|送審稿|讨论稿|审议稿|修订稿|初稿|报批稿|修改稿|建议稿")
_ISSUED = re.compile(r"通过|通過|公布|发布|發布|修订|修正|施行|批准|制定")
_PERIOD = re.compile(
    r"(?:征求意见|徵求意見|征集意见|意见反馈|公示).{0,12}?(?P<from>\d{4}年\d{1,2}月\d{1,2}日)\s*(?:至|起至|到|[-—~～])\s*(?P<until>\d{4}年\d{1,2}月\d{1,2}日)"
)
_CLAIMED = re.compile(rf"(?:共|设|分|計|计)+\s*(?P<c>[{NUMERAL_CHARS}\d]+)\s*章\s*[、，,]?\s*(?:共)?(?P<a>[{NUMERAL_CHARS}\d]+)\s*[条條]")
_PUBLISHED = re.compile(r"(?:发布|發布|公布|更新)(?:时间|時間|日期)\s*[:：]\s*([0-9][0-9年月日\-/. :：]*)")
_HANT = frozenset("條條產業發展為對應與實設規範進術數據構機關體會種點業們這個國學國區縣廣東門開關")
_HANS = frozenset("条产业发展为对应与实设规范进术数据构机关体会种点业们这个国学区县广东门开关")
_NOTICE = re.compile(r"通知|公告|决定|命令|第.{1,8}号|令$")


def find_facts(regions: Regions, rows: list[Row]) -> Facts:
    """Gather the facts that the metadata tells."""
    title = "".join(row.squeezed for row in regions.title_rows)
    script = find_script(rows)
    facts = Facts(_simplify(title, script), _kind(regions, title, rows), "")
    facts.script = script
    facts.name = {"bill": "draft", "act": "act"}.get(facts.kind, "document")
    facts.data["script"] = script
    if regions.cover:
        head = " ".join(row.text for row in regions.cover)
        facts.data["cover"] = "notice" if _NOTICE.search(head) and _is_notice(regions) else "furniture"
    if not title and rows:
        facts.doubts.append(Doubt("no-title", rows[0].number, "未找到标题"))
    _find_dates(facts, regions, rows)
    _find_claims(facts, regions)
    return facts


def find_script(rows: list[Row]) -> str:
    """ "Hant" when Traditional forms outnumber Simplified ones, else "Hans"."""
    sample = "".join(row.text for row in rows[:400])
    hant = sum(1 for c in sample if c in _HANT and c not in _HANS)
    hans = sum(1 for c in sample if c in _HANS and c not in _HANT)
    return "Hant" if hant > hans else "Hans"


def _simplify(text: str, script: str) -> str:
    if script == "Hans":
        return text
    from drafting.text.script import to_simplified

    return to_simplified(text)


def _is_notice(regions: Regions) -> bool:
    return any(_NOTICE.search(row.squeezed[-12:]) for row in regions.cover)


def _kind(regions: Regions, title: str, rows: list[Row]) -> str:
    if regions.mode != "articles":
        return "doc"
    head = " ".join(row.text for row in regions.preface)
    if _DRAFT.search(title) and not re.search(r"关于.*(?:起草|草案).*(?:说明|報告|报告)", title):
        return "bill"
    if _DRAFT.search(head) and not _ISSUED.search(head):
        return "bill"
    return "act"


def _find_dates(facts: Facts, regions: Regions, rows: list[Row]) -> None:
    whole = "\n".join(row.text for row in (*regions.cover, *regions.preface, *regions.body[:8]))
    period = _PERIOD.search(whole)
    if period is not None:
        facts.data["consultation-from"] = read_day(period["from"]) or ""
        facts.data["consultation-until"] = read_day(period["until"]) or ""
    published = _PUBLISHED.search(whole)
    if published is not None:
        facts.data["published"] = published[1].strip()
    day = _issue_day(facts, regions)
    if day is not None:
        facts.date, facts.date_name = day, "issued"
    if facts.date == UNDATED:
        line = rows[0].number if rows else 0
        facts.doubts.append(Doubt("undated", line, "文本未载明完整日期，未推定"))


def _issue_day(facts: Facts, regions: Regions) -> str | None:
    note = " ".join(row.text for row in regions.preface)
    if facts.kind == "act" and (day := last_day(note)):
        return day
    for rows in (regions.tail, regions.cover):
        days = [row for row in rows if is_date(row.text)]
        if days:
            return read_day(days[-1].text)
    return last_day(note) if note.startswith(("（", "(")) else None


def _find_claims(facts: Facts, regions: Regions) -> None:
    if regions.mode == "articles":
        return
    for row in regions.body:
        match = _CLAIMED.search(row.text)
        if match is not None:
            facts.data["claim-chapters"] = str(read_numeral(match["c"]))
            facts.data["claim-articles"] = str(read_numeral(match["a"]))
            return
