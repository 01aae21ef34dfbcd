"""The redline from the draft commented on to the newest, every change with the comments behind it.

Behind a change are the comments on the words, 款 or 条 that it touched, and those whose wording it
took over. A change that nobody asked for says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from lxml import etree

from drafting.comparison.changes import Change
from drafting.comparison.diff import diff_trees
from drafting.rounds.carrying import Bridge
from drafting.rounds.comments import Group
from drafting.rounds.folder import Round
from drafting.rounds.grouping import voices_to_groups
from drafting.rounds.handling import RoundView, sender_of
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.sources.pieces import paragraph_text
from drafting.word.anchors import anchor_comment
from drafting.word.comments import CommentParts, WordComment
from drafting.word.names import REVISIONS, P
from drafting.word.package import read_package
from drafting.word.redline import RedlineSettings, changes_to_redline

_AUTHOR = "意见汇总"
_LISTED = 30
_TEXT = 80
_QUIET = ("unchanged", "consequential")
_ASIDE = ("furniture", "duplicate", "toc")


def round_to_redline(round: Round, view: RoundView, date: datetime) -> bytes:
    """Return the redline as .docx; its comments name the comments behind each change."""
    old, new = round.load_draft(1), round.load_draft(view.draft)
    changes = diff_trees(old, new)
    settings = RedlineSettings(date=date, in_place=False)
    data = changes_to_redline(old, new, changes, settings).data
    bridge = Bridge(Places(old), Places(new), changes)
    groups = voices_to_groups(list(view.voices))
    told = {
        id(row): _tell_row(row, bridge, groups)
        for row in changes.rows
        if row.level not in _ASIDE and (row.kind not in _QUIET or row.moved)
    }
    return _annotate(data, bridge, told, date)


def _tell_row(row: Change, bridge: Bridge, groups: Sequence[Group]) -> str:
    """What stands in the comment on one change."""
    behind = [g for g in groups if _is_behind(g, row, bridge)]
    if not behind:
        return "依据的意见：无"
    lines = [_describe(g) for g in behind[:_LISTED]]
    if len(behind) > _LISTED:
        lines.append(f"……等{len(behind)}条，见意见汇总处理表")
    return "\n".join(("依据的意见：", *lines))


def _describe(group: Group) -> str:
    head = group.head
    text = head.comment.text
    shown = f"{text[:_TEXT]}…" if len(text) > _TEXT else text
    count = f"等{group.count}件" if group.count > 1 else ""
    status = f"——{head.status}" if head.status else ""
    return f"意见{head.id}（{sender_of(head)}{count}，{head.comment.kind}）{shown}{status}"


def _is_behind(group: Group, row: Change, bridge: Bridge) -> bool:
    said = group.head.comment
    for anchor in said.anchors:
        if bridge.old.article_of(anchor.eid) in row.old_eids:
            # the words may stand as they were, and the 款 around them say what was asked for
            return bridge.carry(replace(anchor, words=""))[1] != "未改"
    wanted = squeeze(said.proposed)
    if len(wanted) < 8 or row.old_eids:
        return False
    return any(wanted in squeeze(bridge.new.text_of(eid)) for eid in row.new_eids)


def _annotate(data: bytes, bridge: Bridge, told: dict[int, str], date: datetime) -> bytes:
    package = read_package(data)
    parts = CommentParts(package)
    done: set[int] = set()
    for paragraph, row in _iter_changed(package.document, bridge):
        text = told.get(id(row))
        if text and id(row) not in done:
            done.add(id(row))
            ids = parts.add(WordComment(text, _AUTHOR, date))
            whole = len(paragraph_text(paragraph, "all"))
            anchor_comment(paragraph, (0, whole), ids, "all")
    parts.save()
    return package.save()


def _iter_changed(
    document: etree._Element, bridge: Bridge
) -> Iterator[tuple[etree._Element, Change]]:
    """Every paragraph with a tracked change in it, and the row of changes that it belongs to."""
    news = _Lines(bridge.new, {e: r for r in bridge.changes.rows for e in r.new_eids})
    olds = _Lines(bridge.old, {e: r for r in bridge.changes.rows for e in r.old_eids})
    for paragraph in document.iter(P):
        after = news.take(paragraph_text(paragraph, "accept"))
        before = olds.take(paragraph_text(paragraph, "reject"))
        if next(paragraph.iter(*REVISIONS), None) is not None:
            for row in (after, before):
                if row is not None:
                    yield paragraph, row


class _Lines:
    """The printed lines of one draft, met again in their order in a document."""

    def __init__(self, places: Places, rows: dict[str, Change]) -> None:
        self._waiting: dict[str, list[Change | None]] = {}
        for unit in places.tree.units:
            for line in unit.lines:
                row = rows.get(unit.eid)
                self._waiting.setdefault(squeeze(line.text), []).append(row)

    def take(self, text: str) -> Change | None:
        """The row of changes of the next line that reads ``text``."""
        waiting = self._waiting.get(squeeze(text))
        return waiting.pop(0) if waiting else None
