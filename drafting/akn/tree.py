"""``Tree``: one text as Akoma Ntoso, and the questions every later stage asks of it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from typing import cast

from lxml import etree

from drafting.akn.elements import Element, Provision, block_text
from drafting.akn.lines import TreeLine, element_to_lines
from drafting.akn.names import DOCUMENT_KINDS, HIERARCHY, SOURCE, local, tag
from drafting.akn.references import Definition, Reference, find_definitions, find_references
from drafting.akn.units import Unit, element_to_units
from drafting.records import record

_TITLE, _STAGE = tag("docTitle"), tag("docStage")


def _is_inside_title(element: etree._Element) -> bool:
    return next(element.iterancestors(_TITLE), None) is not None


@record
class SourceFile:
    """Where a tree was read from: what ``meta/proprietary`` says of the file.

    ``path`` is absolute or "" (standard input, a saved tree); ``format`` is the suffix without
    dot; ``options`` are the reader's options that matter to read it again ("track_changes=all").
    """

    name: str = ""
    path: str = ""
    sha256: str = ""
    format: str = ""
    encoding: str = ""
    options: str = ""


@record
class Doubt:
    """Something the parser was not sure of: a finding waiting to be told (see checks)."""

    code: str
    line: int
    message: str
    words: str = ""


class Tree:
    """An Akoma Ntoso document. ``root`` is the ``akomaNtoso`` element.

    Anything that changes the XML below must work on ``copy()``; what is derived is kept.
    """

    def __init__(self, root: etree._Element, path: str = "") -> None:
        self.root = root
        self.path = path
        """Where the source file is, as an absolute path; "" when unknown. Never in the XML."""

    @property
    def main(self) -> Element:
        """The ``bill``, ``act`` or ``doc`` element."""
        return cast(Element, next(e for e in self.root if local(str(e.tag)) in DOCUMENT_KINDS))

    @property
    def kind(self) -> str:
        """ "bill" (draft), "act" (promulgated) or "doc" (note, opinions, plan)."""
        return self.main.kind

    @property
    def body(self) -> Element:
        """The ``body`` or ``mainBody``."""
        body = self.main.find(tag("body"))
        return cast(Element, self.main.find(tag("mainBody")) if body is None else body)

    @cached_property
    def title(self) -> str:
        """The title as printed, its lines joined, blanks squeezed: 杭州市…条例(草案)."""
        preface = self.main.find(tag("preface"))
        if preface is None:
            return ""
        parts = [block_text(e) for e in preface.iter(_TITLE, _STAGE) if not _is_inside_title(e)]
        return "".join("".join(parts).split())

    @cached_property
    def lines(self) -> list[TreeLine]:
        """Every printed line, in order."""
        return element_to_lines(self.main)

    @cached_property
    def units(self) -> list[Unit]:
        """The units (see ``units``): together they hold every line once."""
        return element_to_units(self.main)

    @cached_property
    def references(self) -> list[Reference]:
        """Every reference in the text, in order: to its own provisions and to other texts."""
        return find_references(self.main)

    @cached_property
    def definitions(self) -> list[Definition]:
        """Every term the text defines or abbreviates, in order."""
        return find_definitions(self.main)

    @cached_property
    def by_eid(self) -> dict[str, Element]:
        """Elements by eId."""
        return {cast(Element, e).eid: cast(Element, e) for e in self.main.iter() if e.get("eId")}

    @property
    def text(self) -> str:
        """The whole text, a printed line a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def articles(self) -> list[Provision]:
        """Every 条 of the body (not of annexes), in order."""
        return list(self.iter_provisions("article"))

    def iter_provisions(self, *kinds: str) -> Iterator[Provision]:
        """Provisions of the body, of ``kinds`` or of all, in order."""
        names = kinds or HIERARCHY
        return (cast(Provision, e) for e in self.body.iter(*(tag(k) for k in names)))

    @cached_property
    def source(self) -> SourceFile:
        """The file this tree was read from."""
        found = self.main.find(f".//{{{SOURCE}}}source")
        if found is None:
            return SourceFile()
        names = ("sha256", "format", "encoding", "options")
        return SourceFile(found.get("file", ""), self.path, *(found.get(n, "") for n in names))

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What the parser was not sure of."""
        found = self.main.iterfind(f".//{{{SOURCE}}}doubt")
        return [
            Doubt(d.get("code", ""), int(d.get("line", "0")), d.get("message", ""), d.text or "")
            for d in found
        ]

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the reader of the source had to tell: encoding guessed, headers left aside."""
        return tuple(note.text or "" for note in self.main.iterfind(f".//{{{SOURCE}}}note"))

    def data(self, name: str) -> str:
        """A datum the parser found (``d:data name=…`` in the metadata), "" when it found none.

        Names: "consultation-from", "consultation-until" (ISO dates), "published" (as printed),
        "script" ("Hans" or "Hant"), "claim-chapters", "claim-articles" (counts a note claims).
        """
        for datum in self.main.iterfind(f".//{{{SOURCE}}}data"):
            if datum.get("name") == name:
                return datum.text or ""
        return ""

    def copy(self) -> Tree:
        """A deep copy, to change."""
        return Tree(copy.deepcopy(self.root), self.path)
