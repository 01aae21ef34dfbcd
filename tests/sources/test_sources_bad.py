"""Bad and hostile files: one clear line each, inside the stated limits; never a network access."""

from __future__ import annotations

import io
import socket
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.errors import SourceError
from drafting.sources import files, package, read, read_bytes

MakeDocx = Callable[..., Path]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS, MEMORY = 10, 400 * files.MEGABYTE


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def refused(path: Path | str) -> str:
    """The one line that reading ``path`` ends in, reached within time and memory."""
    tracemalloc.start()
    begin = time.perf_counter()
    with pytest.raises(SourceError) as error:
        read(path)
    assert time.perf_counter() - begin < SECONDS
    assert tracemalloc.get_traced_memory()[1] < MEMORY
    tracemalloc.stop()
    told = str(error.value)
    assert "\n" not in told and len(told) < 600
    assert told.startswith(str(path)) or path == "-"
    assert told.count("; ") >= 1, "an error says what to do"
    return told


def zipped(entries: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
WORD = zipped({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"})
FILES = [
    ("a.txt", b"", "is empty"),
    ("a.docx", b"", "is empty"),
    ("a.txt", b" \n\xe3\x80\x80\n", "holds no text"),
    ("a.txt", bytes(range(256)) * 20, "is not a text"),
    ("a.txt", b"\x00\x01\x02" * 100, "is not a text"),
    ("a.txt", PICTURE, "is a picture"),
    ("a.txt", WORD, "is a Word document (.docx), not what .txt says"),
    ("a.md", WORD, "is a Word document (.docx), not what .md says"),
    ("a.txt", OLE + bytes(600), "is an old Word or WPS document"),
    ("a.txt", b"%PDF-1.7\n\x00", "is a PDF (.pdf), not what .txt says"),
    ("a.txt", b"{\\rtf1 x}", "is an RTF document"),
    ("a.txt", b"<!DOCTYPE html><p>x", "is a web page"),
    ("a.docx", "第一条".encode(), "is plain text (.txt), not what .docx says"),
    ("a.pdf", "第一条".encode(), "is plain text (.txt), not what .pdf says"),
    ("a.docx", b"%PDF-1.7\n", "is a PDF"),
    ("a.docx", zipped({"xl/workbook.xml": "<x/>"}), "is an Excel workbook"),
    ("a.docx", zipped({"a.txt": "x"}), "is a zip archive"),
    ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    ("a.doc", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    ("a.docx", WORD[:80], "is damaged or no Word file"),
    ("a.docx", WORD, "holds no Word document"),
    ("a.docx", b"PK\x03\x04" + bytes(100), "is damaged or no Word file"),
    ("a.pdf", b"%PDF-1.7\n" + bytes(100), "is a damaged PDF"),
    ("a.html", PICTURE, "is a picture"),
    ("a.html", b"<html><script>x</script></html>", "holds no text"),
    ("a.mht", b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc", "archive without a page"),
    ("a.xlsx", b"x", "files ending in .xlsx are not read"),
    ("a.xml", b"<x/>", "files ending in .xml are not read"),
    ("draft", b"x", "a file without a suffix is not read"),
    ("a.mp3", b"x", "give one of .txt .md .html .mht .docx .doc .wps .rtf .odt .pdf"),
]  # fmt: skip


# The ids say the reason: bytes of a zip hold the hour, and two workers would name a test differently.
@pytest.mark.parametrize(("name", "data", "reason"), FILES, ids=[reason for *_, reason in FILES])
def test_a_bad_file_is_one_clear_line(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in refused(path)


def test_missing_folder_and_malformed_path(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "a.txt")
    assert "there is no such file" in refused(tmp_path / "a.unknown")
    assert "is a folder" in refused(tmp_path)
    assert "the path is malformed" in refused(str(tmp_path / "a\0.txt"))
    assert "cannot be read" in refused(tmp_path / ("a" * 260 + ".txt"))


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", "utf-8")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "cannot be read (Permission denied)" in refused(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Stdin:
        buffer = io.BytesIO("第一条　甲".encode("gb18030"))

    monkeypatch.setattr("sys.stdin", Stdin)
    source = read("-")
    assert (source.name, source.path, source.lines[0].text) == ("-", "", "第一条　甲")
    Stdin.buffer = io.BytesIO(b"")
    assert refused("-").startswith("standard input: is empty")
    Stdin.buffer = io.BytesIO(PICTURE)
    assert "standard input: is a picture" in refused("-")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_two_hundred_megabytes_are_refused_unread(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(200 * files.MEGABYTE)
    assert "is larger than the 128 MB that are read" in refused(path)


def test_text_above_its_own_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一条　甲。\n".encode() * (files.TEXT_LIMIT // 19 + 1))
    assert "is larger than the 32 MB that are read" in refused(path)


def test_endless_input_is_cut_off() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("needs /dev/zero")
    begin = time.perf_counter()
    with pytest.raises(SourceError, match="is larger than the 1 MB"):
        read_bytes("/dev/zero", limit=files.MEGABYTE)
    assert time.perf_counter() - begin < 1


BOMB = "<w:document xmlns:w='x'>" + " " * (package.RATIO_FLOOR + 1) + "</w:document>"
ENTITY = (
    "<!DOCTYPE w:document [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
    "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
EXTERNAL = ENTITY.replace("<!ENTITY a 'ha'>", "<!ENTITY a SYSTEM 'file:///etc/passwd'>")
PARAMETER = "<!DOCTYPE d [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'> %p;]><d/>"
HOSTILE = {
    "a zip bomb": ("word/document.xml", BOMB, "packed 200 times and more"),
    "entities": ("word/document.xml", ENTITY, "a DTD, which no Word file has"),
    "a file entity": ("word/document.xml", EXTERNAL, "a DTD, which no Word file has"),
    "a DTD of the net": ("word/document.xml", PARAMETER, "a DTD, which no Word file has"),
    "UTF-16 entities": ("word/document.xml", ENTITY.encode("utf-16"), "a DTD, which no Word"),
    "a million levels": ("word/document.xml", "<a>" * 1_000_000 + "</a>" * 1_000_000,
                         "XML more than 256 levels deep"),
    "broken XML": ("word/document.xml", "<w:document", "is damaged or no Word file"),
    "an empty part": ("word/document.xml", "", "is damaged or no Word file"),
    "climbing names": ("../../evil.txt", "x", "an entry named"),
    "climbing names \\": ("word\\..\\..\\evil.txt", "x", "an entry named"),
    "an absolute name": ("/etc/evil.txt", "x", "an entry named"),
    "a DTD in rels": ("word/_rels/document.xml.rels", PARAMETER, "a DTD, which no Word file has"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_word_file_is_refused(what: str, make_docx: MakeDocx) -> None:
    part, content, reason = HOSTILE[what]
    made = make_docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    with zipfile.ZipFile(made) as archive:
        entries: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    made.write_bytes(zipped(entries | {part: content}))
    assert reason in refused(made)


def test_too_many_entries_and_too_much_unpacked(make_docx: MakeDocx) -> None:
    made = make_docx("<w:p/>", extra={f"word/{n}.bin": b"" for n in range(5001)})
    assert "entries" in refused(made)
    declared = bytearray(zipped({"word/document.xml": b"x" * 10, "word/a.bin": b"y"}))
    for at in (declared.index(b"PK\x01\x02"),):
        struct.pack_into("<I", declared, at + 24, package.TOTAL_LIMIT + 1)
    path = made.with_name("b.docx")
    path.write_bytes(bytes(declared))
    assert "MB unpacked" in refused(path)


def test_a_part_that_declares_a_false_size(make_docx: MakeDocx) -> None:
    body = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 50
    data = bytearray(make_docx(body).read_bytes())
    name = data.rindex(b"word/document.xml")
    struct.pack_into("<I", data, name - 46 + 24, 20)
    path = make_docx(body).with_name("b.docx")
    path.write_bytes(bytes(data))
    assert "is damaged" in refused(path)


def test_an_encrypted_zip_entry(make_docx: MakeDocx) -> None:
    data = bytearray(make_docx("<w:p/>").read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path = make_docx("<w:p/>").with_name("b.docx")
    path.write_bytes(bytes(data))
    assert "is encrypted" in refused(path)


def test_deep_but_legal_nesting_is_read(make_docx: MakeDocx) -> None:
    inner = "<w:p><w:r><w:t>深</w:t></w:r></w:p>"
    for _ in range(30):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    (line,) = read(make_docx(inner)).lines
    assert (line.text, line.table) == ("深", (30, 1, 1))


def test_a_page_nested_absurdly_deep(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html>" + b"<div>" * 1_000_000 + "第一条".encode())
    assert "nests elements absurdly deep" in refused(path)


def test_an_archive_of_archives(tmp_path: Path) -> None:
    part = b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n"
    path = tmp_path / "a.mht"
    path.write_bytes(b"MIME-Version: 1.0\n" + b"".join(part % (n, n) for n in range(3000)))
    refused(path)


def test_links_in_pages_and_documents_are_not_followed(
    tmp_path: Path, make_docx: MakeDocx
) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<html><head><link rel=stylesheet href='http://127.0.0.1:9/a.css'>"
        "<base href='file:///etc/'></head><body><img src='http://127.0.0.1:9/a.png'>"
        "<iframe src='file:///etc/passwd'></iframe><p>第一条　甲</p></body></html>", "utf-8",
    )  # fmt: skip
    source = read(page)
    assert [line.text for line in source.lines] == ["第一条　甲"]
    assert source.notes == ("left aside 1 embedded page(s) or object(s)",)
    links = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='c' Type='x/aFChunk' Target='http://127.0.0.1:9/a.html' "
        "TargetMode='External'/></Relationships>"
    )
    made = make_docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:altChunk r:id='c'/>")
    with zipfile.ZipFile(made) as archive:
        entries: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    made.write_bytes(zipped(entries | {"word/_rels/document.xml.rels": links}))
    source = read(made)
    assert [line.text for line in source.lines] == ["甲"]
    assert source.notes == ("left aside an embedded document that is not in the file",)


def test_no_input_is_ever_changed(tmp_path: Path, seeds: Path) -> None:
    path = tmp_path / "a.txt"
    data = (seeds / "hangzhou-robot-note.txt").read_bytes()
    path.write_bytes(data)
    read(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize(("size", "limit"), [(0, 99), (3, 99), (6, 99), (99, 99), (3, 4)])
def test_a_file_that_grows_while_it_is_read_is_not_cut(size: int, limit: int) -> None:
    """A file said to hold ``size`` bytes that holds six; of too large ones enough to refuse them."""
    assert files._read_stream(io.BytesIO(b"abcdef"), limit, size) == b"abcdef"[: limit + 1]
