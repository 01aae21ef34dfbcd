"""The heading of an article: 【立法目的】, （立法目的）, what web copies left of it, or none.

A heading is taken when it is bracketed, half bracketed (``第二条 概念界定】``) or stands alone
between blanks where most articles of the text carry one. A heading with both brackets lost is a
guess: it is split from the sentence after it and told as a doubt.
"""

from __future__ import annotations

import re

from drafting.records import record
from drafting.text.patterns import LazyPattern

_OPEN, _CLOSE = "【〖［\\[（(〔", "】〗］\\]）)〕"
_SIGNS = "，。；：、,;:？?！!“”"
_BRACKETED = LazyPattern(rf"([{_OPEN}])[^{_OPEN}{_CLOSE}。；]{{1,40}}(?:[（(][^）)]*[）)])?[{_CLOSE}]")
_HALF_CLOSED = re.compile(rf"[^{_OPEN}{_CLOSE}，。；：,;:]{{1,24}}[】〗］]")
_HALF_OPEN = LazyPattern(rf"[【〖［][^{_OPEN}{_CLOSE}{_SIGNS}\s]{{2,16}}(?=\s)")
_BLANK = re.compile(rf"[^{_SIGNS}\s（(]{{2,16}}(?=[\s\u3000]+\S)")
_NO_HEADING = LazyPattern(r"[（(【〖]\s*(?:(?:删去|删除|刪去|刪除|废止|廢止|已?失效)[^）)】〗]{0,12}|略|缺|空)\s*[）)】〗]")
_ITEM = LazyPattern(r"[（(〔]\s*[一二三四五六七八九十百]+\s*[）)〕]")
# Words with which the sentence of a provision begins: where a heading lost both brackets, the
# sentence after it starts with one of these.
_OPENERS = LazyPattern(
    r"鼓励|支持|市[人发经科级各政有场]|区[、县人]|县级|县[、人]|省[人级各有]|本[市省区县条法办规自]|从事|任何|国家|各级|禁止|对于?|为了?|在本|违反"
    r"|有下列|下列|建立|加强|推动|深化|推进|应当|依法|公民|单位|有关|经|符合|县|自治|国务院|人民"
)


@record
class Heading:
    """``text`` as printed with its brackets, ``gap`` the blank after, ``rest`` the sentence.

    ``below`` says that it stands on the line under the label.
    """

    text: str
    gap: str
    rest: str
    guessed: bool = False
    below: bool = False


def read_heading(text: str) -> Heading | None:
    """Return the bracketed or half-bracketed heading that ``text`` begins with, or None."""
    if not text:
        return None
    if text[0] in "【〖［[（(〔":
        if _NO_HEADING.match(text) or _ITEM.match(text):
            return None
        match = _BRACKETED.match(text) or _HALF_OPEN.match(text)
    else:
        match = _HALF_CLOSED.match(text)
    return _split(text, match.end()) if match is not None else None


def read_blank_heading(text: str) -> Heading | None:
    """Return the heading that only a blank parts from the sentence (立法目的　为了…), or None."""
    match = _BLANK.match(text)
    return _split(text, match.end()) if match is not None else None


def guess_heading(text: str) -> Heading | None:
    """Guess a heading that lost both brackets: 保险服务鼓励相关保险机构… → 保险服务.

    The first word a sentence begins with, two to ten characters in, ends the heading.
    """
    first = re.split(rf"[{_SIGNS}]", text, maxsplit=1)[0]
    if len(first) < 6:
        return None
    for match in _OPENERS.finditer(first):
        if 2 <= match.start() <= 10 and _is_boundary(first, match.start()):
            return _split(text, match.start(), guessed=True)
    return None


def _is_boundary(text: str, at: int) -> bool:
    from rjieba import cut

    position = 0
    for word in cut(text[: at + 6]):
        if position == at:
            return True
        position += len(word)
    return False


def _split(text: str, end: int, guessed: bool = False) -> Heading:
    rest = text[end:]
    stripped = rest.lstrip()
    return Heading(text[:end], rest[: len(rest) - len(stripped)], stripped, guessed)
