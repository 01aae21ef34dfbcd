"""Where in a document the words stand that a comment is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from drafting.akn.tree import Tree
from drafting.checks.places import locate_character
from drafting.records import record
from drafting.word.carrier import Carrier
from drafting.word.comments import WordComment
from drafting.word.names import w

Locate = Callable[[int, int], "tuple[etree._Element, int] | None"]
"""(place in ``Tree.lines``, character) → (``w:p``, character of it), None where it is not."""


@record
class Spot:
    """Characters ``start`` to ``end`` of ``paragraph``, and the comment to put there."""

    paragraph: etree._Element
    start: int
    end: int
    comment: WordComment


@dataclass(slots=True)
class Spots:
    """Finds the place of a comment. ``printed`` are the places of lines that are in the document,
    rising; ``locate`` leads from a line to its paragraph.
    """

    tree: Tree
    printed: list[int]
    locate: Locate
    _places: frozenset[int] = field(init=False)
    _numbers: dict[int, int] = field(default_factory=dict)
    _eids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = frozenset(self.printed)
        for at, line in enumerate(self.tree.lines):
            self._numbers.setdefault(line.number, at)
            for piece in line.pieces:
                for element in (piece.element, *piece.element.iterancestors()):
                    eid = element.get("eId")
                    if eid:
                        self._eids.setdefault(eid, at)

    def find(self, comment: WordComment) -> Spot | None:
        """The spot of ``comment``; None when nothing at all is printed."""
        at = self._line_of(comment)
        if at is not None and comment.start > 0:
            at, start = locate_character(self.tree.lines, at, comment.start)
            comment = replace(comment, start=start)
        if not self.printed:
            return None
        if at is None or at not in self._places:
            before = [p for p in self.printed if at is not None and p < at]
            nearest = before[-1] if before else self.printed[0]
            return self._whole_line(nearest, self._say_line(comment))
        start, end = self._words(at, comment)
        while start < end and self.locate(at, start) is None:
            start += 1  # what Word numbers itself stands in no run
        first = self.locate(at, start)
        last = self.locate(at, max(end - 1, start))
        if first is None or last is None or first[0] is not last[0] or end <= start:
            return self._whole_line(at, comment)
        return Spot(first[0], first[1], last[1] + 1, comment)

    def _line_of(self, comment: WordComment) -> int | None:
        if comment.line and comment.line in self._numbers:
            return self._numbers[comment.line]
        return self._eids.get(comment.eid)

    def _words(self, at: int, comment: WordComment) -> tuple[int, int]:
        text = self.tree.lines[at].text
        if not comment.words:
            return 0, len(text)
        start = comment.start
        if start < 0 or not text.startswith(comment.words, start):
            start = text.find(comment.words)
        return (start, start + len(comment.words)) if start >= 0 else (0, len(text))

    def _whole_line(self, at: int, comment: WordComment) -> Spot | None:
        text = self.tree.lines[at].text
        for first in range(len(text)):
            found = self.locate(at, first)
            if found is not None:
                last = self.locate(at, len(text) - 1)
                end = last[1] + 1 if last is not None and last[0] is found[0] else found[1] + 1
                return Spot(found[0], found[1], end, comment)
        return None

    def _say_line(self, comment: WordComment) -> WordComment:
        """The comment with the line it is about, which is not printed."""
        where = f"（原文第{comment.line}行）" if comment.line else ""
        return replace(comment, text=f"{where}{comment.text}")


def tree_to_spots(tree: Tree, paragraphs: Mapping[int, etree._Element]) -> Spots:
    """Spots in a document that prints line ``n`` of the tree in ``paragraphs[n]``, as it is."""

    def locate(at: int, character: int) -> tuple[etree._Element, int] | None:
        found = paragraphs.get(at)
        return None if found is None else (found, character)

    return Spots(tree, sorted(paragraphs), locate)


def carrier_to_spots(carrier: Carrier) -> Spots:
    """Spots in the user's own file: where Word shows comments, not in notes or text boxes."""
    part = carrier.package.document_part
    printed = [
        at for at, home in enumerate(carrier.homes)
        if home is not None and home.name == part
        and next(home.paragraph.iterancestors(w("txbxContent")), None) is None
    ]
    return Spots(carrier.tree, printed, carrier.locate)
