"""Where the parts of a text lie: cover, title, preface, 目录, preamble, body, tail, annexes, copy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from drafting.structure.contents import CONTAINERS, find_contents
from drafting.structure.copies import find_copy
from drafting.structure.documents import find_boundaries
from drafting.structure.heads import Block, cover_to_blocks, opens_preamble, take_preface
from drafting.structure.rows import Row
from drafting.structure.tails import (
    end_of_text,
    end_of_unlabelled,
    find_number,
    is_annex,
    is_chatter,
    is_date,
    is_distribution,
    is_signature,
)
from drafting.structure.titles import Title, find_title

_STRUCTURE = frozenset(("article", *CONTAINERS))
_LIST = re.compile(r"附\s*件?\s*[:：]\s*(?P<one>[1１]\s*[.．、])?")
_MAX_LISTED = 60
_LEAST_COPY = 3
"""Lines that a further text must share with the first to be a copy of it."""


@dataclass(slots=True)
class Regions:
    """The parts in order; together they hold every row. ``title`` indexes into ``title_rows``."""

    mode: str
    cover: list[Block] = field(default_factory=list)
    title_rows: list[Row] = field(default_factory=list)
    title: Title | None = None
    preface: list[Block] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)
    preamble: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    tail: list[Row] = field(default_factory=list)
    annexes: list[list[Row]] = field(default_factory=list)
    duplicates: list[list[Row]] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)
    mark: int = 0
    """Of an annex: how many of its first rows are its mark (附件1)."""

    @property
    def title_text(self) -> str:
        """The title's lines joined, without blanks."""
        return "".join(row.squeezed for row in self.title_rows)

    @property
    def own_title(self) -> str:
        """The title without what wraps it: 关于征求《X》(草案)意见的公告 → X(草案)."""
        if self.title is None or self.title.span is None:
            return self.title_text
        start, end = self.title.span
        text = self.title_rows[0].text
        closing = text.rindex("》", start, end)
        return "".join((text[start + 1 : closing] + text[closing + 1 : end]).split())


def find_regions(rows: list[Row]) -> Regions:
    """Cut ``rows`` into regions."""
    mode = find_mode(rows)
    regions = Regions(mode)
    first = _first_label(rows, mode, 0)
    contents = find_contents(rows, mode != "articles")
    head = min(first, contents[0]) if contents else first
    at = _take_head(rows, regions, head)
    if contents and contents[0] >= at:
        regions.contents = rows[contents[0] : contents[1]]
        regions.preface += _wrap("notice", rows[at : contents[0]])
        at = contents[1]
        blocks, size = take_preface(rows[at : _first_label(rows, mode, at)], "", False)
        regions.preface += blocks
        at += size
    _take_text(rows, regions, at)
    return regions


def _wrap(name: str, rows: list[Row]) -> list[Block]:
    return [Block(name, rows)] if rows else []


def find_mode(rows: list[Row]) -> str:
    """ "articles" where 条 carry the text, else "levels"."""
    kinds = [row.kind for row in rows]
    articles = kinds.count("article")
    if not articles or articles > 3:
        return "articles" if articles else "levels"
    if articles == 1:
        return "levels" if "cn" in kinds else "articles"
    told = [r for r in rows if r.kind == "article" or (r.kind == "cn" and not _heads_article(r))]
    return "articles" if told[0].kind == "article" else "levels"


def _heads_article(row: Row) -> bool:
    return len(row.text) <= 40 and not row.closes_sentence


def _opens_body(row: Row, mode: str) -> bool:
    if mode == "articles":
        return row.kind in _STRUCTURE
    return row.label is not None


def _first_label(rows: list[Row], mode: str, at: int) -> int:
    """The first row at or after ``at`` that opens the body: headings above the first 条 too."""
    first = next((i for i in range(at, len(rows)) if _opens_body(rows[i], mode)), len(rows))
    if mode == "articles" and first < len(rows):
        while first > at and _is_heading_above(rows[first - 1]):
            first -= 1
    return first


def _is_heading_above(row: Row) -> bool:
    if row.kind in ("cn", "paren-cn", "division"):
        return _heads_article(row)
    return row.is_plain and row.squeezed in ("总则", "總則")


def _take_head(rows: list[Row], regions: Regions, head: int) -> int:
    """Fill cover, title and preface; return the index after them."""
    title = find_title(rows, head)
    if title is None:
        return 0
    regions.title_rows = rows[title.first : title.last]
    regions.cover = cover_to_blocks(rows[: title.first], regions.title_text)
    regions.title = title
    announced = title.span is not None
    regions.preface, size = take_preface(rows[title.last : head], regions.title_text, announced)
    return title.last + size


def _take_text(rows: list[Row], regions: Regions, at: int) -> None:
    first = _first_label(rows, regions.mode, at)
    if regions.mode == "articles":
        between = rows[at:first]
        split = next((i for i, row in enumerate(between) if opens_preamble(row)), len(between))
        regions.preface += _wrap("notice", between[:split])
        regions.preamble = between[split:]
        at = first
    boundaries = find_boundaries(rows, first)
    limit = boundaries[0] if boundaries else len(rows)
    copy = find_copy(rows[:limit], first, regions.title_rows)
    end = copy if copy is not None else limit
    annex = _find_annex(rows, regions.mode, at, end)
    stop = _end_of_body(rows, regions.mode, at, annex)
    regions.body = rows[at:stop]
    _take_tail(rows[stop:end], regions)
    if copy is not None:
        _take_copies(rows[copy:limit], regions)
    for start, stop in pairwise([*boundaries, len(rows)]):
        _take_copies(rows[start:stop], regions)


