"""The three tables on real text: the form for comments, the comparison, draft beside peers."""

from __future__ import annotations

import pytest

from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.comparison.matches import Candidate, Match, Matches, Unmatched
from drafting.writers.table_comment import COMMENT_KINDS, table_comment
from drafting.writers.table_compare import table_compare
from drafting.writers.table_peers import table_peers


@pytest.fixture(scope="module")
def draft(seeds):
    return load(seeds / "hangzhou-robot-draft.txt")


@pytest.fixture(scope="module")
def plan(seeds):
    return load(seeds / "shanghai-robot-plan-2023.txt")


@pytest.fixture(scope="module")
def antitrust(case):
    return diff_trees(load(case / "antitrust-old.txt"), load(case / "antitrust-new.txt"))


def column(table, key: str) -> list[str]:
    """The texts of one column, group rows left out."""
    place = [c.key for c in table.columns].index(key)
    return [row.cells[place].text for row in table.rows if not row.group]


def squeeze(texts) -> str:
    return "".join("".join(texts).split())


def test_the_form_has_a_row_for_each_article(draft):
    table = table_comment(draft)
    assert [c.title for c in table.for_format("docx").columns] == [
        "序号", "条款", "草案条文", "修改意见", "理由", "提出单位/个人"
    ]
    assert len(column(table, "label")) == 48 + 1
    assert column(table, "label")[-1] == "总体意见"
    assert column(table, "seq") == [str(n) for n in range(1, 50)]
    assert sum(row.group for row in table.rows) == 7
    assert column(table, "eid")[:2] == ["art_1", "art_2"]


def test_the_form_holds_every_word_of_the_provisions(draft, plan):
    for tree in (draft, plan):
        said = squeeze(u.text for u in tree.units if u.level in ("article", "level", "block"))
        for by in ("article", "paragraph"):
            assert squeeze(column(table_comment(tree, by), "text")) == said


def test_the_form_by_paragraph_has_a_row_for_each_paragraph(draft):
    table = table_comment(draft, "paragraph")
    paragraphs = [p for a in draft.articles for p in a if p.kind == "paragraph"]
    assert column(table, "eid")[:-1] == [p.eid for p in paragraphs]
    labels = dict(zip(column(table, "eid"), column(table, "label"), strict=True))
    assert labels["art_26__para_3"] == "第二十六条第三款"
    assert labels["art_1__para_1"] == "第一条"


def test_levels_of_a_plan_have_rows_with_their_full_address(plan):
    table = table_comment(plan)
    levels = [e for e in column(table, "eid") if e.startswith("level_")]
    assert levels == [p.eid for p in plan.iter_provisions("level") if p.eid in levels]
    assert len(levels) >= 3 + 8 + 4 + 17
    labels = dict(zip(column(table, "eid"), column(table, "label"), strict=True))
    assert all(labels[e] == plan.by_eid[e].label for e in levels)


def test_drop_downs_where_an_answer_is_asked(draft):
    kinds = [c for c in table_comment(draft).for_format("xlsx").columns if c.choices]
    assert [c.choices for c in kinds] == [COMMENT_KINDS]


def test_the_comparison_shows_changed_rows_with_words(antitrust):
    table = table_compare(antitrust)
    assert [c.title for c in table.for_format("docx").columns] == ["修改前", "修改后", "说明"]
    notes = dict(zip(column(table, "new"), column(table, "note"), strict=True))
    found = {text[:3]: note for text, note in notes.items()}
    assert found["第五条"] == "增加一条，作为第五条"
    assert found["第一条"].startswith("修改第一条")
    assert "第六条" not in found, "only its number changed"
    assert "第五条至第七条改为第六条至第八条" in "".join(table.below)


