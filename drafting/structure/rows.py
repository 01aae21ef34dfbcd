"""Source lines with what they are: the parser's working view of a text.

A ``Row`` is a line, or the lines that a hard-wrapped paragraph was broken into, or one of several
provisions that were run together in a line (see ``wraps``). Nothing is decided here; ``regions``
and the builders decide.
"""

from __future__ import annotations

import re

from drafting.sources.lines import Line
from drafting.structure.labels import INVISIBLE, Label, read_label

_PAGE = re.compile(
    r"[—–－\-─‐·•~\s]*[0-9０-９]{1,4}\s*[—–－\-─‐·•~]+|[—–－─\-]+\s*[0-9０-９]{1,4}\s*[—–－─\-]*"
    r"|第\s*\d+\s*页(?:\s*[/，,共]*\s*\d*\s*页?)?|Page\s*\d+.*|\d+\s*/\s*\d+"
)
_MAX_PAGE = 24
_ENDINGS = frozenset("。；：;:！？!?")
_CLOSED = ("。”", "。）", "。)", "；”", "。》", "！”", "？”", "。’", "。\"", "。」", "。』")
_SENTENCE = frozenset("。！？!?")
_BRACKETS = frozenset("）)】]”’」』》")


class Row:
    """``text``: outer blanks off; ``number``: the source line's.

    ``breaks``: where later source lines begin in it: (offset, number).
    """

    __slots__ = ("breaks", "furniture", "kind", "label", "line", "number", "table", "text")

    def __init__(self, text: str, line: Line, label: Label | None, furniture: bool = False) -> None:
        self.text = text
        self.line = line
        self.number = line.number
        self.label = label
        self.kind = label.kind if label is not None else ""
        self.furniture = furniture
        self.table = line.table
        self.breaks: list[tuple[int, int]] | None = None

    def set_label(self, label: Label | None) -> None:
        """Give the row its label, or take it; ``kind`` is the label's, "" for text."""
        self.label = label
        self.kind = label.kind if label is not None else ""

    def cut(self, rest: str, label: Label | None) -> Row:
        """What is left of the row behind its label; it begins no source line: its number is 0."""
        row = Row(rest, self.line, label)
        row.number = 0
        return row

    @property
    def is_indented(self) -> bool:
        """Whether the source line begins with a blank."""
        return self.line.text[:1].isspace()

    @property
    def squeezed(self) -> str:
        """The text without any blank, for comparing."""
        return "".join(self.text.split())

    @property
    def is_plain(self) -> bool:
        """Whether it is a line of text without label: no table cell, no note, no page furniture."""
        return (
            self.label is None and not self.furniture and self.table is None and not self.line.note
        )

    @property
    def closes_sentence(self) -> bool:
        """Whether it ends as a paragraph of running text does: 。；：."""
        return self.text[-1] in _ENDINGS or self.text[-2:] in _CLOSED

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop, or a bracket or quote that closes something, ends it."""
        return is_sentence_end(self.text)


def is_sentence_end(text: str) -> bool:
    """Whether ``text`` ends in 。！？ or a bracket or quote behind it: the next line is a new 款."""
    last = text[-1:]
    return last in _SENTENCE or last in _BRACKETS


def lines_to_rows(lines: tuple[Line, ...]) -> list[Row]:
    """Return a row for every line that holds text (tables and notes carry no label)."""
    rows = []
    for line in lines:
        text = line.text.strip()
        if text:
            rows.append(_line_to_row(line, text))
    return rows


def _line_to_row(line: Line, text: str) -> Row:
    if line.table is not None or line.note or line.furniture:
        return Row(text, line, None, line.furniture)
    label = read_label(text)
    if len(text) < _MAX_PAGE and (_PAGE.fullmatch(text) or not text.strip(INVISIBLE + " ")):
        return Row(text, line, None, True)
    return Row(text, line, label)
