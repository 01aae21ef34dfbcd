"""The grammar of references: 本条例第三条第二款第（一）项, 前款, 第X条至第Y条, 《…》第X条.

``find_citations`` takes a plain string and yields what it cites; nothing here knows a tree.

    依照本法第三条第一款、第二款和第五条至第七条的规定
        └ anchor ┘└───────────── one Citation, kind "own" ──────────┘
    targets: 第三条第一款 · 第三条第二款 (第三条 is inherited) · 第五条 until 第七条

A reference is "own" when it names this text (本法第三条), "bare" when it names none (第三条 means
this text, 第二款 this 条), "relative" when it counts from where it stands (前款, 本条第二款, 本章)
and "foreign" when it names another text (《刑法》第三条, 民事诉讼法第三条, 该办法第三条).
Simplified and Traditional are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from drafting.records import record
from drafting.text.numerals import NUMERAL_CHARS, is_well_formed, read_numeral, write_numeral
from drafting.text.patterns import LazyPattern

CitationKind = Literal["own", "bare", "relative", "foreign"]

RANKS = ("part", "subpart", "chapter", "section", "article", "paragraph", "point", "indent")
"""Levels from the outermost, as a reference descends them."""
_LEVELS = {
    "编": "part", "編": "part", "分编": "subpart", "分編": "subpart", "章": "chapter",
    "节": "section", "節": "section", "条": "article", "條": "article", "款": "paragraph",
    "项": "point", "項": "point", "目": "indent",
}
_RANK = {level: rank for rank, level in enumerate(RANKS)}
_EID = {"article": "art", "chapter": "chp", "section": "sec", "paragraph": "para"}


@record
class Step:
    """One level of a reference: 第三条, or its place in a list (第一、二款 are two steps).

    ``number`` is the number as an eId has it ("12", "120-1"); of a relative step the distance:
    "0" 本条, "-1" 前条, "+1" 下条, "same" 同条 (the one cited last); "?" what cannot be read.
    ``start`` and ``end`` delimit the printed words, counted from ``Citation.base``; a step that a
    list only inherits has those of its first printing.
    """

    level: str
    number: str
    start: int
    end: int
    relative: bool = False


@record
class Target:
    """One provision named, outermost step first; of a range the first, ``until`` being the last."""

    steps: tuple[Step, ...]
    until: tuple[Step, ...] = ()

    @property
    def eid(self) -> str:
        """The eId of the target when the reference alone gives it ("" for a relative one)."""
        return steps_to_eid(self.steps)


@record
class Citation:
    """A reference: ``text`` is ``string[start:end]``, ``anchor`` its head (本法, 《…》, 前款; "").

    ``base`` is where its first step stands: ``string[base + step.start : base + step.end]``.
    """

    kind: CitationKind
    anchor: str
    text: str
    start: int
    end: int
    base: int
    targets: tuple[Target, ...]


_N = f"[{NUMERAL_CHARS}0-9０-９]{{1,9}}"
_ITEM = rf"(?:{_N}|[（(]\s?{_N}\s?[）)]|[①-⑳⑴-⒇])"
_LEVEL = (
    r"(?:分[编編]|[编編](?![号制码码写辑辑製號碼])|章(?!程)|[节節](?![目点能點])|[条條](?!件)|"
    r"款(?!项目|項目)|[项項](?!目)|目(?![标录的前標錄]))"
)
_BETWEEN = r"\s?(?:、|至|到|和|或者|或|以?及|[-－—~～])\s?"
_UNIT = rf"第\s?{_ITEM}(?:{_BETWEEN}第?\s?{_ITEM})*\s?{_LEVEL}(?:之{_N})?"
# 第三条（一）项, 第三条第一款(二): an item without its 第, only behind another step
_LOOSE = rf"(?:[（(]{_N}[）)](?:\s?[项項](?!目))?)"
_HOW_MANY = r"[一二两兩三四五六七八九十]?"
_RELATIVE = (
    rf"(?:(?<![目当當提此空])前{_HOW_MANY}|(?<!以)[上下后後][一]?|本|同)"
    r"(?:[条條](?![例件])|款(?![项項待])|[项項](?!目)|章(?!程)|[节節](?![日目点能約约假水余])|"
    r"[编編](?![制号码写辑外委內内者排造入纂印列订成]))|"
    r"(?<!依)次[条條](?![例件])|[该該][条條](?=第)"
)
_TOKEN = re.compile(
    rf"(?P<relative>{_RELATIVE})|(?P<unit>{_UNIT})|(?P<loose>{_LOOSE})|(?P<between>{_BETWEEN})"
)
# 第三百零七条之一前三款: the first three 款 of it
_FIRST = re.compile(r"前[二两兩三四五六七八九十][款项項](?!目)")
# Where a reference may begin, for a quick look: one set of signs to look for, then the rest
_MAY_CITE = re.compile(
    rf"[第前上下后後本同次该該](?:(?<=第)\s?[（(①-⑳⑴-⒇{NUMERAL_CHARS}0-9０-９]"
    rf"|{_HOW_MANY}[条條款项項章節节编編])"
)
_HEADS = frozenset(("relative", "unit"))
_TAILS = frozenset(("unit", "loose", "between"))
_MEMBERS = frozenset(("relative", "unit", "loose"))
_SIGNS = frozenset(("between",))
"""Tokens that may stand: at the head of a chain, behind a step, behind a list sign, behind a loose
item that a list sign led to."""
_NUMBER = re.compile(_N)
_ONE_ITEM = re.compile(rf"第?\s?{_ITEM}")
_RANGE = re.compile(r"[至到\-－—~～]")
_HAN = "㐀-鿿豈-龎"
_NAMED = re.compile(
    rf"(?P<own>本(?:[{_HAN}]{{1,2}})?)?"
    r"(?P<name>法典?|條例|条例|[规規]定|[办辦]法|[细細]则|細則|[规規][则則]|[决決]定|解[释釋]|公[约約]|[宪憲]章|[总總]则|[总總]則|分[则則]|"
    r"[协協]定|[协協][议議]|[议議]定[书書]|章程|[准準][则則]|[规規]范|標準|标准|通知|意[见見]|[规規]程|"
    r"通[则則]|方案|制度|指引|[导導][则則]|合同|修正案"
    rf"|附[件录錄表][{_HAN}\d]?|原)(?:[的中]|之|中的)?$"
)
_OWN = re.compile(r"本[^，。；：、《》]{0,2}$")
_LAST = frozenset(
    "法典例章定则則释釋約约議议書书程准準范範标標准見见知引同案件录錄表度原的中之"
    "一二三四五六七八九十0123456789"
)
_NAME_START = LazyPattern(
    r".*(?:依照|按照|根据|根據|依据|依據|违反|違反|适用|適用|参照|參照|执行|執行|符合|"
    r"[、，。；：“”（）()和及与與或按据在对對]|\s)"
)


def may_cite(text: str) -> bool:
    """Whether ``text`` holds what a reference may begin with: a quick look."""
    return _MAY_CITE.search(text) is not None


def find_citations(text: str) -> list[Citation]:
    """Return the references in ``text``, in order, never overlapping.

    A label at the head of a line (第三条　为了…) is read as a reference too: give what follows it.
    """
    return [] if _MAY_CITE.search(text) is None else list(iter_citations(text))


def iter_citations(text: str) -> Iterator[Citation]:
    """Yield what ``find_citations`` returns."""
    for start, end in _iter_chains(text):
        targets, relative = _read_chain(text[start:end])
        if relative:
            kind: CitationKind = "relative"
            anchor_start, anchor = start, relative
        else:
            kind, anchor_start = _read_anchor(text, start)
            anchor = text[anchor_start:start]
        yield Citation(kind, anchor, text[anchor_start:end], anchor_start, end, start, targets)


def _iter_chains(text: str) -> Iterator[tuple[int, int]]:
    """Where references stand, their anchors aside."""
    found = _MAY_CITE.search(text)
    while found is not None:
        start = found.start()
        end = _end_of_chain(text, start)
        if end:
            yield start, end
        found = _MAY_CITE.search(text, end or start + 1)


def _end_of_chain(text: str, start: int) -> int:
    """Where the chain of steps ends that begins at ``start``; 0 when none does.

    第三条第一款（二）项: a step may follow at once; behind 、和至 the list goes on where another step
    follows. 之一至之三 and the like are not met.
    """
    at, end, awaited = start, 0, _HEADS
    while True:
        token = _TOKEN.match(text, at)
        kind = token.lastgroup if token is not None else None
        if token is None or kind not in awaited:
            token = _FIRST.match(text, at) if awaited is _TAILS else None
            if token is None:
                return end
        at = token.end()
        if kind == "between":
            awaited = _MEMBERS
        else:
            end = at
            awaited = _SIGNS if kind == "loose" and awaited is _MEMBERS else _TAILS


@lru_cache(maxsize=8192)
def _read_chain(chain: str) -> tuple[tuple[Target, ...], str]:
    """Read one chain into targets; the second value is its relative head ("" when absolute).

    Kept: a law says 前款 and 本法第三条 over and over.
    """
    targets: list[Target] = []
    path: tuple[Step, ...] = ()
    relative = ""
    joint = ""  # what stands before this token: "" nothing or a list sign, "至" a range
    fresh = True  # the next step begins a new target
    for token in _TOKEN.finditer(chain):
        kind = token.lastgroup
        if kind == "between":
            joint, fresh = token[0], True
            continue
        if kind == "relative" and not token.start():
            relative = token[0]
        steps, ranged = _read_token(token, inside=not fresh)
        for number, step in enumerate(steps):
            is_range = ranged if number else bool(joint and _RANGE.search(joint))
            path = _descend(path, step, fresh)
            if targets and not fresh and not number and len(path) > 1:
                targets[-1] = _deepen(targets[-1], path)
            elif targets and is_range and (fresh or number):
                targets[-1] = Target(targets[-1].steps, path)
            else:
                targets.append(Target(path))
            fresh = False
        joint = ""
    return tuple(targets), relative


def _read_token(token: re.Match[str], inside: bool) -> tuple[list[Step], bool]:
    """The steps of one token and whether they form a range (第一至三项, 前两款)."""
    if token.lastgroup == "relative":
        return _read_first(token) if inside else _read_relative(token), True
    if token.lastgroup == "loose":
        return [Step("point", _number(token[0]), *token.span())], False
    return _read_unit(token)


def _read_unit(token: re.Match[str]) -> tuple[list[Step], bool]:
    """第十二条之一 is one step; 第一、二款 two; 第（一）至（三）项 the ends of a range."""
    start, end = token.span()
    body, tail = _split_unit(token[0])
    level = _LEVELS[tail[0]]
    items = list(_ONE_ITEM.finditer(token.string, start, start + len(body)))
    if len(items) == 1:
        return [Step(level, _number(body) + tail[1], start, end)], False
    steps = [Step(level, _number(i[0]), *i.span()) for i in items]
    last = items[-1].start()
    steps[-1] = Step(level, steps[-1].number + tail[1], last, end)
    return steps, bool(_RANGE.search(body))


_UNIT_PARTS = re.compile(
    rf"(?P<body>.*?)\s?(?P<level>分[编編]|[编編章节節条條款项項目])(?:之(?P<n>{_N}))?$",
    re.DOTALL,  # a line of the print may end inside: 第⏎十九条
)


def _split_unit(unit: str) -> tuple[str, tuple[str, str]]:
    """第一百二十条之一 → 第一百二十, (条, "-1")."""
    found = _UNIT_PARTS.match(unit)
    assert found is not None  # _UNIT ends in a level by construction
    return found["body"], (found["level"], f"-{_number(found['n'])}" if found["n"] else "")


def _read_relative(token: re.Match[str]) -> list[Step]:
    """前款 → -1; 前两款 → the range -2 … -1; 本条 → 0; 下条 → +1."""
    word = token[0]
    level = _LEVELS[word[-1]]
    span = token.span()
    if word[0] == "前" and len(word) == 3:
        count = read_numeral(word[1]) or 1
        numbers = [f"-{count}", "-1"] if count > 1 else ["-1"]
    else:
        numbers = [_DISTANCES.get(word[0], "+1")]
    return [Step(level, n, span[0], span[1], relative=True) for n in numbers]


def _read_first(token: re.Match[str]) -> list[Step]:
    """前三款 behind a 条: its 款 1 … 3."""
    level, count = _LEVELS[token[0][-1]], read_numeral(token[0][1:-1]) or 1
    return [Step(level, n, token.start(), token.end()) for n in ("1", str(count))]


_DISTANCES = {"前": "-1", "上": "-1", "本": "0", "同": "same", "该": "same", "該": "same"}


def _descend(path: tuple[Step, ...], step: Step, fresh: bool) -> tuple[Step, ...]:
    """``path`` down to, not including, the step's level, and the step.

    A relative step starts anew, and so does a 条 that begins a target.
    """
    if step.relative or (fresh and step.level == "article"):
        return (step,)  # 条 count through the text: 第三章和第七条 are two places
    rank = _RANK[step.level]
    return (*(s for s in path if _RANK[s.level] < rank), step)


def _deepen(target: Target, path: tuple[Step, ...]) -> Target:
    """The last target with one more step, at its end when it is a range."""
    return Target(target.steps, path) if target.until else Target(path)


def _number(printed: str) -> str:
    if len(printed) > 1 or printed not in _CIRCLED:
        found = _NUMBER.search(printed)
        if found is None:
            inner = next((c for c in printed if c in _CIRCLED), "")
            return _CIRCLED.get(inner, "?")
        number = read_numeral(found[0])
        return "?" if number is None else str(number)
    return _CIRCLED[printed]


_CIRCLED = {chr(0x2460 + i): str(i + 1) for i in range(20)}
_CIRCLED |= {chr(0x2474 + i): str(i + 1) for i in range(20)}


def _read_anchor(text: str, start: int) -> tuple[CitationKind, int]:
    """What stands before the first step: this text's name, another's, or nothing."""
    at = start
    if at and text[at - 1] in "的中之" and at > 1 and text[at - 2] in "》法例":
        at -= 1
    if at and text[at - 1] in "）)":
        at = _opening(text, at)
    if at and text[at - 1] in "》〉":
        return "foreign", _title_start(text, at)
    if not at or text[at - 1] not in _LAST:
        return "bare", start
    low = max(0, at - 40)
    found = _NAMED.search(text, low, at)
    if found is None:
        return "bare", start
    own = _OWN.search(text, low, found.start("name")) if found["own"] is None else found
    if own is not None and found["name"][0] != "附":
        return "own", own.start()
    named = _NAME_START.match(text, low, found.start("name"))
    return "foreign", min(named.end() if named else low, found.start("name"))


def _opening(text: str, at: int) -> int:
    """The place of the bracket that the one before ``at`` closes (``at`` itself when none does)."""
    depth = 0
    for place in range(at - 1, max(-1, at - 80), -1):
        if text[place] in "）)":
            depth += 1
        elif text[place] in "（(":
            depth -= 1
            if not depth:
                return place
    return at


def _title_start(text: str, at: int) -> int:
    """The place of the 《 that the 》 before ``at`` closes."""
    depth = 0
    for place in range(at - 1, max(-1, at - 120), -1):
        if text[place] == "》":
            depth += 1
        elif text[place] == "《":
            depth -= 1
            if not depth:
                return place
    return at - 1


def steps_to_eid(steps: tuple[Step, ...]) -> str:
    """第三条第二款第（一）项 → ``art_3__para_2__point_1``; "" when a step is relative or unread.

    A 项 cited without its 款 (第三条第（一）项) is under the only 款: ``art_3__para_1__point_1``.
    条 are numbered through the text: the 章 named before one leaves no trace.
    """
    if any(s.relative or "?" in s.number for s in steps):
        return ""
    levels = [s.level for s in steps]
    if "article" in levels:
        steps = steps[levels.index("article") :]
    parts: list[str] = []
    for step in steps:
        if step.level == "point" and parts and parts[-1].startswith("art_"):
            parts.append("para_1")
        parts.append(f"{_EID.get(step.level, step.level)}_{step.number}")
    return "__".join(parts)


_DECIMAL = re.compile(r"(?P<above>(?:[0-9０-９]{1,2}[.．]){1,2})[0-9０-９]{1,2}")
"""2.1: a level numbered with those above it; only the last number is its own."""


def rewrite_step(printed: str, number: str) -> str:
    """Return a step's printed words with another number, in the same style.

    >>> [rewrite_step(*p) for p in (("第十二条", "13"), ("（一）", "2"), ("第1条", "2-1"), ("2.1", "3"))]
    ['第十三条', '（二）', '第2条之1', '2.3']
    """
    base, _, tail = number.partition("-")
    decimal = _DECIMAL.fullmatch(printed)
    if decimal is not None:
        return f"{decimal['above']}{base}"
    stem, _, _ = printed.partition("之")
    found = _NUMBER.search(stem)
    if found is None:
        return printed
    arabic = found[0].isdigit()
    written = base if arabic else write_numeral(int(base))
    stem = stem[: found.start()] + written + stem[found.end() :]
    if not tail:
        return stem
    return f"{stem}之{tail if arabic else write_numeral(int(tail))}"


__all__ = [
    "RANKS", "Citation", "CitationKind", "Step", "Target", "find_citations", "is_well_formed",
    "iter_citations", "may_cite", "rewrite_step", "steps_to_eid",
]
