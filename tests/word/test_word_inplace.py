"""Redlines written into the user's own .docx: every construction a file may hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.errors import SourceError
from drafting.word.lint import lint_package
from drafting.word.names import DEL, INS, REVISIONS, RPR, P, W, w
from drafting.word.package import read_package
from drafting.word.redline import changes_to_redline
from drafting.word.revisions import read_comments, read_lines, read_revisions
from drafting.word.settings import RedlineSettings, WordFile

TITLE = "某市某条例"
A1 = "第一条 为了规范管理，保障安全，制定本条例。"
A2 = "第二条 本条例适用于本市行政区域内的管理活动。"
A3 = "第三条 市人民政府应当加强领导，建立协调机制。"
A4 = "第四条 违反本条例规定的，处一万元以下罚款。"
A5 = "第五条 本条例自2025年1月1日起施行。"
NEW = "有关部门应当各负其责，加强监督检查工作。"
PARTS = dict[str, tuple[str, str]]


def run(text: str, properties: str = "") -> str:
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    marks = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{marks}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def body(*paragraphs: str) -> str:
    return "".join(p if p.startswith("<") else para(p) for p in paragraphs)


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING: PARTS = {"numbering.xml": ("numbering", (
    '<w:numbering NS><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="space"/><w:lvlText w:val="第%1条"/><w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'))}


def auto(*articles: str) -> str:
    """Articles whose labels Word prints."""
    return "".join(para(a.split(" ", 1)[1], properties=NUMBERED) for a in articles)


def renumber(label: str, article: str) -> str:
    return f"{label} {article.split(' ', 1)[1]}"


NOTES: PARTS = {"footnotes.xml": ("footnotes", (
    '<w:footnotes NS><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
    '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    '<w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r>'
    "<w:footnoteRef/></w:r><w:r><w:t>管理活动包括生产和经营。</w:t></w:r></w:p></w:footnote>"
    "</w:footnotes>"))}
REFERENCE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
LINK = (
    '<w:hyperlink w:anchor="x"><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
    "<w:t>《管理办法》的规定</w:t></w:r></w:hyperlink>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF x \\h '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第二条</w:t>'
    '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIGNED = 'w:author="张三" w:date="2024-01-01T00:00:00"'
PUT_IN = f'<w:ins w:id="5" {SIGNED}><w:r><w:t>保障人身安全，</w:t></w:r></w:ins>'
TAKEN_OUT = f'<w:del w:id="6" {SIGNED}><w:r><w:delText>旧词</w:delText></w:r></w:del>'
JOINED = f'<w:rPr><w:del w:id="7" {SIGNED}/></w:rPr>'
CONTROL = '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
BREAK = "<w:r><w:br/></w:r>"
REMARKED = (
    '<w:commentRangeStart w:id="0"/>', run("规范管理"),
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
)
REMARKS: PARTS = {"comments.xml": ("comments", (
    '<w:comments NS><w:comment w:id="0" w:author="李四" w:date="2024-01-01T00:00:00"><w:p><w:r>'
    "<w:t>是否妥当？</w:t></w:r></w:p></w:comment></w:comments>"))}
HEADER: PARTS = {"header1.xml": ("header", (
    "<w:hdr NS><w:p><w:r><w:t>征求意见稿第一稿</w:t></w:r></w:p></w:hdr>"))}
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def box(text: str) -> str:
    """A text box as Word writes it, with its copy for old Words."""
    inside = f"<w:txbxContent>{para(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" '
        'distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="600000"/><wp:docPr id="1" '
        f'name="t"/><a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr/><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table, bold words in its first row; a line break in a cell parts its paragraphs."""
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in rows[0])
    made = []
    for at, row in enumerate(rows):
        cells = []
        for text in row:
            lines = [para(run(t, "<w:b/>" if at == 0 else "")) if t else "<w:p/>"
                     for t in text.split("\n")]
            cells.append('<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
                         f"{''.join(lines)}</w:tc>")
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return ('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>")


ROWS = [["污染物", "当量值（千克）", "备注"], ["二氧化硫", "0.95", "大气"],
        ["氮氧化物", "0.95", "大气"], ["一氧化碳", "16.7", "大气"], ["氯气", "0.34", ""]]


def rows(**changes: Any) -> list[list[str]]:
    """``ROWS`` with cells changed ("r1c1"), a row put in ("put") or taken out ("drop")."""
    found = [list(row) for row in ROWS]
    for name, value in changes.items():
        if name == "put":
            found.insert(value[0], list(value[1]))
        elif name == "drop":
            del found[value]
        else:
            found[int(name[1])][int(name[3])] = value
    return found


@dataclass(frozen=True)
class Case:
    """The body of the old file and the new text: lines, or the body of another Word file."""

    old: str
    new: Sequence[str] | str
    parts: PARTS = field(default_factory=dict)
    new_parts: PARTS = field(default_factory=dict)
    office: str = ""
    """Why LibreOffice is not asked."""


BEFORE = (TITLE, A1, "第二条 税目如下：")
AFTER = ("第三条 本条例自公布之日起施行。",)


def tabled(old: list[list[str]] | None, new: list[list[str]] | None, **sides: Any) -> Case:
    def text(grid: list[list[str]] | None, before: Any, after: Any) -> str:
        return body(*before, *([table(grid)] if grid else []), *after)

    return Case(
        text(old, BEFORE, sides.get("old_after", AFTER)),
        text(new, sides.get("before", BEFORE), sides.get("after", AFTER)),
    )


CASES = {
    "auto: an article put in": Case(
        para(TITLE) + auto(A1, A2, A3, A5),
        [TITLE, A1, A2, f"第三条 {NEW}", renumber("第四条", A3), A5], NUMBERING),
    "auto: an article taken out": Case(
        para(TITLE) + auto(A1, A2, A3, A5),
        [TITLE, A1, renumber("第二条", A3), renumber("第三条", A5)], NUMBERING),
    "auto: an article moved": Case(
        para(TITLE) + auto(A1, A2, A3, A4, A5),
        [TITLE, A1, renumber("第二条", A4), renumber("第三条", A2), renumber("第四条", A3), A5],
        NUMBERING),
    "auto: an article becomes two paragraphs": Case(
        para(TITLE) + auto(A1, "第二条 甲部门负责监督管理工作。乙部门负责协调配合工作，并定期报告。", A5),
        [TITLE, A1, "第二条 甲部门负责监督管理工作。", "乙部门负责协调配合工作，并定期报告。",
         renumber("第三条", A5)], NUMBERING),
    "auto: two paragraphs become one": Case(
        para(TITLE) + auto(A1, "第二条 甲部门负责监督管理工作。")
        + para("乙部门负责协调配合工作，并定期报告。") + auto(A5),
        [TITLE, A1, "第二条 甲部门负责监督管理工作。乙部门负责协调配合工作，并定期报告。",
         renumber("第三条", A5)], NUMBERING),
    "auto: an article becomes a paragraph of the one before": Case(
        para(TITLE) + auto(A1, A2, A3, A5),
        [TITLE, A1, A2, A3.split(" ", 1)[1], renumber("第三条", A5)], NUMBERING),
    "words inside runs": Case(
        para(run(TITLE, "<w:b/>"))
        + para(run("第一条", "<w:b/>"), " 为了", run("规范管理", "<w:i/>"), "，保障安全，制定本条例。")
        + body(A2, A3, A5),
        [TITLE, "第一条 为了规范监督管理，保障生命安全，制定本条例。", A2,
         A3.replace("建立", "建立健全"), A5]),
    "soft line breaks": Case(
        para(TITLE)
        + para("第一条 下列行为：", BREAK, "（一）抢夺；", BREAK, "（二）盗窃；", BREAK, "（三）其他。")
        + body(A2, A5),
        [TITLE, "第一条 下列行为：", "（一）抢夺；", "（二）诈骗；", "（三）盗窃；", "（四）其他。", A2, A5]),
    "a footnote changed": Case(
        body(TITLE, A1) + para(A2, REFERENCE) + body(A3, A5),
        body(TITLE, A1) + para(A2, REFERENCE) + body(A3, A5), NOTES,
        {k: (kind, xml.replace("生产和经营", "生产、经营和服务")) for k, (kind, xml) in NOTES.items()}),
    "an article with a footnote taken out": Case(
        body(TITLE, A1) + para(A2, REFERENCE) + body(A3, A5),
        [TITLE, A1, renumber("第二条", A3), renumber("第三条", A5)], NOTES),
    "words in a link": Case(
        para(TITLE) + para("第一条 依照", LINK, "，制定本条例。") + body(A2, A5),
        [TITLE, "第一条 依照《监督管理办法》的有关规定，制定本条例。", A2, A5]),
    "the result of a field": Case(
        body(TITLE, A1, A2) + para("第三条 违反本条例", FIELD, "规定的，责令改正。") + body(A5),
        [TITLE, A1, f"第二条 {NEW}", renumber("第三条", A2),
         "第四条 违反本条例第三条规定的，责令改正。", A5],
        office="LibreOffice recomputes the field"),
    "words that another author put in": Case(
        para(TITLE) + para("第一条 为了规范管理，", PUT_IN, TAKEN_OUT, "制定本条例。") + body(A2, A3, A5),
        [TITLE, "第一条 为了规范管理，保障公共安全，制定本条例。", A2, A5]),
    "a mark that another author took out": Case(
        para(TITLE) + para("第一条 甲部门负责管理。", properties=JOINED) + para("乙部门负责配合。")
        + body(A2, A3, A5),
        [TITLE, "第一条 甲部门负责监督管理。乙部门负责协调配合。", A2, A3, A5]),
    "a content control": Case(
        para(TITLE) + CONTROL.format(body(A1, A2)) + body(A3, A5),
        [TITLE, A1.replace("安全", "公共安全"), f"第二条 {NEW}", renumber("第三条", A2),
         renumber("第四条", A3), A5],
        office="LibreOffice 7.4 joins the first paragraphs of a content control on reject"),
    "the last paragraph of a section taken out": Case(
        body(TITLE, A1) + para(A2, properties=SECTION) + body(A3, A5),
        [TITLE, A1, renumber("第二条", A3), renumber("第三条", A5)]),
    "a paragraph put in after a section break": Case(
        body(TITLE, A1) + para(A2, properties=SECTION) + body(A3, A5),
        [TITLE, A1, A2, f"第三条 {NEW}", renumber("第四条", A3), A5]),
    "empty paragraphs between joined ones": Case(
        body(TITLE) + "<w:p/>" + body(A1) + "<w:p/>" + body("甲部门负责管理。") + "<w:p/>"
        + body("乙部门负责配合。") + "<w:p/>" + body(A2, A5),
        [TITLE, A1, "甲部门负责管理。乙部门负责配合。", A2, A5]),
    "the last paragraphs taken out": Case(body(TITLE, A1, A2, A3, A5), [TITLE, A1, A2]),
    "paragraphs put in at the end": Case(
        body(TITLE, A1, A2), [TITLE, A1, A2, A3, renumber("第四条", A5)]),
    "the last paragraph for another": Case(
        body(TITLE, A1, A2, A5), [TITLE, A1, A2, "市人民政府可以制定实施细则，报市人大常委会备案。"]),
    "auto: the last paragraph for another without number": Case(
        para(TITLE) + auto(A1, A2, A5),
        [TITLE, A1, A2, "市人民政府可以制定实施细则，报市人大常委会备案。"], NUMBERING),
    "a comment and a bookmark": Case(
        para(TITLE) + para("第一条 为了", *REMARKED, "，保障安全，制定本条例。")
        + para('<w:bookmarkStart w:id="1" w:name="x"/>', A2, '<w:bookmarkEnd w:id="1"/>')
        + body(A5),
        [TITLE, "第一条 为了加强监管，保障安全，制定本条例。", f"第二条 {NEW}", renumber("第三条", A2),
         renumber("第四条", A5)], REMARKS),
    "a text box": Case(
        para(TITLE, box("内部资料注意保存")) + body(A1, A2, A5),
        para(TITLE, box("内部资料严禁外传")) + body(A1, A2.replace("管理", "监督管理"), A5),
        office="the resolver does not walk text boxes"),
    "a page header": Case(
        body(TITLE, A1, A2, A5), [TITLE, A1.replace("安全", "公共安全"), A2, A5], HEADER),
    "table: words in a cell": tabled(ROWS, rows(r1c1="0.90")),
    "table: a row put in": tabled(ROWS, rows(put=(2, ["汞", "0.0001", "新增"]))),
    "table: a row put in at the end": tabled(ROWS, rows(put=(5, ["末行", "1.0", "新增"]))),
    "table: a row taken out": tabled(ROWS, rows(drop=2)),
    "table: the last row taken out": tabled(ROWS, rows(drop=4)),
    "table: a column put in": tabled(ROWS, [[*r, str(n)] for n, r in enumerate(ROWS)]),
    "table: a column taken out": tabled(ROWS, [r[:2] for r in ROWS]),
    "table: words in an empty cell": tabled(ROWS, rows(r4c2="新填\n两行")),
    "table: a cell emptied": tabled(ROWS, rows(r1c2="")),
    "a table taken out": tabled(ROWS, None),
    "a table put in": tabled(None, ROWS),
    "a paragraph put in before a table": tabled(ROWS, ROWS, before=(*BEFORE, "新增一段。")),
    "a paragraph put in after a table": tabled(ROWS, ROWS, after=("新增说明。", *AFTER)),
    "the paragraph before a table taken out": tabled(ROWS, ROWS, before=BEFORE[:2]),
    "a text put in after a last table": tabled(
        ROWS, ROWS, old_after=(), after=("第三条 附表由财政部门解释。",)),
    "the text after a table taken out": tabled(ROWS, ROWS, after=()),
    "table: everything at once": tabled(
        ROWS, [["污染物", "当量值", "说明"], ["二氧化硫", "0.95", "大气"], ["汞", "0.1", "新"],
               ["氯气", "0.34", "有毒"]],
        before=(TITLE, A1.replace("规范", "加强"), "第二条 税目："),
        after=("第三条 本条例自发布之日起实施。",)),
}


@dataclass(frozen=True)
class Made:
    """A case written: the files, the lines wanted, what was said."""

    old: Path
    redline: Path
    written: WordFile
    old_lines: list[str]
    new_lines: list[str]


def squeeze(lines: Sequence[str]) -> list[str]:
    return ["".join(line.split()) for line in lines if line.strip()]


@pytest.fixture(scope="module")
def make(
    tmp_path_factory: pytest.TempPathFactory, word_file: Callable[..., Path], date: datetime
) -> Callable[[str], Made]:
    """Writes a case once."""
    folder = tmp_path_factory.mktemp("inplace")
    made: dict[str, Made] = {}

    def write(name: str) -> Made:
        if name not in made:
            case, number = CASES[name], len(made)
            old = word_file(folder / f"{number}.old.docx", case.old, case.parts)
            if isinstance(case.new, str):
                new = word_file(folder / f"{number}.new.docx", case.new, case.new_parts)
            else:
                new = folder / f"{number}.new.txt"
                new.write_text("\n".join(case.new) + "\n", encoding="utf-8")
            before, after = load(old), load(new)
            found = changes_to_redline(
                before, after, diff_trees(before, after), RedlineSettings("王五", date)
            )
            redline = folder / f"{number}.docx"
            redline.write_bytes(found.data)
            rejected = load(old, track_changes="reject")
            made[name] = Made(old, redline, found, [n.text for n in rejected.lines],
                              [n.text for n in after.lines])
        return made[name]

    return write


@pytest.mark.parametrize("name", CASES)
def test_both_texts_come_back(name: str, make: Callable[[str], Made]) -> None:
    made = make(name)
    assert not [note for note in made.written.notes if "built" in note or "numbers" in note]
    accepted = [n.text for n in load(made.redline).lines]
    rejected = [n.text for n in load(made.redline, track_changes="reject").lines]
    assert squeeze(accepted) == squeeze(made.new_lines)
    assert squeeze(rejected) == squeeze(made.old_lines)
    assert lint_package(read_package(made.written.data)) == []


@pytest.mark.parametrize("name", CASES)
def test_nothing_else_of_the_file_changes(name: str, make: Callable[[str], Made]) -> None:
    """Parts that hold no text of the document are the very bytes they were."""
    made = make(name)
    touched = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels",
               "word/comments.xml", "word/footnotes.xml"}
    with zipfile.ZipFile(made.old) as old, zipfile.ZipFile(made.redline) as new:
        for part in set(old.namelist()) - touched:
            assert old.read(part) == new.read(part)


