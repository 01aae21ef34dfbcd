"""Word documents: all that is printed is a line, once, and every line knows its nodes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.sources import Line, Source, read
from drafting.sources.docx import (
    iter_paragraphs,
    line_to_place,
    open_package,
    paragraph_pieces,
    paragraph_text,
    read_docx,
)
from drafting.sources.package import STRICT

MakeDocx = Callable[..., Path]
TEXT_BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect>"
    "<v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def check_places(path: Path, mode: str = "accept") -> None:
    """Every character of every line leads to the node that prints it."""
    package = open_package(path.name, path.read_bytes())
    for line in read(path, track_changes=mode).lines:
        for offset, char in enumerate(line.text):
            place = line_to_place(line, offset)
            if place is None:
                assert offset < line.origin.lead
                continue
            found = dict(iter_paragraphs(package.root(place.part)))[place.paragraph]
            pieces = paragraph_pieces(found, mode)
            (piece,) = [x for x in pieces if x.start <= place.offset < x.end]
            assert piece.text[place.offset - piece.start] == char
            if not piece.atomic and not char.isspace():
                assert piece.node.text[place.offset - piece.start] == char


RUNS = [
    (r("第一条") + "<w:r><w:tab/></w:r>" + r("甲"), ["第一条\t甲"]),
    (r("甲") + "<w:r><w:br/></w:r>" + r("乙") + "<w:r><w:cr/></w:r>" + r("丙"), ["甲", "乙", "丙"]),
    (r("甲") + "<w:r><w:noBreakHyphen/><w:t>乙</w:t></w:r>", ["甲-乙"]),
    ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + r("同意"), ["☑同意"]),
    ("<w:hyperlink w:anchor='a'>" + r("链") + "</w:hyperlink>" + r("接"), ["链接"]),
    ("<w:smartTag w:uri='u' w:element='e'>" + r("杭州") + "</w:smartTag>", ["杭州"]),
    ("<w:sdt><w:sdtPr/><w:sdtContent>" + r("控件") + "</w:sdtContent></w:sdt>", ["控件"]),
    ("<w:fldSimple w:instr=' DATE '>" + r("2025年") + "</w:fldSimple>", ["2025年"]),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("第三条")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + r("规定"),
        ["第三条规定"],
    ),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> IF </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>X</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("不印")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("印")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        ["印"],
    ),
    (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        r"<w:r><w:instrText> eq \o\ac(○,</w:instrText></w:r>"
        "<w:r><w:instrText>11)</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + r("甲"),
        ["⑪甲"],
    ),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>" + r("显"), ["显"]),
    ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>不隐</w:t></w:r>", ["不隐"]),
    (
        "<w:r><w:ruby><w:rubyPr/><w:rt>" + r("zhèn") + "</w:rt><w:rubyBase>" + r("圳")
        + "</w:rubyBase></w:ruby></w:r>",
        ["圳"],
    ),
    (
        r("税额=") + "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t>"
        "</m:r></m:den></m:f></m:oMath>",
        ["税额=a/b"],
    ),
    ("<w:bookmarkStart w:id='1' w:name='a'/>" + r("书") + "<w:proofErr w:type='x'/>", ["书"]),
    ("<w:r><w:lastRenderedPageBreak/><w:t>页</w:t></w:r>", ["页"]),
    ("<w:r><w:t>跨\n行</w:t></w:r>", ["跨 行"]),
    (r("　　缩进 尾 "), ["　　缩进 尾"]),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), RUNS)
def test_what_a_paragraph_prints(inner: str, expected: list[str], make_docx: MakeDocx) -> None:
    path = make_docx(p(inner))
    assert texts(read(path)) == expected
    check_places(path)


def test_soft_breaks_share_a_paragraph(make_docx: MakeDocx) -> None:
    lines = read(make_docx(p(r("序")) + p(r("甲") + "<w:r><w:br/></w:r>" + r("乙")))).lines
    assert [(x.number, x.origin.paragraph, x.origin.start) for x in lines] == [
        (1, 0, 0), (2, 1, 0), (3, 1, 2),
    ]  # fmt: skip


def test_text_boxes_are_read_once_after_their_paragraph(make_docx: MakeDocx) -> None:
    inner = TEXT_BOX.format(p(r("框中甲")) + p(r("框中乙")))
    path = make_docx(p(r("前") + inner + r("后")) + p(r("末")))
    assert texts(read(path)) == ["前后", "框中甲", "框中乙", "末"]
    check_places(path)


def test_notes_follow_the_line_that_refers_to_them(make_docx: MakeDocx) -> None:
    mark = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes = (
        "<w:footnote w:type='separator' w:id='-1'>" + p(r("线")) + "</w:footnote>"
        "<w:footnote w:id='1'>" + p("<w:r><w:footnoteRef/></w:r>" + r(" 注一")) + "</w:footnote>"
        "<w:footnote w:id='2'>" + p(r("注二")) + p(r("续")) + "</w:footnote>"
    )
    body = p(r("甲") + mark.format(1) + r("。") + "<w:r><w:br/></w:r>" + r("乙") + mark.format(2))
    path = make_docx(body + p(r("丙")), footnotes=notes)
    lines = read(path).lines
    assert [(x.number, x.text, x.note) for x in lines] == [
        (1, "甲。", 0), (2, "乙", 0), (3, " 注一", 1), (4, "注二", 2), (5, "续", 2), (6, "丙", 0),
    ]  # fmt: skip
    assert lines[2].origin.part == "word/footnotes.xml"
    check_places(path)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def test_tables_with_spans_and_a_table_inside(make_docx: MakeDocx) -> None:
    inner = f"<w:tbl><w:tr>{cell(p(r('内')))}</w:tr></w:tbl>"
    rows = [
        cell(p(r("一")) + p(r("二")), "<w:gridSpan w:val='2'/>") + cell(p(r("三"))),
        cell(p(r("高")), "<w:vMerge w:val='restart'/>") + cell(inner + p()) + cell(p(r("五"))),
        cell(p(), "<w:vMerge/>") + cell(p(r("六"))) + cell(p(r("七"))),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    path = make_docx(p(r("前")) + table + p(r("后")))
    assert [(x.text, x.table, x.span) for x in read(path).lines] == [
        ("前", None, (1, 1)),
        ("一", (1, 1, 1), (1, 2)), ("二", (1, 1, 1), (1, 2)), ("三", (1, 1, 3), (1, 1)),
        ("高", (1, 2, 1), (2, 1)), ("内", (2, 1, 1), (1, 1)), ("五", (1, 2, 3), (1, 1)),
        ("六", (1, 3, 2), (1, 1)), ("七", (1, 3, 3), (1, 1)),
        ("后", None, (1, 1)),
    ]  # fmt: skip
    check_places(path)


def test_rows_and_cells_in_content_controls(make_docx: MakeDocx) -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{cell(p(r('甲')))}</w:tr></w:sdtContent></w:sdt>"
    body = "<w:sdt><w:sdtContent>" + p(r("块")) + f"<w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>"
    assert [(x.text, x.table) for x in read(make_docx(body)).lines] == [
        ("块", None), ("甲", (1, 1, 1)),
    ]  # fmt: skip


def test_outline_levels_come_through_styles(make_docx: MakeDocx) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Z'><w:name w:val='章'/><w:pPr>"
        "<w:outlineLvl w:val='1'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Z2'><w:basedOn w:val='Z'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='Z'/><w:pPr>"
        "<w:outlineLvl w:val='9'/></w:pPr></w:style>"
    )
    body = "".join(
        p(r("甲"), properties=x)
        for x in ("<w:pStyle w:val='1'/>", "<w:pStyle w:val='Z'/>", "<w:pStyle w:val='Z2'/>",
                  "<w:pStyle w:val='B'/>", "<w:outlineLvl w:val='3'/>", "")
    )  # fmt: skip
    lines = read(make_docx(body, styles=styles)).lines
    assert [x.outline for x in lines] == [1, 2, 2, 0, 4, 0]


def test_what_is_set_aside_is_told(make_docx: MakeDocx) -> None:
    body = (
        p(r("正文")) + p("<w:r><w:drawing/></w:r>")
        + p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>")
    )  # fmt: skip
    source = read(make_docx(body, header1=p(r("内部 资料")), footer1=p(r("第 1 稿"))))
    assert source.notes == (
        "left aside the page header “内部 资料”", "left aside the page footer “第 1 稿”",
        "left out 1 run(s) of hidden text", "left aside 1 picture(s)",
    )  # fmt: skip


def test_strict_open_xml_is_read_too(make_docx: MakeDocx, tmp_path: Path) -> None:
    made = make_docx(p(r("第一条 严格。")))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for strict_name, name_here in STRICT.items():
                text = text.replace(name_here, strict_name)
            new.writestr(name, text)
    assert texts(read(strict)) == ["第一条 严格。"]


def test_a_document_of_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("某市数据条例", 1)
    document.add_paragraph("第一条　甲\n乙")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合"
    table.cell(1, 1).text = "丁"
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert [(x.text, x.outline, x.table) for x in read(path).lines] == [
        ("某市数据条例", 1, None), ("第一条　甲", 0, None), ("乙", 0, None),
        ("合", 0, (1, 1, 1)), ("丁", 0, (1, 2, 2)),
    ]  # fmt: skip
    check_places(path)


def test_pieces_can_be_edited_and_the_package_still_opens(make_docx: MakeDocx) -> None:
    path = make_docx(p(r("第一条 旧") + r("文。")))
    package = open_package("x", path.read_bytes())
    (_, paragraph), *_ = iter_paragraphs(package.root(package.document))
    pieces = paragraph_pieces(paragraph)
    assert [(x.text, x.start, x.end) for x in pieces] == [("第一条 旧", 0, 5), ("文。", 5, 7)]
    pieces[0].node.text = "第一条 新"
    assert paragraph_text(paragraph) == "第一条 新文。"
    assert package.root(package.document) is paragraph.getroottree().getroot()


_INNER = st.lists(
    st.sampled_from([inner for inner, _ in RUNS] + [r("甲乙"), r("（一）丙")]), max_size=5
).map("".join)


@given(st.lists(_INNER, min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_every_character_leads_to_its_node(bodies: list[str]) -> None:
    buffer = io.BytesIO()
    from_runs(bodies, buffer)
    source = read_docx("x", buffer.getvalue())
    package = open_package("x", buffer.getvalue())
    paragraphs = dict(iter_paragraphs(package.root(package.document)))
    assert_lines_match(source.lines, {k: paragraph_text(v) for k, v in paragraphs.items()})


def from_runs(bodies: list[str], buffer: io.BytesIO) -> None:
    from docx.oxml.parser import parse_xml

    document = docx.Document()
    for body in bodies:
        xml = (
            '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            f"{body}</w:p>"
        )
        document.element.body.insert(-1, parse_xml(xml))
    document.save(buffer)


def assert_lines_match(lines: tuple[Line, ...], printed: dict[int, str]) -> None:
    for line in lines:
        for offset, char in enumerate(line.text):
            place = line_to_place(line, offset)
            assert place is not None
            assert printed[place.paragraph][place.offset] == char
    whole = "".join("".join(printed.values()).split())
    assert "".join("".join(line.text.split()) for line in lines) == whole
