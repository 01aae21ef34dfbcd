"""Marks inside lines: source breaks, footnotes, references, terms, responsible units, claims."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.akn.names import HIERARCHY
from drafting.structure.amending import Quotations
from drafting.structure.citing import Library, is_taiwanese, mark_references, mark_titles
from drafting.structure.facts import CLAIMED
from drafting.structure.metadata import add_entry
from drafting.structure.nodes import BLOCKS, Mark, Node
from drafting.structure.resolve import Directory, Place
from drafting.structure.rows import Row
from drafting.structure.terms import find_definitions, may_define
from drafting.structure.units import find_responsible
from drafting.text.citations import may_cite

_HIERARCHY = frozenset(HIERARCHY)
_TEXT = frozenset(("heading", "p", "tocItem", *HIERARCHY, *BLOCKS))
_SKIPPED = frozenset(("meta", "coverPage", "preface", "conclusions"))
_UNMARKED = frozenset(("furniture", "duplicate", "signature", "distribution"))


_AMENDED = re.compile(r"修改[《〈](.+)[》〉]|(.+?)修正案")


def add_marks(
    main: Node, references: Node, title: str, rows: list[Row], notes: list[Row]
) -> None:
    """Lay all marks over the text of ``main``; what they refer to goes into ``references``.

    ``title`` tells whether the text amends another: then 第三条 is that one's.
    """
    amended = _AMENDED.search(title)
    whole = "\n".join([row.text for row in rows])
    swapped = is_taiwanese(whole) and any(is_taiwanese(row.text) for row in rows)
    library = Library((amended[1] or amended[2]) if amended is not None else "", swapped)
    _Marker(main, references, library).mark(main, Place())
    if notes or any(row.breaks for row in rows):
        _mark_sources(main, rows, notes)


class _Marker:
    """Walks the provisions and marks what their text says."""

    def __init__(self, main: Node, references: Node, library: Library) -> None:
        body = next(c for c in main.children if c.kind in ("body", "mainBody"))
        self.main = self.own = Directory(body)
        self.is_policy = main.kind == "doc"
        self.references = references
        self.library = library
        self.organizations: dict[str, str] = {}
        self.terms = 0
        self.quotations = Quotations() if library.amended else None

    def mark(self, node: Node, place: Place) -> None:
        """Mark all text at or below ``node``, which stands at ``place``."""
        mark_text = self._mark_text
        for child in node.children:
            kind = child.kind
            if kind in BLOCKS:
                if child.text:
                    mark_text(child, place)
                for block in child.children:
                    if block.kind == "p":
                        mark_text(block, place)
                    else:
                        self.mark(block, place)
            elif kind in _HIERARCHY:
                place.nodes.append(child)
                if child.text and kind == "paragraph":
                    mark_text(child, place)
                self.mark(child, place)
                place.nodes.pop()
            elif kind == "p":
                mark_text(child, place)
            elif kind in ("heading", "tocItem"):
                continue
            elif kind == "attachment":
                self._mark_annex(child.children[0])
            elif kind not in _SKIPPED and child.name not in _UNMARKED:
                self.mark(child, place)

    def _mark_annex(self, doc: Node) -> None:
        body = doc.find("mainBody")
        if body is not None:
            self.own = Directory(body)
            self.mark(body, Place())
            self.own = self.main

    def _mark_text(self, p: Node, place: Place) -> None:
        text = p.text
        if self.quotations is not None:
            self.quotations.mark(p)
        if may_define(text):
            self._mark_terms(p)
        if may_cite(text):
            mark_references(p, place, (self.own, self.main), self.library)
        if "《" in text:
            mark_titles(p, self.library)
        if self.is_policy:
            self._mark_responsible(p)
            if "章" in text:
                for match in CLAIMED.finditer(text):
                    p.mark(*match.span(), "inline", name="claim")

    def _mark_terms(self, p: Node) -> None:
        for definition in find_definitions(p.text):
            self.terms += 1
            eid = f"term_{self.terms}"
            shown = definition.term
            add_entry(self.references, "TLCTerm", eid, "".join(shown.split()), shown)
            if not definition.short:
                p.mark(definition.start, definition.until, "def", refersTo=f"#{eid}")
            kind = {"class": "short"} if definition.short else {}
            p.mark(definition.start, definition.end, "term", refersTo=f"#{eid}", **kind)
            if definition.full:
                self.library.add(definition.term, definition.full)

    def _mark_responsible(self, p: Node) -> None:
        spans = find_responsible(p.text)
        if spans is None:
            return
        p.mark(_opening(p.text, spans[0][0]), len(p.text), "inline", name="responsible")
        for start, end in spans:
            p.mark(start, end, "organization", refersTo=f"#{self._organization(p.text[start:end])}")

    def _organization(self, name: str) -> str:
        eid = self.organizations.get(name)
        if eid is None:
            eid = self.organizations[name] = f"org_{len(self.organizations) + 1}"
            add_entry(self.references, "TLCOrganization", eid, "".join(name.split()), name)
        return eid


def _opening(text: str, at: int) -> int:
    return max(text.rfind("（", 0, at), text.rfind("(", 0, at))


def _mark_sources(main: Node, rows: list[Row], notes: list[Row]) -> None:
    """Mark where later source lines begin in a joined paragraph, and hang footnotes on lines."""
    broken = {row.number: row for row in rows if row.breaks}
    noted: dict[int, list[Row]] = {}
    for row in notes:
        noted.setdefault(row.line.note, []).append(row)
    lines = list(_iter_lines(main))
    for number, nodes in lines:
        if number in broken:
            _mark_breaks(broken[number], nodes)
        if number in noted:
            _hang_notes(nodes[-1], noted.pop(number))
    if noted and lines:  # notes of a line that is not there: on the last line of all
        _hang_notes(lines[-1][1][-1], [row for rest in noted.values() for row in rest])


def _iter_lines(main: Node) -> Iterator[tuple[int, list[Node]]]:
    """(source line, its text nodes) in order."""
    nodes: list[Node] = []
    for node in main.iter():
        if node.kind in _TEXT and (node.text or node.kind == "p"):
            if node.line and nodes:
                yield nodes[0].line, nodes
                nodes = []
            nodes.append(node)
    if nodes:
        yield nodes[0].line, nodes


def _mark_breaks(row: Row, nodes: list[Node]) -> None:
    at = 0
    for node in nodes:
        start = row.text.find(node.text, at)
        if start < 0:
            continue
        at = start + len(node.text)
        for offset, number in row.breaks or ():
            if start < offset < at:
                node.mark(offset - start, offset - start, "eol", **{"d:line": str(number)})


def _hang_notes(node: Node, notes: list[Row]) -> None:
    note = Node("authorialNote")
    for row in notes:
        note.children.append(Node("p", row.text, row.number))
    end = len(node.text)
    marks = node.marks = node.marks or []
    marks.append(Mark(end, end, "authorialNote", {"placement": "bottom"}, note))
