"""``check``, ``rule`` and ``renumber`` as they are called."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import cli

DRAFT = (
    "杭州市机器人管理办法（草案）\n"
    "第一条 【立法目的】为了规范管理,制定本办法。\n"
    "第二条 政府职责】市人民政府应当促进科技成果成果转化。\n"
    "第三条 【施行日期】本办法自2025年10月1日起施行。\n"
)
CLEAN = (
    "杭州市机器人管理办法\n（2024年5月5日杭州市人民政府令第300号公布）\n"
    "第一条 为了规范管理，制定本办法。\n第二条 市人民政府负责管理工作。\n"
    "第三条 本办法自2024年7月1日起施行。\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


def codes(result: Result) -> list[str]:
    return [f["code"] for f in json.loads(result.stdout)["findings"]]


def test_json_is_what_others_read(desk: Path) -> None:
    result = run("check", desk / "draft.txt", "--format", "json")
    finding = next(f for f in json.loads(result.stdout)["findings"] if f["code"] == "W001")
    assert {k: finding[k] for k in ("source", "rule", "severity", "eid", "label", "line", "words",
                                    "fix")} == {
        "source": "draft.txt", "rule": "doubled-word", "severity": "error",
        "eid": "art_2__para_1", "label": "第二条", "line": 3, "words": "成果成果", "fix": "safe",
    }


def test_exit_status(desk: Path) -> None:
    assert run("check", desk / "clean.txt").exit_code == 0
    assert run("check", desk / "draft.txt").exit_code == 1
    assert run("check", desk / "missing.txt").exit_code == 2
    only_info = ("check", desk / "draft.txt", "--select", "D011")
    assert run(*only_info).exit_code == 0
    assert run(*only_info, "--fail-on", "info").exit_code == 1


def test_select_and_ignore_by_prefix(desk: Path) -> None:
    draft = desk / "draft.txt"
    assert set(codes(run("check", draft, "--format", "json", "--select", "W,P002"))) == {
        "W001", "P002"
    }
    assert "W001" not in codes(run("check", draft, "--format", "json", "--ignore", "W"))
    kept = run("check", draft, "--format", "json", "--select", "W001", "--ignore", "W")
    assert codes(kept) == ["W001"]
    unknown = run("check", draft, "--select", "Q")
    assert (unknown.exit_code, "no rule has such a code" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [("drafting.toml", 'select = ["W"]\nfail-on = "error"\n'),
     ("setup.cfg", "[drafting]\nselect =\n    W\nfail-on = error\n")],
)
def test_settings_beside_the_source(desk: Path, name: str, text: str) -> None:
    (desk / name).write_text(text, encoding="utf-8")
    assert set(codes(run("check", desk / "draft.txt", "--format", "json"))) == {"W001"}


def test_a_setting_that_is_not_known_is_told(desk: Path) -> None:
    (desk / "drafting.toml").write_text("selekt = []\n", encoding="utf-8")
    result = run("check", desk / "draft.txt")
    assert (result.exit_code, "unknown setting selekt" in result.stderr) == (2, True)


def test_a_baseline_forgives_what_is_known(desk: Path) -> None:
    known = desk / "known.json"
    assert run("check", desk / "draft.txt", "--write-baseline", known).exit_code == 1
    again = run("check", desk / "draft.txt", "--baseline", known, "--format", "json")
    assert (again.exit_code, codes(again)) == (0, [])
    (desk / "draft.txt").write_text(DRAFT.replace("第三条 ", "第四条 "), encoding="utf-8")
    fresh = run("check", desk / "draft.txt", "--baseline", known, "--format", "json")
    assert codes(fresh) == ["N001"]


def test_fix_writes_text_tree_and_tracked_changes(desk: Path) -> None:
    outputs = [desk / f"fixed{suffix}" for suffix in (".txt", ".xml", ".docx")]
    arguments = [part for path in outputs for part in ("-o", path)]
    result = run("check", desk / "draft.txt", "--fix", *arguments)
    assert result.exit_code == 0, result.stderr
    assert (desk / "fixed.txt").read_text(encoding="utf-8") == (
        DRAFT.replace("管理,制定", "管理，制定").replace("政府职责】", "【政府职责】")
        .replace("成果成果", "成果")
    )
    assert (desk / "draft.txt").read_text(encoding="utf-8") == DRAFT
    with zipfile.ZipFile(desk / "fixed.docx") as package:
        comments = package.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == 3
    assert all(code in comments for code in ("P002", "P005", "W001"))


def test_diff_shows_and_writes_nothing(desk: Path) -> None:
    result = run("check", desk / "draft.txt", "--fix", "--diff")
    assert "+第二条 【政府职责】市人民政府应当促进科技成果转化。" in result.stdout
    assert sorted(p.name for p in desk.iterdir()) == ["clean.txt", "draft.txt"]


def test_reports_of_every_kind(desk: Path) -> None:
    outputs = [desk / f"report{s}" for s in (".json", ".sarif", ".xlsx", ".docx", ".txt")]
    arguments = [part for path in outputs for part in ("-o", path)]
    assert run("check", desk / "draft.txt", *arguments).exit_code == 1
    assert all(path.stat().st_size for path in outputs)
    assert "W001" in (desk / "report.txt").read_text(encoding="utf-8")


def test_the_workbook_has_filter_and_frozen_head(desk: Path) -> None:
    from openpyxl import load_workbook

    run("check", desk / "draft.txt", "-o", desk / "findings.xlsx")
    sheet = load_workbook(desk / "findings.xlsx").active
    assert sheet is not None
    assert sheet.freeze_panes is not None and sheet.auto_filter.ref
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "成果成果" in words and "W001" in words


def test_outputs_are_refused_before_any_work(desk: Path) -> None:
    (desk / "there.xlsx").write_bytes(b"")
    assert run("check", desk / "draft.txt", "-o", desk / "there.xlsx").exit_code == 2
    assert run("check", desk / "draft.txt", "-o", desk / "a.pdf").exit_code == 2
    assert run("check", desk / "draft.txt", "--fix", "-o", desk / "a.xlsx").exit_code == 2
    same = run("check", desk / "draft.txt", "--fix", "-o", desk / "draft.txt", "--force")
    assert same.exit_code == 2
    assert (desk / "draft.txt").read_text(encoding="utf-8") == DRAFT


def test_rule_lists_and_explains() -> None:
    assert "N001  article-gap" in run("rule").stdout
    told = run("rule", "article-gap").stdout
    assert told.startswith("N001 article-gap (error)") and "Wrong:" in told
    assert run("rule", "--format", "markdown").stdout.startswith("| Code | Rule |")
    assert json.loads(run("rule", "W001", "--format", "json").stdout)["rules"][0]["fix"] == "safe"
    assert run("rule", "N999").exit_code == 2


def test_renumber_prints_the_table_and_writes(desk: Path) -> None:
    source = desk / "broken.txt"
    source.write_text(
        "杭州市机器人管理办法（草案）\n第一条 为了规范管理，制定本办法。\n"
        "第三条 违反本办法第一条规定的，责令改正。\n", encoding="utf-8",
    )
    result = run("renumber", source, "-o", desk / "out.txt", "-o", desk / "out.docx")
    assert (result.exit_code, result.stdout) == (0, "第三条 → 第二条\n")
    assert "第二条 违反本办法第一条" in (desk / "out.txt").read_text(encoding="utf-8")
    with zipfile.ZipFile(desk / "out.docx") as package:
        assert "<w:ins " in package.read("word/document.xml").decode()


def test_renumber_tells_what_it_cannot_follow(desk: Path) -> None:
    source = desk / "broken.txt"
    source.write_text(
        "杭州市机器人管理办法（草案）\n第一条 为了规范管理，制定本办法。\n"
        "第三条 违反本办法第二条规定的，责令改正。\n", encoding="utf-8",
    )
    result = run("renumber", source, "-o", desk / "out.txt", "--format", "json")
    assert result.exit_code == 1
    (told,) = json.loads(result.stdout)["unfollowed"]
    assert told["words"] == "本办法第二条"
