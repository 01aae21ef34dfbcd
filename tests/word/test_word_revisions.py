"""Our reader of tracked changes: what Word does on *accept all* and *reject all*, and where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafting.word.revisions import read_comments, read_lines, read_revisions

S = 'w:author="甲" w:date="2025-01-01T00:00:00"'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def put(text: str, number: int = 1, kind: str = "ins") -> str:
    return f'<w:{kind} w:id="{number}" {S}>{run(text)}</w:{kind}>'


def cut(text: str, number: int = 2) -> str:
    return f'<w:del w:id="{number}" {S}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def para(*runs: str, mark: str = "") -> str:
    marks = f'<w:pPr><w:rPr><w:{mark} w:id="9" {S}/></w:rPr></w:pPr>' if mark else ""
    return f"<w:p>{marks}{''.join(runs)}</w:p>"


def row(*cells: str, mark: str = "") -> str:
    marks = f'<w:trPr><w:{mark} w:id="8" {S}/></w:trPr>' if mark else ""
    made = "".join(f"<w:tc><w:tcPr/>{para(run(c))}</w:tc>" for c in cells)
    return f"<w:tr>{marks}{made}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


CASES = {
    "words": (para(run("一"), cut("二"), put("三"), run("四")), ["一三四"], ["一二四"]),
    "a split": (para(run("一"), mark="ins") + para(run("二")), ["一", "二"], ["一二"]),
    "a join": (para(run("一"), mark="del") + para(run("二")), ["一二"], ["一", "二"]),
    "a new paragraph": (
        para(run("一")) + para(put("二"), mark="ins") + para(run("三")), ["一", "二", "三"], ["一", "三"]),
    "a lost paragraph": (
        para(run("一")) + para(cut("二"), mark="del") + para(run("三")), ["一", "三"], ["一", "二", "三"]),
    "a move": (
        para(put("一", 3, "moveFrom"), mark="moveFrom") + para(run("二"))
        + para(put("一", 4, "moveTo"), mark="moveTo") + para(run("三")),
        ["二", "一", "三"], ["一", "二", "三"]),
    "words taken out of another's insertion": (
        para(run("一"), f'<w:ins w:id="1" {S}>{run("二")}{cut("三")}</w:ins>'), ["一二"], ["一"]),
    "a row put in": (
        table(row("一"), row("二", mark="ins")) + para(run("三")), ["一", "二", "三"], ["一", "三"]),
    "a row taken out": (
        table(row("一"), row("二", mark="del")) + para(run("三")), ["一", "三"], ["一", "二", "三"]),
    "a lost paragraph before a table": (
        para(run("一")) + para(cut("二"), mark="del") + table(row("三")) + para(),
        ["一", "三", ""], ["一", "二", "三", ""]),
    "a content control between": (
        para(run("一"), mark="del")
        + f"<w:sdt><w:sdtContent>{para(run('二'))}</w:sdtContent></w:sdt>" + para(run("三")),
        ["一二", "三"], ["一", "二", "三"]),
}


@pytest.mark.parametrize("name", CASES)
def test_accept_and_reject(name: str, tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body, accepted, rejected = CASES[name]
    data = word_file(tmp_path / "a.docx", body).read_bytes()
    assert read_lines(data, True) == accepted
    assert read_lines(data, False) == rejected


def test_changes_with_their_places(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body = (para(run("第一条 甲乙。")) + para(run("第二条 丙"), cut("丁"), put("戊"), run("己。"))
            + para(put("第三条 新条。"), mark="ins") + para(run("第四条 庚。")))
    path = word_file(tmp_path / "a.docx", body)
    found = [(c.kind, c.text, c.line, c.start) for c in read_revisions(path)]
    assert found == [("delete", "丁", 2, 5), ("insert", "戊", 2, 6), ("insert", "\n第三条 新条。", 2, 8)]
    assert {c.author for c in read_revisions(path)} == {"甲"}


def test_lines_are_those_of_the_reader(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body = para(run("一"), mark="del") + para(run("二")) + para(put("三"))
    path = word_file(tmp_path / "a.docx", body)
    assert [(c.text, c.line) for c in read_revisions(path, "accept")] == [("\n", 1), ("三", 2)]
    assert [(c.text, c.line) for c in read_revisions(path, "reject")] == [("\n", 1), ("三", 2)]


def test_formatting_is_a_change_too(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    look = f'<w:rPr><w:b/><w:rPrChange w:id="3" {S}><w:rPr/></w:rPrChange></w:rPr>'
    path = word_file(tmp_path / "a.docx", f"<w:p><w:r>{look}<w:t>粗</w:t></w:r></w:p>")
    assert [(c.kind, c.text) for c in read_revisions(path)] == [("format", "粗")]


def test_a_comment_over_two_paragraphs(tmp_path: Path, word_file: Callable[..., Path]) -> None:
    body = (f'<w:p>{run("甲")}<w:commentRangeStart w:id="0"/>{run("乙")}</w:p>'
            f'<w:p>{run("丙")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
            f"{run('丁')}</w:p>")
    remarks = ('<w:comments NS><w:comment w:id="0" w:author="乙"><w:p><w:r><w:t>看</w:t></w:r></w:p>'
               "</w:comment></w:comments>")
    path = word_file(tmp_path / "a.docx", body, {"comments.xml": ("comments", remarks)})
    found = read_comments(path)
    assert [(c.words, c.line, c.start) for c in found] == [("乙\n丙", 1, 1)]
