"""W: words and sentences that stand twice, and what only looks so.

    科技成果成果转化       成果 twice                       told, mended
    市市场监管部门         市 + 市场监管部门                  left alone: two words meet
    人工智能智能芯片        人工智能 + 智能芯片                left alone
    共建共治共享          words that begin alike            left alone

Candidates come from ``repeats``, which compares the text with itself shifted. Where words begin and
end is rjieba's to say, asked for the few characters around a candidate only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from drafting.akn.names import tag
from drafting.checks.nodes import Row
from drafting.checks.registry import rule
from drafting.checks.repeats import find_repeats
from drafting.checks.view import Fault, Spot, View

_LONGEST = 8
"""No word is longer; what is (a clause) is W003's to find."""
_AROUND = 8
_COMPOUNDS = re.compile(
    # the first copy ends a fixed term, the second begins the next word
    r"人工智能智能|(?:经济|专业|社会|群众|行业|自治|合作|基层|民间|宗教)组织组织(?=开展|利用|实施|进行|参加|编制|"
    r"制定|建设|举办|召开|协调|生产|培训|本|其|村民|会员|成员|职工|公众|群众)|本规定规定|本决定决定|"
    r"年度年度报告|代表代表团|保管保管物"
)
_LISTLIKE = re.compile(r"一|^的|的$|^对|^[某甲乙丙]|^[零〇一二三四五六七八九十百千万]+$")


