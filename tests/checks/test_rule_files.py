"""One Markdown file a rule: texts, and what the rule finds in them.

A case is a heading, a block ``text`` (a line ``----`` parts draft and note), and a block
``findings`` with one line a finding: severity, address, words. What is left alone has an empty
block. A block ``fixed`` holds the text after all fixes, the guesses among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.checks import CheckSettings, Finding, check_tree, fix_tree
from drafting.checks.registry import all_rules

TITLE = "杭州市机器人管理办法（草案）"
FOLDER = Path(__file__).parent.parent / "rules"
_CASE = re.compile(
    r"^## (?P<name>.+)\n\n```text\n(?P<text>.*?)```\n\n```findings\n(?P<findings>.*?)```\n"
    r"(?:\n```fixed\n(?P<fixed>.*?)```\n)?",
    re.M | re.S,
)


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    code: str
    name: str
    text: str
    findings: str
    fixed: str | None


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob("*.md")):
        for found in _CASE.finditer(path.read_text(encoding="utf-8")):
            cases.append(Case(
                path.name.partition("-")[0], found["name"], found["text"], found["findings"],
                found["fixed"],
            ))
    return cases


def parse_case(text: str, folder: Path) -> tuple[Tree, Tree | None]:
    """The draft and the note; a draft that begins with an article gets a title."""
    trees = []
    for number, part in enumerate(text.split("----\n")):
        path = folder / ("note.txt" if number else "draft.txt")
        titled = part if not part.startswith(("第", "（")) else f"{TITLE}\n{part}"
        path.write_text(titled, encoding="utf-8")
        trees.append(load(path))
    return trees[0], trees[1] if len(trees) > 1 else None


def tell(finding: Finding) -> str:
    return f"{finding.severity} {finding.label} «{finding.words}»"


@pytest.mark.parametrize("case", read_cases(), ids=lambda c: f"{c.code}-{c.name}")
def test_case(case: Case, tmp_path: Path) -> None:
    draft, note = parse_case(case.text, tmp_path)
    settings = CheckSettings(select=(case.code,))
    found = check_tree(draft, settings, note)
    assert "".join(f"{tell(f)}\n" for f in found) == case.findings
    if case.fixed is not None:
        mended, _ = fix_tree(draft, found, unsafe=True, settings=settings)
        lines = [line for line in mended.text.split("\n") if line != TITLE]
        assert "\n".join(lines) + "\n" == case.fixed


def test_every_rule_has_its_file() -> None:
    names = {path.stem for path in FOLDER.glob("*.md")}
    assert names == {f"{rule.code}-{rule.name}" for rule in all_rules()}
