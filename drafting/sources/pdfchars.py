"""The printed lines of a PDF page: characters with their boxes, gathered by where they stand.

The gaps that pdfium shows as blanks without the file having one (Word's space between 第 and 1)
are told from typed blanks and closed when narrow. Characters that PDF writers mistake for radicals
(⼀ for 一) become the characters they look like.
"""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

_RADICALS = dict(
    zip(
        "⺎⺟⺠⺮⺼⻁⻄⻅⻆⻉⻋⻌⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "兀母民竹月虎西见角贝车辶長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""Radicals without a compatibility mapping in Unicode that stand for whole characters."""
_NARROW = 0.6
"""A gap below this share of a character's width is no blank."""
_SAME_LINE = 0.4
"""Characters whose middles differ by less than this share of their height share a line."""
_NEAR = 4
"""How many lines back the line is looked for that a late piece belongs to."""
_CHAR_LIMIT = 2_000_000
"""Characters on one page beyond which something is wrong with it."""


@dataclass(slots=True)
class PrintedLine:
    """One line as printed: its text, its box (bottom-up, in points) and page (from 0)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    page: int
    size: float
    """The width of its Chinese characters; 0 when it has none."""
    pitch: float
    """How far apart they begin."""
    slanted: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class _Char:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    generated: bool = False
    slanted: bool = False


def page_to_lines(textpage: Any, number: int) -> list[PrintedLine]:
    """The printed lines of page ``number`` (its pdfium text page), in the order of the file."""
    lines: list[list[_Char]] = []
    fresh = True
    for char in _read_chars(textpage):
        if char.text == "\n":
            fresh = True
            continue
        if char.generated:
            continue
        if lines and _continues(lines[-1], char, fresh):
            lines[-1].append(char)
        else:
            lines.append([char])
        fresh = False
    found = [_to_line(chars, number) for chars in _fill_gaps(lines)]
    return [line for line in found if line.text.strip()]


def _fill_gaps(lines: list[list[_Char]]) -> list[list[_Char]]:
    """Put pieces that a file draws late (quotes of another font) into the line they belong to."""
    kept: list[list[_Char]] = []
    for line in lines:
        home = next((other for other in reversed(kept[-_NEAR:]) if _fits(line, other)), None)
        if home is None:
            kept.append(line)
        else:
            home.extend(line)
    return kept


def _fits(piece: list[_Char], line: list[_Char]) -> bool:
    """Whether ``piece`` stands inside ``line``, where that has a gap."""
    first, height = line[0], line[0].top - line[0].bottom
    left, right = min(c.left for c in piece), max(c.right for c in piece)
    level = abs(first.bottom + first.top - piece[0].bottom - piece[0].top) / 2
    if level > _SAME_LINE * height or first.slanted != piece[0].slanted:
        return False
    if left < min(c.left for c in line) - 1 or right > max(c.right for c in line) + height:
        return False
    slack = height / 5
    return not any(c.left < right - slack and left < c.right - slack for c in line)


def _read_chars(textpage: Any) -> list[_Char]:
    import pypdfium2.raw as pdfium

    raw, box = textpage.raw, pdfium.FS_RECTF()
    chars = []
    for index in range(min(textpage.count_chars(), _CHAR_LIMIT)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in (10, 13):
            chars.append(_Char("\n", 0, 0, 0, 0))
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
        angle = pdfium.FPDFText_GetCharAngle(raw, index)
        chars.append(
            _Char(
                code_to_text(code),
                min(box.left, box.right),
                max(box.left, box.right),
                min(box.bottom, box.top),
                max(box.bottom, box.top),
                pdfium.FPDFText_IsGenerated(raw, index) == 1,
                0.4 < angle % 1.5708 < 1.17,
            )
        )
    return chars


def code_to_text(code: int) -> str:
    """The character that a PDF's code means: no radicals, no compatibility ideographs.

    >>> code_to_text(0x2F00), code_to_text(0x2ED3), code_to_text(0xF9FF)
    ('一', '长', '刺')
    """
    if code in (0x02, 0xFFFE):
        return "-"  # pdfium's sign for a hyphen at the end of a line
    char = chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return char


def _continues(line: list[_Char], char: _Char, fresh: bool) -> bool:
    """Whether ``char`` stands on the printed line begun last, to the right when a line ended."""
    last = line[-1]
    if last.slanted and char.slanted:
        return not fresh
    height = max(min(last.top - last.bottom, char.top - char.bottom), 0.1)
    level = abs((last.bottom + last.top) - (char.bottom + char.top)) / 2 < _SAME_LINE * height
    if not level or last.slanted != char.slanted:
        return False
    return not fresh or char.left >= last.right - height


def _to_line(chars: list[_Char], page: int) -> PrintedLine:
    if not chars[0].slanted:
        chars = sorted(chars, key=lambda char: char.left)
    real = [c for c in chars if not c.text.isspace()] or chars
    widths = [c.right - c.left for c in real if _is_han(c)]
    size = median(widths) if widths else 0.0
    pitch = _pitch(real, size)
    return PrintedLine(
        _join(chars, size or max(c.top - c.bottom for c in real), pitch),
        min(c.left for c in real),
        max(c.right for c in real),
        median(c.bottom for c in real),
        median(c.top for c in real),
        page,
        size,
        pitch,
        real[0].slanted,
    )


def _is_han(char: _Char) -> bool:
    return "\u4e00" <= char.text <= "\u9fff"


def _pitch(chars: list[_Char], size: float) -> float:
    """How far apart Chinese characters of a line begin: wider than ``size`` in spaced text."""
    steps = [b.left - a.left for a, b in pairwise(chars) if _is_han(a) and _is_han(b)]
    return max(median(steps), size) if len(steps) > 2 else size


def _join(chars: list[_Char], size: float, pitch: float) -> str:
    parts: list[str] = []
    previous: _Char | None = None
    for char in chars:
        if previous is not None and not (previous.text.isspace() or char.text.isspace()):
            if char.text == previous.text and abs(char.left - previous.left) < size / 8:
                continue  # drawn twice to look bold
            gap = char.left - previous.right
            latin = previous.text.isascii() and char.text.isascii()
            if gap > (0.2 * size if latin else _NARROW * size + pitch - size):
                parts.append(" ")
        parts.append(char.text)
        previous = char
    return "".join(parts).rstrip()
