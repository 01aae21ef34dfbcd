"""Answers filled in and read back: conflicts told, every change in a log."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from drafting.errors import SourceError
from drafting.rounds.answerbook import Answered, AnswerSettings
from drafting.rounds.answering import (
    answer_round,
    confirm_proposals,
    read_status,
)
from drafting.rounds.records import load_log, load_voices
from drafting.rounds.reporting import ReportSettings, load_view, report_round

LETTER = "1. 第八条建议公开专家名单。\n2. 第九条建议增加学会。\n3. 第十条建议删除。\n{}\n"
DATE = datetime(2025, 9, 20)
Fill = Callable[..., Path]


@pytest.fixture
def table(opened, collect, tmp_path):
    """Writes the table, with answers filled in by 意见编号, and returns its path."""
    for name in ("王小明", "李大为", "赵敏"):
        (tmp_path / f"{name}.txt").write_text(LETTER.format(name), encoding="utf-8")
        collect(opened, tmp_path / f"{name}.txt")

    def fill(answers: dict[int, tuple[str, ...]], name: str = "table.xlsx") -> Path:
        view = load_view(opened, public=False)
        path = tmp_path / name
        suffix = path.suffix
        path.write_bytes(report_round(opened, view, suffix, ReportSettings(DATE)).data)
        if suffix == ".xlsx":
            _fill_book(path, answers)
        return path

    return fill


def _fill_book(path: Path, answers: dict[int, tuple[str, ...]]) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(r for r in sheet.iter_rows() if r[0].value == "序号")
    columns = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        id = str(sheet.cell(row, columns["意见编号"]).value or "")
        for title, text in zip(
            ("处理意见", "处理理由", "经办人"), answers.get(int(id or 0), ()), strict=False
        ):
            sheet.cell(row, columns[title]).value = text
    book.save(path)


def _answer(opened, path: Path, who: str = "", replace: bool = False) -> Answered:
    return answer_round(opened, str(path), AnswerSettings(who, "2025-09-20", replace))


def test_an_answer_changed_in_a_new_table_is_no_conflict(opened, table) -> None:
    """The sheet of all voices tells the answers too: it must not be read back as answers."""
    for who, status in (("甲", "采纳"), ("甲", "不采纳"), ("甲", "采纳")):
        path = table({1: (status, "经研究")}, f"{status}.xlsx")
        done = _answer(opened, path, who)
        assert (done.changed, done.unchanged, done.conflicts, done.problems) == (3, 0, [], [])
        assert {v.status for v in load_voices(opened.store) if v.group == 1} == {status}


def test_an_answer_is_for_all_that_are_alike(opened, table) -> None:
    path = table({1: ("采纳", "", "刘洋"), 2: ("不采纳", "已包含", "刘洋"), 3: ("部分采纳", "见理由")})
    done = _answer(opened, path, "默认")
    assert (done.changed, done.conflicts, done.problems) == (9, [], [])
    told = {v.id: (v.status, v.answer, v.answered_by) for v in load_voices(opened.store)}
    assert {told[1], told[4], told[7]} == {("采纳", "", "刘洋")}
    assert told[5] == ("不采纳", "已包含", "刘洋")
    assert told[9] == ("部分采纳", "见理由", "默认")
    log = load_log(opened.store)
    assert len(log) == 9
    assert (log[0].old, log[0].new, log[0].who, log[0].at) == ("", "采纳", "刘洋", "2025-09-20")


def test_the_same_table_again_changes_nothing(opened, table) -> None:
    path = table({1: ("采纳",)})
    assert _answer(opened, path).changed == 3
    again = _answer(opened, path)
    assert (again.changed, again.unchanged, again.conflicts) == (0, 3, [])
    assert len(load_log(opened.store)) == 3


def test_two_people_do_not_overwrite_one_another(opened, table) -> None:
    one = table({1: ("采纳", "", "刘洋")}, "one.xlsx")
    other = table({1: ("不采纳", "无此必要", "陈静"), 2: ("解释说明", "已有规定", "陈静")}, "two.xlsx")
    assert _answer(opened, one).changed == 3
    done = _answer(opened, other)
    assert len(done.conflicts) == 1
    assert "已由他人答复“采纳”" in done.conflicts[0]
    # what is in no conflict is kept
    assert done.changed == 3
    told = {v.id: v.status for v in load_voices(opened.store)}
    assert (told[1], told[2]) == ("采纳", "解释说明")
    assert _answer(opened, other, replace=True).changed == 3
    assert {v.id: v.status for v in load_voices(opened.store)}[1] == "不采纳"
    assert [(e.old, e.new) for e in load_log(opened.store) if e.comment == 1] == [
        ("", "采纳"), ("采纳", "不采纳")
    ]


def test_who_answered_may_think_again(opened, table) -> None:
    path = table({1: ("采纳", "", "刘洋")})
    _answer(opened, path)
    _fill_book(path, {1: ("不采纳", "重新研究", "刘洋")})
    assert _answer(opened, path).conflicts == []
    assert {v.id: v.status for v in load_voices(opened.store)}[4] == "不采纳"


def test_two_rows_that_differ_are_told(opened, table) -> None:
    path = table({1: ("采纳",)})
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(r for r in sheet.iter_rows(values_only=True) if r[9] == "1")
    sheet.append([*row[:10], "不采纳", *row[11:]])
    book.save(path)
    done = _answer(opened, path)
    assert len(done.conflicts) == 1
    assert "已答复“采纳”，此处为“不采纳”" in done.conflicts[0]


def test_copies_that_come_later_wait(opened, table, collect, tmp_path) -> None:
    path = table({1: ("采纳",)})
    (tmp_path / "late.txt").write_text(LETTER.format("孙丽"), encoding="utf-8")
    collect(opened, tmp_path / "late.txt")
    assert _answer(opened, path).changed == 3
    late = [v for v in load_voices(opened.store) if v.comment.proposer == "孙丽"]
    assert late[0].group == 1
    assert late[0].status == ""


def test_what_is_no_answer_is_told(opened, table) -> None:
    done = _answer(opened, table({1: ("再说",), 2: ("不采纳", "")}))
    assert "“再说”不是" in done.problems[0]
    assert "没有写明理由" in done.warnings[0]
    assert done.changed == 3


def test_an_answer_is_taken_back(opened, table) -> None:
    path = table({1: ("采纳", "", "刘洋")})
    _answer(opened, path)
    _fill_book(path, {1: ("撤回", "", "刘洋")})
    _answer(opened, path)
    assert {v.id: v.status for v in load_voices(opened.store)}[1] == ""
    assert len(load_log(opened.store)) == 6


def test_answers_in_word_and_csv(opened, table) -> None:
    path = table({}, "table.docx")
    document = Document(str(path))
    rows = document.tables[0].rows
    titles = [cell.text for cell in rows[0].cells]
    row = next(r for r in rows if r.cells[titles.index("意见编号")].text == "3")
    row.cells[titles.index("处理意见")].text = "解释说明"
    row.cells[titles.index("处理理由")].text = "另有规定"
    document.save(str(path))
    assert _answer(opened, path).changed == 3
    plain = table({}, "table.csv")
    records = list(csv.reader(io.StringIO(plain.read_bytes().decode("utf-8-sig"), newline="")))
    record = next(r for r in records if "g1:9" in r)
    record[records[0].index("处理意见")] = "采纳"
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(records)
    plain.write_bytes(buffer.getvalue().encode("gb18030"))
    assert _answer(opened, plain).changed == 3


def test_a_table_that_is_none(opened, tmp_path) -> None:
    (tmp_path / "x.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="意见编号"):
        _answer(opened, tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("text", "status"),
    [("采纳", "采纳"), (" 已采纳。", "采纳"), ("部分采纳", "部分采纳"), ("未采纳", "不采纳"),
     ("不予采纳", "不采纳"), ("解释", "解释说明"), ("采纳（见第九条）", "采纳"), ("以后", None)],
)
def test_answers_in_other_words(text: str, status: str | None) -> None:
    assert read_status(text) == status


def test_proposals_are_confirmed(opened, collect, tmp_path, seeds) -> None:
    from drafting.api import load
    from drafting.rounds.carrying import carry_round

    (tmp_path / "l.txt").write_text(
        "第八条建议将“应当设立”修改为“可以设立”。\n第九条建议增加学会。\n张三", encoding="utf-8"
    )
    collect(opened, tmp_path / "l.txt")
    text = (seeds / "hangzhou-robot-draft.txt").read_text("utf-8")
    new = tmp_path / "new.txt"
    new.write_text(text.replace("应当设立市具身", "可以设立市具身"), encoding="utf-8")
    carry_round(opened, load(new), "2025-10-01")
    done = confirm_proposals(opened, AnswerSettings("刘洋", "2025-10-02"))
    assert done.changed == 1
    first, second = load_voices(opened.store)
    assert (first.status, first.answered_by) == ("采纳", "刘洋")
    assert "已写入第八条第一款" in first.answer
    assert second.status == ""
