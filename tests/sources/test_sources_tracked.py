"""Tracked changes already in a document, read three ways, as LibreOffice resolves them."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drafting.sources import read
from drafting.sources.docx import iter_paragraphs, line_to_place, open_package, paragraph_pieces

MakeDocx = Callable[..., Path]
WHO = 'w:author="甲" w:date="2025-01-01T00:00:00Z"'


class Tracked:
    """Writes the XML of tracked changes, numbering them."""

    def __init__(self) -> None:
        self.ids: Iterator[int] = itertools.count(1)

    def mark(self, kind: str) -> str:
        return f'<w:{kind} w:id="{next(self.ids)}" {WHO}/>'

    def run(self, text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    def ins(self, text: str, kind: str = "ins") -> str:
        return f'<w:{kind} w:id="{next(self.ids)}" {WHO}>{self.run(text)}</w:{kind}>'

    def dele(self, text: str) -> str:
        inner = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
        return f'<w:del w:id="{next(self.ids)}" {WHO}>{inner}</w:del>'

    def p(self, *inner: str, mark: str = "") -> str:
        properties = f"<w:pPr><w:rPr>{self.mark(mark)}</w:rPr></w:pPr>" if mark else ""
        return f"<w:p>{properties}{''.join(inner)}</w:p>"

    def moved(self, text: str, kind: str) -> str:
        start = f'<w:{kind}RangeStart w:id="{next(self.ids)}" w:name="m1" {WHO}/>'
        return self.p(start, self.ins(text, kind), mark=kind)

    def row(self, *cells: str, mark: str = "") -> str:
        properties = f"<w:trPr>{self.mark(mark)}</w:trPr>" if mark else ""
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells
        )
        return f"<w:tr>{properties}{inner}</w:tr>"


def tracked_body() -> str:
    t = Tracked()
    rows = (
        t.row(t.p(t.run("甲")), t.p(t.run("乙"))),
        t.row(t.p(t.ins("丙"), mark="ins"), t.p(t.ins("丁"), mark="ins"), mark="ins"),
        t.row(t.p(t.dele("戊"), mark="del"), t.p(t.dele("己"), mark="del"), mark="del"),
        t.row(t.p(t.run("庚"), t.ins("辛")), t.p(t.dele("壬"), t.run("癸"))),
    )
    return (
        t.p(t.run("第一条 "), t.dele("旧"), t.ins("新"), t.run("文。"))
        + t.p(t.ins("第二条 插入段。"), mark="ins")
        + t.p(t.dele("第三条 删除段。"), mark="del")
        + t.p(t.run("第四条 前半，"), mark="ins") + t.p(t.run("后半。"))
        + t.p(t.run("合并前，"), mark="del") + t.p(t.run("合并后。"))
        + t.moved("第五条 移走的。", "moveFrom")
        + t.p('<w:moveFromRangeEnd w:id="14"/>', t.run("第六条 中间。"))
        + t.moved("第五条 移走的。", "moveTo")
        + t.p(t.run("第七条 尾。"))
        + '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        + "".join(rows) + "</w:tbl>" + t.p(t.run("末段"))
    )  # fmt: skip


EXPECTED = {
    "accept": ["第一条 新文。", "第二条 插入段。", "第四条 前半，", "后半。", "合并前，合并后。",
               "第六条 中间。", "第五条 移走的。", "第七条 尾。",
               "甲", "乙", "丙", "丁", "庚辛", "癸", "末段"],
    "reject": ["第一条 旧文。", "第三条 删除段。", "第四条 前半，后半。", "合并前，", "合并后。",
               "第五条 移走的。", "第六条 中间。", "第七条 尾。",
               "甲", "乙", "戊", "己", "庚", "壬癸", "末段"],
    "all": ["第一条 旧新文。", "第二条 插入段。", "第三条 删除段。", "第四条 前半，", "后半。",
            "合并前，", "合并后。", "第五条 移走的。", "第六条 中间。", "第五条 移走的。",
            "第七条 尾。", "甲", "乙", "丙", "丁", "戊", "己", "庚辛", "壬癸", "末段"],
}  # fmt: skip


@pytest.mark.parametrize("mode", EXPECTED)
def test_three_modes(mode: str, make_docx: MakeDocx) -> None:
    source = read(make_docx(tracked_body()), track_changes=mode)
    assert [line.text for line in source.lines] == EXPECTED[mode]
    assert source.options == f"track_changes={mode}"


@pytest.mark.parametrize("mode", EXPECTED)
def test_every_character_leads_to_its_node(mode: str, make_docx: MakeDocx) -> None:
    path = make_docx(tracked_body())
    package = open_package("x", path.read_bytes())
    paragraphs = dict(iter_paragraphs(package.root(package.document)))
    for line in read(path, track_changes=mode).lines:
        for offset, char in enumerate(line.text):
            place = line_to_place(line, offset)
            assert place is not None
            pieces = paragraph_pieces(paragraphs[place.paragraph], mode)
            (piece,) = [x for x in pieces if x.start <= place.offset < x.end]
            assert piece.text[place.offset - piece.start] == char
            holder = piece.node.getparent().getparent()
            assert (piece.change == "") == (holder.tag == paragraphs[0].tag)


@pytest.mark.office
def test_libreoffice_accepts_and_rejects_alike(
    soffice: str, make_docx: MakeDocx, shared: Path
) -> None:
    """The gauge of ../shared does accept-all and reject-all with the system's Python and UNO."""
    tool, python = shared / "tools" / "lo_accept_reject.py", Path("/usr/bin/python3")
    if not tool.exists() or not python.exists():
        pytest.skip("needs the gauge in ../shared/tools and the system's Python")
    done = subprocess.run(
        [str(python), str(tool), "--json", str(make_docx(tracked_body()))],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"UNO does not run here ({sys.platform}): {done.stderr[:200]}")
    told = json.loads(done.stdout.splitlines()[0])
    assert told["accepted"] == EXPECTED["accept"]
    assert told["rejected"] == EXPECTED["reject"]


def test_wrong_mode_is_a_programmers_error(make_docx: MakeDocx) -> None:
    with pytest.raises(ValueError, match="accept, reject or all"):
        read(make_docx("<w:p/>"), track_changes="ignore")


def test_rejecting_brings_back_the_old_numbering(make_docx: MakeDocx) -> None:
    levels = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='decimal'/><w:suff w:val='nothing'/><w:lvlText w:val='%1.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    change = (
        f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
        f"<w:pPrChange w:id='1' {WHO}><w:pPr/></w:pPrChange></w:pPr>"
    )
    path = make_docx(f"<w:p>{change}<w:r><w:t>甲</w:t></w:r></w:p>", numbering=levels)
    assert [x.text for x in read(path).lines] == ["1.甲"]
    assert [x.text for x in read(path, track_changes="reject").lines] == ["甲"]
