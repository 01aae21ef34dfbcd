"""Where the parts of a text lie: cover, title, preface, 目录, preamble, body, tail, annexes, copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from drafting.structure.contents import CONTAINERS, find_contents
from drafting.structure.rows import Row
from drafting.structure.tails import end_of_text, is_annex
from drafting.structure.titles import Title, find_title

_COPY = 0.5
"""Share of a restarted text's lines that must stand in the first for it to be a second copy."""


@dataclass(slots=True)
class Regions:
    """The parts in order; together they hold every row. ``title`` indexes into ``title_rows``."""

    mode: str
    cover: list[Row] = field(default_factory=list)
    title_rows: list[Row] = field(default_factory=list)
    title: Title | None = None
    preface: list[Row] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)
    preamble: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    tail: list[Row] = field(default_factory=list)
    annexes: list[list[Row]] = field(default_factory=list)
    duplicate: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)


def find_regions(rows: list[Row], mode: str = "") -> Regions:
    """Cut ``rows`` into regions; ``mode`` ("articles", "levels") is found when not given."""
    mode = mode or find_mode(rows)
    regions = Regions(mode)
    first = _first_label(rows, mode)
    contents = find_contents(rows, 0) if mode == "articles" else None
    head = min(first, contents[0]) if contents else first
    title = find_title(rows, head, mode == "articles" or head < len(rows))
    at = _take_head(rows, regions, title, head)
    if contents and contents[0] >= at:
        regions.preface += rows[at : contents[0]]
        regions.contents = rows[contents[0] : contents[1]]
        at = contents[1]
        first = next((i for i in range(at, len(rows)) if _opens_body(rows[i], mode)), len(rows))
    if mode == "articles":
        _take_articles(rows, regions, at, first)
    else:
        _take_levels(rows, regions, at)
    return regions


def find_mode(rows: list[Row]) -> str:
    """ "articles" where 条 carry the text, else "levels"."""
    articles = sum(1 for row in rows if row.kind == "article")
    lists = sum(1 for row in rows if row.kind == "cn")
    first = next((row for row in rows if row.kind in ("article", "cn")), None)
    if articles >= 2 or (articles == 1 and not lists):
        leads = first is not None and first.kind == "article"
        return "articles" if leads or articles > 3 else "levels"
    return "levels"


def _opens_body(row: Row, mode: str) -> bool:
    if mode == "articles":
        return row.kind == "article" or row.kind in CONTAINERS
    return row.label is not None


def _first_label(rows: list[Row], mode: str) -> int:
    return next((i for i, row in enumerate(rows) if _opens_body(row, mode)), len(rows))


def _take_head(rows: list[Row], regions: Regions, title: Title | None, head: int) -> int:
    """Fill cover and title; return the index after them."""
    if title is None:
        return 0
    regions.cover = rows[: title.first]
    regions.title_rows = rows[title.first : title.last]
    regions.title = title
    return title.last


def _take_articles(rows: list[Row], regions: Regions, at: int, first: int) -> None:
    between = rows[at:first]
    split = next((i for i, row in enumerate(between) if _opens_preamble(row)), len(between))
    regions.preface += between[:split]
    regions.preamble = between[split:]
    copy = _find_restart(rows, first, regions)
    end = copy if copy is not None else len(rows)
    last = max((i for i in range(first, end) if rows[i].label is not None
                and rows[i].kind in ("article", *CONTAINERS)), default=first - 1)
    stop = end_of_text(rows, last, end)
    regions.body = rows[first:stop]
    _take_tail(rows[stop:end], regions)
    if copy is not None:
        _take_copy(rows[copy:], regions)


def _opens_preamble(row: Row) -> bool:
    text = row.squeezed
    if text in ("序言", "前言", "序", "引言"):
        return True
    return row.text[0] not in "（(" and len(text) > 15 and row.closes_sentence


def _take_levels(rows: list[Row], regions: Regions, at: int) -> None:
    end = len(rows)
    annex = next((i for i in range(at + 1, end) if is_annex(rows[i]) and i > at + 2), end)
    last = max((i for i in range(at, annex) if rows[i].label is not None), default=-1)
    if last < 0:
        last = max((i for i in range(at, annex) if rows[i].closes_sentence), default=at)
    stop = end_of_text(rows, last, annex)
    regions.body = rows[at:stop]
    _take_tail(rows[stop:end], regions)


def _take_tail(rows: list[Row], regions: Regions) -> None:
    starts = [i for i, row in enumerate(rows) if is_annex(row)]
    regions.tail = rows[: starts[0]] if starts else rows
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=False):
        regions.annexes.append(rows[start:end])


def _find_restart(rows: list[Row], first: int, regions: Regions) -> int | None:
    """Where 第一条, 第二条 begin again after the body: a second copy or a second text."""
    labels = [(i, rows[i].label) for i in range(first, len(rows)) if rows[i].kind == "article"]
    highest = 0
    for (i, label), (_, following) in zip(labels, labels[1:], strict=False):
        assert label is not None and following is not None
        if label.number == 1 and following.number == 2 and highest >= 2 and not label.sub:
            return _back_to_head(rows, i, regions)
        highest = max(highest, label.number or 0)
    return None


def _back_to_head(rows: list[Row], i: int, regions: Regions) -> int:
    """From the restarted 第一条 back over its headings and 目录 to its title or annex mark."""
    title = {row.squeezed for row in regions.title_rows}
    at = i
    for j in range(i - 1, max(i - 200, 0), -1):
        row = rows[j]
        if row.squeezed in title or is_annex(row):
            return j
        if row.kind == "article" or (row.closes_sentence and not row.label and j < i - 60):
            break
        if row.kind in CONTAINERS:
            at = j
    found = find_title(rows[at - 6 : at], 6, True) if at > 6 else None
    return at - 6 + found.first if found is not None else at


def _take_copy(rows: list[Row], regions: Regions) -> None:
    known = {row.squeezed for row in regions.body}
    shared = sum(1 for row in rows if row.squeezed in known)
    last = max((i for i, row in enumerate(rows) if row.kind == "article"), default=0)
    if shared >= _COPY * max(1, last):
        stop = end_of_text(rows, last, len(rows))
        regions.duplicate, regions.after = rows[:stop], rows[stop:]
    else:
        regions.annexes.append(rows)
