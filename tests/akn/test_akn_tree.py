"""The model: labels, lines, units, eIds, files."""

from __future__ import annotations

import pytest

from drafting.akn import SourceFile, xml_to_tree
from drafting.akn.eids import EidMaker, num_to_number, number_provisions
from drafting.akn.elements import Provision
from drafting.errors import SourceError
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

HEAD = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:d="urn:drafting:source">'
LAW = (
    HEAD + '<bill name="draft"><preface eId="preface"><longTitle eId="t"><p d:line="1"><docTitle>某条例<docStage>（草案）'
    '</docStage></docTitle></p></longTitle></preface><body eId="body"><chapter eId="chp_1"><num d:line="2" d:gap=" ">第一章</num>'
    '<heading>总　则</heading><article eId="art_1"><num d:line="3" d:gap="　">第一条</num><heading>【目的】</heading>'
    '<paragraph eId="art_1__para_1"><intro><p>依照<ref href="#art_1">本条</ref>：</p></intro>'
    '<point eId="art_1__para_1__point_1"><num d:line="4">（一）</num><content><p>甲。</p></content></point></paragraph>'
    '<paragraph eId="art_1__para_2"><content><p d:line="5">乙<authorialNote><p d:line="6">注</p></authorialNote>。</p></content>'
    "</paragraph></article></chapter></body></bill></akomaNtoso>"
)


def test_lines_are_those_that_were_printed() -> None:
    tree = xml_to_tree(LAW.encode())
    assert [(line.number, line.text) for line in tree.lines] == [
        (1, "某条例（草案）"), (2, "第一章 总　则"), (3, "第一条　【目的】依照本条："), (4, "（一）甲。"),
        (5, "乙。"), (6, "注"),
    ]  # fmt: skip
    third = tree.lines[2]
    assert [third.text[p.start : p.end] for p in third.pieces] == ["第一条", "【目的】", "依照本条："]


def test_units_hold_every_line_once() -> None:
    tree = xml_to_tree(LAW.encode())
    assert [(u.level, u.eid, len(u.lines)) for u in tree.units] == [
        ("title", "t", 1), ("chapter", "chp_1", 1), ("article", "art_1", 4),
    ]  # fmt: skip
    assert tree.units[2].path == ("chp_1",)


def test_what_a_provision_says_of_itself() -> None:
    tree = xml_to_tree(LAW.encode())
    chapter, point = tree.by_eid["chp_1"], tree.by_eid["art_1__para_1__point_1"]
    assert isinstance(chapter, Provision) and isinstance(point, Provision)
    assert chapter.bare_heading == "总则" and chapter.label == "第一章"
    assert point.label == "第一条第一款第（一）项"
    assert point.article is not None and point.article.bare_heading == "目的"
    assert [p.ordinal for p in point.article.iter_provisions("paragraph")] == [1, 2]


def test_title_and_references() -> None:
    tree = xml_to_tree(LAW.encode())
    assert tree.title == "某条例（草案）"
    (reference,) = tree.references
    assert (reference.text, reference.target, reference.is_dangling) == ("本条", "art_1", False)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第十二条", "12"), ("第一百二十条之一", "120-1"), ("（三）", "3"), ("第 1 条", "1"), ("第１０１条", "101"),
        ("第一〇一条", "101"), ("①", "1"), ("⑴", "1"), ("㈠", "1"), ("甲、", "1"), ("b）", "2"), ("**第二条**", "2"),
        ("第×条", None), ("", None),
    ],
)  # fmt: skip
def test_number_of_a_label(label: str, number: str | None) -> None:
    assert num_to_number(label) == number


def test_eids() -> None:
    maker = EidMaker("att_1__")
    assert maker.make("article", "5", "chp_1") == "att_1__art_5"
    assert maker.make("article", "5", "chp_2") == "att_1__art_5__dup_2"
    assert maker.make("chapter", None) == "att_1__chp_nn_1"
    assert maker.make("point", "1", "att_1__art_5__para_1") == "att_1__art_5__para_1__point_1"


def test_numbering_anew_after_a_change() -> None:
    tree = xml_to_tree(LAW.encode()).copy()
    article = tree.articles[0]
    article.find("{*}num").text = "第七条"  # type: ignore[union-attr]
    number_provisions(tree.body)
    assert [p.eid for p in tree.iter_provisions()][1:4] == [
        "art_7", "art_7__para_1", "art_7__para_1__point_1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"<a/>", b"<a", b"", HEAD.encode() + b"</akomaNtoso>", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>',
    ],
)  # fmt: skip
def test_what_is_no_tree_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        xml_to_tree(data)


def test_entities_are_not_followed() -> None:
    data = LAW.replace(HEAD, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + HEAD)
    tree = xml_to_tree(data.replace("乙<", "乙&x;<").encode())
    assert tree.lines[4].text == "乙。"


def test_the_source_is_known_to_the_tree_and_its_place_not_to_the_file() -> None:
    source = Source("a.txt", (Line("第一条 甲。", 1),), "txt", "/somewhere/a.txt", "00", "utf-8")
    tree = parse(source)
    assert tree.source == SourceFile("a.txt", "/somewhere/a.txt", "00", "txt", "utf-8", "")
    assert tree.copy().source == tree.source
