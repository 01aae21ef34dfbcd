"""A unit as the comparison sees it: its label apart from its words, its words folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from drafting.akn.eids import num_to_number
from drafting.akn.elements import Provision
from drafting.akn.units import Unit
from drafting.comparison.folding import fold
from drafting.text.numerals import NUMERAL_CHARS

_REFERENCE = re.compile(rf"第[{NUMERAL_CHARS}0-9]+([条款项目章节编])(之[{NUMERAL_CHARS}]+)?")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")
_ITEM = re.compile(rf"^[(]?[{NUMERAL_CHARS}0-9]+[).、]")


def _mask(key: str) -> str:
    return _REFERENCE.sub(r"第\1", key)


@dataclass(frozen=True)
class Passage:
    """Unit ``index`` of a tree: ``text[:label_end]`` is its printed label, ``text[start:]`` its
    words; a blank or nothing stands between."""

    index: int
    unit: Unit
    label_end: int

    @cached_property
    def text(self) -> str:
        """The unit's lines, joined by line breaks."""
        return self.unit.text

    @property
    def label(self) -> str:
        """The label as printed, "" when there is none."""
        return self.text[: self.label_end]

    @cached_property
    def start(self) -> int:
        """Where the words begin."""
        rest = self.text[self.label_end :]
        return self.label_end + len(rest) - len(rest.lstrip())

    @cached_property
    def number(self) -> str | None:
        """The number in the label ("120-1"), None without one."""
        return num_to_number(self.label) if self.label_end else None

    @property
    def name(self) -> str:
        """What a row calls the unit: 第十二条, 第三章, 标题 …"""
        return self.unit.label

    @cached_property
    def words(self) -> str:
        """The text behind the label, as printed."""
        return self.text[self.start :]

    @cached_property
    def key(self) -> str:
        """The words without blanks, width and script: equal keys are exact matches."""
        return fold(self.words)

    @cached_property
    def gist(self) -> str:
        """The key with the numbers of references masked: what similarity is judged by."""
        return _mask(self.key)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The gist sentence by sentence, numbers of items left out."""
        pieces = (
            _ITEM.sub("", piece) for line in self.text[self.start :].split("\n")
            for piece in _SENTENCE.findall(_mask(fold(line)))
        )
        return tuple(piece for piece in pieces if piece)

    @property
    def size(self) -> int:
        """How many characters the sentences have together."""
        return sum(map(len, self.sentences)) or 1


def units_to_passages(units: Sequence[Unit]) -> list[Passage]:
    """The units of a tree, in order, ready to be compared."""
    return [Passage(index, unit, _label_end(unit)) for index, unit in enumerate(units)]


def _label_end(unit: Unit) -> int:
    if not unit.lines or not isinstance(unit.element, Provision):
        return 0
    first = unit.lines[0].pieces[0]
    owns = first.element.kind == "num" and first.element.getparent() is unit.element
    return first.end if owns else 0
