"""Words of a paragraph found again in its runs, and marked there as the anchor of a comment."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from lxml import etree

from drafting.records import record
from drafting.sources.pieces import Piece, paragraph_pieces
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


def cut_runs(p: etree._Element, cuts: Iterable[int], mode: str) -> str:
    """Split the runs of ``p`` so that one begins at every character of ``cuts``, where it can.

    Returns the paragraph's text. From the last to the first: a paragraph is read once, however many the cuts.
    """
    pieces = list(paragraph_pieces(p, mode))
    text = "".join([piece.text for piece in pieces])
    for cut in sorted(set(cuts), reverse=True):
        while pieces and pieces[-1].start > cut:
            pieces.pop()
        if pieces and cut < pieces[-1].end:
            split_piece(pieces[-1], cut)
    return text


@record
class Anchor:
    """Comments ``ids`` (a comment, then its replies) and the words (``start``, ``end``) they are
    about.
    """

    start: int
    end: int
    ids: Sequence[str]


def anchor_comments(p: etree._Element, anchors: Sequence[Anchor], mode: str = "accept") -> None:
    """Anchor comments to words of ``p``; offsets count in its text read with ``mode``.

    Words that are not found anchor their comments to the whole paragraph; every comment has its own
    range and reference.
    """
    cut_runs(p, (at for anchor in anchors for at in (anchor.start, anchor.end)), mode)
    pieces = paragraph_pieces(p, mode)
    begins = {piece.start: piece.run for piece in reversed(pieces) if _begins_run(piece)}
    ends = [piece.end for piece in pieces]
    for anchor in anchors:
        first = begins.get(anchor.start) if anchor.end > anchor.start else None
        at = bisect_right(ends, anchor.end)
        last = pieces[at - 1].run if at else None
        if first is None or last is None:
            _anchor_whole(p, anchor.ids)
            continue
        for comment in anchor.ids:
            first.addprevious(make("commentRangeStart", id=comment))
        for comment in reversed(anchor.ids):
            last.addnext(_reference(comment))
            last.addnext(make("commentRangeEnd", id=comment))


def anchor_comment(
    p: etree._Element, words: tuple[int, int], ids: Sequence[str], mode: str = "accept"
) -> None:
    """Anchor one comment and its replies, as ``anchor_comments`` does."""
    anchor_comments(p, [Anchor(*words, ids)], mode)


def _begins_run(piece: Piece) -> bool:
    run = piece.run
    return run is not None and next((c for c in run if c.tag != RPR), None) is piece.node


def _anchor_whole(p: etree._Element, ids: Sequence[str]) -> None:
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

