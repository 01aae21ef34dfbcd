"""Texts and names that mean harm: markup, formulas, control characters, odd file names."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

EVIL = """某市<条例>&"测试'条例
第一条　=1+1，为了<b>规范</b>&amp;行为 ]]> <!-- x --> <script>alert(1)</script> 制定本条例。
第二条　=HYPERLINK("http://example.com","x")
=SUM(1)
+cmd|' /C calc'!A0
@SUM(1+1)
-2+3
第三条　含控制字符\x01\x02\x08\x1f\x7f字符，以及\ufffe\uffff私用区\ue000。
第四条　emoji 😀 和扩展区汉字 𠮷𪚥 以及零宽\u200b\u200d字符\ufeff。
第五条　本条例自2020年1月1日起施行。
"""
JOBS = (
    ("parse", "evil.txt", "-o", "p.xml", "-o", "p.json"),
    ("check", "evil.txt", "-o", "f.xlsx", "-o", "f.sarif", "-o", "f.docx"),
    ("check", "evil.txt", "--fix", "-o", "m.docx", "-o", "m.xml"),
    ("diff", "evil.txt", "worse.txt", "-o", "d.html", "-o", "d.xml", "-o", "d.json"),
    ("compare", "evil.txt", "worse.txt", "-o", "c.docx", "-o", "c.xlsx", "-o", "c.csv", "-o", "c.html"),
    ("redline", "evil.txt", "worse.txt", "-o", "r.docx", "--author", '<a&b>"'),
    ("annotate", "evil.txt", "--note", "worse.txt", "-o", "a.docx", "-o", "a.xml"),
    ("table", "comment", "evil.txt", "--by", "paragraph", "-o", "t.docx", "-o", "t.xlsx",
     "-o", "t.csv", "-o", "t.html"),
    ("table", "compare", "evil.txt", "worse.txt", "--all", "-o", "u.docx", "-o", "u.xlsx",
     "-o", "u.csv", "-o", "u.html"),
    ("table", "peers", "evil.txt", "worse.txt", "-o", "v.docx", "-o", "v.xlsx", "-o", "v.csv"),
    ("renumber", "evil.txt", "-o", "n.docx", "-o", "n.xml"),
    ("round", "open", "evil.txt", "--organ", "=1+1<&", "--email", "@x", "-o", "round"),
    ("round", "collect", "round", "worse.txt"),
    ("round", "report", "round", "-o", "w.xlsx", "-o", "w.docx", "-o", "w.csv", "-o", "w.html"),
)


@pytest.fixture
def written(call) -> Path:
    """Everything that can be written of the evil text."""
    Path("evil.txt").write_text(EVIL, encoding="utf-8")
    worse = EVIL.replace("=1+1", "=2+2").replace("emoji", "=1 <i>emoji</i>\x03")
    Path("worse.txt").write_text(worse, encoding="utf-8")
    for words in JOBS:
        result = call(*words)
        assert result.exit_code in (0, 1), (words, result.stderr)
    return Path()


def test_nothing_written_holds_a_formula_or_breaks(written):
    for path in sorted(written.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert not [c.value for c in cells if c.data_type == "f"], path
    rows = 0
    for path in sorted(written.rglob("*.csv")):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"))):
            rows += 1
            assert not [c for c in row if c[:1] in ("=", "+", "-", "@", "\t", "\r") and len(c) > 1], path
    assert rows > 20
    for path in sorted([*written.rglob("*.docx"), *written.rglob("*.xlsx")]):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
    for path in written.rglob("*.xml"):
        etree.parse(path)
    for path in written.rglob("*.html"):
        page = path.read_text("utf-8")
        assert "<b>规范" not in page and "<script>alert" not in page
        assert "&lt;b&gt;规范" in page or "规范" not in page
        assert not set(page) & {chr(n) for n in range(32)} - set("\t\n\r"), path


def test_the_text_itself_is_kept(written, call):
    told = call("parse", "p.xml", "--format", "text").stdout
    # what XML cannot hold may be left out or marked as lost (U+FFFD; a blank, as \x1f is one);
    # nothing else may go
    unprintable = str.maketrans("", "", "\x01\x02\x08\ufffe\uffff\ufeff\ufffd")
    assert told.translate(unprintable).split() == EVIL.translate(unprintable).split()


@pytest.mark.parametrize("name", [
    "旧 稿（征求意见稿）.txt", "-稿.txt", "a'b\"c&d<e>.txt", "[x]{y}*?.txt", "%s%20.txt", "line\nbreak.txt",
])
@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not take")
def test_odd_file_names(name, call):
    Path(name).write_bytes(Path("old.txt").read_bytes())
    for words in (("check", "--format", "json"), ("diff", "old.txt"), ("compare", "old.txt"),
                  ("check", "-o", "f.xlsx", "-o", "f.sarif", "-o", "f.docx", "-o", "f.txt"),
                  ("diff", "old.txt", "-o", "d.html", "-o", "d.xml"), ("parse", "-o", "odd.xml"),
                  ("redline", "old.txt", "-o", "r.docx"),
                  ("annotate", "-o", "a.docx"), ("table", "comment", "-o", "t.xlsx"),
                  ("renumber", "-o", "n.txt")):
        result = call(*words, "--", name)
        assert result.exit_code in (0, 1), (words, result.stderr)
    assert etree.parse("odd.xml").getroot().tag.endswith("akomaNtoso")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_file_name_that_is_no_utf8(spawn, desk):
    try:
        Path(os.fsdecode(b"\xff\xfe.txt")).write_bytes(Path("old.txt").read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    for words in (("check", "--format", "json"), ("parse", "-o", "x.xml")):
        result = spawn(*words, os.fsdecode(b"\xff\xfe.txt"))
        assert result.returncode == 0, result.stderr
    result = spawn("check", os.fsdecode(b"\xff.txt"))
    assert result.returncode == 2 and b"there is no such file" in result.stderr
