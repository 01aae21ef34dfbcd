"""Forms that are written downwards, title beside value, laid flat as a table with a head.

    姓名 │ 许文强 │ 单位 │ 某市律师协会           单位         姓名    条款    修改意见   理由
    条款 │ 第六条                         ─▶     某市律师协会  许文强  第六条  建议将…   规范名称
    修改意见 │ 建议将…                            某市律师协会  许文强  第七条  人数要…
    理由 │ 规范名称
    条款 │ 第七条 …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drafting.rounds.columns import read_title
from drafting.rounds.grids import Grid, GridRow

_OF_PERSON = frozenset(("person", "unit", "either", "contact", "date"))
_SAYS = frozenset(("opinion", "proposed"))


@dataclass
class _Record:
    """One comment of the form: the row it begins in, and its values by role."""

    number: int
    values: dict[str, str] = field(default_factory=dict)


def lay_flat(grid: Grid) -> Grid | None:
    """Return ``grid`` as a table with a head, None when it is not written downwards."""
    pairs = list(_iter_pairs(grid))
    roles = {role for _, role, _ in pairs}
    if not _SAYS & roles or len(roles) < 2:
        return None
    titles = sum(1 for row in grid.rows if row.cells and read_title(_first(row)))
    if titles < 2 or titles * 2 < len(grid.rows):
        return None
    person, records = _pairs_to_records(pairs)
    names = [r for r in _TITLES if r in roles]
    head = GridRow(0, {n: _TITLES[role] for n, role in enumerate(names)})
    rows = [
        GridRow(r.number, {n: t for n, role in enumerate(names)
                           if (t := r.values.get(role) or person.get(role, ""))})
        for r in records
    ]  # fmt: skip
    return Grid(grid.name, (head, *rows), grid.remarks)


_TITLES = {
    "label": "条款", "text": "条文", "opinion": "修改意见", "proposed": "建议条文", "reason": "理由",
    "kind": "意见类型", "either": "提出单位/个人", "unit": "单位", "person": "姓名",
    "contact": "联系方式", "date": "日期",
}  # fmt: skip


def _first(row: GridRow) -> str:
    return row.cells[min(row.cells)]


def _iter_pairs(grid: Grid) -> Iterator[tuple[int, str, str]]:
    """(row, role, value) of every title that has a value in the cell after it, or none at all."""
    for row in grid.rows:
        cells = [row.cells[c] for c in sorted(row.cells)]
        at = 0
        while at < len(cells):
            role = read_title(cells[at])
            value = cells[at + 1] if at + 1 < len(cells) else ""
            if role in _TITLES and not (value and read_title(value) in _TITLES):
                yield row.number, role, value
                at += 2
            else:
                at += 1


def _pairs_to_records(
    pairs: list[tuple[int, str, str]],
) -> tuple[dict[str, str], list[_Record]]:
    """Who fills in, and the comments: a new one begins where a role comes back."""
    person: dict[str, str] = {}
    records: list[_Record] = []
    for number, role, value in pairs:
        if role in _OF_PERSON:
            person.setdefault(role, value)
            continue
        if not records or role in records[-1].values:
            records.append(_Record(number))
        records[-1].values[role] = value
    return person, records
