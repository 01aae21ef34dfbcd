"""Every defect that validators let through is found by our own lint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.word.lint import lint_package
from drafting.word.package import read_package

SIGNED = 'w:author="甲" w:date="2025-01-01T00:00:00"'
CELL = '<w:tc><w:tcPr/><w:p><w:pPr><w:rPr><w:ins w:id="1" {s}/></w:rPr></w:pPr></w:p></w:tc>'
TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{}</w:tr></w:tbl><w:p/>'
DEFECTS = {
    "two changes with one id": (
        '<w:p><w:ins w:id="1" {s}><w:r><w:t>甲</w:t></w:r></w:ins>'
        '<w:ins w:id="1" {s}><w:r><w:t>乙</w:t></w:r></w:ins></w:p>', "used 2 times"),
    "plain text in a deletion": (
        '<w:p><w:del w:id="1" {s}><w:r><w:t>甲</w:t></w:r></w:del></w:p>', "w:t inside w:del"),
    "deleted text in a move": (
        '<w:p><w:moveFrom w:id="1" {s}><w:r><w:delText>甲</w:delText></w:r></w:moveFrom></w:p>',
        "w:delText outside w:del"),
    "a move without ranges": (
        '<w:p><w:moveTo w:id="1" {s}><w:r><w:t>甲</w:t></w:r></w:moveTo></w:p>', "outside its range"),
    "a move without a twin": (
        '<w:p><w:moveToRangeStart w:id="1" w:name="m" {s}/><w:moveToRangeEnd w:id="1"/></w:p>',
        "without a twin"),
    "a range that does not end": (
        '<w:p><w:moveToRangeStart w:id="1" w:name="m" {s}/></w:p>', "begin and end once"),
    "an insertion in an insertion": (
        '<w:p><w:ins w:id="1" {s}><w:ins w:id="2" {s}><w:r><w:t>甲</w:t></w:r></w:ins></w:ins></w:p>',
        "inside its own kind"),
    "an insertion around a paragraph": (
        '<w:ins w:id="1" {s}><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:ins><w:p/>',
        "around a paragraph"),
    "a tracked mark at the end of a cell": (TABLE.format(CELL), "never finishes"),
    "a tracked mark at the end of the body": (
        '<w:p><w:pPr><w:rPr><w:ins w:id="1" {s}/></w:rPr></w:pPr></w:p>', "last mark of the body"),
    "a change without author": ('<w:p><w:ins w:id="1"><w:r/></w:ins></w:p>', "without author"),
    "a change without id": ('<w:p><w:ins {s}><w:r/></w:ins></w:p>', "with id None"),
    "a change with a bad date": (
        '<w:p><w:ins w:id="1" w:author="甲" w:date="昨天"><w:r/></w:ins></w:p>', "with date"),
    "edge blanks that get lost": ("<w:p><w:r><w:t> 甲</w:t></w:r></w:p>", "loses its edge blanks"),
}
COMMENTS = '<w:comments NS><w:comment w:id="0" w:author="甲"><w:p/></w:comment></w:comments>'


@pytest.mark.parametrize("name", DEFECTS)
def test_defect(name: str, tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body, wanted = DEFECTS[name]
    path = word_file(tmp_path / "a.docx", body.replace("{s}", SIGNED))
    assert any(wanted in fault for fault in lint_package(read_package(path.read_bytes())))


def test_a_comment_that_is_not_there(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body = '<w:p><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    path = word_file(tmp_path / "a.docx", body, {"comments.xml": ("comments", COMMENTS)})
    faults = lint_package(read_package(path.read_bytes()))
    assert "commentReference to a comment that is not there" in faults
    assert "a comment that nothing refers to" in faults


def test_a_part_that_is_not_there(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    path = word_file(tmp_path / "a.docx", "<w:p/>", {"comments.xml": ("comments", COMMENTS)})
    package = read_package(path.read_bytes())
    del package.parts["word/comments.xml"]
    faults = lint_package(package)
    assert "content type for missing part word/comments.xml" in faults
    assert "relationship to missing part word/comments.xml" in faults


def test_a_sound_file_has_no_faults(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body = f'<w:p><w:ins w:id="1" {SIGNED}><w:r><w:t>甲</w:t></w:r></w:ins></w:p>'
    path = word_file(tmp_path / "a.docx", body)
    assert lint_package(read_package(path.read_bytes())) == []
