"""What follows the provisions: signature, annexes, the page's furniture, a second copy."""

from __future__ import annotations

import regex as re

from drafting.structure.rows import Row

_ANNEX = re.compile(
    r"附\s*(?:件|表|录|錄|图|圖|註|注)\s*(?:[一二三四五六七八九十0-9０-９]{0,3})\s*(?:[:：.、．\s\u3000]\s*.{0,80}|[（(].{1,60}[）)]|)|附\s*[:：]\s*.{0,80}|附"
)
_DATE = re.compile(r"(?:[0-9０-９]{4}|[一二三四五六七八九〇○零Ｏ]{4})\s*年.{1,8}月.{1,5}日")
_BODY_NAME = re.compile(
    r"[^，。；：、！？\d]{2,40}(?:委员会|委員會|人民政府|政府|办公室|辦公室|办公厅|局|厅|廳|部|署|院|法院|检察院|代表大会|常务委员会|主席团|会议|中心|银行|总局|委|办|處|处|主席|总理|省长|市长|厅长|局长|部长)"
    r"[\s\u3000]*.{0,12}"
)
MAX_SIGNATURE = 45


def is_annex(row: Row) -> bool:
    """Whether the row opens an annex: 附件1, 附表：…, 附：…; not a sentence about one."""
    text = row.text
    return len(text) <= 90 and text[0] == "附" and text[-1] not in "。；" and bool(
        _ANNEX.fullmatch(text)
    )


def is_date(text: str) -> bool:
    """Whether ``text`` is a day alone: 2023年10月19日, 二〇二三年十月十九日."""
    return bool(_DATE.fullmatch(text.strip("（）() \u3000")))


def is_signature(row: Row) -> bool:
    """Whether the row may be part of a signature: a body's name, or a day alone."""
    if row.label is not None or len(row.text) > MAX_SIGNATURE:
        return False
    return is_date(row.text) or bool(_BODY_NAME.fullmatch(row.text)) and not row.closes_sentence


def end_of_text(rows: list[Row], last: int, end: int) -> int:
    """Return where the text ends after ``last``, the row of the last label.

    Running text goes on while lines close a sentence or carry a label or stand in a table.
    """
    i = last + 1
    while i < end:
        row = rows[i]
        if is_annex(row):
            break
        running = row.closes_sentence or row.label is not None or row.line.table or row.line.note
        if not (running or row.furniture or _leads_on(rows, i, end)) or _is_chatter(row):
            break
        i += 1
    while i > last + 1 and rows[i - 1].furniture:
        i -= 1
    return i


_CHATTER = re.compile(
    r"分享|收藏|打印|点赞|扫码|扫一扫|微信|电话|電話|邮箱|网址|來源|来源|责任编辑|责编|编辑[:：]|编辑|浏览|阅读|版权|转载|上一篇|下一篇|相关|关注|https?:|www\."
)


def _is_chatter(row: Row) -> bool:
    return len(row.text) < 60 and bool(_CHATTER.match(row.text))


def _leads_on(rows: list[Row], i: int, end: int) -> bool:
    """A line that closes no sentence is still text when running text of the provision follows."""
    if len(rows[i].text) < 20 or i + 1 >= end or is_signature(rows[i]):
        return False
    following = rows[i + 1]
    return following.closes_sentence and following.label is None and len(following.text) > 15
