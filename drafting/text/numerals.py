"""Chinese numerals of labels: 第一百二十条之一, 第一〇一条, 第１０１条, 廿, Traditional forms.

``read_numeral`` takes every form met in real texts; ``write_numeral`` writes the one form that
立法法 第六十五条 asks for. Formal (bankers') digits are read and never written.
"""

from __future__ import annotations

from functools import lru_cache

DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    **dict(zip("壹貳參肆伍陸柒捌玖", range(1, 10), strict=True)),
    "〇": 0, "○": 0, "Ｏ": 0, "两": 2, "兩": 2, "弍": 2, "叄": 3,
}
UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
MYRIAD = {"万": 10_000, "萬": 10_000}
STEMS = "甲乙丙丁戊己庚辛壬癸"
SIGNS = {
    **{chr(base + i): i + 1 for base in (0x2460, 0x2474, 0x2488) for i in range(20)},
    **{chr(base + i): i + 1 for base in (0x3220, 0x2776) for i in range(10)},
    **{sign: place for place, sign in enumerate(STEMS, 1)},
}  # fmt: skip
"""Signs that count by themselves: ① ⑴ ⒈ ㈠ ❶ 甲."""
NUMERAL_CHARS = "".join((*DIGITS, *UNITS, *TENS, *MYRIAD))
"""Every character a Chinese numeral may hold, for use inside a regular expression's brackets."""

_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE = "零一二三四五六七八九"


@lru_cache(maxsize=8192)
def read_numeral(text: str) -> int | None:
    """Return the number that ``text`` writes, or None when it is no numeral.

    >>> [read_numeral(t) for t in ("十", "一百零一", "一〇一", "101", "１０１", "廿三", "百二十")]
    [10, 101, 101, 101, 101, 23, 120]
    """
    text = text.strip().translate(_WIDTH)
    if text.isascii():
        return int(text) if text.isdigit() and len(text) < 10 else None
    if any(c not in NUMERAL_CHARS for c in text) or not text:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _read_units(text)


def _read_units(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            section, digit = section + TENS[char], None
        elif char in UNITS:
            section += (1 if digit is None or digit == 0 else digit) * UNITS[char]
            digit = None
        else:
            total += max(section + (digit or 0), 1) * MYRIAD[char]
            section, digit = 0, None
    return total + section + (digit or 0)


def write_numeral(number: int) -> str:
    """Write 1 ≤ ``number`` < 10 000 as a label does: 10 → 十, 101 → 一百零一, 110 → 一百一十.

    Raises ValueError outside that range.
    """
    if not 1 <= number < 10_000:
        raise ValueError(f"no label is numbered {number}")
    parts: list[str] = []
    zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            parts.append(("零" if zero else "") + _CHINESE[digit] + name)
        zero = bool(parts) and (not digit) and number % unit != 0
    text = "".join(parts)
    return text[1:] if 10 <= number < 20 else text


def is_well_formed(text: str) -> bool:
    """Whether ``text`` is the numeral as 立法法 第六十五条 wants it (no 〇, no digits, no 一百一)."""
    number = read_numeral(text)
    return number is not None and 1 <= number < 10_000 and write_numeral(number) == text
