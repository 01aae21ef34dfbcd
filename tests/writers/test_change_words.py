"""What happened, in words: a page that a lawyer can read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.comparison.changes import Change
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import change_to_words


def row(kind: str, old: str = "", new: str = "", **flags: object) -> Change:
    """A row without words of its own."""
    level = str(flags.pop("level", "article"))
    return Change(level, kind, tuple(old.split()), tuple(new.split()), (), (), (), **flags)


CASES = [
    (row("inserted", "", "第十二条"), "增加一条，作为第十二条"),
    (row("inserted", "", "第三章", level="chapter"), "增加一章，作为第三章"),
    (row("inserted", "", "二、（三）", level="level"), "增加二、（三）"),
    (row("deleted", "第五条", ""), "删去第五条"),
    (row("modified", "第五条", "第五条"), "修改第五条"),
    (row("modified", "第五条", "第六条", renumbered=True), "第五条改为第六条，修改文字"),
    (row("unchanged", "第五条", "第九条", moved=True, renumbered=True), "由第五条移至第九条"),
    (row("modified", "第五条", "第九条", moved=True, renumbered=True),
     "由第五条移至第九条，修改文字"),
    (row("unchanged", "第五条", "第五条", moved=True), "第五条位置移动"),
    (row("unchanged", "第五条", "第六条", renumbered=True), "第五条改为第六条"),
    (row("consequential", "第五条", "第六条", renumbered=True),
     "第五条改为第六条，引用的条文序号随之调整"),
    (row("split", "第十三条", "第十六条 第十七条"), "第十三条拆为第十六条、第十七条"),
    (row("merged", "第三条 第四条", "第三条"), "第三条、第四条合并为第三条"),
    (replace(row("merged", "第三条 第四条", "第四条", lent=("art_3",)),
             old_eids=("art_3", "art_4"), new_eids=("art_4",)), "第三条的部分内容移入第四条"),
    (replace(row("merged", "第三条 第四条", "第五条", lent=("art_3",)),
             old_eids=("art_3", "art_4"), new_eids=("art_5",)),
     "第四条改为第五条，第三条的部分内容移入第五条"),
    (replace(row("split", "第九条", "第二条 第九条", lent=("art_2",)),
             old_eids=("art_9",), new_eids=("art_2", "art_9")), "部分内容移入第二条"),
    (row("modified", "第五条", "第五条", noise=("width",)), "仅全角半角或者标点不同"),
    (row("modified", "第五条", "第五条", marks=("应当→可以",)), "修改第五条；应当→可以"),
    (row("modified", "第五条", "第六条", renumbered=True, confidence=0.42,
         runner_up=("第八条", 0.4)),
     "第五条改为第六条，修改文字；对应关系请核对（可信度0.42），另与第八条相近（0.40）"),
    (replace(row("modified", level="preface"), old=("",), new=("",)), "修改题注"),
    (row("unchanged", "第五条", "第五条"), ""),
]


@pytest.mark.parametrize(("change", "words"), CASES, ids=[words or "—" for _, words in CASES])
def test_a_change_in_words(change: Change, words: str):
    assert change_to_words(change) == words


@pytest.mark.parametrize(("text", "words"), [
    ("第五条 甲。{+\n乙。+}", "增加一款"),
    ("第五条 甲：\n（一）乙；{+\n（二）丙；\n（三）丁；+}", "增加两项"),
    ("第五条 甲。[-\n乙。-]", "删去一款"),
    ("第五条 [-甲-]{+申+}。{+\n乙。+}", "增加一款，并修改文字"),
    ("第五条 甲。[-\n乙丙丁。-]{+\n子丑寅。+}", "修改第五条"),
    ("第五条 [-甲-]{+申+}。", "修改第五条"),
])
def test_whole_lines_that_came_or_went_are_counted(sample_pair, text, words):
    pair = sample_pair(text, 5, 5)
    change = replace(row("modified", "第五条", "第五条"), pairs=(pair,))
    assert change_to_words(change) == words


def test_a_split_that_also_edits_says_so(sample_changes):
    split = next(c for c in sample_changes.rows if c.kind == "split")
    assert change_to_words(split) == "第三条拆为第四条、第五条，并作修改"
    bare = replace(split, pairs=split.pairs[:1])
    assert "前半" in change_to_sides(bare)[0][0].text


def test_an_undivided_article_is_shown_once_and_marked_mildly(sample_changes):
    split = next(c for c in sample_changes.rows if c.kind == "split")
    olds, news = change_to_sides(split)
    assert [cell.text for cell in olds] == ["第三条 前半。后半。"]
    assert [cell.text for cell in news] == ["第四条 前半。", "第五条 后半。另加。"]
    # Both halves live on somewhere: nothing of the old article is shown as lost.
    assert {run.mark for run in olds[0].runs} <= {"plain", "follow"}
    assert [run.text for run in news[1].runs if run.mark == "insert"] == ["另加。"]


def test_a_merged_article_is_shown_once(sample_changes):
    merged = next(c for c in sample_changes.rows if c.kind == "merged")
    olds, news = change_to_sides(merged)
    assert len(olds) == 2
    assert [cell.text for cell in news] == ["第六条 甲。乙。"]
    assert not [run for run in news[0].runs if run.mark == "insert"]
