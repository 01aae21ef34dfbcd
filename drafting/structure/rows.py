"""Source lines with what they are: the parser's working view of a text.

A ``Row`` is a logical line: its text without outer blanks, its label if any, and the reader's
facts. Nothing is decided here; ``regions`` and the builders decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex as re

from drafting.sources.lines import Line
from drafting.structure.labels import Label, read_label

_PAGE = re.compile(
    r"[—–－\-─‐·•~\s]*[0-9０-９]{1,4}\s*[—–－\-─‐·•~]+|[—–－─\-]+\s*[0-9０-９]{1,4}\s*[—–－─\-]*"
    r"|第\s*\d+\s*页(?:\s*[/，,共]*\s*\d*\s*页?)?|Page\s*\d+.*|\d+\s*/\s*\d+"
)
_TERMINAL = frozenset("。；：！？.;:!?”’\"》）)】…")


@dataclass(slots=True)
class Row:
    """``text``: outer blanks off. ``squeezed``: no blanks at all, for comparing."""

    text: str
    line: Line
    label: Label | None
    furniture: bool = False

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def kind(self) -> str:
        """The label's kind, "" for text."""
        return self.label.kind if self.label is not None else ""

    @property
    def squeezed(self) -> str:
        return "".join(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        return self.text[-1] in _TERMINAL

    @property
    def closes_sentence(self) -> bool:
        """Whether it ends as a paragraph of running text does."""
        return self.text[-1] in "。；：;:！？" or self.text[-2:] in ("。”", "。）", "。)", "；”", "。》")


def lines_to_rows(lines: tuple[Line, ...]) -> list[Row]:
    """Return a row for every line that holds text (tables and notes carry no label)."""
    rows = []
    for line in lines:
        text = line.text.strip()
        if text:
            plain = line.table is None and not line.note and not line.furniture
            label = read_label(text) if plain else None
            furniture = line.furniture or len(text) < 24 and bool(_PAGE.fullmatch(text))
            rows.append(Row(text, line, label, furniture))
    return rows
