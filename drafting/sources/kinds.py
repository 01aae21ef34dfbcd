"""What a file is, by its suffix and by its content; where the two disagree, it is told.

Offices rename files freely. Among Word's own kinds (.doc that is really .docx, RTF or a web page)
the content decides and a note says so; anything else that is not what it is called is an error
that names what it is.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import Path

from drafting.errors import SourceError
from drafting.sources.encodings import BOMS, looks_binary
from drafting.sources.files import BROKEN_ZIP

SUFFIXES = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".mht": "mht", ".mhtml": "mht",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf",
    ".doc": "doc", ".dot": "doc", ".wps": "wps", ".rtf": "rtf", ".odt": "odt",
}  # fmt: skip
"""Kind of source by suffix; .xml (a saved tree) is ``drafting.load``'s."""
READABLE = ".txt .md .html .mht .docx .doc .wps .rtf .odt .pdf, or a saved tree .xml"
NAMES = {
    "docx": "a Word document (.docx)", "ole": "an old Word or WPS document (.doc)",
    "odt": "an OpenDocument text (.odt)", "rtf": "an RTF document (.rtf)", "pdf": "a PDF (.pdf)",
    "html": "a web page (.html)", "mht": "a web archive (.mht)", "txt": "plain text (.txt)",
    "xlsx": "an Excel workbook", "pptx": "a presentation", "ofd": "an OFD document",
    "zip": "a zip archive", "picture": "a picture", "archive": "a packed archive",
    "program": "a program", "utf": "plain text (.txt)",
}  # fmt: skip
_MAGIC = (
    (b"%PDF-", "pdf"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"), (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"), (b"Rar!", "archive"), (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b\x08", "archive"), (b"\x7fELF", "program"), (b"MZ\x90\0", "program"),
)  # fmt: skip
_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE = frozenset(("docx", "doc", "wps", "rtf", "odt"))
_WEB_KINDS = frozenset(("html", "mht"))


def choose_kind(path: Path, name: str, data: bytes) -> tuple[str, list[str]]:
    """The kind of reader for ``data`` read from ``path`` ("-": by content), and notes.

    Raises SourceError when the suffix is unknown, or the content is something else.
    """
    content = data_to_kind(data)
    if content == "ole" and _ENCRYPTED in data:
        raise SourceError(name, "is encrypted", "save it without a password")
    if str(path) == "-":
        return _from_content(name, content), []
    suffix = path.suffix.lower()
    named = suffix_to_kind(path, name)
    kind = _agree(named, content)
    if kind is None:
        if content == "txt" and looks_binary(data):
            raise SourceError(name, f"is no {suffix} file (unknown binary data)", "get it anew")
        told = NAMES.get(content, "something else")
        raise SourceError(name, f"is {told}, not what {suffix} says", "rename it to what it is")
    notes = [f"named {suffix}, but is {NAMES[content]}: read as that"] if kind != named else []
    return kind, notes


def has_known_suffix(path: Path) -> bool:
    """Whether the suffix of ``path`` is one of those that are read."""
    return path.suffix.lower() in SUFFIXES


def suffix_to_kind(path: Path, name: str) -> str:
    """The kind that the suffix of ``path`` claims. Raises SourceError for an unknown one."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        told = f"files ending in {suffix} are" if suffix else "a file without a suffix is"
        raise SourceError(name, f"{told} not read", f"give one of {READABLE}")
    return SUFFIXES[suffix]


def _from_content(name: str, content: str) -> str:
    if content in ("docx", "pdf", "html", "mht", "rtf", "odt", "txt"):
        return content
    if content in ("ole", "utf"):
        return {"ole": "doc", "utf": "txt"}[content]
    raise SourceError(name, f"is {NAMES[content]}", f"give one of {READABLE}")


def _agree(named: str, content: str) -> str | None:
    """The kind to read as, None when suffix and content do not go together."""
    if named in _OFFICE:
        if content == "ole":
            return named if named in ("doc", "wps") else "doc"
        return content if content in _OFFICE or content in _WEB_KINDS else None
    if named in _WEB_KINDS:
        return content if content in _WEB_KINDS else named if content in ("txt", "utf") else None
    if named == "pdf":
        return "pdf" if content == "pdf" else None
    return named if content in ("txt", "utf") else None


def data_to_kind(data: bytes) -> str:
    """What ``data`` is by its first bytes: "txt" for all that has no mark of its own."""
    head = data[:4096]
    marked = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if marked is not None:
        return marked
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_to_kind(data)
    if any(head.startswith(bom) for bom, _ in BOMS if bom != codecs.BOM_UTF8):
        return "utf"
    return _text_to_kind(head.removeprefix(codecs.BOM_UTF8))


def _text_to_kind(head: bytes) -> str:
    if b"%PDF-" in head[:1024] and b"\0" in head:
        return "pdf"
    if _WEB.match(head):
        return "html"
    headers = _MIME.match(head)
    if headers and b"mime-version:" in headers[0].lower():
        return "mht"
    return "rtf" if head.lstrip().startswith(b"{\\rtf") else "txt"


def _zip_to_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.NameToInfo
            if "mimetype" in names and names["mimetype"].file_size < 100:
                told = archive.read("mimetype")
                return "odt" if b"opendocument.text" in told else "zip"
    except (*BROKEN_ZIP, RuntimeError):
        return "docx"  # a damaged one, as a rule: its reader says what is wrong
    for prefix, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("OFD.xml", "ofd")):
        if any(entry.startswith(prefix) for entry in names):
            return kind
    return "docx" if "[Content_Types].xml" in names else "zip"
