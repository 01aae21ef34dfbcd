"""A second round over a redline: earlier authors keep their changes, both texts still come back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.word.document import DocumentSettings, tree_to_docx
from drafting.word.lint import lint_package
from drafting.word.package import read_package
from drafting.word.redline import changes_to_redline
from drafting.word.revisions import read_lines, read_revisions
from drafting.word.settings import RedlineSettings

CASES = Path(__file__).parent.parent / "cases" / "word"


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory, date: datetime) -> dict[str, Any]:
    """The old text as a Word file, a redline to a second text, over it one to a third."""
    folder = tmp_path_factory.mktemp("rounds")
    first, third = folder / "first.docx", folder / "third.txt"
    first.write_bytes(tree_to_docx(load(CASES / "antitrust-2007.txt"), DocumentSettings(date=date)))
    one, two = load(first), load(CASES / "antitrust-2022.txt")
    path = folder / "round1.docx"
    path.write_bytes(_redline(one, two, RedlineSettings("甲", date)))
    lines = [line.text for line in two.lines]
    changed = next(n for n, line in enumerate(lines) if "公平竞争审查制度" in line)
    lines[changed] = lines[changed].replace("建立健全", "建立并完善")
    gone = next(n for n, line in enumerate(lines) if line.startswith("（四）"))
    del lines[gone]
    lines.insert(gone, "（四）监督反垄断执法；")
    third.write_text("\n".join(lines) + "\n", encoding="utf-8")
    data = _redline(load(path), load(third), RedlineSettings("乙", datetime(2025, 9, 1)))
    out = folder / "round2.docx"
    out.write_bytes(data)
    return {"path": out, "data": data, "old": [n.text for n in one.lines], "new": lines}


def _redline(old: Any, new: Any, settings: RedlineSettings) -> bytes:
    found = changes_to_redline(old, new, diff_trees(old, new), settings)
    assert not [note for note in found.notes if "new document" in note]
    return found.data


def test_both_texts_come_back(rounds: dict[str, Any]) -> None:
    assert read_lines(rounds["data"], False) == rounds["old"]
    assert read_lines(rounds["data"], True) == rounds["new"]
    assert lint_package(read_package(rounds["data"])) == []


def test_both_authors_are_told_apart(rounds: dict[str, Any]) -> None:
    authors = {change.author for change in read_revisions(rounds["data"])}
    assert {"甲", "乙", "序号调整"} == authors


@pytest.mark.office
def test_libreoffice_gives_both_texts(rounds: dict[str, Any], office: Any) -> None:
    found = office.resolve(rounds["path"])[0]
    assert found["rejected"] == rounds["old"]
    assert found["accepted"] == rounds["new"]


def test_microsoft_finds_nothing(rounds: dict[str, Any], validate: Any) -> None:
    assert validate(rounds["path"]) == []
