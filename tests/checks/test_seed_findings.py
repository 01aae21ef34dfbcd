"""What the seeds must be blamed for, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.api import load
from drafting.checks import Finding, check_tree, fix_tree


@pytest.fixture(scope="module")
def draft_findings(seeds: Path) -> list[Finding]:
    return check_tree(load(seeds / "hangzhou-robot-draft.txt"))


@pytest.fixture(scope="module")
def note_findings(seeds: Path) -> list[Finding]:
    draft = load(seeds / "hangzhou-robot-draft.txt")
    note = load(seeds / "hangzhou-robot-note.txt")
    return [f for f in check_tree(draft, note=note) if f.source == note.source.name]


def test_nine_headings_lost_one_bracket_and_one_both(draft_findings: list[Finding]) -> None:
    found = [f for f in draft_findings if f.code == "P002"]
    safe = [f.eid for f in found if f.fix == "safe"]
    assert safe == [f"art_{n}" for n in (2, 3, 5, 8, 26, 28, 29, 30, 46)]
    (guess,) = [f for f in found if f.fix == "unsafe"]
    assert (guess.eid, guess.words) == ("art_32", "保险服务")


def test_half_width_commas_are_one_finding(draft_findings: list[Finding], seeds: Path) -> None:
    (found,) = [f for f in draft_findings if f.code == "P005"]
    lines = (seeds / "hangzhou-robot-draft.txt").read_text(encoding="utf-8").splitlines()
    assert len(found.edits) == sum(line.count(",") for line in lines[21:208])
    assert found.fix == "safe"


def test_a_doubled_word(draft_findings: list[Finding]) -> None:
    assert [(f.code, f.words) for f in draft_findings if f.code[0] == "W"] == [
        ("W001", "成果成果")
    ]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("T006", ["具身智能机器人产业", "具身智能产业"]),
        ("T007", ["区、县(市)人民政府", "市、区(县)人民政府", "市、区(县、市)人民政府"]),
        ("T008", ["经济和信息化部门", "经济和信息化主管部门"]),
        ("T009", ["高等院校", "高校", "院校"]),
        ("T009", ["个人信息", "个人数据", "个人隐私数据"]),
        ("T004", ["观察期"]),
        ("D001", ["××年××月×日"]),
    ],
)
def test_variants_and_blanks(
    draft_findings: list[Finding], code: str, parts: list[str]
) -> None:
    messages = [f.message for f in draft_findings if f.code == code]
    assert any(all(part in message for part in parts) for message in messages)


def test_furniture_is_not_linted(draft_findings: list[Finding]) -> None:
    assert all(22 <= f.line <= 208 for f in draft_findings)


def test_the_note(note_findings: list[Finding]) -> None:
    told = {(f.code, f.words) for f in note_findings}
    assert {("W001", "多元多元"), ("W001", "共建共建"), ("N010", "（六）")} <= told
    assert any(f.code == "W003" and f.words.startswith("市经济和信息化部门") for f in note_findings)


def test_claims_that_no_article_carries(note_findings: list[Finding]) -> None:
    words = {f.words for f in note_findings if f.code == "X004"}
    assert {"首台（套）激励政策", "技术转移转化中心", "国企率先开放"} <= words
    assert [f.words for f in note_findings if f.code == "X005"] == ["强制性技术规范"]


def test_counts_of_the_note_are_right(note_findings: list[Finding]) -> None:
    assert not [f for f in note_findings if f.code == "X001"]


def test_doubled_signs_of_the_opinions(seeds: Path) -> None:
    found = check_tree(load(seeds / "hangzhou-robot-opinions-2024.txt"))
    assert [(f.line, f.words) for f in found if f.code == "P004"] == [(8, "、、"), (19, "、、")]


@pytest.mark.parametrize("name", ["shanghai-ai-draft-2022", "shanghai-robot-plan-2023"])
def test_what_only_looks_doubled(seeds: Path, name: str) -> None:
    found = check_tree(load(seeds / f"{name}.txt"))
    assert not [f for f in found if f.code in ("W001", "W002") or f.code[0] == "N"]


@pytest.mark.parametrize(
    "name",
    ["hangzhou-robot-draft", "hangzhou-robot-note", "hangzhou-robot-opinions-2024",
     "shanghai-ai-draft-2022", "shanghai-robot-plan-2023"],
)
@pytest.mark.parametrize("unsafe", [False, True])
def test_after_fixing_nothing_fixable_is_left(seeds: Path, name: str, unsafe: bool) -> None:
    tree = load(seeds / f"{name}.txt")
    mended, made = fix_tree(tree, check_tree(tree), unsafe)
    left = check_tree(mended)
    assert not [f for f in left if f.fix == "safe" or (unsafe and f.fix == "unsafe")]
    assert made


def test_edits_lead_from_the_old_text_to_the_new(seeds: Path) -> None:
    tree = load(seeds / "hangzhou-robot-draft.txt")
    mended, made = fix_tree(tree, check_tree(tree), unsafe=True)
    lines = {line.number: line.text for line in tree.lines}
    edits = sorted((e for f in made for e in f.edits), key=lambda e: (e.line, -e.start))
    for edit in edits:
        text = lines[edit.line]
        assert text[edit.start : edit.start + len(edit.old)] == edit.old
        lines[edit.line] = text[: edit.start] + edit.new + text[edit.start + len(edit.old) :]
    assert list(lines.values()) == [line.text for line in mended.lines]
