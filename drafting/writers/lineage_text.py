"""The lineage of each provision through several versions, a line for each.

    第十一条  → 拆:第十条、第十一条    → 改:第九条、第十条  → 改:第十二条、移改:第十九条
    －        → 增:第十二条            → 第十一条          → 删
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest

from drafting.comparison.lineage import Lineage, Stage, Strand
from drafting.writers.change_words import name_places
from drafting.writers.terminal import columns, pad, wrap

LEGEND = "改:修改　随:仅引用随调　拆:拆分　并:合并　增:新增　移:移动　删:删去　－:本版没有　无字:未变"
_SIGNS = {
    "unchanged": "", "consequential": "随", "modified": "改", "merged": "并", "split": "拆",
    "inserted": "增",
}
_MOVED, _GONE, _ABSENT = "移", "删", "－"
_SHOWN = frozenset(("article", "level", "part", "subpart", "chapter", "section"))


def lineage_to_text(lineage: Lineage, width: int) -> str:
    """A table: a column for each version, the sign saying what became of it on the way there."""
    titles = [line for title in name_versions(lineage) for line in wrap(title, width)]
    rows = [row for _, row in lineage_to_rows(lineage)]
    if not rows:
        return "\n".join([*titles, "各版本之间无变化"]) + "\n"
    room = max(8, (width - 3 * len(lineage.steps)) // len(lineage.versions))
    cells = [[list(_fold(cell, room)) for cell in row] for row in rows]
    widths = [max(columns(line) for row in cells for line in row[at])
              for at in range(len(lineage.versions))]
    lines = [line for row in cells for line in _row_to_lines(row, widths)]
    return "\n".join([*titles, *wrap(LEGEND, width), *lines, "", "首末两版对照："]) + "\n"


def name_versions(lineage: Lineage) -> list[str]:
    """What the columns hold: 1：某市条例（37条）."""
    return [
        f"{number}：{side.title or '（无标题）'}（{side.articles}条）"
        for number, side in enumerate(lineage.versions, 1)
    ]


def lineage_to_rows(lineage: Lineage) -> Iterator[tuple[Strand, list[str]]]:
    """The strands in which anything changed, a cell for each version."""
    for strand in lineage.strands:
        if strand.level in _SHOWN and _is_told(strand):
            yield strand, list(_cells(strand))


def _is_told(strand: Strand) -> bool:
    names = {stage.labels for stage in strand.stages}
    return len(names) > 1 or any(s.kind not in ("", "unchanged") for s in strand.stages)


def _cells(strand: Strand) -> Iterator[str]:
    before = False
    for stage in strand.stages:
        if stage.labels:
            yield _cell(stage, strand.level)
        else:
            yield _GONE if before else _ABSENT
        before = bool(stage.labels)


def _cell(stage: Stage, level: str) -> str:
    """改:第五条 where all went one way, else each by its own sign: 改:第五条、增:第六条."""
    signs = [_sign(stage, at) for at in range(len(stage.labels))]
    told = groupby(zip(signs, stage.labels, strict=True), key=lambda pair: pair[0])
    return "、".join(
        sign + name_places(tuple(label for _, label in pairs), level) for sign, pairs in told
    )


def _sign(stage: Stage, at: int) -> str:
    if not stage.kinds:
        return ""
    signs = _MOVED * stage.moved[at] + _SIGNS.get(stage.kinds[at], "")
    return f"{signs}:" if signs else ""


def _fold(cell: str, room: int) -> Iterator[str]:
    """The cell in lines as wide as there is room, broken behind 、."""
    line = ""
    *parts, last = cell.split("、")
    for part in (*(f"{part}、" for part in parts), last):
        if line and columns(line + part) > room:
            yield line
            line = ""
        line += part
    yield line


def _row_to_lines(row: list[list[str]], widths: list[int]) -> Iterator[str]:
    for at, parts in enumerate(zip_longest(*row, fillvalue="")):
        padded = (pad(part, width) for part, width in zip(parts, widths, strict=True))
        yield ("   " if at else " → ").join(padded).rstrip()
