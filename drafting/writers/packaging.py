"""Office files as packages that are the same bytes on every run: sorted out, dated, stamped.

Libraries date the zip entries and ``docProps/core.xml`` with the time of day; both are set to the
date of the run. Entries keep their order, the content types first, as Word writes them.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import regex as re

_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_TYPES = "[Content_Types].xml"
_STYLES = "xl/styles.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)
"""What a font holds, in the order that Microsoft's schema has it; openpyxl has its own."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip entry can hold."""


def normalise_package(data: bytes, date: datetime) -> bytes:
    """Return the .docx or .xlsx ``data`` with every stamp set to ``date``."""
    parts = [
        (name, _sort_fonts(part) if name == _STYLES else part)
        for name, part in package_to_parts(data)
    ]
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stamped = [
        (name, _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", part) if _is_core(name) else part)
        for name, part in parts
    ]
    return parts_to_package(stamped, date)


def package_to_parts(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a package (name, content), in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def parts_to_package(parts: list[tuple[str, bytes]], date: datetime) -> bytes:
    """Return a zip of ``parts`` (name, content), every entry dated ``date``."""
    buffer = io.BytesIO()
    moment = max(date.timetuple()[:6], _EPOCH)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in sorted(parts, key=lambda pair: pair[0] != _TYPES):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The system that made the entry and its file rights would differ between machines.
            entry.create_system = 0
            entry.external_attr = 0
            package.writestr(entry, part, compresslevel=6)
    return buffer.getvalue()


def _is_core(name: str) -> bool:
    return name == "docProps/core.xml"


def _sort_fonts(styles: bytes) -> bytes:
    """The styles of a workbook with what each font holds in order."""
    from lxml import etree

    root = etree.fromstring(styles)
    places = {f"{_SHEET}{name}": at for at, name in enumerate(_FONT)}
    for font in root.iter(f"{_SHEET}font"):
        font[:] = sorted(font, key=lambda child: places.get(str(child.tag), len(places)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
