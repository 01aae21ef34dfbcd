"""``drafting compare`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import cli
from drafting.writers.matches_text import clip, wrap


@pytest.fixture
def run(root: Path):  # type: ignore[no-untyped-def]
    folder = root / "tests/cases/compare/excerpts"

    def call(*options: str, draft: str = "dogs-shanghai.txt") -> Result:
        paths = [str(folder / draft), str(folder / "dogs-wenzhou.txt")]
        return CliRunner().invoke(cli, ["compare", *paths, *options])

    return call


def test_json_is_as_the_contract_says(run) -> None:  # type: ignore[no-untyped-def]
    result = run("--format", "json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["sources"] == [{"name": "dogs-wenzhou", "kind": "regulation"}]
    match = next(m for m in data["matches"] if m["draft_eid"] == "art_10")
    assert match["draft"] == "第十条"
    first = match["candidates"][0]
    assert {"source", "label", "eid", "text", "confidence"} <= set(first)
    assert (first["source"], first["label"], first["eid"]) == (
        "dogs-wenzhou", "第十四条", "art_14",
    )
    assert [u["label"] for u in data["unmatched"]] == ["第四条", "第二十五条"]
    assert {"source", "label", "eid", "text"} <= set(data["unmatched"][0])


def test_text_ends_with_counts(run) -> None:  # type: ignore[no-untyped-def]
    result = run()
    assert result.exit_code == 0
    assert "第四十一条" in result.stdout and "dogs-wenzhou 第三十条" in result.stdout
    assert "（无相近内容）" in result.stdout
    assert result.stdout.endswith(
        "15条，其中12条有相近内容，3条没有。\n  dogs-wenzhou：与12条相近，另有2处草案未见。\n"
        "    未涉及：第二十八条、第四十八条、第五十八条\n"
    )


@pytest.mark.parametrize("suffix", [".json", ".txt", ".docx", ".xlsx", ".csv", ".html"])
def test_the_suffix_chooses_the_writer(run, tmp_path: Path, suffix: str) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / f"peers{suffix}"
    result = run("-o", str(target), "--date", "2025-08-11")
    assert result.exit_code == 0, result.output
    assert not result.stdout
    first = target.read_bytes()
    assert len(first) > 1000
    again = run("-o", str(target), "--date", "2025-08-11")
    assert again.exit_code == 2 and "exists already" in again.stderr
    assert target.read_bytes() == first
    assert run("-o", str(target), "--date", "2025-08-11", "--force").exit_code == 0
    assert target.read_bytes() == first


def test_whole_passages_in_a_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "peers.txt"
    run("-o", str(target))
    written = target.read_text(encoding="utf-8")
    assert "…" not in written and len(written) > len(run().stdout)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-o", "peers.pdf"), "unknown kind of output"),
        (("-o", "nowhere/peers.json"), "does not exist"),
    ],
)
def test_bad_outputs_are_one_line(run, options: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*options)
    assert result.exit_code == 2
    assert words in result.stderr and result.stderr.count("\n") == 1


def test_a_missing_draft_is_named(run) -> None:  # type: ignore[no-untyped-def]
    result = run(draft="no-such.txt")
    assert result.exit_code == 2
    assert "no-such.txt" in result.stderr and result.stderr.count("\n") == 1


def test_a_source_is_never_overwritten(root: Path, tmp_path: Path) -> None:
    folder = root / "tests/cases/compare/excerpts"
    draft = tmp_path / "draft.txt"
    draft.write_bytes((folder / "dogs-shanghai.txt").read_bytes())
    call = ["compare", str(draft), str(folder / "dogs-wenzhou.txt"), "-o", str(draft), "--force"]
    result = CliRunner().invoke(cli, call)
    assert result.exit_code == 2
    assert draft.read_bytes() == (folder / "dogs-shanghai.txt").read_bytes()


def test_limit_and_most(run) -> None:  # type: ignore[no-untyped-def]
    data = json.loads(run("--format", "json", "--limit", "0", "--most", "2").stdout)
    assert {len(m["candidates"]) for m in data["matches"]} == {2}
    assert run("--limit", "2").exit_code == 2


def test_a_chinese_character_takes_two_columns() -> None:
    assert list(wrap("一二三四ab五", 6)) == ["一二三", "四ab五"]
    assert clip("一二三", 5) == "一二" and clip("一", 1) == "一"
