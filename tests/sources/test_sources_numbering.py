"""Labels that Word prints and stores in no run, in every format, restart and style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from drafting.sources import read
from drafting.sources.docx import open_package, paragraph_labels
from drafting.sources.numberformats import number_to_text

MakeDocx = Callable[..., Path]
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(depth: int, number_format: str, text: str, extra: str = "", **values: object) -> str:
    given = {"start": 1, "suff": "nothing", **values}
    return (
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{given['start']}'/>"
        f"<w:numFmt w:val='{number_format}'/>{extra}<w:suff w:val='{given['suff']}'/>"
        f"<w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/></w:lvl>"
    )


def abstract(number: int, *levels: str, extra: str = "") -> str:
    inner = f"<w:multiLevelType w:val='multilevel'/>{extra}{''.join(levels)}"
    return f"<w:abstractNum w:abstractNumId='{number}'>{inner}</w:abstractNum>"


def num(number: int, abstract_id: int, overrides: str = "") -> str:
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='{abstract_id}'/>{overrides}</w:num>"


def p(text: str, number: int | None = None, depth: int = 0, style: str = "") -> str:
    style = f"<w:pStyle w:val='{style}'/>" if style else ""
    listed = f"<w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/>"
    listed = f"<w:numPr>{listed}</w:numPr>" if number is not None else ""
    return f"<w:p><w:pPr>{style}{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def texts(path: Path) -> list[str]:
    return [line.text for line in read(path).lines]


@pytest.mark.parametrize(
    ("number_format", "labels"),
    [
        ("decimal", "1 9 10 19 20 99 100 101 110"),
        ("chineseCounting", "一 九 十 十九 二十 九十九 一○○ 一○一 一一○"),
        ("chineseCountingThousand", "一 九 十 十九 二十 九十九 一百 一百〇一 一百一十"),
        ("taiwaneseCountingThousand", "一 九 十 十九 二十 九十九 一百 一百零一 一百一十"),
        ("taiwaneseCounting", "一 九 十 十九 二十 九十九 一○○ 一○一 一一○"),
        ("japaneseCounting", "一 九 十 十九 二十 九十九 百 百一 百十"),
        ("ideographDigital", "一 九 一〇 一九 二〇 九九 一〇〇 一〇一 一一〇"),
        ("ideographTraditional", "甲 壬 癸 19 20 99 100 101 110"),
        ("ideographZodiac", "子 申 酉 19 20 99 100 101 110"),
        ("chineseLegalSimplified", "壹 玖 壹拾 壹拾玖 贰拾 玖拾玖 壹佰 壹佰零壹 壹佰壹拾"),
        ("upperLetter", "A I J S T UUUU VVVV WWWW FFFFF"),
        ("lowerRoman", "i ix x xix xx xcix c ci cx"),
        ("upperRoman", "I IX X XIX XX XCIX C CI CX"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑲ ⑳ 99 100 101 110"),
        ("decimalFullWidth", "１ ９ １０ １９ ２０ ９９ １００ １０１ １１０"),
        ("decimalZero", "01 09 10 19 20 99 100 101 110"),
        ("numberInDash", "-1- -9- -10- -19- -20- -99- -100- -101- -110-"),
        ("unheardOf", "1 9 10 19 20 99 100 101 110"),
    ],
)
def test_number_formats(number_format: str, labels: str) -> None:
    numbers = (1, 9, 10, 19, 20, 99, 100, 101, 110)
    written = [number_to_text(n, number_format).replace(" ", "") for n in numbers]
    assert written == labels.split()


def test_label_stands_in_text_and_apart(make_docx: MakeDocx) -> None:
    levels = abstract(0, level(0, "chineseCounting", "第%1条", suff="tab"))
    path = make_docx(p("甲", 1) + p("乙", 1), numbering=levels + num(1, 0))
    lines = read(path).lines
    assert [x.label for x in lines] == ["第一条", "第二条"]
    assert [x.text for x in lines] == ["第一条　甲", "第二条　乙"]
    assert lines[0].origin.lead == 4
    labels = paragraph_labels(open_package("x", path.read_bytes()))
    assert {k: v.text for k, v in labels.items()} == {0: "第一条", 1: "第二条"}


@pytest.mark.parametrize(("suffix", "gap"), [("tab", "　"), ("space", " "), ("nothing", "")])
def test_what_follows_the_label(suffix: str, gap: str, make_docx: MakeDocx) -> None:
    levels = abstract(0, level(0, "decimal", "%1、", suff=suffix))
    assert texts(make_docx(p("甲", 1), numbering=levels + num(1, 0))) == [f"1、{gap}甲"]


def test_levels_restart_and_skip(make_docx: MakeDocx) -> None:
    levels = abstract(0, level(0, "decimal", "%1 "), level(1, "decimal", "%1.%2 "),
                      level(2, "decimal", "%1.%2.%3 "))  # fmt: skip
    depths = (0, 2, 1, 2, 0, 1, 0, 2, 2, 1)
    path = make_docx("".join(p("x", 1, d) for d in depths), numbering=levels + num(1, 0))
    labels = " ".join(t.split()[0] for t in texts(path))
    assert labels == "1 1.1.1 1.2 1.2.1 2 2.1 3 3.1.1 3.1.2 3.2"


def test_articles_that_run_on_through_chapters(make_docx: MakeDocx) -> None:
    levels = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val='0'/>"),
        level(2, "chineseCounting", "（%3）"),
    )
    depths = (0, 1, 1, 2, 2, 0, 1, 2)
    path = make_docx("".join(p("", 1, d) for d in depths), numbering=levels + num(1, 0))
    labels = " ".join(texts(path))
    assert labels == "第一章 第一条 第二条 （一） （二） 第二章 第三条 （一）"


def test_restart_after_a_given_level_only(make_docx: MakeDocx) -> None:
    levels = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%2"),
                      level(2, "lowerLetter", "%3", "<w:lvlRestart w:val='1'/>"))  # fmt: skip
    depths = (0, 1, 2, 2, 1, 2, 0, 2)
    path = make_docx("".join(p("", 1, d) for d in depths), numbering=levels + num(1, 0))
    assert texts(path) == ["1", "1", "a", "b", "2", "c", "2", "a"]


def test_lists_of_one_abstract_run_on_until_overridden(make_docx: MakeDocx) -> None:
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    replaced = (
        "<w:lvlOverride w:ilvl='0'>" + level(0, "upperLetter", "%1)") + "</w:lvlOverride>"
    )
    numbering = abstract(0, level(0, "decimal", "%1"))
    numbering += num(1, 0) + num(2, 0, override) + num(3, 0) + num(4, 0, replaced)
    body = "".join(p("", n) for n in (1, 1, 2, 2, 1, 3, 2, 4))
    assert texts(make_docx(body, numbering=numbering)) == ["1", "2", "5", "6", "7", "8", "9", "J)"]


def test_an_overridden_start_holds_for_later_restarts(make_docx: MakeDocx) -> None:
    """ECMA-376 Part 1, 17.9.26 (LibreOffice begins at the list's own start again)."""
    override = "<w:lvlOverride w:ilvl='1'><w:startOverride w:val='7'/></w:lvlOverride>"
    levels = abstract(0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    body = "".join(p("", 1, d) for d in (0, 1, 1, 0, 1))
    path = make_docx(body, numbering=levels + num(1, 0, override))
    assert texts(path) == ["1", "1.7", "1.8", "2", "2.7"]


def test_legal_numbering_and_custom_format(make_docx: MakeDocx) -> None:
    custom = (
        "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' "
        "w:format='001, 002, 003, ...'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    third = level(2, "decimal", "%3").replace("<w:numFmt w:val='decimal'/>", custom)
    numbering = abstract(0, level(0, "upperRoman", "%1"),
                         level(1, "chineseCounting", "%1-%2", "<w:isLgl/>"), third)  # fmt: skip
    body = "".join(p("", 1, d) for d in (0, 0, 1, 1, 2))
    path = make_docx(body, numbering=numbering + num(1, 0))
    assert texts(path) == ["I", "II", "2-1", "2-2", "001"]


def test_numbering_comes_through_styles(make_docx: MakeDocx) -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Z'><w:name w:val='章'/><w:pPr><w:numPr>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='条'/><w:pPr><w:numPr>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='T2'><w:basedOn w:val='T'/></w:style>"
        "<w:style w:type='numbering' w:styleId='L'><w:name w:val='list'/><w:pPr><w:numPr>"
        "<w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
    )
    numbering = (
        abstract(0, level(0, "chineseCounting", "第%1章", "<w:pStyle w:val='Z'/>"),
                 level(1, "chineseCounting", "第%2条", "<w:pStyle w:val='T'/>"))
        + abstract(1, level(0, "decimal", "L%1"), extra="<w:styleLink w:val='L'/>")
        + abstract(2, extra="<w:numStyleLink w:val='L'/>")
        + num(1, 0) + num(2, 1) + num(3, 2)
    )  # fmt: skip
    body = (
        p("", style="Z") + p("", style="T") + p("无", 0, style="T") + p("", style="T2")
        + p("", style="Z") + p("", style="T") + p("", 3) + p("", 2)
    )  # fmt: skip
    # The linked level is found by the style itself; a style based on it inherits list and level.
    assert texts(make_docx(body, numbering=numbering, styles=styles)) == [
        "第一章", "第一条", "无", "第二条", "第二章", "第一条", "L1", "L2",
    ]  # fmt: skip


def test_bullets_are_no_labels_and_broken_lists_do_no_harm(make_docx: MakeDocx) -> None:
    numbering = abstract(0, level(0, "bullet", "\uf06c")) + num(1, 0) + num(2, 99) + abstract(
        5, extra="<w:numStyleLink w:val='gone'/>"
    ) + num(5, 5)
    body = p("甲", 1) + p("乙", 2) + p("丙", 5) + p("丁", 77) + p("戊", 1, 8)
    assert texts(make_docx(body, numbering=numbering)) == ["甲", "乙", "丙", "丁", "戊"]


SIX = (
    ("chineseCountingThousand", "第%1条"), ("chineseCounting", "%1、"),
    ("chineseCounting", "（%1）"),
    ("decimal", "%1."), ("decimal", "（%1）"), ("decimalEnclosedCircle", "%1"),
    ("ideographTraditional", "%1、"), ("upperLetter", "%1."), ("lowerRoman", "%1)"),
)  # fmt: skip
PRINTED = ("第二条", "二、", "（二）", "2.", "（2）", "②", "乙、", "B.", "ii)")


def numbered_document(path: Path) -> Path:
    """A document of python-docx, numbered in nine ways."""
    document = docx.Document()
    part = document.part.numbering_part.element
    for index, (number_format, text) in enumerate(SIX):
        xml = abstract(100 + index, level(0, number_format, text))
        part.insert(0, parse_xml(xml.replace("<w:abstractNum ", f"<w:abstractNum {NS} ", 1)))
        part.append(parse_xml(num(100 + index, 100 + index).replace("<w:num ", f"<w:num {NS} ", 1)))
        for word in "甲乙":
            properties = document.add_paragraph(word)._p.get_or_add_pPr()
            properties.get_or_add_numPr().get_or_add_ilvl().set(qn("w:val"), "0")
            properties.get_or_add_numPr().get_or_add_numId().set(qn("w:val"), str(100 + index))
    document.save(str(path))
    return path


def test_nine_styles_written_by_python_docx(tmp_path: Path) -> None:
    lines = read(numbered_document(tmp_path / "a.docx")).lines
    assert tuple(line.label for line in lines[1::2]) == PRINTED
    assert all(line.text == line.label + line.text[-1] for line in lines)


@pytest.mark.office
def test_nine_styles_written_by_libreoffice(
    tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    """LibreOffice writes the document anew; its own text export says what it prints."""
    odt = convert(numbered_document(tmp_path / "a.docx"), "odt")
    again = convert(odt, "docx")
    printed = convert(again, "txt:Text (encoded):UTF8").read_text("utf-8-sig").splitlines()
    labels = [line.label for line in read(again).lines]
    assert tuple(labels[1::2]) == PRINTED
    assert ["".join(row.split()) for row in printed if row.strip()] == [
        "".join(line.text.split()) for line in read(again).lines
    ]


@pytest.mark.office
def test_labels_are_those_that_libreoffice_prints(
    make_docx: MakeDocx, convert: Callable[[Path, str], Path]
) -> None:
    """Chapters, articles, items and sub-items in one list, with skips, restarts and overrides."""
    override = "<w:lvlOverride w:ilvl='1'><w:startOverride w:val='7'/></w:lvlOverride>"
    levels = abstract(
        0, level(0, "chineseCounting", "第%1章", suff="space"),
        level(1, "chineseCountingThousand", "第%2条", suff="space"),
        level(2, "chineseCounting", "（%3）"), level(3, "decimal", "%4."),
        level(4, "lowerLetter", "%1.%2.%5 "),
    )  # fmt: skip
    plan = [(1, d) for d in (0, 1, 1, 2, 2, 3, 3, 2, 1, 3, 0, 1, 2, 4, 4, 1)]
    plan += [(2, d) for d in (1, 1, 2)] + [(1, 1), (1, 2)]
    body = "".join(p("甲", n, d) for n, d in plan)
    path = make_docx(body, numbering=levels + num(1, 0) + num(2, 0, override))
    printed = convert(path, "txt:Text (encoded):UTF8").read_text("utf-8-sig").splitlines()
    assert ["".join(t.split()) for t in texts(path)] == [
        "".join(row.split()) for row in printed if row.strip()
    ]
