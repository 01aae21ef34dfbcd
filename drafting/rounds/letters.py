"""Letters as comments: free text in which 第十二条 is mentioned in any form.

    尊敬的市司法局：                          salutation      ─▶ rest
    一、关于第二章                            heading: place of what follows
    1. 第十二条第二款建议删去“依法”。          a comment on it
       理由：…                                its reason
    2. 建议尽快出台。                         a general comment
    杭州某某公司  2025年8月20日               signature       ─▶ sender

A sentence that turns to another provision begins a comment of its own; one that only refers to it
(与第五条重复) does not. Every line ends up in a comment or in the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex as re

from drafting.rounds.comments import Anchor, Comment, Reading
from drafting.rounds.places import Mention, Places
from drafting.rounds.senders import Sender, read_labels, read_signature
from drafting.rounds.splitting import is_quoted, marker_style, split_sentences, strip_marker
from drafting.rounds.wording import guess_kind, read_request, says_nothing

_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的)?.{0,30}(?:局|委|办公?室?|厅|部|院|会|同志|领导|老师|先生|女士|单位|贵.|你们?|您)们?"
    r"(?:[：:，,]|(?:您好|你好|好)[：:！!。，,]?)|(?:您|你)们?好[！!。，,：:]?|尊敬的.{1,20}"
)
_COURTESY = re.compile(
    r"(?:您好|你好|谢谢|感谢.{0,30}|此致|敬礼|此致敬礼|祝.{1,10}|特此.{2,4}|妥否，?请.{1,6}"
    r"|以上(?:意见|建议|内容)?.{0,12}(?:参考|研究|采纳|考虑)"
    r"|(?:盼|望|请|恳请)(?:予以|能)?(?:采纳|考虑|回复|答复)为?盼?|完|附件?[：:].{0,60})[！!。.]?"
)
_INTRODUCTION = re.compile(
    r"(?:如下|以下|下列)[^。：:]{0,14}[：:]\s*$|(?:提出|反馈|建议)[^。]{0,20}如下[。：:]?$"
)
_TITLE = re.compile(
    r".{0,60}(?:意见|建议|反馈|回复|复函|函|来信|留言|感想|看法)(?:书|表|信|稿|函|的函|的复函|的报告)?"
    r"(?:[（(].{1,12}[)）])?"
)
_STANCE = re.compile(
    "建议|应当|不应|应该|修改|删|增加|增设|补充|明确|改为|同意|反对|支持|赞成|不妥|不清|不当|重复|请问|为何|为什么|希望"
    "|无意见|没有意见|[？?]"
)
_HEADING_ENDS = re.compile(
    r"^(?:关于|对于?|针对|就)|[：:]$|的?(?:修改|具体)?(?:意见|建议|问题|部分)*(?:和建议)?[：:]?$"
)
_SECTION = re.compile(
    r"(?:总体|具体|其他|其它|一般|主要|整体)?(?:上的?)?(?:修改|反馈)?(?:意见|建议)(?:和建议|及建议|、建议)?[：:]?"
    "|其[他它]|总体|整体|(?:对|关于)(?:草案|条例|全文|文本)的?(?:总体|整体|具体)?(?:意见|建议)"
)
_LEADING_IN = re.compile(
    "《[^》]*》|(?:修改|反馈|补充|具体|相关)?的?(?:意见|建议)(?:和建议|及建议|、建议)?|建议如下|修改如下"
)
_INTRODUCTION_LIMIT = 200
_RELATION = re.compile(
    r"(?:与|和|同|按照|依照|根据|依据|按|依|参照|参考|适用|参见|见|违反|符合|对照|结合|引用|援引|及|以及|、|移至|移到|并入"
    r"|合并到|合并至|调整到|调整至|调至|作为|放在|列入|纳入|如|比如|例如|类似|由|因|援用|包括)"
    r"(?:本|该|草案|条例|其中的?)?(?:条例)?$"
)
_JOINED = re.compile(r"\s*(?:、|和|与|及|以及|，|,)\s*")
_CONTINUES = re.compile(
    r"(?:理由|原因|依据|说明|因为|由于|该条|该款|该项|该规定|此条|此款|这一条|这一款|这一规定|这条|本条"
    r"|上述|其(?!他|中|实)|同时|并且?|而且|否则|如果|若|即|这样|对此)"
)
_REASON = re.compile(r"(?:修改|主要|具体)?(?:理由|原因|依据)(?:如下|是)?\s*[：:]?\s*")
_QUOTE = re.compile(
    r"“((?:[^“”]|“[^“”]*”){2,})”|「([^「」]{2,})」|\"([^\"\n]{2,})\"|【([^【】]{2,30})】"
)
_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_RUN_TOGETHER = re.compile(
    rf"(.*?)\s*(此致)[，,\s]*(敬礼)[！!。\s]*(.{{0,30}}?)\s*({_DAY})?|(?!.*[。；])(.{{2,24}}?)\s*({_DAY})"
)
_HEADING_LIMIT = 40
_PLAIN_REST = 60
_OF_TITLE = re.compile(
    "(?:法规|条例|草案|文件|办法|规定|[该此]法)?(?:的?名称|标题|题目)(?:建议|应|改|修改|中|不|过|太)"
)


@dataclass
class _Draft:
    """A comment while it is being read. ``weak``: placed by no more than the heading above it."""

    number: int
    anchors: tuple[Anchor, ...]
    weak: bool
    parts: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.parts)


@dataclass
class _Letter:
    """What is known while the lines of one letter are read.

    ``context`` is the place that the last heading named; it holds until a line numbered as that
    heading was (``style``). ``open``: the next line may go on with the last comment.
    """

    places: Places
    drafts: list[_Draft] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    context: tuple[Anchor, ...] = ()
    style: str = ""
    open: bool = False

    def say(self, number: int, anchors: tuple[Anchor, ...], text: str) -> None:
        weak = not anchors
        self.open = True
        self.drafts.append(_Draft(number, anchors or self.context, weak, [text]))


def letter_to_reading(lines: Sequence[tuple[int, str]], places: Places) -> Reading:
    """Read a letter given as (line number, text). Nothing of it is dropped."""
    printed = [(n, t.strip()) for n, t in lines if t.strip()]
    body, rest, sender = _part_letter(_part_closing(printed), places)
    letter = _Letter(places, rest=rest)
    for head in rest[:3]:
        # 关于第八条的建议: a letter's title may say what all of it is about
        letter.context = letter.context or _anchors_of(places.find_mentions(head))
    for number, text in body:
        _read_line(letter, number, text)
    comments = tuple(_to_comment(d, places, sender) for d in letter.drafts)
    return Reading("letter", comments, tuple(letter.rest))


def text_to_comments(text: str, places: Places, place: str) -> list[Comment]:
    """Read free text of a cell that has no provision of its own, as a letter's body is read."""
    letter = _Letter(places)
    for line in text.split("\n"):
        if line.strip():
            _read_line(letter, 0, line.strip())
    if letter.rest and letter.drafts:
        letter.drafts[0].parts[:0] = letter.rest
    elif letter.rest:
        letter.say(0, (), "\n".join(letter.rest))
    return [replace(_to_comment(d, places, Sender()), place=place) for d in letter.drafts]


