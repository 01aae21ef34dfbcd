"""PDF → lines, by pdfium: text as printed, joined into paragraphs; scans and locks are told."""

from __future__ import annotations

from typing import Any

from drafting.errors import SourceError
from drafting.sources.lines import Line, Source
from drafting.sources.pdfchars import PrintedLine, page_to_lines
from drafting.sources.pdfparagraphs import pages_to_paragraphs
from drafting.sources.printable import clean

PAGE_LIMIT = 3_000
TEXT_LIMIT = 4_000_000
"""Most characters read: a law of a hundred thousand takes a second."""
PAGE_TEXT_LIMIT = 200_000
_SPARSE = 20
"""A page with fewer characters and a picture is a scanned page."""


def read_pdf(name: str, data: bytes) -> Source:
    """Return the lines of the PDF ``data``: paragraphs, with page furniture flagged.

    Raises SourceError when it is encrypted, damaged, scanned or beyond the limits.
    """
    document = _open(name, data)
    try:
        pages, pictures = _read_pages(name, document)
    finally:
        document.close()
    _refuse_unreadable(name, pages, pictures)
    lines: list[Line] = []
    for paragraph in pages_to_paragraphs(pages):
        text = clean(paragraph.text)[0].strip()
        if text:
            lines.append(Line(text, len(lines) + 1, furniture=paragraph.furniture))
    return Source(name, tuple(lines), "pdf", notes=tuple(_to_notes(pictures)))


def _open(name: str, data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(name, "is encrypted", "save it without a password") from None
        raise SourceError(name, f"is a damaged PDF ({error})", "export it anew") from None
    if len(document) > PAGE_LIMIT:
        raise SourceError(name, f"has more than {PAGE_LIMIT} pages", "split it")
    return document


def _read_pages(name: str, document: Any) -> tuple[list[list[PrintedLine]], list[int]]:
    """The printed lines of each page, and which pages (from 1) are pictures."""
    import pypdfium2

    pages: list[list[PrintedLine]] = []
    pictures: list[int] = []
    total = 0
    for number in range(len(document)):
        try:
            lines, is_picture = _read_page(name, document[number], number)
        except pypdfium2.PdfiumError as error:
            told = f"has a damaged page {number + 1} ({error})"
            raise SourceError(name, told, "export it anew") from None
        if is_picture:
            pictures.append(number + 1)
        total += sum(len(line.text) for line in lines)
        if total > TEXT_LIMIT:
            raise SourceError(name, f"holds more than {TEXT_LIMIT} characters", "split it")
        pages.append(lines)
    return pages, pictures


def _read_page(name: str, page: Any, number: int) -> tuple[list[PrintedLine], bool]:
    """The lines of a page, and whether it is a picture; the page is closed again."""
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > PAGE_TEXT_LIMIT:
            told = f"holds more than {PAGE_TEXT_LIMIT} characters on page {number + 1}"
            raise SourceError(name, told, "export it anew")
        lines = page_to_lines(textpage, number)
        sparse = sum(len(line.text) for line in lines) < _SPARSE
        return lines, sparse and _has_picture(page)
    finally:
        textpage.close()
        page.close()


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    return any(True for _ in page.get_objects(filter=kinds, max_depth=3))


def _refuse_unreadable(name: str, pages: list[list[PrintedLine]], pictures: list[int]) -> None:
    text = "".join(line.text for page in pages for line in page)
    if not text.strip() or len(pictures) == len(pages):
        reason = "is a scan (its pages are pictures)" if pictures else "holds no text"
        raise SourceError(name, reason, "recognise its text (OCR) first, or give another file")
    unknown = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    if unknown > len(text) / 4:
        raise SourceError(
            name, "does not say which characters its fonts print", "recognise its text (OCR) first"
        )


def _to_notes(pictures: list[int]) -> list[str]:
    if not pictures:
        return []
    told = ", ".join(map(str, pictures[:20])) + (" …" if len(pictures) > 20 else "")
    return [f"left aside page(s) {told}: pictures without text"]
