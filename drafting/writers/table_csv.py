"""A table as CSV for Excel: UTF-8 with BOM, every field quoted, nothing that runs as a formula.

A field that begins like a formula (= + - @, their full-width forms, tab, line break) gets one '
before it, which Excel shows and ``unguard_cell`` takes away again; other fields stand as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from drafting.writers.table import EMPTY, Cell, Row, Table, text_to_cell

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet might take ``text`` for a formula."""
    return text.startswith(FORMULA_STARTS)


def guard_cell(text: str) -> str:
    """``text``, with ' before it where a spreadsheet might run it (or where ' would be misread)."""
    return f"'{text}" if begins_formula(text.lstrip("'")) else text


def unguard_cell(text: str) -> str:
    """The text that ``guard_cell`` was given."""
    return text[1:] if text[:1] == "'" and begins_formula(text.lstrip("'")) else text


def table_to_csv(table: Table) -> bytes:
    """Return the head and the rows as CSV; annexes follow, each after an empty line and its title.

    Title and notes are left out, so that the first table can be read by any program. A group row
    (第一章 总则) has its text in the column of the provisions' text.
    """
    shown = table.for_format("csv")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(_table_to_records(shown))
    for annex in shown.annexes:
        buffer.write("\r\n")
        writer.writerow([guard_cell(annex.title)])
        writer.writerows(_table_to_records(annex))
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def spread_group(row: Row, table: Table) -> tuple[Cell, ...]:
    """A group row cell by cell: its text in the column of the text (else the first), its eId."""
    keys = [column.key for column in table.columns]
    cells = [EMPTY] * len(keys)
    cells[keys.index("text") if "text" in keys else 0] = row.cells[0]
    if "eid" in keys:
        cells[keys.index("eid")] = text_to_cell(row.eid)
    return tuple(cells)


def _table_to_records(table: Table) -> Iterator[list[str]]:
    yield [guard_cell(column.title) for column in table.columns]
    for row in table.rows:
        cells = spread_group(row, table) if row.group else row.cells
        yield [guard_cell(cell.text) for cell in cells]
