"""A .docx as its parts: read, changed in place, written back with the same bytes every time.

Parts that nobody changed are written as they were read, byte for byte.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from drafting.errors import SourceError
from drafting.sources.files import BROKEN_ZIP
from drafting.word.names import CONTENT_TYPES, DOCUMENT_PART, OFFICE_DOCUMENT, RELATIONSHIPS

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES_PART = "[Content_Types].xml"
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class Package:
    """The parts of one Office file, by name without leading slash."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._roots: dict[str, etree._Element] = {}
        self._as_read: dict[str, bytes] = {}

    @property
    def document_part(self) -> str:
        """The name of the main document part (word/document.xml in nearly all files)."""
        for relation in self.relations(""):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
        return DOCUMENT_PART

    @property
    def document(self) -> etree._Element:
        """The root of the main document part, to read or change."""
        return self.root(self.document_part)

    def root(self, name: str) -> etree._Element:
        """The root element of part ``name``, parsed once. Raises KeyError when there is none."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.parts[name], _parser())
            self._as_read[name] = _to_bytes(self._roots[name])
        return self._roots[name]

    def relations(self, part: str) -> etree._Element:
        """The relationships of ``part`` ("" for the package), made when there are none."""
        name = _relations_name(part)
        if name not in self.parts:
            self.parts[name] = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
        return self.root(name)

    def related(self, kind: str, part: str | None = None) -> str | None:
        """The part that ``part`` (default: the document) relates to as ``kind`` ("comments")."""
        base = self.document_part if part is None else part
        for relation in self.relations(base):
            if relation.get("Type", "").rpartition("/")[2] == kind:
                if relation.get("TargetMode") == "External":
                    continue
                return _resolve(base, relation.get("Target", ""))
        return None

    def set_part(self, name: str, data: bytes) -> None:
        """Put ``data`` as part ``name``."""
        self._roots.pop(name, None)
        self.parts[name] = data

    def drop_part(self, name: str) -> None:
        """Take part ``name`` out, with what it alone has, declares it and relates to it."""
        own = _relations_name(name)
        for relation in list(self.relations(name)) if own in self.parts else ():
            if relation.get("TargetMode") != "External":
                self.drop_part(_resolve(name, relation.get("Target", "")))
        for gone in (name, own):
            self._roots.pop(gone, None)
            self.parts.pop(gone, None)
        for entry in list(self.root(_TYPES_PART)):
            if entry.get("PartName") == f"/{name}":
                self.root(_TYPES_PART).remove(entry)
        for part in ("", self.document_part):
            for relation in list(self.relations(part)):
                if _resolve(part, relation.get("Target", "")) == name:
                    self.relations(part).remove(relation)

    def add_part(self, name: str, data: bytes, content_type: str, relation: str) -> None:
        """Put a part and make it known: content type, relationship from the document."""
        self.set_part(name, data)
        self.declare(name, content_type)
        self.relate(name, relation)

    def declare(self, name: str, content_type: str) -> None:
        """Record ``content_type`` for part ``name``."""
        types = self.root(_TYPES_PART)
        for override in types:
            if override.get("PartName") == f"/{name}":
                override.set("ContentType", content_type)
                return
        etree.SubElement(
            types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type
        )

    def relate(self, name: str, relation: str) -> str:
        """Relate the document to part ``name``; return the relationship's id."""
        base = self.document_part
        relations = self.relations(base)
        for known in relations:
            if _resolve(base, known.get("Target", "")) == name and known.get("Type") == relation:
                return known.get("Id", "")
        taken = {known.get("Id") for known in relations}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.relpath(name, posixpath.dirname(base) or ".")
        etree.SubElement(
            relations, f"{{{RELATIONSHIPS}}}Relationship",
            Id=f"rId{number}", Type=relation, Target=target,
        )
        return f"rId{number}"

    def save(self) -> bytes:
        """Return the file. Entries keep their order and carry no time of day."""
        for name, root in self._roots.items():
            data = _to_bytes(root)
            if data != self._as_read[name]:
                self.parts[name] = _DECLARATION + data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o600 << 16
                archive.writestr(entry, data)
        return buffer.getvalue()


def _to_bytes(root: etree._Element) -> bytes:
    """The element as UTF-8, without a declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def read_package(data: bytes, name: str = "-") -> Package:
    """Read the parts of a .docx. Raises SourceError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in dict.fromkeys(archive.namelist()) if not n.endswith("/")]
            parts = {n: archive.read(n) for n in names}
    except (*BROKEN_ZIP, RuntimeError) as error:  # RuntimeError: a part asks for a password
        raise SourceError(name, f"no readable Word file ({error})", "save it as .docx") from None
    package = Package(parts)
    if _TYPES_PART not in parts or package.document_part not in parts:
        raise SourceError(name, "a zip file, but not a Word document", "save it as .docx")
    return package


def _relations_name(part: str) -> str:
    folder, _, base = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _resolve(base: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


__all__ = ["OFFICE_DOCUMENT", "Package", "read_package"]
