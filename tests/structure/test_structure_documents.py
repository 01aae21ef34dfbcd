"""Trees of real Word files and PDFs: downloads in both forms, a rule numbered by Word, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.akn import Provision, Tree, block_text
from drafting.akn.names import tag
from drafting.api import load
from drafting.text.numerals import write_numeral

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "corpus" / "docx"


def outline(tree: Tree) -> list[tuple[str, str, str, str]]:
    """What a tree says of each provision: eId, label, heading and own words, without blanks."""
    return [
        (p.eid, squeeze(p.num), squeeze(p.heading), squeeze(own_words(p)))
        for p in tree.iter_provisions()
    ]


def squeeze(text: str) -> str:
    return "".join(text.split())


def own_words(provision: Provision) -> str:
    blocks = (provision.find(tag(name)) for name in ("content", "intro"))
    return "".join(block_text(p) for block in blocks if block is not None for p in block)


@pytest.mark.parametrize(
    ("law", "merged"), [("反垄断法", set()), ("国旗法", {"art_18__para_2"}), ("行政复议法", set())]
)
def test_word_and_pdf_give_the_same_tree(law: str, merged: set[str], folder: Path) -> None:
    """A PDF does not show the end of a 款 whose last line is full: one case in the three laws."""
    word = load(folder / f"中华人民共和国{law}.docx")
    printed = load(folder / f"中华人民共和国{law}.pdf")
    lost = {eid for eid, *_ in set(outline(word)) - set(outline(printed))}
    assert {eid.rpartition("__")[0] for eid in lost} == {eid.rpartition("__")[0] for eid in merged}
    assert word.title == printed.title
    assert {p.eid for p in word.iter_provisions()} - {p.eid for p in printed.iter_provisions()} == merged
    assert len(outline(word)) - len(outline(printed)) == len(merged)


def test_a_rule_whose_labels_are_words_own(folder: Path) -> None:
    tree = load(folder / "电力市场信息披露基本规则_自动编号.docx")
    assert [a.num for a in tree.articles] == [f"第{write_numeral(n)}条" for n in range(1, 53)]
    assert [a.eid for a in tree.articles] == [f"art_{n}" for n in range(1, 53)]
    points = list(tree.iter_provisions("point"))
    assert len(points) > 100 and all(point.num.startswith("（") for point in points)


def test_the_tables_of_an_annexed_tariff(folder: Path) -> None:
    tree = load(folder / "中华人民共和国环境保护税法_附表.docx")
    tables = list(tree.main.iter(tag("table")))
    assert [len(table.findall(tag("tr"))) for table in tables] == [13, 11, 52, 5, 10, 45]
    assert all(next(table.iterancestors(tag("attachment")), None) is not None for table in tables)
    assert [a.eid for a in tree.articles] == [f"art_{n}" for n in range(1, 30)]
    noise = next(td for td in tables[0].iter(tag("td")) if "工业噪声" in "".join(td.itertext()))
    assert noise.get("rowspan") == "6"
