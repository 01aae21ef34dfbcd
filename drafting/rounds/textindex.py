"""Words looked up in a draft, blanks, signs, width and script aside."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

import regex as re

from drafting.akn import Element, Tree, TreeLine, Unit
from drafting.records import record
from drafting.rounds.mentions import squeeze, squeeze_places

_SKIPPED = frozenset(("furniture", "duplicate", "toc"))
_TITLES = re.compile("《[^《》]*》")
RUN = 10
"""Characters in a row that make words the draft's own."""
_RUN_LIMIT = 400


@record
class Hit:
    """Words found: the innermost provision (or unit) that prints them, and they as printed.

    They begin at character ``start`` of ``line``, and end with it at the latest.
    """

    element: Element
    words: str
    line: TreeLine
    start: int


class TextIndex:
    """The text of one draft as one string to search, every character knowing its provision."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def find_first(self, words: str, within: Element) -> Hit | None:
        """The first place of ``words`` inside ``within``.

        Where several 款 have them ``within`` itself is the provision meant.
        """
        key = squeeze(words)
        low, high = self._span_of(within)
        at = self._text.find(key, low, high) if key else -1
        if at < 0:
            return None
        hit = self._hit_at(at, len(key))
        while (at := self._text.find(key, at + 1, high)) >= 0:
            if self._hit_at(at, len(key)).element is not hit.element:
                return replace(hit, element=within)
        return hit

    def find_only(self, words: str) -> Hit | None:
        """The place of ``words`` when one provision alone has them."""
        key = squeeze(words)
        at = self._text.find(key) if key else -1
        if at < 0:
            return None
        hit = self._hit_at(at, len(key))
        while (at := self._text.find(key, at + 1)) >= 0:
            if self._hit_at(at, len(key)).element is not hit.element:
                return None
        return hit

    def find_run(self, text: str) -> Hit | None:
        """The place of the longest run of words of ``text`` (``RUN`` characters and more).

        None when the draft prints them in several provisions. What stands in 《》 is a name.
        """
        key = squeeze(_TITLES.sub("\n", text[:_RUN_LIMIT]))
        best, start = (0, 0), None
        for at in range(len(key) - RUN + 2):
            known = key[at : at + RUN] in self._grams and at <= len(key) - RUN
            if known and start is None:
                start = at
            elif not known and start is not None:
                best = max(best, (at - 1 + RUN - start, -start))
                start = None
        length, begin = best[0], -best[1]
        return self.find_only(key[begin : begin + length]) if length else None

    @cached_property
    def _grams(self) -> frozenset[str]:
        return frozenset(self._text[i : i + RUN] for i in range(len(self._text) - RUN + 1))

    @property
    def printed_lines(self) -> list[str]:
        """The lines of the text itself, furniture and 目录 aside."""
        return [line.text for line, _ in self._lines]

    @cached_property
    def _lines(self) -> list[tuple[TreeLine, Unit]]:
        shown = (u for u in self.tree.units if u.level not in _SKIPPED)
        return [(line, unit) for unit in shown for line in unit.lines]

    @cached_property
    def _index(self) -> tuple[str, list[int]]:
        """All text as one key, and where in it each line begins."""
        starts, parts, at = [], [], 0
        for line, _ in self._lines:
            starts.append(at)
            parts.append(squeeze(line.text))
            at += len(parts[-1])
        return "".join(parts), starts

    @property
    def whole(self) -> str:
        """All text as it is looked up."""
        return self._index[0]

    @property
    def _text(self) -> str:
        return self._index[0]

    def _hit_at(self, at: int, length: int) -> Hit:
        # a line without a word of its own begins where the next one does: the last is meant
        index = bisect_right(self._index[1], at) - 1
        line, unit = self._lines[index]
        provision = line.provision
        element = provision if provision is not None and provision.eid else unit.element
        places = squeeze_places(line.text)
        first = at - self._index[1][index]
        last = min(first + length, len(places)) - 1
        words = line.text[places[first] : places[last] + 1]
        return Hit(element, words, line, places[first])

    def _span_of(self, element: Element) -> tuple[int, int]:
        ends = self._line_spans.get(element)
        if ends is None:
            return 0, 0
        starts = [*self._index[1], len(self._text)]
        return starts[ends[0]], starts[ends[1] + 1]

    @cached_property
    def _line_spans(self) -> dict[Element, tuple[int, int]]:
        """First and last line of every element that holds one."""
        spans: dict[Element, tuple[int, int]] = {}
        for number, (line, _) in enumerate(self._lines):
            above = [e for p in line.pieces for e in (p.element, *p.element.iterancestors())]
            for element in above:
                if isinstance(element, Element):
                    spans[element] = (spans.get(element, (number, 0))[0], number)
        return spans
