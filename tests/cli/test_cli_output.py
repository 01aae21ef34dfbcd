"""Outputs: whole or not at all, never over a source, over nothing else without --force."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drafting.errors import OutputError
from drafting.writers.outputs import write_output

WRITES = (
    (("parse", "old.txt"), (".xml", ".json", ".txt")),
    (("check", "old.txt"), (".xlsx", ".json", ".sarif", ".docx", ".txt")),
    (("check", "old.txt", "--fix"), (".docx", ".txt", ".xml")),
    (("diff", "old.txt", "new.txt"), (".html", ".json", ".txt", ".xml")),
    (("compare", "old.txt", "new.txt"), (".json", ".txt", ".docx", ".xlsx", ".csv", ".html")),
    (("redline", "old.txt", "new.txt"), (".docx",)),
    (("annotate", "old.txt"), (".docx", ".xml", ".json")),
    (("table", "comment", "old.txt"), (".docx", ".xlsx", ".csv", ".html")),
    (("table", "compare", "old.txt", "new.txt"), (".docx", ".xlsx", ".csv", ".html")),
    (("table", "peers", "old.txt", "new.txt"), (".docx", ".xlsx", ".csv", ".html")),
    (("renumber", "new.txt"), (".docx", ".txt", ".xml")),
)
EACH = pytest.mark.parametrize(("words", "suffixes"), WRITES, ids=[" ".join(w) for w, _ in WRITES])
OVER = (
    ("parse", "s.xml", "-o", "s.xml"),
    ("check", "s.docx", "-o", "s.docx"),
    ("check", "s.docx", "--fix", "-o", "s.docx"),
    ("check", "old.txt", "--note", "s.docx", "-o", "s.docx"),
    ("diff", "old.txt", "s.html", "-o", "s.html"),
    ("compare", "s.docx", "old.txt", "-o", "s.docx"),
    ("compare", "old.txt", "s.html", "-o", "s.html"),
    ("redline", "s.docx", "new.txt", "-o", "s.docx"),
    ("redline", "old.txt", "s.docx", "-o", "s.docx"),
    ("redline", "old.txt", "new.txt", "--template", "s.docx", "-o", "s.docx"),
    ("annotate", "old.txt", "--peer", "s.docx", "-o", "s.docx"),
    ("annotate", "old.txt", "--template", "s.docx", "-o", "s.docx"),
    ("table", "comment", "s.html", "-o", "s.html"),
    ("table", "compare", "old.txt", "s.docx", "-o", "s.docx"),
    ("table", "peers", "old.txt", "--note", "s.docx", "-o", "s.docx"),
    ("table", "peers", "old.txt", "new.txt", "--template", "s.docx", "-o", "s.docx"),
    ("renumber", "new.txt", "--base", "s.docx", "-o", "s.docx"),
    ("check", "s.docx", "-o", "other-name.docx"),
)


def _make_sources() -> None:
    from docx import Document

    document = Document()
    lines = Path("old.txt").read_text("utf-8").splitlines()
    for line in lines:
        document.add_paragraph(line)
    document.save("s.docx")
    Path("other-name.docx").hardlink_to("s.docx")
    body = "".join(f"<p>{line}</p>" for line in lines)
    Path("s.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")


def _files() -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in Path().rglob("*") if p.is_file()}


@EACH
def test_all_kinds_in_one_call_and_none_twice_without_force(words, suffixes, call):
    outputs = [part for suffix in suffixes for part in ("-o", f"out{suffix}")]
    assert call(*words, *outputs).exit_code == 0
    made = _files()
    assert all(made[f"out{suffix}"] for suffix in suffixes)
    for suffix in suffixes:
        result = call(*words, "-o", f"out{suffix}")
        assert result.exit_code == 2 and "--force" in result.stderr and not result.stdout
    assert _files() == made
    assert call(*words, *outputs, "--force").exit_code == 0


@EACH
def test_impossible_places_are_told_before_the_work(words, suffixes, call):
    Path(f"folder{suffixes[0]}").mkdir()
    before = _files()
    for name, told in (
        ("out.zip", "use one of"), (f"no/out{suffixes[0]}", "does not exist"),
        (f"folder{suffixes[0]}", "is a folder"), (f"{'长' * 100}{suffixes[0]}", "name too long"),
    ):
        if words[0] == "parse" and name.startswith("folder"):
            continue  # a folder is where parse writes trees
        result = call(*words, "-o", name, "--force")
        assert result.exit_code == 2 and told in result.stderr, name
        assert len(result.stderr.splitlines()) == 1
    assert _files() == before


@pytest.mark.parametrize("words", OVER, ids=" ".join)
def test_a_source_is_never_written_over(words, call):
    _make_sources()
    assert call("parse", "old.txt", "-o", "s.xml").exit_code == 0
    before = _files()
    result = call(*words, "--force")
    assert result.exit_code == 2 and "is one of the sources" in result.stderr
    assert _files() == before


def test_a_folder_of_trees_is_not_parsed_over_itself(call):
    Path("trees").mkdir()
    shutil.move("old.txt", "trees/old.txt")
    assert call("parse", "trees", "-o", "trees").exit_code == 0
    Path("trees/old.txt").unlink()
    before = _files()
    assert call("parse", "trees", "-o", "trees", "--force").exit_code == 2
    assert _files() == before


def test_sources_of_one_name_do_not_overwrite_each_other(call):
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "a.txt").write_bytes(Path("old.txt").read_bytes())
    result = call("parse", "one/a.txt", "two/a.txt", "-o", "trees", "--force")
    assert result.exit_code == 2 and "two sources would go there" in result.stderr
    assert not Path("trees").exists()


def test_a_full_disk_leaves_nothing_half_written(desk, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    before = _files()
    with pytest.raises(OutputError, match="No space left"):
        write_output("x.txt", b"half")
    assert _files() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes")
def test_the_system_stopping_a_write_leaves_nothing(desk):
    import resource

    before = _files()
    result = subprocess.run(
        [sys.executable, "-m", "drafting", "parse", "old.txt", "-o", "x.xml"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512)),
    )
    assert result.returncode == 2
    assert result.stderr == "drafting: x.xml: File too large; choose another place\n"
    assert _files() == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_is_status_2_and_leaves_nothing(desk):
    """A pipe that nobody fills holds the command while it is interrupted."""
    before = _files()
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "drafting", "check", "-", "-o", "x.xlsx"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=dict(os.environ),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    assert process.stderr is not None
    for line in process.stderr:  # the reader's last import: from here on it waits for the pipe
        if b"drafting.structure.parse" in line:
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert told.decode().splitlines()[-1] == "drafting: interrupted"
    assert _files() == before


def test_a_round_that_fails_to_open_leaves_no_folder(desk, call, monkeypatch):
    from drafting.rounds import opening

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "form.docx")

    monkeypatch.setattr(opening, "save_settings", fail)
    result = call("round", "open", "old.txt", "-o", "round")
    assert result.exit_code == 2 and "No space left" in result.stderr
    assert not Path("round").exists()


def test_a_round_is_not_opened_over_anything(call):
    Path("full").mkdir()
    Path("full/mine.txt").write_text("x")
    before = _files()
    for place in ("full", "old.txt"):
        result = call("round", "open", "old.txt", "-o", place)
        assert result.exit_code == 2 and place in result.stderr
    assert _files() == before


def test_demo_does_not_write_over_a_file(call):
    Path("demo").write_text("mine")
    result = call("demo")
    assert result.exit_code == 2 and "is a file" in result.stderr
    assert Path("demo").read_text() == "mine"


@pytest.mark.parametrize("date", ["昨天", "2025-02-30", "0001-01-01", "9999-12-31", "20250811T"])
def test_a_bad_date_is_told_before_the_work(date, call):
    for words in (("check", "missing.txt"), ("redline", "missing.txt", "new.txt", "-o", "x.docx"),
                  ("compare", "missing.txt", "new.txt"), ("table", "comment", "missing.txt", "-o", "-")):
        result = call(*words, "--date", date)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"drafting: --date {date}: not a")
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("epoch", ["abc", "99999999999999", "-99999999999"])
def test_a_bad_source_date_epoch_is_told(epoch, call, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = call("redline", "old.txt", "new.txt", "-o", "x.docx")
    assert result.exit_code == 2 and f"SOURCE_DATE_EPOCH={epoch}" in result.stderr
    assert not Path("x.docx").exists()


def test_names_that_nothing_prints_are_refused(call):
    result = call("redline", "old.txt", "new.txt", "-o", "x.docx", "--author", "a\x01b")
    assert result.exit_code == 2 and "--author" in result.stderr
    assert call("redline", "old.txt", "new.txt", "-o", "x.docx", "--author", "<司法局> & “甲”").exit_code == 0
