"""款 with their 项 and 目: the rows of one provision put under one another.

A line of text after 项 is the last item's own when the count goes on below it, the end of the 款
(wrapUp) when the last item closed no sentence, and else the next 款.
"""

from __future__ import annotations

from dataclasses import dataclass

from drafting.akn.elements import Element
from drafting.akn.names import GAP, local
from drafting.structure.blocks import add_child, add_furniture, add_table, add_text
from drafting.structure.blocks import add as add_element
from drafting.structure.labels import Label, read_label
from drafting.structure.rows import Row

RANKS = {"cn": 0, "paren-cn": 1, "arabic": 2, "paren-arabic": 3, "circle": 4}
_KINDS = {"cn": "point", "paren-cn": "point", "arabic": "indent", "paren-arabic": "indent",
          "circle": "indent"}
_DEEPER = {"point": "indent", "indent": "alinea", "alinea": "level", "level": "level"}


@dataclass(slots=True)
class Entry:
    """A line of a provision, or what is left of its first line after label and heading."""

    text: str
    line: int
    label: Label | None
    row: Row


class ParagraphBuilder:
    """Puts the entries of one 条 (or 款-holding container) under ``owner``."""

    def __init__(self, owner: Element) -> None:
        self.owner = owner
        self.paragraph: Element | None = None
        self.open: list[tuple[str, Element, int]] = []
        self.counted: set[str] = set()
        self.last_text = ""

    def build(self, entries: list[Entry]) -> None:
        i = 0
        while i < len(entries):
            entry = entries[i]
            if entry.row.line.table is not None and entry.label is None:
                i = self._add_table(entries, i)
                continue
            self._add_entry(entries, i)
            i += 1

    def _add_entry(self, entries: list[Entry], i: int) -> None:
        entry = entries[i]
        if entry.row.furniture:
            add_furniture(self._deepest(), entry.row)
        elif entry.label is not None and self._is_item(entry.label):
            self._add_item(entry, entry.label)
        else:
            self._add_text(entry, entries[i + 1 :])
        if not entry.row.furniture:
            self.last_text = entry.text

    def _is_item(self, label: Label) -> bool:
        if label.kind not in RANKS:
            return False
        counted = label.number == 1 or label.kind in self.counted
        return label.kind == "paren-cn" or counted

    def _add_item(self, entry: Entry, label: Label) -> None:
        self.counted.add(label.kind)
        rank = RANKS[label.kind]
        while self.open and RANKS[self.open[-1][0]] >= rank:
            self.open.pop()
        parent = self.open[-1][1] if self.open else self._paragraph()
        kind = _KINDS[label.kind]
        while self.open and not _is_below(local(str(parent.tag)), kind):
            kind = _DEEPER[kind]
        item = add_child(parent, kind)
        add_element(item, "num", label.num, entry.line)
        if label.gap and label.rest:
            item[0].set(GAP, label.gap)
        self.open.append((label.kind, item, label.number or 0))
        self._add_rest(item, entry, label.rest)

    def _add_rest(self, item: Element, entry: Entry, rest: str) -> None:
        if not rest:
            return
        inner = read_label(rest)
        if inner is not None and inner.kind in RANKS and RANKS[inner.kind] > RANKS[self.open[-1][0]]:
            if inner.number == 1:
                self._add_item(Entry(rest, 0, inner, entry.row), inner)
                return
        add_text(item, rest)

    def _add_text(self, entry: Entry, following: list[Entry]) -> None:
        if self.open and self._goes_on(following):
            add_text(self.open[-1][1], entry.text, entry.line)
        elif self.open and self.last_text[-1:] not in "。”）)】！？":
            self.open.clear()
            add_text(self._paragraph(), entry.text, entry.line)
        else:
            self.open.clear()
            self.paragraph = None
            add_text(self._paragraph(), entry.text, entry.line)

    def _goes_on(self, following: list[Entry]) -> bool:
        """Whether a later entry is the next item of an open list, before any list starts anew."""
        wanted = {(kind, number + 1) for kind, _, number in self.open}
        for entry in following[:12]:
            if entry.label is not None and self._is_item(entry.label):
                return (entry.label.kind, entry.label.number) in wanted
        return False

    def _add_table(self, entries: list[Entry], i: int) -> int:
        owner = self._deepest()
        place = add_text(owner, " ").getparent()
        assert place is not None
        place.remove(place[-1])
        rows = [entry.row for entry in entries]
        return add_table(place, rows, i)

    def _paragraph(self) -> Element:
        if self.paragraph is None:
            self.paragraph = add_child(self.owner, "paragraph")
        return self.paragraph

    def _deepest(self) -> Element:
        return self.open[-1][1] if self.open else self._paragraph()


_ORDER = ("paragraph", "point", "indent", "alinea", "level")


def _is_below(parent: str, kind: str) -> bool:
    if parent not in _ORDER:
        return True
    return _ORDER.index(kind) > _ORDER.index(parent) or parent == "level" == kind


def row_to_entry(row: Row) -> Entry:
    """The entry of a whole row."""
    return Entry(row.text, row.number, row.label, row)
