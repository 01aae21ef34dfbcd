"""Documents embedded whole in a Word file (``w:altChunk``): official downloads are like this."""

from __future__ import annotations

from drafting.errors import SourceError
from drafting.sources.lines import Line
from drafting.sources.package import Package

DEPTH = 3
"""How deep Word files may be embedded in Word files."""


def chunk_to_lines(
    package: Package, part: str, relationship: str, track_changes: str
) -> tuple[list[Line], list[str]]:
    """The lines of the document that ``part`` embeds by this relationship, and notes on it.

    Web pages (MHT, HTML), texts and Word files are read; another kind is left aside and told.
    Raises SourceError when the embedded document cannot be read.
    """
    found = package.relationships(part).get(relationship)
    if found is None or found.external or found.target not in package:
        return [], ["left aside an embedded document that is not in the file"]
    data = package.read(found.target)
    kind = _kind_of(package.content_type(found.target), found.target, data)
    if kind in ("mht", "html"):
        return _page_lines(package.name, data, kind)
    if kind == "docx":
        return _word_lines(package, data, track_changes)
    if kind == "txt":
        from drafting.sources.text import read_text

        source = read_text(package.name, data)
        return list(source.lines), list(source.notes)
    return [], [f"left aside an embedded document of another kind ({found.target})"]


def _kind_of(content_type: str, target: str, data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    suffix = target.rsplit(".", 1)[-1].lower()
    if content_type == "message/rfc822" or suffix in ("mht", "mhtml"):
        return "mht"
    if "html" in content_type or suffix in ("htm", "html", "xhtml"):
        return "html"
    return "txt" if content_type == "text/plain" or suffix == "txt" else ""


def _page_lines(name: str, data: bytes, kind: str) -> tuple[list[Line], list[str]]:
    from drafting.sources.html import decode_page, page_to_lines
    from drafting.sources.mht import archive_to_page, decode_archived

    if kind == "html":
        return page_to_lines(name, decode_page(name, data).text, whole=True)
    page, notes = archive_to_page(name, data)
    lines, told = page_to_lines(name, decode_archived(name, page).text, whole=True)
    return lines, notes + told


def _word_lines(package: Package, data: bytes, track_changes: str) -> tuple[list[Line], list[str]]:
    from drafting.sources.package import open_package
    from drafting.sources.wordlines import package_to_lines

    if package.depth >= DEPTH:
        raise SourceError(package.name, "embeds Word files in Word files", "save it anew in Word")
    inner = open_package(package.name, data, package)
    found = package_to_lines(inner, track_changes)
    return found.lines, found.notes
