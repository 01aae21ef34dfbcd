"""Alike comments in groups: campaigns found, other comments left alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.rounds.groups import group_texts

CAMPAIGN = "建议明确小区内行驶的配送机器人应当限速并设置提示音，保障老人和儿童的安全，避免发生碰撞事故。"


def _groups(*texts: str) -> list[list[int]]:
    return group_texts(enumerate(texts, 1))


def test_copies_and_near_copies_are_one_group() -> None:
    found = _groups(
        CAMPAIGN,
        CAMPAIGN.replace("，", ", ").replace("。", "!"),
        "您好！" + CAMPAIGN + "谢谢！",
        CAMPAIGN.replace("老人和儿童", "老年人和孩子"),
        "我在滨江住了很多年，" + CAMPAIGN,
        "建议明确测试场地的开放时间和收费标准，方便中小企业使用。",
    )
    assert found == [[1, 2, 3, 4, 5], [6]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建议对违反规定的企业处以五万元以下的罚款，并责令限期改正", "建议对违反规定的企业处以十万元以下的罚款，并责令限期改正"),
        ("建议将公开征求意见的期限由三十日改为六十日，便于公众参与", "建议将公开征求意见的期限由六十日改为三十日，便于公众参与"),
        ("市人民政府应当设立专家库并定期公开专家名单和意见", "市人民政府可以设立专家库并定期公开专家名单和意见"),
        ("将“应当”修改为“可以”，与其他条款的表述保持统一", "将“可以”修改为“应当”，与其他条款的表述保持统一"),
        ("我同意这一条关于设立执法观察期的全部规定内容", "我不同意这一条关于设立执法观察期的全部规定内容"),
        ("同意", "不同意"),
        ("建议将补贴名额从每年20家企业增加到更多", "建议将补贴名额从每年80家企业增加到更多"),
    ],
)
def test_what_must_not_differ(one: str, other: str) -> None:
    assert _groups(one, other) == [[1], [2]]


def test_the_most_frequent_wording_stands_for_the_group() -> None:
    odd = CAMPAIGN.replace("配送机器人", "送货机器人")
    assert _groups(odd, CAMPAIGN, CAMPAIGN) == [[2, 1, 3]]


def test_the_order_of_arrival_does_not_matter() -> None:
    source = random.Random(5)
    texts = [CAMPAIGN, CAMPAIGN + "谢谢", "另一条建议：请公开算法备案的清单并每年更新一次"] * 3
    texts += [f"第{n}号意见，关于算力券的发放对象和标准问题" for n in range(9)]
    found = group_texts(enumerate(texts))
    order = list(range(len(texts)))
    source.shuffle(order)
    again = group_texts([(n, texts[n]) for n in order])
    assert {frozenset(g) for g in found} == {frozenset(g) for g in again}


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text("建议删去第八条应当可以，。五十万元", max_size=30), max_size=20))
def test_every_comment_is_in_one_group(texts: list[str]) -> None:
    found = group_texts(enumerate(texts))
    assert sorted(id for ids in found for id in ids) == list(range(len(texts)))


def test_campaigns_in_a_crowd() -> None:
    source = random.Random(3)
    words = "研发 测试 备案 算力 数据 标准 人才 场景 安全 责任 保险 监管 平台 资金 园区 伦理".split()
    campaigns = [
        "建议就" + "".join(source.choice(words) for _ in range(14)) + "作出规定" for _ in range(8)
    ]
    texts, truth = [], []
    for _ in range(600):
        number = source.randrange(16)
        text = campaigns[number] if number < 8 else "我认为" + "".join(
            source.choice(words) for _ in range(16)
        )
        if number < 8 and source.random() < 0.5:
            at = source.randrange(len(text))
            text = text[:at] + source.choice("的了也") + text[at:]
        texts.append(text)
        truth.append(number)
    for ids in group_texts(enumerate(texts)):
        assert len({truth[i] if truth[i] < 8 else 100 + i for i in ids}) == 1
    joined = [ids for ids in group_texts(enumerate(texts)) if len(ids) > 1]
    assert len(joined) == 8
    assert sum(map(len, joined)) == sum(n < 8 for n in truth)
