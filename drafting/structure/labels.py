"""Labels at the start of a line: 第一章, 第十二条, （一）, 1., 一、, ①; what they are, and the rest.

The printed forms are those of 立法法 第六十五条 and of GB/T 9704 (一、（一）1.（1）), in any width, with
the blanks that web copies put inside.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex as re

from drafting.text.numerals import NUMERAL_CHARS, read_numeral

_N = f"(?:[{NUMERAL_CHARS}]|[0-9０-９])"
_WS = r"[\s\u3000]*"
_CIRCLES = "①-⑳⓪㈠-㈩⑴-⒇❶-❿"

_CONTAINER = re.compile(
    rf"第{_WS}(?P<number>{_N}(?:{_WS}{_N})*){_WS}(?P<word>分编|分編|编|編|章|节|節)(?!{_N}*[款项條条])"
)
_ARTICLE = re.compile(
    rf"第{_WS}(?P<number>{_N}(?:{_WS}{_N})*){_WS}[条條](?:{_WS}之{_WS}(?P<sub>{_N}+))?"
)
_STYLES = (
    ("cn", re.compile(rf"(?P<number>{_N}{{1,4}}){_WS}、")),
    ("paren-cn", re.compile(rf"[（(〔]{_WS}(?P<number>[{NUMERAL_CHARS}]{{1,5}}){_WS}[）)〕]")),
    ("arabic", re.compile(r"(?P<number>[0-9０-９]{1,3})\s*[.．、](?![0-9０-９])")),
    ("paren-arabic", re.compile(r"[（(]\s*(?P<number>[0-9０-９]{1,3})\s*[）)]")),
    ("arabic", re.compile(r"(?P<number>[0-9０-９]{1,3})\s*[)）]")),
    ("circle", re.compile(rf"(?P<number>[{_CIRCLES}])[.．、]?")),
)
_PART_OF = re.compile(rf"第{_WS}(?P<number>{_N}+){_WS}部分")
_WORDS = {
    "编": "part", "編": "part", "分编": "subpart", "分編": "subpart",
    "章": "chapter", "节": "section", "節": "section",
}
_FIRST = re.compile(rf"^[{_WS}]*(.)")
_STARTERS = frozenset("第（(〔" + NUMERAL_CHARS + "0123456789０１２３４５６７８９") | frozenset(
    chr(c) for c in (*range(0x2460, 0x2488), *range(0x3220, 0x322A), 0x24EA)
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the start of a line.

    ``kind``: "part", "subpart", "chapter", "section", "article", or a list style: "cn" (一、),
    "paren-cn" （一）, "arabic" 1., "paren-arabic" （1）, "circle" ①. ``num`` is the label as
    printed, ``number`` what it counts (None when malformed), ``sub`` the N of 之N. ``gap`` is the
    blank after it, ``rest`` the line's remaining text, trailing blanks off.
    """

    kind: str
    num: str
    number: int | None
    sub: int | None
    gap: str
    rest: str


def read_label(text: str) -> Label | None:
    """Return the label that ``text`` (leading blanks off) begins with, or None."""
    if not text or text[0] not in _STARTERS:
        return None
    if text[0] == "第":
        return _read_ordinal(text)
    for kind, pattern in _STYLES:
        match = pattern.match(text)
        if match is not None:
            return _make_label(_style_of(kind, match["number"]), match, text)
    return None


def _style_of(kind: str, number: str) -> str:
    # 1、 has the sign of 一、 and the digits of 1.: it is the Arabic style.
    return "arabic" if kind == "cn" and number.strip()[:1] in "0123456789０１２３４５６７８９" else kind


def _read_ordinal(text: str) -> Label | None:
    match = _ARTICLE.match(text)
    if match is not None:
        return _make_label("article", match, text)
    match = _CONTAINER.match(text)
    if match is not None:
        return _make_label(_WORDS[match["word"]], match, text)
    match = _PART_OF.match(text)
    return _make_label("division", match, text) if match is not None else None


def _make_label(kind: str, match: re.Match[str], text: str) -> Label:
    rest = text[match.end() :]
    stripped = rest.lstrip()
    groups = match.groupdict()
    sub = groups.get("sub")
    return Label(
        kind, match.group(), _count(groups["number"]), read_numeral(sub) if sub else None,
        rest[: len(rest) - len(stripped)], stripped.rstrip(),
    )


def _count(number: str) -> int | None:
    if len(number) == 1 and number not in NUMERAL_CHARS:
        for base in (0x2460, 0x2474, 0x3220, 0x2776):
            if base <= ord(number) < base + 20:
                return ord(number) - base + 1
    return read_numeral("".join(number.split()))
