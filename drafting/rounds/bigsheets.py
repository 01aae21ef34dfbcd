"""Tables of very many rows as .xlsx and .csv, row after row, so that memory stays flat.

The same look as the tables' own writer, without marks inside cells and without estimated heights:
a round of two hundred thousand comments is filtered and answered, not printed. openpyxl makes the
workbook with its heads, styles and lists; the rows are written into its sheets here, ten times as
fast. Texts that come again and again (the draft's own, labels, kinds) stand once, among the shared
strings.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import regex as re

from drafting.records import record
from drafting.rounds.grids import strip_control
from drafting.rounds.handling import Part
from drafting.writers.packaging import normalise_package, package_to_parts
from drafting.writers.sheet_styles import SheetStyles
from drafting.writers.table import Cell, Column, Row, Table
from drafting.writers.table_csv import begins_formula, guard_cell, spread_group
from drafting.writers.table_xlsx import CELL_LIMIT

if TYPE_CHECKING:
    from openpyxl import Workbook

MANY = 5_000
"""Comments from which a table is written so."""
SHEET_ROWS = 1_000_000
"""Rows of one sheet; Excel holds 1,048,576. What is more goes on in a further sheet."""
_LAST = 1_048_575
"""Stands for the last row until that is known."""
_WIDTH_UNITS = 2.1
_SHARED_COLUMNS = frozenset(
    ("label", "text", "kind", "count", "proposer", "date", "place", "answer", "answered_by",
     "answered_at", "known")
)  # fmt: skip
_SHARED_LIMIT = 100_000
"""Most texts that are remembered; what comes after is written where it stands."""
_STRINGS = "xl/sharedStrings.xml"
_ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def parts_to_csv(parts: Sequence[Part]) -> bytes:
    """Return the parts as CSV, as the tables' own writer would."""
    buffer = io.BytesIO(b"\xef\xbb\xbf")
    buffer.seek(0, io.SEEK_END)
    text = io.TextIOWrapper(buffer, "utf-8", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for number, part in enumerate(parts):
        if number:
            text.write("\r\n")
            writer.writerow([guard_cell(part.table.title)])
        writer.writerow([guard_cell(column.title) for column in part.table.columns])
        for row in part.rows:
            writer.writerow([guard_cell(cell.text) for cell in _cells_of(row, part.table)])
    text.flush()
    return buffer.getvalue()


def _cells_of(row: Row, table: Table) -> tuple[Cell, ...]:
    return spread_group(row, table) if row.group else row.cells


def parts_to_xlsx(parts: Sequence[Part], date: datetime) -> bytes:
    """Return the parts as sheets of a workbook, every stamp ``date``."""
    sheets = [sheet for part in parts for sheet in _part_to_sheets(part)]
    frame, looks = _make_frame(sheets, parts[0].table.title, date)
    strings = _Strings()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in package_to_parts(frame):
            sheet = next((s for s in sheets if s.part == name), None)
            with _open_entry(package, name, date) as entry:
                if sheet is None:
                    entry.write(_name_strings(name, data))
                else:
                    _write_sheet(entry, data, sheet, (looks, strings))
        with _open_entry(package, _STRINGS, date) as entry:
            entry.write(strings.to_xml())
    return buffer.getvalue()


def _name_strings(name: str, data: bytes) -> bytes:
    """The lists of parts with the shared strings in them, which openpyxl does not use here."""
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        made = f'<Override PartName="/{_STRINGS}" ContentType="{kind}"/></Types>'
        return data.replace(b"</Types>", made.encode())
    if name == "xl/_rels/workbook.xml.rels":
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        made = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="rIdStrings"/>'
        return data.replace(b"</Relationships>", f"{made}</Relationships>".encode())
    return data


def _open_entry(package: zipfile.ZipFile, name: str, date: datetime) -> IO[bytes]:
    """An entry to write into bit by bit, the same bytes on every machine."""
    entry = zipfile.ZipInfo(name, max(date.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return package.open(entry, "w")


@dataclass
class _Sheet:
    """One sheet: its title, its ``part`` of the package, the table that it shows, rows to come."""

    title: str
    part: str
    table: Table
    rows: Iterator[Row]
    is_last: bool

    @property
    def head(self) -> int:
        """The row of the columns' titles."""
        return 2 + len(self.table.above)


def _part_to_sheets(part: Part) -> Iterator[_Sheet]:
    """《…条例》意见汇总处理表 → 意见汇总处理表, as the tables' own writer names its sheets."""
    title = part.table.title.rpartition("》")[2][:28] or "表"
    count = max(1, -(-part.most // SHEET_ROWS))
    for number in range(1, count + 1):
        rows = islice(part.rows, SHEET_ROWS)
        first = next(rows, None)
        if first is None and number > 1:
            return
        shown = title if number == 1 else f"{title}{number}"
        given = chain((first,), rows) if first is not None else rows
        yield _Sheet(shown, "", part.table, given, number == count)


@record
class _Looks:
    """The number of each style in the workbook; ``quoted``: text that begins like a formula."""

    plain: dict[str, int]
    quoted: dict[str, int]


def _make_frame(sheets: Sequence[_Sheet], title: str, date: datetime) -> tuple[bytes, _Looks]:
    """The workbook with everything but its rows."""
    from openpyxl import Workbook

    book, styles = Workbook(write_only=True), SheetStyles()
    plain: dict[str, int] = {}
    quoted: dict[str, int] = {}
    for number, sheet in enumerate(sheets, 1):
        made: Any = book.create_sheet(sheet.title)
        sheet.part = f"xl/worksheets/sheet{number}.xml"
        for look in ("text", "centre", "free", "group", "note"):
            plain[look] = _style_cell(made, "x", look, styles).style_id
            quoted[look] = _style_cell(made, "=", look, styles).style_id
        _lay_out(made, sheet, styles)
    book.properties.title, book.properties.creator = title, "drafting"
    book.properties.created = book.properties.modified = date
    return _save(book, date), _Looks(plain, quoted)


def _save(book: Workbook, date: datetime) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise_package(buffer.getvalue(), date)


def _lay_out(made: Any, sheet: _Sheet, styles: SheetStyles) -> None:
    """Columns, head, lists and filter of one sheet."""
    from openpyxl.utils import get_column_letter

    table, head = sheet.table, sheet.head
    for place, column in enumerate(table.columns, 1):
        letter = get_column_letter(place)
        dimension = made.column_dimensions[letter]
        dimension.width, dimension.hidden = round(column.width * _WIDTH_UNITS, 1), column.hidden
        if column.choices:
            _offer(made, f"{letter}{head + 1}:{letter}{_LAST}", column)
    made.freeze_panes = f"A{head + 1}"
    made.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{_LAST}"
    for line, look in ((table.title, "title"), *((text, "note") for text in table.above)):
        made.append([_style_cell(made, line, look, styles)])
    made.append([_style_cell(made, c.title, "head", styles) for c in table.columns])


def _style_cell(made: Any, text: str, look: str, styles: SheetStyles) -> Any:
    """A cell of text that stays text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(made)
    styles.dress(cell, look)
    cell.value = strip_control(text)
    cell.data_type = "s"
    if begins_formula(text):
        cell.quotePrefix = True
    return cell


def _offer(made: Any, cells: str, column: Column) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(
        type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True,
        showErrorMessage=False,
    )
    made.data_validations.append(offer)
    offer.add(cells)


def _look(column: Column) -> str:
    return "free" if column.answer else "centre" if column.align == "center" else "text"


@dataclass
class _Strings:
    """Texts written once and named by number."""

    numbers: dict[str, int] = field(default_factory=dict)

    def find(self, text: str) -> int | None:
        """The number of ``text``, None when there are too many texts already."""
        known = self.numbers.get(text)
        if known is None and len(self.numbers) < _SHARED_LIMIT:
            known = self.numbers[text] = len(self.numbers)
        return known

    def to_xml(self) -> bytes:
        """The part that holds them."""
        items = "".join(f"<si>{_to_t(text)}</si>" for text in self.numbers)
        return f'<sst xmlns="{_SHEET_NS}" uniqueCount="{len(self.numbers)}">{items}</sst>'.encode()


_Shared = tuple[_Looks, _Strings]


def _write_sheet(entry: Any, frame: bytes, sheet: _Sheet, shared: _Shared) -> None:
    """The frame of a sheet with its rows inside and its last row named."""
    begin, _, end = frame.partition(b"</sheetData>")
    entry.write(begin)
    last = sheet.head
    writer = _RowWriter(sheet, *shared)
    for last, row in enumerate(sheet.rows, sheet.head + 1):
        entry.write(writer.write(row, last).encode())
    below = sheet.table.below if sheet.is_last else ()
    for number, text in enumerate(below, last + 1):
        cell = _to_c(f"A{number}", shared[0].plain["note"], text)
        entry.write(f'<row r="{number}">{cell}</row>'.encode())
    known = max(last, sheet.head + 1)
    entry.write(b"</sheetData>" + end.replace(b"%d" % _LAST, b"%d" % known))


class _RowWriter:
    """Writes the rows of one sheet as XML."""

    def __init__(self, sheet: _Sheet, looks: _Looks, strings: _Strings) -> None:
        columns = sheet.table.columns
        self._table, self._looks, self._strings = sheet.table, looks, strings
        self._columns = [
            (_letters(n), _look(column), column.key in _SHARED_COLUMNS)
            for n, column in enumerate(columns)
        ]

    def write(self, row: Row, number: int) -> str:
        """One row."""
        cells = _cells_of(row, self._table)
        made = (
            self._cell(cell.text, f"{letters}{number}", "group" if row.group else look, shared)
            for cell, (letters, look, shared) in zip(cells, self._columns, strict=True)
        )
        return f'<row r="{number}">{"".join(made)}</row>'

    def _cell(self, text: str, place: str, look: str, shared: bool) -> str:
        if not text:
            return f'<c r="{place}" s="{self._looks.plain[look]}"/>'
        known = self._looks.quoted if begins_formula(text) else self._looks.plain
        number = self._strings.find(_cut(text)) if shared else None
        if number is not None:
            return f'<c r="{place}" s="{known[look]}" t="s"><v>{number}</v></c>'
        return _to_c(place, known[look], _cut(text))


def _to_c(place: str, style: int, text: str) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_to_t(text)}</is></c>'


def _to_t(text: str) -> str:
    plain = escape(_ESCAPE.sub("_x005F_x", strip_control(text)))
    return f'<t xml:space="preserve">{plain}</t>'


def _cut(text: str) -> str:
    """What Excel can hold of a text; where it is cut, that is said."""
    return text if len(text) <= CELL_LIMIT else f"{text[:CELL_LIMIT]}……（过长，全文见来件）"


def _letters(column: int) -> str:
    """0 → A, 26 → AA."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))
