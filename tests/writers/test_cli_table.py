"""``drafting table`` as a user calls it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from drafting.cli import cli


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run ``drafting`` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1754870400")

    def run(*args: object) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args])

    return run


def test_one_call_writes_every_format(call, seeds):
    outputs = [f"form{suffix}" for suffix in (".docx", ".xlsx", ".csv", ".html")]
    options = [part for output in outputs for part in ("-o", output)]
    result = call("table", "comment", seeds / "hangzhou-robot-draft.txt", *options)
    assert result.exit_code == 0, result.output
    assert all(Path(output).stat().st_size > 2000 for output in outputs)
    assert "49 rows" in result.stderr and not result.stdout


def test_the_same_bytes_on_every_run(call, case):
    for name in ("a", "b"):
        for suffix in (".docx", ".xlsx", ".html"):
            result = call("table", "compare", case / "antitrust-old.txt",
                          case / "antitrust-new.txt", "-o", f"{name}{suffix}")
            assert result.exit_code == 0, result.output
    for suffix in (".docx", ".xlsx", ".html"):
        assert Path(f"a{suffix}").read_bytes() == Path(f"b{suffix}").read_bytes()


def test_csv_to_standard_output(call, seeds):
    result = call("table", "comment", seeds / "hangzhou-robot-draft.txt", "--by", "paragraph",
                  "-o", "-")
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbf")
    assert '"第二十六条第三款"' in result.stdout_bytes.decode("utf-8-sig")


def test_all_rows_only_when_asked_for(call, case):
    sides = case / "antitrust-old.txt", case / "antitrust-new.txt"
    counts = [
        len(call("table", "compare", *sides, *more, "-o", "-").stdout_bytes.splitlines())
        for more in ((), ("--all",))
    ]
    assert counts[0] < counts[1]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-o", "x.pdf"], "x.pdf: unknown kind of output; use one of .docx, .xlsx, .csv, .html"),
        (["-o", "no/x.docx"], "folder no does not exist"),
        (["-o", "x.csv", "--template", "t.docx"], "--template t.docx: is for a .docx"),
        (["-o", "x.docx", "--template", "t.docx"], "t.docx: cannot be read as a Word template"),
        (["-o", "x.docx", "--date", "gestern"], "--date gestern: not a date"),
    ],
)
def test_what_cannot_be_done_is_one_line(call, seeds, args, said):
    result = call("table", "comment", seeds / "hangzhou-robot-draft.txt", *args)
    assert result.exit_code == 2
    assert said in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert not list(Path().iterdir())


def test_an_output_is_not_overwritten_unless_told(call, seeds):
    command = ["table", "comment", seeds / "hangzhou-robot-draft.txt", "-o", "form.csv"]
    Path("form.csv").write_text("mine")
    assert call(*command).exit_code == 2
    assert Path("form.csv").read_text() == "mine"
    assert call(*command, "--force").exit_code == 0
    assert Path("form.csv").read_bytes() != b"mine"


def test_three_texts_side_by_side(call, seeds):
    result = call(
        "table", "peers", seeds / "hangzhou-robot-draft.txt", "--note",
        seeds / "hangzhou-robot-note.txt", seeds / "shanghai-ai-draft-2022.txt",
        "-o", "three.docx", "-o", "three.csv",
    )
    assert result.exit_code == 0, result.output
    draft, lacking = (
        Path("three.csv").read_bytes().decode("utf-8-sig").split('\r\n\r\n"其他文件有而草案未见的内容"')
    )
    head, *rows = csv.reader(io.StringIO(draft, newline=""))
    assert head[0:2] == ["草案", "起草说明"] and "上海市" in head[2]
    beside = {row[0].split()[0]: row for row in rows if row and "条" in row[0].split()[0]}
    assert len(beside) == 48
    assert beside["第三十六条"][2] == "", "nothing in Shanghai speaks of agriculture"
    assert "第一條" in beside["第一条"][2]
    assert "強化勞動者保護" in lacking
    tables = Document("three.docx").tables
    assert [len(table.columns) for table in tables] == [3, 2]


def test_peers_asks_for_something_to_set_beside(call, seeds):
    result = call("table", "peers", seeds / "hangzhou-robot-draft.txt", "-o", "x.docx")
    assert result.exit_code == 2 and "OTHER" in result.stderr
