"""Hard cases of alignment: each was wrong on a generated amendment of a real law."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from drafting.comparison.diff import diff_trees

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import alignment_hard as hard
from alignment_scores import (
    read_generated,
    score_containers,
    score_kinds,
    score_levels,
    score_links,
    score_warnings,
)

HEAD = "某市市场促进条例\n"
FILLER = "市人民政府应当加强对市场建设工作的领导，将其纳入国民经济和社会发展规划，并保障所需经费。"
MARKET = "经营者应当遵循自愿、平等、公平、诚信的原则，遵守法律和商业道德，不得滥用市场地位。"
GUILD = "行业协会应当加强行业自律，引导会员依法竞争，协调处理会员之间的争议，维护市场秩序。"
PENALTY = "违反本条例第二条、第三条规定的，由市场监督管理部门责令改正，可以处一万元以下罚款。"


def kinds(changes, level="article"):
    return [(r.kind, r.old, r.new) for r in changes.rows if r.level == level]


def test_a_list_of_references_that_stayed_is_found_though_one_could_be_another_that_followed(
    to_tree,
):
    """第二条 is now 第三条 and 第三条 is now 第四条, yet the list still says 第二条、第三条."""
    old = to_tree(f"{HEAD}第一条　{FILLER}\n第二条　{MARKET}\n第三条　{GUILD}\n第四条　{PENALTY}")
    new = to_tree(
        f"{HEAD}第一条　{FILLER}\n第二条　本市设立市场发展基金，专项用于扶持中小企业。\n"
        f"第三条　{MARKET}\n第四条　{GUILD}\n第五条　{PENALTY}"
    )
    warnings = diff_trees(old, new).warnings
    assert [w.split("所指")[0] for w in warnings] == ["第五条：“第二条”", "第五条：“第三条”"]


def test_of_a_list_of_references_only_what_stayed_is_found(to_tree):
    """第三条 stands at the place of 第三条, though it is also what 第二条 became."""
    penalty = PENALTY.replace("第二条、第三条", "第二条、第三条、第四条")
    texts = (MARKET, GUILD, "经营者应当明码标价，并向消费者开具发票，不得拒绝。")
    head = f"{HEAD}第一条　{FILLER}\n"
    old = to_tree(head + "\n".join(
        f"第{n}条　{text}" for n, text in zip("二三四五", (*texts, penalty), strict=True)
    ))
    mixed = penalty.replace("第四条", "第五条")
    fund = "本市设立市场发展基金，专项用于扶持中小企业。"
    new = to_tree(head + "\n".join(
        f"第{n}条　{text}" for n, text in zip("二三四五六", (fund, *texts, mixed), strict=True)
    ))
    warnings = diff_trees(old, new).warnings
    assert [w.split("所指")[0] for w in warnings] == ["第六条：“第二条”", "第六条：“第三条”"]


def test_a_reference_through_its_chapter_follows_like_any_other(to_tree):
    penalty = PENALTY.replace("第二条、第三条", "第二章第二条")
    old = to_tree(f"{HEAD}第一章　总则\n第一条　{FILLER}\n第二章　市场\n第二条　{MARKET}\n第三条　{penalty}")
    followed = penalty.replace("第二条", "第三条")
    new = to_tree(
        f"{HEAD}第一章　总则\n第一条　{FILLER}\n第二条　{GUILD}\n"
        f"第二章　市场\n第三条　{MARKET}\n第四条　{followed}"
    )
    changes = diff_trees(old, new)
    assert ("consequential", ("第三条",), ("第四条",)) in kinds(changes)
    assert not changes.warnings


def test_what_is_wrong_with_an_article_is_not_told_of_its_paragraph_again(to_tree):
    market = f"{MARKET}\n{GUILD}"
    penalty = PENALTY.replace("第二条、第三条", "第一条第二款")
    old = to_tree(f"{HEAD}第一条　{market}\n第二条　{penalty}")
    new = to_tree(f"{HEAD}第一条　{FILLER}\n第二条　{market}\n第三条　{penalty}")
    (warning,) = diff_trees(old, new).warnings
    assert "“第一条”所指的原第一条现为第二条" in warning


def test_a_level_that_was_given_levels_below_it_is_still_the_same(to_tree):
    head = "关于促进市场建设的实施意见\n一、总体要求\n"
    old = to_tree(f"{head}（一）{MARKET}\n（二）{GUILD}\n二、组织保障\n（一）{FILLER}\n")
    new = to_tree(
        f"{head}（一）{MARKET}\n1.经营者应当明码标价。\n2.经营者应当开具发票。\n"
        f"（二）{GUILD}\n二、组织保障\n（一）{FILLER}\n"
    )
    rows = kinds(diff_trees(old, new), "level")
    assert ("unchanged", ("一、（一）",), ("一、（一）",)) in rows
    assert not [row for row in rows if row[0] == "deleted"]


def test_a_short_article_that_stands_word_for_word_in_its_neighbour_was_merged(to_tree):
    short = "裁决书自作出之日起发生法律效力。"
    old = to_tree(f"{HEAD}第一条　{MARKET}\n第二条　{short}\n第三条　{FILLER}")
    new = to_tree(f"{HEAD}第一条　{MARKET}\n{short}\n第二条　{GUILD}\n第三条　{FILLER}")
    assert kinds(diff_trees(old, new)) == [
        ("merged", ("第一条", "第二条"), ("第一条",)), ("inserted", (), ("第二条",)),
        ("unchanged", ("第三条",), ("第三条",)),
    ]


def test_a_short_article_that_gave_way_to_another_was_not_rewritten_into_it(to_tree):
    """Only （删去） and its like are taken for what stood under the number before."""
    old = to_tree(f"{HEAD}第一条　{MARKET}\n第二条　每年九月五日为市场日。\n第三条　{FILLER}")
    new = to_tree(f"{HEAD}第一条　{MARKET}\n第二条　{GUILD}\n第三条　{FILLER}")
    assert [row[0] for row in kinds(diff_trees(old, new))] == [
        "unchanged", "deleted", "inserted", "unchanged",
    ]
    gone = to_tree(f"{HEAD}第一条　{MARKET}\n第二条　（删去）\n第三条　{FILLER}")
    assert [row[0] for row in kinds(diff_trees(new, gone))] == ["unchanged", "modified", "unchanged"]


def test_of_two_articles_alike_one_may_go_without_being_merged(to_tree):
    one = "申请人提出证据证明裁决有本法规定的情形之一的，经人民法院组成合议庭审查核实，裁定不予执行。"
    other = one.replace("裁决有", "涉外仲裁裁决有")
    old = to_tree(f"{HEAD}第一条　{one}\n第二条　{FILLER}\n第三条　{other}\n第四条　{GUILD}")
    edited = one.replace("裁定不予", "应当及时裁定不予")
    new = to_tree(f"{HEAD}第一条　{edited}\n第二条　{FILLER}\n第三条　{GUILD}")
    assert kinds(diff_trees(old, new)) == [
        ("modified", ("第一条",), ("第一条",)), ("unchanged", ("第二条",), ("第二条",)),
        ("deleted", ("第三条",), ()), ("unchanged", ("第四条",), ("第三条",)),
    ]


def test_a_chapter_of_one_article_that_went_into_its_neighbour_was_merged(to_tree):
    articles = [f"第{n}条　{text}" for n, text in zip("一二三四", (FILLER, MARKET, GUILD, PENALTY),
                                                   strict=True)]
    old = to_tree("\n".join((HEAD, "第一章　总则", *articles[:3], "第二章　罚则", articles[3])))
    new = to_tree("\n".join((HEAD, "第一章　总则", *articles)))
    assert kinds(diff_trees(old, new), "chapter") == [
        ("merged", ("第一章", "第二章"), ("第一章",)),
    ]


def test_lines_that_break_elsewhere_are_no_change(to_tree):
    old = to_tree(f"{HEAD}第一条　{MARKET}\n{GUILD}\n第二条　{FILLER}")
    wrapped = f"{MARKET[:20]}\n{MARKET[20:]}\n{GUILD[:15]}\n{GUILD[15:]}"
    changes = diff_trees(old, to_tree(f"{HEAD}第一条　{wrapped}\n第二条　{FILLER}"))
    assert [row[0] for row in kinds(changes)] == ["unchanged", "unchanged"]


@pytest.mark.corpus
@pytest.mark.parametrize(("plan", "name", "seed"), [
    ("forty", "监察法", 11), ("threes", "反洗钱法", 11), ("containers", "慈善法", 11),
    ("parts", "刑法", 11), ("stale", "仲裁法", 11), ("levels", "代表法", 11),
    ("levels-containers", "shanghai", 11),
])
def test_each_plan(shared, plan, name, seed):
    """One law of every plan of ``alignment_hard.py``, all kinds."""
    done = next(d for n, d in hard.generate(plan, range(seed, seed + 1)) if n.startswith(name))
    truth = read_generated(done.truth)
    changes = diff_trees(hard.text_to_tree(done.old_text), hard.text_to_tree(done.new_text))
    if plan.startswith("levels"):
        scores = score_levels(changes, truth)
    else:
        scores = {**score_kinds(changes, truth), **score_containers(changes, truth)}
        assert score_links(changes, truth).f >= 0.98
        found = score_warnings(changes, done.truth)
        assert found.precision == found.recall == 1.0
    for kind, score in scores.items():
        assert min(score.precision, score.recall) >= 0.9, (kind, score)
