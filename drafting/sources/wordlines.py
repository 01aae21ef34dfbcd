"""The paragraphs of a Word document as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from lxml import etree

from drafting.errors import SourceError
from drafting.sources.lines import Line
from drafting.sources.numbering import Label, Numbering, read_numbering
from drafting.sources.origins import Origin
from drafting.sources.package import Package, w
from drafting.sources.pieces import NoteMark, P, Piece, paragraph_to_print
from drafting.sources.styles import first_child, read_styles
from drafting.sources.wordwalk import TEXT_BOX, Chunk, Group, WordWalk

_PROPERTIES = w("pPr")
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def iter_paragraphs(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield (ordinal, ``w:p``) for every paragraph of a part in document order.

    The ordinal is ``Origin.paragraph``. Paragraphs that are not read (the copy of a text box for
    old Words) are counted all the same, so that the ordinal is found in the file without rules.
    """
    return enumerate(root.iter(P))


@dataclass(slots=True)
class WordLines:
    """Collects the lines of one document in one mode of tracked changes."""

    package: Package
    mode: str
    numbering: Numbering
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    labels: dict[int, Label] = field(default_factory=dict)
    """The automatic label of each numbered paragraph of the main part, by ordinal."""
    tables: Iterator[int] = field(default_factory=partial(count, 1))
    _ordinals: dict[str, dict[etree._Element, int]] = field(default_factory=dict)
    _notes: dict[str, dict[str, etree._Element]] = field(default_factory=dict)

    def add_part(self, part: str, container: etree._Element) -> None:
        """Add everything in ``container``, an element of ``part``."""
        root = self.package.root(part)
        has_boxes = next(root.iter(TEXT_BOX), None) is not None
        walk = WordWalk(self.mode, self.tables, has_boxes)
        for block in walk.iter_blocks(container):
            if isinstance(block, Chunk):
                self._add_chunk(part, block)
            else:
                self._add_group(part, block)

    def _add_group(self, part: str, group: Group) -> None:
        """Add the lines of paragraphs that print as one, then those of their notes."""
        printed = [paragraph_to_print(p, self.mode) for p in group.paragraphs]
        last = group.paragraphs[-1]
        properties = self._properties(last)
        label = self.numbering.label(properties)
        ordinals = self._ordinals_of(part)
        if label is not None and part == self.package.document:
            self.labels[ordinals[last]] = label
        runs = _Text(label.lead if label else "")
        for p, (pieces, marks) in zip(group.paragraphs, printed, strict=True):
            runs.add(ordinals[p], pieces, marks)
        outline = self.numbering.styles.outline(properties)
        first = len(self.lines)
        for text, origin in runs.iter_lines(part):
            own = label.text if label and origin.lead else ""
            number = len(self.lines) + 1
            self.lines.append(
                Line(text, number, own, outline, group.table, 0, False, origin, group.span)
            )
        self._add_notes(first, runs.marks)

    def _properties(self, p: etree._Element) -> etree._Element | None:
        """The paragraph's properties; as they were, when tracked changes are rejected."""
        properties = first_child(p, _PROPERTIES)
        if self.mode != "reject" or properties is None:
            return properties
        old = properties.find(f"{w('pPrChange')}/{w('pPr')}")
        return properties if old is None else old

    def _ordinals_of(self, part: str) -> dict[etree._Element, int]:
        if part not in self._ordinals:
            found = iter_paragraphs(self.package.root(part))
            self._ordinals[part] = {p: index for index, p in found}
        return self._ordinals[part]

    def _add_notes(self, first: int, marks: list[tuple[int, NoteMark]]) -> None:
        """Add the notes that lines from index ``first`` refer to."""
        until = len(self.lines)
        for line_index, mark in marks:
            note = self._find_note(mark)
            if note is None:
                continue
            part, element = note
            belongs = self.lines[min(first + line_index, until - 1)].number if until else 0
            begin = len(self.lines)
            self.add_part(part, element)
            for index in range(begin, len(self.lines)):
                self.lines[index] = self.lines[index]._replace(note=belongs)

    def _find_note(self, mark: NoteMark) -> tuple[str, etree._Element] | None:
        """The note, once: a second reference to it finds nothing."""
        for part in self.package.related(self.package.document, mark.kind)[:1]:
            if part not in self._notes:
                entries = (e for e in self.package.root(part) if e.get(w("type")) not in SEPARATORS)
                self._notes[part] = {e.get(w("id"), ""): e for e in entries}
            found = self._notes[part].pop(mark.id, None)
            return None if found is None else (part, found)
        return None

    def _add_chunk(self, part: str, chunk: Chunk) -> None:
        from drafting.sources.chunks import chunk_to_lines

        lines, notes = chunk_to_lines(self.package, part, chunk.relationship, self.mode)
        moved = len(self.lines)
        tables: dict[int, int] = {}
        for line in lines:
            table = chunk.table
            if line.table is not None:
                inner = line.table[0]
                tables[inner] = tables.get(inner) or next(self.tables)
                table = (tables[inner], *line.table[1:])
            note = line.note + moved if line.note else 0
            self.lines.append(
                line._replace(number=len(self.lines) + 1, table=table, note=note, origin=None)
            )
        self.notes += notes


