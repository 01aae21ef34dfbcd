"""Tables as Word documents: what stands in the cells, what a reader of returned forms needs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from drafting.errors import DraftingError, SourceError
from drafting.writers.table import text_to_cell
from drafting.writers.table_docx import table_to_docx
from drafting.writers.table_xlsx import table_to_xlsx
from drafting.writers.template_maker import write_templates

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def document(sample_table, date):
    return Document(io.BytesIO(table_to_docx(sample_table, date)))


def test_every_cell_has_its_words_and_no_sign_of_the_template_language(document):
    first, annex = document.tables
    texts = [[cell.text for cell in row.cells] for row in first.rows]
    assert texts == [
        ["条款", "内容", "意见"],
        ["第一章 总则"] * 3,
        ["第一条", "=1+1<&>{{ x }}{% y %}{_{\n第二款", ""],
        ["第一百二十条之一", "留删增随", ""],
    ]
    assert [[c.text for c in row.cells] for row in annex.rows] == [["内容"], ["-附"]]
    assert [p.text for p in document.paragraphs] == ["《测试条例》示例表", "上方", "下方", "附表"]


def test_the_head_repeats_and_no_row_breaks(document):
    for table in document.tables:
        rows = list(table._tbl.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [True] + [False] * (len(rows) - 1)


def test_a_row_of_more_than_half_a_page_may_break(sample_table, date):
    """Pushed to the next page whole it would leave this one empty."""
    for words, kept in (("条" * 50, True), ("条" * 3000, False)):
        row = replace(sample_table.rows[-1], cells=tuple(text_to_cell(words) for _ in sample_table.columns))
        table = replace(sample_table, rows=(*sample_table.rows, row))
        made = Document(io.BytesIO(table_to_docx(table, date))).tables[0]
        last = list(made._tbl.iter(f"{W}tr"))[-1]
        assert (last.find(f"{W}trPr/{W}cantSplit") is not None) == kept


def test_the_page_is_a4_landscape_with_the_page_number_at_the_outer_edge(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer.paragraphs[0].text == "— 1 —"
        assert footer._element.find(f".//{W}jc").get(f"{W}val") == side
    assert document.settings.odd_and_even_pages_header_footer


def test_widths_follow_the_columns(document):
    widths = [int(g.get(f"{W}w")) for g in document.tables[0]._tbl.iter(f"{W}gridCol")]
    assert abs(sum(widths) - 13890) <= 3
    assert [round(w / widths[0], 2) for w in widths] == [1, 3.75, 1.25]


def test_marks_are_styles_that_staff_may_change(document):
    styled = {
        run.text: run.style.name
        for cell in document.tables[0].rows[3].cells for p in cell.paragraphs for run in p.runs
    }
    assert styled["删"] == "删去文字"
    assert styled["增"] == "增加文字"
    assert styled["随"] == "序号调整文字"
    assert document.styles["删去文字"].font.strike
    assert document.styles["增加文字"].font.bold
    assert document.styles["增加文字"].font.underline


def test_each_row_of_a_form_knows_its_provision(document):
    named = {}
    for row in document.tables[0].rows:
        for mark in row._tr.iter(f"{W}bookmarkStart"):
            named[mark.get(f"{W}name")] = row.cells[0].text
    assert named == {"eid_art_1": "第一条", "eid_art_120x1": "第一百二十条之一"}


def test_the_same_bytes_on_every_run(sample_table, date):
    assert table_to_docx(sample_table, date) == table_to_docx(sample_table, date)
    with zipfile.ZipFile(io.BytesIO(table_to_docx(sample_table, date))) as package:
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"<dcterms:\w+ [^>]*>([^<]*)<", core) == ["2025-08-11T09:00:00Z"] * 2
    assert "《测试条例》示例表" in core


def test_the_templates_are_what_their_maker_makes(root: Path, tmp_path: Path):
    for made in write_templates(tmp_path):
        assert made.read_bytes() == (root / "templates" / made.name).read_bytes(), made.name


def test_a_template_of_ones_own(sample_table, date, tmp_path: Path):
    own = Document()
    own.add_heading("本单位抬头 {{ title }}")
    table = own.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for row in rows %}"
    table.cell(1, 0).text = "{{r row.label }}"
    table.cell(1, 1).text = "{{r row.text }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    path = tmp_path / "own.docx"
    own.save(str(path))
    made = Document(io.BytesIO(table_to_docx(sample_table, date, path)))
    assert made.paragraphs[0].text == "本单位抬头 《测试条例》示例表"
    last = made.tables[0].rows[-1].cells
    assert [cell.text for cell in last] == ["第一百二十条之一", "留删增随"]
    # The template has no styles for marks: the look is written out.
    struck = [r.text for p in last[1].paragraphs for r in p.runs if r.font.strike]
    assert struck == ["删"]


def test_a_bad_template_is_one_clear_line(sample_table, date, tmp_path: Path):
    broken = tmp_path / "broken.docx"
    broken.write_text("no zip")
    with pytest.raises(SourceError, match="Word template"):
        table_to_docx(sample_table, date, broken)
    with pytest.raises(SourceError, match="Word template"):
        table_to_docx(sample_table, date, tmp_path / "absent.docx")
    wrong = Document()
    wrong.add_paragraph("{% for x in %}")
    wrong.save(str(tmp_path / "wrong.docx"))
    with pytest.raises(DraftingError, match="cannot be filled in"):
        table_to_docx(sample_table, date, tmp_path / "wrong.docx")


def test_a_template_cannot_reach_into_the_machine(sample_table, date, tmp_path: Path):
    sly = Document()
    sly.add_paragraph("{{ title.__class__.__mro__[1].__subclasses__() }}")
    sly.save(str(tmp_path / "sly.docx"))
    with pytest.raises(DraftingError, match="unsafe"):
        table_to_docx(sample_table, date, tmp_path / "sly.docx")


def test_microsofts_validator_finds_nothing(sample_table, date, root: Path, tmp_path: Path):
    validator = os.environ.get("OOXML_VALIDATOR")
    if not validator or not Path(validator).exists():
        pytest.skip("needs OOXML_VALIDATOR, the path of Microsoft's OpenXmlValidator")
    (tmp_path / "table.docx").write_bytes(table_to_docx(sample_table, date))
    (tmp_path / "table.xlsx").write_bytes(table_to_xlsx(sample_table, date))
    made = [tmp_path / "table.docx", tmp_path / "table.xlsx"]
    for path in (*made, *sorted((root / "templates").glob("*-table.docx"))):
        said = subprocess.run([validator, path], capture_output=True, text=True, check=False).stdout
        assert '"ok": true' in said, said


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Let LibreOffice save a file as another kind; the test skips where it is absent."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("needs LibreOffice and poppler-utils, which are not installed")
    profile = tmp_path_factory.mktemp("office").as_uri()

    def run(path: Path, kind: str, folder: Path) -> Path:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless",
             "--convert-to", kind, "--outdir", folder, path],
            check=True, capture_output=True, timeout=120,
        )
        return folder / f"{path.stem}.{kind}"

    return run


@pytest.mark.office
def test_rows_know_their_provisions_after_libreoffice_saved_the_form(
    sample_table, date, tmp_path: Path, convert
):
    (tmp_path / "form.docx").write_bytes(table_to_docx(sample_table, date))
    old = convert(tmp_path / "form.docx", "doc", tmp_path)
    back = Document(str(convert(old, "docx", tmp_path / "back")))
    names = {m.get(f"{W}name") for m in back.element.body.iter(f"{W}bookmarkStart")}
    assert {"eid_art_1", "eid_art_120x1"} <= names


@pytest.mark.office
def test_libreoffice_lays_it_out_as_meant(sample_table, date, tmp_path: Path, convert):
    (tmp_path / "table.docx").write_bytes(table_to_docx(sample_table, date))
    convert(tmp_path / "table.docx", "pdf", tmp_path)
    pages = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "table.pdf", "-"],
        capture_output=True, text=True, check=True,
    ).stdout.replace(" ", "").split("\f")
    assert len(pages) == 3, "the table, its annex on a page of its own, nothing after it"
    assert "—1—" in pages[0] and "—2—" in pages[1]
    assert "第一百二十条" in pages[0] and "-附" in pages[1]
