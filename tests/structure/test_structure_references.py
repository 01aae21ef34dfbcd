"""References resolved to eIds, and terms defined, in short texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree
from drafting.akn.names import tag

Parse = Callable[[str], Tree]
LAW = (
    "某条例\n第一章 总则\n第一节 范围\n第一条 甲：\n（一）子；\n（二）丑：\n1.鼠；\n2.牛；\n（三）寅。\n乙款。\n"
    "第二条 {}\n第二章 附则\n第三条 丙：\n（一）子；\n（二）丑；\n（三）寅；\n（四）卯。\n丁款。\n第四条 戊。"
)


def targets(tree: Tree) -> list[tuple[str, str, str]]:
    return [(r.text, r.target or r.href, r.until) for r in tree.references]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("依照本条例第一条第二款。", [("本条例第一条第二款", "art_1__para_2", "")]),
        ("第一条第一款第（二）项第1目。", [("第一条第一款第（二）项第1目", "art_1__para_1__point_2__indent_1", "")]),
        ("第一条第二项。", [("第一条第二项", "art_1__para_1__point_2", "")]),
        ("前条规定。", [("前条", "art_1", "")]),
        ("本章规定。", [("本章", "chp_1", "")]),
        ("第二章规定。", [("第二章", "chp_2", "")]),
        ("本条例第九条。", [("本条例第九条", "", "")]),
        ("第一条、第三条第二款。", [("第一条", "art_1", ""), ("第三条第二款", "art_3__para_2", "")]),
        ("第一条至第三条。", [("第一条至第三条", "art_1", "art_3")]),
        ("第三条第一款第一项至第三项。", [("第三条第一款第一项至第三项", "art_3__para_1__point_1", "art_3__para_1__point_3")]),
        ("第三条第一款第一项、第四项。", [("第三条第一款第一项", "art_3__para_1__point_1", ""), ("第四项", "art_3__para_1__point_4", "")]),
        ("《中华人民共和国刑法》第三条。", [("《中华人民共和国刑法》第三条", "/akn/cn/act/中华人民共和国刑法/~art_3", "")]),
        ("《杭州市养犬条例》。", [("《杭州市养犬条例》", "/akn/cn-zj/act/杭州市养犬条例", "")]),
        ("应当认定为刑法第三条规定的行为。", [("刑法第三条", "/akn/cn/act/中华人民共和国刑法/~art_3", "")]),
        ("第三条第一款第一项规定的财产或者第四项规定的财产。", [("第三条第一款第一项", "art_3__para_1__point_1", ""), ("第四项", "art_3__para_1__point_4", "")]),
        ("双方就合同条款协商一致。", []),
    ],
)
def test_reference(text: str, found: list[tuple[str, str, str]], parse_text: Parse) -> None:
    assert targets(parse_text(LAW.format(text))) == found


def test_of_preceding_paragraphs(parse_text: Parse) -> None:
    tree = parse_text(LAW.format("一款。\n二款。\n依照前款。\n依照前两款。\n依照第一款。"))
    assert targets(tree) == [
        ("前款", "art_2__para_2", ""), ("前两款", "art_2__para_2", "art_2__para_3"),
        ("第一款", "art_2__para_1", ""),
    ]  # fmt: skip


def test_of_items(parse_text: Parse) -> None:
    tree = parse_text(LAW.format("有下列情形之一：\n（一）甲；\n（二）乙；\n（三）前项或者第一项规定的情形。\n有前款第二项情形的。"))
    assert targets(tree) == [
        ("前项", "art_2__para_1__point_2", ""), ("第一项", "art_2__para_1__point_1", ""),
        ("前款第二项", "art_2__para_1__point_2", ""),
    ]  # fmt: skip


def test_items_of_the_article_that_the_lead_cites(parse_text: Parse) -> None:
    tree = parse_text(LAW.format("违反本条例第三条规定的，处罚：\n（一）违反第四项规定的，罚款；\n（二）违反第一项规定的，警告。"))
    assert [r.target for r in tree.references] == ["art_3", "art_3__para_1__point_4", "art_3__para_1__point_1"]


def test_dangling_is_told(parse_text: Parse) -> None:
    (reference,) = parse_text(LAW.format("依照本条例第九条。")).references
    assert reference.is_dangling and reference.provision is not None
    assert reference.provision.label == "第二条"


def test_multiple_references_stand_in_one_mref(parse_text: Parse) -> None:
    tree = parse_text(LAW.format("依照本条例第一条、第三条和第四条规定。"))
    (group,) = tree.main.iter(tag("mref"))
    assert group.xpath("string()") == "本条例第一条、第三条和第四条"
    assert [child.get("href") for child in group] == ["#art_1", "#art_3", "#art_4"]


def test_short_names_stand_for_their_title(parse_text: Parse) -> None:
    tree = parse_text(LAW.format("依照《某省公路管理条例》（以下简称公路条例）第三条。\n公路条例第五条另有规定的除外。"))
    assert [r.href for r in tree.references] == [
        "/akn/cn/act/某省公路管理条例/~art_3", "/akn/cn/act/某省公路管理条例/~art_5",
    ]  # fmt: skip


def test_articles_of_an_annex_are_its_own(parse_text: Parse) -> None:
    tree = parse_text("某条例\n第一条 甲。\n第二条 乙。\n附件\n某细则\n第一条 子。\n第二条 依照第一条办理，并遵守本条例第二条。")
    assert [r.target for r in tree.references] == ["att_1__art_1", "att_1__art_2"]


def test_items_of_a_document_without_articles(parse_text: Parse) -> None:
    tree = parse_text("关于某事的决定\n一、甲事项。\n二、依照本决定第一条办理。")
    assert [r.target for r in tree.references] == ["level_1"]


class TestDefinitions:
    @pytest.mark.parametrize(
        ("text", "term"),
        [
            ("本条例所称犬只，是指饲养的犬。", "犬只"),
            ("本条例所称的“养犬人”是指饲养犬只的人。", "养犬人"),
            ("本條例所稱犬隻，是指飼養的犬。", "犬隻"),
            ("前款所称烈性犬，包括甲犬、乙犬。", "烈性犬"),
        ],
    )
    def test_meaning(self, text: str, term: str, parse_text: Parse) -> None:
        (definition,) = parse_text(LAW.format(text)).definitions
        assert definition.term == term and not definition.short
        assert definition.text.startswith(term) and not definition.text.endswith("。")

    def test_list_of_meanings(self, parse_text: Parse) -> None:
        tree = parse_text(LAW.format("本条例下列用语的含义：\n（一）犬只，是指饲养的犬；\n（二）养犬人，是指饲养犬只的人。"))
        assert [d.term for d in tree.definitions] == ["犬只", "养犬人"]
        assert [d.provision.eid for d in tree.definitions if d.provision is not None] == [
            "art_2__para_1__point_1", "art_2__para_1__point_2",
        ]  # fmt: skip

    def test_short_name(self, parse_text: Parse) -> None:
        tree = parse_text(LAW.format("长江三角洲（以下简称“长三角”）区域合作；市公安局（以下统称主管部门）负责。"))
        assert [(d.term, d.short) for d in tree.definitions] == [("长三角", True), ("主管部门", True)]

    def test_every_term_has_its_entry(self, parse_text: Parse) -> None:
        tree = parse_text(LAW.format("本条例所称犬只，是指饲养的犬（以下简称犬）。"))
        entries = {e.get("eId") for e in tree.main.iter(tag("TLCTerm"))}
        assert {e.get("refersTo", "")[1:] for e in tree.main.iter(tag("term"))} == entries


def test_provisions_as_taiwan_counts_them(parse_text: Parse) -> None:
    """條 項 款 目: a 項 is a paragraph there, a 款 its item; 第 4-1 條 stands between 4 and 5."""
    tree = parse_text(
        "人工智慧基本法草案\n第 1 條\n本法用詞如下：\n一、甲。\n二、乙：\n（一）丙。\n前項第二款之乙，由主管機關公告之。\n"
        "第 1-1 條\n依第一條第一項第二款第一目辦理者，準用前條第二項規定。\n第 2 條\n本法自公布日施行。"
    )
    assert [a.eid for a in tree.articles] == ["art_1", "art_1-1", "art_2"]
    assert [(r.text, r.target) for r in tree.references] == [
        ("前項第二款", "art_1__para_1__point_2"),
        ("第一條第一項第二款第一目", "art_1__para_1__point_2__indent_1"), ("前條第二項", "art_1__para_2"),
    ]  # fmt: skip


def test_traditional_script_of_the_mainland_counts_as_the_mainland_does(parse_text: Parse) -> None:
    tree = parse_text(
        "上海市促進條例（草案）\n第一條 甲：\n（一）乙；\n（二）丙。\n違反前款第二項的，丁。\n第二條 依照第一條第一款第（一）項執行。\n第三條 戊。"
    )
    assert [r.target for r in tree.references] == ["art_1__para_1__point_2", "art_1__para_1__point_1"]


def test_a_short_name_that_holds_brackets(parse_text: Parse) -> None:
    tree = parse_text(
        "关于《某市养犬管理条例（草案）》的说明\n现就《某市养犬管理条例（草案）》（以下简称《条例（草案）》）作如下说明。\n"
        "一、必要性\n《条例（草案）》共五章。\n二、内容\n乙。"
    )
    assert [d.term for d in tree.definitions] == ["条例（草案）"]
    assert {r.href for r in tree.references} == {"/akn/cn/act/某市养犬管理条例（草案）"}


def test_what_an_amendment_leaves_to_the_reader(parse_text: Parse) -> None:
    """增加一款作为第二款: of the 条 that the item amends, whatever the words it quotes cite."""
    tree = parse_text(
        "中华人民共和国刑法修正案（七）\n一、将刑法第二百七十二条第一款修改为：“依照本法第三百八十四条处罚。”\n增加一款作为第二款：“甲。”\n"
        "原第二款作为第三款。\n二、本修正案自公布之日起施行。"
    )
    law = "/akn/cn/act/中华人民共和国刑法/~"
    assert [r.href for r in tree.references][2:] == [
        f"{law}art_272__para_2", f"{law}art_272__para_2", f"{law}art_272__para_3",
    ]  # fmt: skip
