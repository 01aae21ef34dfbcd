"""Word files with marks in them: comments and tracked changes, each on its provision.

Both are read against the file with its tracked changes rejected: that is the text that was sent
out. Changes that one person made close together in one line are one proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from drafting.records import record
from drafting.rounds.comments import Anchor, Comment, Kind, Reading
from drafting.rounds.letters import place_words
from drafting.rounds.mapping import DraftCopy, describe_change
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.rounds.returned import is_draft, source_to_form, source_to_reading
from drafting.rounds.senders import read_proposer
from drafting.rounds.wording import read_request
from drafting.rounds.wordtables import row_to_anchors
from drafting.sources.lines import Source
from drafting.word.revisions import ReadComment, TrackedChange

_CLOSE = 8
"""Untouched characters between two changes of one proposal."""
_NOBODY = frozenset(
    ("", "administrator", "admin", "user", "微软用户", "作者", "用户", "windows 用户", "wps",
     "windows user", "wps_user", "unknown author", "author", "匿名")
)  # fmt: skip
_ENDS = frozenset("。；\n")


def read_word_file(source: Source, places: Places) -> Reading | None:
    """Read the .docx of ``source``; None when there is no comment and no tracked change in it."""
    from drafting.sources import read
    from drafting.word.revisions import read_comments, read_revisions

    path = Path(source.path)
    comments, changes = read_comments(path), read_revisions(path)
    if not comments and not changes:
        return None
    form = source_to_form(source, places)
    if form is not None:
        beside = _comments_on_form(source, read_comments(path, "accept"), places)
        return replace(form, comments=(*form.comments, *beside))
    sent = read(path, track_changes="reject") if changes else source
    if is_draft([line.text for line in sent.lines], places):
        from drafting.structure.parse import parse

        return _draft_to_reading(DraftCopy(parse(sent), places), comments, changes)
    reading = source_to_reading(source, places)
    told = [_comment_on_text(c, places) for c in comments]
    return replace(reading, comments=(*reading.comments, *told))


def _comments_on_form(
    source: Source, comments: Sequence[ReadComment], places: Places
) -> list[Comment]:
    """Word comments in a form: each on the provision of its row."""
    tables = {line.number: line.table for line in source.lines if line.table}
    found = []
    for comment in comments:
        table = tables.get(comment.line)
        anchors = row_to_anchors(source, table[:2], places) if table else ()
        placed = place_words(anchors, comment.words.strip(), comment.text, places)
        found.append(
            _to_comment(comment, placed) if placed else _comment_on_text(comment, places)
        )
    return found


def _draft_to_reading(
    copy: DraftCopy, comments: Sequence[ReadComment], changes: Sequence[TrackedChange]
) -> Reading:
    found = [_comment_on_draft(c, copy) for c in comments]
    formats = sum(c.kind == "format" for c in changes)
    edits = [c for c in changes if c.kind != "format" and c.text.strip()]
    found += changes_to_comments(edits, copy)
    found += copy.iter_edits()
    notes = [f"有{formats}处格式修订，不作为意见"] if formats else []
    notes += [] if found else ["是草案文本，没有批注和修订"]
    if copy.missing:
        notes.append(f"只有草案的一部分（缺{copy.missing[0]}等{len(copy.missing)}条），缺的不作删除意见")
    return Reading("draft", tuple(found), (), tuple(notes))


def _comment_on_draft(comment: ReadComment, copy: DraftCopy) -> Comment:
    words = comment.words.strip()
    line = copy.lines.get(comment.line)
    whole = line is not None and squeeze(words) == squeeze(line.text)
    anchors = copy.place_line(comment.line, "" if whole or "\n" in words else words)
    if not anchors:
        return _comment_on_text(comment, copy.places)
    return _to_comment(comment, anchors)


def _comment_on_text(comment: ReadComment, places: Places) -> Comment:
    """A comment on something that is not the draft: placed by what it says, or its words."""
    mentions = places.find_mentions(comment.text) or places.find_mentions(comment.words)
    anchors = next((m.anchors for m in mentions if m.anchors), ())
    placed = place_words(anchors, "", comment.text, places)
    if not placed and comment.words.strip():
        found = places.find_words(comment.words.strip())
        placed = (found,) if found else ()
    return _to_comment(comment, placed)


def _to_comment(comment: ReadComment, anchors: tuple[Anchor, ...]) -> Comment:
    request = read_request(comment.text)
    kind = request.kind
    told = f"批注{comment.id}" + ("（已解决）" if comment.resolved else "")
    sender = _author_of(comment.author)
    return Comment(
        request.text or "（空批注）", told, "comment", anchors, kind, request.proposed,
        request.reason, proposer=sender[0], unit=sender[1], date=_date_of(comment.date),
    )  # fmt: skip


def _author_of(author: str) -> tuple[str, str]:
    if author.strip().lower() in _NOBODY:
        return "", ""
    sender = read_proposer(author)
    return sender.proposer, sender.unit


def _date_of(date: str) -> str:
    return date[:19] if date[:4].isdigit() else ""


@record
class _Cluster:
    """Changes of one author close together in one line; ``low`` to ``high`` of it is replaced."""

    line: int
    low: int
    high: int
    changes: tuple[TrackedChange, ...]

    def apply(self, text: str) -> str:
        """What stands from ``low`` to ``high`` of ``text`` when the changes are accepted."""
        parts, at = [], self.low
        for change in self.changes:
            parts.append(text[at : max(change.start, at)])
            at = max(at, change.start)
            if change.kind in ("insert", "move_to"):
                parts.append(change.text)
            else:
                at = change.start + len(change.text.rstrip("\n"))
        return "".join((*parts, text[at : self.high]))


def changes_to_comments(changes: Sequence[TrackedChange], copy: DraftCopy) -> list[Comment]:
    """Tracked changes as proposals, in the order of the text."""
    comments = []
    keyed = groupby(changes, key=lambda c: (c.line, c.author))
    clusters = [
        cluster
        for (line, _), run in keyed
        for cluster in _cluster(line, list(run), _text_of(copy, line))
    ]
    for number, cluster in enumerate(clusters, 1):
        comments.append(_cluster_to_comment(cluster, copy, number))
    return _join_deleted(comments, copy.places)


def _text_of(copy: DraftCopy, line: int) -> str:
    found = copy.lines.get(line)
    return found.text if found is not None else ""


def _cluster(line: int, changes: list[TrackedChange], text: str) -> Iterator[_Cluster]:
    """Cut a line's changes where more than a few untouched characters, or a 。, part them."""
    current: list[TrackedChange] = []
    high = 0
    for change in sorted(changes, key=lambda c: c.start):
        between = text[high : change.start]
        parts = len(between) > _CLOSE or bool(_ENDS & set(between)) or change.text[:1] == "\n"
        if current and parts:
            yield _make_cluster(line, current)
            current = []
        current.append(change)
        high = max(high if len(current) > 1 else 0, _end_of(change))
    if current:
        yield _make_cluster(line, current)


