"""Words, atoms, edges and islands of the inline comparison."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drafting.comparison.segments import texts_to_segments
from drafting.comparison.words import text_to_words

_ALPHABET = "甲乙丙丁，。；、：\n（一）（二）第三条可以应当不得的和或者五十万元以下三十日内《某法》 ab12"


@pytest.mark.parametrize("atom", [
    "第一百二十条之一", "第二款", "第（三）项", "二万元以上十万元以下", "人民币五百万元", "三十个工作日内",
    "六个月", "百分之一以上百分之十以下", "一倍以上五倍以下", "三分之二以上", "2024年7月1日",
    "二〇二四年七月一日", "《中华人民共和国刑法》", "生态环境主管部门", "全国人民代表大会常务委员会",
])
def test_atom_is_one_word(atom):
    assert atom in [word.text for word in text_to_words(f"依照{atom}规定执行")]


def test_term_of_the_text_is_one_word(inline):
    old = "反垄断执法工作机构（以下简称执法机构）负责。执法机构可以授权。"
    new = "反垄断执法工作机构（以下简称执法机构）负责。执法机构应当授权。"
    assert inline(texts_to_segments(old, new)).endswith("执法机构[-可以-]{+应当+}授权。")


def test_dissimilar_sentences_do_not_make_confetti(inline):
    old = "国家鼓励发展渔业。"
    new = "县级以上人民政府应当将渔业发展纳入规划。国家鼓励发展渔业。"
    assert inline(texts_to_segments(old, new)) == (
        "{+县级以上人民政府应当将渔业发展纳入规划。+}国家鼓励发展渔业。"
    )


@pytest.mark.parametrize(("old", "new", "want"), [
    ("公布。", "公布、公告。", "公布{+、公告+}。"),
    ("甲方、丙方承担。", "甲方、乙方、丙方承担。", "甲方、{+乙方、+}丙方承担。"),
    ("第一句话。\n第三句话。", "第一句话。\n新的第二句。\n第三句话。", "第一句话。/{+新的第二句。/+}第三句话。"),
    ("第一句话。", "第一句话。\n新的一款。", "第一句话。{+/新的一款。+}"),
])
def test_edges_stand_at_signs_and_lines(old, new, want, inline):
    assert inline(texts_to_segments(old, new)) == want


@settings(max_examples=150, deadline=None)
@given(st.text(_ALPHABET, max_size=80), st.text(_ALPHABET, max_size=80))
@example("元", "元元")  # an edit at the end slid inwards, and what it left behind was lost
@example("元元", "元")
def test_any_two_texts_can_be_rebuilt(old, new):
    segments = texts_to_segments(old, new)
    assert "".join(s.text for s in segments if s.kind != "insert") == old
    assert "".join(s.text for s in segments if s.kind != "delete") == new
    if old == new:
        assert all(s.kind == "equal" for s in segments)


@settings(max_examples=100, deadline=None)
@given(st.text(_ALPHABET + "𠀀😀\U000f0000", max_size=60))
def test_words_joined_are_the_text(text):
    assert "".join(word.text for word in text_to_words(text)) == text


def test_same_result_on_every_run():
    old, new = "甲、乙和丙应当在三十日内报告。" * 8, "乙、甲或者丙可以在六十日内报告结果。" * 9
    assert texts_to_segments(old, new) == texts_to_segments(old, new)


def test_all_short_texts_can_be_rebuilt():
    # few letters, many repeats: where edits may slide to several places
    texts = ["".join(letters) for size in range(4) for letters in itertools.product("元，的", repeat=size)]
    for old, new in itertools.product(texts, texts):
        segments = texts_to_segments(old, new)
        assert "".join(s.text for s in segments if s.kind != "insert") == old
        assert "".join(s.text for s in segments if s.kind != "delete") == new
