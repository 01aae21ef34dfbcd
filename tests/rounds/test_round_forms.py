"""Filled-in forms: columns moved, renamed, added, removed; rows too; several comments in a cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from drafting.rounds.comments import Comment, Reading
from drafting.rounds.formfiles import form_to_files
from drafting.rounds.forms import grids_to_reading
from drafting.rounds.returned import read_returned
from drafting.rounds.workbooks import read_workbook

DATE = datetime(2025, 8, 11)
Read = Callable[[Workbook], Reading]


@pytest.fixture(scope="module")
def forms(draft) -> dict[str, bytes]:
    """The forms of the round, as they go out."""
    return dict(form_to_files(draft, "article", DATE))


@pytest.fixture
def form(forms):
    """The .xlsx form, opened to be filled in, and the row of each 条."""
    book = load_workbook(io.BytesIO(forms["form.xlsx"]))
    sheet = book.worksheets[0]
    rows = {sheet.cell(n, 2).value: n for n in range(1, sheet.max_row + 1)}
    return book, sheet, rows


@pytest.fixture
def read(places) -> Read:
    """Reads a workbook as a returned form."""

    def run(book: Workbook) -> Reading:
        buffer = io.BytesIO()
        book.save(buffer)
        reading = grids_to_reading(read_workbook(buffer.getvalue(), "x.xlsx"), places, [])
        assert reading is not None
        return reading

    return run


def _told(reading: Reading) -> list[tuple[str, str]]:
    return [(c.anchors[0].eid if c.anchors else "", c.text) for c in reading.comments]


def _table(*rows: tuple[str, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def test_an_empty_form_says_nothing(form, read) -> None:
    assert read(form[0]).comments == ()


def test_cells_are_filled_in(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["第八条"], 4, "建议删去第二款")
    sheet.cell(rows["第八条"], 5, "重复")
    sheet.cell(rows["第八条"], 6, "杭州某某科技有限公司 张三")
    sheet.cell(rows["第十条"], 4, "请明确")
    sheet.cell(rows["第十条"], 7, "疑问")
    first, second = read(book).comments
    assert (first.anchors[0].eid, first.anchors[0].label) == ("art_8__para_2", "第八条第二款")
    assert (first.kind, first.reason) == ("删除", "重复")
    assert (first.proposer, first.unit) == ("张三", "杭州某某科技有限公司")
    # what somebody chose counts more than what the words look like
    assert (second.anchors[0].eid, second.kind) == ("art_10", "疑问")


def test_several_comments_in_one_cell_and_their_reasons(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["第二条"], 4, "1.建议删除第二款。2.建议将“特定或通用复杂任务”改为“复杂任务”。")
    sheet.cell(rows["第二条"], 5, "1.重复；2.更准确")
    first, second = read(book).comments
    assert (first.text, first.kind, first.reason) == ("建议删除第二款。", "删除", "重复；")
    assert first.anchors[0].eid == "art_2__para_2"
    assert (second.anchors[0].words, second.proposed) == ("特定或通用复杂任务", "复杂任务")
    assert second.anchors[0].eid == "art_2__para_1"
    assert second.reason == "更准确"


def test_columns_moved_renamed_added_and_removed(places, read) -> None:
    book = _table(
        ("联系方式", "您的看法", "条 款 号", "备注", "理由（选填）", "姓名"),
        ("13800001111", "应当明确经费来源和使用办法", "第5条", "急", "不清", "李四"),
        ("", "删去本条规定的全部内容", "第十条", "", "", "王五"),
    )
    reading = read(book)
    assert _told(reading) == [("art_5", "应当明确经费来源和使用办法"), ("art_10", "删去本条规定的全部内容")]
    first = reading.comments[0]
    assert (first.proposer, first.contact) == ("李四", "13800001111")
    assert first.reason == "不清\n备注：急"
    assert any("备注" in note for note in reading.notes)


def test_a_row_without_eid_and_label_is_known_by_its_text_or_its_words(places, read) -> None:
    book = _table(
        ("草案条文", "修改意见"),
        (places.text_of("art_8"), "专家库应当公开"),
        ("", "第九条建议增加学会"),
        ("", "总的来说很好，建议尽快出台"),
    )
    assert _told(read(book)) == [
        ("art_8", "专家库应当公开"), ("art_9", "第九条建议增加学会"),
        ("", "总的来说很好，建议尽快出台"),
    ]


def test_a_copied_row_means_what_its_label_says(form, read) -> None:
    book, sheet, rows = form
    target = rows["总体意见"] + 1
    for column in range(1, 9):
        sheet.cell(target, column, sheet.cell(rows["第三条"], column).value)
    sheet.cell(target, 2, "第十五条")
    sheet.cell(target, 3, None)
    sheet.cell(target, 4, "建议明确期限")
    assert _told(read(book)) == [("art_15", "建议明确期限")]


def test_rows_inserted_deleted_and_sorted(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["第十二条"], 4, "建议甲乙丙丁")
    sheet.delete_rows(rows["第五条"])
    sheet.insert_rows(rows["第三条"])
    assert _told(read(book)) == [("art_12", "建议甲乙丙丁")]


def test_a_spare_row_with_an_address_of_its_own(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["总体意见"] + 3, 2, "46.2")
    sheet.cell(rows["总体意见"] + 3, 4, "观察期应当有期限")
    sheet.cell(rows["总体意见"], 4, "第二条的定义太窄。\n建议尽快出台。")
    assert _told(read(book)) == [
        ("art_2", "第二条的定义太窄。"), ("", "建议尽快出台。"), ("art_46__para_2", "观察期应当有期限"),
    ]


def test_who_writes_into_the_text_proposes_a_wording(form, read) -> None:
    book, sheet, rows = form
    cell = sheet.cell(rows["第八条"], 3)
    cell.value = cell.value.replace("应当设立", "可以设立")
    (comment,) = read(book).comments
    assert (comment.anchors[0].eid, comment.kind) == ("art_8", "修改")
    assert "可以设立" in comment.proposed


def test_a_wording_in_a_column_of_its_own(places, read) -> None:
    book = _table(
        ("序号", "章节号", "原文", "修改后内容", "理由"),
        ("1", "第八条", "市人民政府应当设立", "市人民政府可以设立", "灵活"),
    )
    (comment,) = read(book).comments
    assert (comment.proposed, comment.kind, comment.reason) == ("市人民政府可以设立", "修改", "灵活")
    assert comment.anchors[0].eid == "art_8"


def test_the_head_and_foot_say_who(places, read) -> None:
    book = _table(
        ("征求意见反馈表",), ("单位：", "杭州市某某局", "联系人：", "赵敏"),
        ("条款", "意见"), ("第八条", "专家库应当公开"), ("第九条", "应当包括学会"),
        ("联系电话：0571-88889999", "填表日期：2025年9月1日"),
    )
    comments = read(book).comments
    assert {(c.unit, c.proposer, c.contact, c.date) for c in comments} == {
        ("杭州市某某局", "赵敏", "0571-88889999", "2025-09-01")
    }


def test_a_form_that_says_there_is_nothing_to_say(places, read) -> None:
    book = _table(("单位：", "市财政局"), ("条款", "修改意见"), ("第八条", "无"), ("第九条", "无意见"))
    (comment,) = read(book).comments
    assert (comment.text, comment.kind, comment.unit) == ("无意见", "支持", "市财政局")
    assert comment.anchors == ()


def test_a_name_written_once_is_for_all_rows(form, read) -> None:
    book, sheet, rows = form
    for label, text in (("第八条", "建议公开名单"), ("第九条", "建议增列学会")):
        sheet.cell(rows[label], 4, text)
    sheet.cell(rows["第九条"], 6, "赵敏")
    assert [c.proposer for c in read(book).comments] == ["赵敏", "赵敏"]
    sheet.cell(rows["第十条"], 4, "建议删除本条内容")
    sheet.cell(rows["第十条"], 6, "孙丽")
    assert [c.proposer for c in read(book).comments] == ["", "赵敏", "孙丽"]


def test_a_formula_stays_text(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["第八条"], 4).value = "=SUM(1,2)"
    assert _told(read(book)) == [("art_8", "=SUM(1,2)")]


def test_the_word_form_filled_in(forms, places, tmp_path) -> None:
    document = Document(io.BytesIO(forms["form.docx"]))
    table = document.tables[0]
    rows = {row.cells[1].text: row for row in table.rows}
    rows["第八条"].cells[3].text = "1.建议公开专家名单。2.建议删去第二款。"
    rows["第十条"].cells[6].text = "反对"
    rows["第十条"].cells[3].text = "宣示性内容"
    # the label taken out: the row still knows
    rows["第九条"].cells[3].text = "建议增加学会"
    for run in rows["第九条"].cells[1].paragraphs[0].runs:
        run.text = ""
    document.save(tmp_path / "form.docx")
    reading = read_returned(tmp_path / "form.docx", "form.docx", places)
    told = [(c.anchors[0].eid, c.text, c.kind) for c in reading.comments]
    assert told == [
        ("art_8", "建议公开专家名单。", "修改"), ("art_8__para_2", "建议删去第二款。", "删除"),
        ("art_9", "建议增加学会", "增加"), ("art_10", "宣示性内容", "反对"),
    ]


def test_the_forms_are_locked_but_for_the_answers(forms, draft) -> None:
    sheet = load_workbook(io.BytesIO(forms["form.xlsx"])).worksheets[0]
    assert sheet.protection.sheet
    row = next(n for n in range(1, 20) if sheet.cell(n, 2).value == "第一条")
    assert [sheet.cell(row, c).protection.locked for c in range(1, 8)] == [True] * 3 + [False] * 4
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == [
        '"修改,删除,增加,疑问,支持,反对"'
    ]
    document = Document(io.BytesIO(forms["form.docx"]))
    settings = document.settings.element.xml
    assert 'w:documentProtection w:edit="readOnly" w:enforcement="1"' in settings
    body = document.element.xml
    assert body.count("<w:permStart") == body.count("<w:permEnd") == len(draft.articles) + 11
    assert body.count("<w:dropDownList>") == len(draft.articles) + 11


def test_the_same_bytes_each_time(forms, draft) -> None:
    assert dict(form_to_files(draft, "article", DATE)) == forms


def test_a_row_for_each_paragraph(draft, places, tmp_path) -> None:
    made = dict(form_to_files(draft, "paragraph", DATE))
    book = load_workbook(io.BytesIO(made["form.xlsx"]))
    sheet = book.worksheets[0]
    row = next(n for n in range(1, 60) if sheet.cell(n, 2).value == "第二条第二款")
    sheet.cell(row, 4, "建议缩小范围")
    book.save(tmp_path / "f.xlsx")
    (comment,) = read_returned(tmp_path / "f.xlsx", "f.xlsx", places).comments
    assert comment.anchors[0].eid == "art_2__para_2"


def test_every_comment_has_a_place_in_its_file(form, read) -> None:
    book, sheet, rows = form
    sheet.cell(rows["第八条"], 4, "建议公开名单")
    comment: Comment = read(book).comments[0]
    assert comment.place == f"工作表“征求意见反馈表”第{rows['第八条']}行"
