"""FRBR work, expression and manifestation of a text, and what the standard has no word for.

IRIs follow AKN-NC 1.0 §4.4-4.6. The work is dated by the text's first adoption, the expression by
its last amendment. A text without a whole date takes the sentinel 0001-01-01 with
``name="undated"``: a year alone, or a day alone, is no date, and none is made up.
"""

from __future__ import annotations

import re

from drafting.sources.lines import Source
from drafting.structure.blocks import add
from drafting.structure.facts import UNDATED, Facts
from drafting.structure.nodes import Node
from drafting.structure.pinyin import to_pinyin
from drafting.structure.places import Place, names_region

_SUBTYPES = (
    ("sfjs", re.compile(r"最高人民(?:法院|检察院)")),
    ("fl", re.compile(r"^中华人民共和国.*法(?:典)?(?:修正案.*)?$|宪法")),
    ("xzfg", re.compile(r"^国务院|^中华人民共和国.*(?:条例|实施细则)")),
    ("dfxfg", re.compile(r"条例")),
    ("gz", re.compile(r"办法|规定|细则|规则")),
)
_SOURCE_ATTRIBUTES = ("sha256", "format", "encoding", "options")


def add_metadata(main: Node, facts: Facts, source: Source, prefix: str = "") -> Node:
    """Append ``meta`` to ``main`` and return its ``references``, where others may add.

    ``prefix`` is an annex's ("att_1__"): eIds are unique in the whole file.
    """
    place = facts.place
    meta = add(main, "meta")
    identification = add(meta, "identification")
    identification.set("source", f"#{prefix}drafting")
    subtype = _subtype(facts, place)
    work = _work_iri(facts, place, subtype)
    expression = f"{work}/zho@{'' if facts.date == UNDATED else facts.date}"
    component = f"!{prefix.rstrip('_')}" if prefix else "!main"
    _add_level(identification, "FRBRWork", (work, f"{work}/{component}"), facts.first_date)
    _finish_work(identification.children[-1], facts, subtype, prefix)
    _add_level(
        identification, "FRBRExpression", (expression, f"{expression}/{component}"), facts.date
    )
    _finish_expression(identification.children[-1], facts, prefix)
    _add_level(
        identification, "FRBRManifestation",
        (f"{expression}.xml", f"{expression}/{component}.xml"), facts.date,
    )
    _add_value(identification.children[-1], "FRBRauthor", "href", f"#{prefix}drafting")
    references = _add_references(meta, place, prefix)
    _add_proprietary(meta, facts, source, prefix)
    return references


def _work_iri(facts: Facts, place: Place, subtype: str) -> str:
    parts = [place.country, facts.kind, subtype, to_pinyin(place.name)]
    return "/akn/" + "/".join([*filter(None, parts), facts.first_date, "nn"])


def _subtype(facts: Facts, place: Place) -> str:
    national = place.country == "cn" and not names_region(facts.title)
    for subtype, pattern in _SUBTYPES:
        if pattern.search(facts.title) and (national or subtype in ("dfxfg", "gz")):
            return "xzfg" if subtype == "dfxfg" and national else subtype
    return ""


def _add_level(parent: Node, kind: str, iris: tuple[str, str], date: str) -> None:
    level = add(parent, kind)
    _add_value(level, "FRBRthis", "value", iris[1])
    _add_value(level, "FRBRuri", "value", iris[0])
    day = add(level, "FRBRdate")
    day.name = "undated" if date == UNDATED else "issued"
    day.set("date", date)


def _add_value(parent: Node, kind: str, attribute: str, value: str) -> None:
    add(parent, kind).set(attribute, value)


def _finish_work(work: Node, facts: Facts, subtype: str, prefix: str) -> None:
    if facts.title:
        alias = Node("FRBRalias")
        alias.name = "title"
        alias.set("value", facts.title)
        work.children.insert(2, alias)
    _add_value(work, "FRBRauthor", "href", f"#{prefix}author")
    _add_value(work, "FRBRcountry", "value", facts.place.country)
    if subtype:
        _add_value(work, "FRBRsubtype", "value", subtype)


def _finish_expression(expression: Node, facts: Facts, prefix: str) -> None:
    _add_value(expression, "FRBRauthor", "href", f"#{prefix}author")
    _add_value(expression, "FRBRlanguage", "language", "zho")
    if facts.script == "Hant":
        _add_value(expression, "FRBRlanguage", "language", "zh-Hant")


def _add_references(meta: Node, place: Place, prefix: str) -> Node:
    references = add(meta, "references")
    references.set("source", f"#{prefix}drafting")
    author = to_pinyin(place.name) or "cn"
    add_entry(references, "TLCOrganization", f"{prefix}author", author, place.name or "中华人民共和国")
    add_entry(references, "TLCOrganization", f"{prefix}drafting", "drafting", "drafting")
    return references


def add_entry(references: Node, kind: str, eid: str, path: str, shown: str) -> None:
    """Append a TLC… entry: what ``refersTo="#eid"`` points to."""
    entry = add(references, kind)
    entry.eid = eid
    entry.set("href", f"/ontology/{kind[3:].lower()}/{path}")
    entry.set("showAs", shown)


def _add_proprietary(meta: Node, facts: Facts, source: Source, prefix: str) -> None:
    proprietary = add(meta, "proprietary")
    proprietary.set("source", f"#{prefix}drafting")
    file = add(proprietary, "d:source")
    if not prefix:
        file.set("file", source.name)
    for name in _SOURCE_ATTRIBUTES:
        if getattr(source, name):
            file.set(name, getattr(source, name))
    for note in source.notes:
        add(proprietary, "d:note", note)
    for name, value in facts.data.items():
        add(proprietary, "d:data", value).name = name
    for doubt in facts.doubts:
        element = add(proprietary, "d:doubt", doubt.words)
        element.set("code", doubt.code)
        element.set("line", str(doubt.line))
        element.set("message", doubt.message)
