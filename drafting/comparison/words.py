"""Text cut into the pieces that an edit may not cut in two.

References (第十二条, 第二款), amounts, periods, shares, dates, item numbers, titles in 《…》, names
of bodies and the terms that the texts define are atoms; what lies between them is cut into words
by rjieba.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from drafting.comparison.folding import TIERS, fold
from drafting.comparison.names import NAMES, may_name
from drafting.comparison.vocabulary import segmenter

_DIGIT = "零〇一二三四五六七八九十百千万亿两0-9０-９"
_NUMBER = rf"[{_DIGIT}]+(?:[.．][0-9０-９]+)?"
_CURRENCY = "(?:人民币|美元|港元|欧元)"
_YUAN = "(?:元|美元|港元|欧元)"
_LIMIT = "(?:以内|以上|以下|内)"
_PART = "(?:百分之|千分之|万分之)"
_PERCENT = "[%％‰]"
_UNIT = "(?:个(?:工作日|自然日|月)|工作日|自然日|周岁|年(?!度)|月|日|天|周(?!年)|小时|分钟)"
# What stands behind a number of each kind.
_MONEY = rf"{_YUAN}?以上{_NUMBER}{_YUAN}(?:以下)?|{_YUAN}{_LIMIT}?"
_RATIO = (
    rf"{_PERCENT}(?:以上{_NUMBER}{_PERCENT})?{_LIMIT}?|分之{_NUMBER}{_LIMIT}?|"
    rf"倍(?:以上{_NUMBER}倍)?{_LIMIT}?"
)
_TIME = rf"{_UNIT}(?:以上{_NUMBER}{_UNIT})?{_LIMIT}?"
_OF_PARTS = rf"{_PART}{_NUMBER}(?:以上{_PART}{_NUMBER})?{_LIMIT}?"
AMOUNT = rf"{_CURRENCY}?{_NUMBER}(?:{_MONEY})"
SHARE = rf"{_OF_PARTS}|{_NUMBER}(?:{_RATIO})"
PERIOD = rf"{_NUMBER}{_TIME}"
# One number is read for all kinds: a pattern that reads it anew for each takes four times as long.
_ATOMS = re.compile(
    "|".join((
        rf"第{_NUMBER}(?:条|款|项|目|章|节|编|分编)(?:之{_NUMBER})?",
        rf"第[（(]{_NUMBER}[)）][项目]",
        r"(?<![^\n])(?:[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|[0-9]+[.．、])",
        _OF_PARTS,
        rf"{_NUMBER}(?:年{_NUMBER}月(?:{_NUMBER}日)?|{_MONEY}|{_RATIO}|{_TIME})",
        rf"{_CURRENCY}{_NUMBER}(?:{_MONEY})",
        r"[A-Za-z]+|[0-9０-９]+(?:[.．][0-9０-９]+)*",
        r"[\s\u200b\ufeff]",
    ))
)
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
Span = tuple[int, int]


class Word(NamedTuple):
    """A word as printed; ``key`` is what is compared, ``cited`` the number of a reference.

    ``parts`` tells of a name or title that it is made of words, which show a small change better.
    """

    text: str
    key: str
    cited: str = ""
    parts: bool = False


@lru_cache(maxsize=65536)
def _key(text: str) -> str:
    return fold(text, TIERS) or ("\n" if text == "\n" else " ")


def text_to_words(
    text: str, cited: dict[Span, tuple[str, str]] | None = None,
    terms: re.Pattern[str] | None = None,
) -> list[Word]:
    """``text`` as words, in order; joined they are the text again.

    ``cited`` gives for the places of references the key and the number to compare them by;
    ``terms`` matches what is kept whole besides the atoms.
    """
    words: list[Word] = []
    at = 0
    for start, end, parts in _merge(text, cited or {}, terms):
        words.extend(_cut(text[at:start]))
        piece = text[start:end]
        if cited and (start, end) in cited:
            words.append(Word(piece, *cited[start, end]))
        else:
            words.append(Word(piece, _key(piece), parts=parts))
        at = end
    words.extend(_cut(text[at:]))
    return words


def word_to_parts(word: Word) -> list[Word]:
    """A name or title as its words, its brackets apart; any other word as it is."""
    return _cut(word.text) if word.parts else [word]


def _cut(text: str) -> list[Word]:
    return list(map(_word, segmenter().cut(text))) if text else []


@lru_cache(maxsize=65536)
def _word(piece: str) -> Word:
    return Word(piece, _key(piece))


def _merge(
    text: str, cited: Iterable[Span], terms: re.Pattern[str] | None
) -> Iterator[tuple[int, int, bool]]:
    """Places of all atoms in order, never overlapping; references go before all others.

    The third value tells names and titles, which have words for parts.
    """
    held = bytearray(len(text))
    places = [(start, end, False) for start, end in cited]
    for start, end, _ in places:
        held[start:end] = b"\1" * (end - start)
    names = NAMES if may_name(text) else None
    for pattern, parts in ((_ATOMS, False), (_TITLE, True), (names, True), (terms, True)):
        for match in pattern.finditer(text) if pattern is not None else ():
            start, end = match.span()
            if start < end and held.find(1, start, end) < 0:
                places.append((start, end, parts))
    at = 0
    for start, end, parts in sorted(places, key=lambda p: (p[0], -p[1], p[2])):
        if start >= at:
            yield start, end, parts
            at = end