@pytest.mark.parametrize("name", CASES)
def test_rejecting_gives_every_character_its_look_again(
    name: str, make: Callable[[str], Made]
) -> None:
    made = make(name)
    assert _looks(made.redline, "王五", "序号调整") == _looks(made.old)


def _looks(path: Path, *authors: str) -> list[tuple[str, str]]:
    """(character, run properties) of the body after the authors' changes are rejected."""
    with zipfile.ZipFile(path) as archive:
        root = etree.parse(io.BytesIO(archive.read("word/document.xml"))).getroot()
    for change in list(root.iter(INS, w("moveTo"))):
        parent = change.getparent()
        if parent is not None and parent.tag != RPR and change.get(w("author")) in authors:
            parent.remove(change)
    looks = []
    for text in root.iter(w("t"), w("delText")):
        found = next(text.iterancestors(w("r"))).find(RPR)
        look = b"" if found is None else etree.tostring(found, method="c14n", exclusive=True)
        looks += [(character, look.decode()) for character in text.text or ""]
    return looks


def test_microsoft_finds_nothing(make: Callable[[str], Made], validate: Any) -> None:
    faults = {}
    for name in CASES:
        made = make(name)
        found = validate(made.redline)
        before = validate(made.old) if found else []
        faults[name] = [fault for fault in found if fault not in before]
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.office
def test_libreoffice_gives_both_texts(make: Callable[[str], Made], office: Any) -> None:
    names = [name for name, case in CASES.items() if not case.office]
    made = [make(name) for name in names]
    for name, one, found in zip(names, made, office.resolve(*(m.redline for m in made)),
                                strict=True):
        for key, accept in (("accepted", True), ("rejected", False)):
            ours = "\n".join(read_lines(one.written.data, accept)).split("\n")
            theirs = "\n".join(found[key]).split("\n")
            assert squeeze(theirs) == squeeze(ours), (name, key)


