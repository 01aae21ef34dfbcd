"""Old office files through LibreOffice; without it, one clear line."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from drafting.errors import SourceError
from drafting.sources import office, read

Convert = Callable[[Path, str], Path]


@pytest.fixture
def law(tmp_path: Path) -> Path:
    document = docx.Document()
    for text in ("某市数据条例", "第一条　为了规范数据处理活动，制定本条例。", "第二条　甲。"):
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"格{row}{column}"
    document.add_paragraph("末段")
    path = tmp_path / "a.docx"
    document.save(str(path))
    return path


@pytest.mark.office
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "wps"])
def test_office_files_read_as_the_document_they_were(
    kind: str, law: Path, convert: Convert
) -> None:
    made = convert(law, "doc" if kind == "wps" else kind)
    path = made.rename(made.with_suffix(f".{kind}"))
    source = read(path)
    assert [(x.text, x.table) for x in source.lines] == [
        (x.text, x.table) for x in read(law).lines
    ]
    assert source.format == kind
    assert source.notes[0] == f"read through LibreOffice ({kind} to docx)"
    assert all(line.origin is None for line in source.lines)


@pytest.mark.office
def test_a_damaged_file_is_one_clear_line(soffice: str, tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<broken")
    with pytest.raises(SourceError, match="LibreOffice cannot read it"):
        read(path)


@pytest.mark.office
def test_links_are_not_followed(soffice: str, tmp_path: Path) -> None:
    """A section linked to a local file and a picture of the net: neither comes in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", "utf-8")
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansicpg936 {\field{\*\fldinst INCLUDETEXT "
        + b'"' + str(secret).encode() + b'"'
        + rb"}{\fldrslt old}}\par {\field{\*\fldinst INCLUDEPICTURE "
        + b'"http://127.0.0.1:9/a.png"' + rb"}{\fldrslt }}\par text\par}"
    )  # fmt: skip
    assert "机密" not in "".join(line.text for line in read(path).lines)


def test_without_libreoffice_one_line_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "PLACES", ())
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 x}")
    with pytest.raises(SourceError) as error:
        read(path)
    assert str(error.value) == (
        f"{path}: needs LibreOffice, which is not installed here; "
        "install it, or save the file as .docx"
    )


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nsleep 60\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "TIMEOUT", 0.2)
    with pytest.raises(SourceError, match=r"took more than 0\.2 seconds"):
        office.convert("a.doc", b"x", "doc", str(script))


def test_encrypted_files_are_told_before_libreoffice_is_asked(tmp_path: Path) -> None:
    odt = tmp_path / "a.odt"
    with zipfile.ZipFile(odt, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    doc = tmp_path / "a.doc"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    doc.write_bytes(header + b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(500))
    for path in (odt, doc):
        with pytest.raises(SourceError, match="is encrypted; save it without a password"):
            read(path)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.rtf"])
def test_what_is_really_a_docx_is_read_as_one(name: str, law: Path) -> None:
    source = read(law.rename(law.with_name(name)))
    assert source.format == "docx" and len(source.lines) == 8
    told = f"named {Path(name).suffix}, but is a Word document (.docx): read as that"
    assert source.notes[0] == told