def _find_annex(rows: list[Row], mode: str, at: int, end: int) -> int:
    """Where the first annex begins: a line 附件 after which the count of 条 does not go on."""
    count, found = 0, end
    for i in range(at, end):
        row = rows[i]
        label = row.label
        if label is not None and row.kind == "article":
            if found < end and label.number == count + 1 and mode == "articles":
                found = end  # the 条 go on: that line was no annex
            count = label.number or count
        elif found == end and i > at and is_annex(row) and not _lists_annexes(rows, i, end):
            found = i
    return found


def _lists_annexes(rows: list[Row], i: int, end: int) -> bool:
    """Whether 附件：1.… 2.… only lists what follows the signature and the day below it."""
    if _end_of_list(rows, i, end) == end:
        return True
    for row in rows[i + 1 : min(i + 12, end)]:
        if is_date(row.text):
            return len(rows[i].squeezed) > 4
        if is_annex(row):
            return not _follows_on(rows[i], row)
        if len(row.text) > 60:
            return False
    return False


def _follows_on(row: Row, following: Row) -> bool:
    """Whether two marks count on: 附件1, 附件2; not 附件：… above 附件1, or twice the same."""
    numbers = [find_number(r.text) for r in (row, following)]
    return numbers[0] is not None and numbers[1] == numbers[0] + 1


def _end_of_list(rows: list[Row], i: int, end: int) -> int:
    """Where the list of annexes that begins at ``i`` ends: 附件：1.甲 | 2.乙; ``i`` for none."""
    match = _LIST.match(rows[i].text)
    if match is None or not is_annex(rows[i]):
        return i
    count, at = (1 if match["one"] else 0), i + 1
    while at < end and len(rows[at].text) <= _MAX_LISTED:
        label = rows[at].label
        if label is None or label.kind != "arabic" or label.number != count + 1:
            break
        count, at = count + 1, at + 1
    return at if count > 1 else i


def _before_list(rows: list[Row], at: int, end: int) -> int:
    """Where a list of annexes begins below which no further label stands, ``end`` if there is none."""
    for i in range(end - 1, at, -1):
        if rows[i].label is None:
            after = _end_of_list(rows, i, end)
            if after > i:
                return end if any(row.label for row in rows[after:end]) else i
    return end


def _end_of_body(rows: list[Row], mode: str, at: int, end: int) -> int:
    limit = end if mode == "articles" else _before_list(rows, at, end)
    last = _last_label(rows, at, limit, _STRUCTURE if mode == "articles" else None)
    if last < at and mode != "articles":
        last = max((i for i in range(at, end) if rows[i].closes_sentence), default=at - 1)
        return end_of_unlabelled(rows, last, end)
    return end_of_text(rows, max(last, at - 1), end)


def _last_label(rows: list[Row], at: int, end: int, kinds: frozenset[str] | None) -> int:
    """Index of the last row with a label (of ``kinds``) in ``rows[at:end]``; ``at - 1`` if none."""
    for i in range(end - 1, at - 1, -1):
        if rows[i].label is not None and (kinds is None or rows[i].kind in kinds):
            return i
    return at - 1


def _take_tail(rows: list[Row], regions: Regions) -> None:
    starts = [
        i for i, row in enumerate(rows) if is_annex(row) and not _lists_annexes(rows, i, len(rows))
    ]
    starts = _drop_unnumbered(rows, starts)
    if starts:
        starts[0] = _back_to_title(rows, starts[0])
    regions.tail = rows[: starts[0]] if starts else rows
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=False):
        regions.annexes.append(rows[start:end])


def _drop_unnumbered(rows: list[Row], starts: list[int]) -> list[int]:
    """Where annexes are counted (附件1, 附件2), a line 附件： inside one opens none."""
    if not starts or find_number(rows[starts[0]].text) is None:
        return starts
    return [i for i in starts if find_number(rows[i].text) is not None]


def _back_to_title(rows: list[Row], annex: int) -> int:
    """A line or two above 附图： that sign nothing are the annex's title."""
    first = annex
    while first > 0 and annex - first < 2 and rows[first - 1].is_plain:
        row = rows[first - 1]
        if is_signature(row) or is_chatter(row) or is_distribution(row) or len(row.text) > 60:
            return annex
        first -= 1
    return first if first == 0 else annex


def _take_copies(rows: list[Row], regions: Regions) -> None:
    """Further copies of the text, or other texts: kept apart as ``duplicates`` or as annexes."""
    known = {row.squeezed for row in (*regions.body, *regions.title_rows, *regions.contents)}
    while rows:
        first = _first_label(rows, regions.mode, 0)
        following = find_copy(rows, first, regions.title_rows)
        part, rows = rows[:following], rows[following:] if following else []
        kinds = _STRUCTURE if regions.mode == "articles" else None
        last = _last_label(part, 0, len(part), kinds)
        shared = sum(1 for row in part[: last + 1] if row.squeezed in known)
        if shared < _LEAST_COPY or 2 * shared < last:
            regions.annexes.append(part)
            continue
        stop = end_of_text(part, last, len(part))
        regions.duplicates.append(part[:stop])
        regions.after += part[stop:]


def find_annex_regions(rows: list[Row]) -> Regions:
    """Cut an annex into its mark (附件1), title, 目录 and body."""
    mark = next((i + 1 for i, row in enumerate(rows[:3]) if is_annex(row)), 0)
    rows = rows[mark:]
    regions = Regions(find_mode(rows) if rows else "levels", mark=mark)
    first = _first_label(rows, regions.mode, 0)
    title = find_title(rows, min(first, 4)) if mark == 0 or rows else None
    at = 0
    if title is not None and title.first == 0:
        regions.title_rows = rows[: title.last]
        regions.title = Title(0, title.last)
        regions.preface, size = take_preface(rows[title.last : first], regions.title_text, False)
        at = title.last + size
    regions.body = rows[at:]
    return regions
