"""Which paragraph of the user's file a new line should look like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.akn.lines import TreeLine
from drafting.akn.tree import Tree
from drafting.sources.docx import Piece, paragraph_pieces
from drafting.word.carrier import Carrier
from drafting.word.flows import is_main
from drafting.word.formats import plain_properties
from drafting.word.names import RPR
from drafting.word.roles import Role, tree_to_roles

_NUMERALS = re.compile("[零〇一二三四五六七八九十百千0-9０-９①-⑳]+")
Key = tuple[str, str]


def line_lead(line: TreeLine) -> int:
    """How many characters of a line are its label and the blank after it; 0 without a label."""
    first = line.pieces[0]
    if first.element.kind != "num":
        return 0
    return line.pieces[1].start if len(line.pieces) > 1 else len(line.text)


def line_key(line: TreeLine, role: Role) -> Key:
    """What a line is, by which lines that look alike are found: ("article", "第N条")."""
    lead = line_lead(line)
    return role.name, _NUMERALS.sub("N", line.text[:lead].strip())


@dataclass(slots=True)
class Likeness:
    """Old lines of the body by what they are, each known by its place."""

    carrier: Carrier
    keys: list[Key] = field(init=False)
    _places: dict[Key, list[int]] = field(init=False)
    _roles: dict[str, list[int]] = field(init=False)
    _runs: dict[int, tuple[etree._Element | None, etree._Element | None]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        tree = self.carrier.tree
        roles = tree_to_roles(tree)
        self.keys = [line_key(n, r) for n, r in zip(tree.lines, roles, strict=True)]
        self._places, self._roles = defaultdict(list), defaultdict(list)
        for at, key in enumerate(self.keys):
            home = self.carrier.homes[at]
            if home is not None and is_main(home.paragraph):
                self._places[key].append(at)
                self._roles[key[0]].append(at)

    def find(self, key: Key, near: int) -> int | None:
        """The old line like ``key`` that stands nearest to place ``near``, one before it first."""
        for places in (self._places.get(key), self._roles.get(key[0])):
            if places:
                at = bisect_left(places, near + 1)
                return places[max(at - 1, 0)]
        return None

    def run_properties(self, at: int, label: bool) -> etree._Element | None:
        """The run properties of old line ``at``: of its label, or of the words after it.

        Read before anything is changed.
        """
        if at not in self._runs:
            line = self.carrier.tree.lines[at]
            lead = min(line_lead(line), len(line.text) - 1)
            self._runs[at] = self._properties(at, 0), self._properties(at, lead)
        return self._runs[at][0 if label else 1]

    def _properties(self, at: int, character: int) -> etree._Element | None:
        home = self.carrier.homes[at]
        if home is not None:
            character = max(character, home.lead)
        place = self.carrier.locate(at, character)
        if place is None:
            return None
        return piece_properties(piece_at(*place))


def piece_at(paragraph: etree._Element, offset: int) -> Piece | None:
    """The piece that prints character ``offset`` of the paragraph."""
    pieces = paragraph_pieces(paragraph, "accept")
    return next((piece for piece in pieces if piece.start <= offset < piece.end), None)


def piece_properties(piece: Piece | None) -> etree._Element | None:
    """A copy of the properties of the piece's run; None when it has none."""
    run = None if piece is None else piece.run
    return None if run is None else plain_properties(run.find(RPR))


@dataclass(slots=True)
class NewSide:
    """The new text as the writer asks for it: labels, keys.

    ``typed`` are the lines whose labels Word's own counting cannot give (第二条之一): they are text.
    """

    lines: Sequence[TreeLine]
    keys: list[Key]
    typed: frozenset[int] = frozenset()

    def lead(self, line: int | None) -> int:
        """The length of the label of new line ``line`` as far as Word can print it."""
        return 0 if line is None or line in self.typed else line_lead(self.lines[line])


def tree_to_new_side(tree: Tree, typed: frozenset[int] = frozenset()) -> NewSide:
    """The lines of ``tree`` and what each is."""
    roles = tree_to_roles(tree)
    keys = [line_key(n, r) for n, r in zip(tree.lines, roles, strict=True)]
    return NewSide(tree.lines, keys, typed)
