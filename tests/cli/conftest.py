"""A desk for the command line's tests: an empty folder with a small regulation in two versions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafting.cli import cli

OLD = """某市养犬管理条例

第一条　为了规范养犬行为，制定本条例。
第二条　本市行政区域内的养犬行为适用本条例。
第三条　养犬人应当遵守下列规定：
（一）携犬出户应当束犬链；
（二）及时清除犬只粪便。
第四条　违反本条例第三条规定的，由公安机关处五十元罚款。
第五条　本条例自2020年1月1日起施行。
"""
NEW = """某市养犬管理条例

第一条　为了规范养犬行为，制定本条例。
第二条　本市行政区域内的养犬行为适用本条例。
第三条　市公安机关是养犬管理的主管部门。
第四条　养犬人应当遵守下列规定：
（一）携犬出户应当束犬链；
（二）及时清除犬只粪便。
第五条　违反本条例第四条规定的，由公安机关处二百元罚款。
第六条　本条例自2020年1月1日起施行。
"""

Call = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: old.txt and new.txt."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


@pytest.fixture
def call(desk: Path) -> Call:
    """Run ``drafting`` in the desk, in this process."""

    def run(*words: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(w) for w in words], stdin, prog_name="drafting")

    return run


@pytest.fixture
def spawn(desk: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run ``drafting`` as a process of its own, with more environment."""

    def run(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "drafting", *words], cwd=desk, capture_output=True, check=False,
            env={**os.environ, **env},
        )

    return run
