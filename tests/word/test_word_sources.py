"""Redlines into files as Word users have them: python-docx files with everything that Word puts in.

Each file is amended at random, from a seed; the redline must be that very file, both texts must come
back, and nothing else of it may change.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.word.lint import lint_package
from drafting.word.names import INS, RPR, w
from drafting.word.package import read_package
from drafting.word.redline import changes_to_redline
from drafting.word.settings import RedlineSettings

Document = Any
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "某市人工智能产业促进条例"
TEXT = (
    "第一章　总则",
    "第一条　为了规范人工智能产业发展，促进技术创新，保障人民群众合法权益，结合本市实际，制定本条例。",
    "第二条　本条例适用于本市行政区域内人工智能产业的促进和管理活动。",
    "第三条　市人民政府应当加强对人工智能产业促进工作的领导，建立健全工作协调机制，统筹解决重大问题。",
    "第二章　管理",
    "第四条　下列行为应当予以禁止：",
    "（一）侵害他人个人信息权益；",
    "（二）扰乱公共秩序；",
    "（三）法律、法规禁止的其他行为。",
    "第五条　违反本条例第四条规定的，由市场监督管理部门责令改正，可以处一万元以上十万元以下罚款。",
    "第三章　附则",
    "第六条　国家机关工作人员玩忽职守、滥用职权的，依法给予处分。",
    "第七条　本条例自2025年1月1日起施行。",
)
SIGNED = 'w:author="张三" w:date="2024-01-01T00:00:00Z"'


def xml(text: str) -> Any:
    """An element from its XML without namespaces."""
    return parse_xml(re.sub("(/?>)", f' xmlns:w="{W}"\\1', text, count=1))


def base() -> Document:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for line in TEXT:
        chapter = line.split("　")[0].endswith("章")
        document.add_paragraph(line, style="Heading 1" if chapter else None)
    return document


def find(document: Document, start: str) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith(start))


def cut(paragraph: Any, *places: int) -> list[Any]:
    """The paragraph's text in several runs."""
    text = paragraph.text
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    edges = [0, *places, len(text)]
    return [paragraph.add_run(text[a:b]) for a, b in pairwise(edges)]


def field_runs(code: str, result: str) -> list[Any]:
    return [
        xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        xml(f"<w:r><w:instrText>{code}</w:instrText></w:r>"),
        xml('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
        xml(f"<w:r><w:t>{result}</w:t></w:r>"),
        xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ]


FILES: dict[str, Callable[[], Document]] = {}


def file(make: Callable[[], Document]) -> Callable[[], Document]:
    FILES[make.__name__] = make
    return make


@file
def runs_cut_by_the_speller() -> Document:
    document = base()
    runs = cut(find(document, "第三条"), 1, 4, 10, 16)
    runs[1]._r.addprevious(xml('<w:proofErr w:type="spellStart"/>'))
    runs[2].bold = True
    runs[3].font.name = "仿宋_GB2312"
    runs[3]._r.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    return document


@file
def a_picture() -> Document:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(12) for _ in range(4)))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    document = base()
    paragraph = find(document, "第二条")
    paragraph.add_run().add_picture(io.BytesIO(png))
    paragraph.add_run("图后有文字说明。")
    return document


@file
def a_contents_field() -> Document:
    document = base()
    heading = find(document, "第一章")
    titles = ("第一章　总则", "第二章　管理", "第三章　附则")
    for number, title in enumerate(titles):
        paragraph = xml("<w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"8296\"/></w:tabs></w:pPr></w:p>")
        if number == 0:
            paragraph.extend(field_runs(" TOC \\o ", "")[:3])
        link = xml(f'<w:hyperlink w:anchor="_Toc{number}"><w:r><w:t>{title}</w:t></w:r>'
                   "<w:r><w:tab/></w:r></w:hyperlink>")
        link.extend(field_runs(f" PAGEREF _Toc{number} ", str(number + 1)))
        paragraph.append(link)
        heading._p.addprevious(paragraph)
    heading._p.addprevious(xml('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'))
    return document


@file
def a_bookmark_across_paragraphs() -> Document:
    document = base()
    find(document, "第二条")._p.insert(1, xml('<w:bookmarkStart w:id="40" w:name="x"/>'))
    find(document, "第三条")._p.append(xml('<w:bookmarkEnd w:id="40"/>'))
    return document


