"""Where a line of a Word file stands, so that changes can be written back into the file."""

from __future__ import annotations

from typing import NamedTuple

from drafting.sources.lines import Line


class Origin(NamedTuple):
    """The place of a line in a Word file: ``Line.origin`` of everything that stands in a ``w:p``.

    ``paragraph`` counts the ``w:p`` of ``part`` in document order from 0; the line's text after
    ``lead`` characters (the automatic number and the blank after it, which stand in no run) is
    the paragraph's text from ``start``. ``joined`` is for paragraphs that print as one because a
    tracked change took their marks away: (offset in the line, paragraph, start) of each further
    one.
    """

    part: str
    paragraph: int
    start: int
    lead: int = 0
    joined: tuple[tuple[int, int, int], ...] = ()


class Place(NamedTuple):
    """An offset in the text of one ``w:p`` of ``part``."""

    part: str
    paragraph: int
    offset: int


def line_to_place(line: Line, offset: int) -> Place | None:
    """Where ``line.text[offset]`` stands in the Word file.

    None for an offset inside the automatic number, and for a line that stands in no ``w:p`` (an
    embedded web page, a line of another kind of file).
    """
    origin = line.origin
    if not isinstance(origin, Origin) or offset < origin.lead:
        return None
    at, paragraph, start = origin.lead, origin.paragraph, origin.start
    for entry in origin.joined:
        if entry[0] <= offset:
            at, paragraph, start = entry
    return Place(origin.part, paragraph, start + offset - at)
