"""Old and other workbooks (.xls .ods .et) → .xlsx by LibreOffice, where it is installed."""

from __future__ import annotations

from drafting.sources.office import convert, find_soffice


def to_workbook(data: bytes, name: str, kind: str) -> bytes:
    """Return the .xlsx that LibreOffice makes of ``data``. Raises SourceError."""
    return convert(name, data, kind, find_soffice(name), "xlsx")
