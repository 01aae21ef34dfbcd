"""Automatic numbering: the label that Word prints before a paragraph and stores in no run.

A paragraph (or its style) names a list ``w:num`` and a level; the list names an abstract list with
the levels' formats; counters run on through all lists of one abstract list unless a list overrides
the start (ECMA-376 Part 1, 17.9). One ``Numbering`` counts one pass through a document, so
paragraphs must be asked for in document order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from drafting.records import record
from drafting.sources.numberformats import number_to_text
from drafting.sources.package import Package, w
from drafting.sources.pieces import MC
from drafting.sources.styles import Styles, child_number, child_value, numbering_of

SUFFIXES = {"tab": "\u3000", "space": " ", "nothing": ""}
"""What stands in a line between label and text: a tab is shown as one ideographic space."""
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@record
class Label:
    """A printed label and the blank printed after it: ("第一条", "\\u3000")."""

    text: str
    gap: str

    @property
    def lead(self) -> str:
        """What stands at the start of the line and in no run."""
        return self.text + self.gap


@record
class Level:
    """One level of a list, as ``w:lvl`` describes it. ``restart`` is ``w:lvlRestart``."""

    text: str = ""
    number_format: str = "decimal"
    custom: str = ""
    start: int = 0
    gap: str = "\u3000"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@record
class WordList:
    """A ``w:num``: the abstract list whose counters it uses, its levels, its own starts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and the counters of one pass through it."""

    lists: dict[str, WordList]
    styles: Styles
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None) -> Label | None:
        """Count the paragraph with these properties and return its label, None when unnumbered."""
        reference, style = self.styles.numbering(properties)
        found = self.lists.get(reference.num_id or "")
        if found is None or reference.num_id is None:
            return None
        depth = reference.level if reference.level is not None else _styled(found, style)
        level = found.levels.get(depth)
        if level is None or level.number_format == "bullet":
            return None  # a bullet says nothing; web pages and Markdown are read without them too
        counters = self._count(reference.num_id, found, depth)
        printed = _print_label(found, level, counters).lstrip()
        text = printed.rstrip()
        return Label(text, printed[len(text) :] + level.gap) if text else None

    def _count(self, num_id: str, found: WordList, depth: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        if depth in found.starts and (num_id, depth) not in self._begun:
            counters[depth] = found.starts[depth]
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = _start(found, depth)
        self._begun.add((num_id, depth))
        for higher in range(depth):
            if higher in found.levels:
                counters.setdefault(higher, _start(found, higher))
        for deeper in [d for d in counters if d > depth]:
            if _restarts(found.levels.get(deeper), deeper, depth):
                del counters[deeper]
        return counters


def _start(found: WordList, depth: int) -> int:
    return found.starts.get(depth, found.levels[depth].start)


def _restarts(level: Level | None, deeper: int, depth: int) -> bool:
    """Whether an item at ``depth`` lets the ``deeper`` level begin anew."""
    if level is None or level.restart is None:
        return True
    return level.restart != 0 and depth < min(level.restart, deeper)


def _styled(found: WordList, style: str) -> int:
    """The level that is linked to the paragraph's style; a style names its list, not its level."""
    linked = (depth for depth, level in found.levels.items() if style and level.style == style)
    return next(linked, 0)


def _print_label(found: WordList, level: Level, counters: dict[int, int]) -> str:
    def place(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        shown = found.levels.get(depth)
        if shown is None:
            return ""
        number = counters.get(depth, shown.start)
        form = "decimal" if level.legal and shown.number_format != "none" else shown.number_format
        return number_to_text(number, form, shown.custom)

    return _PLACE.sub(place, level.text)


def read_numbering(package: Package, part: str, styles: Styles) -> Numbering:
    """The lists that ``part`` of ``package`` uses, counters at their start."""
    names = package.related(part, "numbering")[:1]
    if not names:
        return Numbering({}, styles)
    root = package.root(names[0])
    abstracts = {a.get(w("abstractNumId"), ""): a for a in root.iter(w("abstractNum"))}
    numbers = {n.get(w("numId"), ""): n for n in root.findall(w("num"))}
    lists = {}
    for num_id, number in numbers.items():
        abstract = _follow(child_value(number, "abstractNumId") or "", abstracts, numbers, styles)
        if abstract in abstracts and num_id != "0":
            lists[num_id] = _to_list(abstract, abstracts[abstract], number)
    return Numbering(lists, styles)


def _follow(
    abstract: str,
    abstracts: dict[str, etree._Element],
    numbers: dict[str, etree._Element],
    styles: Styles,
) -> str:
    """An abstract list may stand for a list style (w:numStyleLink), whose list is then meant."""
    for _ in range(LEVELS):
        link = child_value(abstracts[abstract], "numStyleLink") if abstract in abstracts else None
        style = styles.elements.get(link or "")
        if style is None:
            break
        meant = numbers.get(numbering_of(style.find(w("pPr"))).num_id or "")
        if meant is None:
            break
        abstract = child_value(meant, "abstractNumId") or ""
    return abstract


def _to_list(abstract_id: str, abstract: etree._Element, number: etree._Element) -> WordList:
    levels = {_depth(e): _to_level(e) for e in abstract.findall(w("lvl"))}
    starts: dict[int, int] = {}
    for override in number.findall(w("lvlOverride")):
        depth = _depth(override)
        own = override.find(w("lvl"))
        if own is not None:
            levels[depth] = _to_level(own)
        start = child_number(override, "startOverride")
        if start is not None:
            starts[depth] = start
    return WordList(abstract_id, levels, starts)


def _depth(element: etree._Element) -> int:
    value = element.get(w("ilvl"), "0")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0


def _to_level(element: etree._Element) -> Level:
    number_format, custom = _number_format(element)
    text = child_value(element, "lvlText") or ""
    return Level(
        text,
        number_format,
        custom,
        child_number(element, "start") or 0,
        SUFFIXES.get(child_value(element, "suff") or "tab", "\u3000"),
        child_number(element, "lvlRestart"),
        element.find(w("isLgl")) is not None,
        child_value(element, "pStyle") or "",
    )


def _number_format(element: etree._Element) -> tuple[str, str]:
    """Format and pattern; Word writes a newer format beside its old stand-in (mc:Choice)."""
    found = element.find(f"{MC}AlternateContent/{MC}Choice/{w('numFmt')}")
    if found is None:
        found = element.find(w("numFmt"))
    if found is None:
        return "decimal", ""
    return found.get(w("val"), "decimal"), found.get(w("format"), "")
