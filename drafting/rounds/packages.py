"""Zip packages from outside (.xlsx), opened within limits: no bomb, no entity, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from lxml import etree

from drafting.errors import SourceError
from drafting.sources.files import MEGABYTE

UNPACKED_LIMIT = 256 * MEGABYTE
"""Most bytes all parts together may unpack to: a sheet of 100,000 long comments has 100 MB."""
SIEVED_LIMIT = 2048 * MEGABYTE
"""The same for a table of which only a few columns are held: 200,000 comments have 400 MB."""
PART_COUNT = 5_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A zip archive of XML parts, held in memory; ``name`` is what messages call it."""

    def __init__(self, data: bytes, name: str, sieved: bool = False) -> None:
        self.name = name
        limit = SIEVED_LIMIT if sieved else UNPACKED_LIMIT
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError):
            raise SourceError(name, *_not_a_package(data)) from None
        if len(entries) > PART_COUNT or sum(e.file_size for e in entries) > limit:
            raise SourceError(
                name,
                f"unpacks to more than the {limit // MEGABYTE} MB that are read",
                "split it",
            )
        if any(e.flag_bits & 1 for e in entries):
            raise SourceError(name, "is encrypted", "save it without a password")
        self.names = [e.filename for e in entries]
        self._names = frozenset(self.names)

    def has(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part in self._names

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """A stream of one part, which ends with SourceError when it is broken or too long."""
        try:
            with self._zip.open(part) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError):
            raise SourceError(self.name, f"a broken file ({part})", "save it again") from None

    def read_xml(self, part: str) -> etree._Element:
        """The root of one part. Raises SourceError when it is missing or no XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        with self.open(part) as stream:
            try:
                return etree.parse(stream, parser).getroot()
            except etree.XMLSyntaxError as error:
                raise SourceError(
                    self.name, f"a broken file ({part}: {error.msg})", "save it again"
                ) from None

    def read_relations(self, part: str) -> dict[str, str]:
        """Targets inside the package by relation id; external ones are left out."""
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relations):
            return {}
        targets = {}
        for relation in self.read_xml(relations).iter(_RELATIONS):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                joined = posixpath.normpath(posixpath.join("/", folder, target))
                targets[relation.get("Id") or ""] = joined.lstrip("/")
        return targets

    def find_main(self, usual: str) -> str:
        """The part the package is about: by its own relations, else ``usual``."""
        if self.has(usual):
            return usual
        for target in self.read_relations("").values():
            if target.endswith(posixpath.basename(usual)) and self.has(target):
                return target
        raise SourceError(
            self.name, "is not the kind of file its name says", "save it again in its own program"
        )


def local(element: etree._Element) -> str:
    """The local name of an element ("" of a comment or processing instruction)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _not_a_package(data: bytes) -> tuple[str, str]:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "is encrypted, or an old binary file", "save it as .xlsx without a password"
    return "is broken (no zip archive)", "ask the sender for it again"
