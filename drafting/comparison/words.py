"""Text cut into the pieces that an edit may not cut in two.

References (第十二条, 第二款), amounts, periods, shares, dates, item numbers and titles in 《…》 are
atoms; what lies between them is cut into words by rjieba, after the terms that the two texts define
and the names of institutions that they use.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

import regex as re

_DIGIT = "零〇一二三四五六七八九十百千万亿两0-9０-９"
_NUMBER = rf"[{_DIGIT}]+(?:[.．][0-9０-９]+)?"
_CURRENCY = "(?:人民币|美元|港元|欧元)"
_MONEY = rf"{_NUMBER}(?:余)?(?:万|亿)?(?:元|美元|港元)"
_SPAN_UNIT = "(?:个?工作日|个?自然日|个月|周岁|年|个?月|日|天|周|小时|分钟)"
_ATOMS = re.compile(
    "|".join((
        rf"第{_NUMBER}(?:条|款|项|目|章|节|编|分编)(?:之{_NUMBER})?",
        rf"(?<=第){_NUMBER}(?=条|款|项)",
        r"(?<![^\n])[（(][一二三四五六七八九十0-9]+[)）]",
        r"[（(][一二三四五六七八九十]+[)）](?=项)",
        rf"{_NUMBER}年{_NUMBER}月(?:{_NUMBER}日)?",
        rf"{_CURRENCY}?{_NUMBER}(?:万|亿)?(?:元)?以上{_NUMBER}(?:万|亿)?元以下",
        rf"{_CURRENCY}?{_MONEY}(?:以上|以下)?",
        rf"(?:百分之|千分之|万分之){_NUMBER}(?:以上|以下)?",
        rf"{_NUMBER}[%％‰](?:以上|以下)?",
        rf"{_NUMBER}分之{_NUMBER}(?:以上|以下)?",
        rf"{_NUMBER}(?:倍)(?:以上|以下)?",
        rf"{_NUMBER}{_SPAN_UNIT}(?:以上{_NUMBER}{_SPAN_UNIT})?(?:以内|以上|以下|内)?",
        r"《[^《》\n]{1,60}》",
        r"[A-Za-z]+|[0-9０-９]+(?:[.．][0-9０-９]+)*",
        r"\s|[\u200b\ufeff]",
    ))
)


class _Segmenter(Protocol):
    def cut(self, text: str) -> list[str]: ...


@cache
def _segmenter() -> _Segmenter:
    return cast(_Segmenter, import_module("rjieba"))


def text_to_words(text: str, terms: re.Pattern[str] | None = None) -> list[str]:
    """``text`` as words, in order; joined they are the text again.

    ``terms`` matches what is kept whole besides the atoms (see ``terms_to_pattern``).
    """
    words: list[str] = []
    at = 0
    for start, end in _iter_atoms(text, terms):
        if start > at:
            words.extend(_segmenter().cut(text[at:start]))
        words.append(text[start:end])
        at = end
    if at < len(text):
        words.extend(_segmenter().cut(text[at:]))
    return words


def _iter_atoms(text: str, terms: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    for match in _ATOMS.finditer(text):
        if match.end() > match.start():
            yield match.span()
