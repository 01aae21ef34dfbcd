"""Changes laid out so that Word and LibreOffice undo them alike.

Both texts can be written as tracked changes in many ways. Of these some are read differently by
LibreOffice (7.4, found by trying random scripts): where a paragraph ends in inserted text, keeps
its mark, and the next one begins with inserted text of the same author, both insertions become
one, and rejecting them swallows the mark between. ``settle`` picks a way that both read alike:

    …甲[+乙]¶  [+丙]¶+  丁¶      becomes   …甲[+乙]¶+  [+丙]¶  丁¶      (a new paragraph after)
    …甲[-己][+乙]¶  [+丙]丁¶      becomes   …甲[+乙][-己]¶  [+丙]丁¶     (the deletion parts them)
    …甲[+乙]¶  [+丙]丁¶           becomes   …甲[+乙]¶  [-丁][+丙丁]¶     (a character is taken in)

The last paragraph of a text or cell must keep its own mark untracked: it has no next one to join.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from drafting.word.script import Paragraph, Span


def settle(paragraphs: Iterable[Paragraph], closed: bool = True) -> list[Paragraph]:
    """Return the same two texts in a layout that both programs read alike.

    ``closed``: the paragraphs end their container (body, cell), so that the last mark must be
    untracked.
    """
    settled = [p if _is_ordered(p.spans) else replace(p, spans=order_spans(p.spans)) for p in paragraphs]
    if closed:
        _keep_last_mark(settled)
    for at in range(len(settled) - 1):
        if _insertions_touch(settled[at], settled[at + 1]):
            _part_insertions(settled, at)
    return settled


def _is_ordered(spans: Sequence[Span]) -> bool:
    """Whether ``order_spans`` would change nothing."""
    return all(
        first.text and second.text
        and (first.kind, second.kind) != ("insert", "delete")
        and _signature(first) != _signature(second)
        for first, second in pairwise(spans)
    )


def order_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Deletions before insertions within every run of changes, each in their own order.

    Neighbours of one kind and author become one span.
    """
    ordered: list[Span] = []
    for changed, group in groupby(spans, key=lambda span: span.kind != "equal"):
        run = list(group)
        ordered += sorted(run, key=lambda span: span.kind) if changed else run
    return _join(ordered)


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without empty ones, neighbours of one kind and author made one."""
    joined: list[Span] = []
    for span in spans:
        if joined and _signature(joined[-1]) == _signature(span):
            joined[-1] = joined[-1].with_text(joined[-1].text + span.text)
        elif span.text:
            joined.append(span)
    return tuple(joined)


def _signature(span: Span) -> tuple[str, bool, bool]:
    return span.kind, span.follows, span.moved


def _keep_last_mark(paragraphs: list[Paragraph]) -> None:
    """Hand the last untracked mark on to the end, each mark after it one paragraph back.

    甲¶ [+乙]¶+ [-丙]¶- becomes 甲¶+ [+乙]¶- [-丙]¶: on either side the same breaks remain.
    """
    kept = [at for at, paragraph in enumerate(paragraphs) if paragraph.mark == "equal"]
    if not kept or kept[-1] == len(paragraphs) - 1:
        return
    tail = paragraphs[kept[-1] :]
    for at in range(kept[-1], len(paragraphs) - 1):
        after = paragraphs[at + 1]
        paragraphs[at] = replace(
            paragraphs[at], mark=after.mark,
            mark_moved=after.mark_moved and after.move == paragraphs[at].move,
        )
    last = paragraphs[-1]
    paragraphs[-1] = replace(
        last, mark="equal", mark_moved=False,
        old=next(p.old for p in reversed(tail) if p.old is not None),
        new=next(p.new for p in reversed(tail) if p.new is not None),
    )


def _insertions_touch(first: Paragraph, second: Paragraph) -> bool:
    if first.mark != "equal" or not first.spans or not second.spans:
        return False
    tail, head = first.spans[-1], second.spans[0]
    return tail.kind == head.kind == "insert" and tail.follows == head.follows


def _part_insertions(paragraphs: list[Paragraph], at: int) -> None:
    """Part the inserted tail of paragraph ``at`` from the inserted head of the next one."""
    first, second = paragraphs[at], paragraphs[at + 1]
    if second.side == "insert" and not second.move and not _insertions_follow(paragraphs, at + 1):
        paragraphs[at] = replace(first, mark="insert")
        paragraphs[at + 1] = replace(second, mark="equal", old=first.old)
        return
    tail = _end_in_deletion(first.spans)
    if tail is not None:
        paragraphs[at] = replace(first, spans=tail)
        return
    head = _begin_in_deletion(second.spans)
    if head is not None:
        paragraphs[at + 1] = replace(second, spans=head)
        return
    tail = _end_in_taken_character(first.spans)
    if tail is not None:
        paragraphs[at] = replace(first, spans=tail)


def _insertions_follow(paragraphs: list[Paragraph], at: int) -> bool:
    """Whether the paragraph after ``at`` begins with inserted text, as paragraph ``at`` ends."""
    if at + 1 == len(paragraphs):
        return False
    return _insertions_touch(replace(paragraphs[at], mark="equal"), paragraphs[at + 1])


def _end_in_deletion(spans: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """The spans with the deletion of their last run of changes put last, in whole or in part.

    None when there is none, or when it also opens the paragraph and cannot be cut in two.
    """
    run = _last_run(spans)
    deleted = [span for span in run if span.kind == "delete"]
    inserted = [span for span in run if span.kind == "insert"]
    before = spans[: len(spans) - len(run)]
    if not deleted:
        return None
    if before:
        return (*before, *inserted, *deleted)
    *heads, last = deleted
    if heads:
        return (*heads, *inserted, last)
    if len(last.text) < 2:
        return None
    head, tail = last.cut(len(last.text) - 1)
    return (head, *inserted, tail)


def _last_run(spans: tuple[Span, ...]) -> list[Span]:
    at = len(spans)
    while at and spans[at - 1].kind != "equal":
        at -= 1
    return list(spans[at:])


def _begin_in_deletion(spans: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """The spans with the first kept character taken into the inserted head: [-丁][+丙丁]."""
    at = next((n for n, span in enumerate(spans) if span.kind == "equal"), None)
    if at is None:
        return None
    taken, rest = spans[at].cut(1)
    gone, back = _retype(taken)
    return _join((gone, *spans[:at], back, rest, *spans[at + 1 :]))


def _end_in_taken_character(spans: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """The spans with the last kept character taken into the inserted tail: [+甲乙][-甲]."""
    run = _last_run(spans)
    if len(run) == len(spans):
        return None
    kept = spans[len(spans) - len(run) - 1]
    rest, taken = kept.cut(len(kept.text) - 1)
    gone, back = _retype(taken)
    before = spans[: len(spans) - len(run) - 1]
    return _join((*before, rest, back, *run, gone))


def _retype(span: Span) -> tuple[Span, Span]:
    """A kept span as one deleted and one inserted."""
    return (
        Span("delete", span.text, old=span.old),
        Span("insert", span.text, new=span.new),
    )
