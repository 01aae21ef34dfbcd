"""A table as a Word document, from a template that staff may edit (docxtpl)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from drafting.errors import DraftingError, SourceError
from drafting.resources import find_resource
from drafting.sources.files import BROKEN_ZIP
from drafting.writers.packaging import normalise_package
from drafting.writers.table import Row, Table
from drafting.writers.template_maker import DYNAMIC_CAPTION
from drafting.writers.wordml import MARK_STYLES, WordCells

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = f"{_W}t"
_GENERIC = "peers-table.docx"
_LINES_KEPT = 14
"""A row of more lines (half a page of the landscape templates) may break across pages: pushed to
the next page whole, it would leave half an empty one."""
_CHARACTER, _PADDING = 210, 108
"""Twips: a character of 表文 (10.5 pt), the margin of a cell."""


def table_to_docx(table: Table, date: datetime, template: str | Path | None = None) -> bytes:
    """Return ``table`` as a .docx, every stamp ``date``.

    ``template`` is a docxtpl template; without one the project's own for this kind of table, or
    the general one. Raises SourceError for an unreadable template and DraftingError for one whose
    template language is wrong.
    """
    path = Path(template) if template else _own_template(table.name)
    document = _open_template(path)
    shown = table.for_format("docx")
    _render(document, shown, path)
    _tidy(document.docx.element.body, shown)
    properties = document.docx.core_properties
    properties.title, properties.author = table.title, properties.author or "drafting"
    properties.created = properties.modified = date
    properties.last_modified_by, properties.revision = properties.author, 1
    buffer = io.BytesIO()
    document.docx.save(buffer)
    return normalise_package(buffer.getvalue(), date)


def _own_template(name: str) -> Path:
    path = find_resource("templates", f"{name}-table.docx")
    return path if path.exists() else find_resource("templates", _GENERIC)


def _open_template(path: Path) -> DocxTemplate:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    try:
        document = DocxTemplate(str(path))
        document.init_docx()
    except (PackageNotFoundError, *BROKEN_ZIP, KeyError):
        raise SourceError(
            path, "cannot be read as a Word template", "give a .docx made from templates/*.docx"
        ) from None
    return document


def _render(document: DocxTemplate, table: Table, path: Path) -> None:
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    styles = frozenset(style.style_id for style in document.docx.styles)
    cells = WordCells(styles & frozenset(MARK_STYLES.values()))
    try:
        document.render(
            _table_to_context(table, cells), SandboxedEnvironment(autoescape=True)
        )
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise DraftingError(
            f"{path}: the template cannot be filled in ({error}); see templates/README.md"
        ) from None


def _table_to_context(table: Table, cells: WordCells) -> dict[str, Any]:
    """What a template may name: title, above, below, columns, rows, annexes."""
    return {
        "title": table.title,
        "above": table.above,
        "below": table.below,
        "columns": [{"title": column.title, "key": column.key} for column in table.columns],
        "rows": [_row_to_context(row, table, cells) for row in table.rows],
        "annexes": [_table_to_context(annex, cells) for annex in table.annexes],
    }


def _row_to_context(row: Row, table: Table, cells: WordCells) -> dict[str, Any]:
    if row.group:
        return {"group": cells.to_markup(row.cells[0]), "eid": row.eid, "cells": []}
    anchor = next((i for i, c in enumerate(table.columns) if c.key == "label"), 0)
    marked = [
        cells.to_anchored(cell, row.eid)
        if i == anchor and (row.eid or table.locked)
        else cells.to_markup(cell)
        for i, cell in enumerate(row.cells)
    ]
    named = {column.key: cell for column, cell in zip(table.columns, marked, strict=True)}
    return {**named, "group": "", "eid": row.eid, "cells": marked}


def _tidy(body: etree._Element, table: Table) -> None:
    """Drop the empty runs that docxtpl leaves, mend cell properties, set widths of columns."""
    for run in list(body.iter(f"{_W}r")):
        texts = [child for child in run if child.tag != f"{_W}rPr"]
        parent = run.getparent()
        if parent is not None and texts and not any(t.text or t.tag != _TEXT for t in texts):
            parent.remove(run)
    for span in body.iter(f"{_W}gridSpan"):
        # docxtpl puts the span of {% colspan %} before the width, which the schema wants first.
        width = span.getnext()
        if width is not None and width.tag == f"{_W}tcW":
            span.addprevious(width)
    widths = {tuple(_titles(t)): [c.width for c in t.columns] for t in (table, *table.annexes)}
    for element in body.iter(f"{_W}tbl"):
        caption = element.find(f"{_W}tblPr/{_W}tblCaption")
        if caption is not None and caption.get(f"{_W}val") == DYNAMIC_CAPTION:
            _set_widths(element, widths.get(tuple(_head_texts(element)), []))
    for row in body.iter(f"{_W}tr"):
        kept = row.find(f"{_W}trPr/{_W}cantSplit")
        if kept is not None and _count_lines(row) > _LINES_KEPT:
            row[0].remove(kept)


def _count_lines(row: etree._Element) -> int:
    """About how many printed lines the tallest cell of a row takes."""
    tallest = 0
    for cell in row.iter(f"{_W}tc"):
        size = cell.find(f"{_W}tcPr/{_W}tcW")
        width = int(size.get(f"{_W}w", "0")) if size is not None else 0
        room = max((width - 2 * _PADDING) // _CHARACTER, 1)
        texts = ("".join(t.text or "" for t in p.iter(_TEXT)) for p in cell.iter(f"{_W}p"))
        tallest = max(tallest, sum(max(-(-len(text) // room), 1) for text in texts))
    return tallest


def _titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def _head_texts(element: etree._Element) -> Iterator[str]:
    """The texts of a rendered table's first row."""
    for cell in element.iterfind(f"{_W}tr[1]/{_W}tc"):
        yield "".join(text.text or "" for text in cell.iter(_TEXT))


def _set_widths(element: etree._Element, widths: list[float]) -> None:
    """Share the table's own width among its columns as ``widths`` ask."""
    if not widths:
        return
    whole = element.find(f"{_W}tblPr/{_W}tblW")
    total = int(whole.get(f"{_W}w", "0")) if whole is not None else 0
    if not total:
        return
    twips = [str(round(width / sum(widths) * total)) for width in widths]
    grid = element.find(f"{_W}tblGrid")
    if grid is None:
        return
    grid[:] = [grid.makeelement(f"{_W}gridCol", {f"{_W}w": width}) for width in twips]
    for row in element.iter(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        if len(cells) == len(twips):
            for cell, width in zip(cells, twips, strict=True):
                size = cell.find(f"{_W}tcPr/{_W}tcW")
                if size is not None:
                    size.set(f"{_W}w", width)
