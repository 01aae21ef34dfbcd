"""``drafting parse``: one tree, a folder of trees, what cannot be read, the same bytes twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from drafting.akn import xml_to_tree
from drafting.api import load
from drafting.cli import cli

BAD = b"\x00\x01\x02\x03binary\x00\x00"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["parse", *map(str, arguments)])


@pytest.fixture
def folder(seeds: Path, tmp_path: Path) -> Path:
    """Two good sources and one that is no text."""
    for name in ("hangzhou-robot-draft.txt", "shanghai-robot-plan-2023.txt"):
        shutil.copy(seeds / name, tmp_path)
    (tmp_path / "broken.txt").write_bytes(BAD)
    return tmp_path


def test_xml_to_standard_output(seeds: Path) -> None:
    result = run(seeds / "shanghai-robot-plan-2023.txt")
    assert result.exit_code == 0
    tree = xml_to_tree(result.stdout_bytes)
    assert tree.title.startswith("上海市促进智能机器人")


def test_doubts_are_told(seeds: Path) -> None:
    result = run(seeds / "hangzhou-robot-draft.txt")
    assert result.exit_code == 0 and "第150行" in result.stderr and "保险服务" in result.stderr


def test_text_is_the_whole_text(seeds: Path) -> None:
    path = seeds / "hangzhou-robot-draft.txt"
    result = run(path, "--format", "text")
    assert "".join(result.stdout.split()) == "".join(path.read_text(encoding="utf-8").split())


def texts_of(record: dict[str, Any]) -> str:
    own = record["num"] + ("" if record["name"] in ("bill", "doc") else record["heading"])
    return own + record["text"] + "".join(map(texts_of, record["children"]))


@pytest.mark.parametrize("name", ["hangzhou-robot-draft", "hangzhou-robot-note", "shanghai-robot-plan-2023"])
def test_json_holds_every_provision_and_the_whole_text(name: str, seeds: Path) -> None:
    path = seeds / f"{name}.txt"
    record = json.loads(run(path, "--format", "json").stdout)
    assert set(record) == {"eid", "name", "num", "heading", "line", "text", "children"}
    assert "".join(texts_of(record).split()) == "".join(path.read_text(encoding="utf-8").split())
    found: list[str] = []

    def collect(entry: dict[str, Any]) -> None:
        found.append(entry["eid"])
        for child in entry["children"]:
            collect(child)

    collect(record)
    assert {p.eid for p in load(path).iter_provisions()} <= set(found)


def test_outputs_by_suffix(seeds: Path, tmp_path: Path) -> None:
    targets = [tmp_path / f"a.{suffix}" for suffix in ("xml", "json", "txt", "outline")]
    options = [part for target in targets for part in ("-o", target)]
    assert run(seeds / "shanghai-robot-plan-2023.txt", *options).exit_code == 0
    assert all(target.stat().st_size > 1000 for target in targets)


def test_an_output_that_exists_is_kept(seeds: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xml"
    target.write_text("mine")
    assert run(seeds / "shanghai-robot-plan-2023.txt", "-o", target).exit_code == 2
    assert target.read_text() == "mine"
    assert run(seeds / "shanghai-robot-plan-2023.txt", "-o", target, "--force").exit_code == 0


def test_many_into_a_folder_one_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "trees"
    result = run(*sorted(folder.glob("*.txt")), "-o", out)
    assert result.exit_code == 2
    assert sorted(p.name for p in out.iterdir()) == [
        "hangzhou-robot-draft.xml", "shanghai-robot-plan-2023.xml",
    ]  # fmt: skip
    assert result.stderr.count("broken.txt") == 1
    assert "2 of 3 sources parsed" in result.stderr and "Traceback" not in result.output


def test_a_folder_of_sources_keeps_its_subfolders(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.txt").unlink()
    (folder / "sub").mkdir()
    shutil.move(folder / "hangzhou-robot-draft.txt", folder / "sub")
    result = run(folder, "-o", f"{tmp_path / 'out'}/", "--format", "json", "--jobs", "2")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "sub" / "hangzhou-robot-draft.json").is_file()
    assert (tmp_path / "out" / "shanghai-robot-plan-2023.json").is_file()


def test_two_sources_of_one_name(seeds: Path, tmp_path: Path) -> None:
    text = (seeds / "shanghai-robot-plan-2023.txt").read_text(encoding="utf-8")
    for suffix in ("txt", "md"):
        (tmp_path / f"a.{suffix}").write_text(text, encoding="utf-8")
    assert run(tmp_path / "a.txt", tmp_path / "a.md", "-o", tmp_path / "out").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.md.xml", "a.txt.xml"]


def test_several_sources_need_a_folder(seeds: Path) -> None:
    result = run(*sorted(seeds.glob("*.txt")))
    assert result.exit_code == 2 and "-o FOLDER" in result.stderr


def test_missing_source() -> None:
    result = run("nowhere.txt")
    assert result.exit_code == 2 and result.stderr.count("\n") == 1


def test_same_bytes_wherever_it_is_written(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    places = [tmp_path / "a.xml", tmp_path / "deep" / "er" / "a.xml"]
    for place in places:
        assert run(seeds / "hangzhou-robot-draft.txt", "-o", place).exit_code == 0
    first, second = (place.read_bytes() for place in places)
    assert first == second and str(seeds).encode() not in first


def test_a_saved_tree_finds_its_source_beside_it(seeds: Path, tmp_path: Path) -> None:
    source = Path(shutil.copy(seeds / "hangzhou-robot-draft.txt", tmp_path))
    assert run(source, "-o", tmp_path / "a.xml").exit_code == 0
    tree = load(tmp_path / "a.xml")
    assert tree.source.name == source.name and tree.source.path == str(source.resolve())
    assert tree.source.sha256 == load(source).source.sha256
    source.unlink()
    assert load(tmp_path / "a.xml").source.path == ""


def test_a_saved_tree_is_taken_for_a_source(seeds: Path, tmp_path: Path) -> None:
    assert run(seeds / "hangzhou-robot-draft.txt", "-o", tmp_path / "a.xml").exit_code == 0
    again = run(tmp_path / "a.xml")
    assert again.stdout_bytes == (tmp_path / "a.xml").read_bytes()
    assert etree.fromstring(again.stdout_bytes) is not None
