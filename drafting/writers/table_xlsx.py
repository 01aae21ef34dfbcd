"""A table as an Excel workbook: marked words, wrapped, frozen, filterable, locked but for answers.

Nothing from a document becomes a formula: every cell is written as text and, where it begins like a
formula, with Excel's quote prefix, so that it stays text when someone edits it.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from drafting.writers.packaging import normalise_package, package_to_parts, parts_to_package
from drafting.writers.sheet_styles import SheetStyles, cell_to_rich_text
from drafting.writers.table import EMPTY, Cell, Column, Row, Run, Table
from drafting.writers.table_csv import begins_formula, spread_group

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CELL_LIMIT = 16_000
"""Excel holds 32,767 UTF-16 units in a cell; a longer text goes on in the row below."""
_LINE = 14.5
"""Points of a line of the body size."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDTH_UNITS = 2.1
"""Units of Excel's column width (digits of the default font) that one Chinese character takes."""


def table_to_xlsx(table: Table, date: datetime) -> bytes:
    """Return ``table`` and its annexes as sheets of a workbook, every stamp ``date``."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    shown, styles = table.for_format("xlsx"), SheetStyles()
    for part in (shown, *shown.annexes):
        _fill_sheet(book.create_sheet(_sheet_name(book, part.title)), part, styles)
    book.properties.title, book.properties.creator = table.title, "drafting"
    book.properties.created = book.properties.modified = date
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise_package(_free_heights(buffer.getvalue(), date), date)


def _free_heights(data: bytes, date: datetime) -> bytes:
    """Make the heights estimates, not orders: a row then grows when someone writes into it.

    openpyxl marks every height as set by hand, which Excel never changes again.
    """
    parts = package_to_parts(data)
    freed = [
        (name, part.replace(b' customHeight="1"', b"") if "/worksheets/" in name else part)
        for name, part in parts
    ]
    return parts_to_package(freed, date)


def _sheet_name(book: Workbook, title: str) -> str:
    """The title without its 《…》, cut to Excel's 31 characters, not given yet."""
    short = re.sub(r"《[^》]*》", "", title) or title
    stem = _FORBIDDEN.sub("", short)[:28] or "表"
    taken = {sheet.title for sheet in book.worksheets}
    names = (stem if n == 1 else f"{stem}{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _fill_sheet(sheet: Worksheet, table: Table, styles: SheetStyles) -> None:
    count = len(table.columns)
    _write_line(sheet, 1, (table.title, "title"), count, styles)
    for number, line in enumerate(table.above, 2):
        _write_line(sheet, number, (line, "note"), count, styles)
    head = 2 + len(table.above)
    for place, column in enumerate(table.columns, 1):
        _write_cell(sheet, (head, place), Cell((Run(column.title),)), "head", styles)
    last = head
    for row in _fit_rows(table.rows):
        last += 1
        _write_row(sheet, last, row, table, styles)
    for number, line in enumerate(table.below, last + 2):
        _write_line(sheet, number, (line, "note"), count, styles)
    _lay_out(sheet, table, head, last)


def _write_line(
    sheet: Worksheet, number: int, line: tuple[str, str], count: int, styles: SheetStyles
) -> None:
    """A line (its text and style) across the table."""
    text, style = line
    _write_cell(sheet, (number, 1), Cell((Run(text),)), style, styles)
    if count > 1:
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=count)
    # Excel fits no height to merged cells by itself.
    sheet.row_dimensions[number].height = 30 if style == "title" else 16 * (1 + len(text) // 70)


def _write_row(
    sheet: Worksheet, number: int, row: Row, table: Table, styles: SheetStyles
) -> None:
    sheet.row_dimensions[number].height = _estimate_height(row, table)
    if row.group:
        for place, cell in enumerate(spread_group(row, table), 1):
            _write_cell(sheet, (number, place), cell, "group", styles)
        return
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), 1):
        _write_cell(sheet, (number, place), cell, _style_name(column, table), styles)


def _estimate_height(row: Row, table: Table) -> float:
    """Points that the wrapped text will take: neither Excel nor LibreOffice measures it on opening.

    A Chinese character is two units wide, what is ASCII one; 409 points is Excel's limit.
    """
    if row.group:
        return 1.5 * _LINE
    lines = max(
        sum(
            max(1, math.ceil(_units("".join(run.text for run in runs)) / (2 * column.width)))
            for runs in cell.iter_paragraphs()
        )
        for column, cell in zip(table.columns, row.cells, strict=True)
        if not column.hidden
    )
    return min(409.0, 4 + _LINE * lines)


def _units(text: str) -> int:
    return sum(1 if character < "\u0100" else 2 for character in text)


def _style_name(column: Column, table: Table) -> str:
    if column.answer:
        return "answer" if table.locked else "free"
    return "centre" if column.align == "center" else "text"


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], content: Cell, style: str, styles: SheetStyles
) -> None:
    """Text stays text (openpyxl would take a leading = for a formula); marked text is rich text."""
    cell = sheet.cell(*place)
    styles.dress(cell, style)
    if not content.text:
        return
    if content.is_marked:
        cell.value = cell_to_rich_text(content)
    else:
        cell.value = content.text
        cell.data_type = "s"
    if begins_formula(content.text):
        cell.quotePrefix = True


def _lay_out(sheet: Worksheet, table: Table, head: int, last: int) -> None:
    """Widths, frozen head, filter, print set-up, drop-downs and protection."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for place, column in enumerate(table.columns, 1):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width, dimension.hidden = round(column.width * _WIDTH_UNITS, 1), column.hidden
        if column.choices and last > head:
            _offer_choices(sheet, f"{letter}{head + 1}:{letter}{last}", column)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{last}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.HeaderFooter.oddFooter
    if footer is not None:
        footer.center.text = "— &P —"
    sheet.print_options.horizontalCentered = True
    if table.locked:
        _protect(sheet)


def _offer_choices(sheet: Worksheet, cells: str, column: Column) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    told = f"请从列表中选择：{'、'.join(column.choices)}"
    offer = DataValidation(
        type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True,
        errorTitle=column.title, error=told, promptTitle=column.title, prompt=told,
        showErrorMessage=True, showInputMessage=True,
    )
    sheet.add_data_validation(offer)
    offer.add(cells)


def _protect(sheet: Worksheet) -> None:
    """Keep the draft's words as they are; filling in, sorting, sizing and adding rows stay free."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.autoFilter = protection.sort = protection.insertRows = False


def _fit_rows(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows, one whose text is too long for Excel continued in rows below it."""
    for row in rows:
        if all(len(cell.text) <= CELL_LIMIT for cell in row.cells):
            yield row
            continue
        pieces = [_cut_cell(cell) for cell in row.cells]
        for n in range(max(map(len, pieces))):
            yield replace(
                row, cells=tuple(piece[n] if n < len(piece) else EMPTY for piece in pieces)
            )


def _cut_cell(cell: Cell) -> list[Cell]:
    """The cell in pieces that Excel can hold, marks kept."""
    pieces: list[list[Run]] = [[]]
    room = CELL_LIMIT
    for run in cell.runs:
        text = run.text
        while text:
            pieces[-1].append(replace(run, text=text[:room]))
            text, room = text[room:], room - len(text[:room])
            if not room:
                pieces.append([])
                room = CELL_LIMIT
    return [Cell(tuple(piece)) for piece in pieces if piece or len(pieces) == 1]
