"""The README is true: its tables come from the code, its commands work as printed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def _commands(readme: str) -> list[str]:
    """The lines of the README's sh blocks that call drafting, in order."""
    blocks = readme.split("```sh\n")[1:]
    lines = [line.strip() for block in blocks for line in block.split("```")[0].splitlines()]
    return [line for line in lines if line.startswith("drafting ")]


def _python_blocks(readme: str) -> list[str]:
    return [block.split("```")[0] for block in readme.split("```python\n")[1:]]


def _expand(words: list[str], desk: Path) -> list[str]:
    """What a shell makes of ``seeds/*.txt``."""
    return [
        name
        for word in words
        for name in (sorted(str(p.relative_to(desk)) for p in desk.glob(word)) if "*" in word
                     else [word])
    ]


def test_tables_are_current(root: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "README.md"],
        cwd=root, capture_output=True, text=True, check=False,
    )
    assert result.returncode == 0, "README.md is stale: cog -r README.md"


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a new user has it after cloning."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(root / "seeds", folder / "seeds")
    (folder / "returned").mkdir()
    letter = "关于草案的意见\n第三十六条建议增加“林业生产”。理由：本市林业用机器人已有应用。\n市民 李明 13800000000\n"
    (folder / "returned" / "来信.txt").write_text(letter, encoding="utf-8")
    return folder


def test_commands_work_as_printed(root: Path, desk: Path) -> None:
    """In order, in one folder: later commands use what earlier ones wrote."""
    for line in _commands((root / "README.md").read_text(encoding="utf-8")):
        words = [sys.executable, "-m", "drafting", *_expand(shlex.split(line)[1:], desk)]
        result = subprocess.run(words, cwd=desk, capture_output=True, text=True, check=False,
                                env={**os.environ, "PYTHONIOENCODING": "utf-8"})
        assert result.returncode in (0, 1), f"{line}\n{result.stderr}"
        assert "Traceback" not in result.stderr


def test_library_example_runs(root: Path, desk: Path) -> None:
    for block in _python_blocks((root / "README.md").read_text(encoding="utf-8")):
        result = subprocess.run([sys.executable, "-c", block], cwd=desk, capture_output=True,
                                text=True, check=False)
        assert result.returncode == 0, result.stderr
        assert result.stdout
