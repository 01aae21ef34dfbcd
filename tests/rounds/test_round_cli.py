"""The commands of a round as a user meets them: help, exit statuses, one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import cli
from drafting.rounds.bigsheets import parts_to_csv, parts_to_xlsx

COMMANDS = ("open", "collect", "carry", "answer", "report")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["round", *map(str, arguments)])


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    result = _run(name, "--help")
    assert result.exit_code == 0
    assert f"drafting round {name} " in result.output


def test_a_short_period_is_a_warning(seeds, tmp_path) -> None:
    result = _run("open", seeds / "hangzhou-robot-draft.txt", "-o", tmp_path / "r",
                  "--date", "2025-08-11", "--until", "2025-09-09")
    assert result.exit_code == 0
    assert "立法法第四十条" in result.stderr
    assert (tmp_path / "r" / "notice.docx").exists()


def test_an_existing_folder_is_left_alone(seeds, opened, tmp_path) -> None:
    before = (tmp_path / "round" / "round.json").read_bytes()
    result = _run("open", seeds / "hangzhou-robot-draft.txt", "-o", tmp_path / "round")
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert (tmp_path / "round" / "round.json").read_bytes() == before


def test_a_broken_file_is_told_and_the_others_go_on(opened, tmp_path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK junk")
    (tmp_path / "good.txt").write_text("第八条建议公开名单。\n张三", encoding="utf-8")
    result = _run("collect", tmp_path / "round", tmp_path / "bad.xlsx", tmp_path / "good.txt",
                  tmp_path / "missing.txt", "--format", "json")
    assert result.exit_code == 2
    told = {Path(f["file"]).name: f["status"] for f in json.loads(result.stdout)["files"]}
    assert told == {"bad.xlsx": "unreadable", "good.txt": "read", "missing.txt": "unreadable"}
    assert "NOT READ: bad.xlsx" in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_can_be_read_later_takes_its_record_over(opened, collect, tmp_path) -> None:
    from sqlalchemy import update

    from drafting.rounds import schema
    from drafting.rounds.records import load_files

    path = tmp_path / "a.txt"
    path.write_text("第八条建议公开名单。\n张三", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"PK junk")
    collect(opened, tmp_path / "b.xlsx")
    import hashlib

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with opened.store.write() as connection:
        connection.execute(update(schema.files).values(sha256=digest))
    assert collect(opened, path).comments == 1
    assert [(f.status, f.comments) for f in load_files(opened.store)] == [("read", 1)]


@pytest.mark.parametrize("arguments", [
    ("collect", "{}/nowhere", "x.txt"), ("report", "{}/nowhere", "-o", "{}/x.xlsx"),
    ("answer", "{}/nowhere", "x.xlsx"), ("carry", "{}/nowhere", "x.txt"),
    ("report", "{}/round", "-o", "{}/x.pdf"), ("report", "{}/round", "-o", "{}/no/x.xlsx"),
    ("report", "{}/round", "-o", "{}/x.xlsx", "--columns", "颜色"),
])
def test_what_cannot_be_done_is_one_line(opened, tmp_path, arguments) -> None:
    result = _run(*(a.format(tmp_path) for a in arguments))
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_an_output_that_exists_needs_force(opened, tmp_path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("mine", encoding="utf-8")
    assert _run("report", tmp_path / "round", "-o", target).exit_code == 2
    assert target.read_text("utf-8") == "mine"
    assert _run("report", tmp_path / "round", "-o", target, "--force").exit_code == 0


def test_conflicts_are_exit_status_one(opened, collect, tmp_path) -> None:
    from openpyxl import load_workbook

    (tmp_path / "l.txt").write_text("第八条建议公开名单。\n张三", encoding="utf-8")
    collect(opened, tmp_path / "l.txt")
    for name, status in (("a", "采纳"), ("b", "不采纳")):
        _run("report", tmp_path / "round", "-o", tmp_path / f"{name}.xlsx")
        book = load_workbook(tmp_path / f"{name}.xlsx")
        sheet = book.worksheets[0]
        head = next(r for r in sheet.iter_rows() if r[0].value == "序号")
        column = next(c.column for c in head if c.value == "处理意见")
        row = next(n for n in range(head[0].row + 1, sheet.max_row + 1)
                   if sheet.cell(n, 1).value == "1")
        sheet.cell(row, column).value = status
        book.save(tmp_path / f"{name}.xlsx")
    assert _run("answer", tmp_path / "round", tmp_path / "a.xlsx", "--by", "甲").exit_code == 0
    result = _run("answer", tmp_path / "round", tmp_path / "b.xlsx", "--by", "乙")
    assert result.exit_code == 1
    assert "CONFLICT" in result.stderr
    assert _run("answer", tmp_path / "round").exit_code == 2


def test_a_table_of_very_many_rows_is_streamed_and_read_back(opened, collect, tmp_path) -> None:
    from datetime import datetime

    from openpyxl import load_workbook

    from drafting.rounds.answering import AnswerSettings, answer_round
    from drafting.rounds.handling import HandlingSettings, handling_parts, handling_table
    from drafting.rounds.reporting import load_view
    from drafting.writers.table_csv import table_to_csv

    said = "\n".join(f"{n + 1}. 第{n % 48 + 1}条建议补充{n}号事项。" for n in range(120))
    (tmp_path / "l.txt").write_text(f"=1+1\n{said}\n张三", encoding="utf-8")
    collect(opened, tmp_path / "l.txt")
    view, usual = load_view(opened, public=False), HandlingSettings()
    assert parts_to_csv(handling_parts(view, usual)) == table_to_csv(handling_table(view, usual))
    data = parts_to_xlsx(handling_parts(view, usual), datetime(2025, 10, 1))
    assert data == parts_to_xlsx(handling_parts(view, usual), datetime(2025, 10, 1))
    path = tmp_path / "big.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert not [c for s in book for r in s.iter_rows() for c in r if c.data_type == "f"]
    head = next(r for r in sheet.iter_rows() if r[0].value == "序号")
    column = next(c.column for c in head if c.value == "处理意见")
    assert str(sheet.data_validations.dataValidation[0].sqref).startswith("K")
    sheet.cell(head[0].row + 2, column).value = "采纳"
    book.save(path)
    assert answer_round(opened, str(path), AnswerSettings("甲", "2025-10-02")).changed == 1


def test_the_commands_are_listed_in_the_order_of_use() -> None:
    listed = [line.split()[0] for line in _run("--help").output.rpartition("Commands:")[2].split("\n") if line.strip()]
    assert listed == list(COMMANDS)


def test_control_characters_are_refused_before_any_work(seeds, tmp_path) -> None:
    for option in ("--organ", "--email", "--address", "--website", "--phone", "--contact"):
        result = _run("open", seeds / "hangzhou-robot-draft.txt", "-o", tmp_path / "r", option, "甲\x01")
        assert result.exit_code == 2
        assert "nothing prints" in result.stderr
        assert not (tmp_path / "r").exists()


def test_a_name_that_is_no_utf8_is_read_and_shown(opened, tmp_path) -> None:
    import os

    for name in ("意见.txt".encode("gb18030"), b"a\xff\xff.txt"):
        path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
        Path(path).write_text(f"第八条建议公开名单{len(name)}。", encoding="utf-8")
        result = _run("collect", tmp_path / "round", path)
        assert result.exit_code == 0, result.output
    result = _run("report", tmp_path / "round", "-o", tmp_path / "t.csv", "--columns", "来件,意见内容")
    assert result.exit_code == 0
    told = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert "意见.txt" in told
    assert "a\\xff\\xff.txt" in told


def test_two_stores_opened_at_one_date_are_the_same_bytes(seeds, tmp_path) -> None:
    for name in "ab":
        _run("open", seeds / "hangzhou-robot-draft.txt", "-o", tmp_path / name, "--date", "2025-08-11")
    names = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert [n for n in names if (tmp_path / "a" / n).read_bytes() != (tmp_path / "b" / n).read_bytes()] == []


def test_tracked_changes_and_encodings_are_read_as_wanted(tmp_path) -> None:
    draft, note = tmp_path / "d.txt", tmp_path / "n.txt"
    draft.write_bytes("某市条例\n第一条　为了试验，制定本条例。\n第二条　本条例自公布之日起施行。\n".encode("utf-16-le"))
    note.write_bytes("关于《某市条例》的说明\n一、必要性\n试验。\n".encode("utf-16-le"))
    result = _run("open", draft, "--note", note, "--encoding", "utf-16-le", "-o", tmp_path / "r")
    assert result.exit_code == 0, result.output
    assert "试验" in (tmp_path / "r" / "note.xml").read_text("utf-8")
    for name in ("open", "carry"):
        assert "--track-changes" in _run(name, "--help").output
