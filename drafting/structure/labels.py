"""Labels at the start of a line: 第一章, 第十二条, （一）, 1., 一、, ①; what they are, and the rest.

The printed forms are those of 立法法 第六十五条 and of GB/T 9704 (一、（一）1.（1）), in any width, with
the blanks that web copies put inside and the decorations that Markdown puts in front.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from drafting.text.numerals import NUMERAL_CHARS, SIGNS, STEMS, read_numeral

INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
"""Characters that print nothing and are no white space."""

_CN = NUMERAL_CHARS
_DIGITS = "0123456789０１２３４５６７８９"
_ANY = _CN + _DIGITS
_BLANK = r"\s*"
_PLAIN = re.compile(rf"第(?P<number>[{_ANY}]+)(?P<word>[条條章节節编編])(?![之第])")
_ORDINAL = re.compile(
    rf"第{_BLANK}(?P<number>[{_ANY}](?:{_BLANK}[{_ANY}])*){_BLANK}"
    rf"(?:[-－]{_BLANK}(?P<dash>[{_DIGITS}]+){_BLANK}(?=[条條]))?"
    rf"(?P<word>[条條]|分[编編]|[编編章节節]|部分)(?:{_BLANK}之{_BLANK}(?P<sub>[{_ANY}]+))?"
)
_BLANKED = re.compile(
    rf"第(?:{_BLANK}[×ＸXxＯ＊*_＿…某]{{1,4}}{_BLANK}|\s{{2,8}}|\u3000|[（(]\s*[）)])(?P<word>[条條章节節])"
)
"""第×条, 第　条, 第（）条: a number still to be filled in."""
_WORDS = {
    "条": "article", "條": "article", "编": "part", "編": "part", "分编": "subpart",
    "分編": "subpart", "章": "chapter", "节": "section", "節": "section", "部分": "division",
}  # fmt: skip
_NOT_CONTAINER = re.compile(rf"[{_ANY}]*[款项項条條]")
_CIRCLES = "①-⑳⓪㈠-㈩⑴-⒇❶-❿⒈-⒛"

_STYLES = {
    "cn": re.compile(rf"(?P<number>[{_CN}]{{1,4}}){_BLANK}[、.．](?!\d(?!\d{{3}}年))"),
    "cn-closed": re.compile(rf"(?P<number>[{_CN}]{{1,4}})[）)]"),
    "paren-cn": re.compile(rf"[（(〔﹙]{_BLANK}(?P<number>[{_CN}]{{1,5}}){_BLANK}[）)〕﹚]"),
    "paren-arabic": re.compile(rf"[（(﹙]\s*(?P<number>[{_DIGITS}]{{1,3}})\s*[）)﹚]"),
    "arabic": re.compile(rf"(?P<number>[{_DIGITS}]{{1,3}})\s*[.．、](?![{_DIGITS}](?![—－–-]))"),
    "closed": re.compile(rf"(?P<number>[{_DIGITS}]{{1,3}}|[a-z])[)）]"),
    "circle": re.compile(rf"(?P<number>[{_CIRCLES}])[.．、]?"),
    "stem": re.compile(rf"(?P<number>[{STEMS}])\s*[、.．]"),
    "decimal-2": re.compile(rf"[{_DIGITS}]{{1,2}}[.．](?P<number>[{_DIGITS}]{{1,2}})(?=[\s\u3000])"),
    "decimal-3": re.compile(
        rf"(?:[{_DIGITS}]{{1,2}}[.．]){{2}}(?P<number>[{_DIGITS}]{{1,2}})(?=[\s\u3000])"
    ),
    "cn-bare": re.compile(rf"(?P<number>[{_CN}]{{1,3}})(?=[\s\u3000]+[一-龥]{{2}}.{{0,30}}$)"),
    "ordinal": re.compile(rf"第(?P<number>[{_CN}]{{1,3}})[，,、]"),
}
_BY_FIRST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_CN, ("cn", "cn-closed", "cn-bare")),
    **dict.fromkeys(_DIGITS, ("arabic", "closed", "decimal-2", "decimal-3")),
    **dict.fromkeys("（(〔﹙", ("paren-cn", "paren-arabic")),
    **dict.fromkeys("abcdefghi", ("closed",)),
    **dict.fromkeys(STEMS, ("stem",)),
    **{chr(c): ("circle",) for c in (*range(0x2460, 0x249C), *range(0x3220, 0x322A), 0x24EA)},
    **{chr(c): ("circle",) for c in range(0x2776, 0x2780)},
}
_SAME = {"cn-closed": "paren-cn", "cn-bare": "cn"}
_LEAD = re.compile(rf"[#*＊_{INVISIBLE}\s]+")
_DECORATION = re.compile(r"\*\*|__|(?<=.)\*")


class Label(NamedTuple):
    """A label found at the start of a line.

    ``kind``: "part", "subpart", "chapter", "section", "article", "division" (第一部分), or a list
    style: "cn" (一、), "paren-cn" （一）, "arabic" 1., "paren-arabic" （1）, "closed" 1）, "circle" ①,
    "stem" 甲、, "ordinal" 第一，, "decimal-2" 1.1, "decimal-3" 1.1.1 (``number`` is the last of them). ``num`` is the label as printed, ``number`` what it counts (None when unread),
    ``sub`` the N of 之N. ``gap`` is the blank after it, ``rest`` the line's remaining text.
    """

    kind: str
    num: str
    number: int | None
    sub: int | None
    gap: str
    rest: str

    @property
    def eid_number(self) -> str | None:
        """The number as an eId has it: "12", "120-1"; None when it could not be read."""
        if self.number is None:
            return None
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)


def read_label(text: str) -> Label | None:
    """Return the label that ``text`` (outer blanks off) begins with, or None."""
    first = text[:1]
    if first == "第":
        return _read_ordinal(text)
    styles = _BY_FIRST.get(first)
    if styles is not None:
        return _read_style(text, styles)
    if first in _LEAD_CHARS:
        return _read_decorated(text)
    return None


_UNSEEN = frozenset(INVISIBLE)
_LEAD_CHARS = frozenset("#*＊_" + INVISIBLE)


def _read_style(text: str, styles: tuple[str, ...]) -> Label | None:
    for kind in styles:
        match = _STYLES[kind].match(text)
        if match is not None:
            number = _count(match["number"])
            if kind == "cn" and _is_enumeration(text, match.end(), number):
                return None
            return _make(_SAME.get(kind, kind), text, match.end(), number, None)
    return None


def _is_enumeration(text: str, end: int, number: int | None) -> bool:
    """Whether 一、 is the first of several numbers in running text: 一、二级公路, 三、四、五级."""
    following = text[end : end + 1]
    return following in _CN and following != "" and read_numeral(following) == (number or 0) + 1


def _read_ordinal(text: str) -> Label | None:
    match = _PLAIN.match(text)
    sub = None
    if match is not None:
        number, word = match.groups()
    else:
        match = _ORDINAL.match(text)
        if match is None:
            return _read_other_ordinal(text)
        number, dash, word, sub = match.groups()
        sub = sub or dash  # 第 4-1 條, as Taiwan prints 第四條之一
    kind = _WORDS[word]
    end = match.end()
    if kind != "article":
        if sub:  # 第一章之二 is not met; 第一节之… is running text
            return None
        if _NOT_CONTAINER.match(text, end):
            return None
    return _make(kind, text, end, _count(number), _count(sub) if sub else None)


def _read_other_ordinal(text: str) -> Label | None:
    match = _BLANKED.match(text)
    if match is not None:
        return _make(_WORDS[match["word"]], text, match.end(), None, None)
    match = _STYLES["ordinal"].match(text)
    if match is None:
        return None
    return _make("ordinal", text, match.end(), _count(match["number"]), None)


def _read_decorated(text: str) -> Label | None:
    """A label behind invisible characters or Markdown's # and **: they stay with the label."""
    lead = _LEAD.match(text)
    at = lead.end() if lead is not None else 0
    label = read_label(text[at:]) if at < len(text) and text[at] not in _LEAD_CHARS else None
    if label is None:
        return None
    end = at + len(label.num)
    closing = _DECORATION.match(text, end)
    end = closing.end() if closing is not None else end
    return _make(label.kind, text, end, label.number, label.sub)


def _make(kind: str, text: str, end: int, number: int | None, sub: int | None) -> Label:
    following = text[end:]
    rest = following.lstrip()
    if rest[:1] in _UNSEEN:
        rest = rest.lstrip(INVISIBLE + " \u3000\xa0\t")
    return Label(kind, text[:end], number, sub, following[: len(following) - len(rest)], rest)


@lru_cache(maxsize=4096)
def _count(number: str) -> int | None:
    if len(number) == 1 and number not in NUMERAL_CHARS:
        if "a" <= number <= "z":
            return ord(number) - 96
        if number in SIGNS:
            return SIGNS[number]
    return read_numeral("".join(number.split()))
