"""The library's verbs, one for each command; ``drafting.load`` and its sisters lead here.

Each function does what its command does and returns records or trees; writing files is the
writers' (``-o``) work.
"""

from __future__ import annotations

from pathlib import Path

from drafting.akn import Tree


def load(
    path: str | Path, *, encoding: str | None = None, track_changes: str = "accept"
) -> Tree:
    """Read and parse ``path`` (.txt .md .html .docx .pdf …, or a saved .xml tree; "-" is stdin).

    ``track_changes`` says how tracked changes already in a .docx are read (accept, reject, all).
    Raises SourceError with one line when the file cannot be read.
    """
    if str(path).lower().endswith(".xml"):
        from drafting.akn.files import read_tree
        from drafting.sources import read_bytes

        read_bytes(path)
        return read_tree(path)
    from drafting.sources import read
    from drafting.structure.parse import parse

    return parse(read(path, encoding=encoding, track_changes=track_changes))
