"""Web archives (.mht): one page and its pictures in one MIME message (RFC 2557).

The message is cut at its boundaries here, not by ``email``: that takes quadratic time on nested
parts, and a file from a stranger must not.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from email import message_from_bytes
from email.message import Message

from drafting.errors import SourceError
from drafting.records import record
from drafting.sources.encodings import Decoded
from drafting.sources.files import MEGABYTE, TEXT_LIMIT, refuse_larger
from drafting.sources.html import WIDER, decode_page, page_to_lines
from drafting.sources.lines import Source

MHT_LIMIT = 64 * MEGABYTE
"""Largest archive: the pictures count, and all of it is held in memory."""
PART_LIMIT, DEPTH_LIMIT, HEAD_LIMIT = 5_000, 5, 1 << 16
_PAGES = ("text/html", "application/xhtml+xml")
_HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n")


@record
class ArchivedPage:
    """A part of an archive: its bytes (decoded), its content type, charset and Content-ID."""

    data: bytes
    content_type: str
    charset: str = ""
    id: str = ""


def read_mht(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Return the lines of the archived page. Raises SourceError as ``read_html`` does."""
    refuse_larger(name, len(data), MHT_LIMIT)
    page, notes = archive_to_page(name, data)
    refuse_larger(name, len(page.data), TEXT_LIMIT)
    decoded = decode_archived(name, page, encoding)
    if page.content_type == "text/plain":
        from drafting.sources.text import read_text

        return read_text(name, page.data, decoded.encoding)
    lines, told = page_to_lines(name, decoded.text)
    return Source(name, tuple(lines), "mht", encoding=decoded.encoding, notes=(*notes, *told))


def archive_to_page(name: str, data: bytes) -> tuple[ArchivedPage, list[str]]:
    """Find the page in the archive ``data``; notes say what else was in it that could be read.

    Raises SourceError when no page is found.
    """
    head, body = _split_head(data)
    parts = _read_parts(head, body, DEPTH_LIMIT)
    pages = [p for p in parts if p.content_type in _PAGES] or [
        p for p in parts if p.content_type == "text/plain"
    ]
    pages = [page for page in pages if page.data.strip()]
    if not pages:
        raise SourceError(name, "is a web archive without a page", "save the page anew")
    start = _parameter(head, "start")
    page = next((p for p in pages if start and p.id == start), pages[0])
    others = len(pages) - 1
    return page, [f"left aside {others} further page(s) of the archive"] if others else []


def decode_archived(name: str, page: ArchivedPage, encoding: str | None = None) -> Decoded:
    """Decode the page: as told, as the archive says, else as the page itself says."""
    return decode_page(name, page.data, encoding, page.charset)


def _split_head(data: bytes) -> tuple[Message, bytes]:
    """The headers of a message or part, and its body."""
    data = data.lstrip(b"\r\n")
    found = _HEAD_END.search(data[:HEAD_LIMIT])
    end, begin = found.span() if found else (min(len(data), HEAD_LIMIT), len(data))
    return message_from_bytes(data[:end] + b"\n\n"), data[begin:]


def _parameter(head: Message, name: str) -> str:
    try:
        value = head.get_param(name, "")
    except (ValueError, LookupError, TypeError):
        return ""
    return value if isinstance(value, str) else ""


def _read_parts(head: Message, body: bytes, depth: int) -> list[ArchivedPage]:
    """The text parts of a message, in order; multiparts inside it are opened ``depth`` times."""
    kind = head.get_content_type()
    if kind.startswith("multipart/"):
        boundary = _parameter(head, "boundary").encode("utf-8", "surrogateescape")
        if not boundary or not depth:
            return []
        chunks = re.split(rb"(?m)^--" + re.escape(boundary) + rb"(?:--)?[ \t]*\r?$", body)
        parts = (_split_head(chunk) for chunk in chunks[1 : PART_LIMIT + 1])
        return [page for part in parts for page in _read_parts(*part, depth - 1)]
    if not kind.startswith("text/") and kind not in _PAGES:
        return []
    charset = _parameter(head, "charset").lower()
    decoded = _undo_transfer(body, str(head.get("Content-Transfer-Encoding", "")).strip().lower())
    page_id = str(head.get("Content-ID", "")).strip()
    return [ArchivedPage(decoded, kind, WIDER.get(charset, charset), page_id)]


def _undo_transfer(body: bytes, transfer: str) -> bytes:
    if transfer == "quoted-printable":
        return quopri.decodestring(body)
    if transfer == "base64":
        try:
            return base64.b64decode(body)
        except binascii.Error:
            return b""
    return body
