"""修改前后对照表: two versions side by side, changes marked and said in words."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.akn.eids import num_to_number
from drafting.akn.names import CONTAINERS
from drafting.comparison.changes import Change, Changes
from drafting.writers.change_cells import change_to_sides
from drafting.writers.change_words import change_to_words
from drafting.writers.table import EMPTY, Cell, Column, Row, Run, Table, join_cells, text_to_cell

COMPARE_COLUMNS = (
    Column("old", "修改前", 30),
    Column("new", "修改后", 30),
    Column("note", "说明", 12),
    Column("kind", "变化类型", 8, "center", formats=("xlsx", "csv")),
)

KIND_WORDS = {
    "unchanged": "未变", "modified": "修改", "consequential": "序号随调", "inserted": "新增",
    "deleted": "删去", "split": "拆分", "merged": "合并",
}
_CONTAINERS = frozenset(CONTAINERS)
_LEFT_OUT = {"furniture": "页面附属文字", "duplicate": "重复文本", "toc": "目录"}


def table_compare(changes: Changes, every_row: bool = False) -> Table:
    """Return the comparison of two versions: changed rows, or with ``every_row`` all of them.

    A chapter heading stands above its rows also where it did not change. 目录 and what is not
    regulation are left out, and that is said below the table when they changed.
    """
    chosen = list(_choose_rows(changes, every_row))
    rows = tuple(_change_to_row(change) for change in chosen)
    if not rows:
        rows = (Row((EMPTY, EMPTY, text_to_cell("两个文本没有差异"), EMPTY)),)
    return Table(
        "compare", f"{_bare_title(changes)}修改前后对照表", COMPARE_COLUMNS, rows,
        above=tuple(_explain(changes)), below=tuple(_left_out_words(changes)),
    )


def kind_words(change: Change) -> str:
    """The kind of a change in two characters or so: 修改, 移动并修改, 条序调整."""
    if change.lent and len(change.own_old) == len(change.own_new) == 1:
        return "部分移入" if change.kind == "merged" else "部分移出"
    if change.moved and change.kind in ("unchanged", "consequential"):
        return "移动"
    if change.moved:
        return f"移动、{KIND_WORDS[change.kind]}"
    if change.kind == "unchanged" and change.renumbered:
        return "条序调整"
    return KIND_WORDS[change.kind]


def is_changed(change: Change) -> bool:
    """Whether the row belongs in a table of changes: its words or its place differ.

    A new number alone is no change of substance (it is told below the table), nor is blank space.
    """
    if change.moved:
        return True
    return change.kind != "unchanged" and set(change.noise) != {"blank"}


def _choose_rows(changes: Changes, every_row: bool) -> Iterator[Change]:
    waiting: dict[str, Change] = {}
    for change in changes.rows:
        if change.level in _LEFT_OUT:
            continue
        if every_row or is_changed(change):
            yield from waiting.values()
            waiting.clear()
            yield change
        elif change.level in _CONTAINERS:
            _hold(waiting, change)


def _hold(waiting: dict[str, Change], change: Change) -> None:
    """Keep a heading until a changed row follows; one of its own or a higher level ends it."""
    rank = CONTAINERS.index(change.level)
    for level in [level for level in waiting if CONTAINERS.index(level) >= rank]:
        del waiting[level]
    waiting[change.level] = change


def _change_to_row(change: Change) -> Row:
    old, new = (join_cells(side) for side in change_to_sides(change))
    if change.level in _CONTAINERS:
        old, new = _as_label(old), _as_label(new)
    note = text_to_cell(change_to_words(change))
    kind = text_to_cell(kind_words(change) if is_changed(change) else KIND_WORDS["unchanged"])
    eid = next(iter(change.new_eids or change.old_eids), "")
    sides = (cell if cell.runs else _absent(change) for cell in (old, new))
    return Row((*sides, note, kind), eid)


def _as_label(cell: Cell) -> Cell:
    return Cell(tuple(Run(r.text, "label" if r.mark == "plain" else r.mark) for r in cell.runs))


def _absent(change: Change) -> Cell:
    return text_to_cell("（无）" if not change.old else "（删去）", "aside")


def _bare_title(changes: Changes) -> str:
    return f"《{changes.new.title}》" if changes.new.title else ""


def _explain(changes: Changes) -> Iterator[str]:
    if changes.old.title != changes.new.title and changes.old.title:
        yield f"修改前：《{changes.old.title}》"
    yield (
        "（加粗并加下划线的为增加的内容，加删除线的为删去的内容，"
        "加点下划线的仅为序号、标点等随之调整）"
    )


def _left_out_words(changes: Changes) -> Iterator[str]:
    renumbered = [
        (c.old[0], c.new[0]) for c in changes.rows
        if c.level == "article" and c.renumbered and not is_changed(c)
    ]
    if renumbered:
        yield f"注：仅条文序号调整的有{len(renumbered)}条：{'；'.join(_join_runs(renumbered))}。"
    named = {
        _LEFT_OUT[c.level] for c in changes.rows if c.level in _LEFT_OUT and is_changed(c)
    }
    if named:
        yield f"注：{'、'.join(sorted(named))}的变化未列入本表。"
    yield from (f"注：{warning}" for warning in changes.warnings)



def _join_runs(renumbered: list[tuple[str, str]]) -> Iterator[str]:
    """第五条至第九条改为第六条至第十条: neighbours that shifted alike in one phrase."""
    numbered = [(num_to_number(old), num_to_number(new), old, new) for old, new in renumbered]
    groups: list[list[tuple[str, str]]] = []
    last: tuple[int, int] | None = None
    for old_number, new_number, old, new in numbered:
        here = _plain_numbers(old_number, new_number)
        if last and here and here == (last[0] + 1, last[1] + 1):
            groups[-1].append((old, new))
        else:
            groups.append([(old, new)])
        last = here
    for group in groups:
        (first_old, first_new), (last_old, last_new) = group[0], group[-1]
        if len(group) == 1:
            yield f"{first_old}改为{first_new}"
        else:
            yield f"{first_old}至{last_old}改为{first_new}至{last_new}"


def _plain_numbers(old: str | None, new: str | None) -> tuple[int, int] | None:
    """Both numbers, when they are plain ones (not 第X条之一)."""
    if old and new and old.isdigit() and new.isdigit():
        return int(old), int(new)
    return None
