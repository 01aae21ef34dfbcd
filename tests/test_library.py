"""The library's verbs and the commands are twins."""

from __future__ import annotations

import subprocess
import sys

import drafting
import drafting.api
from drafting.cli import COMMANDS

TWINS = {
    "load": "parse", "check": "check", "fix": "check", "renumber": "renumber", "diff": "diff",
    "compare": "compare", "redline": "redline", "annotate": "annotate", "table": "table",
    "open_round": "round",
}


def test_every_verb_has_its_command_and_its_function() -> None:
    assert set(TWINS) == set(drafting.VERBS)
    assert set(TWINS.values()) == set(COMMANDS) - {"demo", "rule"}
    for verb in drafting.VERBS:
        assert getattr(drafting, verb).__doc__


def test_all_names_exist() -> None:
    for name in drafting.__all__:
        assert getattr(drafting, name)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from drafting.cli import cli; cli(['--help'], standalone_mode=False);"
        "heavy = {'docx', 'openpyxl', 'docxtpl', 'rich', 'opencc', 'rjieba', 'numpy', 'sqlalchemy',"
        "'pypdfium2', 'lxml', 'jinja2'} & set(sys.modules); print(heavy, file=sys.stderr);"
        "sys.exit(bool(heavy))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
