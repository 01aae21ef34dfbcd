"""The paragraphs of a Word document as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from drafting.sources.lines import Line
from drafting.sources.package import Package
from drafting.sources.pieces import P, paragraph_text
from drafting.sources.printable import clean


class Origin(NamedTuple):
    """Where a line of a Word file stands.

    ``paragraph`` counts the ``w:p`` of ``part`` in document order from 0; the line is the
    paragraph's text from ``start``, after ``lead`` characters that stand in no run (the automatic
    number and the blank after it).
    """

    part: str
    paragraph: int
    start: int
    lead: int = 0


def iter_paragraphs(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield (ordinal, ``w:p``) in document order: the order of the lines."""
    return enumerate(root.iter(P))


def package_to_lines(package: Package, track_changes: str) -> tuple[list[Line], list[str]]:
    """The lines of the document, and what is to be said about it."""
    part = package.document
    lines: list[Line] = []
    for index, p in iter_paragraphs(package.root(part)):
        start = 0
        for text in paragraph_text(p, track_changes).split("\n"):
            shown = clean(text)[0].rstrip()
            if shown and not shown.isspace():
                origin = Origin(part, index, start)
                lines.append(Line(shown, len(lines) + 1, origin=origin))
            start += len(text) + 1
    return lines, []


