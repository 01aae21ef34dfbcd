"""Web archives (.mht): one page and its pictures in one MIME message."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import Message

from drafting.errors import SourceError
from drafting.sources.encodings import Decoded
from drafting.sources.files import MEGABYTE, TEXT_LIMIT, refuse_larger
from drafting.sources.html import WIDER, decode_page, page_to_lines
from drafting.sources.lines import Source

MHT_LIMIT = 64 * MEGABYTE
"""Largest archive: the pictures count, and all of it is held in memory."""
PART_LIMIT = 5_000
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """The page of an archive: its bytes, its content type and the charset the archive names."""

    data: bytes
    content_type: str
    charset: str


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
    return Source(
        name, tuple(lines), "mht", encoding=decoded.encoding, notes=(*notes, *told)
    )


def archive_to_page(name: str, data: bytes) -> tuple[ArchivedPage, list[str]]:
    """Find the page in the archive ``data``; notes say what else was in it that could be read.

    Raises SourceError when no page is found.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = _to_parts(message)
        pages = [p for p in parts if p.get_content_type() in _PAGES] or [
            p for p in parts if p.get_content_type() == "text/plain"
        ]
        root = _root_of(message, pages)
        payload = None if root is None else root.get_payload(decode=True)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SourceError(name, f"is a damaged web archive ({error})", "save it anew") from None
    if root is None or not isinstance(payload, bytes) or not payload.strip():
        raise SourceError(name, "is a web archive without a page", "save the page anew")
    charset = str(root.get_param("charset", "") or "").lower()
    page = ArchivedPage(payload, root.get_content_type(), WIDER.get(charset, charset))
    others = len(pages) - 1
    return page, [f"left aside {others} further page(s) of the archive"] if others else []


def _to_parts(message: Message) -> list[Message]:
    parts: list[Message] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > PART_LIMIT:
            break
    return parts


def _root_of(message: Message, pages: list[Message]) -> Message | None:
    """The part that ``start`` names, else the first page (RFC 2387)."""
    start = message.get_param("start")
    named = (p for p in pages if start and p.get("Content-ID") == start)
    return next(named, pages[0] if pages else None)


def decode_archived(name: str, page: ArchivedPage, encoding: str | None = None) -> Decoded:
    """Decode the page: as told, as the archive says, else as the page itself says."""
    if not encoding and page.charset:
        try:
            return decode_page(name, page.data, page.charset)
        except SourceError:
            pass  # archives lie about charsets as pages do
    return decode_page(name, page.data, encoding)
