"""款 with their 项 and 目: the rows of one provision put under one another.

A line of text after 项 is the last item's own when the count goes on below it, an item that lost its
number when the count goes on but one, the end of the 款 (wrapUp) when the last item closed no
sentence, and else the next 款. Text after a line that closed no sentence goes on in its 款.
"""

from __future__ import annotations

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
from drafting.text.patterns import LazyPattern

_KINDS = ("point", "indent", "alinea")
_REFERS_BACK = LazyPattern(r"前[一二两兩三四五六七八九十]?款|第[一二三四五六七八九十]{1,3}款|本[条條]第|有前款")
_COLONS = frozenset("：:")
_AHEAD = 12
_MAX_HEADING = 20


def _is_heading(rest: str, row: Row | None) -> bool:
    """Whether an item is a heading with its text in the next row: （一）认定 | 当事人以存单…"""
    if not 2 <= len(rest) <= _MAX_HEADING or not rest[-1].isalpha() or row is None:
        return False
    return row.is_plain and len(row.text) > _MAX_HEADING and row.closes_sentence


class ParagraphBuilder:
    """Puts the rows of one 条 (or 款-holding container) after the other under it."""

    def __init__(self, owner: Node) -> None:
        self.owner = owner
        self.paragraph: Node | None = None
        self.nesting = Nesting()
        self.counted: set[str] = set()
        self.last_text = ""

    def build(self, owner: Node, rows: list[Row]) -> None:
        """Put all ``rows`` in place under ``owner``.

        The first may be what is left of a line behind label and heading (``Row.cut``).
        """
        self.owner, self.paragraph, self.last_text = owner, None, ""
        self.nesting.items.clear()
        self.counted.clear()
        i = 0
        while i < len(rows):
            row = rows[i]
            if row.table is not None and row.label is None:
                i = self._add_table(rows, i)
                continue
            if row.furniture:
                add_furniture(self._deepest(), row)
            else:
                if row.label is not None and self._is_item(row.label, rows, i + 1):
                    following = rows[i + 1] if i + 1 < len(rows) else None
                    self._add_item(row.number, row.label, following)
                else:
                    self._add_text(row, rows, i + 1)
                self.last_text = row.text
            i += 1

    def _is_item(self, label: Label, rows: list[Row], i: int) -> bool:
        """Whether the label is of an item: （一） always, 1. when its count began, or begins here.

        A count begins behind a colon, or where a second follows; ① alone is a footnote's mark.
        """
        if label.kind == "paren-cn" or label.kind in self.counted:
            return label.kind in RANKS
        if label.kind not in RANKS or label.number != 1:
            return False
        if not self.last_text or self.last_text[-1] in _COLONS:
            return True
        return any(
            row.label is not None and row.label.kind == label.kind and row.label.number == 2
            for row in rows[i : i + _AHEAD]
        )

    def _add_item(self, line: int, label: Label, following: Row | None) -> None:
        self.counted.add(label.kind)
        keep = self.nesting.keep(label)
        item = self._open_item(keep)
        headed = _is_heading(label.rest, following)
        self.nesting.push(label, item, keep, headed)
        add_num(item, label, line)
        if headed:
            add(item, "heading", label.rest)
        elif label.rest:
            self._add_rest(item, label, following)

    def _open_item(self, keep: int) -> Node:
        parent = self.nesting.items[keep - 1].node if keep else self._paragraph()
        return add_child(parent, _KINDS[keep] if keep < len(_KINDS) else "level")

    def _add_rest(self, item: Node, label: Label, following: Row | None) -> None:
        inner = read_label(label.rest)
        if (
            inner is not None and inner.number == 1 and inner.kind in RANKS
            and RANKS[inner.kind] > RANKS[label.kind]
        ):
            self._add_item(0, inner, following)
        else:
            add_text(item, label.rest)

    def _add_text(self, row: Row, rows: list[Row], following: int) -> None:
        items = self.nesting.items
        if not items and self.last_text[-1:] not in _COLONS:
            self._add_paragraph_text(row, self._stays_in_paragraph(row, None))
            return
        number = self._next_number(rows, following)
        place = self._find_before(number, 1)
        if place is not None:
            del items[place + 1 :]
            add_text(items[place].node, row.text, row.number)
            return
        headed = [i for i, item in enumerate(items) if item.headed]
        if headed:
            del items[headed[-1] + 1 :]
            add_text(items[-1].node, row.text, row.number)
        elif self._is_unnumbered_item(row, number):
            self._add_unnumbered(row, number)
        else:
            self._add_paragraph_text(row, self._stays_in_paragraph(row, number))

    def _add_paragraph_text(self, row: Row, stays: bool) -> None:
        """Text of the 款 itself: the open one where it ``stays``, else the next."""
        self.nesting.items.clear()
        if stays:
            add_text(self._paragraph(), row.text, row.number)
        else:
            self.paragraph = add_child(self.owner, "paragraph", row.text, row.number)

    def _find_before(self, number: tuple[str, int] | None, step: int) -> int | None:
        """Index of the open item whose number is ``step`` below ``number``."""
        if number is None:
            return None
        for i in range(len(self.nesting.items) - 1, -1, -1):
            item = self.nesting.items[i]
            if item.style == number[0] and item.number + step == number[1]:
                return i
        return None

    def _is_unnumbered_item(self, row: Row, number: tuple[str, int] | None) -> bool:
        """Whether the line is an item that lost its number: between （一） and （三）, behind a colon

        and before （二）, or behind the last item and ending as items do.
        """
        if row.text[-1] in _COLONS:
            return False
        items = self.nesting.items
        if items:
            inside = self.last_text[-1:] in "；;" and row.text[-1] in "；;"
            return inside or self._find_before(number, 2) is not None
        if number is None or number[1] < 2 or self.last_text[-1:] not in _COLONS:
            return False
        return number[1] == 2 or row.text[-1] in "；;"

    def _stays_in_paragraph(self, row: Row, number: tuple[str, int] | None) -> bool:
        if not self.last_text or is_sentence_end(self.last_text) or self.paragraph is None:
            return False
        if not self.nesting.items:
            return True
        starts_list = row.text[-1] in _COLONS and number is not None and number[1] == 1
        return not starts_list and not _REFERS_BACK.match(row.text)

    def _next_number(self, rows: list[Row], i: int) -> tuple[str, int] | None:
        """Style and number of the next item below, None when a list of other text comes first."""
        for row in rows[i : i + _AHEAD]:
            label = row.label
            if label is not None and self._is_item_ahead(label):
                return label.kind, label.number or 0
        return None

    def _is_item_ahead(self, label: Label) -> bool:
        if label.kind not in RANKS:
            return False
        return label.kind == "paren-cn" or label.number in (1, 2) or label.kind in self.counted

    def _add_unnumbered(self, row: Row, number: tuple[str, int] | None) -> None:
        """Add an item whose number was lost to the list that ``number`` goes on, or the innermost."""
        items = self.nesting.items
        same = [i for i, item in enumerate(items) if number and item.style == number[0]]
        place = same[-1] if same else max(len(items) - 1, 0)
        style = items[place].style if items else number[0] if number else "paren-cn"
        count = items[place].number + 1 if items else 1
        self.counted.add(style)
        item = self._open_item(place)
        self.nesting.push(Label(style, "", count, None, "", ""), item, place)
        add_text(item, row.text, row.number)

    def _add_table(self, rows: list[Row], i: int) -> int:
        owner = self._deepest()
        self.last_text = ""
        return add_table(open_block(owner), rows, i)

    def _paragraph(self) -> Node:
        if self.paragraph is None:
            self.paragraph = add_child(self.owner, "paragraph")
        return self.paragraph

    def _deepest(self) -> Node:
        return self.nesting.items[-1].node if self.nesting.items else self._paragraph()


