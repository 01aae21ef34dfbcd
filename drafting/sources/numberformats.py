"""Numbers as Word prints them in automatic labels (ECMA-376 Part 1, 17.18.59 ST_NumberFormat).

Where the standard is silent, what Word prints is followed: from 100 on chineseCounting writes
digits (一○一), chineseCountingThousand writes 〇 for the gap (一百〇一), ideographTraditional and
decimalEnclosedCircle fall back to plain digits after their last sign.
"""

from __future__ import annotations

from collections.abc import Callable

from drafting.sources.symbols import circled

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
PLAIN = "一二三四五六七八九"
SIMPLIFIED_LEGAL, TRADITIONAL_LEGAL = "壹贰叁肆伍陆柒捌玖", "壹貳參肆伍陸柒捌玖"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LARGEST = 9_999


def number_to_text(number: int, number_format: str, custom: str = "") -> str:
    """``number`` in the number format (``w:numFmt``), plain digits for a format not known here.

    ``custom`` is the ``w:format`` of the format "custom" ("001, 002, 003, ...").

    >>> [number_to_text(n, "chineseCountingThousand") for n in (10, 12, 20, 101, 110, 1024)]
    ['十', '十二', '二十', '一百〇一', '一百一十', '一千〇二十四']
    >>> number_to_text(101, "chineseCounting"), number_to_text(101, "japaneseCounting")
    ('一○一', '百一')
    """
    if number_format == "custom":
        return str(number).zfill(len(custom.split(",", maxsplit=1)[0].strip()))
    write = _FORMATS.get(number_format)
    return write(number) if write and number >= 0 else str(number)


def _digital(number: int, zero: str) -> str:
    return "".join((zero + PLAIN)[int(d)] for d in str(number))


def _counting(number: int) -> str:
    """十 and tens to 99, digits beyond."""
    if not 0 < number < 100:
        return _digital(number, "○")
    return _thousand(number, "〇")


def _thousand(number: int, zero: str) -> str:
    """一千〇二十四; 10 to 19 without 一."""
    text = _with_units(number, PLAIN, "千百十", zero)
    return text[1:] if 10 <= number < 20 else text


def _with_units(number: int, digits: str, units: str, zero: str) -> str:
    if not 0 < number <= _LARGEST:
        return zero if number == 0 else str(number)
    text, gap = "", False
    for power, unit in zip((1000, 100, 10, 1), (*units, ""), strict=True):
        digit = number // power % 10
        if digit:
            text += (zero if gap and text else "") + digits[digit - 1] + unit
        gap = digit == 0
    return text


def _japanese(number: int) -> str:
    """百一: no zero for a gap, no 一 before a unit."""
    text = _with_units(number, PLAIN, "千百十", "")
    for unit in "千百十":
        text = text.replace("一" + unit, unit)
    return text or "〇"


def _roman(number: int) -> str:
    text = ""
    if number > _LARGEST:
        return str(number)
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """A … Z, AA, BB … (Word repeats the letter)."""
    if number < 1 or number > 26 * 30:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from_series(series: str) -> Callable[[int], str]:
    return lambda number: series[number - 1] if 0 < number <= len(series) else str(number)


def _parenthesized(number: int) -> str:
    return chr(0x2474 + number - 1) if 1 <= number <= 20 else str(number)


def _full_stop(number: int) -> str:
    return chr(0x2488 + number - 1) if 1 <= number <= 20 else str(number)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": lambda number: circled(number) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda n: circled(n) if n <= 20 else str(n),
    "decimalEnclosedParen": _parenthesized,
    "decimalEnclosedFullstop": _full_stop,
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": lambda number: _thousand(number, "〇"),
    "taiwaneseCountingThousand": lambda number: _thousand(number, "零"),
    "japaneseCounting": _japanese,
    "ideographDigital": lambda number: _digital(number, "〇"),
    "taiwaneseDigital": lambda number: _digital(number, "○"),
    "japaneseDigitalTenThousand": lambda number: _digital(number, "〇"),
    "koreanDigital2": lambda number: _digital(number, "零"),
    "chineseLegalSimplified": lambda n: _with_units(n, SIMPLIFIED_LEGAL, "仟佰拾", "零"),
    "ideographLegalTraditional": lambda n: _with_units(n, TRADITIONAL_LEGAL, "仟佰拾", "零"),
    "ideographTraditional": _from_series(STEMS),
    "ideographZodiac": _from_series(BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12] if number else "0"
    ),
    "ideographEnclosedCircle": _from_series("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
}