@rule("W001", "doubled-word", "error", norm="校对通例", fix="safe")
def find_doubled_words(view: View) -> Iterator[Fault]:
    """A word stands twice in a row: 科技成果成果转化, 多元多元.

    Why: it was typed, or pasted, once too often. Where two words meet that share characters
    (市 + 市场监管部门, 人工智能 + 智能芯片) nothing is doubled.

    Wrong:
        第一条 市人民政府应当促进科技成果成果转化。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 市市场监管部门应当促进人工智能智能芯片的成果转化。
        第二条 本办法自公布之日起施行。
    """
    for spot in _iter_doubled(view):
        second = Spot(spot.row, (spot.start + spot.end) // 2, spot.end)
        yield Fault(spot, f"词语重复：“{second.words}”连写两次", (second.replace(""),), "safe")


def _iter_doubled(view: View) -> Iterator[Spot]:
    """Doubled words, the longest first where several begin at one place; none within another.

    A candidate that is none may hide one (报瞒报瞒|报: 瞒报瞒报).
    """
    at, seen = 0, -1
    for start, size in view.share("repeats", lambda: find_repeats(view.text, _LONGEST)):
        if size < 2 or start < at or start == seen:
            continue
        if not _is_text(view, start, start + 2 * size):
            continue
        seen, spot = start, view.spot(start, start + 2 * size)
        if not (_is_listed(spot.plain[:size]) or _is_compound(spot)) and _is_doubled_word(spot):
            yield spot
            at = start + 2 * size


def _is_text(view: View, start: int, end: int) -> bool:
    """Whether these are Chinese characters of running text or of one heading (of no label)."""
    if _HAN_WORDS.fullmatch(view.body, start, end):
        return True
    row = view.row_at(start)
    start, end = start - row.offset, end - row.offset
    return start < row.head and _HAN_WORDS.fullmatch(row.plain, start, end) is not None and any(
        low <= start and end <= high and element.tag == _HEADING
        for element, low, high in row.pieces
    )


_HEADING = tag("heading")
_HAN_WORDS = re.compile("[\u4e00-\u9fff]+")


def _is_listed(word: str) -> bool:
    """一人一票, 对企业对个人: what counts up is no slip; 第一款第一款 is one."""
    return _LISTLIKE.search(word) is not None and _NUMBERED.fullmatch(word) is None


_NUMBERED = re.compile("第.+[编章节条款项]")


def _is_compound(spot: Spot) -> bool:
    text = spot.row.plain
    around = _COMPOUNDS.finditer(text, max(0, spot.start - 4), spot.end + 4)
    return any(m.start() <= spot.start < m.end() for m in around)


def _is_doubled_word(spot: Spot) -> bool:
    """Whether the second copy is whole words, and the first whole words or the end of one; or

    whether one copy alone would be whole words (不得|不得 is read as 不得不|得).
    """
    half = (spot.end - spot.start) // 2
    if _is_word_alone(spot, half):
        return True
    low, bounds = _word_bounds(spot.row, spot.start, spot.end)
    start, middle, end = (p - low for p in (spot.start, spot.start + half, spot.end))
    if middle not in bounds or end not in bounds:
        return False
    # 裁定罪|定罪: the first copy would be cut out of two words
    return start in bounds or not any(start < b < middle for b in bounds)


def _is_word_alone(spot: Spot, half: int) -> bool:
    text = spot.row.plain
    low = max(_floor(spot.row, spot.start), spot.start - _AROUND)
    bounds = _cut(text[low : spot.start + half] + text[spot.end : spot.end + _AROUND])
    return {spot.start - low, spot.start - low + half} <= bounds


def _floor(row: Row, start: int) -> int:
    """Where the text around a place begins: behind the label, unless the place is in a heading."""
    return row.head if start >= row.head else 0


def _word_bounds(row: Row, start: int, end: int) -> tuple[int, frozenset[int]]:
    """Where the window of text around start … end begins, and where words begin in it."""
    low = max(_floor(row, start), start - _AROUND)
    return low, _cut(row.plain[low : end + _AROUND])


@lru_cache(maxsize=4096)
def _cut(text: str) -> frozenset[int]:
    bounds, at = {0}, 0
    for word in _cutter()(text):
        at += len(word)
        bounds.add(at)
    return frozenset(bounds)


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


@rule("W002", "doubled-character", "error", norm="校对通例", fix="safe")
def find_doubled_characters(view: View) -> Iterator[Fault]:
    """A character that is a word of its own stands twice: 的的, 和和, 为为.

    Why: it was typed once too often. 目的的, 战争和和平, 可以以 are two words that meet.

    Wrong:
        第一条 有关部门应当按照各自的的职责做好管理工作。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 以营利为目的的活动，由市市场监管部门依法管理。
        第二条 本办法自公布之日起施行。
    """
    at = 0
    for start, size in view.share("repeats", lambda: find_repeats(view.text, _LONGEST)):
        if size > 1 or start < at or view.body[start] not in _LONE:
            continue
        at = start + 2
        spot = view.spot(start, at)
        if _is_lone(spot):
            second = Spot(spot.row, spot.start + 1, spot.end)
            message = f"文字重复：“{second.words}”连写两次"
            yield Fault(spot, message, (second.replace(""),), "safe")


_LONE = frozenset("的和或与及在应由为其以并向从于是不得被将把该此者而且但按经因所至之也须可已未即若如给让")
"""Characters that are words of their own in regulations; of others 市市场 is the rule."""


def _is_lone(spot: Spot) -> bool:
    """Whether both copies stand as words of one character."""
    low, bounds = _word_bounds(spot.row, spot.start, spot.end)
    return all(p - low in bounds for p in (spot.start, spot.start + 1, spot.end))


# --- sentences --------------------------------------------------------------------------------

_CLAUSE_ENDS = ",。；;：:！？"
_CLAUSE_END = re.compile(rf"[，{_CLAUSE_ENDS}\n]")
_LEAST = 14
_SHORTEST = 30
"""The least that counts as a repetition; clauses are compared by their last ``_LEAST`` characters.
"""


@rule("W003", "repeated-sentence", "warning", norm="校对通例")
def find_repeated_sentences(view: View) -> Iterator[Fault]:
    """The same words stand twice in one paragraph: two clauses and more, word for word.

    Why: a passage was pasted twice, or the older wording was left beside the newer.

    Wrong:
        第一条 市经济和信息化部门应当加强产业链监测与分析，针对薄弱环节制定强链补链措施，推动产业发展。规定市经济和信息化部门应当加强产业链监测与分析，针对薄弱环节制定强链补链措施，支持协同创新。
        第二条 本办法自公布之日起施行。

    Right:
        第一条 市经济和信息化部门应当加强产业链监测与分析，针对薄弱环节制定强链补链措施，推动产业发展。
        第二条 本办法自公布之日起施行。
    """
    folded = view.text
    for sign in _CLAUSE_ENDS:
        folded = folded.replace(sign, "，")
    for row in view.rows:
        if len(row.plain) - row.head > 2 * _SHORTEST:
            clauses = folded[row.offset + row.head : row.offset + len(row.plain)].split("，")
            tails = [c[-_LEAST:] for c in clauses if len(c) >= _LEAST]
            if len(tails) == len(set(tails)):
                continue  # the usual case, told in a tenth of the time
            fault = _find_repetition(row)
            if fault is not None:
                yield fault


def _find_repetition(row: Row) -> Fault | None:
    """The longest run of clauses that stands twice in a row of text, if it is long enough."""
    text = row.plain
    ends = [m.start() for m in _CLAUSE_END.finditer(text, row.head)]
    seen: dict[str, int] = {}
    start = row.head
    for end in ends:
        clause = text[start:end]
        if len(clause) >= _LEAST:
            key = clause[-_LEAST:]
            before = seen.setdefault(key, end)
            if before != end:
                return _measure_repetition(row, before, end)
        start = end + 1
    return None


def _measure_repetition(row: Row, first: int, second: int) -> Fault | None:
    """Grow the repetition that ends at ``first`` and ``second`` to both sides."""
    text = row.plain
    back = 0
    while first - back > row.head and second - back > first and (
        text[first - back - 1] == text[second - back - 1]
    ):
        back += 1
    ahead = 0
    while second + ahead < len(text) and first + ahead < second - back and (
        text[first + ahead] == text[second + ahead]
    ):
        ahead += 1
    begin, words = second - back, text[second - back : second + ahead]
    clauses = len(_CLAUSE_END.findall(words.strip("，,。；;：:")))
    if len(words) < _SHORTEST or not clauses or _PENALTY.search(words):
        return None
    if not (_begins_sentence(row, first - back) and _begins_sentence(row, begin)):
        return None  # parallel cases end alike; what is pasted twice begins alike
    spot = Spot(row, begin, second + ahead)
    shown = spot.words if len(words) <= 40 else f"{spot.words[:18]}……{spot.words[-18:]}"
    return Fault(spot, f"同一段中文字重复：“{shown}”前面已经写过")


_PENALTY = re.compile("罚|责令|第.{1,4}[条款项]|本[条款]")
_LEAD = re.compile(r"(?:^|[。；;：:！？])\s*(?:规定|要求|明确|提出|强调|同时|并|且)?$")


def _begins_sentence(row: Row, place: int) -> bool:
    """Whether a sentence begins at ``place``, or a verb (规定, 要求) before it.

    收受|定金的一方… beside 给付|定金的一方… is a parallel, no repetition.
    """
    return _LEAD.search(row.plain[row.head : place]) is not None
