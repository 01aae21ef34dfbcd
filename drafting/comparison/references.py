"""Where a text cites itself, and what each place should say after the renumbering.

A reference is an *address*: ("article", "13", "2", "1") is 第十三条第二款第一项, ("chapter", "3")
is 第三章. ``Renumbering`` says which new address an old one became, from the alignment: a
reference that only follows it is consequential, one that does not is told as a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from lxml import etree

from drafting.akn.elements import Element
from drafting.akn.lines import TreeLine
from drafting.akn.names import tag
from drafting.comparison.folding import fold
from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage
from drafting.comparison.similarity import text_to_counts
from drafting.records import record
from drafting.text.citations import Citation, Step, find_citations

Address = tuple[str, ...]
_BELOW = ("article", "paragraph", "point", "indent")
_PARAGRAPH, _POINT = tag("paragraph"), tag("point")


@record
class Cited:
    """``text[start:end]`` of a unit names the provision at ``address``.

    ``relative`` for 前条 and 前款, which say no number.
    """

    start: int
    end: int
    address: Address
    relative: bool = False


@record
class _Place:
    """Where a line stands: number of its 条, of its 款 (when asked for), and of the 条 before."""

    article: str
    line: TreeLine
    before: str

    @property
    def paragraph(self) -> str:
        return _paragraph_of(self.line)


def find_cited(passage: Passage, before: str = "") -> list[Cited]:
    """The places where a unit's text cites its own document; ``before`` numbers the 条 before."""
    text, start = passage.text, passage.label_end
    if text.find("第", start) < 0 and text.find("前", start) < 0:
        return []
    found: dict[tuple[int, int], Cited] = {}
    base = 0
    for line in passage.unit.lines:
        skip = passage.label_end if base == 0 else 0
        citations = find_citations(line.text[skip:])
        if citations:
            place = _Place(passage.number or "", line, before)
            for cited in _iter_citations(citations, base + skip, place):
                found.setdefault((cited.start, cited.end), cited)
        base += len(line.text) + 1
    return sorted(found.values(), key=lambda c: c.start)


def carry_cited(cited: Sequence[Cited], old: Passage, new: Passage) -> list[Cited] | None:
    """What ``find_cited`` finds in ``new``, which says the same as ``old``; None where that depends
    on where the unit stands (前条, a 款 of its own) or it does not say the same.
    """
    if old.words != new.words or any(
        c.relative or (c.address[0] == "article" and c.address[1] == old.number) for c in cited
    ):
        return None
    by = new.start - old.start
    return [Cited(c.start + by, c.end + by, c.address) for c in cited]


def _paragraph_of(line: TreeLine) -> str:
    element = line.pieces[-1].element
    paragraph = next(element.iterancestors(_PARAGRAPH), None)
    return "" if paragraph is None else _tail(paragraph)


def _iter_citations(
    citations: Sequence[Citation], base: int, place: _Place
) -> Iterator[Cited]:
    for citation in citations:
        if citation.kind == "foreign":
            continue
        for target in citation.targets:
            for path in (target.steps, target.until):
                yield from _iter_path(path, citation, base, place)


def _iter_path(
    path: Sequence[Step], citation: Citation, base: int, place: _Place
) -> Iterator[Cited]:
    for depth in range(1, len(path) + 1):
        address = _resolve(path[:depth], place)
        step = path[depth - 1]
        if address:
            start = base + citation.base + step.start
            yield Cited(start, base + citation.base + step.end, address, step.relative)


def _resolve(path: Sequence[Step], place: _Place) -> Address | None:
    """The address of a path of steps; None when it cannot be told.

    本章第三条 is 第三条: articles are numbered through the whole text.
    """
    numbers: dict[str, str] = {}
    for step in path:
        if step.level not in _BELOW and path[-1].level in _BELOW:
            continue
        number = _absolute(step, place) if step.relative else step.number
        if number is None or "?" in number:
            return None
        numbers[step.level] = number
    level = path[-1].level
    if level not in _BELOW:
        return _container_address(path)
    article = numbers.get("article", place.article)
    if level == "article":
        return (("article", article) if article else None)
    paragraph = numbers.get("paragraph")
    if paragraph is None:
        paragraph = place.paragraph if "article" not in numbers else "1"
    tail = [paragraph, *(numbers[k] for k in _BELOW[2:] if k in numbers)]
    return ("article", article, *tail) if article and all(tail) else None


