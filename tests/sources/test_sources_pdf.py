"""PDFs: printed lines become the paragraphs they were; page furniture, scans and locks are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

from drafting.errors import SourceError
from drafting.sources import read
from drafting.sources.pdf import read_pdf
from drafting.sources.pdfchars import code_to_text
from drafting.sources.pdfparagraphs import LABEL, PAGE_NUMBER, close_blanks

ARTICLE = (
    "第{}条　为了规范数据处理活动，保障数据安全，促进数据开发利用，保护个人、组织的合法权益，"
    "维护国家主权、安全和发展利益，根据有关法律、行政法规，结合本市实际，制定本条例。"
)
LEFT, RIGHT_CHARS, SIZE, LEADING = 90, 26, 16, 28


def wrap(paragraph: str, indent: int = 2) -> list[tuple[int, str]]:
    """(indent in characters, text) of the printed lines of a paragraph, with Chinese kinsoku."""
    rows: list[tuple[int, str]] = []
    row, width = "", RIGHT_CHARS - indent
    for char in paragraph:
        if len(row) >= width and char not in "，。；：、）》":
            rows.append((indent if not rows else 0, row))
            row, width = "", RIGHT_CHARS
        row += char
    return [*rows, (indent if not rows else 0, row)]


def write(pdf: Any, paragraphs: list[str], indent: int = 2, per_page: int = 22) -> bytes:
    rows = [row for paragraph in paragraphs for row in wrap(paragraph, indent)]
    for at in range(0, len(rows), per_page):
        pdf.page()
        pdf.text(200, 800, "某市人大常委会公报", 9)
        for line, (shift, text) in enumerate(rows[at : at + per_page]):
            pdf.text(LEFT + shift * SIZE, 740 - line * LEADING, text, SIZE)
        pdf.text(280, 60, f"— {at // per_page + 1} —", 14)
    data: bytes = pdf.to_bytes()
    return data


def paragraphs(data: bytes) -> list[str]:
    return [line.text for line in read_pdf("x", data).lines if not line.furniture]


def law(count: int) -> list[str]:
    from drafting.text.numerals import write_numeral

    rows = [ARTICLE.format(write_numeral(n)) for n in range(1, count + 1)]
    rows[2] = "第三条　国家支持下列活动："
    return [*rows[:3], "（一）开展数据安全知识宣传普及；", "（二）其他。", *rows[3:]]


@pytest.mark.parametrize("indent", [2, 0])
def test_paragraphs_over_many_pages(pdf: Any, indent: int) -> None:
    data = write(pdf, law(30), indent)
    assert paragraphs(data) == law(30)
    furniture = [line.text for line in read_pdf("x", data).lines if line.furniture]
    assert furniture.count("某市人大常委会公报") == 6
    assert [f for f in furniture if "—" in f] == [f"— {n} —" for n in range(1, 7)]


def test_a_title_in_two_centred_lines_is_one(pdf: Any) -> None:
    pdf.page().text(187, 700, "某市促进具身智能机器人", 22).text(210, 665, "产业发展若干规定", 22)
    pdf.text(LEFT + 32, 600, "第一条　为了规范数据处理活动，保障数据安全，促进")
    pdf.text(LEFT, 572, "发展。")
    assert paragraphs(pdf.to_bytes()) == [
        "某市促进具身智能机器人产业发展若干规定",
        "第一条　为了规范数据处理活动，保障数据安全，促进发展。",
    ]  # fmt: skip


def test_blanks_that_nobody_typed_are_closed(pdf: Any) -> None:
    pdf.page().text(90, 700, "第").text(110, 700, "1").text(122, 700, "条").text(154, 700, "甲")
    pdf.text(90, 640, "依照本条例第 十二 条第二 款执行。")
    assert paragraphs(pdf.to_bytes()) == ["第1条 甲", "依照本条例第十二条第二款执行。"]
    assert close_blanks("第 1 条 甲，第 十二 章，第 三 名") == "第1条 甲，第十二章，第 三 名"


def test_half_a_blank_behind_a_label_is_one(pdf: Any) -> None:
    pdf.page().text(90, 700, "第三条").text(143, 700, "中国公民甲")
    assert paragraphs(pdf.to_bytes()) == ["第三条 中国公民甲"]


def test_a_note_below_a_long_title_is_no_part_of_it(pdf: Any) -> None:
    pdf.page().text(90, 700, "中华人民共和国城镇国有土地使用权出让和转让暂行条例")
    pdf.text(114, 680, "（1990年5月19日中华人民共和国国务院令第55号发布）")
    for row in range(8):
        pdf.text(114, 660 - 20 * row, "第一条 为了规范数据处理活动，制定本条例，自发布日起")
    assert paragraphs(pdf.to_bytes())[:2] == [
        "中华人民共和国城镇国有土地使用权出让和转让暂行条例", "（1990年5月19日中华人民共和国国务院令第55号发布）",
    ]  # fmt: skip


def test_short_lines_at_the_end_of_a_letter(pdf: Any) -> None:
    pdf.page()
    for row in range(6):
        pdf.text(122, 760 - 40 * row, "为了规范数据处理活动制定本条例自发布日起施行至")
        pdf.text(90, 740 - 40 * row, "第三年止。")
    closing = (("此致", 122), ("敬礼", 90), ("联系电话：0571", 122), ("杭州市财政局", 394), ("2025年8月20日", 378))
    for row, (text, left) in enumerate(closing):
        pdf.text(left, 510 - 20 * row, text)
    assert paragraphs(pdf.to_bytes())[-5:] == [text for text, _ in closing]


def test_spaced_characters_are_no_words(pdf: Any) -> None:
    pdf.page()
    for index, char in enumerate("为了规范数据处理活动，制定"):
        pdf.text(90 + index * 31.5, 700, char)
    assert paragraphs(pdf.to_bytes()) == ["为了规范数据处理活动，制定"]


def test_a_watermark_is_furniture(pdf: Any) -> None:
    pdf.page().text(90, 700, "第一条　甲。").text(100, 400, "内部资料", 40, "0.7 0.7 -0.7 0.7")
    found = read_pdf("x", pdf.to_bytes()).lines
    assert [x.text for x in found] == ["第一条　甲。", "内部资料"]
    assert [x.furniture for x in found] == [False, True]


def test_a_scan_is_told_as_such(pdf: Any) -> None:
    with pytest.raises(SourceError, match=r"x: is a scan \(its pages are pictures\); recognise"):
        read_pdf("x", pdf.page().box().page().box().to_bytes())
    with pytest.raises(SourceError, match="holds no text"):
        read_pdf("x", type(pdf)().page().to_bytes())


def test_scanned_pages_among_others_are_named(pdf: Any) -> None:
    pdf.page().text(90, 700, ARTICLE.format("一")[:25]).page().box()
    assert read_pdf("x", pdf.to_bytes()).notes == ("left aside page(s) 2: pictures without text",)


def test_fonts_that_do_not_say_what_they_print(pdf: Any) -> None:
    data = pdf.page().text(90, 700, "\ue123\ue456\ue789" * 9).to_bytes()
    with pytest.raises(SourceError, match="does not say which characters"):
        read_pdf("x", data)


def test_an_encrypted_pdf_is_told(tmp_path: Path, pdf: Any) -> None:
    """RC4 with a user password that is not empty: the trailer names it, pdfium asks for it."""
    data: bytes = pdf.page().text(90, 700, "第一条").to_bytes()
    lock = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32
        + b">>>/ID[<00><00>]"
    )  # fmt: skip
    path = tmp_path / "a.pdf"
    path.write_bytes(data.replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock))
    with pytest.raises(SourceError, match="is encrypted; save it without a password"):
        read(path)


def test_radicals_become_characters() -> None:
    assert "".join(map(code_to_text, (0x2F00, 0x2F08, 0x2ED3, 0x2EDA, 0xF9D1))) == "一人长页六"
    assert code_to_text(0x4E00) == "一" and code_to_text(0xFFFE) == "-"


@pytest.mark.parametrize(
    "text", ["1", "— 3 —", "－12－", "第 3 页 共 12 页", "3/12", "- iv -", "· 5 ·", "第三页"]
)
def test_page_numbers(text: str) -> None:
    assert PAGE_NUMBER.match(text)


@pytest.mark.parametrize("text", ["第三条", "3.甲", "2023年1月", "（一）", "第一章 总则", "三、"])
def test_no_page_numbers(text: str) -> None:
    assert not PAGE_NUMBER.match(text)


def test_labels_and_references_at_the_start_of_a_line() -> None:
    assert LABEL.match("第三条　甲") and LABEL.match("（一）甲") and LABEL.match("二、甲")
    assert LABEL.match("附件1") and LABEL.match("目　录") and not LABEL.match("目录由市政府")
    assert LABEL.match("第一条中国公民") and LABEL.match("第六条所有单位")
    assert not LABEL.match("第三条中的") and not LABEL.match("第三条所列")
    assert not LABEL.match("第三条第二款规定的") and not LABEL.match("第三条规定的")


@pytest.fixture(scope="module")
def laws(shared: Path) -> list[Path]:
    return sorted((shared / "corpus" / "laws").glob("*.txt"))


@pytest.mark.corpus
@pytest.mark.office
@pytest.mark.parametrize("indent", [2, 0])
def test_a_real_law_printed_by_libreoffice(
    indent: int, laws: list[Path], tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    """The paragraphs of the PDF are those of the document that was printed."""
    law = next(path for path in laws if "数据条例" in path.name)
    rows = [" ".join(row.split()) for row in law.read_text("utf-8").splitlines() if row.strip()]
    document = docx.Document()
    for row in rows:
        paragraph = document.add_paragraph(row)
        paragraph.paragraph_format.first_line_indent = Pt(indent * 12)
        paragraph.paragraph_format.space_after = Pt(0)
    path = tmp_path / "a.docx"
    document.save(str(path))
    found = paragraphs(convert(path, "pdf").read_bytes())
    assert "".join("".join(found).split()) == "".join("".join(rows).split())
    missed = {"".join(r.split()) for r in rows} - {"".join(f.split()) for f in found}
    # Without indents a paragraph whose last line is full cannot be told from one that goes on.
    assert len(missed) <= (0 if indent else len(rows) // 25)


@pytest.mark.parametrize("matrix", ["1e9 0 0 1e9", "0 0 0 0", "1e-9 0 0 1e-9", "-1 0 0 -1"])
def test_absurd_coordinates_do_no_harm(pdf: Any, matrix: str) -> None:
    pdf.page().text(90, 700, "第一条　甲。").text(1e9, -1e30, "乙", 16, matrix)
    assert paragraphs(pdf.to_bytes())[0].startswith("第一条　甲。")
