"""Changes as the HTML report shows them: rows of blocks, kinds to filter by, places on the strip.

A block is a stretch of one row that both sides break at the same place (a 款 that both versions
have), so that side by side the two stand level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from drafting.akn.names import CONTAINERS
from drafting.comparison.changes import Change, Changes, Pair, Segment, SegmentKind
from drafting.records import record
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import DOUBTFUL, change_to_words, name_places
from drafting.writers.table import Cell, join_cells

KIND_TITLES = {
    "modified": "修改", "inserted": "新增", "deleted": "删去", "moved": "移动", "split": "拆分",
    "merged": "合并", "consequential": "引用随调", "noise": "仅形式", "renumbered": "仅改序号",
    "beside": "目录及附属", "unchanged": "未变",
}
"""What rows are filtered by, in the order of the report; a row may be of two kinds."""
QUIET = frozenset(("renumbered", "beside", "unchanged"))
"""Kinds that are not shown until asked for."""
_EDITED = frozenset(("insert", "delete", "follow"))
_BESIDE = frozenset(("furniture", "duplicate", "toc"))


@record
class Block:
    """``left``: old and new words in one line; ``right``: the new words again, for side by side.

    ``stacked``: old and new cannot be one line (split, merged): ``left`` is the old side only.
    """

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    stacked: bool = False


@record
class ReportRow:
    """One row of the report. ``top`` and ``share`` are its place on the strip, in per cent."""

    number: int
    label: str
    level: str
    rank: int
    kinds: tuple[str, ...]
    words: str
    doubtful: bool
    old_eid: str
    new_eid: str
    blocks: tuple[Block, ...]
    top: float
    share: float
    height: int
    gone: tuple[tuple[int, str], ...] = ()
    """Rows whose words stood after this one in the old text: their numbers and what to say."""

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(KIND_TITLES[kind] for kind in self.kinds)

    @property
    def is_loud(self) -> bool:
        """Whether the row is a change that the list and the keys go through."""
        return not QUIET.issuperset(self.kinds)


def changes_to_rows(changes: Changes) -> tuple[ReportRow, ...]:
    """Return the rows of the report, in the order of ``changes``."""
    sizes = [max(24, len(_longest_text(change))) for change in changes.rows]
    whole = sum(sizes) or 1
    tops = [0, *accumulate(sizes)]
    gone = _ghosts(changes.rows)
    return tuple(
        _change_to_row(number, change, (100 * tops[number] / whole, 100 * sizes[number] / whole),
                       tuple(gone.get(number, ())))
        for number, change in enumerate(changes.rows)
    )


def count_kinds(rows: Iterable[ReportRow]) -> dict[str, int]:
    """How many rows are of each kind, kinds without rows left out."""
    counts = dict.fromkeys(KIND_TITLES, 0)
    for row in rows:
        for kind in row.kinds:
            counts[kind] += 1
    return {kind: count for kind, count in counts.items() if count}


def count_characters(changes: Changes) -> tuple[int, int]:
    """Characters of substance inserted and deleted."""
    marked = [
        run for change in changes.rows if change.level not in _BESIDE
        for side in change_to_sides(change) for cell in side for run in cell.runs
    ]
    return tuple(  # type: ignore[return-value]
        sum(len("".join(run.text.split())) for run in marked if run.mark == mark)
        for mark in ("insert", "delete")
    )


def row_kinds(change: Change) -> tuple[str, ...]:
    """The kinds that ``change`` is filtered by."""
    if change.level in _BESIDE:
        return ("beside",)
    moved = ("moved",) if change.moved else ()
    if change.noise and change.kind in ("modified", "consequential"):
        return (*moved, "noise")
    if change.kind != "unchanged":
        return (*moved, change.kind)
    return moved or (("renumbered",) if change.renumbered else ("unchanged",))


def _change_to_row(
    number: int, change: Change, place: tuple[float, float], gone: tuple[tuple[int, str], ...]
) -> ReportRow:
    old, new = (name_places(side, change.level) for side in (change.old, change.new))
    label = " → ".join(dict.fromkeys(part for part in (old, new) if part))
    words = change_to_words(change)
    lines = sum(1 + len(line) // 30 for line in _longest_text(change).split("\n"))
    return ReportRow(
        number, label, change.level,
        CONTAINERS.index(change.level) if change.level in CONTAINERS else len(CONTAINERS),
        row_kinds(change), "" if words == f"修改{new}" else words,
        bool(change.old and change.new) and change.confidence < DOUBTFUL,
        next(iter(change.old_eids), ""), next(iter(change.new_eids), ""),
        tuple(_blocks(change)), *place, 60 + 29 * lines, gone,
    )


def _longest_text(change: Change) -> str:
    texts = [text for pair in change.pairs for text in (pair.old_text, pair.new_text)]
    return max(texts, key=len, default="")


def _blocks(change: Change) -> Iterator[Block]:
    if len(change.pairs) == 1:
        yield from _pair_to_blocks(change.pairs[0])
        return
    old, new = (join_cells(side) for side in change_to_sides(change))
    yield Block(_cell_to_segments(old, "delete"), _cell_to_segments(new, "insert"), True)


def _cell_to_segments(cell: Cell, side: SegmentKind) -> tuple[Segment, ...]:
    return tuple(
        Segment(side if run.mark in _EDITED else "equal", run.text, run.mark == "follow")
        for run in cell.runs
    )


def _pair_to_blocks(pair: Pair) -> Iterator[Block]:
    """The pair's words, cut at the line breaks that old and new share."""
    block: list[Segment] = []
    for segment in pair.segments:
        pieces = segment.text.split("\n") if segment.kind == "equal" else [segment.text]
        for i, piece in enumerate(pieces):
            if i:
                yield _block(block)
                block = []
            if piece:
                block.append(replace(segment, text=piece))
    yield _block(block)


def _block(segments: list[Segment]) -> Block:
    return Block(tuple(segments), tuple(s for s in segments if s.kind != "delete"))


def _ghosts(rows: tuple[Change, ...]) -> dict[int, list[tuple[int, str]]]:
    """For each row the moved ones whose old place is after it: where a reader looks for them."""
    stayed = sorted(
        (pair.old_index, number)
        for number, change in enumerate(rows) if not change.moved
        for pair in change.pairs[:1] if pair.old_index >= 0
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for number, change in enumerate(rows):
        if not (change.moved and change.pairs and change.pairs[0].old_index >= 0):
            continue
        before = [n for index, n in stayed if index < change.pairs[0].old_index]
        old, new = (name_places(side, change.level) for side in (change.old, change.new))
        said = f"{old}移至{new}" if old != new else f"{old}移至他处"
        found.setdefault(before[-1] if before else 0, []).append((number, said))
    return found
