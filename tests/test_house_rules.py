"""The house rules that a machine can hold: short files, short functions, few parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MAX_FILE = 500
MAX_FUNCTION = 60
MAX_PARAMETERS = 5


def _functions(root: Path) -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in sorted((root / "drafting").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield path, node


def test_files_are_short(root: Path) -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines())
               for p in (root / "drafting").rglob("*.py")}
    assert not {p.name: n for p, n in lengths.items() if n > MAX_FILE}


def test_functions_are_short(root: Path) -> None:
    long = [f"{p.name}:{f.name}" for p, f in _functions(root)
            if (f.end_lineno or 0) - f.lineno + 1 > MAX_FUNCTION]
    assert not long


def test_functions_take_few_parameters(root: Path) -> None:
    """Commands take an argument an option; everything else at most five, or a settings record."""
    many = [
        f"{p.name}:{f.name}"
        for p, f in _functions(root)
        if p.parent.name != "cli"
        and len([a for a in (*f.args.args, *f.args.kwonlyargs) if a.arg not in ("self", "cls")])
        > MAX_PARAMETERS
    ]
    assert not many


def test_public_functions_say_what_they_do(root: Path) -> None:
    silent = [
        f"{p.name}:{f.name}"
        for p, f in _functions(root)
        if not f.name.startswith("_") and f.col_offset == 0 and not ast.get_docstring(f)
    ]
    assert not silent
