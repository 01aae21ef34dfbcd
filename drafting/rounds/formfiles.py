"""The forms of a round as .docx and .xlsx: text locked, answers free, kinds offered, rows to spare.

Word: read-only without a password, the answer cells of every row excepted for everybody (ISO/IEC
29500-1, 17.13.7 and 17.15.1.29), the kind in a drop-down control. Excel: a protected sheet whose
answer cells are not (that is the tables' own work); here only the spare rows are freed whole.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lxml import etree

from drafting.akn import Tree
from drafting.rounds.comments import KINDS
from drafting.sources.package import w
from drafting.writers.packaging import normalise_package, package_to_parts, parts_to_package
from drafting.writers.table import EMPTY, Column, Row, Table
from drafting.writers.table_comment import By, table_comment

SPARE_ROWS = 10
"""Rows at the end for whoever has more to say: all their cells are free."""
_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_CHOOSE = "请选择"


def form_to_files(tree: Tree, by: By, date: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of the forms for comments on ``tree``."""
    from drafting.writers.table_docx import table_to_docx
    from drafting.writers.table_xlsx import table_to_xlsx

    table = make_form(tree, by)
    yield "form.docx", _lock_word(table_to_docx(table, date), table, date)
    yield "form.xlsx", _free_spare_rows(table_to_xlsx(table, date), table, date)


def make_form(tree: Tree, by: By) -> Table:
    """The form for comments with the kind of comment in every format, and spare rows."""
    table = table_comment(tree, by)
    columns = tuple(_with_kind(column) for column in table.columns)
    spare = Row((EMPTY,) * len(columns))
    more = "序号为空的行供补充意见使用，请在“条款”栏写明所指条款。"
    told = (*table.below[:1], more, *table.below[1:])
    # a name without a template of its own: the general one has as many columns as are needed
    return replace(
        table, name="round", columns=columns, rows=(*table.rows, *(spare,) * SPARE_ROWS), below=told
    )


def _with_kind(column: Column) -> Column:
    if column.key == "label":
        return replace(column, width=9)
    return replace(column, formats=("docx", "xlsx", "csv")) if column.key == "kind" else column


def _free_spare_rows(data: bytes, table: Table, date: datetime) -> bytes:
    from openpyxl import load_workbook
    from openpyxl.styles import Protection

    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    last = 2 + len(table.above) + len(table.rows)
    for number in range(last - SPARE_ROWS + 1, last + 1):
        for cell in sheet[number]:
            cell.protection = Protection(locked=False)
    book.properties.created = book.properties.modified = date
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise_package(buffer.getvalue(), date)


def _lock_word(data: bytes, table: Table, date: datetime) -> bytes:
    parts = dict(package_to_parts(data))
    document = etree.fromstring(parts[_DOCUMENT])
    shown = table.for_format("docx")
    keys = [column.key for column in shown.columns]
    answers = [i for i, column in enumerate(shown.columns) if column.answer]
    rows = document.iter(w("tr"))
    next(rows)  # the head
    for number, (element, row) in enumerate(zip(rows, shown.rows, strict=False), 1):
        if not row.group:
            _offer_kinds(element, keys.index("kind"), number)
            first = 0 if row.cells == (EMPTY,) * len(row.cells) else answers[0]
            _except(element, (first, answers[-1]), number)
    settings = etree.fromstring(parts[_SETTINGS])
    _protect(settings)
    parts[_DOCUMENT] = _to_bytes(document)
    parts[_SETTINGS] = _to_bytes(settings)
    return parts_to_package(list(parts.items()), date)


def _except(row: etree._Element, columns: tuple[int, int], number: int) -> None:
    """Leave the cells ``columns`` (first, last) of a row to everybody."""
    start = etree.Element(
        w("permStart"),
        {w("id"): str(number), w("edGrp"): "everyone",
         w("colFirst"): str(columns[0]), w("colLast"): str(columns[1])},
    )  # fmt: skip
    paragraph = next(row.iter(w("p")))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    row.addnext(etree.Element(w("permEnd"), {w("id"): str(number)}))


def _offer_kinds(row: etree._Element, column: int, number: int) -> None:
    """Put a drop-down list of the kinds into an empty cell."""
    paragraph = row.findall(w("tc"))[column].find(w("p"))
    if paragraph is None:
        return
    for run in paragraph.findall(w("r")):
        paragraph.remove(run)
    control = etree.SubElement(paragraph, w("sdt"))
    properties = etree.SubElement(control, w("sdtPr"))
    etree.SubElement(properties, w("alias"), {w("val"): "意见类型"})
    etree.SubElement(properties, w("tag"), {w("val"): "kind"})
    etree.SubElement(properties, w("id"), {w("val"): str(900_000 + number)})
    etree.SubElement(properties, w("showingPlcHdr"))
    offered = etree.SubElement(properties, w("dropDownList"))
    etree.SubElement(offered, w("listItem"), {w("displayText"): _CHOOSE, w("value"): ""})
    for kind in map(str, KINDS):
        etree.SubElement(offered, w("listItem"), {w("displayText"): kind, w("value"): kind})
    run = etree.SubElement(etree.SubElement(control, w("sdtContent")), w("r"))
    look = etree.SubElement(run, w("rPr"))
    etree.SubElement(look, w("rFonts"), {w("hint"): "eastAsia"})
    etree.SubElement(look, w("color"), {w("val"): "808080"})
    etree.SubElement(run, w("t")).text = _CHOOSE


def _protect(settings: etree._Element) -> None:
    protection = etree.Element(
        w("documentProtection"), {w("edit"): "readOnly", w("enforcement"): "1"}
    )
    before = next((e for e in settings if e.tag == w("defaultTabStop")), None)
    if before is None:
        settings.append(protection)
    else:
        before.addprevious(protection)


def _to_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
