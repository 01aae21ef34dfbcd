"""Golden outlines: whole trees of texts of all kinds, read by hand once and kept.

``python tests/structure/update_outlines.py`` writes them anew from ../shared; read what changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.api import load
from drafting.writers.tree_text import tree_to_outline

OUTLINES = sorted((Path(__file__).parent.parent / "cases" / "outlines").glob("*.txt"))


def test_there_are_thirty() -> None:
    assert len(OUTLINES) >= 30


@pytest.mark.corpus
@pytest.mark.parametrize("golden", OUTLINES, ids=lambda path: path.stem)
def test_outline(golden: Path, corpus: Path) -> None:
    head, _, wanted = golden.read_text(encoding="utf-8").partition("\n")
    found = tree_to_outline(load(corpus / head.removeprefix("# ")))
    assert found.split("\n") == wanted.split("\n")
