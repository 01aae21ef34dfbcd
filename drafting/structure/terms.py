"""Terms a text defines: 本条例所称X，是指…; 以下简称X; and the lists 下列用语的含义."""

from __future__ import annotations

import re

from drafting.records import record

_MEANT = re.compile(
    r"(?:本[一-龥]{1,4}?|[款条條项項章节節法例定则則])(?:中)?所[称稱指]的?[“\"「『]?(?P<term>[^，。；：、“”\"「」『』（）()]{1,40}?)[”\"」』]?"
    r"(?:[（(][^（）()]{0,40}[）)])?[，,]?\s*(?:是指|系指|均指|指的是|指|包括|是)"
)
_LISTED = re.compile(
    r"[“\"「『]?(?P<term>[^，。；：、“”\"「」『』]{1,40}?)[”\"」』]?(?:[（(][^（）()]{0,40}[）)])?[，,：:]?\s*(?:是指|系指|指的是)"
)
_SHORT = re.compile(
    r"以下(?:均|统一)?(?:[简簡統统]?[称稱]|[简簡][称稱]为|[统統][称稱]为)\s*(?:《(?P<title>[^《》]{1,40})》|[“\"「『]?(?P<term>[^）)”\"」』》，。；：、《]{1,30}))"
)
_SIGNAL = re.compile("指|所[称稱]|以下")
_FULL = re.compile(r"《([^《》]+)》\s*[（(]\s*$")


@record
class Definition:
    """``term`` stands at ``text[start:end]``, what is said of it runs to ``until``.

    ``full`` is the title that a short name stands for ("" when it stands for no title).
    """

    term: str
    start: int
    end: int
    until: int
    short: bool
    full: str = ""


def may_define(text: str) -> bool:
    """Whether ``text`` holds a word of which one stands in every definition: a quick look."""
    return _SIGNAL.search(text) is not None


def find_definitions(text: str) -> list[Definition]:
    """Return the terms that ``text`` (a 款, an item) defines, in order."""
    found = []
    if "指" in text or "所称" in text or "所稱" in text:
        match = _MEANT.search(text) or _LISTED.match(text)
        if match is not None:
            found.append(_match_to_definition(match, text))
    if "以下" in text:
        found += [_match_to_short(match, text) for match in _SHORT.finditer(text)]
    if len(found) > 1:
        found.sort(key=lambda definition: definition.start)
    return found


def _match_to_definition(match: re.Match[str], text: str) -> Definition:
    stop = text.find("。", match.end())
    until = len(text) if stop < 0 else stop
    return Definition(match["term"], *match.span("term"), until, short=False)


def _match_to_short(match: re.Match[str], text: str) -> Definition:
    full = _FULL.search(text, 0, match.start())
    group = "title" if match["title"] else "term"
    start, end = match.span(group)
    return Definition(match[group], start, end, end, True, full[1] if full else "")
