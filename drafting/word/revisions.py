"""Our own reader of tracked changes and comments: what a returned Word file says, and where.

Lines and characters are those of ``drafting.sources`` read with the same ``track_changes``: for a
draft that was sent out and came back, "reject" gives the draft's own lines. Offsets count in the
line's text without outer blanks, as ``TreeLine.text`` has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from lxml import etree

from drafting.records import record
from drafting.sources.docx import Origin, open_package, paragraph_pieces
from drafting.sources.docx import Package as SafePackage
from drafting.sources.files import read_bytes
from drafting.sources.pieces import Piece
from drafting.sources.wordlines import iter_paragraphs, package_to_lines
from drafting.word.names import (
    COMMENT_END,
    COMMENT_REFERENCE,
    COMMENT_START,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    REVISIONS,
    RPR,
    TR,
    W14,
    W15,
    P,
    w,
)
from drafting.word.resolve import resolve_revisions

Kind = Literal["insert", "delete", "move_from", "move_to", "format"]
_KINDS: dict[str, Kind] = {INS: "insert", MOVE_FROM: "move_from", MOVE_TO: "move_to"}
_NOTE_PARTS = ("footnotes", "endnotes")


@record
class TrackedChange:
    """A change that somebody tracked: ``text`` put in or taken out by ``author``.

    It stands at character ``start`` of line ``line`` (0: before any line); a line break in
    ``text`` is a paragraph mark. ``date`` is as the file has it. Of a "format" change the text is
    what was formatted.
    """

    kind: Kind
    text: str
    author: str
    date: str
    line: int
    start: int


@record
class ReadComment:
    """A comment as it was found. ``words`` are what it is anchored to ("" for a mere point).

    ``parent`` is the id of the comment it answers, "" for the first of a thread.
    """

    id: str
    text: str
    author: str
    date: str
    line: int
    start: int
    words: str
    parent: str = ""
    resolved: bool = False


def read_revisions(
    source: str | Path | bytes, track_changes: str = "reject"
) -> list[TrackedChange]:
    """Return the tracked changes of a .docx in order. Raises SourceError.

    Neighbouring runs changed by one person are one change.
    """
    package = _open(source)
    changes: list[TrackedChange] = []
    for spot in _iter_spots(package, track_changes):
        for change in _paragraph_to_changes(spot):
            if changes and _continues(changes[-1], change):
                changes[-1] = replace(changes[-1], text=changes[-1].text + change.text)
            else:
                changes.append(change)
    return changes


def read_comments(
    source: str | Path | bytes, track_changes: str = "reject"
) -> list[ReadComment]:
    """Return the comments of a .docx in the order of the text, each reply after its thread.

    A comment that nothing in the text refers to comes last, at line 0. Raises SourceError.
    """
    package = _open(source)
    told = _read_comment_parts(package)
    anchors = _find_anchors(package, track_changes)
    found = [
        replace(told[number], line=anchor.line, start=anchor.start, words=anchor.words)
        for number, anchor in anchors.items() if number in told
    ]
    return found + [comment for number, comment in told.items() if number not in anchors]


def read_lines(data: bytes, accept: bool) -> list[str]:
    """The paragraphs of a .docx after *accept all* or *reject all*: our own proof reader."""
    package = open_package("-", data)
    root = package.root(package.document)
    resolve_revisions(root, accept)
    return ["".join(piece.text for piece in paragraph_pieces(p)) for p in root.iter(P)]


def _open(source: str | Path | bytes) -> SafePackage:
    if isinstance(source, bytes):
        return open_package("-", source)
    return open_package(str(source), read_bytes(source))


@dataclass(slots=True)
class _Spot:
    """One ``w:p`` and how its offsets lead to lines; ``before`` is the end of the line before."""

    p: etree._Element
    mode: str
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """(offset in the paragraph from which on, line, what to add for the offset in the line)"""
    before: tuple[int, int] = (0, 0)

    def locate(self, offset: int) -> tuple[int, int]:
        """(line, character) of an offset in the paragraph's text."""
        found = self.before
        for start, line, shift in self.places:
            if start <= offset or found == self.before:
                found = line, max(offset + shift, 0)
        return found


def _iter_spots(package: SafePackage, mode: str) -> Iterator[_Spot]:
    """Every paragraph of the body and of the notes, in the order of the file."""
    places: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    lengths: dict[int, int] = {}
    for line in package_to_lines(package, mode).lines:
        lengths[line.number] = len(line.text.strip())
        blanks = len(line.text) - len(line.text.lstrip())
        origin = line.origin
        if isinstance(origin, Origin):
            entries = [(origin.lead, origin.paragraph, origin.start), *origin.joined]
            for at, paragraph, start in entries:
                entry = (start, line.number, at - start - blanks)
                places.setdefault((origin.part, paragraph), []).append(entry)
    for part in _parts(package):
        before = (0, 0)
        for ordinal, p in iter_paragraphs(package.root(part)):
            spot = _Spot(p, mode, places.get((part, ordinal), []), before)
            yield spot
            if spot.places:
                number = spot.places[-1][1]
                before = number, lengths[number]


def _parts(package: SafePackage) -> list[str]:
    found = [package.document]
    for kind in _NOTE_PARTS:
        found += package.related(package.document, kind)[:1]
    return found


