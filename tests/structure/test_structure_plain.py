"""Texts without any structure, and whose text it is: title, wrapped title, signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree
from drafting.akn.names import tag
from drafting.structure.places import names_region

Parse = Callable[[str], Tree]
ARTICLES = "第一条 为了甲，制定本条例。\n第二条 乙。\n第三条 丙。"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("今天天气很好\n我们去公园玩\n谢谢", "今天天气很好\n我们去公园玩\n谢谢"),
        ("机器人产业发展较快，取得了成绩\n请予审议", "机器人产业发展较快，取得了成绩\n请予审议"),
        ("产业发展较快。\n请予审议\n杭州市司法局\n2024年5月1日", "产业发展较快。\n请予审议"),
        ("产业发展较快\n分享到微信\n上一篇：某某", "产业发展较快"),
    ],
)
def test_lines_without_structure_are_paragraphs(text: str, body: str, parse_text: Parse) -> None:
    tree = parse_text(text)
    assert "\n".join(p.full_text for p in tree.body.iter(tag("p"))) == body
    told = [doubt for doubt in tree.doubts if doubt.code == "no-structure"]
    assert [doubt.line for doubt in told] == [1]


def iri(tree: Tree) -> str:
    return next(e.get("value", "") for e in tree.main.iter(tag("FRBRuri")))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        (f"某市养犬管理条例\n{ARTICLES}", "/akn/cn/act/dfxfg/"),
        (f"义乌市市场条例（草案）\n{ARTICLES}", "/akn/cn/bill/dfxfg/"),
        (f"城市绿化条例\n{ARTICLES}", "/akn/cn/act/xzfg/"),
        ("关于公开征求《杭州市促进产业发展的意见》(征求意见稿)意见的公告\n一、甲。\n二、乙。", "/akn/cn-zj/doc/hangzhou/"),
        ("关于促进产业发展的意见\n一、甲。\n二、乙。\n杭州市人民政府\n2024年5月1日", "/akn/cn-zj/doc/hangzhou/"),
        ("国务院关于产业发展的意见\n一、甲。\n二、乙。\n北京市人民政府\n2024年5月1日", "/akn/cn/doc/"),
    ],
)
def test_whose_text_it_is(text: str, country: str, parse_text: Parse) -> None:
    assert iri(parse_text(text)).startswith(country)


def test_the_title_told_is_the_one_inside_its_notice(parse_text: Parse) -> None:
    tree = parse_text("关于公开征求《某市意见》(征求意见稿)意见的公告\n一、甲。\n二、乙。")
    alias = next(tree.main.iter(tag("FRBRalias")))
    assert alias.get("value") == "某市意见"


def test_regions_by_their_names() -> None:
    local = ("某市条例", "××市条例", "海盐县条例", "聊城市城镇条例", "烟台市民营经济条例", "彭水苗族土家族自治县条例")
    national = ("城市绿化条例", "自然保护区条例", "风景名胜区条例", "市场主体登记管理条例", "社区矫正法实施办法", "县级以上条例")
    assert all(map(names_region, local))
    assert not any(map(names_region, national))
