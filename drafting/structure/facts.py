"""What a text says of itself: kind, stage, dates, consultation period, claims, script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain

from drafting.akn.tree import Doubt
from drafting.structure.dates import read_day, read_events
from drafting.structure.places import Place, find_place, names_region
from drafting.structure.regions import Regions
from drafting.structure.rows import Row
from drafting.structure.tails import is_date, is_signature
from drafting.structure.titles import NATIONAL, bare_title
from drafting.text.numerals import NUMERAL_CHARS, read_numeral
from drafting.text.patterns import LazyPattern

UNDATED = "0001-01-01"
NATION = Place("cn", "")
_DRAFT = re.compile(
    r"草案|征求意[见見]|徵求意[见見]|送[审審]稿|[讨討][论論]稿|[审審][议議]稿|修[订訂]稿|初稿|[报報]批稿|修改稿|建[议議]稿"
)
_ABOUT_DRAFT = LazyPattern(r"[关關][于於].*(?:起草|草案).*(?:[说說]明|[报報]告)|起草[说說]明")
_ISSUED = LazyPattern(r"通[过過]|公布|[发發]布|修[订訂正]|施行|批准|[制製]定")
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_PERIOD = LazyPattern(
    rf"(?:征求意[见見]|徵求意[见見]|征集意[见見]|意[见見]反[馈饋]|公示|[时時][间間]|期限).{{0,16}}?(?P<from>{_DATE})\s*(?:至|起至|到|[-—~～－])\s*"
    rf"(?P<until>{_DATE}|\d{{1,2}}月\d{{1,2}}日)"
)
_SPAN = re.compile(r"日\s*(?:至|起至|到|[-—~～－])")
"""What stands in every period: a quick look."""
CLAIMED = LazyPattern(
    rf"(?:共|[设設]|分|[计計])+\s*(?P<c>[{NUMERAL_CHARS}\d]+)\s*章\s*[、，,]?\s*(?:共)?(?P<a>[{NUMERAL_CHARS}\d]+)\s*[条條]"
)
_PUBLISHED = re.compile(
    r"(?:[发發]布|公布|更新|成文)(?:[时時][间間]|日期)\s*[:：]\s*([0-9][0-9年月日\-/. :：]*)"
)
_HANT = re.compile("[條產業發與對應實設規範進術數據構機關體會點們這個國學區縣廣東門開為種]")
_HANS = LazyPattern("[条产业发与对应实设规范进术数据构机关体会点们这个国学区县广东门开为种]")
_SAMPLE = 6000


@dataclass(slots=True)
class Facts:
    """What the metadata says of a text; ``title`` in Simplified script and without its stage.

    ``date`` is the day of this version (ISO), ``first_date`` that of the first one.
    """

    title: str
    kind: str
    name: str
    date: str = UNDATED
    first_date: str = UNDATED
    script: str = "Hans"
    place: Place = NATION
    data: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def find_facts(regions: Regions, rows: list[Row]) -> Facts:
    """Gather the facts that the metadata tells."""
    title = regions.own_title
    script = find_script(rows)
    kind = _find_kind(regions, title)
    name = {"bill": "draft", "act": "act"}.get(kind, "document")
    facts = Facts(_simplify(bare_title(title), script), kind, name, script=script)
    facts.place = _find_place(facts.title, regions)
    facts.data["script"] = script
    if not title and rows:
        facts.doubts.append(Doubt("no-title", rows[0].number, "未找到标题"))
    _find_dates(facts, regions, rows)
    _find_claims(facts, regions)
    return facts


def _find_place(title: str, regions: Regions) -> Place:
    """Whose text it is: as the title says, else as the body that signs it does."""
    place = find_place(title)
    if place.country != "cn" or names_region(title) or NATIONAL.match(title):
        return place
    for row in regions.tail:
        if is_signature(row) and not is_date(row.text):
            return find_place(row.text)
    return place


def find_script(rows: list[Row]) -> str:
    """ "Hant" when Traditional forms outnumber Simplified ones, else "Hans"."""
    size, sample = 0, []
    for row in rows:
        sample.append(row.text)
        size += len(row.text)
        if size > _SAMPLE:
            break
    text = "".join(sample)
    traditional = len(_HANT.findall(text))
    return "Hant" if traditional and traditional > len(_HANS.findall(text)) else "Hans"


def _simplify(text: str, script: str) -> str:
    if script == "Hans":
        return text
    from drafting.text.script import to_simplified

    return to_simplified(text)


def _find_kind(regions: Regions, title: str) -> str:
    if regions.mode != "articles":
        return "doc"
    head = " ".join(row.text for block in regions.preface for row in block.rows)
    if _DRAFT.search(title) and not _ABOUT_DRAFT.search(title):
        return "bill"
    return "bill" if _DRAFT.search(head) and not _ISSUED.search(head) else "act"


def _find_dates(facts: Facts, regions: Regions, rows: list[Row]) -> None:
    blocks = [block.rows for block in (*regions.cover, *regions.preface)]
    whole = "\n".join(row.text for row in chain(*blocks, regions.body[:8]))
    period = _PERIOD.search(whole) if _SPAN.search(whole) else None
    if period is not None:
        start, end = period["from"], period["until"]
        facts.data["consultation-from"] = read_day(start) or ""
        end = end if "年" in end else start[:5] + end
        facts.data["consultation-until"] = read_day(end) or ""
    published = _PUBLISHED.search(whole)
    if published is not None:
        facts.data["published"] = published[1].strip()
    days = _find_days(facts, regions)
    if days:
        facts.first_date, facts.date = days[0], days[-1]
    else:
        line = rows[0].number if rows else 0
        facts.doubts.append(Doubt("undated", line, "文本未载明完整日期，未推定"))


def _find_days(facts: Facts, regions: Regions) -> list[str]:
    """The days of the text's versions, oldest first; [] when it prints no whole date of its own."""
    notes = [row.text for b in regions.preface if b.name == "noteToTitle" for row in b.rows]
    note = "".join(notes)
    if facts.kind == "act" or note:
        days = sorted(read_events(note))
        if days:
            return days
    for rows in (regions.tail, *(block.rows for block in regions.cover if block.name == "notice")):
        days = [day for row in rows if is_date(row.text) and (day := read_day(row.text))]
        if days:
            return days[-1:]
    return []


def _find_claims(facts: Facts, regions: Regions) -> None:
    if regions.mode == "articles":
        return
    for row in regions.body:
        match = CLAIMED.search(row.text)
        if match is not None:
            facts.data["claim-chapters"] = str(read_numeral(match["c"]))
            facts.data["claim-articles"] = str(read_numeral(match["a"]))
            return
