"""The title of a text: which lines are it, where they end, and what a notice around it hides."""

from __future__ import annotations

from dataclasses import dataclass

import regex as re

from drafting.structure.rows import Row

_KINDS = (
    r"条例|條例|办法|辦法|规定|規定|法|法典|细则|細則|规则|規則|决定|決定|意见|意見|方案|规划|規劃|计划|計劃|纲要|綱要|通知|公告|通告"
    r"|说明|說明|措施|解释|解釋|批复|答复|章程|准则|準則|标准|標準|指南|指引|政策|通则|通則|公约|公約|制度|修正案|草案|报告|報告|要点|要點"
    r"|清单|清單|决议|決議|宪法|憲法|守则|须知|规范|規範|规程|規程|程序|目录|协定|协议|议定书|安排|宣言|声明|若干问题|的函|安排|案"
)
_STAGE = r"[（(\[【〔][^（）()]{1,40}(?:[（(][^（）()]{1,12}[）)][^（）()]{0,12})?[）)\]】〕]"
_TITLE = re.compile(rf"(?![（(\[])[^。；！？]{{0,90}}(?:{_KINDS}|》)\s*(?:{_STAGE}\s*)*")
STAGE = re.compile(
    r"[（(\[【]\s*(?:[^（）()【】]{0,14}?(?:草案|征求意见稿|徵求意見稿|征求意見稿|送审稿|送審稿|讨论稿|審議稿|审议稿|修订稿|修訂稿|报批稿"
    r"|修改稿|公开稿|初稿|二次审议稿|试行|試行|暂行|修订|修正|稿)[^（）()【】]{0,14})\s*[）)\]】]"
)
_NOTICE = re.compile(r"(?:公告|通知|启事|啟事|通告|公示|函)$")
_INNER = re.compile(rf"《([^《》]+(?:《[^《》]+》[^《》]*)*)》\s*((?:{_STAGE})*)")
_ALONE_STAGE = re.compile(rf"(?:{_STAGE}\s*)+")
_JOINING = re.compile(r"(?:关于|關於|的|适用|適用|和|及|与|、|《[^》]*|（[^）]*|[(][^)]*|若干问题|委员会|法院|检察院|人民政府|部|局)$")
_NOTE_LINE = re.compile(r"(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年|通过|通過|公布|发布|施行|号$|號$")


@dataclass(frozen=True, slots=True)
class Title:
    """``rows``: indices of the title's lines (first, one past last); ``span``: the title's own

    characters when one line wraps it in a notice (关于公开征求《…》意见的公告), else None.
    """

    first: int
    last: int
    span: tuple[int, int] | None = None


def find_title(rows: list[Row], before: int, prefer_last: bool) -> Title | None:
    """Find the title among ``rows[:before]``: the last line like one, or the first."""
    candidates = [i for i in range(before) if _is_title(rows[i])]
    own = [i for i in candidates if not _NOTICE.search(rows[i].squeezed)] or candidates
    if not own:
        return _guess_title(rows, before)
    chosen = own[-1] if prefer_last else own[0]
    first, last = _extend(rows, chosen, before)
    return Title(first, last, _inner_span(rows[chosen].text) if last - first == 1 else None)


def _is_title(row: Row) -> bool:
    text = row.text
    if row.furniture or row.label is not None or row.line.table or row.line.note:
        return False
    if not 2 < len(text) <= 110 or text[0] in "“\"—-·":
        return False
    if _TITLE.fullmatch(text) and ("，" not in text or "《" in text):
        return len(row.squeezed) > 3 or row.line.outline > 0
    return False


def _guess_title(rows: list[Row], before: int) -> Title | None:
    """Without a line that ends as titles do, the first short line that ends no sentence."""
    for i in range(min(before, 3)):
        row = rows[i]
        short = len(row.text) <= 60 and not row.ends_sentence and row.label is None
        if short and not row.furniture and before < len(rows):
            first, last = _extend(rows, i, before)
            return Title(first, last)
    return None


def _extend(rows: list[Row], chosen: int, before: int) -> tuple[int, int]:
    first, last = chosen, chosen + 1
    while first > 0 and _continues(rows[first - 1], "".join(r.text for r in rows[first:last])):
        first -= 1
    text = "".join(r.text for r in rows[first:last])
    while last < before and _ALONE_STAGE.fullmatch(rows[last].text) and STAGE.fullmatch(
        rows[last].text
    ):
        last += 1
    if text.count("《") > text.count("》") and last < before and len(rows[last].text) < 60:
        last += 1
    return first, last


def _continues(row: Row, following: str) -> bool:
    text = row.text
    if row.furniture or row.label is not None or len(text) > 50 or row.closes_sentence:
        return False
    if text.count("《") > text.count("》") and "》" in following:
        return True
    return bool(_JOINING.search(text)) and not _NOTE_LINE.search(text) and (
        following.startswith(("关于", "關於", "《")) or text[-1] in "的和及与、"
    )


def _inner_span(text: str) -> tuple[int, int] | None:
    """Where a notice names the text it publishes: 关于公开征求《X》(征求意见稿)意见的公告 → X(征求意见稿)."""
    if not _NOTICE.search(text.rstrip()):
        return None
    match = _INNER.search(text)
    return match.span() if match is not None and ("征求" in text or "印发" in text) else None


def title_stage(text: str) -> re.Match[str] | None:
    """The (草案), （征求意见稿） … at the end of a title, or None."""
    found = None
    for found in STAGE.finditer(text):  # noqa: B007 - the last one counts
        pass
    return found
