"""Documents embedded whole in a Word file (w:altChunk), as official downloads have them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.errors import SourceError
from drafting.sources import package, read

MakeDocx = Callable[..., Path]
PAGE = (
    "<html><head><meta charset='utf-8'><title>标题</title></head><body><h1>某法</h1>"
    "<p><a href='#1'>第一章 总则</a><br>\n<a href='#2'>第二章 附则</a></p>"
    "<p>第一条　甲。<br>\n（一）乙；</p>"
    "<table><tr><td>丙</td><td>丁</td></tr></table></body></html>"
)
EXPECTED = ["某法", "第一章 总则", "第二章 附则", "第一条　甲。", "（一）乙；", "丙", "丁"]
MHT = (
    'MIME-Version: 1.0\nContent-Type: multipart/related;\n    boundary="----=p"\n\n\n------=p\n'
    'Content-Type: text/html;\n    charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
    f"{PAGE}\n\n------=p--\n"
)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def chunk(name: str) -> str:
    return f"<w:altChunk r:id='x{name}'/>"


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.mht", MHT), ("a.html", PAGE), ("a.htm", PAGE.encode("gb18030").replace(b"utf-8", b"gbk"))],
)
def test_pages_stand_where_they_are_embedded(
    name: str, data: str | bytes, make_docx: MakeDocx
) -> None:
    path = make_docx(p("前") + chunk(name) + p("后"), extra={f"word/{name}": data})
    lines = read(path).lines
    assert [line.text for line in lines] == ["前", *EXPECTED, "后"]
    assert [line.number for line in lines] == list(range(1, 10))
    assert not any(line.furniture for line in lines)
    assert [line.table for line in lines[6:8]] == [(1, 1, 1), (1, 1, 2)]
    assert lines[0].origin is not None and lines[1].origin is None
    assert lines[1].outline == 1


def test_tables_of_document_and_page_are_counted_together(make_docx: MakeDocx) -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('表')}</w:tc></w:tr></w:tbl>"
    path = make_docx(table + chunk("a.html") + table, extra={"word/a.html": PAGE})
    assert [line.table for line in read(path).lines if line.table] == [
        (1, 1, 1), (2, 1, 1), (2, 1, 2), (3, 1, 1),
    ]  # fmt: skip


def test_a_text_and_a_word_file_inside(make_docx: MakeDocx) -> None:
    text = {"word/t.txt": "第一条　甲\n乙"}
    inner = make_docx(p("内") + chunk("t.txt"), "inner.docx", extra=text)
    path = make_docx(p("外") + chunk("i.docx"), extra={"word/i.docx": inner.read_bytes()})
    assert [line.text for line in read(path).lines] == ["外", "内", "第一条　甲", "乙"]


def test_files_inside_files_come_to_an_end(make_docx: MakeDocx) -> None:
    path = make_docx(p("底"), "0.docx")
    for depth in range(6):
        inside = {"word/i.docx": path.read_bytes()}
        path = make_docx(p(str(depth)) + chunk("i.docx"), f"d{depth}.docx", extra=inside)
    with pytest.raises(SourceError, match="embeds Word files in Word files"):
        read(path)


def test_another_kind_is_told(make_docx: MakeDocx) -> None:
    path = make_docx(p("甲") + chunk("a.rtf"), extra={"word/a.rtf": "{\\rtf1 x}"})
    assert read(path).notes == (
        "left aside an embedded document of another kind (word/a.rtf)",
    )  # fmt: skip


DOWNLOADS = {"反垄断法": 57, "国旗法": 24, "行政复议法": 90}


@pytest.mark.corpus
@pytest.mark.parametrize("law", DOWNLOADS)
def test_real_downloads_read_alike_from_word_and_pdf(law: str, shared: Path) -> None:
    folder = shared / "corpus" / "docx"
    word = read(folder / f"中华人民共和国{law}.docx").lines
    printed = [x for x in read(folder / f"中华人民共和国{law}.pdf").lines if not x.furniture]
    a = ["".join(line.text.split()) for line in word]
    b = ["".join(line.text.split()) for line in printed]
    assert "".join(a) == "".join(b)
    # PDF loses where a paragraph ends whose last line is full to the margin: two places in all.
    assert len(set(a) - set(b)) <= (4 if law == "国旗法" else 0)
    assert sum(1 for text in a if text.startswith("第") and "条" in text[:7]) == DOWNLOADS[law]


@pytest.mark.corpus
def test_a_rule_numbered_wholly_by_word(shared: Path) -> None:
    lines = read(shared / "corpus" / "docx" / "电力市场信息披露基本规则_自动编号.docx").lines
    from drafting.text.numerals import write_numeral

    labels = [line.label for line in lines if line.label.startswith("第")]
    assert labels == [f"第{write_numeral(n)}条" for n in range(1, 53)]
    assert all(line.text.startswith(line.label) for line in lines)
    assert sum(1 for line in lines if line.label.startswith("（")) > 100


@pytest.mark.corpus
def test_documents_of_wps(shared: Path) -> None:
    folder = shared / "corpus" / "docx"
    tax = read(folder / "中华人民共和国环境保护税法_附表.docx")
    assert max(line.table[0] for line in tax.lines if line.table) == 6
    cells = {(x.text, x.table, x.span) for x in tax.lines if x.table}
    assert ("固体废物", (1, 4, 1), (2, 1)) in cells
    assert ("工业噪声", (1, 8, 2), (6, 1)) in cells
    law = read(folder / "中华人民共和国立法法_2023.docx")
    assert law.notes == ()  # its footers hold page numbers
    with zipfile.ZipFile(folder / "中华人民共和国立法法_2023.docx") as archive:
        raw = archive.read("word/document.xml").decode()
    typed = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", raw))
    assert "".join("".join(x.text for x in law.lines).split()) == "".join(typed.split())


def test_one_embedded_file_many_times_over_comes_to_an_end(
    make_docx: MakeDocx, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "READ_LIMIT", 1 << 20)
    page = "<p>甲</p>" + " " * (1 << 17)
    path = make_docx(p("前") + chunk("a.html") * 100, extra={"word/a.html": page})
    with pytest.raises(SourceError, match="MB of text unpacked"):
        read(path)


def test_a_real_download_kept_here(root: Path) -> None:
    """The law on the national flag as the national database gives it out: one embedded page."""
    source = read(root / "tests" / "cases" / "sources" / "国旗法_altChunk.docx")
    assert source.lines[0].text == "中华人民共和国国旗法" and source.lines[0].outline == 1
    assert len(source.lines) == 90
    articles = [x.text for x in source.lines if re.match("第[一二三四五六七八九十]+条", x.text)]
    assert len(articles) == 24
    assert articles[-1] == "第二十四条 本法自1990年10月1日起施行。"
