"""The title of a text: which lines are it, where they end, and what a notice around it hides.

A title ends in a word for a kind of document (条例, 办法, 意见 …) and perhaps its stage (（草案）). It may
be broken over several lines, and may stand twice, as on pages that print the name above the text.
"""

from __future__ import annotations

import operator
import re

from drafting.records import record
from drafting.structure.places import find_place
from drafting.structure.rows import Row
from drafting.structure.tails import is_annex, is_date
from drafting.text.patterns import LazyPattern

_KINDS = ("条例", "條例", "办法", "辦法", "规定", "規定", "法", "法典", "细则", "細則", "规则", "規則", "决定", "決定", "意见", "意見", "方案", "规划", "規劃", "计划", "計劃", "纲要", "綱要", "通知", "公告", "通告", "说明", "說明", "措施", "解释", "解釋", "批复", "答复", "解答", "复函", "章程", "准则", "準則", "标准", "標準", "指南", "指引", "政策", "通则", "通則", "公约", "公約", "制度", "修正案", "草案", "报告", "報告", "要点", "要點", "清单", "清單", "决议", "決議", "宪法", "憲法", "守则", "须知", "规范", "規範", "规程", "規程", "程序", "目录", "协定", "协议", "议定书", "安排", "宣言", "声明", "若干问题", "的函", "案", "令", "命令", "暂行规定", "导则", "導則", "公报", "纪要", "名录", "大纲", "办法》", "征求意见稿", "说明稿")
_BRACKETS = {"）": "（", ")": "(", "】": "【", "]": "[", "〕": "〔"}
STAGE = re.compile(
    r"[（(\[【]\s*(?:[^（）()【】]{0,14}?(?:草案|征求意见稿|徵求意見稿|征求意見稿|送审稿|送審稿|讨论稿|審議稿|审议稿|修订稿|修訂稿|报批稿"
    r"|修改稿|公开稿|初稿|二次审议稿|试行|試行|暂行|修订|修正|稿)[^（）()【】]{0,14})\s*[）)\]】]"
)
NOTICE = re.compile(r"(?:公告|通知|启事|啟事|通告|公示|函|令)$|第[\d一二三四五六七八九十百〇○零]+[号號]$")
_INNER = LazyPattern(r"《([^《》]+(?:《[^《》]+》[^《》]*)*)》\s*((?:[（(][^（）()]{1,40}[）)])*)")
_JOINING = LazyPattern(
    r"(?:[关關][于於](?:批准|印发|修改|实施|适用|执行|废止|公布|发布|办理|审理)?|[的和及与与、]|适用|若干问题|《[^》]*|[（(][^）)]*)$"
)
_FOLLOWS = LazyPattern(r"[的和及与与、》）)]|若干|暂行|实施|适用|起草|[条條]例|办法")
NATIONAL = re.compile(r"中[华華]人民共和[国國]|[国國][务務]院|最高人民|全[国國]人民代表大[会會]|《|第.{1,3}[届屆]")
_SUBTITLE = re.compile("第?[一-龥]{1,10}[编編]|总则|總則|分则|分則|附则|附則")
NOTE_LINE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年|通[过過]$|公布$|[发發]布$|施行$|[号號]$|^根[据據]|^[*＊]"
)
_META = LazyPattern(r"[:：|]\s*|^[-—·\"“]|来源|來源|发布|發布|作者|访问|浏览")
_SIGNS = re.compile(r"[\W_]+")
_MAX_LINE, _MAX_TITLE, _MAX_LINES = 60, 130, 5
_HEAD = 80


@record
class Title:
    """``rows[first:last]`` are the title's lines; ``span`` its own characters where one line wraps

    it in a notice (关于公开征求《…》意见的公告), else None.
    """

    first: int
    last: int
    span: tuple[int, int] | None = None


def bare_title(text: str) -> str:
    """``text`` without the bracketed stage and year at its end: …条例(草案)(征求意见稿) → …条例."""
    text = text.rstrip()
    while text and text[-1] in _BRACKETS:
        opening = text.rfind(_BRACKETS[text[-1]])
        if opening < 0 or len(text) - opening > 44:
            break
        text = text[:opening].rstrip()
    return text


def find_title(rows: list[Row], before: int) -> Title | None:
    """Find the title among ``rows[:before]``: the last that reads as one, or what its place says.

    Where the same title stands above with nothing but notes between, the upper one is it.
    """
    found = _find_candidates(rows, before)
    own = [t for t in found if not NOTICE.search(_joined(rows, t))] or found
    if not own:
        return _guess_title(rows, before)
    chosen = _first_of_same(rows, own)
    chosen = Title(chosen.first, _take_stage(rows, chosen, before))
    if chosen.last - chosen.first == 1:
        return Title(chosen.first, chosen.last, _inner_span(rows[chosen.first].text))
    return chosen


