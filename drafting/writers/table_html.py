"""A table as one self-contained HTML page."""

from __future__ import annotations

from drafting.writers.html_templates import render_html
from drafting.writers.table import Table


def table_to_html(table: Table) -> str:
    """Return ``table`` and its annexes as a page that prints on A4 landscape."""
    shown = table.for_format("html")
    return render_html("table.html", title=table.title, tables=(shown, *shown.annexes))
