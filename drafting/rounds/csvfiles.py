"""Comma- or tab-separated tables that come back, in any Chinese encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from drafting.errors import SourceError
from drafting.rounds.grids import Grid, GridRow, Sieve, clean_text
from drafting.sources.encodings import decode
from drafting.writers.table_csv import unguard_cell

_FIELD_LIMIT = 1_000_000


def read_csv(data: bytes, name: str, make_sieve: Callable[[], Sieve] | None = None) -> Grid:
    """Return the rows of a .csv or .tsv. Raises SourceError for what is no text."""
    sieve = make_sieve() if make_sieve else None
    text = decode(name, data).text
    csv.field_size_limit(_FIELD_LIMIT)
    first_line = text[:20_000].partition("\n")[0]
    delimiter = max(",\t;，|", key=first_line.count)
    rows = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for number, record in enumerate(reader, 1):
            cells = {c: clean_text(unguard_cell(t)) for c, t in enumerate(record)}
            said = {c: t for c, t in cells.items() if t}
            rows.append(GridRow(number, sieve(said) if sieve else said))
    except csv.Error as error:
        raise SourceError(name, f"is no table of text ({error})", "save it as .xlsx") from None
    return Grid("表1", tuple(row for row in rows if row.cells))
