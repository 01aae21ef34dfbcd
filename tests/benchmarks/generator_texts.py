"""A law or a document by levels as the generator handles it: read into items, numbered, written.

An item is a ``Heading`` (编 章 节, a level that holds others, any line outside the provisions) or a
``Provision`` (an article; a level that holds no other). Both are known by their eIds: ``old`` as
read, ``number`` or ``eid`` as numbered after the amendment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drafting.text.citations import find_citations
from drafting.text.numerals import read_numeral, write_numeral

NUMERAL = "零〇一二三四五六七八九十百千"
LABEL = re.compile(rf"第([{NUMERAL}]+)条(?:之([一二三四五六七八九十]+))?")
HEADING = re.compile(rf"第([{NUMERAL}]+)(编|分编|章|节)(?=[\s　]|$)")
_LEVEL = re.compile(
    rf"(?P<open>[(（]?)(?P<number>[{NUMERAL}]+|\d+)(?P<close>[)）]|[、.．]\s*|[)）][、.．]\s*)"
)
_EIDS = {"编": "part", "分编": "subpart", "章": "chp", "节": "sec"}
_RANKS = list(_EIDS)


@dataclass(eq=False)
class Provision:
    """A provision being amended: where its lines come from and what was done to them.

    ``olds`` are the numbers of the old provisions it holds text of, the chief one first.
    """

    lines: list[str]
    gap: str
    olds: list[str]
    number: str = ""
    marks: set[str] = field(default_factory=set)
    edits: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    """Of a level: how many stand above it, counted from 1."""


@dataclass(eq=False)
class Heading:
    """A line outside the provisions; with a ``rank`` it is a container (0 编 … 3 节; a level: depth).

    ``olds`` are the eIds of the old containers whose provisions it holds.
    """

    text: str
    old: str
    rank: int = -1
    olds: list[str] = field(default_factory=list)
    eid: str = ""
    marks: set[str] = field(default_factory=set)


Item = Provision | Heading


def read_law(lines: Sequence[str], first: int = 0) -> list[Item]:
    """The articles (the ``first`` so many, 0: all), headings and other lines of a law."""
    items: list[Item] = []
    articles = 0
    for line in (raw.replace("\u200b", "").strip() for raw in lines):
        label = LABEL.match(line)
        if label and (not first or articles < first):
            rest = line[label.end() :]
            body = rest.lstrip()
            number = _key(label)
            gap = rest[: len(rest) - len(body)] or "　"
            items.append(Provision([body], gap, [number], number))
            articles += 1
        elif label:
            break
        elif line and items and isinstance(items[-1], Provision) and not HEADING.match(line):
            items[-1].lines.append(line)
        elif line:
            items.append(Heading(line, line))
    name_headings(items)
    for item in items:
        if isinstance(item, Heading) and item.eid:
            item.olds = [item.eid]
    return items


def name_headings(items: Sequence[Item]) -> None:
    """Give each container its eId by the number that it prints."""
    above: list[tuple[int, str]] = []
    for item in items:
        found = HEADING.match(item.text) if isinstance(item, Heading) else None
        if found and isinstance(item, Heading):
            item.rank = _RANKS.index(found[2])
            above = [up for up in above if up[0] < item.rank]
            own = f"{_EIDS[found[2]]}_{read_numeral(found[1])}"
            above.append((item.rank, own))
            item.eid = "__".join(eid for _, eid in above)


def number_headings(items: Sequence[Item], restarts: set[int]) -> None:
    """Print and name the containers anew; those of the ranks in ``restarts`` count from one under
    each one above."""
    counts = [0, 0, 0, 0]
    for item in items:
        found = HEADING.match(item.text) if isinstance(item, Heading) else None
        if not found or not isinstance(item, Heading):
            continue
        rank = _RANKS.index(found[2])
        counts[rank] += 1
        for lower in restarts:
            counts[lower] *= lower <= rank
        item.text = f"第{write_numeral(counts[rank])}{found[2]}{item.text[found.end():]}"
    name_headings(items)


def find_restarts(items: Sequence[Item]) -> set[int]:
    """The ranks that are counted from one again in the text as read; 节 and 分编 always are."""
    last = [0, 0, 0, 0]
    found = {1, 3}
    for item in items:
        match = HEADING.match(item.text) if isinstance(item, Heading) else None
        if match:
            rank, number = _RANKS.index(match[2]), read_numeral(match[1]) or 0
            if number <= last[rank]:
                found.add(rank)
            last[rank] = number
    return found


def _key(label: re.Match[str]) -> str:
    number = str(read_numeral(label[1]))
    return f"{number}-{read_numeral(label[2])}" if label[2] else number


def key_to_label(key: str) -> str:
    """"120-1" → 第一百二十条之一."""
    number, _, extra = key.partition("-")
    label = f"第{write_numeral(int(number))}条"
    return f"{label}之{write_numeral(int(extra))}" if extra else label


def write_law(items: Sequence[Item]) -> str:
    """The law as text."""
    out = []
    for item in items:
        if isinstance(item, Heading):
            out.append(item.text)
        else:
            out.append(key_to_label(item.number) + item.gap + item.lines[0])
            out.extend(item.lines[1:])
    return "\n".join(out) + "\n"


def number_law(items: Sequence[Item], renumber: bool) -> None:
    """Number the articles from one, or (not ``renumber``) those put in as 第X条之一."""
    taken = {a.number for a in items if isinstance(a, Provision)} if not renumber else set()
    last, count = "0", 0
    for item in items:
        if not isinstance(item, Provision):
            continue
        count += 1
        if renumber:
            item.number = str(count)
        elif not item.number:
            base, extra = last.partition("-")[0], 1
            while f"{base}-{extra}" in taken:
                extra += 1
            item.number = f"{base}-{extra}"
            taken.add(item.number)
        last = item.number


def map_numbers(items: Sequence[Item]) -> dict[str, str]:
    """Old number → new number of the provision it chiefly became."""
    mapping: dict[str, str] = {}
    for rank in (0, 1, 2):
        for item in items:
            if isinstance(item, Provision) and len(item.olds) > rank:
                mapping.setdefault(item.olds[rank], item.number)
    return mapping


def follow_references(
    items: Sequence[Item], mapping: dict[str, str], kept: set[tuple[int, int]] = frozenset()
) -> list[list[str]]:
    """Write every reference to an article anew by ``mapping``, but for the ``kept`` ones.

    Returns [number of the citing article, old label, new label] of each; ``kept`` holds places in
    the list that an earlier call on the same items would return: (article, reference).
    """
    changed = []
    for at, item in enumerate(items):
        if isinstance(item, Provision) and item.olds:
            count = 0
            for row, line in enumerate(item.lines):
                item.lines[row], done, count = _follow(line, mapping, (at, count), kept)
                changed += [[item.number, *pair] for pair in done]
    return changed


def find_following(items: Sequence[Item], mapping: dict[str, str]) -> list[tuple[int, int]]:
    """Places of the references that ``follow_references`` would write anew."""
    return [
        (at, count)
        for at, item in enumerate(items) if isinstance(item, Provision) and item.olds
        for count in range(sum(len(moves_of(line, mapping)) for line in item.lines))
    ]


def _follow(
    line: str, mapping: dict[str, str], place: tuple[int, int], kept: set[tuple[int, int]]
) -> tuple[str, list[tuple[str, str]], int]:
    done = []
    moves = moves_of(line, mapping)
    for count, (start, end, label) in reversed(list(enumerate(moves, place[1]))):
        if (place[0], count) not in kept:
            done.append((line[start:end], label))
            line = line[:start] + label + line[end:]
    return line, done[::-1], place[1] + len(moves)


def moves_of(line: str, mapping: dict[str, str]) -> list[tuple[int, int, str]]:
    """The references of a line that change: start, end, new label."""
    places: dict[tuple[int, int], str] = {}
    for citation in find_citations(line):
        if citation.kind == "foreign":
            continue
        for target in citation.targets:
            for step in (*target.steps, *target.until):
                if step.level == "article" and not step.relative and step.number in mapping:
                    span = citation.base + step.start, citation.base + step.end
                    places[span] = key_to_label(mapping[step.number])
    return [
        (start, end, label) for (start, end), label in sorted(places.items())
        if line[start:end] != label and line[start:end].startswith("第")
    ]


def read_levels(lines: Sequence[str]) -> list[Item]:
    """A document by 一、（一）1. as items; a level that holds others is a heading."""
    found: list[tuple[int, str, list[str]]] = []
    styles: list[str] = []
    head: list[Item] = []
    for line in (raw.replace("\u200b", "").strip() for raw in lines):
        label = _LEVEL.match(line)
        if label:
            style = _style(label)
            if style not in styles:
                styles.append(style)
            styles = styles[: styles.index(style) + 1]
            found.append((len(styles), line, []))
        elif line and found:
            found[-1][2].append(line)
        elif line:
            head.append(Heading(line, line))
    items: list[Item] = []
    for at, (depth, first, more) in enumerate(found):
        holds = at + 1 < len(found) and found[at + 1][0] > depth
        if holds:
            items.append(Heading("\n".join((first, *more)), first, depth))
        else:
            items.append(Provision([first, *more], "", [], depth=depth))
    for item, eid in zip(items, _printed_eids(items), strict=True):
        if isinstance(item, Heading):
            item.eid, item.olds = eid, [eid]
        else:
            item.number, item.olds = eid, [eid]
    return [*head, *items]


def _style(label: re.Match[str]) -> str:
    digit = "1" if label["number"].isdigit() else "一"
    bracket = "(" if label["open"] or label["close"][0] in ")）" else ""
    return bracket + digit


def _depth(item: Item) -> int:
    return max(item.rank, 0) if isinstance(item, Heading) else item.depth


def _line(item: Item) -> str:
    return item.text if isinstance(item, Heading) else item.lines[0]


def _printed_eids(items: Sequence[Item]) -> list[str]:
    above: list[tuple[int, str]] = []
    eids = []
    for item in items:
        label = _LEVEL.match(_line(item)) if _depth(item) else None
        if label is None:
            eids.append("")
            continue
        above = [up for up in above if up[0] < _depth(item)]
        number = label["number"]
        above.append((_depth(item), f"level_{number if number.isdigit() else read_numeral(number)}"))
        eids.append("__".join(eid for _, eid in above))
    return eids


def find_level_restarts(items: Sequence[Item]) -> set[int]:
    """The depths at which numbers begin anew under each one above (1. 2. 3. may run on)."""
    last: dict[int, int] = {}
    found = set()
    for item, eid in zip(items, _printed_eids(items), strict=True):
        number = int(eid.rpartition("_")[2]) if eid else 0
        if eid and number <= last.get(_depth(item), 0):
            found.add(_depth(item))
        if eid:
            last[_depth(item)] = number
    return found


def number_levels(items: Sequence[Item], restarts: set[int]) -> None:
    """Number the levels anew and write their labels in their own style."""
    counts: dict[int, int] = {}
    for item in items:
        depth = _depth(item)
        if not depth:
            continue
        counts = {d: n for d, n in counts.items() if d <= depth or d not in restarts}
        counts[depth] = counts.get(depth, 0) + 1
        if isinstance(item, Heading):
            item.text = _relabel(item.text, counts[depth])
        else:
            item.lines[0] = _relabel(item.lines[0], counts[depth])
    for item, eid in zip(items, _printed_eids(items), strict=True):
        if isinstance(item, Heading):
            item.eid = eid
        else:
            item.number = eid


def _relabel(line: str, number: int) -> str:
    label = _LEVEL.match(line)
    if label is None:
        raise ValueError(line)
    printed = str(number) if label["number"].isdigit() else write_numeral(number)
    return f"{label['open']}{printed}{label['close']}{line[label.end():]}"


def split_label(line: str) -> tuple[str, str]:
    """A level's line as its label and the rest."""
    label = _LEVEL.match(line)
    return (line[: label.end()], line[label.end() :]) if label else ("", line)


def write_levels(items: Sequence[Item]) -> str:
    """The document as text."""
    return "\n".join(
        item.text if isinstance(item, Heading) else "\n".join(item.lines) for item in items
    ) + "\n"
