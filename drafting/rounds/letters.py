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
from drafting.rounds.envelopes import STANCE, is_courtesy, part_letter
from drafting.rounds.mentions import simplify
from drafting.rounds.places import Mention, Places
from drafting.rounds.senders import Sender
from drafting.rounds.splitting import is_quoted, marker_style, split_sentences, strip_marker
from drafting.rounds.wording import read_request

_HEADING_ENDS = re.compile(
    r"^(?:关于|对于?|针对|就)|[：:]$|的?(?:修改|具体)?(?:意见|建议|问题|部分)*(?:和建议)?[：:]?$"
)
_SECTION = re.compile(
    r"(?:总体|具体|其他|其它|一般|主要|整体)?(?:上的?)?(?:修改|反馈)?(?:意见|建议)(?:和建议|及建议|、建议)?[：:]?"
    "|其[他它]|总体|整体|(?:对|关于)(?:草案|条例|全文|文本)的?(?:总体|整体|具体)?(?:意见|建议)"
)
_PLAIN_SECTION = re.compile(r"\p{Han}{0,6}(?:评价|意见|建议|看法|说明)[：:]?")
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
_REASON = re.compile(
    r"(?:修改|删除|增加|主要|具体)?(?:理由|原因|依据)(?:如下|是)?\s*[：:]?\s*"
)
_QUOTE = re.compile(
    r"“((?:[^“”]|“[^“”]*”){2,})”|「([^「」]{2,})」|\"([^\"\n]{2,})\"|【([^【】]{2,30})】"
)
_QUOTED_LINE = re.compile(r"^(?:[>＞]\s?)+")
"""How e-mail marks what it answers."""
_HEADING_LIMIT = 40
_OF_TITLE = re.compile(
    "(?:法规|条例|草案|文件|办法|规定|[该此]法)?(?:的?名称|标题|题目)(?:建议|应|改|修改|中|不|过|太)"
)


_LEADS_IN = re.compile(r"\s*(?:关于|對?對于?|關於|对于?|将|把|就|針對|针对)?\s*[“「『【\"](?P<head>[^”」』】\"\n]{2,30})[”」』】\"]")
"""【算力资源】这一条…, 对“强化人才引育”…: a heading of the draft at the beginning of a sentence."""
_TOPIC_ONLY = re.compile("^(?:关于|对于?|就|针对)")


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

    def leave_context(self) -> None:
        """Speak of nothing that the draft has, whatever heading stands above."""
        self.anchors, self.weak = (), False


@dataclass
class _Letter:
    """What is known while the lines of one letter are read.

    ``context`` is the place that the last heading named; it holds until a line numbered as that
    heading was (``style``). ``open``: the next line may go on with the last comment. ``spoken`` is
    a heading that says something besides its place (关于第八条专家库的组成), its line and text:
    a comment by itself when none follows.
    """

    places: Places
    drafts: list[_Draft] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    context: tuple[Anchor, ...] = ()
    style: str = ""
    open: bool = False
    spoken: tuple[int, str] | None = None

    def close_heading(self) -> None:
        """The last heading had nothing below it: what it says is then the comment."""
        if self.spoken is not None:
            number, text = self.spoken
            self.rest.remove(text)
            self.say(number, (), text)
            self.open, self.spoken = False, None

    def say(self, number: int, anchors: tuple[Anchor, ...], text: str) -> None:
        weak = not anchors
        self.open, self.spoken = True, None
        self.drafts.append(_Draft(number, anchors or self.context, weak, [text]))


def letter_to_reading(lines: Sequence[tuple[int, str]], places: Places) -> Reading:
    """Read a letter given as (line number, text). Nothing of it is dropped."""
    printed = [(n, t.strip()) for n, t in lines if t.strip()]
    body, rest, sender = part_letter(printed, places)
    letter = _Letter(places, rest=rest)
    for head in rest[:3]:
        # 关于第八条的建议: a letter's title may say what all of it is about
        letter.context = letter.context or _anchors_of(places.find_mentions(head))
    for number, text in body:
        _read_line(letter, number, text)
    letter.close_heading()
    comments = tuple(_to_comment(d, places, sender) for d in letter.drafts)
    return Reading("letter", comments, tuple(letter.rest))


def text_to_comments(text: str, places: Places, place: str) -> list[Comment]:
    """Read free text of a cell that has no provision of its own, as a letter's body is read."""
    letter = _Letter(places)
    for line in text.split("\n"):
        if line.strip():
            _read_line(letter, 0, line.strip())
    letter.close_heading()
    if letter.rest and letter.drafts:
        letter.drafts[0].parts[:0] = letter.rest
    elif letter.rest:
        letter.say(0, (), "\n".join(letter.rest))
    return [replace(_to_comment(d, places, Sender()), place=place) for d in letter.drafts]


def _anchors_of(mentions: list[Mention]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(a for m in mentions for a in m.anchors))


def _read_line(letter: _Letter, number: int, text: str) -> None:
    marker, bare = strip_marker(_QUOTED_LINE.sub("", text))
    style = marker_style(marker)
    if style and style == letter.style:
        letter.close_heading()
        letter.context, letter.style = (), ""
    article = letter.context[0].eid if letter.context else ""
    mentions = letter.places.find_mentions(bare, article)
    heading = _read_heading(letter.places, bare, mentions)
    if heading is not None:
        if style == letter.style:
            letter.close_heading()
        letter.context, letter.style, letter.open = heading[0], style, False
        letter.rest.append(text)
        letter.spoken = (number, text) if heading[1] else None
    elif not marker and _goes_on(letter, bare, mentions):
        _add_to_last(letter, bare)
    else:
        _read_sentences(letter, number, bare, mentions)


