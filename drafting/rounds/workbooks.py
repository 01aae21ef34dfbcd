"""Workbooks (.xlsx, .xlsm) that come back, read from their XML without trusting them.

Only cell text, cell notes and number formats are looked at: macros, external links, images and
connections are not opened. A formula is never evaluated: the text it showed is taken when the file
has it, else the formula as text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, cast

import regex as re
from lxml import etree

from drafting.errors import SourceError
from drafting.rounds.grids import Grid, GridRow, Note, Sieve, clean_text, unescape_cell
from drafting.rounds.packages import Package, local
from drafting.rounds.serials import find_date_styles, serial_to_text

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LEGACY = re.compile(r"^\[(?:Threaded comment|线程批注)\].*?(?:Comment|批注)[:：]\s*", re.S)
SPREAD_LIMIT = 1_000_000
"""Most rows that merged cells of one sheet are spread over."""


@dataclass
class _Book:
    """What every sheet of one workbook shares."""

    package: Package
    strings: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()
    since_1904: bool = False
    make_sieve: Callable[[], Sieve] | None = None


def read_workbook(
    data: bytes, name: str, make_sieve: Callable[[], Sieve] | None = None
) -> list[Grid]:
    """Return the sheets of a workbook, hidden ones too. Raises SourceError for a broken one.

    ``make_sieve`` makes for each sheet what chooses the cells to keep; with it a workbook may be
    larger, since little of it is held.
    """
    package = Package(data, name, sieved=make_sieve is not None)
    workbook = package.find_main("xl/workbook.xml")
    root = package.read_xml(workbook)
    book = _Book(package, _read_strings(package), make_sieve=make_sieve)
    properties = next(_children(root, "workbookPr"), None)
    book.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book.date_styles = find_date_styles(package)
    targets = package.read_relations(workbook)
    grids = []
    for sheet in root.iter(f"{{{_NS}}}sheet", f"{{{_STRICT}}}sheet"):
        part = targets.get(sheet.get(_REL) or sheet.get(_REL_STRICT) or "", "")
        if "worksheets/" in part and package.has(part):
            grids.append(_read_sheet(book, part, sheet))
    if not grids:
        raise SourceError(name, "a workbook without a sheet", "save it again in Excel")
    return grids


def _read_sheet(book: _Book, part: str, sheet: etree._Element) -> Grid:
    title = f"工作表“{clean_text(sheet.get('name') or '')}”"
    content = _Content(sieve=book.make_sieve() if book.make_sieve else None)
    try:
        with book.package.open(part) as stream:
            _read_content(book, stream, content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            book.package.name, f"a broken sheet ({error})", "save it again in Excel"
        ) from None
    remarks = []
    if content.formulas:
        remarks.append(f"{title}有{content.formulas}个公式单元格，按文字读取，不作计算")
    if sheet.get("state") in ("hidden", "veryHidden"):
        remarks.append(f"{title}是隐藏的工作表，已一并读取")
    _spread_merged(content)
    return Grid(title, _join_notes(content, _read_notes(book.package, part)), tuple(remarks))


@dataclass
class _Content:
    """One sheet while it is read: cells by row, areas merged downwards, formulas counted."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    formulas: int = 0
    sieve: Sieve | None = None


_SHEET_TAGS = tuple(f"{{{n}}}{t}" for n in (_NS, _STRICT) for t in ("row", "mergeCell"))


def _read_content(book: _Book, stream: IO[bytes], content: _Content) -> None:
    number = 0
    for _, element in etree.iterparse(
        stream, tag=_SHEET_TAGS, resolve_entities=False, no_network=True
    ):
        if local(element) == "mergeCell":
            _read_merged(element, content)
            continue
        number = int(element.get("r") or number + 1)
        cells = _read_cells(book, element, content)
        if content.sieve is not None:
            cells = content.sieve(cells)
        if cells:
            content.rows[number] = cells
        # what is read is let go: a sheet of 100 MB takes no tree of 2 GB
        element.clear()
        while element.getprevious() is not None:
            del cast(etree._Element, element.getparent())[0]


def _read_cells(book: _Book, row: etree._Element, content: _Content) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = -1
    for cell in row:
        found = _CELL.match(cell.get("r") or "")
        column = letters_to_column(found[1]) if found else column + 1
        text = clean_text(unescape_cell(_cell_text(book, cell, content)))
        if text:
            cells[column] = text
    return cells


