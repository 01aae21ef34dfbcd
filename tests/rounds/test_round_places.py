"""Where a comment belongs: addresses in any form, headings, quoted words."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.api import load
from drafting.rounds.mentions import is_own_name
from drafting.rounds.places import Places

TITLE = "杭州市促进具身智能机器人产业发展条例(草案)"


@pytest.mark.parametrize(
    ("cell", "eids"),
    [
        ("第十二条", ["art_12"]), ("第12条", ["art_12"]), ("12", ["art_12"]),
        ("12条", ["art_12"]), ("十二条", ["art_12"]), ("第 １２ 条", ["art_12"]),
        ("第六条第三款", ["art_6__para_3"]), ("6.3", ["art_6__para_3"]),
        ("6（3）", ["art_6__para_3"]), ("第6条第3款", ["art_6__para_3"]),
        ("草案第六条第三款", ["art_6__para_3"]), ("第一章第三条", ["art_3"]),
        ("第三章", ["chp_3"]), ("第三章 技术创新", ["chp_3"]), ("标题", ["preface__longTitle"]),
        ("【统筹布局】", ["art_11"]), ("统筹布局", ["art_11"]),
        ("第八条、第九条", ["art_8", "art_9"]), ("第四十五、四十六条", ["art_45", "art_46"]),
        ("第十一条至第十三条", ["art_11", "art_12", "art_13"]),
        # a 款 that the draft has not: the 条, never another
        ("第三条第九款", ["art_3"]),
        ("第九十九条", []), ("全文", []), ("", []), ("——", []),
    ],
)
def test_labels(places: Places, cell: str, eids: list[str]) -> None:
    assert [a.eid for a in places.read_label(cell)] == eids


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("建议草案第八条删去，第二款改为其他", [["art_8"], ["art_8__para_2"]]),
        ("《数据安全法》第三条与本条例第四条不一致", [[], ["art_4"]]),
        ("个人信息保护法第十三条；第二条：第二款", [[], ["art_2"], ["art_2__para_2"]]),
        ("《杭州市促进具身智能机器人产业发展条例（草案）》第五条", [["art_5"]]),
        ("《条例（草案）》第五条", [["art_5"]]), ("该条例第五条", [["art_5"]]),
        ("《具身智能机器人产业发展条例》第五条", [["art_5"]]),
        ("上海市促进人工智能产业发展条例第六十七条", [[]]),
        ("提出三条建议", []), ("以下五条意见", []), ("第五条，该条第二款", [["art_5"], ["art_5__para_2"]]),
        ("在第四十五条、四十六条中", [["art_45", "art_46"]]),
        ("对12条有意见", []), ("草案12条的表述", [["art_12"]]),
    ],
)
def test_mentions(places: Places, text: str, eids: list[list[str]]) -> None:
    assert [[a.eid for a in m.anchors] for m in places.find_mentions(text)] == eids


def test_mentions_say_where_they_stand(places: Places) -> None:
    for text in ("建议草案第八条、九条删去", "草案12条第2款的表述", "第 2 条第 １ 款应改"):
        for mention in places.find_mentions(text):
            assert "条" in text[mention.start : mention.end]
            assert text[mention.start : mention.end] in text


def test_words(places: Places) -> None:
    found = places.find_words("分级 分类监管体系与沙盒监管机制")
    assert found is not None
    assert (found.eid, found.label) == ("art_46__para_1", "第四十六条第一款")
    assert found.words == "分级分类监管体系与沙盒监管机制"
    # words of several provisions are no address
    assert places.find_words("具身智能机器人产业") is None
    inside = places.find_words("具身智能机器人产业", "art_5")
    assert inside is not None
    assert inside.eid.startswith("art_5")
    assert places.find_words("观察期") is None
    assert places.find_words("沒有這幾個字") is None


def test_traditional_and_wide_words_are_found(places: Places) -> None:
    found = places.find_words("分級分類監管體系與沙盒監管機制")
    assert found is not None
    assert found.eid == "art_46__para_1"


def test_a_row_that_lost_its_address_is_known_by_its_text(places: Places) -> None:
    text = places.text_of("art_8").replace("咨询", "谘询")
    found = places.find_alike(text)
    assert found is not None
    assert places.article_of(found.eid) == "art_8"


def test_levels_of_a_text_without_articles(seeds: Path) -> None:
    plan = Places(load(seeds / "shanghai-robot-plan-2023.txt"))
    assert [a.eid for a in plan.read_label("二、（三）")] == ["level_2__level_3"]
    assert [a.eid for a in plan.read_label("第二部分")] == ["level_2"]
    # （二） stands in several parts: no guess
    assert plan.read_label("（二）") == ()


@pytest.mark.parametrize(
    ("head", "own"),
    [("本条例", True), ("条例", True), ("《条例（草案）》", True), ("建议条例", True),
     ("《具身智能机器人产业发展条例》", True), ("《数据安全法》", False), ("民法典", False),
     ("浙江省具身智能机器人产业发展条例", False), ("《杭州市数字经济促进条例》", False)],
)
def test_own_names(head: str, own: bool) -> None:
    assert is_own_name(head, TITLE) is own
