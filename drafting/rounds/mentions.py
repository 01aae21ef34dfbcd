"""Addresses as people write them: the grammar of references, and the forms it does not know.

    12条第2款 · 草案十二条 · 第一条、二条    read as 第12条第2款, 第十二条, 第一条、第二条
    条例第六条 · 《…条例（草案）》第五条     this draft's, though a name stands before them
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import regex as re

from drafting.text.citations import Citation, find_citations
from drafting.text.numerals import read_numeral
from drafting.text.script import fold, to_simplified

_N = "[一二三四五六七八九十百]{1,5}"
_LOOSE = re.compile(
    r"(?<![第0-9０-９.．零〇一二三四五六七八九十百之\-－—])(?<!第\s)"
    r"(?:[0-9０-９]{1,3}"
    rf"|(?<=^|草案|条例|稿|对|将|把|关于|[。；：\n“(（]|[条條][、和及与至到]){_N})\s?[条條]"
    r"(?=\s*(?:第|[0-9０-９一二三四五六七八九十]{1,3}[款项]|中|的|[：:，,。、和及与“「【（(]"
    r"|规定|内容|应|建议[删修改增]|删|修|改|增|$))"
)
_LAST = re.compile(
    "(?:最后|最末|末尾)的?一?(?P<unit>[条條款])|末(?P<unit>[条條款])"
    "|倒[数數]第(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?P<unit>[条條款])"
)
"""最后一条 and 倒数第二条 count from the end; to the grammar of references they are 后一条, 第二条."""
_PARTS = re.compile(
    r"第\s?(?P<n>[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,5})\s?(?:大?点|大?部分|大?方面|大条|小?节|点)(?!\p{Han}?次)"
)
_BARE_STEP = re.compile(
    "(?:^|(?<=[条條款]))(?=[一二三四五六七八九十]{1,5}[条條款项項])"
)
_LEVEL_SIGNS = re.compile("[款项項章節节編编]")
_NOISE = re.compile(r"[\p{P}\p{S}\s\p{Z}]+")
_KIND = r"(?:条例|草案|征求意见稿|办法|规定|细则|规则|决定|意见|方案|通知|规划|法)"
_KIND_WORDS = re.compile(
    r"(?:.*(?:建议|关于|认为|对于|其中|是|[对将把在从与和、，。；：]))?(?:本|该|此|这个|这部|上述)?"
    rf"{_KIND}(?:[（(]?(?:草案|征求意见稿|送审稿|修订草案)[)）]?)?"
)
_HEAD_SIGNS = re.compile(r"[《》〈〉\s]|[中的之]+$")
_STAGE = re.compile(r"[（(](?:草案|征求意见稿|送审稿|修订草案|修订稿|公开征求意见稿).*?[)）]")


@lru_cache(maxsize=8192)
def simplify(text: str) -> str:
    """``text`` in Simplified script, place for place, for patterns that are written in it."""
    return to_simplified(text)


@lru_cache(maxsize=4096)
def read_citations(text: str) -> tuple[Citation, ...]:
    """Return the references in ``text``, loose forms too, with places in ``text`` as it is."""
    if "条" not in text and "條" not in text:
        return tuple(find_citations(text)) if _LEVEL_SIGNS.search(text) else ()
    missing = [m.start() for m in _LOOSE.finditer(text)]
    if not missing:
        return tuple(find_citations(text))
    parts = [text[a:b] for a, b in zip([0, *missing], [*missing, len(text)], strict=True)]

    def back(at: int) -> int:
        return at - sum(1 for n, place in enumerate(missing) if place + n < at)

    return tuple(
        replace(c, start=back(c.start), end=back(c.end), base=back(c.base))
        for c in find_citations("第".join(parts))
    )


def add_signs(label: str) -> str:
    """A label as the grammar reads it: 二十七条一款 is 第二十七条第一款."""
    return str(_BARE_STEP.sub("第", label))


def find_last(text: str) -> list[tuple[int, int, str, int]]:
    """(start, end, "article" or "paragraph", how many from the end) of every 最后一条, 末款."""
    levels = {"款": "paragraph"}
    return [
        (*m.span(), levels.get(m["unit"], "article"), read_numeral(m["n"] or "一") or 1)
        for m in _LAST.finditer(text)
    ]


def find_parts(text: str) -> list[tuple[int, int, str]]:
    """(start, end, number as printed) of every 第三点, 第二部分: levels of a text without 条."""
    return [(*m.span(), m["n"]) for m in _PARTS.finditer(text)]


def is_own_name(head: str, title: str) -> bool:
    """Whether the head of a reference (《…条例（草案）》, 该条例) names the text called ``title``.

    A short form counts when its characters stand in the title in their order.
    """
    name = _HEAD_SIGNS.sub("", head)
    if _KIND_WORDS.fullmatch(name):
        return True
    theirs, mine = squeeze(_STAGE.sub("", name)), squeeze(_STAGE.sub("", title))
    rest = iter(mine)
    return len(theirs) >= 4 and all(c in rest for c in theirs)


def squeeze(text: str) -> str:
    """``text`` as it is looked up: folded, lower case, without blanks and signs."""
    return str(_NOISE.sub("", fold(text))).lower()


def squeeze_places(text: str) -> list[int]:
    """The place in ``text`` of every character of ``squeeze(text)``."""
    return [i for i, c in enumerate(fold(text)) if not _NOISE.match(c)]
