"""Data flows one way: a stage imports only from stages to its left."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

LAYERS = (
    ("errors", "records", "resources"),
    ("text",),
    ("akn",),
    ("sources",),
    ("structure",),
    ("checks", "comparison"),
    ("word",),
    ("writers",),
    ("rounds",),
    ("api",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
SHARED = {"drafting.writers.outputs", "drafting.writers.packaging"}
"""Helpers of files and dates, and of zip archives, that import no stage themselves."""


def _modules(root: Path) -> list[Path]:
    return sorted((root / "drafting").rglob("*.py"))


def _imports(path: Path) -> set[str]:
    """Modules of this project that ``path`` imports, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("drafting.")}


def test_every_stage_is_ranked(root: Path) -> None:
    stages = {p.name for p in (root / "drafting").iterdir() if p.is_dir() and p.name[0] != "_"}
    assert stages <= set(RANK)


def test_imports_go_left(root: Path) -> None:
    wrong = []
    for path in _modules(root):
        parts = path.relative_to(root / "drafting").with_suffix("").parts
        if parts[0] in ("__init__", "__main__"):
            continue
        for name in _imports(path):
            stage = name.split(".")[1]
            if name in SHARED or any(name.startswith(f"{s}.") for s in SHARED):
                continue
            if stage == "writers" and name == "drafting.writers":
                continue
            if stage in RANK and RANK[stage] > RANK[parts[0]]:
                wrong.append(f"{'/'.join(parts)} imports {name}")
    assert not wrong, "\n".join(sorted(wrong))


def test_shared_helpers_import_no_stage(root: Path) -> None:
    for name in SHARED:
        path = root / (name.replace(".", "/") + ".py")
        if path.exists():
            assert _imports(path) <= {"drafting.errors", "drafting.errors.DraftingError",
                                      "drafting.errors.OutputError", "drafting.errors.SourceError"}


@pytest.mark.parametrize("namespace", ["http://docs.oasis-open.org/legaldocml"])
def test_the_akn_namespace_stands_in_one_place(root: Path, namespace: str) -> None:
    holders = [p for p in _modules(root) if namespace in p.read_text(encoding="utf-8")]
    assert [p.name for p in holders] == ["names.py"]
