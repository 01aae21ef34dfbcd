"""What follows the provisions: signature, annexes, the page's furniture, a second copy."""

from __future__ import annotations

import re

from drafting.structure.rows import Row
from drafting.text.numerals import read_numeral
from drafting.text.patterns import LazyPattern

_ANNEX = LazyPattern(
    r"附\s*(?:件|表|录|錄|图|圖|註|注|页)\s*(?:[一二三四五六七八九十0-9０-９]{0,3})\s*"
    r"(?:[:：.、．\s]\s*.{0,80}|[（(].{1,60}[）)]|)|附\s*[:：]\s*.{0,80}|附\s+.{2,60}|附"
)
_ANNEX_NUMBER = LazyPattern(r"附\s*[件表录錄图圖]\s*([一二三四五六七八九十0-9０-９]{1,3})")
_DATE = re.compile(r"(?:[0-9０-９]{4}|[一二三四五六七八九〇○零Ｏ]{4}|[×xX*＊]{2,4})\s*年.{1,8}月.{1,5}日(?:印[发發])?")
_ORGANS = (
    "委员会|委員會|人民政府|政府|办公室|辦公室|办公厅|辦公廳|[局厅廳部署院会會]|法院|检察院|檢察院|代表大会|常务委员会|主席团|中心|[银銀]行|总局"
    "|委|[办辦]|[处處]|组|组织|公司|大学|学院|协会"
)
_BODY_NAME = LazyPattern(rf"[^，。；：、！？:,\d]{{2,40}}(?:{_ORGANS})(?:[\s（(].{{0,12}})?")
_PERSON = LazyPattern(
    r"(?:[国省市县区州部厅局院][长務务]?|主席|总理|主任|委员长|院长|检察长|署长|行长|市长|省长|县长|部长|局长|州长|区长)"
    r"\s*[:：]?\s*[一-龥×·]{1,4}(?:\s[一-龥]{1,2})?"
)
_DISTRIBUTION = LazyPattern(r"(?:抄|主|分)?送\s*[:：]|.{2,40}\s\d{4}年\d{1,2}月\d{1,2}日印[发發]?$|印[发發][:：]")
_CHATTER = LazyPattern(
    r"分享|收藏|打印|点赞|扫码|扫一扫|微信|[电電][话話]|邮箱|网址|[来來]源|政策[来來]源|责任编辑|责编|编辑|[浏瀏][览覽]|阅读|版权|转载"
    r"|上一篇|下一篇|相关|关注|首页|返回|关闭|字体|字号|好文章|网站"
)
_SURE_CHATTER = LazyPattern(r"https?:|www\.|\*|※|[【\[](?:打印|关闭|返回|字体)|Copyright|版权所有|[京沪浙粤]ICP")
_RESPONSIBLE = re.compile(r"[。；][（(][^（）()。；]{2,80}[）)]$")
"""。（责任单位：市经信局、市科技局） behind a sentence of a plan."""
MAX_SIGNATURE = 45
_MAX_CHATTER = 90


def is_annex(row: Row) -> bool:
    """Whether the row opens an annex: 附件1, 附表：…, 附：…; not a sentence about one."""
    text = row.text
    return text[0] == "附" and len(text) <= 90 and text[-1] not in "。；" and bool(
        _ANNEX.fullmatch(text)
    )


def find_number(text: str) -> int | None:
    """The number of an annex's mark: 附件2 → 2, 附表一 → 1, 附件：… → None."""
    match = _ANNEX_NUMBER.match(text)
    return read_numeral(match[1]) if match is not None else None


def is_date(text: str) -> bool:
    """Whether ``text`` is a day alone: 2023年10月19日, 二〇二三年十月十九日."""
    return bool(_DATE.fullmatch(text.strip("（）() \u3000")))


def is_signature(row: Row) -> bool:
    """Whether the row may be part of a signature: a body's name, a person's office, a day alone."""
    if not row.is_plain or len(row.text) > MAX_SIGNATURE:
        return False
    text = row.text
    if is_date(text):
        return True
    if row.closes_sentence or is_chatter(row):
        return False
    return bool(_BODY_NAME.fullmatch(text) or _PERSON.fullmatch(text))


def is_distribution(row: Row) -> bool:
    """Whether the row begins the 版记: 抄送：…, 送：…"""
    return row.is_plain and bool(_DISTRIBUTION.match(row.text))


def end_of_text(rows: list[Row], last: int, end: int) -> int:
    """Return where the text ends after ``last``, the row of the last label.

    Running text goes on while lines close a sentence or carry a label or stand in a table.
    """
    i = last + 1
    while i < end:
        row = rows[i]
        if is_annex(row) or is_chatter(row) or is_distribution(row):
            break
        running = row.closes_sentence or not row.is_plain or row.text[0] == "|"
        running = running or bool(_RESPONSIBLE.search(row.text))
        running = running or (i == last + 1 and _awaits_text(rows, last))
        if not (running or _leads_on(rows, i, end)):
            break
        i += 1
    while i > last + 1 and rows[i - 1].furniture:
        i -= 1
    return i


def end_of_unlabelled(rows: list[Row], last: int, end: int) -> int:
    """Return where a text without any label ends after ``last``, its last closed sentence.

    Every line is the text's but the signature at its end and what the page puts below.
    """
    stop = last + 1
    while stop < end and not (
        is_annex(rows[stop]) or is_chatter(rows[stop]) or is_distribution(rows[stop])
    ):
        stop += 1
    while stop > last + 1 and (rows[stop - 1].furniture or is_signature(rows[stop - 1])):
        stop -= 1
    return stop


def _awaits_text(rows: list[Row], last: int) -> bool:
    """Whether the last label stands alone on its line: what follows is its heading or text."""
    label = rows[last].label if last >= 0 else None
    return label is not None and not label.rest


def is_chatter(row: Row) -> bool:
    """Whether the row is a web page's own: share buttons, source, telephone, counters."""
    if not row.is_plain or len(row.text) > _MAX_CHATTER:
        return False
    if _SURE_CHATTER.match(row.text):
        return True
    return row.text[-1] not in "。；" and bool(_CHATTER.match(row.text))


def _leads_on(rows: list[Row], i: int, end: int) -> bool:
    """A line that closes no sentence is still text when running text of the provision follows."""
    if len(rows[i].text) < 12 or i + 1 >= end or is_signature(rows[i]):
        return False
    following = rows[i + 1]
    return following.closes_sentence and following.label is None and len(following.text) > 15
