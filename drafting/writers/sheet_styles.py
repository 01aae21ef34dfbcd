"""How cells of a workbook look: each style is registered once, then shared by its cells."""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from drafting.writers.table import Cell, Mark

if TYPE_CHECKING:
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.cell.text import InlineFont

_FONT, _HEAD_FONT = "宋体", "黑体"
_GREY, _PALE, _CREAM = "EDEDED", "F7F7F7", "FFFBE6"

# style: (font, size, bold, horizontal, vertical, fill, border, locked)
_LOOKS = {
    "title": (_HEAD_FONT, 16, True, "center", "center", "", False, True),
    "note": (_FONT, 10.5, False, "left", "center", "", False, True),
    "head": (_HEAD_FONT, 11, True, "center", "center", _GREY, True, True),
    "group": (_HEAD_FONT, 10.5, False, "center", "center", _PALE, True, True),
    "text": (_FONT, 10.5, False, "left", "top", "", True, True),
    "centre": (_FONT, 10.5, False, "center", "top", "", True, True),
    "answer": (_FONT, 10.5, False, "left", "top", _CREAM, True, False),
    "free": (_FONT, 10.5, False, "left", "top", "", True, False),
}


class SheetStyles:
    """Dresses cells of one workbook.

    openpyxl hashes a style anew for every cell that it is set on, which took most of the time of a
    sheet; the first cell of each look is set up, the others take over its numbers.
    """

    def __init__(self) -> None:
        self._first: dict[str, Any] = {}

    def dress(self, cell: Any, name: str) -> None:
        """Give ``cell`` the look ``name``."""
        if name not in self._first:
            _set_up(cell, name)
            self._first[name] = copy(cell._style)
        cell._style = copy(self._first[name])


def _set_up(cell: Any, name: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    font, size, bold, horizontal, vertical, fill, border, locked = _LOOKS[name]
    cell.font = Font(name=font, size=size, bold=bold)
    cell.alignment = Alignment(horizontal=horizontal, vertical=vertical, wrap_text=True)
    cell.protection = Protection(locked=locked)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if border:
        edge = Side(style="thin", color="808080")
        cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)


def cell_to_rich_text(content: Cell) -> CellRichText:
    """Return marked text: deleted red and struck, added blue and underlined."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    fonts = _mark_fonts()
    return CellRichText(*(TextBlock(fonts[run.mark], run.text) for run in content.runs if run.text))


@cache
def _mark_fonts() -> dict[Mark, InlineFont]:
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    def font(color: str = "FF000000", size: float = 10.5, **looks: Any) -> InlineFont:
        return InlineFont(rFont=_FONT, charset=134, sz=size, color=Color(rgb=color), **looks)

    return {
        "plain": font(),
        "insert": font("FF1F4E9E", b=True, u="single"),
        "delete": font("FFC00000", strike=True),
        "follow": font("FF7F7F7F", u="single"),
        "label": font(b=True),
        "aside": font("FF7F7F7F", 9),
    }
