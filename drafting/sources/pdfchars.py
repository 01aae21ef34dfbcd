"""The printed lines of a PDF page: characters with their boxes, gathered by where they stand.

The gaps that pdfium shows as blanks without the file having one (Word's space between 第 and 1)
are told from typed blanks and closed when narrow. Characters that PDF writers mistake for radicals
(⼀ for 一) become the characters they look like.
"""

from __future__ import annotations

import ctypes
import re
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
_AFTER_LABEL = 0.2
"""The same behind a label at the head of a line: half a blank, as Latin fonts have it."""
_LABEL = re.compile(r"\s*第\s?[0-9０-９〇○零一二三四五六七八九十百千\s]{1,9}\s?[编編章节節条條]")
_SAME_LINE = 0.4
"""Characters whose baselines differ by less than this share of their size share a line."""
_FAR = 50_000.0
"""Points beyond any page."""
_NEAR = 4
"""How many lines back the line is looked for that a late piece belongs to."""


@dataclass(slots=True)
class PrintedLine:
    """One line as printed: its text, its place (points, from the bottom) and page (from 0).

    ``bottom`` is the baseline, ``top`` as far above it as the characters are large.
    """

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
    """A character as pdfium sees it: ``base`` is the height of its baseline, ``height`` that of
    its box, which is that of its ink in some files and of its font in others."""

    text: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    height: float = 0.0
    generated: bool = False
    slanted: bool = False

    @property
    def is_han(self) -> bool:
        return "\u4e00" <= self.text <= "\u9fff"

    @property
    def size(self) -> float:
        """How large the character is printed: Chinese ones are as wide as that."""
        return self.right - self.left if self.is_han else self.height


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


def _read_chars(textpage: Any) -> list[_Char]:
    import pypdfium2.raw as pdfium

    raw, box = textpage.raw, pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    chars = []
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in (10, 13):
            chars.append(_Char("\n"))
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
        angle = pdfium.FPDFText_GetCharAngle(raw, index)
        chars.append(
            _Char(
                code_to_text(code),
                _on_page(min(box.left, box.right)),
                _on_page(max(box.left, box.right)),
                _on_page(y.value),
                _on_page(abs(box.top - box.bottom)),
                pdfium.FPDFText_IsGenerated(raw, index) == 1,
                0.4 < angle % 1.5708 < 1.17,
            )
        )
    return chars


def _on_page(value: float) -> float:
    """A coordinate, 0 for one that no page has (broken files give infinities and NaN)."""
    return value if -_FAR < value < _FAR else 0.0


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


def _fits(piece: list[_Char], line: list[_Char]) -> bool:
    """Whether ``piece`` stands inside ``line``, where that has a gap."""
    size = _size_of(line)
    left, right = min(c.left for c in piece), max(c.right for c in piece)
    level = abs(line[0].base - piece[0].base) < _SAME_LINE * size
    if not level or line[0].slanted != piece[0].slanted:
        return False
    if left < min(c.left for c in line) - 1 or right > max(c.right for c in line) + size:
        return False
    slack = size / 5
    return not any(c.left < right - slack and left < c.right - slack for c in line)


def _continues(line: list[_Char], char: _Char, fresh: bool) -> bool:
    """Whether ``char`` stands on the printed line begun last, to the right when a line ended."""
    last = line[-1]
    if last.slanted or char.slanted:
        return last.slanted and char.slanted and not fresh
    size = max(last.size, char.size, _size_of(line[-_NEAR:]))
    if abs(last.base - char.base) > _SAME_LINE * size:
        return False
    return not fresh or char.left >= last.right - size


def _size_of(chars: list[_Char]) -> float:
    """How large the characters of a line are: by the Chinese ones, else by the tallest."""
    return max((c.size for c in chars if c.is_han), default=0) or max(c.height for c in chars)


def _to_line(chars: list[_Char], page: int) -> PrintedLine:
    if not chars[0].slanted:
        chars = sorted(chars, key=lambda char: char.left)
    real = [c for c in chars if not c.text.isspace()] or chars
    widths = [c.size for c in real if c.is_han]
    size = median(widths) if widths else 0.0
    pitch = _pitch(real, size)
    height = size or max(c.height for c in real)
    base = median(c.base for c in real)
    return PrintedLine(
        _join(chars, height, pitch),
        min(c.left for c in real),
        max(c.right for c in real),
        base,
        base + height,
        page,
        size,
        pitch,
        real[0].slanted,
    )


def _pitch(chars: list[_Char], size: float) -> float:
    """How far apart Chinese characters of a line begin: wider than ``size`` in spaced text."""
    steps = [b.left - a.left for a, b in pairwise(chars) if a.is_han and b.is_han]
    return max(median(steps), size) if len(steps) > 2 else size


def _join(chars: list[_Char], size: float, pitch: float) -> str:
    parts: list[str] = []
    previous: _Char | None = None
    for char in chars:
        if previous is not None and not (previous.text.isspace() or char.text.isspace()):
            gap = char.left - previous.right
            latin = previous.text.isascii() and char.text.isascii()
            narrow = _AFTER_LABEL if _is_label(previous, parts) else _NARROW
            if gap > (0.2 * size if latin else narrow * size + pitch - size):
                parts.append(" ")
        parts.append(char.text)
        previous = char
    return "".join(parts).rstrip()


def _is_label(last: _Char, parts: list[str]) -> bool:
    """Whether the characters joined so far, ``last`` the last of them, are a label."""
    return last.text in "编編章节節条條" and _LABEL.fullmatch("".join(parts)) is not None
