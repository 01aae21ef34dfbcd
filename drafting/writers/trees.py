"""A tree in each of its file formats."""

from __future__ import annotations

from drafting.akn import Tree, tree_to_xml

FORMATS = ("xml", "json", "text", "outline")
SUFFIXES = {".xml": "xml", ".json": "json", ".txt": "text", ".outline": "outline"}
"""Format by suffix of the output."""


def render(tree: Tree, form: str) -> bytes:
    """The tree in one of ``FORMATS``, as the bytes of a file."""
    if form == "xml":
        return tree_to_xml(tree)
    if form == "json":
        from drafting.writers.tree_json import tree_to_json

        return tree_to_json(tree).encode()
    from drafting.writers.tree_text import tree_to_outline, tree_to_text

    return (tree_to_outline if form == "outline" else tree_to_text)(tree).encode()
