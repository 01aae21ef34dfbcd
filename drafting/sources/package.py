"""A Word file opened as what it may be: a zip from a stranger.

Checked before anything is unpacked: number of entries, sizes, how far they expand, names that
climb out of the archive. XML is parsed without entities, DTDs and network, and (libxml2's limit)
at most 256 levels deep. What the checks refuse is one SourceError; what they let through costs at
most ``PART_LIMIT`` a part.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from drafting.errors import SourceError
from drafting.records import record
from drafting.sources.files import BROKEN_ZIP, MEGABYTE

ENTRY_LIMIT = 5_000
PART_LIMIT = 64 * MEGABYTE
"""Largest part that is read (word/document.xml of the whole 民法典 is 5 MB)."""
TOTAL_LIMIT = 1_024 * MEGABYTE
"""Largest sum of all parts as the archive declares them (pictures are never unpacked)."""
READ_LIMIT = 192 * MEGABYTE
"""Most that is unpacked for one reading, embedded documents included."""
RATIO_LIMIT = 200
RATIO_FLOOR = 8 * MEGABYTE
"""A part larger than this may not have shrunk more than ``RATIO_LIMIT`` times."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    "http://purl.oclc.org/ooxml/drawingml/main":
        "http://schemas.openxmlformats.org/drawingml/2006/main",
}  # fmt: skip
"""ISO 29500 Strict namespaces, read as their Transitional twins."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@cache
def w(name: str) -> str:
    """The Clark name of a WordprocessingML element or attribute: ``w("p")``."""
    return f"{{{W}}}{name}"


@record
class Relationship:
    """``kind`` is the last word of the relationship's type; ``target`` a part name or a URL."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """An opened Word file. ``name`` is for messages; parsed parts are kept, so that a caller may
    edit them in place and ``save`` them."""

    name: str
    archive: zipfile.ZipFile
    depth: int = 0
    """How many Word files this one is embedded in."""
    spent: list[int] = field(default_factory=lambda: [0])
    """Bytes unpacked so far, shared with the files embedded in this one."""
    parts: dict[str, etree._Element] = field(default_factory=dict)

    def __contains__(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def read(self, part: str) -> bytes:
        """The bytes of ``part``. Raises SourceError when it is missing, broken or too large."""
        try:
            info = self.archive.getinfo(part)
            _refuse_bomb(self.name, info)
            with self.archive.open(info) as stream:
                data = stream.read(PART_LIMIT + 1)
        except KeyError:
            raise _damaged(self.name, f"{part} is missing") from None
        except RuntimeError:
            raise SourceError(
                self.name, "is encrypted", "save it without a password"
            ) from None
        except BROKEN_ZIP as error:
            raise _damaged(self.name, f"{part}: {error}") from None
        self.spent[0] += len(data)
        if self.spent[0] > READ_LIMIT:
            raise _bomb(self.name, f"more than {READ_LIMIT // MEGABYTE} MB of text unpacked")
        return data

    def root(self, part: str) -> etree._Element:
        """The parsed root of the XML ``part`` (parsed once). Raises SourceError."""
        if part not in self.parts:
            self.parts[part] = bytes_to_xml(self.name, self.read(part), part)
        return self.parts[part]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of ``part`` ("" for the package) by id; none when it has none."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = {}
        for entry in self.root(rels).iter(_RELATIONSHIP):
            target = entry.get("Target", "")
            external = entry.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = entry.get("Type", "").rsplit("/", 1)[-1]
            found[entry.get("Id", "")] = Relationship(entry.get("Id", ""), kind, target, external)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The parts inside the package that ``part`` relates to as ``kind`` ("numbering" …)."""
        return [
            r.target
            for r in self.relationships(part).values()
            if r.kind == kind and not r.external and r.target in self
        ]

    @property
    def document(self) -> str:
        """The name of the main part, as a rule ``word/document.xml``. Raises SourceError."""
        found = self.related("", "officeDocument") or [
            p for p in ("word/document.xml",) if p in self
        ]
        if not found:
            raise _damaged(self.name, "it holds no Word document")
        return found[0]

    def content_type(self, part: str) -> str:
        """The declared content type of ``part``, lower case, "" when none is declared."""
        suffix = part.rsplit(".", 1)[-1].lower()
        default = ""
        for entry in self.root("[Content_Types].xml"):
            if entry.tag == _TYPES + "Override" and entry.get("PartName") == "/" + part:
                return entry.get("ContentType", "").lower()
            if entry.tag == _TYPES + "Default" and entry.get("Extension", "").lower() == suffix:
                default = entry.get("ContentType", "").lower()
        return default


def open_package(name: str, data: bytes, outer: Package | None = None) -> Package:
    """Open the Word file ``data``, called ``name`` in messages, embedded in ``outer`` if given.

    Raises SourceError for a damaged or encrypted file and one beyond the limits above.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise _damaged(name, str(error)) from None
    infos = archive.infolist()
    if len(infos) > ENTRY_LIMIT:
        raise _bomb(name, f"{len(infos)} entries")
    if sum(i.file_size for i in infos) > TOTAL_LIMIT:
        raise _bomb(name, f"more than {TOTAL_LIMIT // MEGABYTE} MB unpacked")
    for info in infos:
        if ".." in info.filename.replace("\\", "/").split("/") or info.filename[:1] in "/\\":
            raise _bomb(name, f"an entry named {info.filename!r}")
    if outer is None:
        return Package(name, archive)
    return Package(name, archive, outer.depth + 1, outer.spent)


def bytes_to_xml(name: str, data: bytes, part: str = "") -> etree._Element:
    """Parse XML from a stranger: no DTD, no entities, no network, no great depth.

    Strict OOXML namespaces become Transitional ones. Raises SourceError.
    """
    told = f"{part} " if part else ""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise _bomb(name, f"{told}a DTD, which no Word file has")
    if b"http://purl.oclc.org/ooxml/" in data[:65536]:
        for strict, transitional in STRICT.items():
            data = data.replace(strict.encode(), transitional.encode())
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise _bomb(name, f"{told}XML more than 256 levels deep") from None
        raise _damaged(name, f"{told}{error}") from None
    if root is None:
        raise _damaged(name, f"{told}is empty")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _bomb(name, f"{told}a DTD, which no Word file has")
    return root


def refuse_bombs(package: Package) -> None:
    """Raise SourceError when any entry unpacks to more than is safe (for readers that unpack
    all of them)."""
    for info in package.archive.infolist():
        _refuse_bomb(package.name, info)


def _refuse_bomb(name: str, info: zipfile.ZipInfo) -> None:
    if info.file_size > PART_LIMIT:
        raise _bomb(name, f"{info.filename} of {info.file_size // MEGABYTE} MB")
    if info.file_size > max(RATIO_FLOOR, RATIO_LIMIT * info.compress_size):
        raise _bomb(name, f"{info.filename} packed {RATIO_LIMIT} times and more")


def _bomb(name: str, what: str) -> SourceError:
    return SourceError(name, f"is refused for safety ({what})", "save it anew in Word or WPS")


def _damaged(name: str, what: str) -> SourceError:
    told = " ".join(what.split())[:160]
    return SourceError(name, f"is damaged or no Word file ({told})", "open and save it anew")