def test_the_whole_comparison_holds_both_texts(antitrust):
    table = table_compare(antitrust, every_row=True)
    rows = [c for c in antitrust.rows if c.level not in ("furniture", "duplicate", "toc")]
    for key, side in (("old", 0), ("new", 1)):
        said = squeeze(t for t in column(table, key) if t not in ("（无）", "（删去）"))
        texts = [{p.old_index: p.old_text, p.new_index: p.new_text} for c in rows for p in c.pairs]
        assert texts
        whole = "".join(
            "".join({
                (p.old_index, p.new_index)[side]: (p.old_text, p.new_text)[side] for p in c.pairs
            }.values())
            for c in rows
        )
        assert said == squeeze(whole)


def test_chapter_headings_stand_over_their_changed_articles(antitrust):
    table = table_compare(antitrust)
    firsts = [text.replace(" ", "")[:5] for text in column(table, "new")]
    assert firsts.index("第一章总则") < firsts.index("第二章垄断")


def test_two_equal_texts_say_so(case):
    tree = load(case / "antitrust-old.txt")
    assert "没有差异" in column(table_compare(diff_trees(tree, tree)), "note")[0]


def test_every_kind_of_change_is_told(sample_changes):
    table = table_compare(sample_changes)
    assert column(table, "kind") == [
        "未变", "修改", "移动", "拆分", "合并", "序号随调", "删去", "新增"
    ]
    assert any("页面附属文字的变化未列入" in line for line in table.below)
    assert any("第二条引用的第六条应为第七条" in line for line in table.below)
    assert any("第十条改为第九条" in line for line in table.below)
    assert len(table_compare(sample_changes, every_row=True).rows) == 10


@pytest.fixture(scope="module")
def matched(draft, seeds):
    note = load(seeds / "hangzhou-robot-note.txt")
    peer = load(seeds / "shanghai-ai-draft-2022.txt")
    texts = [peer.by_eid[eid].full_text for eid in ("art_1", "art_2", "art_3", "art_67")]
    candidates = tuple(
        Candidate("peer", f"第{n}条", f"art_{i}", text, 0.9 - i / 10)
        for i, (n, text) in enumerate(zip("一二三", texts, strict=False), 1)
    )
    matches = (
        Match("第一条", "art_1", (Candidate("note", "一是", "x", "说明的话", 0.8), *candidates)),
        Match("第三十六条", "art_36", ()),
    )
    lacking = (Unmatched("peer", "第六十七条", "art_67", texts[3]),)
    return table_peers(
        draft, [note, peer], Matches("draft", ("note", "peer"), matches, lacking)
    )


def test_the_draft_stands_beside_the_others(matched, draft):
    titles = [c.title for c in matched.for_format("docx").columns]
    assert titles[:2] == ["草案", "起草说明"]
    assert titles[2].startswith("《上海市")
    assert len(column(matched, "draft")) == 48
    assert squeeze(column(matched, "draft")) == squeeze(a.full_text for a in draft.articles)


def test_candidates_stand_best_first_and_gaps_stay_empty(matched):
    rows = {row.eid: row for row in matched.rows}
    assert rows["art_1"].cells[1].text.startswith("一是　匹配度0.80\n说明的话")
    beside = rows["art_1"].cells[2].text
    assert beside.index("第一条") < beside.index("第二条") < beside.index("另见：第三条（0.60）")
    assert [cell.text for cell in rows["art_36"].cells[1:3]] == ["", ""]


def test_two_texts_of_one_title_keep_their_names_apart(draft):
    table = table_peers(draft, [draft, draft], Matches("d", ("a", "b"), (), ()))
    titles = [c.title for c in table.for_format("docx").columns]
    assert [title[-3:] for title in titles[1:]] == ["（a）", "（b）"]


def test_what_the_draft_lacks_is_a_table_of_its_own(matched):
    annex = matched.annexes[0]
    assert annex.title == "其他文件有而草案未见的内容"
    assert column(annex, "label") == ["第六十七条"]
    assert "（1处）" in annex.rows[0].cells[0].text
