"""From a finding's place (source line, character) to the place in ``Tree.lines``.

The tree may cut one source line into several printed lines (the claims 一是…；二是… of a note); only
the first carries the number. A finding counts characters through the source line.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafting.akn import TreeLine


def locate_character(lines: Sequence[TreeLine], at: int, start: int) -> tuple[int, int]:
    """Return the printed line, and the character in it, of character ``start`` of a source line.

    ``at`` is the place in ``lines`` of the source line's first printed line.
    """
    while at + 1 < len(lines) and not lines[at + 1].number and start >= len(lines[at].text):
        start -= len(lines[at].text)
        at += 1
    return at, start
