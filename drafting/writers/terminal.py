"""Text in the columns of a terminal: Chinese characters take two, colours none.

Signs such as “ ” … — take one column in most terminals and two in some (Unicode calls their width
ambiguous). Lines are broken as if they took two, so that nothing runs over the edge anywhere, and
filled up as if they took one, so that what stands side by side stands level in most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RESET = "\033[0m"
_ESCAPE = re.compile(r"\033\[[0-9;]*m")
_CLOSING = frozenset("、，。；：？！）》」』”’】,.;:?!)]}")
_OPENING = frozenset("（《「『“‘【([{")


def columns(text: str) -> int:
    """How many columns ``text`` fills."""
    return sum(_width(char, "WF") for char in _ESCAPE.sub("", text))


def pad(text: str, width: int) -> str:
    """``text`` filled up with blanks to ``width`` columns."""
    return text + " " * max(0, width - columns(text))


def wrap(text: str, width: int, indent: str = "") -> Iterator[str]:
    """``text`` in lines of at most ``width`` columns, each line after a break beginning ``indent``.

    No line begins with a mark that closes, or ends with one that opens, what stands beside it. A
    colour that goes on is taken back at the end of a line and set again on the next.
    """
    for printed in text.split("\n"):
        style, line = "", ""
        for piece in _lines(printed, width, len(indent)):
            styles = _ESCAPE.findall(piece)
            shown = style + piece
            style = (styles[-1] if styles else style).replace(RESET, "")
            yield line + shown + (RESET if style else "")
            line = indent


def clip(text: str, width: int) -> str:
    """As much of the beginning of ``text`` as ``width`` columns hold, at least one character."""
    used = 0
    for at, char in enumerate(text):
        used += _width(char, "WFA")
        if used > width and at:
            return text[:at]
    return text


def _lines(text: str, width: int, indent: int) -> Iterator[str]:
    pieces = [p for p in re.split(rf"({_ESCAPE.pattern})", text) if p]
    line, used, room = "", 0, width
    for piece in pieces:
        if piece.startswith("\033"):
            line += piece
            continue
        for char in piece:
            size = _width(char, "WFA")
            if used + size > room and used:
                kept, carried = _break(line, char)
                yield kept
                line, room = carried, width - indent
                used = sum(_width(c, "WFA") for c in _ESCAPE.sub("", line))
            line, used = line + char, used + size
    yield line


def _break(line: str, following: str) -> tuple[str, str]:
    """Where to break before ``following``: one character earlier when a mark would stand alone."""
    last = line[-1:]
    before = line[-2:-1]
    if len(line) < 4 or (last in ("m", "") and "\033" in line[-6:]):
        return line, ""
    if last in _OPENING or (following in _CLOSING and before not in _OPENING):
        return line[:-1], last
    return line, ""


def _width(char: str, wide: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in wide else 1
