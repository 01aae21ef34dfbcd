"""Same input, same options, same date: the same bytes, whatever machine, zone, locale or hash."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

JOBS = (
    ("parse", "old.txt", "-o", "p.xml", "-o", "p.json", "-o", "p.txt"),
    ("check", "robot.txt", "-o", "f.xlsx", "-o", "f.json", "-o", "f.sarif", "-o", "f.docx", "-o", "f.txt"),
    ("check", "robot.txt", "--fix", "-o", "m.docx", "-o", "m.txt", "-o", "m.xml"),
    ("diff", "old.txt", "new.txt", "-o", "d.html", "-o", "d.json", "-o", "d.xml", "-o", "d.txt"),
    ("compare", "old.txt", "new.txt", "-o", "c.json", "-o", "c.docx", "-o", "c.xlsx", "-o", "c.csv"),
    ("redline", "old.txt", "new.txt", "-o", "r.docx"),
    ("annotate", "old.txt", "--note", "new.txt", "-o", "a.docx", "-o", "a.xml", "-o", "a.json"),
    ("table", "comment", "old.txt", "-o", "t.docx", "-o", "t.xlsx", "-o", "t.csv", "-o", "t.html"),
    ("table", "compare", "old.txt", "new.txt", "-o", "u.docx", "-o", "u.xlsx", "-o", "u.html"),
    ("renumber", "new.txt", "-o", "n.docx", "-o", "n.xml", "-o", "n.txt"),
    ("round", "open", "old.txt", "-o", "round", "--until", "2025-09-30"),
    ("round", "collect", "round", "new.txt"),
    ("round", "report", "round", "-o", "v.xlsx", "-o", "v.docx", "-o", "v.csv", "-o", "v.html"),
)
STAMPLESS = ("parse", "diff")
DRIVER = """
import json, sys
from drafting.cli import cli
for words in json.load(open("jobs.json", encoding="utf-8")):
    try:
        cli(words, prog_name="drafting")
    except SystemExit as ended:
        assert ended.code in (0, 1), (words, ended.code)
"""


def _run(folder: Path, jobs: list[list[str]], env: dict[str, str]) -> dict[str, bytes]:
    """All jobs in one process with an environment of its own; what they wrote."""
    import os
    import subprocess
    import sys

    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "SOURCE_DATE"))}
    result = subprocess.run([sys.executable, "-c", DRIVER], cwd=folder, capture_output=True,
                            text=True, check=False, env={**clean, **env})
    assert result.returncode == 0, result.stderr
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith("round.sqlite")
    }


@pytest.fixture(scope="module")
def made(seeds, tmp_path_factory) -> list[dict[str, bytes]]:
    """What two machines wrote: one told the date by SOURCE_DATE_EPOCH, the other by --date."""
    environments = (
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
         "SOURCE_DATE_EPOCH": "1754870400"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LANG": "zh_CN.UTF-8"},
    )
    found = []
    for number, env in enumerate(environments):
        folder = tmp_path_factory.mktemp(f"machine{number}")
        for name, text in TEXTS.items():
            (folder / name).write_text(text, encoding="utf-8")
        robot = (seeds / "hangzhou-robot-draft.txt").read_bytes()
        (folder / "robot.txt").write_bytes(robot)
        dated = "SOURCE_DATE_EPOCH" not in env
        jobs = [[*words, *(("--date", "2025-08-11") if dated and words[0] not in STAMPLESS else ())]
                for words in JOBS]
        found.append(_run(folder, jobs, env))
    for record in found:
        del record["jobs.json"]
    return found


TEXTS = {
    "old.txt": "某市养犬管理条例\n\n第一条　为了规范养犬行为，制定本条例。\n第二条　养犬人应当遵守下列规定：\n"
    "（一）携犬出户应当束犬链；\n（二）及时清除犬只粪便。\n第三条　违反第二条规定的，处五十元罚款。\n",
    "new.txt": "某市养犬管理条例\n\n第一条　为了规范养犬行为，制定本条例。\n第二条　市公安机关是主管部门。\n"
    "第三条　养犬人应当遵守下列规定：\n（一）携犬出户应当束犬链；\n（二）及时清除犬只粪便。\n"
    "第四条　违反第三条规定的，处二百元罚款。\n",
}


def test_every_kind_of_output_was_written(made):
    kinds = {Path(name).suffix for name in made[0]}
    assert {".docx", ".xlsx", ".html", ".json", ".xml", ".sarif", ".csv", ".txt"} <= kinds
    assert len(made[0]) > 40


def test_the_same_bytes_on_every_machine(made):
    first, other = made
    assert set(other) == set(first)
    assert not [name for name in first if other[name] != first[name]]


def test_stamps_are_the_date_asked_for(made, tmp_path):
    for name in ("r.docx", "f.xlsx", "t.docx"):
        path = tmp_path / name
        path.write_bytes(made[0][name])
        with zipfile.ZipFile(path) as archive:
            assert len({info.date_time for info in archive.infolist()}) == 1
            assert b"2025-08-11T" in archive.read("docProps/core.xml")
    assert b'w:date="2025-08-11T' in _part(tmp_path / "r.docx", "word/document.xml")


def _part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
