"""Redlines of two texts: what is marked, by whom, and that both texts come back."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.word.lint import lint_package
from drafting.word.names import DEL_TEXT, REVISIONS, RPR, P, T, w
from drafting.word.package import read_package
from drafting.word.redline import changes_to_redline, redline_trees
from drafting.word.revisions import TrackedChange, read_comments, read_lines, read_revisions
from drafting.word.settings import LABEL_AUTHOR, RedlineSettings

CASES = Path(__file__).parent.parent / "cases" / "word"


@pytest.fixture(scope="module")
def pair() -> tuple[Tree, Tree]:
    """Articles of 反垄断法 2007 and 2022 (statutes are not protected: 著作权法 第五条), one moved."""
    return load(CASES / "antitrust-2007.txt"), load(CASES / "antitrust-2022.txt")


@pytest.fixture(scope="module")
def redline(pair: tuple[Tree, Tree], date: datetime) -> bytes:
    return redline_trees(*pair, RedlineSettings("法制处", date))


def _lines(tree: Tree) -> list[str]:
    return [line.text for line in tree.lines]


def test_rejecting_gives_the_old_and_accepting_the_new_text(
    pair: tuple[Tree, Tree], redline: bytes
) -> None:
    assert read_lines(redline, False) == _lines(pair[0])
    assert read_lines(redline, True) == _lines(pair[1])
    assert lint_package(read_package(redline)) == []


def test_plain_moves_hold_both_texts_too(pair: tuple[Tree, Tree], date: datetime) -> None:
    data = redline_trees(*pair, RedlineSettings(date=date, moves="plain"))
    assert read_lines(data, False) == _lines(pair[0])
    assert read_lines(data, True) == _lines(pair[1])
    assert not list(read_package(data).document.iter(w("moveFrom"), w("moveTo")))


def test_the_same_bytes_on_every_run(
    pair: tuple[Tree, Tree], redline: bytes, date: datetime
) -> None:
    assert redline_trees(*pair, RedlineSettings("法制处", date)) == redline


def test_author_date_and_ids(redline: bytes) -> None:
    root = read_package(redline).document
    changes = list(root.iter(*REVISIONS, w("moveFromRangeStart"), w("moveToRangeStart")))
    assert {c.get(w("author")) for c in changes} == {"法制处", LABEL_AUTHOR}
    assert {c.get(w("date")) for c in changes} == {"2025-08-11T09:30:00"}
    assert max(Counter(c.get(w("id")) for c in changes).values()) == 1


def test_renumbered_labels_have_an_author_of_their_own(redline: bytes) -> None:
    changes = read_revisions(redline)
    labels = [c for c in changes if c.author == LABEL_AUTHOR]
    assert ("第五条", "第六条") in [(a.text, b.text) for a, b in _replacements(labels)]
    blanks = [c for c in labels if "".join(c.text.split()) == "总则"]
    assert {c.text for c in blanks} == {"总则", "总 则"}  # a heading spaced out is no change
    numbers = [c for c in labels if c not in blanks]
    assert all(c.text.strip().startswith("第") and c.text.endswith("条") for c in numbers)


def _replacements(changes: list[TrackedChange]) -> list[tuple[TrackedChange, TrackedChange]]:
    pairs = itertools.pairwise(changes)
    return [(a, b) for a, b in pairs if (a.kind, b.kind) == ("delete", "insert")]


def test_a_moved_article_is_one_move_with_its_edit_visible(redline: bytes) -> None:
    root = read_package(redline).document
    names = [e.get(w("name")) for e in root.iter(w("moveFromRangeStart"))]
    assert names == [e.get(w("name")) for e in root.iter(w("moveToRangeStart"))]
    assert len(names) == 1
    moved = _inside_move(root, "To")
    assert len(moved) == 2, "the article and its second paragraph go under one name"
    assert "".join(t.text or "" for p in moved for t in p.iter(T)).count("统一") == 1
    inserted = [i for p in moved for i in p.iter(w("ins")) if i.getparent().tag == P]
    assert "统一" in "".join(t.text or "" for i in inserted for t in i.iter(T))
    kept = ["".join(t.text or "" for p in _inside_move(root, side) for m in p.iter(w(f"move{side}"))
                    for t in m.iter(T)) for side in ("From", "To")]
    assert kept[0] == kept[1]
    assert not next(iter(root.iter(w("moveFrom")))).findall(f".//{DEL_TEXT}")


def _inside_move(root: Any, side: str) -> list[Any]:
    start = next(root.iter(w(f"move{side}RangeStart"))).getparent()
    end = next(root.iter(w(f"move{side}RangeEnd"))).getparent()
    paragraphs = list(root.iter(P))
    return paragraphs[paragraphs.index(start) : paragraphs.index(end) + 1]


def test_structural_changes_are_told_in_comments(redline: bytes) -> None:
    told = [c.text for c in read_comments(redline)]
    assert "新增第五条" in told
    assert any(t.startswith("由第") and "移至第" in t and t.endswith("并作修改") for t in told)
    assert all(len(t) < 40 for t in told)


def test_comments_can_be_left_out(pair: tuple[Tree, Tree], date: datetime) -> None:
    data = redline_trees(*pair, RedlineSettings(date=date, comments=False))
    assert read_comments(data) == []
    assert "word/comments.xml" not in read_package(data).parts


def test_silent_labels_say_so(pair: tuple[Tree, Tree], date: datetime) -> None:
    data = redline_trees(*pair, RedlineSettings(date=date, labels="silent"))
    assert read_lines(data, True) == _lines(pair[1])
    assert not [c for c in read_revisions(data) if c.author == LABEL_AUTHOR]
    assert any("未作修订标记" in c.text for c in read_comments(data))


def test_an_unchanged_text_has_no_marks(pair: tuple[Tree, Tree], date: datetime) -> None:
    data = redline_trees(pair[0], pair[0], RedlineSettings(date=date))
    root = read_package(data).document
    assert not list(root.iter(*REVISIONS))
    assert read_comments(data) == []


def test_unrelated_texts_are_told(seeds: Path, pair: tuple[Tree, Tree], date: datetime) -> None:
    other = load(seeds / "shanghai-robot-plan-2023.txt")
    found = changes_to_redline(
        pair[0], other, diff_trees(pair[0], other), RedlineSettings(date=date)
    )
    assert any("drafting compare" in note for note in found.notes)
    assert read_lines(found.data, False) == _lines(pair[0])
    assert read_lines(found.data, True) == _lines(other)


def test_moves_in_every_paragraph_mark_are_signed(redline: bytes) -> None:
    marks = [e for e in read_package(redline).document.iter(*REVISIONS)
             if e.getparent().tag == RPR]
    assert marks
    assert all(m.get(w("author")) == "法制处" for m in marks)


@pytest.mark.office
def test_libreoffice_gives_both_texts(
    pair: tuple[Tree, Tree], redline: bytes, tmp_path: Path, office: Any
) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(redline)
    found = office.resolve(path)[0]
    assert found["rejected"] == _lines(pair[0])
    assert found["accepted"] == _lines(pair[1])


def test_microsoft_finds_nothing(redline: bytes, tmp_path: Path, validate: Any) -> None:
    path = tmp_path / "redline.docx"
    path.write_bytes(redline)
    assert validate(path) == []


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    code = "from drafting.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )


def test_the_command(tmp_path: Path, pair: tuple[Tree, Tree]) -> None:
    old, new = CASES / "antitrust-2007.txt", CASES / "antitrust-2022.txt"
    target = tmp_path / "redline.docx"
    words = ("redline", str(old), str(new), "-o", str(target), "--date", "2025-08-11")
    assert _run(*words, "--author", "王五").returncode == 0
    assert read_lines(target.read_bytes(), True) == _lines(pair[1])
    first = target.read_bytes()
    again = _run(*words)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert target.read_bytes() == first
    assert _run(*words, "--author", "王五", "--force").returncode == 0
    assert target.read_bytes() == first


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "draft.docx"
    source.write_bytes(
        redline_trees(*[load(CASES / "antitrust-2007.txt")] * 2, RedlineSettings())
    )
    before = source.read_bytes()
    done = _run("redline", str(source), str(CASES / "antitrust-2022.txt"), "-o", str(source),
                "--force")
    assert done.returncode == 2
    assert "one of the sources" in done.stderr
    assert source.read_bytes() == before
