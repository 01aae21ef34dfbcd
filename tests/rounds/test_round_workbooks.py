"""Workbooks that come back, read without trusting them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from drafting.errors import SourceError
from drafting.rounds import packages
from drafting.rounds.csvfiles import read_csv
from drafting.rounds.workbooks import letters_to_column, read_workbook


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _texts(data: bytes) -> list[dict[int, str]]:
    return [row.cells for grid in read_workbook(data, "x.xlsx") for row in grid.rows]


def _rewrite(data: bytes, part: str, change) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return buffer.getvalue()


def test_numbers_dates_and_rich_text_are_read_as_shown() -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"] = 12, 3.5, True
    sheet["D1"], sheet["E1"] = datetime(2025, 8, 12), datetime(2025, 8, 12, 9, 30)
    sheet["F1"] = CellRichText("建议", TextBlock(InlineFont(b=True), "删去"), "第二款")
    assert _texts(_bytes(book)) == [
        {0: "12", 1: "3.5", 2: "是", 3: "2025-08-12", 4: "2025-08-12T09:30:00", 5: "建议删去第二款"}
    ]


def test_a_formula_is_text_and_never_run() -> None:
    book = Workbook()
    book.active["A1"] = '=HYPERLINK("http://evil.example","看")'
    book.active["A2"] = "=cmd|' /C calc'!A0"
    grid = read_workbook(_bytes(book), "x.xlsx")[0]
    assert [r.cells[0] for r in grid.rows] == [
        '=HYPERLINK("http://evil.example","看")', "=cmd|' /C calc'!A0"
    ]
    assert "2个公式" in grid.remarks[0]


def test_what_a_formula_showed_is_taken_when_the_file_has_it() -> None:
    book = Workbook()
    book.active["A1"] = '="第"&"八条"'
    shown = b'<c r="A1" t="str"><f>"x"</f><v>\xe7\xac\xac\xe5\x85\xab\xe6\x9d\xa1</v></c>'

    def change(xml: bytes) -> bytes:
        start, end = xml.index(b"<c r="), xml.index(b"</c>") + 4
        return xml[:start] + shown + xml[end:]

    data = _rewrite(_bytes(book), "xl/worksheets/sheet1.xml", change)
    assert _texts(data) == [{0: "第八条"}]


def test_cell_notes_and_merged_cells() -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["B2"] = "第八条", "甲", "乙"
    sheet.merge_cells("A1:A2")
    sheet["B2"].comment = Comment("王芳:\n这里应写明", "王芳")
    rows = read_workbook(_bytes(book), "x.xlsx")[0].rows
    assert [r.cells for r in rows] == [{0: "第八条", 1: "甲"}, {0: "第八条", 1: "乙"}]
    assert [(n.author, n.text) for n in rows[1].notes] == [("王芳", "这里应写明")]


def test_hidden_sheets_are_read_and_told() -> None:
    book = Workbook()
    book.active["A1"] = "甲"
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "乙", "hidden"
    grids = read_workbook(_bytes(book), "x.xlsx")
    assert [g.rows[0].cells[0] for g in grids] == ["甲", "乙"]
    assert "隐藏" in grids[1].remarks[0]


def test_control_characters_are_taken_out() -> None:
    book = Workbook()
    book.active["A1"] = "甲_x0000_乙_x000B_丙"
    # a vertical tab is a line break
    assert _texts(_bytes(book)) == [{0: "甲乙\n丙"}]


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (3 << 20))
    return buffer.getvalue()


def _entities(data: bytes) -> bytes:
    def change(xml: bytes) -> bytes:
        head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        start = xml.index(b"<worksheet")
        return xml[:start] + head + xml[start:].replace(b"<v>0</v>", b"<v>&a;</v>")

    return _rewrite(data, "xl/worksheets/sheet1.xml", change)


def test_bombs_entities_and_ruins(monkeypatch) -> None:
    monkeypatch.setattr(packages, "UNPACKED_LIMIT", 2 << 20)
    book = Workbook()
    book.active["A1"] = "甲"
    good = _bytes(book)
    with pytest.raises(SourceError, match="unpacks to more"):
        read_workbook(_bomb(), "bomb.xlsx")
    with pytest.raises(SourceError, match="no zip archive"):
        read_workbook(b"PK junk", "junk.xlsx")
    with pytest.raises(SourceError, match="encrypted, or an old binary"):
        read_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old.xlsx")
    with pytest.raises(SourceError, match="broken"):
        read_workbook(_rewrite(good, "xl/worksheets/sheet1.xml", lambda x: x[:-40]), "cut.xlsx")
    told = _texts(_entities(good))
    assert "root:" not in str(told)


def test_columns_by_letters() -> None:
    assert [letters_to_column(x) for x in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv_in_any_encoding(encoding: str, sign: str) -> None:
    lines = ["条款,修改意见,理由", '第八条,"建议删去第二款，改为\n其他",重复', "第九条,'=1+1,"]
    text = "\r\n".join(lines).replace(",", sign)
    grid = read_csv(text.encode(encoding), "x.csv")
    assert [r.cells for r in grid.rows] == [
        {0: "条款", 1: "修改意见", 2: "理由"},
        {0: "第八条", 1: "建议删去第二款，改为\n其他", 2: "重复"},
        {0: "第九条", 1: "=1+1"},
    ]
