"""款 with their 项 and 目: the rows of one provision put under one another.

A line of text after 项 is the last item's own when the count goes on below it, an item that lost its
number when the count goes on but one, the end of the 款 (wrapUp) when the last item closed no
sentence, and else the next 款. Text after a line that closed no sentence goes on in its 款.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drafting.structure.blocks import (
    add,
    add_child,
    add_furniture,
    add_num,
    add_table,
    add_text,
    open_block,
)
from drafting.structure.labels import Label, read_label
from drafting.structure.nesting import RANKS, Nesting
from drafting.structure.nodes import Node
from drafting.structure.rows import Row, is_sentence_end

_KINDS = ("point", "indent", "alinea")
_REFERS_BACK = re.compile(r"前[一二两兩三四五六七八九十]?款|第[一二三四五六七八九十]{1,3}款|本[条條]第|有前款")
_AHEAD = 12
_MAX_HEADING = 20


@dataclass(slots=True)
class Entry:
    """A line of a provision, or what is left of its first line after label and heading."""

    text: str
    line: int
    label: Label | None
    row: Row


def _is_heading(rest: str, following: Entry | None) -> bool:
    """Whether an item is a heading with its text below: （一）认定 | 当事人以存单…"""
    if not 2 <= len(rest) <= _MAX_HEADING or not rest[-1].isalpha() or following is None:
        return False
    row = following.row
    return row.is_plain and len(row.text) > _MAX_HEADING and row.closes_sentence


def row_to_entry(row: Row) -> Entry:
    """The entry of a whole row."""
    return Entry(row.text, row.number, row.label, row)


class ParagraphBuilder:
    """Puts the entries of one 条 (or 款-holding container) under ``owner``."""

    def __init__(self, owner: Node) -> None:
        self.owner = owner
        self.paragraph: Node | None = None
        self.nesting = Nesting()
        self.counted: set[str] = set()
        self.last_text = ""

    def build(self, entries: list[Entry]) -> None:
        """Put all ``entries`` in place."""
        i = 0
        while i < len(entries):
            entry = entries[i]
            if entry.row.table is not None and entry.label is None:
                i = self._add_table(entries, i)
                continue
            if entry.row.furniture:
                add_furniture(self._deepest(), entry.row)
            else:
                if entry.label is not None and self._is_item(entry.label, entries, i + 1):
                    following = entries[i + 1] if i + 1 < len(entries) else None
                    self._add_item(entry, entry.label, following)
                else:
                    self._add_text(entry, entries, i + 1)
                self.last_text = entry.text
            i += 1

    def _is_item(self, label: Label, entries: list[Entry], i: int) -> bool:
        """Whether the label is of an item: （一） always, 1. when its count began, or begins here.

        A count begins behind a colon, or where a second follows; ① alone is a footnote's mark.
        """
        if label.kind == "paren-cn" or label.kind in self.counted:
            return label.kind in RANKS
        if label.kind not in RANKS or label.number != 1:
            return False
        if self.last_text.endswith(("：", ":")) or not self.last_text:
            return True
        return any(
            entry.label is not None and entry.label.kind == label.kind and entry.label.number == 2
            for entry in entries[i : i + _AHEAD]
        )

    def _add_item(self, entry: Entry, label: Label, following: Entry | None) -> None:
        self.counted.add(label.kind)
        keep = self.nesting.keep(label)
        item = self._open_item(keep)
        headed = _is_heading(label.rest, following)
        self.nesting.push(label, item, keep, headed)
        add_num(item, label, entry.line)
        if headed:
            add(item, "heading", label.rest)
        elif label.rest:
            self._add_rest(item, entry, label, following)

    def _open_item(self, keep: int) -> Node:
        parent = self.nesting.items[keep - 1].node if keep else self._paragraph()
        return add_child(parent, _KINDS[keep] if keep < len(_KINDS) else "level")

    def _add_rest(
        self, item: Node, entry: Entry, label: Label, following: Entry | None
    ) -> None:
        inner = read_label(label.rest)
        if (
            inner is not None and inner.number == 1 and inner.kind in RANKS
            and RANKS[inner.kind] > RANKS[label.kind]
        ):
            self._add_item(Entry(label.rest, 0, inner, entry.row), inner, following)
        else:
            add_text(item, label.rest)

    def _add_text(self, entry: Entry, entries: list[Entry], following: int) -> None:
        items = self.nesting.items
        if not items and not self.last_text.endswith(("：", ":")):
            self._add_paragraph_text(entry, self._stays_in_paragraph(entry, None))
            return
        number = self._next_number(entries, following)
        place = self._find_before(number, 1)
        if place is not None:
            del items[place + 1 :]
            add_text(items[place].node, entry.text, entry.line)
            return
        headed = [i for i, item in enumerate(items) if item.headed]
        if headed:
            del items[headed[-1] + 1 :]
            add_text(items[-1].node, entry.text, entry.line)
        elif self._is_unnumbered_item(entry, number):
            self._add_unnumbered(entry, number)
        else:
            self._add_paragraph_text(entry, self._stays_in_paragraph(entry, number))

    def _add_paragraph_text(self, entry: Entry, stays: bool) -> None:
        """Text of the 款 itself: the open one where it ``stays``, else the next."""
        self.nesting.items.clear()
        if stays:
            add_text(self._paragraph(), entry.text, entry.line)
        else:
            self.paragraph = add_child(self.owner, "paragraph")
            add(self.paragraph, "content", entry.text, entry.line)

    def _find_before(self, number: tuple[str, int] | None, step: int) -> int | None:
        """Index of the open item whose number is ``step`` below ``number``."""
        if number is None:
            return None
        for i in range(len(self.nesting.items) - 1, -1, -1):
            item = self.nesting.items[i]
            if item.style == number[0] and item.number + step == number[1]:
                return i
        return None

    def _is_unnumbered_item(self, entry: Entry, number: tuple[str, int] | None) -> bool:
        """Whether the line is an item that lost its number: between （一） and （三）, behind a colon

        and before （二）, or behind the last item and ending as items do.
        """
        if entry.text[-1] in "：:":
            return False
        items = self.nesting.items
        if items:
            inside = self.last_text[-1:] in "；;" and entry.text[-1] in "；;"
            return inside or self._find_before(number, 2) is not None
        if number is None or number[1] < 2 or not self.last_text.endswith(("：", ":")):
            return False
        return number[1] == 2 or entry.text[-1] in "；;"

    def _stays_in_paragraph(self, entry: Entry, number: tuple[str, int] | None) -> bool:
        if not self.last_text or is_sentence_end(self.last_text) or self.paragraph is None:
            return False
        if not self.nesting.items:
            return True
        starts_list = entry.text[-1] in "：:" and number is not None and number[1] == 1
        return not starts_list and not _REFERS_BACK.match(entry.text)

    def _next_number(self, entries: list[Entry], i: int) -> tuple[str, int] | None:
        """Style and number of the next item below, None when a list of other text comes first."""
        for entry in entries[i : i + _AHEAD]:
            label = entry.label
            if label is not None and self._is_item_ahead(label):
                return label.kind, label.number or 0
        return None

    def _is_item_ahead(self, label: Label) -> bool:
        if label.kind not in RANKS:
            return False
        return label.kind == "paren-cn" or label.number in (1, 2) or label.kind in self.counted

    def _add_unnumbered(self, entry: Entry, number: tuple[str, int] | None) -> None:
        """Add an item whose number was lost to the list that ``number`` goes on, or the innermost."""
        items = self.nesting.items
        same = [i for i, item in enumerate(items) if number and item.style == number[0]]
        place = same[-1] if same else max(len(items) - 1, 0)
        style = items[place].style if items else number[0] if number else "paren-cn"
        count = items[place].number + 1 if items else 1
        self.counted.add(style)
        item = self._open_item(place)
        self.nesting.push(Label(style, "", count, None, "", ""), item, place)
        add_text(item, entry.text, entry.line)

    def _add_table(self, entries: list[Entry], i: int) -> int:
        owner = self._deepest()
        self.last_text = ""
        rows = [entry.row for entry in entries]
        return add_table(open_block(owner), rows, i)

    def _paragraph(self) -> Node:
        if self.paragraph is None:
            self.paragraph = add_child(self.owner, "paragraph")
        return self.paragraph

    def _deepest(self) -> Node:
        return self.nesting.items[-1].node if self.nesting.items else self._paragraph()


