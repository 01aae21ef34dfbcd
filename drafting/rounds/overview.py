"""The overview of a round as one HTML page: what came, on what, when, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from drafting.rounds.comments import KINDS
from drafting.rounds.figures import OPEN
from drafting.rounds.grouping import voices_to_groups
from drafting.rounds.handling import RoundView, label_of, sender_of
from drafting.rounds.plots import Bar, bars_to_svg, columns_to_svg, strip_to_svg
from drafting.writers.html_templates import render_html

# Okabe and Ito's palette: told apart by the colour-blind, and dark enough for white letters
KIND_COLOURS = {
    "修改": "#0072b2", "删除": "#d55e00", "增加": "#009e73", "疑问": "#b8860b", "支持": "#56a0c8",
    "反对": "#a3476d",
}  # fmt: skip
STATUS_COLOURS = {
    "采纳": "#009e73", "部分采纳": "#56a0c8", "不采纳": "#d55e00", "解释说明": "#b8860b",
    OPEN: "#8a8a8a",
}  # fmt: skip
_DAY = "#0072b2"
_GROUPS = 20
_FIRST = 30
_TEXT = 160


def overview_to_html(view: RoundView, date: datetime, public: bool) -> str:
    """Return the page; the same round and date give the same bytes."""
    f = view.figures
    kinds = _kinds_by_article(view)
    articles = [_article_bar(view, eid, label, kinds) for eid, label, _ in f.by_article]
    by_size = sorted(articles, key=lambda bar: -bar.total)[:_FIRST]
    return render_html(
        "round.html",
        title=view.settings.title,
        settings=view.settings,
        date=f"{date:%Y-%m-%d}",
        figures=f,
        answered=f.comments - dict(f.by_status).get(OPEN, 0),
        status=strip_to_svg([(n, c, STATUS_COLOURS[n]) for n, c in f.by_status], "处理情况"),
        statuses=[(n, c, STATUS_COLOURS[n]) for n, c in f.by_status],
        kinds=[(n, c, KIND_COLOURS[n]) for n, c in f.by_kind],
        by_kind=bars_to_svg(
            [Bar(n, ((c, KIND_COLOURS[n], ""),)) for n, c in f.by_kind], "意见类型"
        ),
        by_chapter=bars_to_svg(
            [Bar(n, ((c, _DAY, ""),)) for n, c in f.by_chapter], "各章意见数"
        ),
        by_article=bars_to_svg([b for b in articles if b in by_size], "各条意见数"),
        more_articles=bars_to_svg([b for b in articles if b not in by_size], "其余各条意见数"),
        left=len(articles) - len(by_size),
        by_day=columns_to_svg(_label_days(f.by_day), _DAY, "每日意见数"),
        groups=_largest_groups(view),
        changed=_changed(view),
        notes=view.notes,
        public=public,
    )


def _kinds_by_article(view: RoundView) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for voice in view.voices:
        for eid in {view.places.article_of(a.eid) for a in voice.comment.anchors}:
            counts.setdefault(eid, Counter())[voice.comment.kind] += 1
    return counts


def _article_bar(
    view: RoundView, eid: str, label: str, kinds: dict[str, Counter[str]]
) -> Bar:
    element = view.places.tree.by_eid.get(eid)
    heading = getattr(element, "bare_heading", "") or ""
    counts = kinds.get(eid, Counter())
    named = f"{label} {heading}" if heading and heading not in label else label
    return Bar(named, tuple((counts[k], KIND_COLOURS[k], k) for k in KINDS))


def _label_days(days: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """2025-08-12 as 08-12, with its year (25-08-12) where there are several."""
    years = {day[:4] for day, _ in days if day[:4].isdigit()}
    start = 5 if len(years) == 1 else 2
    return [(day[start:] if day[:4].isdigit() else day, count) for day, count in days]


def _largest_groups(view: RoundView) -> Sequence[dict[str, Any]]:
    groups = [g for g in voices_to_groups(list(view.voices)) if g.count > 1]
    largest = sorted(groups, key=lambda g: (-g.count, g.head.id))[:_GROUPS]
    return [
        {
            "count": g.count,
            "label": label_of(g.head),
            "kind": g.head.comment.kind,
            "text": _cut(g.head.comment.text),
            "sender": sender_of(g.head),
            "status": g.head.status or OPEN,
        }
        for g in largest
    ]


def _cut(text: str) -> str:
    return f"{text[:_TEXT]}…" if len(text) > _TEXT else text


def _changed(view: RoundView) -> list[tuple[str, int]]:
    """What the newest draft did where comments stand, by effect."""
    counts: Counter[str] = Counter()
    for voice in view.voices:
        effects = {s.effect for s in voice.standings if s.draft == view.draft and s.effect}
        counts.update(effects)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
