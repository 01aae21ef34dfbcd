"""Changes for the terminal: inline or side by side, as wide as the window."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from drafting.comparison.changes import Change, Changes, Pair, Segment, SegmentKind
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import change_to_words, name_places
from drafting.writers.table import Cell

_KINDS = {
    "modified": "修改", "consequential": "仅引用随动", "inserted": "新增", "deleted": "删去",
    "split": "拆分", "merged": "合并", "unchanged": "未变",
}
_COLOURS = {"delete": "\033[31;9m", "insert": "\033[32;4m", "follow": "\033[2m"}
_RESET, _BOLD = "\033[0m", "\033[1m"


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
    yield f"{_BOLD}{title}{_RESET}" if settings.colour else title
    said = change_to_words(row)
    if said:
        yield from _wrap(f"  〔{said}〕", settings.width)
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
        yield from _wrap("  " + line, settings.width)


def _several(row: Change, settings: TextSettings) -> Iterator[str]:
    """A split or merged row: every unit of either side once, the old ones before the new."""
    olds, news = change_to_sides(row)
    if settings.side_by_side:
        whole = replace(settings, context=0, colour=False)
        left = "\n".join(_cell(cell, "delete", whole) for cell in olds)
        right = "\n".join(_cell(cell, "insert", whole) for cell in news)
        yield from _columns(left, right, settings.width)
        return
    shown = [f"修改前：{_cell(cell, 'delete', settings)}" for cell in olds]
    shown += [f"修改后：{_cell(cell, 'insert', settings)}" for cell in news]
    for line in "\n".join(shown).split("\n"):
        yield from _wrap("  " + line, settings.width)


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
    return f"\n{start}".join(part and f"{start}{part}{_RESET}" for part in segment.text.split("\n"))


def _side_by_side(pair: Pair, settings: TextSettings) -> Iterator[str]:
    left, right = (_one_side(pair, side) for side in ("delete", "insert"))
    yield from _columns(left, right, settings.width)


def _columns(one: str, other: str, whole: int) -> Iterator[str]:
    width = (whole - 3) // 2
    sides = [list(_wrap(text, width)) for text in (one, other)]
    for at in range(max(map(len, sides))):
        left, right = (side[at] if at < len(side) else "" for side in sides)
        yield f"{left}{' ' * (width - columns(left))} │ {right}".rstrip()


def _one_side(pair: Pair, side: str) -> str:
    marks = {"delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(
        segment.text if segment.kind == "equal" else marks[side].format(segment.text)
        for segment in pair.segments if segment.kind in ("equal", side)
    )


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes; Chinese characters take two."""
    return sum(_char_columns(c) for c in _drop_escapes(text))


def _char_columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _drop_escapes(text: str) -> Iterable[str]:
    escaped = False
    for char in text:
        if char == "\033":
            escaped = True
        elif not escaped:
            yield char
        elif char == "m":
            escaped = False


def _wrap(text: str, width: int) -> Iterator[str]:
    """Lines of at most ``width`` columns; colours take none."""
    for printed in text.split("\n"):
        line, used, escaped = "", 0, False
        for char in printed:
            escaped = escaped or char == "\033"
            size = 0 if escaped else _char_columns(char)
            if used + size > width:
                yield line
                line, used = "", 0
            line, used = line + char, used + size
            escaped = escaped and char != "m"
        yield line
