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
_ATOM = re.compile(r"\033\[[0-9;]*m|\[-|\{\+|-\]|\+\}|.")
"""What is never broken: a colour, the signs of an edit, a character."""
_CLOSING = frozenset(("-]", "+}", *"、，。；：？！）》」』”’】,.;:?!)]}"))
_OPENING = frozenset(("[-", "{+", *"（《「『“‘【([{"))
_MOST_CARRIED = 3


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
    line: list[str] = []
    used, room = 0, width
    for atom in _ATOM.findall(text):
        size = 0 if atom.startswith("\033") else sum(_width(char, "WFA") for char in atom)
        if used + size > room and used:
            at = _break(line, atom)
            yield "".join(line[:at])
            line, room = line[at:], width - indent
            used = sum(_width(c, "WFA") for one in line if one[0] != "\033" for c in one)
        line.append(atom)
        used += size
    yield "".join(line)


def _break(line: list[str], following: str) -> int:
    """How much of ``line`` stays before ``following``: no mark stands at the wrong side."""
    at = len(line)
    for _ in range(_MOST_CARRIED):
        last = line[at - 1] if at > 1 else ""
        if last in _OPENING or (following in _CLOSING and last and last[0] != "\033"):
            at, following = at - 1, last
    return at if at > 1 else len(line)


def _width(char: str, wide: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in wide else 1
