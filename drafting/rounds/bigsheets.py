"""Tables of very many rows as .xlsx, row after row, so that memory stays flat.

The same look as the tables' own writer, without marks inside cells and without estimated heights:
a round of two hundred thousand comments is filtered and answered, not printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from drafting.writers.packaging import normalise_package
from drafting.writers.sheet_styles import SheetStyles
from drafting.writers.table import Column, Row, Table
from drafting.writers.table_csv import begins_formula, spread_group
from drafting.writers.table_xlsx import CELL_LIMIT

if TYPE_CHECKING:
    from openpyxl import Workbook

MANY = 5_000
"""Rows, annexes included, from which a table is written so."""
SHEET_ROWS = 1_000_000
"""Rows of one sheet; Excel holds 1,048,576. What is more goes on in a further sheet."""
_WIDTH_UNITS = 2.1


def is_big(table: Table) -> bool:
    """Whether ``table`` has too many rows for the writer that measures every cell."""
    return sum(len(part.rows) for part in (table, *table.annexes)) > MANY


def table_to_big_xlsx(table: Table, date: datetime) -> bytes:
    """Return ``table`` and its annexes as sheets of a workbook, every stamp ``date``."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    shown, styles = table.for_format("xlsx"), SheetStyles()
    for part, title in zip((shown, *shown.annexes), _sheet_titles(shown), strict=True):
        for start in range(0, max(len(part.rows), 1), SHEET_ROWS):
            name = title if not start else f"{title}{start // SHEET_ROWS + 1}"
            _write_sheet(book, name, part, part.rows[start : start + SHEET_ROWS], styles)
    book.properties.title, book.properties.creator = table.title, "drafting"
    book.properties.created = book.properties.modified = date
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise_package(buffer.getvalue(), date)


def _sheet_titles(table: Table) -> list[str]:
    """《…条例》意见汇总处理表 → 意见汇总处理表, as the tables' own writer names its sheets."""
    return [part.title.rpartition("》")[2][:28] or "表" for part in (table, *table.annexes)]


def _write_sheet(
    book: Workbook, name: str, table: Table, rows: tuple[Row, ...], styles: SheetStyles
) -> None:
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    head = 2 + len(table.above)
    last = head + len(rows)
    for place, column in enumerate(table.columns, 1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.hidden = round(column.width * _WIDTH_UNITS, 1), column.hidden
        if column.choices and last > head:
            _offer(sheet, f"{letter}{head + 1}:{letter}{last}", column)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{last}"
    for line, look in ((table.title, "title"), *((text, "note") for text in table.above)):
        sheet.append([_cell(sheet, line, look, styles)])
    sheet.append([_cell(sheet, c.title, "head", styles) for c in table.columns])
    for row in rows:
        sheet.append(list(_row_cells(sheet, row, table, styles)))
    for text in table.below:
        sheet.append([_cell(sheet, text, "note", styles)])


def _row_cells(sheet: Any, row: Row, table: Table, styles: SheetStyles) -> Iterator[Any]:
    if row.group:
        for cell in spread_group(row, table):
            yield _cell(sheet, cell.text, "group", styles)
        return
    for column, cell in zip(table.columns, row.cells, strict=True):
        yield _cell(sheet, cell.text, _look(column), styles)


def _look(column: Column) -> str:
    return "free" if column.answer else "centre" if column.align == "center" else "text"


def _cell(sheet: Any, text: str, look: str, styles: SheetStyles) -> Any:
    """A cell of text that stays text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    styles.dress(cell, look)
    if text:
        cell.value = _cut(text)
        cell.data_type = "s"
        if begins_formula(text):
            cell.quotePrefix = True
    return cell


def _cut(text: str) -> str:
    """What Excel can hold of a text; where it is cut, that is said."""
    return text if len(text) <= CELL_LIMIT else f"{text[:CELL_LIMIT]}……（过长，全文见来件）"


def _offer(sheet: Any, cells: str, column: Column) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(
        type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True,
        showErrorMessage=False,
    )
    sheet.data_validations.append(offer)
    offer.add(cells)
