"""Cells as runs of WordprocessingML, for docxtpl's ``{{r … }}``.

A paragraph break is docxtpl's own sign for one (``\\a`` in a text), so that the new paragraph takes
the properties that the template gave the first. Marks are character styles of the template, which
staff may restyle in Word; a template without them gets direct formatting instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from drafting.writers.anchors import eid_to_bookmark
from drafting.writers.table import Cell, Mark, Run

MARK_STYLES: dict[Mark, str] = {
    "insert": "DraftingInsert",
    "delete": "DraftingDelete",
    "follow": "DraftingFollow",
    "label": "DraftingLabel",
    "aside": "DraftingAside",
}
"""Style ids in the templates; their names in Word are Chinese (see template_maker)."""

MARK_PROPERTIES: dict[Mark, str] = {
    "insert": '<w:b/><w:color w:val="1F4E9E"/><w:u w:val="single"/>',
    "delete": '<w:strike/><w:color w:val="C00000"/>',
    "follow": '<w:color w:val="595959"/><w:u w:val="dotted"/>',
    "label": "<w:b/>",
    "aside": '<w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
}
"""What each mark looks like, in the order that CT_RPr asks for."""

_BREAK = "<w:r><w:t>\a</w:t></w:r>"
# A brace in a text must not be read as template language, nor as docxtpl's escapes ({_{ and kin).
_ENTITIES = str.maketrans({"{": "&#123;", "}": "&#125;", "%": "&#37;"})


class Markup(str):
    """Ready WordprocessingML: Jinja's autoescape leaves it alone."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass
class WordCells:
    """Turns the cells of one document into markup; hands out bookmark ids and names once."""

    styles: frozenset[str]
    """Character styles that the template defines."""
    _names: set[str] = field(default_factory=set)

    def to_markup(self, cell: Cell) -> Markup:
        """The runs of ``cell``, its paragraphs parted by docxtpl's sign."""
        paragraphs = ("".join(map(self._run, runs)) for runs in cell.iter_paragraphs())
        return Markup(_BREAK.join(paragraphs))

    def to_anchored(self, cell: Cell, eid: str) -> Markup:
        """The same inside a bookmark that names ``eid``; a name already given is not repeated."""
        name = eid_to_bookmark(eid)
        if name in self._names:
            return self.to_markup(cell)
        self._names.add(name)
        number = len(self._names)
        return Markup(
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            f'{self.to_markup(cell)}<w:bookmarkEnd w:id="{number}"/>'
        )

    def _run(self, run: Run) -> str:
        text = escape(run.text, quote=False).translate(_ENTITIES)
        return (
            f'<w:r><w:rPr>{self._properties(run.mark)}</w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    def _properties(self, mark: Mark) -> str:
        # hint: “ ” — … share their code points with Latin text and would take the Latin font.
        hint = '<w:rFonts w:hint="eastAsia"/>'
        if mark == "plain":
            return hint
        if MARK_STYLES[mark] in self.styles:
            return f'<w:rStyle w:val="{MARK_STYLES[mark]}"/>{hint}'
        return hint + MARK_PROPERTIES[mark]
