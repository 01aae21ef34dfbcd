"""Texts as trees, and segments as a lawyer reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from drafting.akn.tree import Tree
from drafting.comparison.changes import Segment
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse


@pytest.fixture(scope="session")
def to_tree() -> Callable[[str], Tree]:
    """A text's tree."""
    def convert(text: str) -> Tree:
        lines = tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))
        return parse(Source("text.txt", lines, "txt"))

    return convert


@pytest.fixture(scope="session")
def inline() -> Callable[[Iterable[Segment]], str]:
    """Segments as [-gone-]{+come+}, / for a line break, <…> for a number that only follows."""
    def show(segments: Iterable[Segment]) -> str:
        forms = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
        return "".join(
            ("<{}>" if s.consequential else forms[s.kind]).format(s.text.replace("\n", "/"))
            for s in segments
        )

    return show
