"""Spans → paragraphs: cut at line breaks, each mark where a person would have put it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from drafting.word.script import Kind, Paragraph, Span


@dataclass(slots=True)
class Draft:
    """A paragraph being made."""

    spans: list[Span]
    mark: Kind = "equal"
    moved: bool = False


def spans_to_paragraphs(
    spans: Iterable[Span], old_line: int | None, new_line: int | None
) -> list[Paragraph]:
    """Cut the spans of one unit (their text with line breaks) into paragraphs.

    ``old_line`` and ``new_line`` are the unit's first lines in either text (None: not there); the
    last paragraph ends with the mark of the sides there are.
    """
    drafts = [Draft([])]
    for span in spans:
        if "\n" not in span.text:
            drafts[-1].spans += (span,) if span.text else ()
            continue
        for at, piece in enumerate(span.text.split("\n")):
            if at:
                drafts[-1].mark, drafts[-1].moved = span.kind, span.moved
                drafts.append(Draft([]))
            if piece:
                drafts[-1].spans.append(span.with_text(piece))
    drafts[-1].mark = _sides_to_kind(old_line, new_line)
    drafts[-1].moved = True
    return number_lines(_own_marks(drafts), old_line or 0, new_line or 0)


def _sides_to_kind(old: int | None, new: int | None) -> Kind:
    if old is None:
        return "insert"
    return "delete" if new is None else "equal"


def _own_marks(drafts: list[Draft]) -> list[Draft]:
    """Let paragraphs that are wholly new or gone have their own marks, as a person would do it.

    甲¶- [-乙]¶ becomes 甲¶ [-乙]¶-, and 甲¶+ ¶- (nothing between) becomes 甲¶.
    """
    found: list[Draft] = []
    for draft in drafts:
        if not draft.spans and found and {draft.mark, found[-1].mark} == {"insert", "delete"}:
            found[-1].mark = "equal"
            continue
        found.append(draft)
        if draft.mark == "equal":
            _hand_back(found)
    return found


def _hand_back(drafts: list[Draft]) -> None:
    """The last paragraph, wholly changed but for its mark, changes marks with the one before."""
    kinds = {span.kind for span in drafts[-1].spans}
    if len(kinds) != 1 or "equal" in kinds:
        return
    kind = kinds.pop()
    for draft in reversed(drafts[:-1]):
        if draft.mark != kind:
            return
        if any(span.kind != kind for span in draft.spans):
            draft.mark, drafts[-1].mark = "equal", kind
            return


def number_lines(drafts: Iterable[Draft], old_line: int, new_line: int) -> list[Paragraph]:
    """Make paragraphs: each knows its lines, each span its place in them.

    A mark goes along with a move only where the text before it does: LibreOffice rejects it wrongly
    otherwise.
    """
    paragraphs = []
    old_at = new_at = 0
    for draft in drafts:
        placed = []
        for span in _own_labels(draft.spans):
            in_old, in_new = span.kind != "insert", span.kind != "delete"
            placed.append(span.at(old_at if in_old else -1, new_at if in_new else -1))
            old_at += len(span.text) if in_old else 0
            new_at += len(span.text) if in_new else 0
        spans = tuple(placed)
        moved = draft.moved and bool(spans) and spans[-1].moved
        in_old = _is_in(draft.mark, spans, "insert")
        in_new = _is_in(draft.mark, spans, "delete")
        paragraphs.append(
            Paragraph(
                spans, draft.mark, old_line if in_old else None, new_line if in_new else None,
                mark_moved=moved,
            )
        )
        if draft.mark != "insert":
            old_line, old_at = old_line + 1, 0
        if draft.mark != "delete":
            new_line, new_at = new_line + 1, 0
    return paragraphs


def _own_labels(spans: list[Span]) -> list[Span]:
    """The label of a paragraph that is wholly new or gone follows nothing: it goes with it."""
    follows = any(span.follows for span in spans)
    if follows and len({span.kind for span in spans}) == 1 and not any(s.moved for s in spans):
        return [replace(span, follows=False) for span in spans]
    return spans


def _is_in(mark: Kind, spans: Sequence[Span], other: Kind) -> bool:
    return mark != other or any(span.kind != other for span in spans)