def test_automatic_numbers_are_not_typed(make: Callable[[str], Made]) -> None:
    changes = read_revisions(make("auto: an article put in").redline)
    assert [c.text for c in changes] == [f"\n{NEW}"]


def test_a_moved_article_takes_its_look_along(make: Callable[[str], Made]) -> None:
    made = make("auto: an article moved")
    root = read_package(made.written.data).document
    arrived = next(p for p in root.iter(P) if p.find(f".//{w('moveTo')}/{w('r')}") is not None)
    assert arrived.find(f"{w('pPr')}/{w('numPr')}") is not None


def test_earlier_authors_keep_their_changes(make: Callable[[str], Made]) -> None:
    root = read_package(make("words that another author put in").written.data).document
    authors = [e.get(w("author")) for e in root.iter(*REVISIONS)]
    assert {"张三", "王五"} <= set(authors)
    nested = [e for e in root.iter(INS) if next(e.iterancestors(INS), None) is not None]
    assert not nested
    taken = [e for e in root.iter(DEL) if next(e.iterancestors(INS), None) is not None]
    assert [e.get(w("author")) for e in taken] == ["王五"] * len(taken)


def test_comments_stay_where_they_were(make: Callable[[str], Made]) -> None:
    found = read_comments(make("a comment and a bookmark").redline)
    assert [(c.author, c.text, c.words) for c in found if c.author == "李四"] == [
        ("李四", "是否妥当？", "规范管理")]