def _read_heading(
    places: Places, text: str, mentions: list[Mention]
) -> tuple[tuple[Anchor, ...], bool] | None:
    """The place that a heading names (第十二条 【算力】, 关于第三章的意见, 总体意见), else None,

    and whether it says something more (关于第八条专家库的组成). A heading takes no stand.
    """
    plain = simplify(text)
    if len(text) > _HEADING_LIMIT or text[-1] in "。；;！!？?":
        return None
    named = _HEADING_ENDS.sub("", plain).strip(" 　“”《》【】")
    left = named
    for mention in reversed([m for m in mentions if m.anchors]):
        left = left.replace(plain[mention.start : mention.end], "")
    left = left.strip(" 　、和与及至,，“”《》【】（）()")
    anchors = _anchors_of(mentions)
    if anchors and (not left or places.find_heading(left)):
        return anchors, False
    if anchors and _TOPIC_ONLY.match(plain) and not STANCE.search(left):
        return anchors, True
    found = None if anchors else places.find_heading(named)
    if found:
        return (found,), False
    if _SECTION.fullmatch(plain):
        return (), False
    return ((), True) if _PLAIN_SECTION.fullmatch(plain) else None


def _goes_on(letter: _Letter, text: str, mentions: list[Mention]) -> bool:
    """Whether a line without number and topic goes on with the comment before it."""
    if not letter.drafts or not letter.open:
        return False
    if any(_is_topic(text, m) for m in mentions if m.anchors or m.missing):
        return False
    last, plain = letter.drafts[-1], simplify(text)
    if last.text[-1:] in "：:，,、" or _REASON.match(plain) or _CONTINUES.match(plain):
        return True
    if _find_leading(letter.places, text):
        return False
    if text[0] in "“「\"（(":
        return True
    # 第十二条规定了…。 / 这样会重复建设，建议删除。: what was only described is now asked for
    return bool(last.anchors) and not STANCE.search(simplify(last.text)) and not mentions


def _find_leading(places: Places, text: str) -> tuple[Anchor, ...]:
    """What a sentence that begins with quoted words is about: the heading or text quoted."""
    found = _LEADS_IN.match(simplify(text))
    if found is not None:
        heading = places.find_heading(found["head"])
        if heading is not None:
            return (heading,)
    container = places.find_container(simplify(text))
    if container is not None:
        return (container,)
    quoted = _QUOTE.match(text)
    if quoted is None or quoted.end() == len(text):
        return ()
    words = places.find_words("".join(filter(None, quoted.groups())))
    return (words,) if words else ()


def _add_to_last(letter: _Letter, text: str) -> None:
    why = _REASON.match(simplify(text))
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
        if is_courtesy(sentence.strip(), letter.places):
            letter.rest.append(sentence.strip())
            continue
        inside = [m for m in mentions if start <= m.start < end]
        topics = [m for m in inside if _is_topic(text, m, start)]
        placed = [m for m in topics if m.anchors]
        anchors = _topic_anchors(text, placed, inside) or _find_leading(letter.places, sentence)
        is_first = len(letter.drafts) == began
        if topics and topics[0].missing:
            # 第一百二十条 of a draft of seventy: nothing of the heading above is meant
            letter.say(number, (), sentence.strip())
            letter.drafts[-1].leave_context()
        elif is_first or (anchors and not _same(letter.drafts[-1].anchors, anchors)):
            fallback = () if letter.context else _anchors_of(inside)
            letter.say(number, anchors or fallback, sentence.strip())
        else:
            letter.drafts[-1].parts[-1] += sentence.rstrip()


def _is_topic(text: str, mention: Mention, start: int = 0) -> bool:
    """Whether the words turn to the provision (第八条应当…), not merely refer to it (与第八条…)."""
    if is_quoted(text, mention.start):
        return False
    before = simplify(text)[start : mention.start]
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
        if mention.start >= end and _JOINED.fullmatch(simplify(text)[end : mention.start]):
            anchors += mention.anchors
            end = mention.end
    # 第八条…不妥，第九条也一样: a clause of the sentence that is about another 条
    articles = {a.eid.partition("__")[0] for a in anchors}
    for mention in topics[1:]:
        own = {a.eid.partition("__")[0] for a in mention.anchors}
        if text[mention.start - 1] in "，,；;" and not own & articles:
            anchors += mention.anchors
    return tuple(dict.fromkeys(anchors))


def _same(one: tuple[Anchor, ...], other: tuple[Anchor, ...]) -> bool:
    return bool(one) and [a.eid for a in one] == [a.eid for a in other]


def _to_comment(draft: _Draft, places: Places, sender: Sender) -> Comment:
    request = read_request(draft.text)
    reasons = [r for r in (request.reason, *draft.reasons) if r]
    anchors = place_words(draft.anchors, request.words, draft.text, places)
    if draft.weak and not any(a.words for a in anchors):
        anchors = place_words((), request.words, draft.text, places) or anchors
    if draft.weak and not anchors:
        run = places.find_run(request.text)
        anchors = (run,) if run else ()
    return Comment(
        request.text,
        f"第{draft.number}行" if draft.number else "",
        "letter",
        anchors,
        request.kind,
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
    if _OF_TITLE.search(simplify(text)):
        return places.read_label("标题")
    for quote in quotes:
        found = places.find_heading(quote) or places.find_words(quote)
        if found:
            inside = (places.find_words(q, found.eid) for q in quotes if q != quote)
            exact = next((a for a in inside if a), None) if found.how == "heading" else None
            return (exact or found,)
    return ()
