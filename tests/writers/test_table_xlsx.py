"""Tables as workbooks: marks, locks, drop-downs, and nothing that runs."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from drafting.writers.table import Cell, Row, Run, text_to_cell
from drafting.writers.table_xlsx import CELL_LIMIT, table_to_xlsx

HEAD = 3


@pytest.fixture(scope="session")
def book(sample_table, date):
    return load_workbook(io.BytesIO(table_to_xlsx(sample_table, date)), rich_text=True)


def test_sheets_rows_and_columns(book):
    assert book.sheetnames == ["示例表", "附表"]
    sheet = book["示例表"]
    assert [c.value for c in sheet[HEAD]] == ["条款", "内容", "意见", "eId"]
    assert [sheet.cell(HEAD + 2, n).value for n in (1, 2, 4)] == [
        "第一条", "=1+1<&>{{ x }}{% y %}{_{\n第二款", "art_1"
    ]
    assert sheet["A1"].value == "《测试条例》示例表"


def test_nothing_is_a_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n") and cell.data_type != "f"
    risky = book["示例表"].cell(HEAD + 2, 2)
    assert risky.value.startswith("=") and risky.quotePrefix
    assert book["附表"].cell(3 - 1, 1).value == "-附" or book["附表"].cell(3, 1).value == "-附"


def test_marks_are_rich_text(book):
    cell = book["示例表"].cell(HEAD + 3, 2).value
    assert isinstance(cell, CellRichText)
    looks = {part.text: part.font for part in cell}
    assert looks["删"].strike and looks["删"].color.rgb == "FFC00000"
    assert looks["增"].u == "single" and looks["增"].color.rgb == "FF1F4E9E"
    assert str(cell) == "留删增随"


def test_only_answers_may_be_filled_in(book):
    sheet = book["示例表"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert [sheet.cell(HEAD + 2, n).protection.locked for n in (1, 2, 3, 4)] == [
        True, True, False, True
    ]
    assert sheet.column_dimensions["D"].hidden
    choices = sheet.data_validations.dataValidation[0]
    assert choices.formula1 == '"同意,不同意"' and str(choices.sqref) == "C4:C6"


def test_the_head_is_frozen_filtered_and_printed_on_every_page(book):
    sheet = book["示例表"]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:D6"
    assert sheet.print_title_rows == "$3:$3"
    assert all(sheet.cell(r, 2).alignment.wrap_text for r in range(HEAD, HEAD + 4))
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9


def test_heights_fit_chinese_and_may_grow(sample_table, date):
    long = Row((text_to_cell("第二条"), text_to_cell("长" * 300), Cell(), Cell()), "art_2")
    data = table_to_xlsx(replace(sample_table, rows=(*sample_table.rows, long)), date)
    sheet = load_workbook(io.BytesIO(data))["示例表"]
    # 300 characters in a column of 30: ten lines.
    assert 145 <= sheet.row_dimensions[HEAD + 4].height <= 160
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"customHeight" not in package.read("xl/worksheets/sheet1.xml")


def test_a_text_longer_than_a_cell_goes_on_below(sample_table, date):
    runs = (Run("长" * CELL_LIMIT, "delete"), Run("尾" * 10))
    row = Row((text_to_cell("第二条"), Cell(runs), Cell(), text_to_cell("art_2")), "art_2")
    data = table_to_xlsx(replace(sample_table, rows=(row,)), date)
    sheet = load_workbook(io.BytesIO(data), rich_text=True)["示例表"]
    texts = [str(sheet.cell(r, 2).value) for r in (HEAD + 1, HEAD + 2)]
    assert "".join(texts) == "长" * CELL_LIMIT + "尾" * 10
    assert all(len(text.encode("utf-16-le")) // 2 < 32_767 for text in texts)


def test_the_same_bytes_on_every_run(sample_table, date):
    data = table_to_xlsx(sample_table, date)
    assert data == table_to_xlsx(sample_table, date)
    properties = load_workbook(io.BytesIO(data)).properties
    assert properties.created == properties.modified == date
