"""Markdown: the marks go, the text stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.sources import Line
from drafting.sources.markdown import read_markdown


def lines(text: str) -> tuple[Line, ...]:
    return read_markdown("x", text.encode()).lines


@pytest.mark.parametrize(
    ("row", "text", "outline"),
    [
        ("# 某市条例", "某市条例", 1),
        ("## 第一章　总则 ##", "第一章　总则", 2),
        ("###第一节", "第一节", 3),
        ("#1 号楼", "#1 号楼", 0),
        ("**第一条** 为了*规范*。", "第一条 为了规范。", 0),
        ("__第一条__【目的】", "第一条【目的】", 0),
        ("- （一）甲；", "（一）甲；", 0),
        ("> 引文", "引文", 0),
        ("1. 甲", "1. 甲", 0),
        ("见[条例](https://example.cn/a)。", "见条例。", 0),
        (r"\*注：5 \* 3", "*注：5 * 3", 0),
        ("5 * 3 * 2", "5 * 3 * 2", 0),
        ("甲<br/>乙<!-- 注 -->", "甲 乙", 0),
        ("`代码`", "代码", 0),
    ],
)
def test_one_line(row: str, text: str, outline: int) -> None:
    (line,) = lines(row)
    assert (line.text, line.outline) == (text, outline)


def test_setext_headings_rules_and_numbers() -> None:
    found = lines("条例\n====\n\n---\n第一章\n---\n第一条 甲\n")
    assert [(x.number, x.text, x.outline) for x in found] == [
        (1, "条例", 1), (5, "第一章", 2), (7, "第一条 甲", 0),
    ]  # fmt: skip


def test_table_cells_are_lines_with_their_place() -> None:
    found = lines("甲\n\n| 项目 | 标准 |\n|---|:-:|\n| 水 | **1** |\n| a\\|b | |\n乙\n")
    assert [(x.text, x.table) for x in found] == [
        ("甲", None), ("项目", (1, 1, 1)), ("标准", (1, 1, 2)), ("水", (1, 2, 1)),
        ("1", (1, 2, 2)), ("a|b", (1, 3, 1)), ("乙", None),
    ]  # fmt: skip
    numbers = [x.number for x in found]
    assert numbers == sorted(set(numbers))


def test_front_matter_is_furniture_and_code_is_kept() -> None:
    found = lines("---\ntitle: 条例\n---\n\n```\n# 不是标题\n```\n")
    assert [(x.text, x.furniture, x.outline) for x in found] == [
        ("title: 条例", True, 0), ("# 不是标题", False, 0),
    ]  # fmt: skip


def test_what_is_set_aside_is_told() -> None:
    source = read_markdown("x", "![图](a.png)[甲](b)".encode())
    assert source.notes == ("left aside the targets of 1 link(s)", "left aside 1 picture(s)")


def test_a_regulation_as_markdown_is_the_same_text(seeds: Path) -> None:
    text = (seeds / "hangzhou-robot-draft.txt").read_text("utf-8")
    printed = [row.strip() for row in text.splitlines() if row.strip()]
    marked = "\n\n".join(f"**{row}**" if row.startswith("第") else row for row in printed)
    assert [line.text for line in lines(marked)] == printed