def _cell_text(book: _Book, cell: etree._Element, content: _Content) -> str:
    kind = cell.get("t") or "n"
    value, formula = "", None
    for child in cell:
        name = local(child)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = child.text or ""
        elif name == "is":
            value = _rich_text(child)
    if formula is not None:
        content.formulas += 1
        if kind != "str" or not value:
            return f"={formula}" if formula else value
    if kind == "s":
        return book.strings[int(value)] if _is_index(value, len(book.strings)) else ""
    if kind == "b":
        return "是" if value == "1" else "否"
    if kind == "n" and value:
        dated = int(cell.get("s") or 0) in book.date_styles
        return serial_to_text(value, dated, book.since_1904)
    return value


def _is_index(value: str, count: int) -> bool:
    return value.isdecimal() and len(value) < 9 and int(value) < count


def _read_strings(package: Package) -> list[str]:
    part = "xl/sharedStrings.xml"
    if not package.has(part):
        return []
    strings = []
    tags = (f"{{{_NS}}}si", f"{{{_STRICT}}}si")
    try:
        with package.open(part) as stream:
            for _, item in etree.iterparse(
                stream, tag=tags, resolve_entities=False, no_network=True
            ):
                strings.append(_rich_text(item))
                item.clear()
                while item.getprevious() is not None:
                    del cast(etree._Element, item.getparent())[0]
    except etree.XMLSyntaxError as error:
        raise SourceError(
            package.name, f"broken texts ({error.msg})", "save it again in Excel"
        ) from None
    return strings


def _rich_text(item: etree._Element) -> str:
    """The text of runs, phonetic guides (rPh) left aside."""
    parts = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(t.text or "" for t in child if local(t) == "t")
    return "".join(parts)


def _read_notes(package: Package, part: str) -> list[tuple[int, Note]]:
    """Cell notes by row: threaded ones where there are any, else the old kind."""
    targets = package.read_relations(part).values()
    threaded = [t for t in targets if "threadedComment" in t and package.has(t)]
    if threaded:
        return [n for t in threaded for n in _threaded_notes(package, t)]
    plain = [t for t in targets if posixpath.basename(t).startswith("comment")]
    return [n for t in plain if package.has(t) for n in _plain_notes(package, t)]


def _plain_notes(package: Package, part: str) -> Iterator[tuple[int, Note]]:
    root = package.read_xml(part)
    authors = [a.text or "" for a in _descendants(root, "author")]
    for comment in _descendants(root, "comment"):
        found = _CELL.match(comment.get("ref") or "")
        body = next(_children(comment, "text"), None)
        if found is None or body is None:
            continue
        index = int(comment.get("authorId") or 0)
        author = clean_text(authors[index]) if index < len(authors) else ""
        text = _LEGACY.sub("", clean_text(_rich_text(body)))
        # Excel prints the author's name as the note's first line
        text = text.removeprefix(f"{author}:").removeprefix(f"{author}：").strip()
        if text:
            yield int(found[2]), Note(author, text)


def _threaded_notes(package: Package, part: str) -> Iterator[tuple[int, Note]]:
    people = {}
    for name in package.names:
        if name.startswith("xl/persons/"):
            for person in _descendants(package.read_xml(name), "person"):
                people[person.get("id")] = person.get("displayName") or ""
    for comment in _descendants(package.read_xml(part), "threadedComment"):
        found = _CELL.match(comment.get("ref") or "")
        text = "".join(clean_text(t.text or "") for t in _children(comment, "text"))
        if found and text:
            author = clean_text(people.get(comment.get("personId"), ""))
            yield int(found[2]), Note(author, text, (comment.get("dT") or "")[:19])


def _read_merged(element: etree._Element, content: _Content) -> None:
    ends = _CELL.findall(element.get("ref") or "")
    if len(ends) == 2 and int(ends[1][1]) > int(ends[0][1]):
        area = (int(ends[0][1]), int(ends[1][1]), letters_to_column(ends[0][0]))
        content.merged.append(area)


def _spread_merged(content: _Content) -> None:
    """Give every row of cells merged downwards the text of the first (one 条, many comments)."""
    left = SPREAD_LIMIT
    for top, bottom, column in content.merged:
        text = content.rows.get(top, {}).get(column)
        left -= bottom - top
        if text is None or left < 0:
            continue
        for number in range(top + 1, bottom + 1):
            if number in content.rows:
                content.rows[number].setdefault(column, text)


def _join_notes(content: _Content, notes: list[tuple[int, Note]]) -> tuple[GridRow, ...]:
    beside: dict[int, list[Note]] = {}
    for number, note in notes:
        beside.setdefault(number, []).append(note)
    numbers = sorted(content.rows.keys() | beside.keys())
    return tuple(
        GridRow(n, content.rows.get(n, {}), "", tuple(beside.get(n, ()))) for n in numbers
    )


def letters_to_column(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local(child) == name)


def _descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element.iter(etree.Element) if local(child) == name)