def test_inserted_words_bring_their_own_look(
    tmp_path: Path, word_file: Callable[..., Path], date: datetime
) -> None:
    old = word_file(tmp_path / "a.docx", body(TITLE, A1, A2, A5))
    bold = para("第一条 为了规范管理，", run("保障人身财产", "<w:b/>"), "安全，制定本条例。")
    new = word_file(tmp_path / "b.docx", para(TITLE) + bold + body(A2, A5))
    before, after = load(old), load(new)
    data = changes_to_redline(before, after, diff_trees(before, after), RedlineSettings(date=date))
    root = read_package(data.data).document
    inserted = {"".join(r.itertext()): r.find(f"{RPR}/{w('b')}") is not None
                for i in root.iter(INS) for r in i.iter(w("r")) if "".join(r.itertext())}
    assert inserted == {"人身财产": True}


def test_a_changed_source_gives_a_new_document(
    tmp_path: Path, word_file: Callable[..., Path], date: datetime
) -> None:
    path = word_file(tmp_path / "a.docx", body(TITLE, A1, A2))
    before = load(path)
    word_file(path, body(TITLE, A1))
    after_path = tmp_path / "b.txt"
    after_path.write_text("\n".join([TITLE, A1, A2.replace("本市", "全市")]), encoding="utf-8")
    after = load(after_path)
    found = changes_to_redline(before, after, diff_trees(before, after), RedlineSettings(date=date))
    assert any("a new document was built" in note for note in found.notes)
    assert read_lines(found.data, False) == [TITLE, A1, A2]
    assert f"{{{W}}}" in str(read_package(found.data).document.tag)


def test_a_file_with_a_damaged_picture_is_one_clear_line(tmp_path: Path) -> None:
    """The text can be read and is; the file cannot be written back whole, and that is told."""
    path = tmp_path / "old.docx"
    document = docx.Document()
    for line in (TITLE, A1, A5):
        document.add_paragraph(line)
    document.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.png", bytes(range(256)) * 40)
        start = archive.getinfo("word/media/x.png").header_offset + 30 + len("word/media/x.png")
    data = bytearray(path.read_bytes())
    data[start + 2 : start + 40] = bytes(byte ^ 0xFF for byte in data[start + 2 : start + 40])
    path.write_bytes(bytes(data))
    assert len(load(path).articles) == 2
    with pytest.raises(SourceError, match="no readable Word file"):
        read_package(path.read_bytes(), str(path))
