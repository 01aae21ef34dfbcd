"""Markdown → lines: what is printed, without the marks; headings as hints, tables as cells.

Marks that only say how text looks are taken off (``#``, ``**``, ``>``, bullets, link targets);
numbers of lists stay. Line numbers are those of the file, until a table makes a line of each cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafting.sources.encodings import Decoded, decode
from drafting.sources.files import TEXT_LIMIT, refuse_larger
from drafting.sources.lines import Line, Source
from drafting.sources.printable import clean

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#0-9]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELLS = re.compile(r"(?<!\\)\|")
_PICTURE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\(([^)\n]{0,2000})\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n]{0,1000}?\S)\1")
_EMPHASIS = re.compile(r"(?<![*\\])\*(?=[^\s*])([^*\n]{0,1000}[^\s*\\])\*(?!\*)")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,1000})\1(?!`)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<!--.{0,2000}?-->")
_MARKS = re.compile(r"[*_\[`<\\!]")
"""What a line must have to be looked at more closely: most have none."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Return the printed lines of the Markdown file ``data``. Raises SourceError as for text."""
    refuse_larger(name, len(data), TEXT_LIMIT)
    decoded = decode(name, data, encoding)
    text, notes = clean(decoded.text)
    reader = _Reader(text.splitlines())
    lines = tuple(reader.iter_lines())
    told = [*reader.notes(), *notes, *_guess_note(decoded)]
    return Source(name, lines, "md", encoding=decoded.encoding, notes=tuple(told))


def _guess_note(decoded: Decoded) -> list[str]:
    return [f"read as {decoded.encoding} (found by reading it)"] if decoded.guessed else []


@dataclass(slots=True)
class _Reader:
    """One pass through the physical lines; ``shift`` counts the lines that tables added."""

    rows: list[str]
    shift: int = 0
    tables: int = 0
    targets: int = 0
    pictures: int = 0
    fenced: bool = False

    def iter_lines(self) -> Iterator[Line]:
        at = 0
        until = _front_matter(self.rows)
        while at < len(self.rows):
            row = self.rows[at]
            if at < until:
                if row.strip(" -"):
                    yield Line(row.rstrip(), at + 1, furniture=True)
            elif _FENCE.match(row):
                self.fenced = not self.fenced
            elif self.fenced:
                if row.strip():
                    yield Line(row.rstrip(), at + 1 + self.shift)
            elif self._is_table(at):
                end = self._table_end(at)
                yield from self._iter_cells(at, end)
                at = end
                continue
            else:
                yield from self._plain(at)
            at += 1

    def _plain(self, at: int) -> Iterator[Line]:
        row = self.rows[at]
        heading = _HEADING.match(row)
        if heading:
            text, outline = heading[2], len(heading[1])
        elif _RULE.match(row) or (at and _underlines(self.rows[at - 1], row)):
            return
        else:
            text, outline = _BULLET.sub("", _QUOTE.sub("", row)), 0
            if at + 1 < len(self.rows) and _underlines(row, self.rows[at + 1]):
                outline = 1 if "=" in self.rows[at + 1] else 2
        text = self._printed(text).rstrip()
        if text.strip():
            yield Line(text, at + 1 + self.shift, outline=outline)

    def _is_table(self, at: int) -> bool:
        if at + 1 >= len(self.rows) or "|" not in self.rows[at]:
            return False
        below = self.rows[at + 1]
        return "|" in below and _DELIMITERS.match(below) is not None

    def _table_end(self, at: int) -> int:
        end = at + 2
        while end < len(self.rows) and "|" in self.rows[end]:
            end += 1
        return end

    def _iter_cells(self, at: int, end: int) -> Iterator[Line]:
        self.tables += 1
        number = at + self.shift
        for row, index in enumerate((at, *range(at + 2, end)), start=1):
            cells = _CELLS.split(self.rows[index].strip().strip("|"))
            for column, cell in enumerate(cells, start=1):
                text = self._printed(cell.replace("\\|", "|")).strip()
                if text:
                    number += 1
                    yield Line(text, number, table=(self.tables, row, column))
        self.shift = max(number - end, self.shift)

    def _printed(self, text: str) -> str:
        """``text`` without the marks of Markdown and HTML."""
        if not _MARKS.search(text):
            return text
        text, pictures = _PICTURE.subn(r"\1", text)
        text, targets = _LINK.subn(r"\1", text)
        self.pictures += pictures
        self.targets += targets
        text = _STRONG.sub(r"\2", text)
        text = _EMPHASIS.sub(r"\1", text)
        text = _CODE.sub(r"\2", text)
        text = _TAG.sub("", _BREAK.sub(" ", text))
        return _ESCAPED.sub(r"\1", text)

    def notes(self) -> list[str]:
        """What was set aside, in words."""
        notes = []
        if self.targets:
            notes.append(f"left aside the targets of {self.targets} link(s)")
        if self.pictures:
            notes.append(f"left aside {self.pictures} picture(s)")
        if self.tables:
            notes.append("line numbers count each cell of a table as a line")
        return notes


def _underlines(text: str, row: str) -> bool:
    """Whether ``row`` underlines ``text``, which makes that a heading (Setext)."""
    return bool(text.strip()) and _UNDERLINE.match(row) is not None and not _HEADING.match(text)


def _front_matter(rows: list[str]) -> int:
    """How many lines at the start are metadata between ``---`` lines."""
    if not rows or rows[0].strip() != "---":
        return 0
    ends = (i for i, row in enumerate(rows[1:60], start=1) if row.strip() in ("---", "..."))
    end = next(ends, 0)
    return end + 1 if all(":" in row or not row.strip() for row in rows[1:end]) else 0