class _Text:
    """The text of paragraphs that print as one, cut into lines at its soft breaks."""

    def __init__(self, lead: str) -> None:
        self.lead = lead
        self.parts: list[tuple[int, int, str]] = []
        """(offset in the whole, paragraph, text)"""
        self.length = 0
        self._marks: list[tuple[int, NoteMark]] = []

    def add(self, paragraph: int, pieces: tuple[Piece, ...], marks: tuple[NoteMark, ...]) -> None:
        text = "".join(piece.text for piece in pieces)
        if text or not self.parts:
            if self.parts and not self.parts[-1][2]:
                self.parts.pop()
            self.parts.append((self.length, paragraph, text))
        self._marks += [(self.length + mark.at, mark) for mark in marks]
        self.length += len(text)

    @property
    def marks(self) -> list[tuple[int, NoteMark]]:
        """(which of the printed lines, mark) in order."""
        if not self._marks:
            return []
        whole = "".join(text for _, _, text in self.parts)
        cut = [(whole[:at].count("\n"), mark) for at, mark in self._marks]
        shown = [
            i for i, line in enumerate(whole.split("\n")) if line.strip() or (not i and self.lead)
        ]
        return [(sum(s < line for s in shown), mark) for line, mark in cut]

    def iter_lines(self, part: str) -> Iterator[tuple[str, Origin]]:
        """(text, origin) of each line that prints something; the first carries the label."""
        whole = "".join(text for _, _, text in self.parts)
        start = 0
        lead = self.lead
        for text in whole.split("\n"):
            if text.strip() or lead.strip():
                yield (lead + text).rstrip(), self._origin(part, start, start + len(text), lead)
            start += len(text) + 1
            lead = ""

    def _origin(self, part: str, start: int, end: int, lead: str) -> Origin:
        parts = self.parts
        index = max(i for i, entry in enumerate(parts) if entry[0] <= start)
        at, paragraph, _ = parts[index]
        joined = tuple(
            (len(lead) + offset - start, other, 0)
            for offset, other, _ in parts[index + 1 :]
            if offset < end
        )
        return Origin(part, paragraph, start - at, len(lead), joined)


def package_to_lines(package: Package, track_changes: str) -> WordLines:
    """Collect the lines of the opened document in one mode of tracked changes.

    Raises SourceError when it holds none.
    """
    part = package.document
    styles = read_styles(package, part)
    found = WordLines(package, track_changes, read_numbering(package, part, styles))
    body = package.root(part).find(w("body"))
    if body is None:
        raise SourceError(package.name, "holds no Word document", "open and save it anew in Word")
    found.add_part(part, body)
    return found
