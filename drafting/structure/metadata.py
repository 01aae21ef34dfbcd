"""FRBR work, expression and manifestation of a text, and what the standard has no word for.

IRIs follow AKN-NC 1.0 §4.4-4.6. A text without a whole date takes the sentinel 0001-01-01 with
``name="undated"``: a year alone, or a day alone, is no date, and none is made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex as re
from lxml import etree

from drafting.akn.elements import Element
from drafting.akn.names import SOURCE
from drafting.akn.tree import Doubt
from drafting.sources.lines import Source
from drafting.structure.blocks import add, add_data
from drafting.structure.places import Place, find_place
from drafting.text.numerals import read_numeral

UNDATED = "0001-01-01"
_DAY = re.compile(
    r"(?P<y>[12]\d{3}|[一二三四五六七八九〇○零Ｏ]{4})\s*年\s*(?P<m>[0-9一二三四五六七八九十]{1,3})\s*月\s*(?P<d>[0-9一二三四五六七八九十廿]{1,3})\s*日"
)
_SUBTYPES = (
    ("sfjs", r"最高人民(?:法院|检察院)"), ("fl", r"中华人民共和国.*法(?:典)?(?:修正案.*)?$|宪法"),
    ("xzfg", r"国务院|中华人民共和国.*(?:条例|实施细则)"), ("dfxfg", r"条例"), ("gz", r"办法|规定|细则|规则"),
)


@dataclass(slots=True)
class Facts:
    """What the metadata says of a text; ``title`` in Simplified script and without its stage."""

    title: str
    kind: str
    name: str
    date: str = UNDATED
    date_name: str = "undated"
    script: str = "Hans"
    data: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


def read_day(text: str) -> str | None:
    """Return the first whole date in ``text`` as ISO (二〇二三年十月十九日 too), or None."""
    match = _DAY.search(text)
    if match is None:
        return None
    year, month, day = (read_numeral(match[g]) for g in "ymd")
    if year and month and day and month <= 12 and day <= 31:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def last_day(text: str) -> str | None:
    """Return the last whole date in ``text`` as ISO, or None."""
    days = [read_day(match.group()) for match in _DAY.finditer(text)]
    found = [day for day in days if day]
    return max(found) if found else None


def add_metadata(main: Element, facts: Facts, source: Source) -> None:
    """Append ``meta`` to ``main`` (it must be the first child)."""
    place = find_place(facts.title)
    meta = add(main, "meta")
    identification = add(meta, "identification")
    identification.set("source", "#drafting")
    work = _work_iri(facts, place)
    _add_work(identification, work, facts, place)
    expression = f"{work}/zho@{'' if facts.date == UNDATED else facts.date}"
    _add_expression(identification, expression, facts, place)
    _add_manifestation(identification, expression, facts)
    _add_references(meta, place)
    _add_proprietary(meta, facts, source)


def _subtype(facts: Facts, place: Place) -> str:
    for subtype, pattern in _SUBTYPES:
        national = place.country == "cn"
        if re.search(pattern, facts.title) and (national or subtype in ("dfxfg", "gz")):
            return subtype if subtype != "dfxfg" or not national else "xzfg"
    return ""


def _work_iri(facts: Facts, place: Place) -> str:
    subtype = _subtype(facts, place)
    author = _author(place)
    parts = [place.country, facts.kind, *filter(None, (subtype, author)), facts.date, "nn"]
    return "/akn/" + "/".join(parts)


def _author(place: Place) -> str:
    return f"{_slug(place.name)}" if place.name else ""


def _slug(name: str) -> str:
    return name and _PINYIN.get(name, name)


_PINYIN = {
    "北京": "beijing", "天津": "tianjin", "上海": "shanghai", "重庆": "chongqing", "杭州": "hangzhou", "宁波": "ningbo",
    "温州": "wenzhou", "深圳": "shenzhen", "广州": "guangzhou", "南京": "nanjing", "苏州": "suzhou", "成都": "chengdu",
    "武汉": "wuhan", "西安": "xian", "青岛": "qingdao", "厦门": "xiamen", "大连": "dalian", "沈阳": "shenyang",
    "济南": "jinan", "哈尔滨": "haerbin", "长春": "changchun", "合肥": "hefei", "福州": "fuzhou", "郑州": "zhengzhou",
    "长沙": "changsha", "昆明": "kunming", "贵阳": "guiyang", "南宁": "nanning", "海口": "haikou", "浙江": "zhejiang",
    "江苏": "jiangsu", "广东": "guangdong", "山东": "shandong", "四川": "sichuan", "湖北": "hubei", "湖南": "hunan",
    "河南": "henan", "河北": "hebei", "福建": "fujian", "安徽": "anhui", "江西": "jiangxi", "辽宁": "liaoning",
    "吉林": "jilin", "黑龙江": "heilongjiang", "山西": "shanxi", "陕西": "shaanxi", "甘肃": "gansu", "青海": "qinghai",
    "云南": "yunnan", "贵州": "guizhou", "广西": "guangxi", "海南": "hainan", "内蒙古": "neimenggu", "宁夏": "ningxia",
    "新疆": "xinjiang", "西藏": "xizang",
}


def _add_work(parent: Element, iri: str, facts: Facts, place: Place) -> None:
    level = add(parent, "FRBRWork")
    add(level, "FRBRthis").set("value", f"{iri}/!main")
    add(level, "FRBRuri").set("value", iri)
    _add_date(level, facts)
    add(level, "FRBRauthor").set("href", "#author")
    add(level, "FRBRcountry").set("value", place.country)
    subtype = _subtype(facts, place)
    if subtype:
        add(level, "FRBRsubtype").set("value", subtype)


def _add_expression(parent: Element, iri: str, facts: Facts, place: Place) -> None:
    level = add(parent, "FRBRExpression")
    add(level, "FRBRthis").set("value", f"{iri}/!main")
    add(level, "FRBRuri").set("value", iri)
    _add_date(level, facts)
    add(level, "FRBRauthor").set("href", "#author")
    language = "zho" if facts.script == "Hans" else "zh-Hant"
    add(level, "FRBRlanguage").set("language", language)


def _add_manifestation(parent: Element, expression: str, facts: Facts) -> None:
    level = add(parent, "FRBRManifestation")
    add(level, "FRBRthis").set("value", f"{expression}/!main.xml")
    add(level, "FRBRuri").set("value", f"{expression}.xml")
    _add_date(level, facts)
    add(level, "FRBRauthor").set("href", "#drafting")


def _add_date(level: Element, facts: Facts) -> None:
    date = add(level, "FRBRdate")
    date.set("date", facts.date)
    date.set("name", facts.date_name)


def _add_references(meta: Element, place: Place) -> None:
    references = add(meta, "references")
    references.set("source", "#drafting")
    for eid, path, name in (
        ("author", _author(place) or "cn", place.name or "中华人民共和国"),
        ("drafting", "drafting", "drafting"),
    ):
        organization = add(references, "TLCOrganization")
        organization.set("eId", eid)
        organization.set("href", f"/ontology/organization/{path}")
        organization.set("showAs", name)


def _add_proprietary(meta: Element, facts: Facts, source: Source) -> None:
    proprietary = add(meta, "proprietary")
    proprietary.set("source", "#drafting")
    file = etree.SubElement(proprietary, f"{{{SOURCE}}}source")
    file.set("file", source.name)
    for name in ("path", "sha256", "format", "encoding", "options"):
        value = getattr(source, name)
        if value:
            file.set(name, value)
    for name, value in facts.data.items():
        add_data(proprietary, name, value)
    for doubt in facts.doubts:
        element = etree.SubElement(proprietary, f"{{{SOURCE}}}doubt")
        element.set("code", doubt.code)
        element.set("line", str(doubt.line))
        element.set("message", doubt.message)
        element.text = doubt.words
