"""Provisions through three versions."""

from __future__ import annotations

from drafting.comparison.lineage import trace_lineage
from drafting.writers.lineage_text import lineage_to_text
from drafting.writers.terminal import columns

V1 = """某市条例
第一条　为了规范活动，制定本条例。
第二条　经营者应当公平竞争，不得实施垄断行为。
第三条　禁止经营者达成固定价格的协议。
第四条　主管部门应当加强监督检查，依法查处违法行为。
主管部门可以委托有关组织开展市场调查和风险评估。
"""
V2 = """某市条例
第一条　为了规范活动，制定本条例。
第二条　本市设立公平竞争审查制度。
第三条　经营者应当公平竞争，不得实施垄断行为。
第四条　主管部门应当加强监督检查，依法查处违法行为。
主管部门可以委托有关组织开展市场调查和风险评估。
"""
V3 = """某市条例
第一条　为了规范市场活动，制定本条例。
第二条　本市设立公平竞争审查制度。
第三条　经营者应当公平竞争，不得实施垄断行为。
第四条　主管部门应当加强监督检查，依法查处违法行为。
第五条　主管部门可以委托有关组织开展市场调查和风险评估。
"""


def strands(lineage):
    return [
        [(stage.labels, stage.kind) for stage in strand.stages]
        for strand in lineage.strands if strand.level == "article"
    ]


def test_every_provision_is_followed(to_tree):
    lineage = trace_lineage([to_tree(text) for text in (V1, V2, V3)])
    assert [side.articles for side in lineage.versions] == [4, 4, 5]
    assert strands(lineage) == [
        [(("第一条",), ""), (("第一条",), "unchanged"), (("第一条",), "modified")],
        [((), ""), (("第二条",), "inserted"), (("第二条",), "unchanged")],
        [(("第二条",), ""), (("第三条",), "unchanged"), (("第三条",), "unchanged")],
        [(("第三条",), ""), ((), ""), ((), "")],
        [(("第四条",), ""), (("第四条",), "unchanged"), (("第四条", "第五条"), "split")],
    ]


def test_every_unit_of_every_version_stands_in_one_strand(to_tree):
    trees = [to_tree(text) for text in (V1, V2, V3, V1)]
    lineage = trace_lineage(trees)
    for version, tree in enumerate(trees):
        eids = [eid for strand in lineage.strands for eid in strand.stages[version].eids]
        assert sorted(eids) == sorted(unit.eid for unit in tree.units)


def test_each_of_several_articles_has_its_own_sign_and_a_giver_is_not_called_split(to_tree):
    """What came later and was merged in stands apart; cells wrap where the window is narrow."""
    market = "经营者应当公平竞争，不得实施垄断行为，不得滥用市场支配地位，不得串通。"
    guild = "行业协会应当加强行业自律，引导会员依法竞争，协调处理会员之间的争议。"
    inspect = "主管部门应当加强监督检查，依法查处违法行为，并向社会公布处理结果。"
    trees = [to_tree("某市条例\n" + text) for text in (
        f"第一条　{market}\n第二条　{inspect}",
        f"第一条　{market}\n第二条　{guild}\n第三条　{inspect}",
        f"第一条　{market}\n{guild}\n第二条　{inspect}",
    )]
    text = lineage_to_text(trace_lineage(trees), 40)
    assert "第一条 → 第一条、  → 并:第一条\n         增:第二条" in text
    assert all(columns(line) <= 40 for line in text.split("\n"))
    assert "第二条 → 第三条    → 第二条" in text
