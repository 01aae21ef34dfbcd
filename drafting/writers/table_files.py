"""A table to a file: the suffix chooses the writer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from drafting.errors import DraftingError
from drafting.records import record
from drafting.writers.outputs import check_output, write_output
from drafting.writers.table import Table

TABLE_SUFFIXES = (".docx", ".xlsx", ".csv", ".html")


@record
class TableSettings:
    """How tables are written: the ``date`` of every stamp, the .docx ``template`` (None: ours)."""

    date: datetime
    template: Path | None = None


def check_table_outputs(
    outputs: Sequence[str], template: str | None, force: bool
) -> tuple[Path, ...]:
    """Return the paths to write, before any work is done. Raises OutputError or DraftingError."""
    paths = tuple(check_output(output, TABLE_SUFFIXES, force) for output in outputs)
    if template and not any(path.suffix.lower() == ".docx" for path in paths):
        raise DraftingError(f"--template {template}: is for a .docx; add -o TABLE.docx")
    return paths


def write_table(table: Table, path: Path, settings: TableSettings) -> None:
    """Write ``table`` to ``path``."""
    write_output(path, table_to_bytes(table, path.suffix.lower(), settings))


def table_to_bytes(table: Table, suffix: str, settings: TableSettings) -> bytes:
    """Return ``table`` as a file of kind ``suffix`` (one of TABLE_SUFFIXES)."""
    match suffix:
        case ".docx":
            from drafting.writers.table_docx import table_to_docx

            return table_to_docx(table, settings.date, settings.template)
        case ".xlsx":
            from drafting.writers.table_xlsx import table_to_xlsx

            return table_to_xlsx(table, settings.date)
        case ".csv":
            from drafting.writers.table_csv import table_to_csv

            return table_to_csv(table)
        case ".html":
            from drafting.writers.table_html import table_to_html

            return table_to_html(table).encode()
    raise ValueError(f"no writer for {suffix}")
