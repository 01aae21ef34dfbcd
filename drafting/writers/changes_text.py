"""Changes for the terminal: inline or side by side, as wide as the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drafting.comparison.changes import Change, Changes, Pair, Segment, SegmentKind
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import change_to_words, name_places
from drafting.writers.table import Cell
from drafting.writers.terminal import RESET, pad, wrap

_KINDS = {
    "modified": "修改", "consequential": "仅引用随动", "inserted": "新增", "deleted": "删去",
    "split": "拆分", "merged": "合并", "unchanged": "未变",
}
_COLOURS = {"delete": "\033[31;9m", "insert": "\033[32;4m", "follow": "\033[2m"}
_BOLD = "\033[1m"
_INDENT = "  "


@dataclass(frozen=True)
class TextSettings:
    """How to show: columns of the window, colours or [-…-]{+…+}, side by side or inline.

    ``context`` is how many characters of kept text stand around an edit (0: all).
    """

    width: int = 80
    colour: bool = False
    side_by_side: bool = False
    context: int = 24


def changes_to_text(changes: Changes, settings: TextSettings | None = None) -> str:
    """What changed, in words and with the words; one line of counts at the end."""
    chosen = settings or TextSettings()
    blocks = [_heading(changes)]
    blocks += ["\n".join(_row(row, chosen)) for row in changes.rows if _is_told(row)]
    if changes.warnings:
        blocks.append("\n".join(["应随序号调整而未调整的引用：", *changes.warnings]))
    blocks.append(_counts(changes))
    return "\n\n".join(blocks) + "\n"


def _heading(changes: Changes) -> str:
    old, new = (
        f"{s.title or '（无标题）'}（{s.articles}条）" for s in (changes.old, changes.new)
    )
    return f"--- {old}\n+++ {new}"


def _is_told(row: Change) -> bool:
    return row.kind != "unchanged" or row.moved


def _counts(changes: Changes) -> str:
    counts: Counter[str] = Counter(row.kind for row in changes.rows)
    parts = [f"{word}{counts[kind]}" for kind, word in _KINDS.items() if counts[kind]]
    moved = sum(row.moved for row in changes.rows)
    noise = sum(bool(row.noise) and row.kind == "unchanged" for row in changes.rows)
    parts += [f"移动{moved}"] if moved else []
    parts += [f"仅排版差异{noise}"] if noise else []
    return "，".join(parts)


def _row(row: Change, settings: TextSettings) -> Iterator[str]:
    old, new = (name_places(side, row.level) if side else "" for side in (row.old, row.new))
    places = old if old == new else " → ".join(part for part in (old, new) if part)
    title = f"{places}　{_KINDS[row.kind]}" + ("、移动" if row.moved else "")
    yield f"{_BOLD}{title}{RESET}" if settings.colour else title
    said = change_to_words(row)
    if said:
        yield from wrap(f"  〔{said}〕", settings.width, _INDENT)
    if len(row.pairs) > 1:
        yield from _several(row, settings)
        return
    for pair in row.pairs:
        lines = _side_by_side(pair, settings) if settings.side_by_side else _inline(pair, settings)
        yield from lines


def _inline(pair: Pair, settings: TextSettings) -> Iterator[str]:
    text = "".join(
        _shorten(segment.text, at == 0, at == len(pair.segments) - 1, settings.context)
        if segment.kind == "equal" else _mark(segment, settings.colour)
        for at, segment in enumerate(pair.segments)
    )
    for line in text.split("\n"):
        yield from wrap(_INDENT + line, settings.width, _INDENT)


def _several(row: Change, settings: TextSettings) -> Iterator[str]:
    """A split or merged row: every unit of either side once, the old ones before the new."""
    olds, news = change_to_sides(row)
    if settings.side_by_side:
        whole = replace(settings, context=0)
        left = "\n".join(_cell(cell, "delete", whole) for cell in olds)
        right = "\n".join(_cell(cell, "insert", whole) for cell in news)
        yield from _columns(left, right, settings.width)
        return
    shown = [f"修改前：{_cell(cell, 'delete', settings)}" for cell in olds]
    shown += [f"修改后：{_cell(cell, 'insert', settings)}" for cell in news]
    for line in "\n".join(shown).split("\n"):
        yield from wrap(_INDENT + line, settings.width, _INDENT)


def _cell(cell: Cell, kind: SegmentKind, settings: TextSettings) -> str:
    last = len(cell.runs) - 1
    return "".join(
        _shorten(run.text, at == 0, at == last, settings.context)
        if run.mark in ("plain", "aside")
        else _mark(Segment(kind, run.text, run.mark == "follow"), settings.colour)
        for at, run in enumerate(cell.runs)
    )


def _shorten(text: str, first: bool, last: bool, context: int) -> str:
    """Kept text, its middle left out where it is long."""
    if not context or len(text) <= 2 * context + 1:
        return text
    if first and last:
        return text[:context] + "…"
    head = "" if first else text[:context]
    tail = "" if last else text[-context:]
    return f"{head}…{tail}"


def _mark(segment: Segment, colour: bool) -> str:
    if not colour:
        return f"[-{segment.text}-]" if segment.kind == "delete" else f"{{+{segment.text}+}}"
    faint = _COLOURS["follow"] if segment.consequential or segment.noise else ""
    start = _COLOURS[segment.kind] + faint
    return f"\n{start}".join(part and f"{start}{part}{RESET}" for part in segment.text.split("\n"))


def _side_by_side(pair: Pair, settings: TextSettings) -> Iterator[str]:
    left, right = (_one_side(pair, side, settings.colour) for side in ("delete", "insert"))
    yield from _columns(left, right, settings.width)


def _columns(one: str, other: str, whole: int) -> Iterator[str]:
    width = (whole - 4) // 2
    sides = [list(wrap(text, width)) for text in (one, other)]
    for at in range(max(map(len, sides))):
        left, right = (side[at] if at < len(side) else "" for side in sides)
        yield f"{pad(left, width)} │ {right}".rstrip()


def _one_side(pair: Pair, side: str, colour: bool) -> str:
    return "".join(
        segment.text if segment.kind == "equal" else _mark(segment, colour)
        for segment in pair.segments if segment.kind in ("equal", side)
    )
