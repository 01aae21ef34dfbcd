"""Moves in a user's file: the formatting that moved text takes along, and the ranges of both ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.sources.docx import Piece
from drafting.word.carrier import Carrier
from drafting.word.elements import NSMAP, Pen, make
from drafting.word.likeness import piece_at, piece_properties
from drafting.word.names import PPR, w
from drafting.word.script import Paragraph

Look = tuple[int, etree._Element | None]
"""(old line, run properties) of a moved character; the line is -1 for one in an automatic number.
"""


@dataclass(slots=True)
class MovedText:
    """For every move the looks of its text, character by character, read before any change."""

    looks: dict[str, list[Look]] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    def peek(self, move: str) -> int:
        """The old line that the next character of the move comes from; -1 when none is known."""
        rest = self.looks.get(move, [])[self._used.get(move, 0) :]
        return next((line for line, _ in rest if line >= 0), -1)

    def take(self, move: str, text: str) -> list[tuple[str, Look]]:
        """The next ``text`` of the move in pieces of one look each."""
        at = self._used.get(move, 0)
        self._used[move] = at + len(text)
        known = self.looks.get(move, [])[at : at + len(text)]
        found: list[tuple[str, Look]] = []
        for character, look in zip(text, known, strict=True):
            if found and found[-1][1][1] is look[1] and found[-1][1][0] == look[0]:
                found[-1] = (found[-1][0] + character, look)
            else:
                found.append((character, look))
        return found


def read_moved_text(paragraphs: Iterable[Paragraph], carrier: Carrier) -> MovedText:
    """Read the looks of everything that the script moves away."""
    moved = MovedText()
    for paragraph in paragraphs:
        if paragraph.move and paragraph.leaves and paragraph.old is not None:
            looks = moved.looks.setdefault(paragraph.move, [])
            for span in paragraph.spans:
                if span.moved:
                    looks += _read_looks(carrier, paragraph.old, span.old, len(span.text))
    return moved


def _read_looks(carrier: Carrier, line: int, start: int, length: int) -> Iterator[Look]:
    seen: tuple[Piece, etree._Element | None] | None = None
    for at in range(start, start + length):
        place = carrier.locate(line, at)
        if place is None:
            yield -1, None
            continue
        paragraph, offset = place
        if seen is None or not seen[0].start <= offset < seen[0].end:
            piece = piece_at(paragraph, offset)
            if piece is None:
                yield line, None
                continue
            seen = piece, piece_properties(piece)
        yield line, seen[1]


def add_move_ranges(
    entries: Sequence[tuple[Paragraph, etree._Element]], pen: Pen, taken: set[str]
) -> None:
    """Put the ranges of moves around their paragraphs; names not ``taken`` in the file."""
    ends: dict[tuple[str, bool], list[etree._Element]] = {}
    for paragraph, element in entries:
        if paragraph.move:
            ends.setdefault((paragraph.move, paragraph.leaves), []).append(element)
    for (move, leaves), elements in ends.items():
        name = move if move not in taken else f"drafting_{move}"
        side = "From" if leaves else "To"
        start = etree.Element(w(f"move{side}RangeStart"), nsmap=NSMAP)
        pen.sign(start)
        start.set(w("name"), name)
        first, last = elements[0], elements[-1]
        first.insert(1 if first.find(PPR) is not None else 0, start)
        last.append(make(f"move{side}RangeEnd", id=start.get(w("id"), "")))


def move_names(root: etree._Element) -> set[str]:
    """Names of the moves that the file has already."""
    return {
        e.get(w("name"), "") for e in root.iter(w("moveFromRangeStart"), w("moveToRangeStart"))
    }
