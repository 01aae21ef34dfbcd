"""Long titles broken where their sense allows."""

from __future__ import annotations

import pytest

from drafting.word.titles import CAPACITY, title_margin

WANTED = {
    "中华人民共和国反垄断法": 0.0,
    "杭州市促进具身智能机器人产业发展条例(草案)": 1.0,
    "杭州市促进具身智能机器人产业发展条例（草案）": 1.0,
    "上海市促进智能机器人产业高质量创新发展行动方案(2023-2025年)": 0.5,
    "一" * 50: 0.0,
}


@pytest.mark.parametrize("title", WANTED)
def test_margin(title: str) -> None:
    assert title_margin(title) == WANTED[title]


def test_a_title_of_one_full_line_stays() -> None:
    assert title_margin("一" * CAPACITY) == 0.0