def _container_address(path: Sequence[Step]) -> Address | None:
    if any(step.relative for step in path):
        return None
    return (path[-1].level, *(step.number for step in path))


def _absolute(step: Step, place: _Place) -> str | None:
    if step.level == "article":
        return {"0": place.article, "-1": place.before}.get(step.number) or None
    if step.level == "paragraph" and step.number in ("0", "-1", "-2"):
        number = int(place.paragraph or "-9") + int(step.number)
        return str(number) if number > 0 else None
    return None


class Renumbering:
    """Which new addresses an old one became, by the links between units."""

    def __init__(
        self, olds: Sequence[Passage], news: Sequence[Passage], links: Iterable[Link]
    ) -> None:
        self._pairs: dict[Address, list[tuple[Passage, Passage]]] = defaultdict(list)
        self._below: dict[tuple[int, int], dict[tuple[str, ...], tuple[str, ...]]] = {}
        own = [_addresses(old) for old in olds]
        self._all = {address for addresses in own for address in addresses}
        for i, j in links:
            for address in own[i]:
                self._pairs[address].append((olds[i], news[j]))

    @cached_property
    def changes_numbers(self) -> bool:
        """Whether any number changed at all."""
        return any(
            old.number != new.number for pairs in self._pairs.values() for old, new in pairs
        )

    def follow(self, address: Address) -> list[Address]:
        """The new addresses of an old one, the chief one first; none when it is gone."""
        if address[0] != "article":
            pairs = self._pairs.get(address, [])
            return [_same_depth(address, new) for _, new in pairs if new.number]
        found: list[Address] = []
        for old, new in self._pairs.get(address[:2], []):
            below = self._follow_below(old, new, address[2:])
            if new.number and below is not None:
                found.append(("article", new.number, *below))
        return found

    def knew(self, address: Address) -> bool:
        """Whether the old text had a provision at the article's or container's ``address``."""
        return address in self._all

    def _follow_below(
        self, old: Passage, new: Passage, below: tuple[str, ...]
    ) -> tuple[str, ...] | None:
        if not below or old.words == new.words or old.key == new.key:
            return below
        key = old.index, new.index
        if key not in self._below:
            self._below[key] = _align_below(old.unit.element, new.unit.element)
        found = self._below[key].get(below[:2])
        return None if found is None else (*found, *below[2:])


def _addresses(passage: Passage) -> list[Address]:
    """The addresses by which a unit may be cited; those of a 节 are its own and with its 章."""
    if passage.number is None or "__dup_" in passage.eid:
        return []
    level = passage.unit.level
    if level == "article" or not passage.unit.path:
        return [(level, passage.number)]
    above = passage.unit.path[-1].rpartition("_")[2]
    return [(level, passage.number), (level, above, passage.number)]


def _same_depth(address: Address, new: Passage) -> Address:
    if len(address) == 2 or not new.unit.path:
        return (new.unit.level, new.number or "")
    return (new.unit.level, new.unit.path[-1].rpartition("_")[2], new.number or "")


def _align_below(old: Element, new: Element) -> dict[tuple[str, ...], tuple[str, ...]]:
    """款 and 项 of two articles paired in order: ("2",) → ("3",), ("2", "1") → ("3", "1")."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    mine, theirs = list(old.iter(_PARAGRAPH)), list(new.iter(_PARAGRAPH))
    for i, j in _pair_elements(mine, theirs):
        up, down = (str(i + 1),), (str(j + 1),)
        found[up] = down
        points, others = mine[i].findall(_POINT), theirs[j].findall(_POINT)
        for k, m in _pair_elements(points, others):
            found[*up, _tail(points[k])] = (*down, _tail(others[m]))
    return found


def _tail(element: etree._Element) -> str:
    return cast(Element, element).eid.rpartition("_")[2]


def _pair_elements(
    olds: Sequence[etree._Element], news: Sequence[etree._Element]
) -> set[Link]:
    left, right = ([_counts(e) for e in side] for side in (olds, news))
    weights: dict[Link, float] = {}
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            shared = sum(min(n, other.get(b, 0)) for b, n in one.items())
            share = 2 * shared / (sum(one.values()) + sum(other.values()) or 1)
            if share >= 0.4:
                weights[i, j] = share
    return heaviest_chain(weights)


def _counts(element: etree._Element) -> Mapping[str, int]:
    words = cast(Element, element).full_text
    return text_to_counts(fold(words.partition("）")[2] if words[:1] == "（" else words))



