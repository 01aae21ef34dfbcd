"""The README is true: its tables come from the code, its commands work as printed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

INSTALL = ("python3 -m venv",)


def _commands(readme: str) -> list[str]:
    """The lines of the README's sh blocks that call drafting, in order."""
    blocks = readme.split("```sh\n")[1:]
    lines = [line.strip() for block in blocks for line in block.split("```")[0].splitlines()]
    return [line for line in lines if line.startswith("drafting ")]


def _python_blocks(readme: str) -> list[str]:
    return [block.split("```")[0] for block in readme.split("```python\n")[1:]]


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
    return folder


def test_commands_work_as_printed(root: Path, desk: Path) -> None:
    """In order, in one folder: later commands use what earlier ones wrote."""
    for line in _commands((root / "README.md").read_text(encoding="utf-8")):
        command = line.replace("seeds/*.txt", " ".join(sorted(
            f"seeds/{p.name}" for p in (desk / "seeds").glob("*.txt"))))
        words = [sys.executable, "-m", "drafting", *shlex.split(command)[1:]]
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
