"""The numbers of a round: how much came back, on what, when, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from drafting.records import record
from drafting.rounds.comments import ANSWERS, GENERAL, KINDS, Voice
from drafting.rounds.places import Places
from drafting.rounds.records import FileRecord
from drafting.rounds.wording import says_nothing

OPEN = "未答复"
"""What stands for a comment without an answer."""
UNDATED = "未注明"
_DAYS = 120


@record
class Figures:
    """Counts of files and comments. ``by_…`` are (name, count) in the order to show them.

    ``by_article`` has every provision of the draft with at least one comment, by eId and label;
    a comment on two provisions counts once in each, and once in the totals.
    """

    files: int
    unreadable: int
    silent: int
    comments: int
    groups: int
    general: int
    by_kind: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[str, int], ...]
    by_chapter: tuple[tuple[str, int], ...]
    by_article: tuple[tuple[str, str, int], ...]
    by_origin: tuple[tuple[str, int], ...]


def count_round(
    voices: Sequence[Voice], files: Sequence[FileRecord], places: Places
) -> Figures:
    """Count everything; ``places`` are those of the draft that was commented on."""
    kinds = Counter(v.comment.kind for v in voices)
    statuses = Counter(v.status or OPEN for v in voices)
    articles = _count_articles(voices, places)
    received = {f.id: f.received for f in files}
    return Figures(
        files=len(files),
        unreadable=sum(f.status != "read" for f in files),
        silent=_count_silent(voices, files),
        comments=len(voices),
        groups=len({v.group for v in voices}),
        general=sum(not v.comment.anchors for v in voices),
        by_kind=tuple((k, kinds[k]) for k in KINDS),
        by_status=tuple((s, statuses[s]) for s in (*ANSWERS, OPEN)),
        by_day=_count_days(voices, received),
        by_chapter=_count_chapters(voices, places),
        by_article=articles,
        by_origin=tuple(sorted(Counter(v.comment.origin for v in voices).items())),
    )


def _count_silent(voices: Sequence[Voice], files: Sequence[FileRecord]) -> int:
    """Files that were read and said nothing, or said that there is nothing to say."""
    speaking = {v.file_id for v in voices if not says_nothing(v.comment.text)}
    return sum(f.status == "read" and f.id not in speaking for f in files)


def _count_days(
    voices: Sequence[Voice], received: dict[int, str]
) -> tuple[tuple[str, int], ...]:
    """By the day that the comment tells, else that of its file's collection."""
    days = Counter((v.comment.date or received.get(v.file_id, ""))[:10] or UNDATED for v in voices)
    days.update(dict.fromkeys(_days_between(days), 0))
    return tuple(sorted(days.items(), key=lambda pair: (pair[0] == UNDATED, pair[0])))


def _days_between(days: Iterable[str]) -> list[str]:
    """Every day from the first to the last, so that quiet days show; none when they are many."""
    told = [day for day in map(_read_day, days) if day]
    if not told:
        return []
    count = (max(told) - min(told)).days
    return [(min(told) + timedelta(n)).isoformat() for n in range(count)] if count <= _DAYS else []


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _count_articles(
    voices: Sequence[Voice], places: Places
) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[str] = Counter()
    for voice in voices:
        counts.update({places.article_of(a.eid) for a in voice.comment.anchors})
    order = {u.eid: n for n, u in enumerate(places.tree.units)}
    listed = sorted(counts, key=lambda eid: (order.get(eid, len(order)), eid))
    found = ((eid, places.find_eid(eid), counts[eid]) for eid in listed)
    return tuple((eid, anchor.label if anchor else eid, n) for eid, anchor, n in found)


def _count_chapters(voices: Sequence[Voice], places: Places) -> tuple[tuple[str, int], ...]:
    """Comments by 章 (or top level); those of the text as a whole last."""
    counts: Counter[str] = Counter()
    for voice in voices:
        names = {chapter_of(places, a.eid) for a in voice.comment.anchors} or {GENERAL}
        counts.update(names)
    order = {chapter_of(places, u.eid): n for n, u in reversed(list(enumerate(places.tree.units)))}
    listed = sorted(counts, key=lambda name: (name == GENERAL, order.get(name, len(order))))
    return tuple((name, counts[name]) for name in listed)


def chapter_of(places: Places, eid: str) -> str:
    """The 章 (outermost container or level) that ``eid`` stands in, as a heading; else its own."""
    unit = places.unit_of(eid)
    if unit is None:
        return GENERAL
    outer = next(iter(unit.path), unit.eid if unit.level != "article" else "")
    anchor = places.find_eid(outer) if outer else None
    return anchor.label if anchor else "正文"
