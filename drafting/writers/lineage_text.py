"""The lineage of provisions through several versions, a line for each."""

from __future__ import annotations

from drafting.comparison.lineage import Lineage, Stage, Strand
from drafting.writers.change_words import name_places
from drafting.writers.changes_text import columns

_SIGNS = {
    "unchanged": "＝", "consequential": "≈", "modified": "～", "merged": "⊃", "split": "⊂",
    "inserted": "＋",
}
_SHOWN = frozenset(("article", "level", "part", "subpart", "chapter", "section"))


def lineage_to_text(lineage: Lineage, width: int) -> str:
    """A table: a column for each version, the sign saying what became of it on the way there."""
    titles = [
        f"{number}：{side.title or '（无标题）'}（{side.articles}条）"
        for number, side in enumerate(lineage.versions, 1)
    ]
    rows = [_cells(s) for s in lineage.strands if s.level in _SHOWN and _is_told(s)]
    if not rows:
        return "\n".join([*titles, "各版本之间无变化"]) + "\n"
    room = max(8, (width - 3 * (len(titles) - 1)) // len(titles))
    widths = [
        min(room, max(columns(row[at]) for row in rows)) for at in range(len(titles))
    ]
    lines = [" → ".join(_pad(c, w) for c, w in zip(row, widths, strict=True)) for row in rows]
    legend = "＝未变 ≈仅引用随动 ～修改 ⊂拆分 ⊃合并 ＋新增 ×无"
    return "\n".join([*titles, legend, *(line.rstrip() for line in lines)]) + "\n"


def _is_told(strand: Strand) -> bool:
    names = {stage.labels for stage in strand.stages}
    return len(names) > 1 or any(s.kind not in ("", "unchanged") for s in strand.stages)


def _cells(strand: Strand) -> list[str]:
    return [_cell(stage, strand.level) for stage in strand.stages]


def _cell(stage: Stage, level: str) -> str:
    if not stage.labels:
        return "×"
    return _SIGNS.get(stage.kind, "") + name_places(stage.labels, level)


def _pad(text: str, width: int) -> str:
    return text + " " * max(0, width - columns(text))
