"""Links against hand-made alignments and against generated amendments that know the truth."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from drafting.api import load
from drafting.comparison.diff import diff_trees

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from alignment_scores import (
    read_generated,
    read_gold,
    score_kinds,
    score_links,
    score_marks,
)
from generator import PLANS, amend


@pytest.mark.corpus
def test_links_of_hand_read_laws(shared):
    scores = []
    for path in sorted((shared / "corpus" / "gold").glob("*.tsv")):
        name = path.name.removesuffix(".gold.tsv")
        old, new = (
            load(shared / "corpus" / "pairs" / f"{name}.{side}.txt") for side in ("old", "new")
        )
        changes = diff_trees(old, new)
        assert changes.old_text == old.text and changes.new_text == new.text
        scores.append(score_links(changes, read_gold(path)).f)
    assert scores and sum(scores) / len(scores) >= 0.98


@pytest.mark.corpus
@pytest.mark.parametrize(("law", "plan", "seed"), [
    ("民事诉讼法.old", "mixed", 5), ("治安管理处罚法.old", "heavy", 6),
    ("海洋环境保护法.old", "light", 7), ("刑法_2015_2020.old", "zhiyi", 8),
])
def test_generated_amendments(shared, to_tree, law, plan, seed):
    corpus = shared / "corpus"
    lines = (corpus / "pairs" / f"{law}.txt").read_text("utf-8").splitlines()
    pool = (corpus / "laws" / "海商法_1992_含目.txt").read_text("utf-8").splitlines()
    done = amend(lines, seed, PLANS[plan], pool)
    truth = read_generated(done.truth)
    changes = diff_trees(to_tree(done.old_text), to_tree(done.new_text))
    assert score_links(changes, truth).f >= 0.98
    for kind, score in score_kinds(changes, truth).items():
        assert min(score.precision, score.recall) >= 0.85, (kind, score)
    marked, true = score_marks(changes, truth)
    assert marked <= 1.15 * true


def test_generator_is_the_same_on_every_run():
    lines = [f"第{n}条　甲方应当向乙方交付货物，并且说明其来源和用途。" for n in "一二三四五六七八九"]
    one, other = (amend(lines, 3, PLANS["light"]) for _ in range(2))
    assert one == other


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["渔业法", "动物防疫法_草案1_草案2", "仲裁法", "行政复议法"])
def test_both_texts_of_real_laws_can_be_rebuilt(shared, name):
    old, new = (
        load(shared / "corpus" / "pairs" / f"{name}.{side}.txt") for side in ("old", "new")
    )
    changes = diff_trees(old, new)
    assert changes.old_text == old.text and changes.new_text == new.text
    same = diff_trees(new, new)
    assert {row.kind for row in same.rows} == {"unchanged"} and not same.warnings
