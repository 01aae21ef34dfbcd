"""Text folded for comparison: what is only typography is made alike, tier by tier.

The tiers are ``blank`` (white space, zero-width signs), ``width`` (full and half width, variants of
one punctuation mark), ``script`` (Traditional read as Simplified) and ``numeral`` (十二, 12, １２).
Folding serves comparison alone: what is shown is always the text as printed.
"""

from __future__ import annotations

import re

from drafting.text.numerals import NUMERAL_CHARS, read_numeral
from drafting.text.script import to_simplified

TIERS = ("blank", "width", "script", "numeral")
"""The noise tiers, in the order in which they are named."""

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_HALF_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_QUOTES = dict.fromkeys("“”„‟「」『』＂﹁﹂﹃﹄〝〞", '"') | dict.fromkeys("‘’‚‛＇", "'")
_SIGNS = {
    **_HALF_WIDTH, **_QUOTES,
    "。": ".", "｡": ".", "、": ",", "､": ",", "﹑": ",", "【": "[", "】": "]", "〖": "[", "〗": "]",
    "〔": "(", "〕": ")", "﹝": "(", "﹞": ")", "〈": "<", "〉": ">", "《": "<", "》": ">",
    "·": "·", "•": "·", "・": "·", "‧": "·", "．": ".", "–": "-", "—": "-", "―": "-", "－": "-",
    "‐": "-", "‑": "-", "─": "-", "━": "-", "…": ".", "～": "~", "〜": "~",
}
_PUNCTUATION = str.maketrans(_SIGNS)
# 、 and ， are different marks: a list turned into clauses is a change, not typography.
_PUNCTUATION[ord("、")] = "、"
_PUNCTUATION[ord("､")] = _PUNCTUATION[ord("﹑")] = "、"
_NUMERAL = re.compile(rf"[{NUMERAL_CHARS}]+|[0-9０-９]+")


def drop_blanks(text: str) -> str:
    """``text`` without any white space or zero-width sign."""
    return _BLANKS.sub("", text)


def fold_width(text: str) -> str:
    """``text`` with full width, half width and variant marks made one; the length is kept."""
    return text.translate(_PUNCTUATION)


def fold_numerals(text: str) -> str:
    """``text`` with every numeral that can be read written in ASCII digits."""
    return _NUMERAL.sub(lambda m: _digits(m.group()), text)


def _digits(numeral: str) -> str:
    number = read_numeral(numeral)
    return numeral if number is None else str(number)


_FOLDS = {
    "blank": drop_blanks, "width": fold_width, "script": to_simplified, "numeral": fold_numerals,
}


def fold(text: str, tiers: tuple[str, ...] = ("blank", "width", "script")) -> str:
    """``text`` with the differences of ``tiers`` made alike.

    >>> fold("第 一 條,應當。") == fold("第一条，应当。")
    True
    """
    for tier in tiers:
        text = _FOLDS[tier](text)
    return text


def noise_tiers(old: str, new: str) -> tuple[str, ...] | None:
    """The fewest tiers that make ``old`` and ``new`` alike; None when none or all do not.

    >>> noise_tiers("20日内", "二十日内")
    ('numeral',)
    """
    if old == new:
        return ()
    if fold(old, TIERS) != fold(new, TIERS):
        return None
    for tiers in _CHOICES:
        if fold(old, tiers) == fold(new, tiers):
            return tiers
    return None


_CHOICES = (
    *((tier,) for tier in TIERS),
    ("blank", "width"), ("blank", "script"), ("width", "script"), ("blank", "width", "script"),
    ("blank", "numeral"), ("width", "numeral"), ("script", "numeral"), TIERS,
)
