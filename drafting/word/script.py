"""The merged text of a redline: both versions in one row of paragraphs, before any XML.

    old  第五条　本省鼓励。        paragraph  equal 第, delete 五, insert 六, equal 条　本省鼓励。
    new  第六条　本省鼓励。                   mark equal

A paragraph ends where either text has a line break; its ``mark`` says in which: "equal" in both,
"insert" only in the new text, "delete" only in the old one. Dropping what is deleted gives the
new lines, dropping what is inserted the old ones, and Word does the same on *accept* and *reject*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Literal

from drafting.records import record

Kind = Literal["equal", "insert", "delete"]


@record
class Span:
    """A stretch of text of one kind.

    ``follows``: a number that only follows a renumbering elsewhere, or blanks; ``moved``: text that stands at
    the other end of a move unchanged; ``old`` and ``new`` are where it begins in its lines (-1
    where it is not).
    """

    kind: Kind
    text: str
    follows: bool = False
    moved: bool = False
    old: int = -1
    new: int = -1

    def with_text(self, text: str) -> Span:
        """The span with another text (made by hand: ``dataclasses.replace`` costs ten times it)."""
        return Span(self.kind, text, self.follows, self.moved, self.old, self.new)

    def at(self, old: int, new: int) -> Span:
        """The span at other places in its lines."""
        return Span(self.kind, self.text, self.follows, self.moved, old, new)

    def cut(self, at: int) -> tuple[Span, Span]:
        """The span in two, after ``at`` characters."""
        tail_old = self.old + at if self.old >= 0 else -1
        tail_new = self.new + at if self.new >= 0 else -1
        head = Span(self.kind, self.text[:at], self.follows, self.moved, self.old, self.new)
        return head, Span(self.kind, self.text[at:], self.follows, self.moved, tail_old, tail_new)


@record
class Paragraph:
    """Spans and the mark that ends them.

    ``old`` and ``new`` are the numbers (places in ``Tree.lines``) of the lines whose text stands
    here, None where there is none; ``move`` names the move this paragraph belongs to and
    ``mark_moved`` says whether its mark goes along.
    """

    spans: tuple[Span, ...]
    mark: Kind = "equal"
    old: int | None = None
    new: int | None = None
    move: str = ""
    mark_moved: bool = False

    @property
    def side(self) -> Kind:
        """ "delete" or "insert" when every span and the mark are of that kind, else "equal"."""
        kinds = {span.kind for span in self.spans} | {self.mark}
        return kinds.pop() if len(kinds) == 1 else "equal"

    @property
    def changed(self) -> bool:
        """Whether anything in it, mark included, is not as it was."""
        return self.mark != "equal" or any(span.kind != "equal" for span in self.spans)

    @property
    def leaves(self) -> bool:
        """Of a moved paragraph: whether this is the end it leaves."""
        return bool(self.spans) and self.spans[0].kind == "delete"


@record
class Cell:
    """A table cell. ``mark`` "insert" or "delete" for a cell of a new or lost column.

    ``column`` counts in the table of the text that has it (the old one where both do), from 1;
    ``span`` is how many columns it covers.
    """

    paragraphs: tuple[Paragraph, ...]
    mark: Kind = "equal"
    column: int = 1
    span: int = 1


@record
class Row:
    """A table row; ``mark`` says in which text it stands."""

    cells: tuple[Cell, ...]
    mark: Kind = "equal"


@record
class Table:
    """A table of either or both texts."""

    rows: tuple[Row, ...]


Block = Paragraph | Table


@record
class Note:
    """Words said of a change in a comment: at paragraph ``block`` of the script."""

    block: int
    text: str


@record
class Script:
    """Blocks in order, and what is said about the structural changes among them."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = field(default=())


def iter_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph, those in table cells included, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def script_to_lines(blocks: Iterable[Block], kind: Kind) -> list[str]:
    """The lines of one text: ``kind`` "insert" for the new one, "delete" for the old one.

    Empty cells have no line.
    """
    return [text for _, text in script_to_places(blocks, kind)]


def script_to_places(blocks: Iterable[Block], kind: Kind) -> list[tuple[int | None, str]]:
    """The same, each line with its place in ``Tree.lines``."""
    lines: list[tuple[int | None, str]] = []
    parts: list[str] = []
    for paragraph in iter_paragraphs(blocks):
        parts.extend(s.text for s in paragraph.spans if s.kind in ("equal", kind))
        if paragraph.mark in ("equal", kind):
            lines.append((paragraph.new if kind == "insert" else paragraph.old, "".join(parts)))
            parts = []
    return [line for line in lines if line[1]]
