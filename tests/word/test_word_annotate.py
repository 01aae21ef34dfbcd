"""Annotated drafts and fixes as tracked changes, on the seeds and in a user's own file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.akn import Tree
from drafting.akn.files import xml_to_tree
from drafting.api import check, load
from drafting.checks.findings import Edit, Finding
from drafting.word.annotate import Annotated, annotate_tree, annotated_to_bytes
from drafting.word.document import DocumentSettings
from drafting.word.edits import edits_to_docx, edits_to_file
from drafting.word.lint import lint_package
from drafting.word.package import read_package
from drafting.word.remarks import name_texts
from drafting.word.revisions import read_comments, read_lines, read_revisions


@pytest.fixture(scope="module")
def draft(seeds: Path) -> Tree:
    return load(seeds / "hangzhou-robot-draft.txt")


@pytest.fixture(scope="module")
def annotated(seeds: Path, draft: Tree, date: datetime) -> Annotated:
    note = load(seeds / "hangzhou-robot-note.txt")
    peer = load(seeds / "shanghai-ai-draft-2022.txt")
    return annotate_tree(draft, note, [peer], DocumentSettings(date=date))


def test_each_source_is_an_author(annotated: Annotated, date: datetime) -> None:
    data = annotated_to_bytes(annotated, ".docx", DocumentSettings(date=date))
    authors = Counter(c.author.split()[0] for c in read_comments(data))
    assert authors["起草说明"] > 20
    assert authors["上海条例"] > 20
    assert authors["标点检查"] >= 9
    assert any(c.author == "上海条例 第十二条" for c in annotated.comments)


def test_comments_stand_at_their_articles(annotated: Annotated, date: datetime) -> None:
    data = annotated_to_bytes(annotated, ".docx", DocumentSettings(date=date))
    found = {(c.author, "".join(c.words.split())) for c in read_comments(data)}
    assert ("上海条例 第一条", "第一条【立法目的】") in found
    assert any(author == "标点检查" and words == "概念界定】" for author, words in found)
    assert lint_package(read_package(data)) == []


def test_what_has_no_counterpart_gets_no_comment(annotated: Annotated) -> None:
    assert not [c for c in annotated.comments if c.eid == "art_36" and c.author.startswith("上海")]


def test_what_the_draft_lacks_is_told_on_the_title(annotated: Annotated, draft: Tree) -> None:
    title = next(unit for unit in draft.units if unit.level == "title").lines[0].number
    told = "\n".join(c.text for c in annotated.comments if c.line == title)
    assert "首台（套）" in told
    assert "第六十七条" in told


def test_the_tree_and_the_list_hold_the_same_comments(
    annotated: Annotated, draft: Tree, date: datetime
) -> None:
    settings = DocumentSettings(date=date)
    tree = xml_to_tree(annotated_to_bytes(annotated, ".xml", settings))
    assert tree.text == draft.text
    kept = [e.text for e in tree.main.iter("{urn:drafting:source}comment")]
    listed = json.loads(annotated_to_bytes(annotated, ".json", settings))["comments"]
    assert kept == [c["text"] for c in listed] == [c.text for c in annotated.comments]


def test_short_names_tell_texts_apart(seeds: Path) -> None:
    names = ("hangzhou-robot-note", "shanghai-ai-draft-2022", "shanghai-robot-plan-2023")
    trees = [load(seeds / f"{name}.txt") for name in names]
    kinds = ["note", "regulation", "policy"]
    assert name_texts(trees, kinds) == ["起草说明", "上海条例", "上海方案"]
    assert len(set(name_texts([trees[1], trees[1]], kinds[1:2] * 2))) == 2


def test_fixes_are_tracked_with_a_comment_each(draft: Tree, date: datetime) -> None:
    fixes = [f for f in check(draft) if f.fix == "safe"]
    data = edits_to_docx(draft, fixes, DocumentSettings(date=date))
    assert read_lines(data, False) == [line.text for line in draft.lines if line.text]
    accepted = "".join("".join(read_lines(data, True)).split())
    assert "第二条【概念界定】" in accepted
    assert "科技成果成果转化" not in accepted
    comments = read_comments(data)
    assert len(comments) == len(fixes)
    many = max(fixes, key=lambda f: len(f.edits))
    assert len(many.edits) > 100
    assert sum(f"共修改{len(many.edits)}处" in c.text for c in comments) == 1
    assert all(f.code in "".join(c.text for c in comments) for f in fixes)
    assert lint_package(read_package(data)) == []


def test_fixes_go_into_the_users_file(
    tmp_path: Path, word_file: Callable[..., Path], date: datetime
) -> None:
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>第一条 为了规范规范管理，制定本条例。</w:t></w:r>"
    path = word_file(tmp_path / "a.docx", f"<w:p><w:r><w:t>某条例</w:t></w:r></w:p><w:p>{run}</w:p>")
    tree = load(path)
    edit = Edit(2, 8, "规范", "")
    finding = Finding("W001", "doubled-word", "error", "词语重复", line=2, words="规范规范", start=6,
                      fix="safe", edits=(edit,))
    made = edits_to_file(tree, [finding], DocumentSettings(date=date))
    assert made.notes == ()
    assert [(c.kind, c.text) for c in read_revisions(made.data)] == [("delete", "规范")]
    assert read_lines(made.data, True)[1] == "第一条 为了规范管理，制定本条例。"
    assert [(c.author, c.words) for c in read_comments(made.data)] == [("用语检查", "规范")]


def test_an_edit_that_does_not_fit_is_left_out_whole(draft: Tree, date: datetime) -> None:
    line = draft.lines[12]
    right = Edit(line.number, 0, line.text[:1], "甲")
    wrong = Edit(line.number, 3, "没有这些字", "乙")
    finding = Finding("W001", "doubled-word", "error", "词语重复", line=line.number,
                      fix="safe", edits=(right, wrong))
    data = edits_to_docx(draft, [finding], DocumentSettings(date=date))
    assert read_revisions(data) == []
    assert read_comments(data) == []


def test_microsoft_finds_nothing(
    annotated: Annotated, draft: Tree, date: datetime, tmp_path: Path, validate: Any
) -> None:
    settings = DocumentSettings(date=date)
    fixes = [f for f in check(draft) if f.fix == "safe"]
    for name, data in (("a", annotated_to_bytes(annotated, ".docx", settings)),
                       ("b", edits_to_docx(draft, fixes, settings))):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert validate(path) == []
