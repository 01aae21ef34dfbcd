"""Opinions, plans, notes, decisions: levels of any depth, items, claims, units, amendments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree
from drafting.akn.names import tag

Parse = Callable[[str], Tree]


def eids(tree: Tree) -> list[str]:
    return [p.eid for p in tree.iter_provisions("level", "chapter", "section", "part")]


def test_five_deep(parse_text: Parse) -> None:
    tree = parse_text(
        "某市某规划\n一、总体要求\n（一）指导思想\n1.坚持创新\n（1）加强研究\n①支持甲，推动乙的发展。\n②支持丙。\n（2）完善机制\n2.坚持开放\n（二）目标\n二、任务"
    )
    assert eids(tree) == [
        "level_1", "level_1__level_1", "level_1__level_1__level_1",
        "level_1__level_1__level_1__level_1", "level_1__level_1__level_1__level_1__level_1",
        "level_1__level_1__level_1__level_1__level_2", "level_1__level_1__level_1__level_2",
        "level_1__level_1__level_2", "level_1__level_2", "level_2",
    ]  # fmt: skip


def test_orders_that_the_standard_does_not_know(parse_text: Parse) -> None:
    tree = parse_text(
        "某实施意见\n1、总体目标\n（一）甲，发展产业。\n（二）乙，壮大集群。\n2、主要任务\n（一）丙，培育企业。\n3、保障措施\n发展环境持续优化，服务更好。"
    )
    assert eids(tree) == [
        "level_1", "level_1__level_1", "level_1__level_2", "level_2", "level_2__level_1", "level_3",
    ]  # fmt: skip


def test_chapters_of_a_plan_are_chapters(parse_text: Parse) -> None:
    tree = parse_text(
        "某市发展规划\n第一章 发展基础\n第一节 现状\n产业规模不断扩大，质量稳步提升。\n第二章 目标\n一、总目标\n到2025年，规模翻番。"
    )
    assert eids(tree) == ["chp_1", "chp_1__sec_1", "chp_2", "chp_2__level_1"]


def test_parts_of_a_document(parse_text: Parse) -> None:
    tree = parse_text("某指南\n第一部分 总体情况\n各项工作进展顺利，成效明显。\n第二部分 申报要求\n一、条件\n具备法人资格。")
    assert eids(tree) == ["part_1", "part_2", "part_2__level_1"]


def test_heavenly_stems(parse_text: Parse) -> None:
    tree = parse_text("国旗制法说明\n（一）尺度如下：\n甲、长288公分。\n乙、长240公分。\n（二）颜色：红。")
    assert eids(tree) == ["level_1", "level_1__level_1", "level_1__level_2", "level_2"]


def test_paragraphs_below_a_list_belong_above_it(parse_text: Parse) -> None:
    tree = parse_text("某决定\n一、应当报告：\n（一）甲；\n（二）乙。\n常务委员会可以作出决议。\n二、丙。")
    assert tree.by_eid["level_1__para_2"].full_text == "常务委员会可以作出决议。"


def test_paragraphs_of_a_section_are_its_own(parse_text: Parse) -> None:
    tree = parse_text(
        "某方案\n一、原则\n（一）精简机构。按照要求设置，不重复设置。\n（二）聘任人员。由委员会聘任，任期三年。\n办事人员应当具备良好品质。\n二、附则\n另行规定。"
    )
    assert tree.by_eid["level_1__level_2__para_2"].full_text == "办事人员应当具备良好品质。"


def test_what_closes_the_whole_is_no_item(parse_text: Parse) -> None:
    tree = parse_text("关于某事的决定\n会议决定：\n一、将甲改为乙。\n二、删去丙。\n本决定自2021年4月22日起施行。")
    assert [u.eid for u in tree.units][-1] == "body__p_2"


def test_headings_only_where_most_items_have_one(parse_text: Parse) -> None:
    tree = parse_text(
        "某方案\n一、仲裁委员会\n（一）委员会设秘书长1人。秘书长可以兼任其他职务，由会议聘任。\n（二）新组建的仲裁委员会的名称应当规范，一律冠以地名。\n"
        "（三）委员会的组成人员由院校、机关等方面的专家和有经验的人员担任。"
    )
    assert not any(p.heading for p in tree.iter_provisions("level") if p.eid.count("level") == 2)


@pytest.mark.parametrize(
    ("ending", "units"),
    [
        ("（责任单位：市经信局、市科技局）", ["市经信局", "市科技局"]),
        ("(责任单位:市经信局)", ["市经信局"]),
        ("（牵头单位：市发改委；配合单位：市财政局、各区、县（市）政府）", ["市发改委", "市财政局", "各区、县（市）政府"]),
        ("(市经济信息化委、市发展改革委)", ["市经济信息化委", "市发展改革委"]),
        ("（以下简称示范区）", []),
        ("（见附件）", []),
        ("", []),
    ],
)
def test_responsible_units(ending: str, units: list[str], parse_text: Parse) -> None:
    tree = parse_text(f"某实施意见\n1、目标。培育企业，发展产业。{ending}\n2、任务。搭建平台，优化服务。")
    first, second = tree.iter_provisions("level")
    assert first.responsible == units and second.responsible == []


def test_units_of_a_deeper_item_are_not_those_above(parse_text: Parse) -> None:
    tree = parse_text("某方案\n一、任务\n1、培育。培育企业，发展产业。（责任单位：市经信局）\n2、招引。引进项目，壮大规模。")
    above = next(tree.iter_provisions("level"))
    assert above.responsible == []


def test_claims(parse_text: Parse) -> None:
    tree = parse_text("关于某条例的说明\n一、主要内容\n条例共六章五十条。一是明确职责。二是加强监管；三是鼓励创新。")
    points = list(tree.iter_provisions("point"))
    assert [p.num for p in points] == ["一是", "二是", "三是"]
    assert points[1].eid == "level_1__para_1__point_2"
    assert (tree.data("claim-chapters"), tree.data("claim-articles")) == ("6", "50")


class TestAmendments:
    TEXT = (
        "中华人民共和国刑法修正案（七）\n一、将刑法第一百五十一条第三款修改为：“走私物品的，处罚金。\n“犯前款罪的，没收财产。”\n"
        "二、在刑法第二百二十四条后增加一条，作为第二百二十四条之一：“组织传销的，处罚金。”\n三、删去第三条中的“甲”。\n四、本修正案自公布之日起施行。"
    )

    def test_quotations_are_marked_line_by_line(self, parse_text: Parse) -> None:
        tree = parse_text(self.TEXT)
        quoted = [e.xpath("string()") for e in tree.main.iter(tag("quotedText"))]
        assert quoted == ["走私物品的，处罚金。", "犯前款罪的，没收财产。", "组织传销的，处罚金。", "甲"]

    def test_references_are_those_of_the_text_amended(self, parse_text: Parse) -> None:
        tree = parse_text(self.TEXT)
        law = "/akn/cn/act/中华人民共和国刑法"
        assert [r.href for r in tree.references] == [
            f"{law}/~art_151__para_3", law, f"{law}/~art_224", f"{law}/~art_224-1", f"{law}/~art_3",
        ]  # fmt: skip

    def test_an_amendment_with_articles(self, parse_text: Parse) -> None:
        tree = parse_text(
            "中华人民共和国宪法修正案（1993年）\n（1993年3月29日通过）\n第三条 宪法第七条：“甲。”修改为：“乙。”\n第四条 宪法第十条末尾增加：“丙。”"
        )
        assert [a.eid for a in tree.articles] == ["art_3", "art_4"]
        assert len(list(tree.main.iter(tag("quotedText")))) == 3
