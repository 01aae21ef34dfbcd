"""What a reader had to tell of its file goes with the tree and is told on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from drafting.akn import tree_to_xml, xml_to_tree
from drafting.api import load
from drafting.cli import cli

TEXT = "某市养犬管理条例\n第一条 为了规范养犬行为，制定本条例。\n第二条 本市行政区域内的养犬活动，适用本条例。\n"


@pytest.fixture
def gb_file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    return path


def test_notes_are_kept_in_the_tree(gb_file: Path) -> None:
    tree = load(gb_file)
    assert tree.notes == ("read as gb18030 (found by reading it)",)
    assert xml_to_tree(tree_to_xml(tree)).notes == tree.notes


@pytest.mark.parametrize("command", ["parse", "check"])
def test_notes_are_told(command: str, gb_file: Path) -> None:
    result = CliRunner().invoke(cli, [command, str(gb_file)])
    assert "read as gb18030" in result.stderr
    assert "read as gb18030" not in result.stdout.replace("<d:note>read as gb18030", "")


def test_certain_readings_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert load(path).notes == ()
