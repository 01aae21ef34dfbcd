"""``drafting diff``: outputs, exit status, messages."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from drafting.cli import cli

OLD = "某市条例\n第一条　为了规范活动，制定本条例。\n第二条　主管部门可以自行处理，办理期限为三十日。\n"
NEW = "某市条例\n第一条　为了规范活动，制定本条例。\n第二条　主管部门应当自行处理，办理期限为六十日。\n"


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, text in (("old", OLD), ("new", NEW), ("newest", NEW.replace("六十", "九十"))):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, "utf-8")
        paths.append(str(path))
    return paths


def run(*arguments):
    return CliRunner().invoke(cli, ["diff", *arguments])


def test_text_shows_the_change(files):
    result = run(*files[:2])
    assert result.exit_code == 0
    assert "主管部门[-可以-]{+应当+}自行处理，办理期限为[-三十日-]{+六十日+}。" in result.output
    assert "第二条　修改" in result.output and "未变2" in result.output


def test_side_by_side_fits_the_window(files):
    result = run(*files[:2], "--view", "side")
    assert "│" in result.output and "[-可以-]" in result.output


def test_json_has_the_shape_others_read(files):
    data = json.loads(run(*files[:2], "--format", "json").stdout)
    assert data["old"] == {"title": "某市条例", "articles": 2}
    row = next(r for r in data["changes"] if r["kind"] == "modified")
    assert row["level"] == "article" and row["old"] == ["第二条"] and row["old_eids"] == ["art_2"]
    assert row["moved"] is False and row["renumbered"] is False
    assert 0.0 <= row["confidence"] <= 1.0
    (pair,) = row["pairs"]
    assert (pair["old_eid"], pair["new_eid"]) == ("art_2", "art_2")
    assert ["delete", "可以"] in pair["segments"] and ["insert", "应当"] in pair["segments"]
    for side, skipped in (("old", "insert"), ("new", "delete")):
        texts = {
            p[f"{side}_index"]: "".join(t for kind, t in p["segments"] if kind != skipped)
            for r in data["changes"] for p in r["pairs"]
        }
        rebuilt = "\n".join(texts[at] for at in sorted(texts) if at >= 0) + "\n"
        assert rebuilt == (OLD if side == "old" else NEW)


def test_exit_code_only_where_asked(files):
    assert run(*files[:2]).exit_code == 0
    assert run(*files[:2], "--exit-code").exit_code == 1
    assert run(files[0], files[0], "--exit-code").exit_code == 0


def test_outputs_by_suffix_and_never_over_a_file(files, tmp_path):
    outputs = [tmp_path / f"changes.{kind}" for kind in ("json", "html", "txt", "xml")]
    arguments = [part for path in outputs for part in ("-o", str(path))]
    assert run(*files[:2], *arguments).exit_code == 0
    assert all(path.stat().st_size for path in outputs)
    assert json.loads(outputs[0].read_text("utf-8"))["changes"]
    again = run(*files[:2], "-o", str(outputs[0]))
    assert again.exit_code == 2 and "exists already" in again.stderr
    assert run(*files[:2], "-o", str(outputs[0]), "--force").exit_code == 0


def test_ignored_tiers(files, tmp_path):
    wide = tmp_path / "wide.txt"
    wide.write_text(OLD.replace("，", ","), "utf-8")
    assert run(files[0], str(wide), "--exit-code").exit_code == 0
    assert run(files[0], str(wide), "--exit-code", "--ignore", "none").exit_code == 1
    assert run(files[0], str(wide), "--ignore", "colour").exit_code == 2


def test_unrelated_texts_are_answered_with_a_hint(files, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("垃圾分类办法\n第一条　投放生活垃圾应当分类，不得混合投放。\n", "utf-8")
    result = run(files[0], str(other))
    assert result.exit_code == 0 and "compare" in result.stderr


def test_three_versions_add_their_lineage(files):
    data = json.loads(run(*files, "--format", "json").stdout)
    assert [side["articles"] for side in data["versions"]] == [2, 2, 2]
    assert len(data["steps"]) == 2
    strand = next(s for s in data["lineage"] if s["stages"][0]["labels"] == ["第二条"])
    assert [stage["kind"] for stage in strand["stages"]] == ["", "modified", "modified"]
    assert "改:第二条" in run(*files).output


def test_missing_file_is_one_line(tmp_path):
    result = run(str(tmp_path / "none.txt"), str(tmp_path / "none.txt"))
    assert result.exit_code == 2 and result.stderr.count("\n") == 1


def test_same_bytes_in_every_process(files):
    command = [sys.executable, "-c", "from drafting.cli import main; main()", "diff", *files,
               "--format", "json"]
    outputs = {
        subprocess.run(
            command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, **_env()}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def _env():
    import os

    return {k: v for k, v in os.environ.items() if k != "PYTHONHASHSEED"}