def _find_candidates(rows: list[Row], before: int) -> list[Title]:
    found: list[Title] = []
    numbers = [row.number for row in rows[:_HEAD]]
    step = min(map(operator.sub, numbers[1:], numbers), default=1)
    places = range(before) if before <= 2 * _HEAD else (*range(_HEAD), *range(before - _HEAD, before))
    for i in places:
        if _may_end_title(rows[i]):
            first = _extend_back(rows, i, found[-1].last if found else 0, max(step, 1))
            text = "".join(row.text for row in rows[first : i + 1])
            if len(text) <= _MAX_TITLE and len(bare_title(text)) > 3 and text[0] not in "（(":
                found.append(Title(first, i + 1))
    return found


def _may_end_title(row: Row) -> bool:
    text = row.text
    if not row.is_plain or not 1 < len(text) <= 110 or text[0] in "“\"—-·*|" or is_annex(row):
        return False
    bare = bare_title(text)
    if not bare or any(sign in bare for sign in "。；！？") or ("，" in bare and "《" not in bare):
        return False
    if bare.endswith(_KINDS):
        return True
    return bare[-1] == "》" and (bare[0] == "《" or bare.count("》") > bare.count("《"))


def _extend_back(rows: list[Row], last: int, limit: int, step: int) -> int:
    """From the line a title ends on back to the one it begins on.

    ``step`` is how far the text's lines stand apart: two where all are parted by blank lines.
    """
    first = last
    while first > limit and last - first < _MAX_LINES:
        above, text = rows[first - 1], "".join(row.text for row in rows[first : last + 1])
        if not _may_begin_title(above) or len(above.text) + len(text) > _MAX_TITLE:
            break
        near = rows[first].number - above.number <= step
        if not (_is_joined(above.text, text) or (near and _is_unfinished(above, text))):
            break
        first -= 1
    return first


def _may_begin_title(row: Row) -> bool:
    text = row.text
    if not row.is_plain or len(text) > _MAX_LINE or row.closes_sentence or is_annex(row):
        return False
    return not (NOTE_LINE.search(text) or _META.search(text) or is_date(text))


def _is_joined(above: str, text: str) -> bool:
    """Whether words or brackets bind the two lines: …关于批准 | 《…》 | 的决议."""
    if above.count("《") > above.count("》") and "》" in text:
        return True
    return bool(_JOINING.search(above)) or (bool(_FOLLOWS.match(text)) and above[-1] in "》）)")


def _is_unfinished(above: Row, text: str) -> bool:
    """Whether the line above is no title of its own and this one cannot stand alone."""
    if above.text[-1] in _BRACKETS:
        return False
    bare = bare_title(above.text)
    if bare.endswith(_KINDS) and not (bare[-1] == "》" and "于" in bare):
        return False
    return not (NATIONAL.match(text) or find_place(text).country != "cn")


def _joined(rows: list[Row], title: Title) -> str:
    return "".join(row.squeezed for row in rows[title.first : title.last])


def title_key(text: str) -> str:
    """What makes two printings of a title the same: its letters and digits."""
    return _SIGNS.sub("", text)


def _first_of_same(rows: list[Row], found: list[Title]) -> Title:
    """The first printing of the title, where only notes stand between it and the last."""
    chosen = last = found[-1]
    for title in reversed(found[:-1]):
        if any(_is_sentence(row) for row in rows[title.last : last.first]):
            break
        key = title_key(_joined(rows, title))
        starts = range(last.last - 1, max(title.last, last.last - 1 - _MAX_LINES) - 1, -1)
        if any(title_key(_joined(rows, Title(k, last.last))) == key for k in starts):
            chosen = title
    return chosen


def _is_sentence(row: Row) -> bool:
    return len(row.text) > 20 and row.closes_sentence and row.text[-1] not in "）)"


def _take_stage(rows: list[Row], title: Title, before: int) -> int:
    """Past the lines under a title that belong to it: （草案）, 总则."""
    last = title.last
    while last < before and rows[last].is_plain and STAGE.fullmatch(rows[last].text):
        last += 1
    if last < before and rows[last].is_plain and _SUBTITLE.fullmatch(rows[last].squeezed):
        last += 1
    return last


def _guess_title(rows: list[Row], before: int) -> Title | None:
    """Without a line that ends as titles do, the first short line that ends no sentence."""
    for i in range(min(before, 3)):
        row = rows[i]
        short = len(row.text) <= _MAX_LINE and not row.closes_sentence
        if short and row.is_plain and before < len(rows) and not NOTE_LINE.search(row.text):
            return Title(i, i + 1)
    return None


def _inner_span(text: str) -> tuple[int, int] | None:
    """Where a notice names the text it publishes: 关于公开征求《X》(征求意见稿)意见的公告 → X(征求意见稿)."""
    if not NOTICE.search(text.rstrip()):
        return None
    match = _INNER.search(text)
    return match.span() if match is not None and re.search("征求|徵求|印[发發]", text) else None


def title_stage(text: str) -> re.Match[str] | None:
    """The (草案), （征求意见稿） … at the end of a title, or None."""
    found = None
    for found in STAGE.finditer(text):  # noqa: B007 - the last one counts
        pass
    return found
