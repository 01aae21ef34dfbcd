"""Characters that Word prints without writing them: symbol fonts, circled digits by field."""

from __future__ import annotations

import re

_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x74: "⬧", 0x75: "◆", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xB2: "✧", 0xD8: "➢", 0xE0: "→",
    0xFB: "☒", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + n: ("⓪①②③④⑤⑥⑦⑧⑨⑩")[n] for n in range(11)},
    **{0x8B + n: ("⓿❶❷❸❹❺❻❼❽❾❿")[n] for n in range(11)},
}  # fmt: skip
_WINGDINGS2 = {0x52: "☑", 0xA3: "□", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x53: "☒"}
_SYMBOL = {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xD7: "⋅"}
FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
_CIRCLED = re.compile(
    r"eq\s*\\o(?:\\a[clr])?\s*\(\s*[○◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.IGNORECASE
)


def symbol_to_text(font: str, code: str) -> str:
    """The character that ``w:sym`` prints, from its font and hexadecimal code.

    A symbol of an unknown font stays the private-use character that Word stores.

    >>> symbol_to_text("Wingdings", "F0FE"), symbol_to_text("Wingdings 2", "F052")
    ('☑', '☑')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0xFFFD or 0xD800 <= number <= 0xDFFF:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    return FONTS.get(font.lower(), {}).get(low) or chr(number)


def circled(number: int) -> str:
    """``number`` in a circle: ① to ㊿; beyond, the digits (what Word prints as well).

    >>> circled(0), circled(11), circled(21), circled(50), circled(51)
    ('⓪', '⑪', '㉑', '㊿', '51')
    """
    if number == 0:
        return "⓪"
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return str(number)


def eq_field_to_text(code: str) -> str:
    r"""What a field without result prints; known is the circled number of 带圈字符.

    >>> eq_field_to_text(r" eq \o\ac(○,11) ")
    '⑪'
    """
    found = _CIRCLED.search(code)
    return circled(int(found[1])) if found else ""
