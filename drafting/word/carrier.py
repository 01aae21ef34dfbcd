"""The user's own .docx, opened to be written into: which node prints which character of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.akn.tree import Tree
from drafting.records import record
from drafting.sources.docx import Origin, line_to_place, open_package
from drafting.sources.lines import Line
from drafting.sources.wordlines import package_to_lines
from drafting.word.elements import Ids
from drafting.word.names import CELL_CHANGES, PROPERTY_CHANGES, REVISIONS, P, W, w
from drafting.word.origins import read_source_bytes, read_source_lines, source_option
from drafting.word.package import Package, read_package
from drafting.word.resolve import resolve_revisions


@record
class Part:
    """Characters ``first`` to ``last`` of a line, which ``paragraph`` prints from ``start`` on."""

    paragraph: etree._Element
    first: int
    last: int
    start: int


@record
class Home:
    """Where a printed line stands: its parts, in order (as a rule one), after ``lead`` characters
    that Word numbers itself. ``name`` is the part of the file.
    """

    parts: tuple[Part, ...]
    lead: int
    name: str

    @property
    def paragraph(self) -> etree._Element:
        """The paragraph whose mark ends the line."""
        return self.parts[-1].paragraph


@dataclass(slots=True)
class Carrier:
    """A package and the homes of the tree's lines in it (None for a line that has none).

    ``rejected`` is the text of the lines when every earlier tracked change is rejected: what
    rejecting all must give again.
    """

    tree: Tree
    package: Package
    homes: list[Home | None] = field(default_factory=list)
    rejected: tuple[str, ...] = ()

    def locate(self, at: int, character: int) -> tuple[etree._Element, int] | None:
        """(``w:p``, offset in its text) of a character of line ``at``; None if it is in no run."""
        home = self.homes[at]
        if home is None:
            return None
        for part in home.parts:
            if part.first <= character < part.last:
                return part.paragraph, part.start + character - part.first
        return None


def open_carrier(tree: Tree) -> tuple[Carrier | None, str]:
    """Open the Word file that ``tree`` was read from, or say in words why it cannot be used.

    The file must be the very same (its hash), every line must be found in it. Tracked changes
    that the tree was read without ("reject") are rejected in the copy.
    """
    source = tree.source
    if source.format != "docx":
        return None, ""
    data = read_source_bytes(tree)
    if data is None and not source.path and source.name == "-":
        return None, "what comes through standard input cannot be written back into"
    if data is None:
        return None, f"{source.name or 'the source'} is gone or was changed since it was read"
    mode = source_option(tree, "track_changes") or "accept"
    if mode == "all":
        return None, f"{source.name} was read with all its tracked changes"
    open_package(source.name, data)
    package = read_package(data, source.name)
    if package.document.tag != f"{{{W}}}document":
        return None, f"{source.name} is saved in the Strict form of Office Open XML"
    lines = read_source_lines(tree)
    homes = _find_homes(tree, package, lines)
    printed = zip(tree.lines, homes, strict=True)
    lost = sum(home is None and bool(line.text) for line, home in printed)
    if lost and any(line.origin is None for line in lines.values()):
        return None, f"the text of {source.name} stands in a web page embedded in it"
    if lost:
        return None, f"{lost} line(s) of {source.name} are no whole paragraphs of the file"
    roots = {h.name: package.root(h.name) for h in homes if h is not None}
    rejected = tuple(line.text for line in lines.values())
    if mode == "reject":
        for root in roots.values():
            resolve_revisions(root, False)
    elif any(next(root.iter(*REVISIONS), None) is not None for root in roots.values()):
        rejected = tuple(read_texts(data, "reject"))
    return Carrier(tree, package, homes, rejected), ""


def read_texts(data: bytes, mode: str) -> list[str]:
    """The lines of a Word file as the reader prints them."""
    return [line.text for line in package_to_lines(open_package("-", data), mode).lines]


def _find_homes(
    tree: Tree, package: Package, lines: dict[int, Line]
) -> list[Home | None]:
    """The homes of ``Tree.lines``. A source line that the parser cut has one home for each cut."""
    paragraphs: dict[str, list[etree._Element]] = {}
    cursors: dict[int, int] = {}
    homes: list[Home | None] = []
    for printed in tree.lines:
        line = lines.get(printed.number)
        home = None
        if line is not None and isinstance(line.origin, Origin):
            start = line.text.find(printed.text, cursors.get(printed.number, 0))
            if start >= 0 and line.origin.part in package.parts:
                cursors[printed.number] = start + len(printed.text)
                name = line.origin.part
                if name not in paragraphs:
                    paragraphs[name] = list(package.root(name).iter(P))
                home = _to_home(line, start, len(printed.text), paragraphs[name])
        homes.append(home)
    return homes


def _to_home(
    line: Line, start: int, length: int, paragraphs: Sequence[etree._Element]
) -> Home | None:
    origin = line.origin
    lead = max(origin.lead - start, 0)
    edges = [e[0] - start for e in origin.joined if lead < e[0] - start < length]
    parts = []
    for first, last in zip([lead, *edges], [*edges, length], strict=True):
        place = line_to_place(line, start + first)
        if place is None:
            if first < length:
                return None
            # Nothing but a number: the paragraph itself is empty.
            parts.append(Part(paragraphs[origin.paragraph], first, last, origin.start))
            continue
        parts.append(Part(paragraphs[place.paragraph], first, last, place.offset))
    return Home(tuple(parts), lead, origin.part)


def last_id(package: Package) -> int:
    """The highest ``w:id`` in any part, so that new ones are new."""
    highest = 0
    for name in package.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            for element in package.root(name).iter():
                value = element.get(w("id"), "") if isinstance(element.tag, str) else ""
                if value.isascii() and value.isdigit() and len(value) < 10:
                    highest = max(highest, int(value))
    return highest


def part_ids(package: Package, ids: Ids | None = None) -> None:
    """Give tracked changes whose id another one has too new ones: Word wants each once in a file.

    LibreOffice counts from 0 in places, and a run that is cut takes its earlier changes along.
    """
    ids = ids or Ids(last_id(package) + 1)
    seen: set[str] = set()
    for name in package.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            for change in package.root(name).iter(*REVISIONS, *PROPERTY_CHANGES, *CELL_CHANGES):
                if change.get(w("id"), "") in seen:
                    change.set(w("id"), ids.take())
                seen.add(change.get(w("id"), ""))
