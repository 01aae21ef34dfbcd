"""The form for comments: every provision of a draft in place, with room for what to change.

Columns 序号 | 条款 | 草案条文 | 修改意见 | 理由 | 提出单位/个人, as offices send them out. Each row
knows its provision: .xlsx and .csv by a last column ``eId``, .docx by a bookmark (``anchors``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from drafting.akn import Element, Provision, Tree, TreeLine, Unit
from drafting.akn.names import CONTAINERS, tag
from drafting.writers.table import EMPTY, Cell, Column, Row, Table, text_to_cell

By = Literal["article", "paragraph"]

COMMENT_KINDS = ("修改", "删除", "增加", "疑问", "支持", "反对")
"""The kinds of comment that a round tells apart; the drop-down of 意见类型."""

COMMENT_COLUMNS = (
    Column("seq", "序号", 3, "center"),
    Column("label", "条款", 7, "center"),
    Column("text", "草案条文", 28),
    Column("opinion", "修改意见", 17, answer=True),
    Column("reason", "理由", 12, answer=True),
    Column("proposer", "提出单位/个人", 7.5, answer=True),
    Column("kind", "意见类型", 6, "center", True, COMMENT_KINDS, formats=("xlsx",)),
    Column("eid", "eId", 12, formats=("xlsx", "csv"), hidden=True),
)

GENERAL_LABEL = "总体意见"
"""The label of the last row, for what is said of the draft as a whole (eId "")."""

_LEFT_OUT = frozenset(("furniture", "duplicate", "toc", "title", "preface", "conclusions"))
_CONTAINERS = frozenset(CONTAINERS)
_PARAGRAPH = tag("paragraph")


def table_comment(tree: Tree, by: By = "article") -> Table:
    """Return the form for comments on ``tree``: a row for each 条 (or level), or for each 款.

    Chapter headings stand as group rows. Title, 目录, signatures and furniture get no row: they are
    commented on in the last one, 总体意见.
    """
    rows: list[Row] = []
    for unit in tree.units:
        if unit.level in _CONTAINERS:
            rows.append(Row((text_to_cell(_squeeze(unit.text), "plain"),), unit.eid, group=True))
        elif unit.level not in _LEFT_OUT and unit.text.strip():
            rows += _unit_to_rows(unit, by)
    numbered = _number_rows([*rows, _answer_row("", GENERAL_LABEL, EMPTY)])
    return Table(
        "comment", "征求意见反馈表", COMMENT_COLUMNS, tuple(numbered),
        above=(f"草案名称：{tree.title or tree.source.name}",),
        below=(
            "填表说明：请在“修改意见”栏写明建议修改、删除或者增加的内容，在“理由”栏说明依据；"
            "一条有多条意见的，可以增加行。",
            "联系人：　　　　　　　　联系电话：　　　　　　　　填表日期：　　　　年　　月　　日",
        ),
        locked=True,
    )


def _unit_to_rows(unit: Unit, by: By) -> Iterator[Row]:
    if by == "article" or unit.level not in ("article", "level"):
        yield _answer_row(unit.eid, _unit_label(unit), text_to_cell(unit.text))
        return
    for owner, lines in _split_by_paragraph(unit):
        label = owner.label if isinstance(owner, Provision) else ""
        text = "\n".join(line.text for line in lines)
        yield _answer_row(owner.eid, label or _unit_label(unit), text_to_cell(text))


def _unit_label(unit: Unit) -> str:
    if unit.label:
        return _squeeze(unit.label)
    return {"attachment": "附件", "table": "附表", "preamble": "序言"}.get(unit.level, "正文")


def _split_by_paragraph(unit: Unit) -> Iterator[tuple[Element, list[TreeLine]]]:
    """The lines of each 款; a line outside any goes with the 款 before, or the first."""
    owners = [_paragraph_of(line, unit) for line in unit.lines]
    first = next((owner for owner in owners if owner is not None), unit.element)
    last: Element = first
    held: list[tuple[Element, TreeLine]] = []
    for owner, line in zip(owners, unit.lines, strict=True):
        last = last if owner is None else owner
        held.append((last, line))
    for owner, run in groupby(held, key=lambda pair: pair[0]):
        yield owner, [line for _, line in run]


def _paragraph_of(line: TreeLine, unit: Unit) -> Element | None:
    """The 款 directly under the unit's own element that holds the line, if one does."""
    for element in line.pieces[-1].element.iterancestors(_PARAGRAPH):
        if element.getparent() is unit.element:
            return element if isinstance(element, Element) else None
    return None


def _answer_row(eid: str, label: str, text: Cell) -> Row:
    cells = (EMPTY, text_to_cell(label), text, EMPTY, EMPTY, EMPTY, EMPTY, text_to_cell(eid))
    return Row(cells, eid)


def _number_rows(rows: list[Row]) -> Iterator[Row]:
    number = 0
    for row in rows:
        number += not row.group
        yield row if row.group else Row(
            (text_to_cell(str(number)), *row.cells[1:]), row.eid
        )


def _squeeze(text: str) -> str:
    return " ".join(text.split())
