"""Whatever the text: no exception, a valid tree, nothing lost, every unit addressed once."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.akn import Tree, tree_to_xml, xml_to_tree
from drafting.akn.eids import number_provisions
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

LABELS = st.sampled_from(
    "第一条 |第二条 |第三条　|第一条之一 |第10条|第×条 |第一编 |第一分编 |第一章 |第二章 |第一节 |第二节 |（一）|（二）|（三）|(四)|一、|二、|1.|2.|1、|（1）|①|②|甲、"
    "|附件1|附：|目录|第一部分 |一是|第一，|##|**第二条** |“|《|（".split("|")
)
WORDS = st.sampled_from(
    "总则|附则|立法目的】|【适用范围】|为了规范养犬，制定本条例。|有下列情形之一的：|罚款；|依照本条例第二条第一款第（一）项的规定|，由主管部门处罚|本条例所称犬只，是指狗。"
    "|（以下简称养犬法）|《中华人民共和国刑法》第三条|前款规定的情形|某市养犬管理条例（草案）|（2020年1月1日通过）|2023年10月19日|某市人民政府|（责任单位：市公安局）|— 3 —|一是甲；二是乙。|修改为：“甲。”|&<>\"'|\u200b|\t|　".split("|")
)
ANY = st.text(st.characters(exclude_characters="\n\r"), max_size=12)
TEXTS = st.lists(st.builds("".join, st.lists(st.one_of(LABELS, WORDS, ANY), max_size=5)), max_size=24)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tree_of(texts: list[str], **more: object) -> Tree:
    lines = [Line(text, n, **more) for n, text in enumerate(texts, 1)]  # type: ignore[arg-type]
    return parse(Source("any", tuple(lines), "txt"))


def printable(texts: list[str]) -> str:
    """What can be given back: blanks aside, and what XML cannot hold as U+FFFD."""
    return UNPRINTABLE.sub("\ufffd", "".join("".join(texts).split()))


@FEW
@given(TEXTS)
@example(["%总则第一条 "])
@example(["依照《5%_条例》第三条、《某\"条例》第一条，"])
def test_any_text(schema: etree.XMLSchema, texts: list[str]) -> None:
    tree = tree_of(texts)
    schema.assertValid(etree.fromstring(tree_to_xml(tree)))
    assert "".join(tree.text.split()) == printable(texts)
    assert [line for unit in tree.units for line in unit.lines] == tree.lines
    eids = [e.get("eId") for e in tree.root.iter() if e.get("eId")]
    assert len(eids) == len(set(eids))
    assert all(unit.eid for unit in tree.units)


@FEW
@given(TEXTS)
def test_references_point_to_what_is_there(texts: list[str]) -> None:
    tree = tree_of(texts)
    for reference in tree.references:
        for eid in filter(None, (reference.target, reference.until)):
            assert eid in tree.by_eid


@FEW
@given(TEXTS)
def test_a_saved_tree_is_the_same_tree(texts: list[str]) -> None:
    tree = tree_of(texts)
    data = tree_to_xml(tree)
    again = xml_to_tree(data)
    assert tree_to_xml(again) == data
    assert [line.text for line in again.lines] == [line.text for line in tree.lines]
    assert [(u.level, u.eid) for u in again.units] == [(u.level, u.eid) for u in tree.units]


@FEW
@given(TEXTS)
def test_numbering_a_tree_anew_gives_the_same_eids(texts: list[str]) -> None:
    """The two ways of giving eIds, to nodes and to elements, agree."""
    tree = tree_of(texts)
    again = tree.copy()
    number_provisions(again.body)
    assert [p.eid for p in again.iter_provisions()] == [p.eid for p in tree.iter_provisions()]


@FEW
@given(TEXTS, st.integers(1, 3), st.integers(1, 4))
def test_tables_and_notes(
    schema: etree.XMLSchema, texts: list[str], columns: int, every: int
) -> None:
    lines = []
    for n, text in enumerate(texts, 1):
        place = (1 + n // 9, 1 + (n - 1) // columns, 1 + (n - 1) % columns)
        table = place if n % 9 > every else None
        note = n - 1 if n > 1 and n % 7 == every and table is None else 0
        lines.append(Line(text, n, table=table, note=note, outline=n % 3))
    tree = parse(Source("any", tuple(lines), "docx"))
    schema.assertValid(etree.fromstring(tree_to_xml(tree)))
    assert sorted("".join(tree.text.split())) == sorted(printable(texts))
    assert [line for unit in tree.units for line in unit.lines] == tree.lines