def _paragraph_to_changes(spot: _Spot) -> Iterator[TrackedChange]:
    offset = 0
    whole = _is_all_new(spot)
    for piece in paragraph_pieces(spot.p, "all"):
        change = next(piece.node.iterancestors(*REVISIONS), None)
        in_view = _is_in_view(piece, spot.mode)
        if change is not None:
            line, start = spot.before if whole else spot.locate(offset)
            text = "\n" + piece.text if whole and offset == 0 else piece.text
            yield _make_change(change, text, (line, start))
            whole = False
        elif (formatted := _format_change(piece)) is not None:
            yield _make_change(formatted, piece.text, spot.locate(offset))
        offset += len(piece.text) if in_view else 0
    mark = _mark_of(spot)
    if mark is not None and not _is_all_new(spot):
        yield _make_change(mark, "\n", spot.locate(offset))


def _is_all_new(spot: _Spot) -> bool:
    """Whether the paragraph is not in the view at all, mark and words: a new one after the line
    before.
    """
    mark = _mark_of(spot)
    if mark is None or spot.mode != "reject" or mark.tag not in (INS, MOVE_TO):
        return False
    return all(piece.change == "ins" for piece in paragraph_pieces(spot.p, "all"))


def _mark_of(spot: _Spot) -> etree._Element | None:
    """The tracked change of the paragraph's mark, or of the row that goes with it."""
    properties = spot.p.find(f"{PPR}/{RPR}")
    found = None if properties is None else next(_children(properties, REVISIONS), None)
    if found is not None:
        return found
    row = next(spot.p.iterancestors(TR), None)
    marks = None if row is None else row.find(w("trPr"))
    return None if marks is None else next(_children(marks, REVISIONS), None)


def _children(parent: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    return (child for child in parent if child.tag in tags)


def _is_in_view(piece: Piece, mode: str) -> bool:
    return mode == "all" or not piece.change or (piece.change == "ins") == (mode == "accept")


def _format_change(piece: Piece) -> etree._Element | None:
    run = piece.run
    return None if run is None else run.find(f"{RPR}/{w('rPrChange')}")


def _make_change(element: etree._Element, text: str, place: tuple[int, int]) -> TrackedChange:
    kind = _KINDS.get(str(element.tag), "delete")
    if element.tag == w("rPrChange"):
        kind = "format"
    author, date = element.get(w("author"), ""), element.get(w("date"), "")
    return TrackedChange(kind, text, author, date, *place)


def _continues(before: TrackedChange, after: TrackedChange) -> bool:
    same = (before.kind, before.author, before.date) == (after.kind, after.author, after.date)
    if not same or before.line != after.line:
        return False
    if after.kind in ("insert", "move_to"):
        return after.start in (before.start, before.start + len(before.text))
    return after.start in (before.start, before.start + len(before.text))


def _read_comment_parts(package: SafePackage) -> dict[str, ReadComment]:
    parts = package.related(package.document, "comments")
    if not parts:
        return {}
    found: dict[str, ReadComment] = {}
    owners: dict[str, str] = {}
    for element in package.root(parts[0]).iter(w("comment")):
        paragraphs = element.findall(P)
        text = "\n".join("".join(q.text for q in paragraph_pieces(p)) for p in paragraphs)
        number = element.get(w("id"), "")
        author, date = element.get(w("author"), ""), element.get(w("date"), "")
        found[number] = ReadComment(number, text, author, date, 0, -1, "")
        if paragraphs:
            owners[paragraphs[-1].get(f"{{{W14}}}paraId", "")] = number
    for part in package.related(package.document, "commentsExtended")[:1]:
        for entry in package.root(part):
            number = owners.get(entry.get(f"{{{W15}}}paraId", ""), "")
            if number:
                parent = owners.get(entry.get(f"{{{W15}}}paraIdParent", ""), "")
                done = entry.get(f"{{{W15}}}done", "0") in ("1", "true", "on")
                found[number] = replace(found[number], parent=parent, resolved=done)
    return found


@dataclass(slots=True)
class _Anchor:
    """Where a comment's range begins, and the words met since."""

    line: int
    start: int
    words: str = ""


def _find_anchors(package: SafePackage, mode: str) -> dict[str, _Anchor]:
    found: dict[str, _Anchor] = {}
    reading: dict[str, _Anchor] = {}
    for spot in _iter_spots(package, mode):
        _read_anchors(spot, found, reading)
    return found


def _read_anchors(
    spot: _Spot, found: dict[str, _Anchor], reading: dict[str, _Anchor]
) -> None:
    printed = {id(piece.node): piece for piece in paragraph_pieces(spot.p, spot.mode)}
    offset = 0
    for node in _iter_with_points(spot.p):
        number = node.get(w("id"), "")
        if node.tag == COMMENT_START:
            reading[number] = found[number] = _Anchor(*spot.locate(offset))
        elif node.tag == COMMENT_END:
            reading.pop(number, None)
        elif node.tag == COMMENT_REFERENCE:
            found.setdefault(number, _Anchor(*spot.locate(offset)))
        elif id(node) in printed:
            piece = printed[id(node)]
            offset = piece.end
            for anchor in reading.values():
                anchor.words += piece.text
    for anchor in reading.values():
        anchor.words += "\n"


def _iter_with_points(p: etree._Element) -> Iterator[etree._Element]:
    """The paragraph's nodes, and the points that stand directly before it."""
    before = []
    for sibling in p.itersiblings(preceding=True):
        if sibling.tag not in (COMMENT_START, COMMENT_END):
            break
        before.append(sibling)
    yield from reversed(before)
    yield from p.iter(etree.Element)
