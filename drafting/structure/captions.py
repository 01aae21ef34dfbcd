"""条标 of a text's articles: how it prints them, and the one of each article."""

from __future__ import annotations

import re

from drafting.structure.headings import Heading, guess_heading, read_blank_heading, read_heading
from drafting.structure.labels import Label
from drafting.structure.rows import Row

_CLOSING = re.compile("[】〗］\\]]")
_BLANK = re.compile("[ \u3000\xa0\t]")
_MAX_LINE = 40
_MIN_ARTICLES = 4


class CaptionReader:
    """Reads 条标 in the style of one text.

    ``style`` is "bracket" (【…】, （…）), "blank" (only a blank parts it from the sentence), "line"
    (alone behind the label), "below" (a bracketed line under the label) or "none".
    """

    def __init__(self, rows: list[Row]) -> None:
        self.style = _find_style(rows)

    def read(self, rows: list[Row], label: Label) -> Heading | None:
        """The 条标 of the article whose rows are ``rows``; ``label`` is the first row's."""
        rest = label.rest
        if not rest:
            return self._read_below(rows)
        strong = rest[0] in "【〖［[" or self.style == "bracket"
        heading = read_heading(rest) if strong or self.style != "none" else None
        if heading is not None:
            return heading if strong and (heading.rest or len(rows) > 1) else None
        if self.style == "blank":
            return read_blank_heading(rest)
        if self.style == "line" and _stands_alone(rows, 0):
            return Heading(rest, "", "")
        return guess_heading(rest) if self.style == "bracket" else None

    def _read_below(self, rows: list[Row]) -> Heading | None:
        """第一条 | 【立法目的】 | 为了…: the heading on a line of its own under the label."""
        if len(rows) < 3 or not rows[1].is_plain:
            return None
        heading = read_heading(rows[1].text)
        if heading is None or heading.rest or rows[1].text[0] not in "【〖［[（(":
            return None
        return Heading(heading.text, "", "", below=True)


def _find_style(rows: list[Row]) -> str:
    articles = [(i, row.label.rest) for i, row in enumerate(rows) if row.kind == "article" and row.label]
    if not articles:
        return "none"
    half = max(1.0, len(articles) / 2)
    if sum(1 for _, rest in articles if (rest and rest[0] in "【〖［[（(〔") or _is_half(rest)) >= half and (
        sum(1 for _, rest in articles if read_heading(rest)) >= half
    ):
        return "bracket"
    if len(articles) < _MIN_ARTICLES:
        return "none"
    blank = sum(1 for _, rest in articles if _has_blank(rest) and read_blank_heading(rest))
    if blank >= half:
        return "blank"
    return "line" if sum(1 for i, _ in articles if _stands_alone(rows, i)) >= half else "none"


def _is_half(rest: str) -> bool:
    return _CLOSING.search(rest, 0, 30) is not None


def _has_blank(rest: str) -> bool:
    return _BLANK.search(rest, 0, 20) is not None


def _stands_alone(rows: list[Row], i: int) -> bool:
    label = rows[i].label
    rest = label.rest if label else ""
    follows = i + 1 < len(rows) and rows[i + 1].kind != "article"
    return bool(rest) and len(rest) <= _MAX_LINE and rest[-1] not in "。；：，、;:,." and follows
