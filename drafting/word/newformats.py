"""What inserted text looked like in the new file, when that is a Word file too.

Text that looked there as the words around it looks here as the words around it; only what was set
apart (bold, a colour, another font) brings its formatting along. Styles are found by their names.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.akn.tree import Tree
from drafting.sources.docx import Piece, paragraph_pieces
from drafting.word.carrier import Carrier, open_carrier
from drafting.word.formats import plain_properties
from drafting.word.names import RPR, w
from drafting.word.package import Package
from drafting.word.script import Block, iter_paragraphs
from drafting.word.template import read_styles

_SAMPLES = 8
"""Characters of each kept stretch that are looked at to know how a line usually looks."""
_UNSEEN = frozenset(w(n) for n in ("lang", "rtl", "noProof", "snapToGrid"))
"""Run properties that change nothing on the page."""
_HINT = w("hint")
_PLAIN = etree.Element(RPR)
"""No properties at all: text that is plain among words that are not."""


@dataclass(slots=True)
class NewFormats:
    """The formatting of the new text's lines; none when it is no Word file.

    ``styles`` leads from style ids of the new file to those of the old file, by name; ``kept`` are
    the stretches of new lines that the old text has too: they say how the line usually looks.
    """

    carrier: Carrier | None
    styles: dict[str, str] = field(default_factory=dict)
    kept: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _pieces: dict[etree._Element, tuple[Piece, ...]] = field(default_factory=dict)
    _looks: dict[etree._Element, bytes] = field(default_factory=dict)
    _usual: bytes | None = None

    def cut(self, line: int, start: int, text: str) -> list[tuple[str, etree._Element | None]]:
        """``text``, which stands at ``start`` of new line ``line``, in pieces of one look each.

        None stands for the look of what is around it.
        """
        if self.carrier is None or self.carrier.homes[line] is None:
            return [(text, None)]
        usual = self._usual_look(line)
        found: list[tuple[str, etree._Element | None]] = []
        for at, character in enumerate(text, start):
            own = self._properties(line, at)
            look = None if self._look(own) == usual else _PLAIN if own is None else own
            if found and found[-1][1] is look:
                found[-1] = (found[-1][0] + character, look)
            else:
                found.append((character, look))
        return [(words, self._adopt(look)) for words, look in found]

    def _usual_look(self, line: int) -> bytes:
        """How most of the line's kept words look; of a new line, most words of the text."""
        kept = self.kept.get(line)
        if kept:
            steps = ((s, e, max((e - s) // _SAMPLES, 1)) for s, e in kept)
            return self._most_common((line, at) for s, e, step in steps for at in range(s, e, step))
        if self._usual is None:
            lines = self.carrier.tree.lines if self.carrier else []
            # A character a line is enough to know a text's usual look by.
            self._usual = self._most_common((n, len(t.text) // 2) for n, t in enumerate(lines))
        return self._usual

    def _most_common(self, places: Iterable[tuple[int, int]]) -> bytes:
        found = Counter(self._look(self._properties(line, at)) for line, at in places)
        return found.most_common(1)[0][0] if found else b""

    def _look(self, properties: etree._Element | None) -> bytes:
        if properties is None:
            return b""
        if properties not in self._looks:
            self._looks[properties] = b"".join(sorted(_iter_looks(properties)))
        return self._looks[properties]

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
        if properties is _PLAIN:
            return properties
        adopted = plain_properties(properties)
        style = None if adopted is None else adopted.find(w("rStyle"))
        if adopted is not None and style is not None:
            known = self.styles.get(style.get(w("val"), ""))
            if known:
                style.set(w("val"), known)
            else:
                adopted.remove(style)
        return adopted


def tree_to_formats(new: Tree, package: Package, blocks: Iterable[Block]) -> NewFormats:
    """The formatting of ``new``'s own file, fit for the old file ``package``.

    ``blocks`` are the redline's, which tell what of each new line is kept.
    """
    carrier, _ = open_carrier(new)
    if carrier is None:
        return NewFormats(None)
    kept: dict[int, list[tuple[int, int]]] = {}
    for paragraph in iter_paragraphs(blocks):
        for span in paragraph.spans:
            if span.kind == "equal" and paragraph.new is not None:
                stretch = (span.new, span.new + len(span.text))
                kept.setdefault(paragraph.new, []).append(stretch)
    here, there = read_styles(package), read_styles(carrier.package)
    styles = {i: here[name] for name, i in there.items() if name in here}
    return NewFormats(carrier, styles, kept)


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
