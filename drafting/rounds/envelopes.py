"""What stands around a letter's body: e-mail head, letterhead, title, salutation, thanks, signature.

    发件人: 林晓 <linxiao@…>            e-mail head      ─▶ sender, rest
    濮阳市公安局                         letterhead       ─▶ sender, rest
    关于《…条例》的意见                  title            ─▶ rest (and sender: 某协会关于…的意见)
    市司法局：                           salutation       ─▶ rest
    …                                    the body
    此致 敬礼　某公司　2025年8月20日     signature        ─▶ sender, rest

Patterns are written in Simplified script and tried on text brought into it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from drafting.rounds.mentions import simplify
from drafting.rounds.places import Places
from drafting.rounds.senders import (
    Sender,
    is_signing,
    is_unit,
    read_date,
    read_labels,
    read_proposer,
    read_signature,
)
from drafting.rounds.wording import says_nothing

_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的)?.{0,30}(?:局|委|办公?室?|厅|部|院|会|司|处|科|组|法工委|中心|领导|老师|同志|同仁|先生|女士"
    r"|单位|贵.|你们?|您|大家)们?"
    r"(?:[：:，,]|(?:您好|你好|大家好|好)[：:！!。，,]?)|(?:您|你|大家)们?好[！!。，,：:]?|尊敬的.{1,20}"
)
_COURTESY = re.compile(
    r"(?:您好|你好|谢谢|感谢.{0,30}|此致|敬礼|此致敬礼|祝.{1,10}|特此.{2,4}|专此.{0,4}|此[复函致]|妥否，?请.{1,6}"
    r"|以上(?:意见|建议|内容)?.{0,12}(?:参考|研究|采纳|考虑)"
    r"|(?:盼|望|请|恳请)(?:予以|能)?(?:采纳|考虑|回复|答复)为?盼?|完|附件?[：:].{0,60}"
    r"|[-—_=*]{1,60}|(?:Sent from|Get Outlook).{0,40}|发自.{0,30}|来自.{0,12}邮箱)[！!。.]?",
    re.I,
)
_INTRODUCTION = re.compile(
    r"(?:如下|以下|下列)[^。：:]{0,14}[：:]\s*$|(?:提出|反馈|建议)[^。]{0,20}如下[。：:]?$"
    r"|^(?!.*[；;])[^。]{0,60}?(?:几|一些|若干|以下|[二两三四五六七八九十])(?:点|条|个|些|句|方面)"
    r"(?:不成熟的?|粗浅的?|具体|修改)?(?:意见|建议|看法|想法|体会|感想|疑问|问题|话)?(?:和建议)?[。：:，,！!]?$"
)
_TITLE = re.compile(
    r".{0,60}(?:意见|建议|反馈|回复|复函|函|来信|留言|感想|看法|想法)(?:书|表|信|稿|函|的函|的复函|的报告|的回复)?"
    r"(?:[（(].{1,12}[)）])?"
)
_MAIL_HEAD = re.compile(
    r"(?P<name>发件人|寄件人|收件人|抄送|密送|发送时间|发送日期|主题|标题|附件|时间|日期|From|To|Cc|Bcc|Subject|Date|Sent)"
    r"\s*[：:]\s*(?P<value>.{0,200})",
    re.I,
)
_MAIL_ADDRESS = re.compile(r"<?\s*([\w.+%-]+@[\w-]+(?:\.[\w-]+)+)\s*>?")
_TITLE_UNIT = re.compile(r"(?P<unit>.{4,40}?)(?:关于|对|就|修改意见|反馈意见|意见)")
STANCE = re.compile(
    "建议|应当|不应|应该|修改|删|增加|增设|补充|明确|改为|同意|反对|支持|赞成|不妥|不清|不当|重复|请问|为何|为什么|希望"
    "|无意见|没有意见|谁|如何|怎么|是否|能否|太[^阳平]|过于|偏[高低少多]|要(?:写|说|有)|缺[少乏]|[？?]"
)
"""Words by which a line takes a stand: it is more than a heading or a description."""
_LEADING_IN = re.compile(
    "《[^》]*》|(?:修改|反馈|补充|具体|相关)?的?(?:意见|建议)(?:和建议|及建议|、建议)?|建议如下|修改如下"
)
_INTRODUCTION_LIMIT = 200
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_RUN_TOGETHER = re.compile(
    rf"(.*?)\s*(此致)[，,\s]*(敬礼)[！!。\s]*(.{{0,30}}?)\s*({_DAY})?|(?!.*[。；])(.{{2,24}}?)\s*({_DAY})"
)
_BEFORE_LABEL = re.compile(r"(?<=[\p{Han}。）)])\s*(?=(?:联系人|执笔人|经办人|联系电话)\s*[：: ])")
_DAY_AT_END = re.compile(r"([^，。；]{2,60}?)\s*((?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?)")
_PHONE_AT_END = re.compile(r"([^，。；]{2,40}?)\s*(0\d{2,3}[- ]?\d{7,8}|1[3-9]\d[- ]?\d{4}[- ]?\d{4})")
_CLOSING_LINES = 6
_PLAIN_REST = 60
_HEAD_LINES = 8

Line = tuple[int, str]


def part_letter(lines: list[Line], places: Places) -> tuple[list[Line], list[str], Sender]:
    """Part a letter into its body, the lines around it, and who sent it."""
    lines = _part_closing(lines)
    sender, count = read_signature([text for _, text in lines])
    end = len(lines) - count
    rest_after = [text for _, text in lines[end:]]
    mail = _count_mail_head(lines[:end])
    head = mail
    while head < min(end, mail + _HEAD_LINES) and _is_head(lines[head][1], head - mail, places):
        head += 1
    heads = [text for _, text in lines[:head]]
    sender = sender.over(read_labels(heads[mail:])).over(_read_heads(heads, mail))
    body: list[Line] = []
    aside: list[str] = []
    for number, text in lines[head:end]:
        if is_courtesy(text, places):
            aside.append(text)
        else:
            body.append((number, text))
    return body, [*heads, *aside, *rest_after], sender


def _part_closing(lines: list[Line]) -> list[Line]:
    """Part the end of a letter that a reader ran together (.pdf): …。某协会王小明0571-…2025/9/1."""
    body, closing = lines[:-_CLOSING_LINES], lines[-_CLOSING_LINES:]
    parted = [(n, piece) for n, text in closing for piece in _iter_pieces(text)]
    return [*body, *parted]


def _iter_pieces(text: str) -> Iterator[str]:
    found = _RUN_TOGETHER.fullmatch(simplify(text))
    if found:
        # by place: what is found in Simplified script is cut out of the text as it is
        spans = [found.span(n) for n in range(1, len(found.groups()) + 1)]
        yield from (text[a:b].strip() for a, b in spans if text[a:b].strip())
        return
    sentence, tail = _part_sentence(text)
    if sentence:
        yield sentence
    for piece in _BEFORE_LABEL.split(tail):
        yield from _peel(piece.strip())


def _part_sentence(text: str) -> tuple[str, str]:
    """A last sentence and the signature that was run on to it; ("", text) where there is none."""
    at = max(text.rfind(sign) for sign in "。！？!?") + 1
    tail = text[at:].strip()
    if not at or not tail or len(tail) > _PLAIN_REST:
        return ("", text) if not at or tail else (text, "")
    pieces = [p for part in _BEFORE_LABEL.split(tail) for p in _peel(part.strip())]
    return (text[:at], tail) if all(is_signing(p) for p in pieces) else (text, "")


def _peel(text: str) -> Iterator[str]:
    """A line of a signature without the telephone and the day at its end, and these."""
    ends: list[str] = []
    for pattern in (_DAY_AT_END, _PHONE_AT_END):
        found = pattern.fullmatch(text)
        if found and found[1].strip()[-1:] not in ("", "：", ":"):
            text = found[1].strip()
            ends.insert(0, found[2])
    if text:
        yield text
    yield from ends


def _count_mail_head(lines: list[Line]) -> int:
    """How many lines at the top are the head of an e-mail; one such line alone is none."""
    count = 0
    while count < len(lines) and _MAIL_HEAD.fullmatch(simplify(lines[count][1])):
        count += 1
    return count if count > 1 else 0


def _read_heads(heads: list[str], mail: int) -> Sender:
    """Who the head of an e-mail, a letterhead or a title says the letter is from."""
    if mail:
        return _read_mail_head(heads[:mail])
    for text in heads[mail : mail + 3]:
        if is_unit(text):
            return Sender(unit=text.strip())
        found = _TITLE_UNIT.match(simplify(text))
        if found and is_unit(found["unit"]):
            return Sender(unit=text[: found.end("unit")])
    return Sender()


def _read_mail_head(lines: list[str]) -> Sender:
    sender = Sender()
    for text in lines:
        found = _MAIL_HEAD.fullmatch(simplify(text))
        if found is None:
            continue
        name, value = found["name"].lower(), text[found.start("value") :]
        if name in ("发件人", "寄件人", "from"):
            address = _MAIL_ADDRESS.search(value)
            named = read_proposer(_MAIL_ADDRESS.sub("", value).strip(" \"'“”"))
            own = Sender(named.proposer, named.unit, address[1] if address else "")
            sender = own.over(sender)
        elif name in ("发送时间", "发送日期", "时间", "日期", "date", "sent"):
            sender = sender.over(Sender(date=read_date(value)))
    return sender


def _is_head(text: str, index: int, places: Places) -> bool:
    if says_nothing(text):
        return False
    plain = simplify(text)
    if _SALUTATION.fullmatch(plain) or is_courtesy(text, places):
        return True
    if read_labels([text]) != Sender() and not STANCE.search(plain):
        return True
    if index == 0 and is_unit(text):
        return True
    return index < 3 and len(text) <= _PLAIN_REST and _is_title(plain)


def _is_title(text: str) -> bool:
    asks = re.search("建议(?!函|信|书|表|的|$|[（(和与及])|应当|修改为|删除|增加", text)
    return _TITLE.fullmatch(text) is not None and asks is None and "。" not in text


def is_courtesy(text: str, places: Places) -> bool:
    """Whether a line only greets, thanks or leads in: it asks for nothing and names no place."""
    if says_nothing(text) or len(text) > _INTRODUCTION_LIMIT:
        return False
    plain = simplify(text)
    if _COURTESY.fullmatch(plain):
        return True
    leads = _INTRODUCTION.search(plain) is not None
    return leads and not STANCE.search(_without_titles(plain)) and not places.find_mentions(text)


def _without_titles(text: str) -> str:
    """A leading-in line without the words that only say that comments follow."""
    return str(_LEADING_IN.sub("", text))
