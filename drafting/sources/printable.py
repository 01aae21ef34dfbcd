"""What cannot be printed, and must not reach a tree: control characters and non-characters."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff\ufeff]")
"""Characters that XML forbids (but for those that end lines), and a BOM in mid-text."""


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without unprintable characters, and a note that says how many went."""
    if UNPRINTABLE.search(text) is None:
        return text, ()
    cleaned, count = UNPRINTABLE.subn("", text)
    return cleaned, (f"left out {count} control character(s) that nothing prints",)
