"""Every rule's examples, run through the real parser and checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.checks import CheckSettings, check_tree
from drafting.checks.registry import FAMILIES, Rule, all_rules, get_rule, rules_to_table

TITLE = "杭州市机器人管理办法（草案）"


def parse_example(text: str, folder: Path) -> tuple[Tree, Tree | None]:
    """The draft of an example, and its note after a line ``----``."""
    parts = text.split("----\n")
    trees = []
    for number, part in enumerate(parts):
        path = folder / f"{'draft' if not number else 'note'}.txt"
        begins_with_title = not part.startswith(("第", "（"))
        path.write_text(part if begins_with_title else f"{TITLE}\n{part}", encoding="utf-8")
        trees.append(load(path))
    return trees[0], trees[1] if len(trees) > 1 else None


def codes(text: str, rule: Rule, folder: Path) -> list[str]:
    draft, note = parse_example(text, folder)
    return [f.code for f in check_tree(draft, CheckSettings(select=(rule.code,)), note)]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: f"{r.code}-{r.name}")
def test_the_wrong_example_is_found(rule: Rule, tmp_path: Path) -> None:
    assert rule.wrong
    assert rule.code in codes(rule.wrong, rule, tmp_path)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: f"{r.code}-{r.name}")
def test_the_right_example_is_clean(rule: Rule, tmp_path: Path) -> None:
    assert rule.right
    assert codes(rule.right, rule, tmp_path) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_the_documentation_is_whole(rule: Rule) -> None:
    assert rule.what.endswith(".") and rule.why and rule.norm
    assert rule.code[0] in FAMILIES and rule.code[1:].isdigit() and len(rule.code) == 4


def test_codes_and_names_are_given_once() -> None:
    rules = all_rules()
    assert len({r.code for r in rules}) == len({r.name for r in rules}) == len(rules)


def test_a_rule_is_found_by_code_and_name() -> None:
    found = get_rule("n001")
    assert found is not None and found is get_rule("article-gap")
    assert get_rule("N999") is None


def test_the_table_of_the_readme_names_every_rule() -> None:
    table = rules_to_table()
    assert all(f"| {r.code} | {r.name} |" in table for r in all_rules())