def _part_closing(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Part the end of a letter that a reader ran together: …。此致敬礼王小明2025年9月1日."""
    parted: list[tuple[int, str]] = []
    for number, text in lines:
        found = _RUN_TOGETHER.fullmatch(text) if (number, text) in lines[-4:] else None
        pieces = found.groups() if found else (text,)
        parted += [(number, piece.strip()) for piece in pieces if piece and piece.strip()]
    return parted


def _part_letter(
    lines: list[tuple[int, str]], places: Places
) -> tuple[list[tuple[int, str]], list[str], Sender]:
    """Part a letter into its body, the lines around it, and who signed."""
    sender, count = read_signature([text for _, text in lines])
    end = len(lines) - count
    rest_after = [text for _, text in lines[end:]]
    head = 0
    while head < min(end, 6) and _is_head(lines[head][1], head, places):
        head += 1
    heads = [text for _, text in lines[:head]]
    sender = sender.over(read_labels(heads))
    body: list[tuple[int, str]] = []
    aside: list[str] = []
    for number, text in lines[head:end]:
        if _is_courtesy(text, places):
            aside.append(text)
        else:
            body.append((number, text))
    return body, [*heads, *aside, *rest_after], sender


def _is_head(text: str, index: int, places: Places) -> bool:
    if says_nothing(text):
        return False
    if _SALUTATION.fullmatch(text) or _is_courtesy(text, places):
        return True
    if read_labels([text]) != Sender() and not _STANCE.search(text):
        return True
    return index < 3 and len(text) <= _PLAIN_REST and _is_title(text)


def _is_title(text: str) -> bool:
    asks = re.search("建议(?!函|信|书|表|的|$|[（(和与及])|应当|修改为|删除|增加", text)
    return _TITLE.fullmatch(text) is not None and asks is None and "。" not in text


def _is_courtesy(text: str, places: Places) -> bool:
    """Whether a line only greets, thanks or leads in: it asks for nothing and names no place."""
    if says_nothing(text) or len(text) > _INTRODUCTION_LIMIT:
        return False
    if _COURTESY.fullmatch(text):
        return True
    leads = _INTRODUCTION.search(text) is not None
    return leads and not _STANCE.search(_without_titles(text)) and not places.find_mentions(text)


def _anchors_of(mentions: list[Mention]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(a for m in mentions for a in m.anchors))


def _read_line(letter: _Letter, number: int, text: str) -> None:
    marker, bare = strip_marker(text)
    style = marker_style(marker)
    if style and style == letter.style:
        letter.context, letter.style = (), ""
    article = letter.context[0].eid if letter.context else ""
    mentions = letter.places.find_mentions(bare, article)
    heading = _read_heading(letter.places, bare, mentions)
    if heading is not None:
        letter.context, letter.style, letter.open = heading, style, False
        letter.rest.append(text)
    elif not marker and _goes_on(letter, bare, mentions):
        _add_to_last(letter, bare)
    else:
        _read_sentences(letter, number, bare, mentions)


def _read_heading(
    places: Places, text: str, mentions: list[Mention]
) -> tuple[Anchor, ...] | None:
    """The place that a heading names (第十二条 【算力】, 关于第三章的意见, 总体意见); else None.

    A heading is a line that says nothing but a place: what says more is a comment.
    """
    if len(text) > _HEADING_LIMIT or text[-1] in "。；;！!？?":
        return None
    named = _HEADING_ENDS.sub("", text).strip(" 　“”《》【】")
    left = named
    for mention in reversed([m for m in mentions if m.anchors]):
        left = left.replace(text[mention.start : mention.end], "")
    left = left.strip(" 　、和与及至，,“”《》【】（）()")
    anchors = _anchors_of(mentions)
    if anchors and (not left or places.find_heading(left)):
        return anchors
    found = None if anchors else places.find_heading(named)
    if found:
        return (found,)
    return () if _SECTION.fullmatch(text) else None


def _without_titles(text: str) -> str:
    """A leading-in line without the words that only say that comments follow."""
    return str(_LEADING_IN.sub("", text))


def _goes_on(letter: _Letter, text: str, mentions: list[Mention]) -> bool:
    """Whether a line without number and topic goes on with the comment before it."""
    if not letter.drafts or not letter.open:
        return False
    if any(_is_topic(text, m) for m in mentions if m.anchors):
        return False
    last = letter.drafts[-1]
    if _CONTINUES.match(text) or text[0] in "“「\"（(" or last.text[-1:] in "：:，,、":
        return True
    # 第十二条规定了…。 / 这样会重复建设，建议删除。: what was only described is now asked for
    return bool(last.anchors) and not _STANCE.search(last.text) and not mentions


def _add_to_last(letter: _Letter, text: str) -> None:
    why = _REASON.match(text)
    if why and why.end() < len(text) and why.end():
        letter.drafts[-1].reasons.append(text[why.end() :])
    else:
        letter.drafts[-1].parts.append(text)


def _read_sentences(letter: _Letter, number: int, text: str, mentions: list[Mention]) -> None:
    """Cut a paragraph into comments where a sentence turns to another provision."""
    at, began = 0, len(letter.drafts)
    for sentence in split_sentences(text):
        start = text.index(sentence, at)
        end = at = start + len(sentence)
        if _COURTESY.fullmatch(sentence.strip()):
            letter.rest.append(sentence.strip())
            continue
        inside = [m for m in mentions if start <= m.start < end and m.anchors]
        topics = [m for m in inside if _is_topic(text, m, start)]
        anchors = _topic_anchors(text, topics or [], inside)
        is_first = len(letter.drafts) == began
        if is_first or (anchors and not _same(letter.drafts[-1].anchors, anchors)):
            fallback = () if letter.context else _anchors_of(inside)
            letter.say(number, anchors or fallback, sentence.strip())
        else:
            letter.drafts[-1].parts[-1] += sentence.rstrip()


def _is_topic(text: str, mention: Mention, start: int = 0) -> bool:
    """Whether the words turn to the provision (第八条应当…), not merely refer to it (与第八条…)."""
    if is_quoted(text, mention.start):
        return False
    before = text[start : mention.start]
    return _RELATION.search(before) is None


def _topic_anchors(
    text: str, topics: list[Mention], inside: list[Mention]
) -> tuple[Anchor, ...]:
    """The first topic and those joined to it (第八条、第九条; 将第八条与第九条合并)."""
    if not topics:
        return ()
    anchors = list(topics[0].anchors)
    deeper = [
        m.anchors[0] for m in topics[1:] if m.anchors[0].eid.startswith(f"{anchors[0].eid}__")
    ]
    if len(anchors) == len(deeper) == 1:
        return (deeper[0],)  # 第八条删去第二款
    end = topics[0].end
    for mention in inside:
        if mention.start >= end and _JOINED.fullmatch(text[end : mention.start]):
            anchors += mention.anchors
            end = mention.end
    return tuple(dict.fromkeys(anchors))


def _same(one: tuple[Anchor, ...], other: tuple[Anchor, ...]) -> bool:
    return bool(one) and [a.eid for a in one] == [a.eid for a in other]


def _to_comment(draft: _Draft, places: Places, sender: Sender) -> Comment:
    request = read_request(draft.text)
    reasons = [r for r in (request.reason, *draft.reasons) if r]
    anchors = place_words(draft.anchors, request.words, draft.text, places)
    if draft.weak and not any(a.words for a in anchors):
        anchors = place_words((), request.words, draft.text, places) or anchors
    return Comment(
        request.text,
        f"第{draft.number}行" if draft.number else "",
        "letter",
        anchors,
        request.kind if request.words or request.proposed else guess_kind(request.text),
        request.proposed,
        "\n".join(reasons),
        proposer=sender.proposer,
        unit=sender.unit,
        contact=sender.contact,
        date=sender.date,
    )


def place_words(
    anchors: tuple[Anchor, ...], words: str, text: str, places: Places
) -> tuple[Anchor, ...]:
    """Give anchors the exact words meant, or find a place by them where there is none.

    ``words`` are those that the comment wants changed; else the first quotation in ``text`` that
    the provision prints counts. A heading in brackets (【统筹布局】) is a place too.
    """
    quotes = [words] if words else []
    quotes += ["".join(groups) for groups in _QUOTE.findall(text)]
    if not anchors:
        return _place_by_quotes(quotes, text, places)
    if len(anchors) > 1:
        return anchors
    found = (places.find_words(q, anchors[0].eid) for q in quotes)
    hit = next((anchor for anchor in found if anchor), None)
    return (replace(hit, how=anchors[0].how),) if hit else anchors


def _place_by_quotes(quotes: list[str], text: str, places: Places) -> tuple[Anchor, ...]:
    for quote in quotes:
        found = places.find_heading(quote) or places.find_words(quote)
        if found:
            return (found,)
    return places.read_label("标题") if _OF_TITLE.search(text) else ()
