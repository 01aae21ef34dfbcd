"""Changes and both trees → the script of a redline: everything in its place, moves at both ends.

Rows come in the order of the new text. What stayed in order is the backbone; old units that went
or moved away are put after the unit of the backbone that they followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drafting.akn.tree import Tree
from drafting.comparison.changes import Changes
from drafting.comparison.order import heaviest_chain
from drafting.word.chunks import Sides, has_table, strip_to_blocks, trees_to_sides
from drafting.word.links import Strip, changes_to_links
from drafting.word.script import Block, Note, Paragraph, Script
from drafting.word.words import change_to_words


def changes_to_script(old: Tree, new: Tree, changes: Changes, native_moves: bool) -> Script:
    """Return the merged text of a redline, block after block.

    ``native_moves``: a moved unit is a move with two ends, else a deletion and an insertion.
    """
    sides = trees_to_sides(old, new)
    blocks: list[Block] = []
    notes: list[Note] = []
    for strip in changes_to_strips(changes, sides, native_moves):
        words = change_to_words(strip.row, strip.moved) if _tells(strip) else ""
        if words:
            notes.append(Note(len(blocks), words))
        for block in _without_empty(strip_to_blocks(strip, sides), sides):
            if strip.move and isinstance(block, Paragraph):
                blocks.append(replace(block, move=strip.move))
            else:
                blocks.append(block)
    return Script(tuple(blocks), tuple(notes))


def _without_empty(blocks: Sequence[Block], sides: Sides) -> list[Block]:
    """The blocks without the marks of lines that print nothing (the body of an empty annex)."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            found.append(block)
            continue
        kept = block
        if kept.old is not None and not sides.old.lines[kept.old].text:
            kept = replace(kept, old=None, mark="insert" if kept.mark == "equal" else kept.mark)
        if kept.new is not None and not sides.new.lines[kept.new].text:
            kept = replace(kept, new=None, mark="delete" if kept.mark == "equal" else kept.mark)
        if kept.spans or kept is block:
            found.append(kept)
    return found


def changes_to_strips(changes: Changes, sides: Sides, native_moves: bool) -> list[Strip]:
    """Put the rows' pairs in the order of the redline; a moved pair gives two strips."""
    strips = changes_to_links(changes, sides.old_units, sides.new_units)
    strips.sort(key=lambda strip: strip.new)
    links = [(s.old, s.new) for s in strips if s.old >= 0 <= s.new and not s.row.moved]
    rising = all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(links))
    backbone = set(links) if rising else heaviest_chain(dict.fromkeys(links, 1.0))
    stay: list[Strip] = []
    left: list[Strip] = []
    moves = 0
    for strip in strips:
        if strip.new < 0:
            left.append(strip)
        elif strip.old < 0 or (strip.old, strip.new) in backbone:
            stay.append(strip)
        else:
            native = native_moves and any(s.kind == "equal" for s in strip.spans)
            native = native and not has_table(strip, sides)
            moves += native
            name = f"move{moves}" if native else ""
            stay.append(_arriving_end(strip, name))
            left.append(_leaving_end(strip, name))
    return list(_interleave(stay, sorted(left, key=lambda strip: strip.old)))


def _arriving_end(strip: Strip, name: str) -> Strip:
    spans = tuple(
        replace(s, kind="insert", moved=bool(name)) if s.kind == "equal" else s
        for s in strip.spans if s.kind != "delete"
    )
    return replace(strip, spans=spans, old=-1, moved=True, move=name)


def _leaving_end(strip: Strip, name: str) -> Strip:
    spans = tuple(
        replace(s, kind="delete", moved=bool(name)) if s.kind == "equal" else s
        for s in strip.spans if s.kind != "insert"
    )
    return replace(strip, spans=spans, new=-1, moved=True, move=name)


def _tells(strip: Strip) -> bool:
    """Whether the comment on a change belongs here: where it arrives, or where it was."""
    return strip.new >= 0 or strip.row.kind == "deleted"


def _interleave(stay: Sequence[Strip], left: Sequence[Strip]) -> Iterator[Strip]:
    """Each strip of ``left`` after the strip of ``stay`` that precedes it in the old text."""
    anchors = [strip.old for strip in stay if strip.old >= 0]
    limits = iter([*anchors, float("inf")])
    waiting = iter([*left, None])
    held = next(waiting)
    limit = next(limits)
    while held is not None and held.old < limit:
        yield held
        held = next(waiting)
    for strip in stay:
        yield strip
        if strip.old < 0:
            continue
        limit = next(limits)
        while held is not None and held.old < limit:
            yield held
            held = next(waiting)

