"""The proof on real laws: both texts come back from every pair, from new documents and users' files.

A few pairs run always; ``pytest -m slow tests/word`` proves all of them, in LibreOffice too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.word.document import DocumentSettings, tree_to_docx
from drafting.word.lint import lint_package
from drafting.word.package import read_package
from drafting.word.redline import changes_to_redline
from drafting.word.revisions import read_lines
from drafting.word.settings import RedlineSettings

FEW = ("反垄断法", "渔业法", "监察法")


def _pairs(shared: Path) -> Iterator[tuple[str, Tree, Tree]]:
    for path in sorted((shared / "corpus" / "pairs").glob("*.old.txt")):
        name = path.name.removesuffix(".old.txt")
        yield name, load(path), load(path.with_name(f"{name}.new.txt"))


def _lines(tree: Tree) -> list[str]:
    return [line.text for line in tree.lines if line.text]


def _redline(old: Tree, new: Tree, settings: RedlineSettings) -> bytes:
    found = changes_to_redline(old, new, diff_trees(old, new), settings)
    assert not [note for note in found.notes if "numbers" in note]
    return found.data


def _assert_both(name: str, data: bytes, old: Tree, new: Tree) -> None:
    assert read_lines(data, False) == _lines(old), name
    assert read_lines(data, True) == _lines(new), name
    assert lint_package(read_package(data)) == [], name


@pytest.mark.corpus
@pytest.mark.parametrize("moves", ["native", "plain"])
def test_a_few_pairs(shared: Path, date: datetime, moves: Any) -> None:
    for name, old, new in _pairs(shared):
        if name in FEW:
            data = _redline(old, new, RedlineSettings(date=date, moves=moves))
            _assert_both(name, data, old, new)


@pytest.mark.corpus
def test_a_few_pairs_in_a_users_file(shared: Path, date: datetime, tmp_path: Path) -> None:
    for name, old, new in _pairs(shared):
        if name in FEW:
            path = tmp_path / f"{name}.docx"
            path.write_bytes(tree_to_docx(old, DocumentSettings(date=date, furniture=True)))
            own = load(path)
            _assert_both(name, _redline(own, new, RedlineSettings(date=date)), own, new)


@pytest.fixture
def judges(office: Any, validate: Any) -> tuple[Any, Any]:
    """LibreOffice and Microsoft's validator."""
    return office, validate


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["new document", "plain moves", "a user's file"])
def test_all_pairs(
    shared: Path, date: datetime, tmp_path: Path, judges: tuple[Any, Any], kind: str
) -> None:
    office, validate = judges
    made, texts = [], []
    for name, old, new in _pairs(shared):
        before = old
        if kind == "a user's file":
            source = tmp_path / f"{name}.source.docx"
            source.write_bytes(tree_to_docx(old, DocumentSettings(date=date, furniture=True)))
            before = load(source)
        moves: Any = "plain" if kind == "plain moves" else "native"
        data = _redline(before, new, RedlineSettings(date=date, moves=moves))
        _assert_both(name, data, before, new)
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert validate(path) == [], name
        made.append(path)
        texts.append((_lines(before), _lines(new)))
    for path, (old_lines, new_lines), found in zip(made, texts, office.resolve(*made),
                                                   strict=True):
        assert found["rejected"] == old_lines, path.name
        assert found["accepted"] == new_lines, path.name


REAL = ("中华人民共和国立法法_2023", "中华人民共和国环境保护税法_附表", "电力市场信息披露基本规则_自动编号")


def _amend(lines: list[str], chance: random.Random) -> list[str]:
    """Lines changed, taken out, put in, split and joined at random."""
    amended: list[str] = []
    for number, printed in enumerate(lines):
        line, choice = printed, chance.random()
        if len(line) > 30 and choice < 0.08:
            line = line[:10] + "（经修改）" + line[14:]
        elif len(line) > 30 and choice < 0.12:
            continue
        elif len(line) > 30 and choice < 0.16:
            amended.append(f"各级人民政府应当加强领导，保障本项工作所需经费{number}。")
        elif len(line) > 40 and choice < 0.20 and 0 < line.find("。") < len(line) - 1:
            cut = line.find("。") + 1
            amended.append(line[:cut])
            line = line[cut:]
        elif len(line) > 20 and choice < 0.23 and amended:
            amended[-1] += line
            continue
        amended.append(line)
    return amended


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "seed"),
    [(name, 0) for name in REAL]
    + [pytest.param(name, seed, marks=pytest.mark.slow) for name in REAL for seed in range(1, 15)],
)
def test_real_word_files_amended_at_random(
    shared: Path, date: datetime, tmp_path: Path, name: str, seed: int
) -> None:
    """Written in WPS, with tables, numbered by Word: the redline is the file itself, proven by
    reading it back (``carried.prove``), which any fault would turn into a new document.
    """
    old = load(shared / "corpus" / "docx" / f"{name}.docx")
    path = tmp_path / "new.txt"
    amended = _amend(_lines(old), random.Random(seed))
    path.write_text("\n".join(amended) + "\n", encoding="utf-8")
    new = load(path)
    found = changes_to_redline(old, new, diff_trees(old, new), RedlineSettings(date=date))
    assert not [note for note in found.notes if "new document" in note]
    assert lint_package(read_package(found.data)) == []
