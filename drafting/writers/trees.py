"""A tree in each of its file formats."""

from __future__ import annotations

from drafting.akn import Tree, tree_to_xml
from drafting.writers.tree_json import tree_to_json
from drafting.writers.tree_text import tree_to_outline, tree_to_text

FORMATS = ("xml", "json", "text", "outline")
SUFFIXES = {".xml": "xml", ".json": "json", ".txt": "text", ".outline": "outline"}
"""Format by suffix of the output."""


def render(tree: Tree, form: str) -> bytes:
    """The tree in one of ``FORMATS``, as the bytes of a file."""
    if form == "xml":
        return tree_to_xml(tree)
    writers = {"json": tree_to_json, "text": tree_to_text, "outline": tree_to_outline}
    return writers[form](tree).encode()
