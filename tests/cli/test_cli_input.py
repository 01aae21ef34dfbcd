"""Bad input: one line that names the file, the reason and the way out; status 2; nothing written."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FREE = 0xFFFFFFFF
END = 0xFFFFFFFE
COMMANDS = (
    ("parse", "BAD", "-o", "x.xml"),
    ("check", "BAD", "-o", "x.xlsx"),
    ("check", "old.txt", "--note", "BAD", "-o", "x.xlsx"),
    ("diff", "BAD", "new.txt", "-o", "x.html"),
    ("diff", "old.txt", "BAD", "-o", "x.html"),
    ("diff", "old.txt", "new.txt", "BAD", "-o", "x.html"),
    ("compare", "old.txt", "BAD", "-o", "x.docx"),
    ("redline", "BAD", "new.txt", "-o", "x.docx"),
    ("annotate", "old.txt", "--peer", "BAD", "-o", "x.docx"),
    ("table", "comment", "BAD", "-o", "x.xlsx"),
    ("table", "peers", "old.txt", "BAD", "-o", "x.docx"),
    ("renumber", "new.txt", "--base", "BAD", "-o", "x.txt"),
    ("round", "open", "BAD", "-o", "x"),
)


def _ole(streams: dict[str, bytes]) -> bytes:
    """A compound file as Word writes one round an encrypted document (MS-CFB, 512-byte sectors)."""
    sectors, starts, chain = b"", {}, []
    for name, content in streams.items():
        data = content.ljust(4096, b"\0")
        data += b"\0" * (-len(data) % 512)
        starts[name] = (len(sectors) // 512, len(data))
        first, last = len(sectors) // 512, (len(sectors) + len(data)) // 512
        chain += [*range(first + 1, last), END]
        sectors += data
    base = len(chain)
    chain += [END, 0xFFFFFFFD]
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    entries = [_entry("Root Entry", 5, FREE, 1, (END, 0))]
    for at, name in enumerate(streams, 1):
        entries.append(_entry(name, 2, at + 1 if at < len(streams) else FREE, FREE, starts[name]))
    folder = b"".join(entries).ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, base, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", base + 1, *[FREE] * 108)
    return head + sectors + folder + fat


def _entry(name: str, kind: int, right: int, child: int, place: tuple[int, int]) -> bytes:
    start, size = place
    words = name.encode("utf-16-le")
    return (words.ljust(64, b"\0") + struct.pack("<HBB3I", len(words) + 2, kind, 1, FREE, right, child)
            + bytes(36) + struct.pack("<IQ", start, size))


def _encrypted() -> bytes:
    info = b'\4\0\4\0\x40\0\0\0<?xml version="1.0"?><encryption><keyData saltSize="16"/></encryption>'
    return _ole({"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", 9000) + b"\x9f" * 9000})


def _zip(name: str) -> bytes:
    path = Path("made.zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "<x/>")
    data = path.read_bytes()
    path.unlink()
    return data


def _make(kind: str) -> tuple[str, str]:
    """A bad file in the working folder: its name, and a word of the reason told."""
    rubbish = bytes(range(256)) * 30
    if kind == "folder":
        Path("folder.txt").mkdir()
        return "folder.txt", "is a folder"
    files = {
        "missing": ("missing.txt", None, "no such file"),
        "missing folder": ("no/missing.docx", None, "no such file"),
        "empty": ("empty.txt", b"", "is empty"),
        "empty word": ("empty.docx", b"", "is empty"),
        "empty tree": ("empty.xml", b"", "is empty"),
        "spaces": ("spaces.txt", " \n　　\n\t\n".encode(), "holds no text"),
        "binary": ("binary.txt", rubbish, "binary data"),
        "binary word": ("binary.docx", rubbish, "is no .docx file"),
        "binary pdf": ("binary.pdf", rubbish, "is no .pdf file"),
        "picture": ("picture.txt", b"\x89PNG\r\n\x1a\n" + rubbish, "a picture"),
        "encrypted": ("locked.docx", _encrypted(), "is encrypted"),
        "encrypted doc": ("locked.doc", _encrypted(), "is encrypted"),
        "suffix": ("draft.xyz", b"x", "files ending in .xyz are not read"),
        "no suffix": ("draft", b"x", "without a suffix"),
        "wrong suffix": ("text.docx", "第一条　测试。".encode(), "is plain text"),
        "workbook": ("sheet.docx", _zip("xl/workbook.xml"), "Excel"),
        "no document": ("none.docx", _zip("[Content_Types].xml"), "damaged or no Word file"),
        "no tree": ("other.xml", b"<root><a/></root>", "not Akoma Ntoso"),
        "no xml": ("text.xml", "第一条".encode(), "not well-formed XML"),
    }
    name, data, reason = files[kind]
    if data is not None:
        Path(name).write_bytes(data)
    return name, reason


KINDS = (
    "missing", "missing folder", "empty", "empty word", "empty tree", "spaces", "binary",
    "binary word", "binary pdf", "picture", "encrypted", "encrypted doc", "suffix", "no suffix",
    "wrong suffix", "workbook", "no document", "no tree", "no xml", "folder",
)


def _assert_told(result, name: str, reason: str) -> None:
    assert result.exit_code == 2, result.output
    assert not result.stdout
    told = [t for t in result.stderr.splitlines() if not t.endswith("--profile overrides)")]
    assert len(told) == 1, told
    assert told[0].startswith("drafting: ") and name in told[0] and reason in told[0]
    assert ";" in told[0], "no way out"


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_told(kind, call):
    name, reason = _make(kind)
    _assert_told(call("check", name, "-o", "x.xlsx"), name, reason)
    assert not list(Path().glob("x*"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", ["missing", "encrypted", "empty tree"])
def test_every_command_tells_it(kind, words, call):
    name, reason = _make(kind)
    before = sorted(Path().iterdir())
    _assert_told(call(*(name if w == "BAD" else w for w in words)), name, reason)
    assert sorted(Path().iterdir()) == before


def test_one_bad_file_of_many_is_told_and_the_rest_go_on(call):
    Path("bad.docx").write_bytes(_encrypted())
    result = call("parse", "old.txt", "bad.docx", "new.txt", "-o", "trees")
    assert result.exit_code == 2
    assert "bad.docx: is encrypted" in result.stderr
    assert sorted(p.name for p in Path("trees").iterdir()) == ["new.xml", "old.xml"]


def test_wrong_and_unknown_encodings_are_told(call):
    Path("gb.txt").write_bytes(Path("old.txt").read_text("utf-8").encode("gb18030"))
    assert call("check", "gb.txt").exit_code == 0
    assert call("check", "gb.txt", "--encoding", "gb18030").exit_code == 0
    for encoding, told in (("utf-8", "not valid utf-8"), ("rubbish", "no encoding is called")):
        _assert_told(call("check", "gb.txt", "--encoding", encoding), "gb.txt", told)


def test_an_unreadable_file_is_told(desk):
    """As a user without rights: root without its capabilities, where setpriv can take them."""
    words = [sys.executable, "-m", "drafting", "check", "shut.txt"]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root reads every file, and setpriv is not here")
        words = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *words]
    shut = Path("shut.txt")
    shut.write_text("第一条　测试。", encoding="utf-8")
    shut.chmod(0)
    result = subprocess.run(words, capture_output=True, text=True, check=False,
                            env=dict(os.environ))
    if "setpriv" in result.stderr:
        pytest.skip("setpriv may not take capabilities away here")
    assert result.returncode == 2
    assert result.stderr == (
        "drafting: shut.txt: cannot be read (Permission denied); check path and rights\n"
    )


def test_a_text_without_structure_is_read_and_said(call):
    Path("three.txt").write_text("今天天气很好\n我们去公园\n玩得高兴\n", encoding="utf-8")
    result = call("parse", "three.txt", "-o", "three.xml")
    assert result.exit_code == 0
    assert "未识别出条、章或层次序号" in result.stderr
    back = call("parse", "three.xml", "--format", "text").stdout.split()
    assert back == ["今天天气很好", "我们去公园", "玩得高兴"]
    for words in (("check", "three.txt"), ("diff", "three.txt", "old.txt"),
                  ("compare", "old.txt", "three.txt"), ("redline", "three.txt", "old.txt", "-o", "r.docx"),
                  ("annotate", "three.txt", "-o", "a.docx"), ("table", "comment", "three.txt", "-o", "-")):
        assert call(*words).exit_code == 0, words


def test_a_very_long_line_is_read(call):
    Path("long.txt").write_text(f"某市条例\n第一条　{'为了规范，制定本条例。' * 20000}\n第二条　施行。\n", encoding="utf-8")
    assert call("parse", "long.txt", "-o", "long.xml").exit_code == 0
