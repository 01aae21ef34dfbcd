"""A note taken apart: addresses, chapters, reasons, citations, lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.api import load
from drafting.comparison.claims import Claim, find_cited, tree_to_claims
from drafting.comparison.entries import Entry, tree_to_entries, tree_to_kind
from drafting.comparison.listings import Walker, find_items


@pytest.fixture(scope="module")
def claims(seeds: Path) -> list[Claim]:
    return tree_to_claims(load(seeds / "hangzhou-robot-note.txt"))


def test_every_claim_has_an_address(claims: list[Claim]) -> None:
    found = {claim.entry.label: claim for claim in claims}
    assert len(found) == len(claims)
    assert "主要内容·第三章·二是" in found
    claim = found["主要内容·第三章·二是"]
    assert claim.entry.eid and claim.chapter == "3" and not claim.background
    assert claim.entry.text.startswith("二是创新科研组织模式")


def test_numbered_claims_are_all_there(claims: list[Claim]) -> None:
    numbered = [c for c in claims if c.entry.label.endswith("是")]
    assert len(numbered) == 22
    assert sum(c.entry.label.startswith("主要内容") for c in numbered) == 18


def test_reasons_are_told_from_content(claims: list[Claim]) -> None:
    assert {c.entry.label.split("·")[0] for c in claims if c.background} == {
        "立法必要性", "总体考虑",
    }


def test_chapter_with_a_stray_number_is_read(claims: list[Claim]) -> None:
    """（六） 第六章 安全管理。 stands in the note."""
    assert {c.chapter for c in claims if "第六章" in c.entry.label} == {"6"}


EIDS = [f"art_{n}" for n in range(1, 21)]


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("草案第十二条规定", [11]),
        ("明确了管理体制(第四条、第五条)", [3, 4]),
        ("《条例(草案)》第三条至第五条作了规定", [2, 3, 4]),
        ("条例第八条第二款", [7]),
        ("依照《中华人民共和国行政处罚法》第三条,草案第十八条规定", [17]),
        ("《民法典》第七条", []),
        ("第九十九条", []),
    ],
)
def test_citations_of_the_draft(words: str, cited: list[int]) -> None:
    assert find_cited(words, EIDS) == cited


def test_items_of_a_list() -> None:
    assert find_items("四是对变更、注销以及证牌补发等手续作出规定。") == [
        "变更", "注销", "证牌补发",
    ]
    assert find_items("设立伦理委员会。") == []


def test_a_list_is_walked_along_the_articles(seeds: Path, claims: list[Claim]) -> None:
    entries = tree_to_entries(load(seeds / "hangzhou-robot-draft.txt"))
    words = next(c for c in claims if c.entry.text.startswith("明确条例的立法目的")).entry.words[0]
    named = Walker(entries).walk(find_items(words), range(10))
    assert sorted(named) == list(range(10))
    assert all(found > 0.4 for found in named.values())


def test_a_list_needs_no_headings() -> None:
    """第二条 is the one article between its neighbours, though no word of it is in the list."""
    texts = [
        "养犬人应当到公安部门办理登记。", "养犬人住所迁移的，应当办理手续。",
        "放弃饲养的，应当办理注销。", "犬牌遗失的，可以申请补发。", "军犬不适用本条例。",
    ]
    walker = Walker([_entry(n, text) for n, text in enumerate(texts, 1)])
    assert sorted(walker.walk(["登记", "变更", "注销", "补发"], range(5))) == [0, 1, 2, 3]
    assert walker.walk(["登记", "人才", "税收", "土地"], range(5)) == {}


def _entry(number: int, text: str) -> Entry:
    return Entry(f"art_{number}", f"第{number}条", "", (text,), "", number / 5, text)


def test_kinds_of_the_seeds(seeds: Path) -> None:
    assert {p.stem: tree_to_kind(load(p)) for p in seeds.glob("*.txt")} == {
        "hangzhou-robot-draft": "regulation", "hangzhou-robot-note": "note",
        "hangzhou-robot-opinions-2024": "policy", "shanghai-robot-plan-2023": "policy",
        "shanghai-ai-draft-2022": "regulation",
    }


def test_a_list_is_read_past_the_glosses_in_brackets() -> None:
    said = "聚焦“大脑”（具身智能大模型）、“小脑”（运动控制系统）及“本体”（核心部件和整机）三大核心以及专用芯片等环节"
    assert find_items(said) == ["“大脑”", "“小脑”", "“本体”三大核心", "专用芯片"]
