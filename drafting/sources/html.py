"""Web pages → lines: the body as text, everything around it as furniture, nothing lost."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from drafting.errors import SourceError
from drafting.sources.encodings import BOMS, SURE, Decoded, decode, everyday_share
from drafting.sources.files import TEXT_LIMIT, refuse_larger
from drafting.sources.lines import Line, Source
from drafting.sources.printable import clean
from drafting.sources.text import read_text
from drafting.sources.webbody import find_furniture
from drafting.sources.webwalk import WebLine, WebWalk, collapse

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I)
_TAG = re.compile(r"<[A-Za-z!/?]")
_HEAD = 8192
"""How far into a page its charset is looked for (browsers look at 1024 bytes)."""
WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "iso-8859-1": "", "us-ascii": "",
}  # fmt: skip
"""Charsets that pages name, and the larger one they mean; "" for what no Chinese page is in."""
_CHARSETS = ("utf", "gb", "big5", "hz", "cp9", "cp125", "windows-", "iso-8859", "shift", "euc-")
"""How charsets begin that a page may name (Python knows codecs that are none: idna, punycode)."""


def read_html(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Return the lines of the web page ``data``; what is outside its body is furniture.

    Raises SourceError when the bytes are no text, in no readable encoding, or nested absurdly.
    """
    refuse_larger(name, len(data), TEXT_LIMIT)
    decoded = decode_page(name, data, encoding)
    if not _TAG.search(decoded.text):
        return replace(read_text(name, data, decoded.encoding), format="html")
    lines, notes = page_to_lines(name, decoded.text)
    if decoded.guessed:
        notes = [f"read as {decoded.encoding} (found by reading it)", *notes]
    return Source(name, tuple(lines), "html", encoding=decoded.encoding, notes=tuple(notes))


def decode_page(
    name: str, data: bytes, encoding: str | None = None, declared: str = ""
) -> Decoded:
    """Decode a page: the encoding given, BOM, valid UTF-8, the charset it names, then a guess.

    ``declared`` is a charset named outside the page. Charsets that pages name are often false:
    one that makes no Chinese of the page is dropped for the guess.
    """
    if encoding or any(data.startswith(bom) for bom, _ in BOMS) or _is_utf8(data):
        return decode(name, data, encoding)
    found = _decode_declared(name, data, declared or declared_charset(data))
    if found is not None and everyday_share(found.text) >= SURE / 2:
        return found
    try:
        return decode(name, data)
    except SourceError:
        if found is None:
            raise
        return found


def _decode_declared(name: str, data: bytes, charset: str) -> Decoded | None:
    if not charset.startswith(_CHARSETS):
        return None
    try:
        return decode(name, data, charset)
    except SourceError:
        return None


def declared_charset(data: bytes) -> str:
    """The charset that a page names in its head, widened to what is meant; "" when none."""
    found = _CHARSET.search(data[:_HEAD])
    named = found[1].decode("ascii").lower() if found else ""
    return WIDER.get(named, named)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page_to_lines(name: str, text: str, whole: bool = False) -> tuple[list[Line], list[str]]:
    """The lines of the page with source ``text``, and notes on it.

    ``whole``: the page is a document and has no furniture (one embedded in a Word file).
    """
    text, notes = clean(text)
    root = parse_page(name, text)
    if root is None:
        return [], list(notes)
    found = WebWalk().walk(root)
    furniture = [False] * len(found) if whole else find_furniture(found)
    title = "" if whole else _lone_title(root, found)
    shown: list[tuple[WebLine | None, str, bool]] = [(None, title, True)] if title else []
    for line, outside in zip(found, furniture, strict=True):
        shown_text = clean(line.text)[0]
        if shown_text:
            shown.append((line, shown_text, outside))
    lines = [_to_line(*entry, number) for number, entry in enumerate(shown, start=1)]
    return lines, [*notes, *_leftovers(root)]


def _to_line(line: WebLine | None, text: str, furniture: bool, number: int) -> Line:
    if line is None:
        return Line(text, number, furniture=furniture)
    return Line(
        text,
        number,
        label=line.label,
        outline=line.outline,
        table=line.table,
        furniture=furniture,
        span=line.span,
    )


def parse_page(name: str, text: str) -> etree._Element | None:
    """The tree of a page; None when it holds nothing. Raises SourceError for absurd nesting."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if "empty" in str(error).lower():
            return None
        raise SourceError(name, f"is no web page ({error})", "save it anew") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise SourceError(name, "nests elements absurdly deep", "save the page anew as text")
    return root


def _lone_title(root: etree._Element, lines: list[WebLine]) -> str:
    """The page's <title> when nothing on the page says it: browsers show it, so it is kept."""
    title = collapse(root.findtext("head/title") or "")
    text = "\n".join(line.text for line in lines)
    parts = [part.strip() for part in re.split(r"[_|]|\s[-–—]\s|-{2,}", title) if part.strip()]
    return clean(title)[0] if parts and parts[0] not in text else ""


def _leftovers(root: etree._Element) -> list[str]:
    frames = sum(1 for _ in root.iter("iframe", "frame", "object", "embed"))
    return [f"left aside {frames} embedded page(s) or object(s)"] if frames else []


