"""一是…二是…三是…: the claims a note makes one after another in running text."""

from __future__ import annotations

import re

from drafting.text.numerals import read_numeral
from drafting.text.patterns import LazyPattern

_CLAIM = LazyPattern(
    r"(?:(?<=[。；;，,：:！？”）)])|^)\s*(?P<num>[一二三四五六七八九十]{1,3}是)(?![否指以由为為不])"
)


def split_claims(text: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Split 一是…二是…三是… into the text before and (num, text) of each; None when there are none.

    The numbers must run 一, 二, … from the first.
    """
    if "一是" not in text:
        return None
    found: list[re.Match[str]] = []
    for match in _CLAIM.finditer(text):
        if read_numeral(match["num"][:-1]) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return None
    ends = [m.start("num") for m in found[1:]] + [len(text)]
    points = [(m["num"], text[m.end() : end]) for m, end in zip(found, ends, strict=True)]
    return text[: found[0].start("num")], points
