"""A passage that went from one surviving article into another, in the record and in each view."""

from __future__ import annotations

from drafting.akn.tree import Tree
from drafting.comparison.changes import Change, Changes
from drafting.comparison.diff import diff_trees
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import change_to_words
from drafting.writers.changes_text import TextSettings, changes_to_text
from drafting.writers.table_compare import kind_words

STAYS = "经营者应当遵循自愿、平等、公平、诚信的原则，遵守法律和商业道德，合法参与市场竞争，"
STAYS += "不得滥用其市场地位，不得串通，不得以任何方式损害消费者、其他经营者和社会公共利益。"
GOES = "行业协会应当加强行业自律，引导、规范会员依法竞争，维护市场竞争秩序，协调处理会员之间的争议。"
HOST = "国务院市场监督管理部门负责全国的监督检查工作。"
LAST = "本条例由市市场监督管理部门负责解释，自公布之日起三十日后施行。"
OTHER = "任何单位和个人有权向监督检查部门举报涉嫌违法的行为，接到举报的部门应当依法及时处理。"
HEAD = ["某市市场竞争条例", ""]


def read(*articles: list[str]) -> Tree:
    lines = list(HEAD)
    for number, words in zip("一二三四五六", articles, strict=False):
        lines += [f"第{number}条　{words[0]}", *words[1:]]
    return parse(Source("a.txt", tuple(Line(t, n) for n, t in enumerate(lines, 1)), "txt"))


OLD = read([STAYS, GOES], [OTHER], [HOST])
NEW = read([STAYS], [OTHER], [HOST, GOES])


def lifted(changes: Changes) -> Change:
    (row,) = (row for row in changes.rows if row.lent)
    return row


def test_the_record_names_the_article_that_lent_a_passage():
    row = lifted(diff_trees(OLD, NEW))
    assert (row.kind, row.old, row.new) == ("merged", ("第一条", "第三条"), ("第三条",))
    assert row.lent == ("art_1",)
    assert (row.own_old, row.own_new) == (("第三条",), ("第三条",))


def test_words_that_stayed_at_home_are_not_told_as_deleted_elsewhere():
    olds, news = change_to_sides(lifted(diff_trees(OLD, NEW)))
    assert [cell.text for cell in olds] == [f"第一条　……\n{GOES}", f"第三条　{HOST}"]
    assert [cell.text for cell in news] == [f"第三条　{HOST}\n{GOES}"]
    gone = "".join(run.text for cell in olds for run in cell.runs if run.mark == "delete")
    assert STAYS not in gone and GOES not in gone


def test_it_is_said_as_a_passage_that_moved():
    row = lifted(diff_trees(OLD, NEW))
    assert change_to_words(row).startswith("第一条的部分内容移入第三条")
    assert kind_words(row) == "部分移入"


def test_the_terminal_shows_the_new_words_once():
    for side in (False, True):
        settings = TextSettings(200, side_by_side=side, context=0)
        told = changes_to_text(diff_trees(OLD, NEW), settings)
        block = next(b for b in told.split("\n\n") if "移入第三条" in b)
        assert block.replace("\n", "").count("负责全国的监督检查工作") == 2
        assert "遵循自愿" not in block


def test_a_passage_given_away_is_told_where_it_was():
    (row,) = (r for r in diff_trees(NEW, OLD).rows if r.lent)
    _, news = change_to_sides(row)
    assert (row.kind, kind_words(row)) == ("split", "部分移出")
    assert change_to_words(row).startswith("部分内容移入第一条")
    assert [cell.text for cell in news] == [f"第一条　……\n{GOES}", f"第三条　{HOST}"]


def test_both_texts_can_still_be_rebuilt():
    changes = diff_trees(OLD, NEW)
    whole = "\n".join(unit.text for unit in OLD.units), "\n".join(u.text for u in NEW.units)
    assert (changes.old_text, changes.new_text) == whole


def test_merged_articles_show_each_old_one_and_the_new_one_once():
    changes = diff_trees(read([STAYS], [GOES], [HOST]), read([STAYS, GOES], [HOST]))
    (row,) = (row for row in changes.rows if row.kind == "merged")
    assert not row.lent
    told = changes_to_text(changes, TextSettings(200, context=0))
    assert told.count(STAYS) == 2 and told.count(GOES) == 2


def test_blanks_in_a_heading_are_typography():
    sides = [
        parse(Source("a.txt", tuple(Line(t, n) for n, t in enumerate(
            [*HEAD, heading, f"第一条　{STAYS}"], 1)), "txt"))
        for heading in ("第一章　总　则", "第一章　总则")
    ]
    (row,) = (r for r in diff_trees(*sides).rows if r.level == "chapter")
    assert (row.kind, row.noise) == ("unchanged", ("blank",))
    assert all(s.noise == ("blank",) for s in row.pairs[0].segments if s.kind != "equal")


def test_a_passage_longer_than_the_article_that_took_it_in_does_not_carry_it_off():
    short, long = "本条例所称经营者，是指从事商品生产、经营的单位和个人。", GOES + STAYS
    changes = diff_trees(
        read([short], [OTHER], [LAST, long]), read([short, long], [OTHER], [LAST])
    )
    assert not any(row.moved for row in changes.rows)
    (row,) = (row for row in changes.rows if row.lent)
    assert "第一条" in (*row.old, *row.new) and "第三条" in (*row.old, *row.new)
