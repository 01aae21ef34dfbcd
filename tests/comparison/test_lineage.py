"""Provisions through three versions."""

from __future__ import annotations

from drafting.comparison.lineage import trace_lineage

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
