"""Text cut into the pieces that an edit may not cut in two.

References (第十二条, 第二款), amounts, periods, shares, dates, item numbers, titles in 《…》, names of
bodies and the terms that the texts define are atoms; what lies between them is cut into words by
rjieba.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import NamedTuple, Protocol, cast

import regex as re

from drafting.comparison.folding import TIERS, fold
from drafting.comparison.names import NAMES

_DIGIT = "零〇一二三四五六七八九十百千万亿两0-9０-９"
_NUMBER = rf"[{_DIGIT}]+(?:[.．][0-9０-９]+)?"
_CURRENCY = "(?:人民币|美元|港元|欧元)"
_YUAN = "(?:元|美元|港元|欧元)"
_SPAN = rf"{_NUMBER}(?:个?工作日|个?自然日|个月|周岁|年(?!度)|个?月|日|天|周(?!年)|小时|分钟)"
_LIMIT = "(?:以内|以上|以下|内)"
_ATOMS = re.compile(
    "|".join((
        rf"第{_NUMBER}(?:条|款|项|目|章|节|编|分编)(?:之{_NUMBER})?",
        rf"第[（(]{_NUMBER}[)）][项目]",
        r"(?<![^\n])(?:[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|[0-9]+[.．、])",
        rf"{_NUMBER}年{_NUMBER}月(?:{_NUMBER}日)?",
        rf"{_CURRENCY}?{_NUMBER}{_YUAN}?以上{_NUMBER}{_YUAN}(?:以下)?",
        rf"{_CURRENCY}?{_NUMBER}{_YUAN}{_LIMIT}?",
        rf"(?:百分之|千分之|万分之){_NUMBER}(?:以上(?:百分之|千分之|万分之){_NUMBER})?{_LIMIT}?",
        rf"{_NUMBER}[%％‰](?:以上{_NUMBER}[%％‰])?{_LIMIT}?",
        rf"{_NUMBER}分之{_NUMBER}{_LIMIT}?",
        rf"{_NUMBER}倍(?:以上{_NUMBER}倍)?{_LIMIT}?",
        rf"{_SPAN}(?:以上{_SPAN})?{_LIMIT}?",
        r"《[^《》\n]{1,60}》",
        r"[A-Za-z]+|[0-9０-９]+(?:[.．][0-9０-９]+)*",
        r"\s|[\u200b\ufeff]",
    ))
)
Span = tuple[int, int]


class Word(NamedTuple):
    """A word as printed; ``key`` is what is compared, ``cited`` the number of a reference."""

    text: str
    key: str
    cited: str = ""


class _Segmenter(Protocol):
    def cut(self, text: str) -> list[str]: ...


@cache
def _segmenter() -> _Segmenter:
    return cast(_Segmenter, import_module("rjieba"))


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
    for start, end in _merge(text, cited or {}, terms):
        _add_plain(words, text[at:start])
        piece = text[start:end]
        if cited and (start, end) in cited:
            words.append(Word(piece, *cited[start, end]))
        else:
            words.append(Word(piece, _key(piece)))
        at = end
    _add_plain(words, text[at:])
    return words


def _add_plain(words: list[Word], text: str) -> None:
    if text:
        words.extend(Word(piece, _key(piece)) for piece in _segmenter().cut(text))


def _merge(
    text: str, cited: Iterable[Span], terms: re.Pattern[str] | None
) -> Iterator[Span]:
    """Places of all atoms in order, never overlapping; references go before all others."""
    fixed = list(cited)
    held = bytearray(len(text))
    for start, end in fixed:
        held[start:end] = b"\1" * (end - start)
    patterns = [_ATOMS, NAMES] if terms is None else [_ATOMS, NAMES, terms]
    found = [m.span() for p in patterns for m in p.finditer(text)]
    free = [(start, end) for start, end in found if start < end and not any(held[start:end])]
    at = 0
    for start, end in sorted((*fixed, *free), key=lambda span: (span[0], -span[1])):
        if start >= at:
            yield start, end
            at = end
