"""Labels of less usual print: a sign behind them, decimals, a blank alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafting.akn import Tree
from drafting.structure.labels import read_label

Parse = Callable[[str], Tree]


@pytest.mark.parametrize("sign", ["：", ":", "、", "．"])
def test_a_sign_behind_the_labels_of_articles(sign: str, parse_text: Parse) -> None:
    lines = [f"第{n}条{sign}甲，制定本规定。" for n in "一二三四"]
    tree = parse_text("\n".join(["某市养犬管理规定", f"第一章{'：' if sign in '：:' else ' '}总则", *lines]))
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3", "art_4"]
    assert tree.articles[0].num == f"第一条{sign}" and tree.articles[0].label == "第一条"
    assert [c.bare_heading for c in tree.iter_provisions("chapter")] == ["总则"]


def test_a_line_that_begins_with_references_is_none(parse_text: Parse) -> None:
    tree = parse_text(
        "某市养犬管理规定\n第一条 甲。\n第二条 有下列情形的，依照\n第三条、第四条的规定处理。\n第三条 乙。\n第四条 丙。"
    )
    assert [a.eid for a in tree.articles] == ["art_1", "art_2", "art_3", "art_4"]


def test_decimals(parse_text: Parse) -> None:
    tree = parse_text(
        "某市技术指南\n1. 总则\n1.1 适用范围\n1.2 术语：\n1.2.1 甲。\n1.2.2 乙。\n2. 要求\n2.1 丙。\n2.5亿元以上的，丁。"
    )
    assert [p.eid for p in tree.iter_provisions("level")] == [
        "level_1", "level_1__level_1", "level_1__level_2", "level_1__level_2__level_1",
        "level_1__level_2__level_2", "level_2", "level_2__level_1",
    ]  # fmt: skip
    assert [p.label for p in tree.iter_provisions("level")][-3:] == ["1.2.2", "2.", "2.1"]


def test_a_numeral_and_a_blank(parse_text: Parse) -> None:
    tree = parse_text("某市行动方案\n一　指导思想\n坚持创新。\n二　发展目标\n建成。")
    assert [p.num for p in tree.iter_provisions("level")] == ["一", "二"]
    alone = parse_text("某市行动方案\n（一）目标\n十 月底前完成\n（二）任务\n甲。")
    assert "十" not in [p.num for p in alone.iter_provisions("level")]


def test_decimals_are_read_as_their_last_number() -> None:
    label = read_label("2.13 登记")
    assert label is not None and (label.kind, label.number) == ("decimal-2", 13)
    assert read_label("2.5亿元以上") is None


def test_a_year_behind_a_label(parse_text: Parse) -> None:
    tree = parse_text(
        "某市关于相互执行裁决的安排\n一、申请人应当提交申请书。\n二、1997年7月1日以后申请的，按本安排执行。\n三、本安排自公布之日起施行。"
    )
    assert [p.num for p in tree.iter_provisions("level")] == ["一、", "二、", "三、"]
    assert read_label("三、5亿元以上的") is None
