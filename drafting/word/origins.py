"""The file a tree was read from, read again: only while it is the very same file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from drafting.akn.tree import Tree
from drafting.sources.lines import Line


def read_source_bytes(tree: Tree) -> bytes | None:
    """The bytes of the tree's source, None when the file is gone or has changed since."""
    source = tree.source
    if not source.path or not source.sha256:
        return None
    try:
        data = Path(source.path).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == source.sha256 else None


def read_source_lines(tree: Tree) -> dict[int, Line]:
    """The reader's lines of the tree's source by number; none when it cannot be read again."""
    from drafting.sources import read

    if read_source_bytes(tree) is None:
        return {}
    mode = source_option(tree, "track_changes") or "accept"
    source = read(tree.source.path, encoding=tree.source.encoding or None, track_changes=mode)
    return {line.number: line for line in source.lines}


def source_option(tree: Tree, name: str) -> str:
    """An option the source was read with ("track_changes=accept"), "" when it says nothing."""
    pairs = (option.partition("=") for option in tree.source.options.replace(";", " ").split())
    return next((value for key, _, value in pairs if key == name), "")