def _end_of(change: TrackedChange) -> int:
    gone = change.kind in ("delete", "move_from")
    return change.start + (len(change.text.rstrip("\n")) if gone else 0)


def _make_cluster(line: int, changes: list[TrackedChange]) -> _Cluster:
    low = min(c.start for c in changes)
    return _Cluster(line, low, max(map(_end_of, changes)), tuple(changes))


def _cluster_to_comment(cluster: _Cluster, copy: DraftCopy, number: int) -> Comment:
    text = _text_of(copy, cluster.line)
    old, new = text[cluster.low : cluster.high], cluster.apply(text)
    first = cluster.changes[0]
    sender = _author_of(first.author)
    added = new.startswith("\n") and not old
    moved = any(c.kind.startswith("move") for c in cluster.changes)
    kind: Kind = "增加" if new and not old else "删除" if old and not new else "修改"
    context = text[: cluster.low] + new + text[cluster.high :]
    return Comment(
        _describe(old, new, text[: cluster.low], moved),
        f"修订{number}", "revision", copy.place_line(cluster.line, old),
        kind if not moved else "修改", new.strip("\n"),
        context=new.strip("\n") if added else context,
        proposer=sender[0], unit=sender[1], date=_date_of(first.date),
    )  # fmt: skip


def _describe(old: str, new: str, before: str, moved: bool) -> str:
    if new.startswith("\n") and not old:
        said = f"在其后增加：“{new.strip()}”"
    else:
        said = describe_change(old.strip("\n"), new.strip("\n"), before[-10:])
    return f"{said}（移动文字）" if moved else said


def _join_deleted(comments: list[Comment], places: Places) -> list[Comment]:
    """Whole 款 of one 条 deleted one after the other are one proposal to delete."""
    joined: list[Comment] = []
    for comment in comments:
        last = joined[-1] if joined else None
        if last is not None and _deletes_on(last, comment, places):
            joined[-1] = _join(last, comment, places)
        else:
            joined.append(comment)
    return joined


def _deletes_on(one: Comment, other: Comment, places: Places) -> bool:
    if not (one.kind == other.kind == "删除" and one.anchors and other.anchors):
        return False
    same = (one.proposer, one.unit, one.date[:10]) == (other.proposer, other.unit, other.date[:10])
    articles = {places.article_of(c.anchors[0].eid) for c in (one, other)}
    return same and len(articles) == 1 and all(not c.context.strip() for c in (one, other))


def _join(one: Comment, other: Comment, places: Places) -> Comment:
    article = places.find_eid(places.article_of(one.anchors[0].eid), "mark") or one.anchors[0]
    gone = "\n".join(c.text.removeprefix("删去").strip("“”") for c in (one, other))
    return replace(one, text=f"删去“{gone}”", anchors=(article,), context="")