@file
def soft_and_page_breaks() -> Document:
    document = base()
    paragraph = find(document, "第三条")
    paragraph.add_run().add_break()
    paragraph.add_run("\t市经济和信息化部门负责具体工作。")
    find(document, "第六条").add_run().add_break(WD_BREAK.PAGE)
    return document


@file
def empty_paragraphs() -> Document:
    document = base()
    for paragraph in list(document.paragraphs):
        paragraph._p.addnext(xml("<w:p/>"))
    return document


@file
def content_controls() -> Document:
    document = base()
    paragraph = find(document, "第二条")._p
    control = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    control[-1].append(paragraph)
    run = cut(find(document, "第三条"), 4, 12)[1]._r
    control = xml("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    run.addprevious(control)
    control[-1].append(run)
    return document


@file
def merged_cells() -> Document:
    document = base()
    table = document.add_table(4, 4)
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"单元{row}{column}号"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("附注：表中数据为测算值。")
    return document


@file
def a_table_in_a_table() -> Document:
    document = base()
    table = document.add_table(2, 2)
    for place, text in (((0, 0), "项目"), ((0, 1), "说明"), ((1, 0), "外层文字甲")):
        table.cell(*place).text = text
    inner = table.cell(1, 1).add_table(2, 2)
    for row in range(2):
        for column in range(2):
            inner.cell(row, column).text = f"内层{row}{column}"
    table.cell(1, 1).add_paragraph("内层之后")
    document.add_paragraph("附注：以上为示例。")
    return document


@file
def changes_of_others() -> Document:
    document = base()
    paragraph = find(document, "第三条")
    runs = [run._r for run in cut(paragraph, 5, 10, 20)]
    inserted = xml(f'<w:ins w:id="900" {SIGNED}></w:ins>')
    runs[1].addprevious(inserted)
    inserted.append(runs[1])
    runs[2].addprevious(xml(f'<w:del w:id="901" {SIGNED}><w:r><w:delText>旧话</w:delText></w:r></w:del>'))
    paragraph._p.addnext(xml(
        f'<w:p><w:pPr><w:rPr><w:ins w:id="904" {SIGNED}/></w:rPr></w:pPr><w:ins w:id="905" {SIGNED}>'
        "<w:r><w:t>区、县人民政府按照职责做好相关工作。</w:t></w:r></w:ins></w:p>"))
    return document


@file
def comments_of_others() -> Document:
    document = base()
    document.add_comment(cut(find(document, "第三条"), 5, 15)[1], text="请斟酌。", author="李四")
    return document


@file
def numbered_by_styles() -> Document:
    document = base()
    levels = (("第%1章", "章"), ("第%2条", "条"), ("（%3）", "项"))
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'{"<w:lvlRestart w:val=" + chr(34) + "0" + chr(34) + "/>" if n == 1 else ""}'
        f'<w:pStyle w:val="编号{name}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (text, name) in enumerate(levels))
    numbering = document.part.numbering_part.element
    numbering.find(qn("w:num")).addprevious(
        xml(f'<w:abstractNum w:abstractNumId="77">{made}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, (_, name) in enumerate(levels):
        style = document.styles.add_style(f"编号{name}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.get_or_add_pPr().append(
            xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
    for paragraph in document.paragraphs[1:]:
        label = re.match("第.章　|第.条　|（.）", paragraph.text)
        if label:
            name = "项" if "（" in label[0] else label[0][2]
            paragraph.runs[0].text = paragraph.text[label.end() :]
            paragraph.style = document.styles[f"编号{name}"]
    return document


def amend(lines: Sequence[str], chance: random.Random) -> list[str]:
    """Lines changed, taken out, put in, split, joined and moved at random."""
    amended: list[str] = []
    for number, printed in enumerate(lines):
        line, choice, long = printed, chance.random(), len(printed) > 12
        at = chance.randrange(4, len(line) - 4) if long else 0
        if long and choice < 0.15:
            line = line[:at] + "经修改" + line[at + 2 :]
        elif long and choice < 0.25:
            continue
        elif long and choice < 0.33:
            amended.append(f"各级人民政府应当加强领导，保障所需经费{number}。")
        elif long and choice < 0.40:
            amended.append(line[:at] + "。")
            line = line[at:]
        elif long and choice < 0.46 and amended:
            amended[-1] += line
            continue
        amended.append(line)
    if chance.random() < 0.3:
        amended.insert(3, amended.pop())
    return amended


def squeeze(lines: Sequence[str]) -> list[str]:
    return [line for line in ("".join(text.split()) for text in lines) if line]


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 12))])
@pytest.mark.parametrize("name", FILES)
def test_the_redline_is_the_users_file(
    name: str, seed: int, tmp_path: Path, date: datetime
) -> None:
    old, path, redline = tmp_path / "old.docx", tmp_path / "new.txt", tmp_path / "redline.docx"
    FILES[name]().save(str(old))
    before = load(old)
    lines = amend([n.text for n in before.lines if n.text], random.Random(f"{name}{seed}"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    after = load(path)
    found = changes_to_redline(before, after, diff_trees(before, after), RedlineSettings("王五", date))
    redline.write_bytes(found.data)
    assert not [note for note in found.notes if "built" in note or "calls" in note]
    assert squeeze([n.text for n in load(redline).lines]) == squeeze([n.text for n in after.lines])
    rejected = [n.text for n in load(redline, track_changes="reject").lines]
    assert squeeze(rejected) == squeeze([n.text for n in load(old, track_changes="reject").lines])
    assert lint_package(read_package(found.data)) == []
    assert _looks(redline) == _looks(old)
    _assert_parts(old, redline)


def _looks(path: Path) -> list[tuple[str, str]]:
    """(character, run properties) when what 王五 and 序号调整 put in is taken out again."""
    root = read_package(path.read_bytes()).document
    for change in list(root.iter(INS, w("moveTo"))):
        parent = change.getparent()
        if parent is not None and parent.tag != RPR and change.get(w("author")) != "张三":
            parent.remove(change)
    looks = []
    for text in root.iter(w("t"), w("delText")):
        found = next(text.iterancestors(w("r"))).find(RPR)
        look = b"" if found is None else etree.tostring(found, method="c14n", exclusive=True)
        looks += [(character, look.decode()) for character in text.text or ""]
    return looks


def _assert_parts(old: Path, redline: Path) -> None:
    touched = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels",
               "word/comments.xml"}
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(redline) as after:
        for part in set(before.namelist()) - touched:
            assert before.read(part) == after.read(part), part


def test_microsoft_finds_nothing(tmp_path: Path, date: datetime, validate: Any) -> None:
    faults = {}
    for name, make in FILES.items():
        old, path, redline = tmp_path / f"{name}.docx", tmp_path / "new.txt", tmp_path / f"{name}.r.docx"
        make().save(str(old))
        before = load(old)
        lines = amend([n.text for n in before.lines if n.text], random.Random(f"{name}0"))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        after = load(path)
        redline.write_bytes(
            changes_to_redline(before, after, diff_trees(before, after), RedlineSettings("王五", date)).data
        )
        found = [fault.partition(" /w:")[0] for fault in validate(redline)]
        known = [fault.partition(" /w:")[0] for fault in validate(old)] if found else []
        faults[name] = [fault for fault in found if fault not in known]
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize("label", ["第二条之一", "第五条之一"])
def test_labels_that_word_cannot_count_are_typed(label: str, tmp_path: Path, date: datetime) -> None:
    """第二条之一 in a file numbered by Word; everything after it stays numbered by Word."""
    old, path = tmp_path / "old.docx", tmp_path / "new.txt"
    numbered_by_styles().save(str(old))
    before = load(old)
    lines = [n.text for n in before.lines]
    after_article = label.removesuffix("之一")
    at = next(n for n, line in enumerate(lines) if line.startswith(after_article)) + 1
    lines.insert(at, f"{label}　市人民政府应当保障所需经费，并纳入预算。")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    after = load(path)
    found = changes_to_redline(before, after, diff_trees(before, after), RedlineSettings("王五", date))
    assert found.notes == (f"typed, because Word's own numbering does not count so: {label}",)
    redline = tmp_path / "redline.docx"
    redline.write_bytes(found.data)
    assert squeeze([n.text for n in load(redline).lines]) == squeeze(lines)
    inserted = ["".join(e.itertext()) for e in read_package(found.data).document.iter(INS) if len(e)]
    assert "".join(inserted) == f"{label}　市人民政府应当保障所需经费，并纳入预算。"
