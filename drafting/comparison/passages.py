"""A unit as the comparison sees it: its label apart from its words, its words folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from drafting.akn.elements import Provision
from drafting.akn.names import CONTAINERS, tag
from drafting.akn.units import Unit
from drafting.comparison.folding import drop_blanks, fold
from drafting.text.numerals import NUMERAL_CHARS

_NUM = tag("num")
_NAMED = frozenset(("article", *CONTAINERS))
"""Units that their own label names; a level is named by those above it too."""
_REFERENCE = re.compile(rf"第[{NUMERAL_CHARS}0-9]+([条款项目章节编])(之[{NUMERAL_CHARS}]+)?")
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")
_WRAP = re.compile(rf"(?<=[^.;:!?\"\s])\n(?![(]?[{NUMERAL_CHARS}0-9]+[).、])")
_ITEM = re.compile(rf"^[(]?[{NUMERAL_CHARS}0-9]+[).、]")


_FOLDED = ("width", "script")


def _mask(key: str) -> str:
    return _REFERENCE.sub(r"第\1", key)


class Passage:
    """Unit ``index`` of a tree, its ``text`` as printed, a line break between lines.

    ``text[:label_end]`` is the printed ``label``, ``text[start:]`` its ``words``; a blank or nothing
    stands between. ``number`` is what the label counts ("120-1"), None without one. Nothing here is
    ever changed; there are thousands of these, which a dataclass would make in thrice the time.
    """

    def __init__(self, index: int, unit: Unit) -> None:
        self.index, self.unit, self.eid = index, unit, unit.eid
        self.text = text = unit.text
        self.label_end = end = _label_end(unit)
        self.label = text[:end]
        self.words = words = text[end:].lstrip()
        self.start = len(text) - len(words)
        self.number = _eid_to_number(self.eid) if end else None

    @property
    def name(self) -> str:
        """What a row calls the unit: 第十二条, 第三章, 标题 …"""
        if self.label and self.unit.level in _NAMED:
            return "".join(self.label.split())
        return self.unit.label

    @cached_property
    def folded(self) -> str:
        """The words without width and script, line by line."""
        return fold(self.words, _FOLDED)

    @cached_property
    def key(self) -> str:
        """The words without blanks, width and script: equal keys are exact matches."""
        return drop_blanks(self.folded)

    @cached_property
    def gist(self) -> str:
        """The key with the numbers of references masked: what similarity is judged by."""
        return _mask(self.key)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The gist sentence by sentence, numbers of items left out; wrapped lines are joined."""
        pieces = (
            _ITEM.sub("", piece) for line in _WRAP.sub("", _mask(self.folded)).split("\n")
            for piece in _SENTENCE.findall(drop_blanks(line))
        )
        return tuple(piece for piece in pieces if piece)

    @cached_property
    def size(self) -> int:
        """How many characters the sentences have together."""
        return sum(map(len, self.sentences)) or 1


def fold_together(passages: Iterable[Passage]) -> None:
    """Find ``folded`` of many passages in one go: most of the cost is by the call.

    Folding keeps every character in its place, so that each finds its own.
    """
    fresh = [passage for passage in passages if "folded" not in vars(passage)]
    folded, start = fold("\n".join([passage.words for passage in fresh]), _FOLDED), 0
    for passage in fresh:
        end = start + len(passage.words)
        vars(passage)["folded"] = folded[start:end]
        start = end + 1


def units_to_passages(units: Sequence[Unit]) -> list[Passage]:
    """The units of a tree, in order, ready to be compared."""
    return [Passage(index, unit) for index, unit in enumerate(units)]


def _label_end(unit: Unit) -> int:
    if not unit.lines or not isinstance(unit.element, Provision):
        return 0
    first = unit.lines[0].pieces[0]
    element = first.element
    return first.end if element.tag == _NUM and element.getparent() is unit.element else 0


def _eid_to_number(eid: str) -> str | None:
    """The printed number that an eId holds: chp_2__sec_1 → "1", art_5__dup_2 → "5"."""
    own = eid.rpartition("__dup_")[0] or eid if "__dup_" in eid else eid
    kind, _, number = own[own.rfind("__") + 1 :].rpartition("_")
    return None if kind.endswith("nn") else number
