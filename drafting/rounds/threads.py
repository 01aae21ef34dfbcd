"""Comments of a round as Word comments: one thread for each group, the answer as its last reply.

The root says what the representative says and how many say so too; voices of other wording are
replies, then comes the answer; an answered thread is resolved. Word takes no more than 32,767
ranges (MS-OI29500 2.1.315): where there are more, first the other voices, then the smallest groups
are told as numbers only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from drafting.records import record
from drafting.rounds.comments import Anchor, Group, Voice
from drafting.rounds.grouping import voices_to_groups
from drafting.rounds.handling import RoundView, sender_of
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.word.comments import WordComment

RANGES = 32_000
_REPLIES = 20
"""Other wordings of one group that are told in full."""
_NAMES = 8
_NOBODY = "未署名"


@record
class Threads:
    """The threads, and how many groups are only counted because Word takes no more."""

    comments: tuple[WordComment, ...]
    counted: int = 0


def voices_to_threads(view: RoundView, places: Places, draft: int, date: datetime) -> Threads:
    """Return the threads on draft ``draft``; ``date`` stamps what has no date of its own."""
    groups = voices_to_groups(list(view.voices))
    threads = [_group_to_thread(g, places, draft, date) for g in groups]
    if _count(threads) > RANGES:
        threads = [_fold(thread) for thread in threads]
    shown, left = _fit(groups, threads)
    told = list(_tell_left(left, places, draft, date))
    return Threads((*shown, *told), len(left))


def _count(threads: Sequence[WordComment]) -> int:
    return sum(1 + len(t.replies) for t in threads)


def _fold(thread: WordComment) -> WordComment:
    """A thread without the other voices; an answer stays."""
    kept = tuple(r for r in thread.replies if r.resolved)
    return replace(thread, replies=kept)


def _fit(
    groups: Sequence[Group], threads: Sequence[WordComment]
) -> tuple[list[WordComment], list[Group]]:
    """The threads that Word takes, those of most voices first, in their old order."""
    room = RANGES - 1_000
    order = sorted(range(len(groups)), key=lambda n: (-groups[n].count, n))
    chosen = set()
    for number in order:
        room -= 1 + len(threads[number].replies)
        if room >= 0:
            chosen.add(number)
    shown = [t for n, t in enumerate(threads) if n in chosen]
    return shown, [g for n, g in enumerate(groups) if n not in chosen]


def _tell_left(
    groups: Sequence[Group], places: Places, draft: int, date: datetime
) -> Iterator[WordComment]:
    by_place: dict[str, int] = {}
    for group in groups:
        anchors = anchors_in(group.head, draft)
        eid = places.article_of(anchors[0].eid) if anchors else ""
        by_place[eid] = by_place.get(eid, 0) + group.count
    for eid, count in by_place.items():
        text = f"另有{count}条意见，见意见汇总处理表"
        yield _put(Anchor(eid, ""), places, WordComment(text, "意见汇总", date))


def _group_to_thread(group: Group, places: Places, draft: int, date: datetime) -> WordComment:
    head = group.head
    anchors = anchors_in(head, draft)
    anchor = anchors[0] if anchors else Anchor("", "")
    answered = bool(head.status)
    others = [v for v in group.voices[1:] if squeeze(v.comment.text) != squeeze(head.comment.text)]
    replies = [_voice_to_comment(v, date) for v in others[:_REPLIES]]
    if answered:
        replies.append(_answer_to_comment(head, date))
    root = replace(
        _voice_to_comment(head, date), text=_root_text(group, anchors), replies=tuple(replies),
        resolved=answered,
    )  # fmt: skip
    return _put(anchor, places, root)


def _root_text(group: Group, anchors: Sequence[Anchor]) -> str:
    head = group.head
    lines = [f"意见{head.id}【{head.comment.kind}】{head.comment.text}", *_more(head)]
    if group.count > 1:
        names = list(dict.fromkeys(sender_of(v) for v in group.voices))
        named = [n for n in names if n != _NOBODY]
        shown = "、".join(named[:_NAMES]) + ("等" if len(named) > _NAMES else "")
        lines.append(f"（共{group.count}件相同或相近意见{f'：{shown}' if shown else ''}）")
    if len(anchors) > 1:
        lines.append(f"（同时涉及{'、'.join(a.label for a in anchors[1:6])}）")
    if anchors and not anchors[0].eid:
        lines.append(f"（{anchors[0].label}，新稿已删除）")
    return "\n".join(lines)


def _more(voice: Voice) -> Iterator[str]:
    said = voice.comment
    if said.proposed and said.proposed not in said.text:
        yield f"建议条文：{said.proposed}"
    if said.reason:
        yield f"理由：{said.reason}"


def _voice_to_comment(voice: Voice, date: datetime) -> WordComment:
    said = voice.comment
    text = "\n".join([f"意见{voice.id}【{said.kind}】{said.text}", *_more(voice)])
    return WordComment(text, sender_of(voice), _moment(said.date, date))


def _answer_to_comment(voice: Voice, date: datetime) -> WordComment:
    """The answer; ``resolved`` marks it as such until the thread is written."""
    text = f"{voice.status}：{voice.answer}" if voice.answer else voice.status
    who = voice.answered_by or "答复"
    return WordComment(text, who, _moment(voice.answered_at, date), resolved=True)


def _moment(text: str, other: datetime) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return other


def anchors_in(voice: Voice, draft: int) -> tuple[Anchor, ...]:
    """Where a voice stands in draft ``draft``; () for one on the text as a whole."""
    return tuple(
        s.anchor for s in voice.standings if s.draft == draft and s.anchor.how != "general"
    )


def _put(anchor: Anchor, places: Places, comment: WordComment) -> WordComment:
    """The comment at its words; on the whole line, provision or (for none) the title."""
    element = places.tree.by_eid.get(anchor.eid)
    if element is None:
        return replace(comment, line=_first_line(places), eid="")
    hit = places.index.find_first(anchor.words, element) if anchor.words else None
    if hit is not None:
        return replace(comment, line=hit.line.number, start=hit.start, words=hit.words)
    return replace(comment, eid=anchor.eid)


def _first_line(places: Places) -> int:
    """The line of the title, else the first that is the text's own."""
    units = [u for u in places.tree.units if u.level not in ("furniture", "duplicate", "toc")]
    title = next((u for u in units if u.level == "title"), units[0] if units else None)
    return title.lines[0].number if title is not None else 0
