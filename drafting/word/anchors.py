"""Words of a paragraph found again in its runs, and marked there as the anchor of a comment."""

from __future__ import annotations

import copy

from lxml import etree

from drafting.sources.docx import Piece, paragraph_pieces
from drafting.word.elements import NSMAP, make, set_text
from drafting.word.names import PPR, R_, RPR


def split_piece(piece: Piece, at: int) -> etree._Element | None:
    """Split the run of ``piece`` so that a run begins at character ``at`` of the paragraph.

    Returns that run; the piece's own run when it begins there already, None when the piece cannot
    be cut there (a tab, a field).
    """
    run = piece.run
    if run is None:
        return None
    offset = at - piece.start
    first = next((child for child in run if child.tag != RPR), None)
    if offset == 0 and piece.node is first:
        return run
    if offset and piece.atomic:
        return None
    return _split_run(run, piece.node, offset)


def _split_run(run: etree._Element, node: etree._Element, offset: int) -> etree._Element:
    """The new run, after ``run``, that begins with character ``offset`` of ``node``."""
    after = etree.Element(R_, {str(k): str(v) for k, v in run.attrib.items()}, nsmap=NSMAP)
    properties = run.find(RPR)
    if properties is not None:
        after.append(copy.deepcopy(properties))
    following = [node] if offset == 0 else []
    following += list(node.itersiblings())
    if offset:
        text = node.text or ""
        rest = etree.SubElement(after, node.tag)
        set_text(rest, text[offset:])
        set_text(node, text[:offset])
    after.extend(following)
    run.addnext(after)
    return after


def run_at(p: etree._Element, at: int, mode: str) -> etree._Element | None:
    """The run that begins at character ``at`` of the paragraph (split for it if need be)."""
    for piece in paragraph_pieces(p, mode):
        if piece.start <= at < piece.end:
            return split_piece(piece, at)
    return None


def run_before(p: etree._Element, at: int, mode: str) -> etree._Element | None:
    """The run that ends at character ``at`` of the paragraph (split for it if need be)."""
    run_at(p, at, mode)
    found = None
    for piece in paragraph_pieces(p, mode):
        if piece.end > at:
            break
        found = piece.run
    return found


def anchor_comment(
    p: etree._Element, words: tuple[int, int], ids: list[str], mode: str = "accept"
) -> None:
    """Anchor comments ``ids`` (a comment, then its replies) to ``words`` (start, end) of ``p``.

    Offsets count in the paragraph's text read with ``mode``. Words that are not found anchor the
    comments to the whole paragraph; every comment has its own range and reference.
    """
    start, end = words
    first = run_at(p, start, mode) if end > start else None
    last = run_before(p, end, mode) if first is not None else None
    if first is None or last is None:
        _anchor_whole(p, ids)
        return
    for comment in ids:
        first.addprevious(make("commentRangeStart", id=comment))
    for comment in reversed(ids):
        last.addnext(_reference(comment))
        last.addnext(make("commentRangeEnd", id=comment))


def _anchor_whole(p: etree._Element, ids: list[str]) -> None:
    at = 1 if p.find(PPR) is not None else 0
    for comment in reversed(ids):
        p.insert(at, make("commentRangeStart", id=comment))
    for comment in ids:
        p.append(make("commentRangeEnd", id=comment))
        p.append(_reference(comment))


def _reference(comment: str) -> etree._Element:
    run = make("r")
    run.append(make("commentReference", id=comment))
    return run

