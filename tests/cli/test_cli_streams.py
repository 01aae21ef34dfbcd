"""Data on standard output, messages on standard error; "-" where a file is taken; any locale."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

DRAFT = "hangzhou-robot-draft.txt"


@pytest.mark.parametrize("words", [
    ("parse", "-"), ("parse", "-", "--format", "json"), ("check", "-"), ("check", "-", "--fix"),
    ("diff", "-", "new.txt"), ("diff", "new.txt", "-"), ("compare", "-", "new.txt"),
    ("table", "comment", "-", "-o", "-"), ("table", "peers", "new.txt", "-", "-o", "-"),
    ("redline", "-", "new.txt", "-o", "r.docx"), ("annotate", "-", "-o", "a.docx"),
    ("annotate", "new.txt", "--note", "-", "-o", "a.docx"), ("renumber", "-", "-o", "-"),
    ("round", "open", "-", "-o", "round"),
], ids=" ".join)
def test_standard_input_is_a_source(words, call):
    result = call(*words, stdin=Path("old.txt").read_bytes())
    assert result.exit_code == 0, result.stderr
    assert result.stdout or "-o" in words


@pytest.mark.parametrize("kind", ["docx", "html", "gb18030", "utf-16", "tree"])
def test_what_standard_input_holds_is_told_by_its_content(kind, call):
    from docx import Document

    text = Path("old.txt").read_text("utf-8")
    if kind == "docx":
        document = Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save("s.docx")
        data = Path("s.docx").read_bytes()
    elif kind == "html":
        body = "".join(f"<p>{line}</p>" for line in text.splitlines())
        data = f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    elif kind == "tree":
        data = call("parse", "old.txt").stdout_bytes
    else:
        data = text.encode(kind)
    result = call("diff", "old.txt", "-", "--exit-code", stdin=data)
    assert result.exit_code == 0, result.stdout


def test_a_tree_goes_through_a_pipe(call, seeds):
    straight = call("check", seeds / DRAFT, "--format", "json").stdout
    tree = call("parse", seeds / DRAFT).stdout_bytes
    assert call("check", "-", "--format", "json", stdin=tree).stdout == straight


def test_standard_output_holds_data_alone(call, seeds):
    draft = str(seeds / DRAFT)
    assert "findings" in json.loads(call("check", draft, "--format", "json").stdout)
    assert "runs" in json.loads(call("check", draft, "--format", "sarif").stdout)
    assert "children" in json.loads(call("parse", draft, "--format", "json").stdout)
    assert "changes" in json.loads(call("diff", "old.txt", "new.txt", "--format", "json").stdout)
    assert "rules" in json.loads(call("rule", "--format", "json").stdout)
    assert "table" in json.loads(call("renumber", "new.txt", "-o", "n.txt", "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(call("table", "comment", draft, "-o", "-").stdout)))
    assert len({len(row) for row in rows}) == 1
    word = call("redline", "old.txt", "new.txt", "-o", "-").stdout_bytes
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word)).namelist()


def test_a_renumbered_text_on_standard_output_is_the_text_alone(call):
    gap = Path("old.txt").read_text("utf-8").replace("第四条　", "第六条　")
    Path("gap.txt").write_text(gap, encoding="utf-8")
    result = call("renumber", "gap.txt", "-o", "-")
    assert result.stdout.split() == Path("old.txt").read_text("utf-8").split()
    assert "第六条 → 第四条" in result.stderr


def test_files_say_nothing_on_standard_output(call):
    for words in (("check", "old.txt", "-o", "c.xlsx"), ("diff", "old.txt", "new.txt", "-o", "d.html"),
                  ("compare", "old.txt", "new.txt", "-o", "c.json"), ("parse", "old.txt", "-o", "p.xml"),
                  ("redline", "old.txt", "new.txt", "-o", "r.docx"),
                  ("annotate", "old.txt", "-o", "a.docx"), ("round", "open", "old.txt", "-o", "r")):
        result = call(*words)
        assert result.exit_code == 0 and not result.stdout, words


@pytest.mark.parametrize("words", [
    ("diff", "HANGZHOU", "SHANGHAI"), ("redline", "HANGZHOU", "SHANGHAI", "-o", "r.docx"),
    ("table", "compare", "HANGZHOU", "SHANGHAI", "-o", "t.csv"),
], ids=" ".join)
def test_unrelated_texts_are_answered_and_compare_is_named(words, call, seeds):
    names = {"HANGZHOU": seeds / DRAFT, "SHANGHAI": seeds / "shanghai-ai-draft-2022.txt"}
    result = call(*(names.get(w, w) for w in words))
    assert result.exit_code == 0
    assert "`drafting compare`" in result.stderr and "better question" in result.stderr
    assert result.stdout or Path(words[-1]).stat().st_size
    assert "better question" not in call(*(
        {"HANGZHOU": "old.txt", "SHANGHAI": "new.txt"}.get(w, w) for w in words), "--force").stderr


def test_exit_status_says_findings_and_differences(call, seeds):
    draft = seeds / DRAFT
    assert call("check", draft).exit_code == 1
    assert call("check", draft, "--select", "N001").exit_code == 0
    assert call("check", "old.txt").exit_code == 0
    assert call("check", "old.txt", "--fail-on", "info").exit_code == 1
    assert call("diff", "old.txt", "new.txt").exit_code == 0
    assert call("diff", "old.txt", "new.txt", "--exit-code").exit_code == 1
    assert call("diff", "old.txt", "old.txt", "--exit-code").exit_code == 0


def test_debug_shows_the_traceback_and_nothing_else_does(spawn):
    quiet, loud = spawn("check", "no.txt"), spawn("--debug", "check", "no.txt")
    assert quiet.returncode == 2 and b"Traceback" not in quiet.stderr
    assert b"Traceback" in loud.stderr and b"there is no such file" in loud.stderr


@pytest.mark.parametrize("locale", [
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"},
], ids=["C", "ascii", "gbk"])
def test_standard_output_is_utf8_in_any_locale(locale, spawn):
    for words in (("check", "old.txt", "--format", "json"), ("diff", "old.txt", "new.txt"),
                  ("table", "comment", "old.txt", "-o", "-")):
        result = spawn(*words, **locale)
        assert result.returncode == 0, result.stderr
        assert "养犬" in result.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_internal_error(desk, seeds):
    process = subprocess.Popen(
        [sys.executable, "-m", "drafting", "parse", str(seeds / DRAFT)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, told = process.communicate(timeout=60)
    assert b"Traceback" not in told and b"internal error" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_standard_output_is_told(desk):
    for words in (("parse", "old.txt"), ("check", "old.txt"), ("diff", "old.txt", "new.txt")):
        with Path("/dev/full").open("wb") as full:
            result = subprocess.run(
                [sys.executable, "-m", "drafting", *words], stdout=full, stderr=subprocess.PIPE,
                check=False,
            )
        assert result.returncode == 2
        assert b"standard output: No space left on device" in result.stderr
