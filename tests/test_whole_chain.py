"""Any edit of a real text: read, compared, written as Word, and both texts come back whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drafting
from drafting.word.lint import lint_package
from drafting.word.package import read_package
from drafting.word.revisions import read_lines

LINES = (Path(__file__).parent / "cases" / "word" / "antitrust-2007.txt").read_text("utf-8").split("\n")

PLACE = st.integers(0, 400)
EDIT = st.one_of(
    st.tuples(st.just("drop"), PLACE, st.integers(1, 3)),
    st.tuples(st.just("repeat"), PLACE, PLACE),
    st.tuples(st.just("move"), PLACE, PLACE),
    st.tuples(st.just("join"), PLACE),
    st.tuples(st.just("break"), PLACE, PLACE),
    st.tuples(st.just("cut"), PLACE, PLACE, st.integers(1, 12)),
    st.tuples(st.just("put"), PLACE, PLACE, st.sampled_from([
        "的", "元", "第", "（三）", "第三条", "第八条第二款", "，", "\t", "　", "应当", "前款", "“", "《某法》",
    ])),
    st.tuples(st.just("blank"), PLACE),
)  # fmt: skip


def edit_lines(lines: list[str], edits: list[tuple]) -> list[str]:
    """The lines after the edits, each at its place counted round the text."""
    text = list(lines)
    for kind, where, *rest in edits:
        if len(text) < 2:
            break
        at = where % len(text)
        line = text[at]
        match kind:
            case "drop":
                del text[at : at + rest[0]]
            case "repeat":
                text.insert(rest[0] % len(text), line)
            case "move":
                text.insert(rest[0] % len(text), text.pop(at))
            case "join":
                text[at : at + 2] = ["".join(text[at : at + 2])]
            case "blank":
                text.insert(at, "")
            case _:
                place = rest[0] % (len(line) + 1)
                new = {"break": "\n", "cut": "", "put": rest[-1]}[kind]
                until = place + (rest[1] if kind == "cut" else 0)
                text[at] = line[:place] + new + line[until:]
    return "\n".join(text).split("\n")


def squeeze(lines: list[str]) -> str:
    return "".join("".join(lines).split())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(EDIT, max_size=3), st.lists(EDIT, min_size=1, max_size=25))
def test_no_edit_loses_a_word(tmp_path: Path, before: list[tuple], after: list[tuple]) -> None:
    old = edit_lines(LINES, before)
    new = edit_lines(old, after)
    if not squeeze(old) or not squeeze(new):
        return
    paths = tmp_path / "old.txt", tmp_path / "new.txt"
    trees = []
    for path, lines in zip(paths, (old, new), strict=True):
        path.write_text("\n".join(lines), "utf-8")
        trees.append(drafting.load(path))
        assert squeeze([line.text for line in trees[-1].lines]) == squeeze(lines)
    redline = drafting.redline(*trees)
    assert squeeze(read_lines(redline, accept=False)) == squeeze(old)
    assert squeeze(read_lines(redline, accept=True)) == squeeze(new)
    assert lint_package(read_package(redline)) == []
    findings = drafting.check(trees[1])
    assert all(1 <= finding.line <= len(new) for finding in findings if finding.line)
    drafting.renumber(trees[1], base=trees[0])


@pytest.mark.parametrize("edit", [
    ("break", 30, 5), ("join", 12), ("drop", 0, 3), ("repeat", 9, 60), ("move", 20, 70),
])  # fmt: skip
def test_edits_do_edit(edit: tuple) -> None:
    assert edit_lines(LINES, [edit]) != LINES
