"""What inserted text looked like in the new file, when that is a Word file too.

Text that looked there as the words around it looks here as the words around it; only what was set
apart (bold, a colour, another font) brings its formatting along. Styles are found by their names.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.akn.tree import Tree
from drafting.sources.docx import Piece, paragraph_pieces
from drafting.word.carrier import Carrier, open_carrier
from drafting.word.formats import plain_properties
from drafting.word.names import RPR, w
from drafting.word.package import Package
from drafting.word.template import read_styles

_UNSEEN = frozenset(w(n) for n in ("lang", "rtl", "noProof", "snapToGrid"))
"""Run properties that change nothing on the page."""
_HINT = w("hint")


@dataclass(slots=True)
class NewFormats:
    """The formatting of the new text's lines; none when it is no Word file."""

    carrier: Carrier | None
    styles: dict[str, str] = field(default_factory=dict)
    """Style ids of the new file → those of the old file, by name."""
    _pieces: dict[etree._Element, tuple[Piece, ...]] = field(default_factory=dict)

    def cut(self, line: int, start: int, text: str) -> list[tuple[str, etree._Element | None]]:
        """``text``, which stands at ``start`` of new line ``line``, in pieces of one look each.

        None stands for the look of what is around it.
        """
        if self.carrier is None or self.carrier.homes[line] is None:
            return [(text, None)]
        usual = _look(self._properties(line, self._first_kept(line)))
        found: list[tuple[str, etree._Element | None]] = []
        for at, character in enumerate(text, start):
            own = self._properties(line, at)
            look = None if own is None or _look(own) == usual else own
            if found and found[-1][1] is look:
                found[-1] = (found[-1][0] + character, look)
            else:
                found.append((character, look))
        return [(words, self._adopt(look)) for words, look in found]

    kept: dict[int, int] = field(default_factory=dict)
    """New line → a character of it that the old text has too: what "around" means there."""

    def _first_kept(self, line: int) -> int:
        return self.kept.get(line, self._home_start(line))

    def _home_start(self, line: int) -> int:
        """The character that most of the line looks like: its middle one."""
        text = self.carrier.tree.lines[line].text if self.carrier else ""
        return len(text) // 2

    def _properties(self, line: int, at: int) -> etree._Element | None:
        place = self.carrier.locate(line, at) if self.carrier else None
        if place is None:
            return None
        paragraph, offset = place
        if paragraph not in self._pieces:
            self._pieces[paragraph] = paragraph_pieces(paragraph, "accept")
        for piece in self._pieces[paragraph]:
            if piece.start <= offset < piece.end:
                run = piece.run
                return None if run is None else run.find(RPR)
        return None

    def _adopt(self, properties: etree._Element | None) -> etree._Element | None:
        """A copy fit for the old file: no tracked changes, styles under its own ids."""
        adopted = plain_properties(properties)
        style = None if adopted is None else adopted.find(w("rStyle"))
        if adopted is not None and style is not None:
            known = self.styles.get(style.get(w("val"), ""))
            if known:
                style.set(w("val"), known)
            else:
                adopted.remove(style)
        return adopted


def tree_to_formats(new: Tree, package: Package) -> NewFormats:
    """The formatting of ``new``'s own file, fit for the old file ``package``."""
    carrier, _ = open_carrier(new)
    if carrier is None:
        return NewFormats(None)
    here = read_styles(package)
    there = read_styles(carrier.package)
    return NewFormats(carrier, {i: here[name] for name, i in there.items() if name in here})


def _look(properties: etree._Element | None) -> bytes:
    return b"".join(sorted(_iter_looks(properties)))


def _iter_looks(properties: etree._Element | None) -> Iterator[bytes]:
    """What of run properties is seen, comparable."""
    plain = plain_properties(properties)
    for child in plain if plain is not None else ():
        if child.tag in _UNSEEN:
            continue
        seen = copy.deepcopy(child)
        seen.attrib.pop(_HINT, "")
        if len(seen.attrib) or len(seen) or child.tag != w("rFonts"):
            yield etree.tostring(seen, method="c14n", exclusive=True)
