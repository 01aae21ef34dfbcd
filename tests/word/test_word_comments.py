"""Comments as Word has them: five parts, threads, anchors on exact words, read back again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.api import load
from drafting.word.comments import WordComment
from drafting.word.document import DocumentSettings, tree_to_docx
from drafting.word.lint import lint_package
from drafting.word.names import COMMENT_REFERENCE, COMMENT_START, W15, W16CEX, W16CID, w
from drafting.word.package import read_package
from drafting.word.revisions import read_comments, read_lines

TEXT = ["某市某条例", "第一条 为了规范管理，保障安全，制定本条例。", "第二条 本条例适用于本市的管理活动。"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text("\n".join(TEXT) + "\n", encoding="utf-8")
    return path


def test_a_thread_comes_back(source: Path, date: datetime) -> None:
    reply = WordComment("已采纳。", "法制处", date)
    comment = WordComment("建议写明。\n另见上位法。", "起草说明", date, line=2, words="保障安全",
                          replies=(reply,), resolved=True)
    data = tree_to_docx(load(source), DocumentSettings(date=date), [comment])
    first, second = read_comments(data)
    assert (first.author, first.text, first.words) == ("起草说明", "建议写明。\n另见上位法。", "保障安全")
    assert (first.line, first.start, first.resolved, first.parent) == (2, 11, True, "")
    assert (second.text, second.parent, second.words) == ("已采纳。", first.id, "保障安全")
    assert second.date == "2025-08-11T09:30:00"
    assert lint_package(read_package(data)) == []


def test_the_five_parts_agree(source: Path, date: datetime) -> None:
    comments = [WordComment("甲", "编号检查", date, line=2), WordComment("乙", "起草说明", date, line=3)]
    package = read_package(tree_to_docx(load(source), DocumentSettings(date=date), comments))
    extended = package.root("word/commentsExtended.xml")
    ids = package.root("word/commentsIds.xml")
    instants = package.root("word/commentsExtensible.xml")
    people = package.root("word/people.xml")
    paragraphs = [e.get(f"{{{W15}}}paraId") for e in extended]
    assert paragraphs == [e.get(f"{{{W16CID}}}paraId") for e in ids]
    durable = [e.get(f"{{{W16CID}}}durableId") for e in ids]
    assert durable == [e.get(f"{{{W16CEX}}}durableId") for e in instants]
    assert all(0 < int(value, 16) < 0x7FFFFFFF for value in (*paragraphs, *durable))
    assert [e.get(f"{{{W16CEX}}}dateUtc") for e in instants] == ["2025-08-11T01:30:00Z"] * 2
    assert [e.get(f"{{{W15}}}author") for e in people] == ["编号检查", "起草说明"]


@pytest.mark.parametrize(("words", "wanted"), [("规范", "规范"), ("", TEXT[1]), ("没有", TEXT[1])])
def test_words_that_are_not_there_mean_the_line(
    source: Path, date: datetime, words: str, wanted: str
) -> None:
    comment = WordComment("看", "甲", date, line=2, words=words)
    data = tree_to_docx(load(source), DocumentSettings(date=date), [comment])
    assert [c.words for c in read_comments(data)] == [wanted]
    assert read_lines(data, True) == TEXT


def test_an_eid_is_enough(source: Path, date: datetime) -> None:
    comment = WordComment("看", "甲", date, eid="art_2", words="第二条")
    data = tree_to_docx(load(source), DocumentSettings(date=date), [comment])
    assert [(c.line, c.words) for c in read_comments(data)] == [(3, "第二条")]


def test_a_comment_on_furniture_says_its_line(seeds: Path, date: datetime) -> None:
    draft = load(seeds / "hangzhou-robot-draft.txt")
    comment = WordComment("此处为网页附带内容。", "结构检查", date, line=1)
    data = tree_to_docx(draft, DocumentSettings(date=date), [comment])
    found = read_comments(data)
    assert [c.text for c in found] == ["（原文第1行）此处为网页附带内容。"]
    assert "发布时间" not in "".join(read_lines(data, True))


def test_existing_comments_keep_their_ids(
    tmp_path: Path, word_file: Callable[..., Path], date: datetime, validate: Any
) -> None:
    remark = ('<w:comments NS><w:comment w:id="4" w:author="李四"><w:p w14:paraId="10000001"><w:r>'
              "<w:t>旧</w:t></w:r></w:p></w:comment></w:comments>")
    marked = ('<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>第一条 甲乙丙丁。</w:t></w:r>'
              '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r></w:p>')
    path = word_file(tmp_path / "a.docx", marked, {"comments.xml": ("comments", remark)})
    comment = WordComment("新", "甲", date, line=1, words="乙丙")
    data = tree_to_docx(load(path), DocumentSettings(date=date), [comment])
    assert [(c.id, c.text, c.words) for c in read_comments(data)] == [
        ("4", "旧", "第一条 甲乙丙丁。"), ("5", "新", "乙丙")]
    package = read_package(data)
    root = package.document
    assert len(list(root.iter(COMMENT_START))) == len(list(root.iter(COMMENT_REFERENCE))) == 2
    assert lint_package(package) == []
    out = tmp_path / "out.docx"
    out.write_bytes(data)
    assert validate(out) == validate(path)


def test_an_anchor_inside_a_run_keeps_its_look(
    tmp_path: Path, word_file: Callable[..., Path], date: datetime
) -> None:
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>第一条 甲乙丙丁。</w:t></w:r>"
    path = word_file(tmp_path / "a.docx", f"<w:p>{run}</w:p>")
    comment = WordComment("新", "甲", date, line=1, words="乙丙")
    data = tree_to_docx(load(path), DocumentSettings(date=date), [comment])
    runs = [r for r in read_package(data).document.iter(w("r")) if r.find(w("t")) is not None]
    assert ["".join(r.itertext()) for r in runs] == ["第一条 甲", "乙丙", "丁。"]
    assert all(r.find(f"{w('rPr')}/{w('b')}") is not None for r in runs)
