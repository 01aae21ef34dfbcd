"""Lines that are no paragraphs: broken in mid-sentence, or several run together.

    …促进测绘地理信息        one paragraph, two source lines: joined, the break is kept as ``eol``
    事业发展，保障…
    第一条 …。 第二条 …。    two provisions in one line: parted, both begin on that line

A line is joined to the next where the text as a whole is broken so, line after line of one width,
and, among 条, where a sentence stops in the middle and the next line ends it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from drafting.structure.labels import Label, read_label
from drafting.structure.rows import Row
from drafting.text.patterns import LazyPattern

_MIN = 16
_MIN_LINES = 8
_SLACK = 2
_PROSE = re.compile("[，；。,、]")
_MID_SENTENCE = frozenset("，、,（(“《〈")
_RUN_ON = LazyPattern(r"(?<=[。；：:;）)])[ \u3000\xa0]+(?=\S)")
_MORE = re.compile("[条條][ \u3000\xa0]")
_OPENING = frozenset("（(《〈“第")
_CLOSING = frozenset("”）)》〉】、，。；：,;:")
_DATED = re.compile(r"[（(]\s*(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年")
"""（2021年9月24日…通过）: a 题注, no rest of the title above it."""
_MIN_RUN_ON = 2
_MIN_ARTICLES = 3
_STRUCTURE = frozenset(("article", "part", "subpart", "chapter", "section", "division"))


def join_wrapped(rows: list[Row]) -> list[Row]:
    """Return ``rows``, labels settled, with hard-wrapped lines joined to paragraphs."""
    width = find_width(rows)
    if width:
        if _marks_by_indent(rows, width):
            return _join(rows, lambda row, below: _is_rest(row, below, width))
        return _join(rows, lambda row, below: _is_full(row, width) and _is_cut(row, below))
    if sum(1 for row in rows if row.kind == "article") < _MIN_ARTICLES:
        return rows
    first = next(i for i, row in enumerate(rows) if row.kind in _STRUCTURE)
    return rows[:first] + _join(
        rows[first:],
        lambda row, below: (
            _is_open(row.text) and _is_broken_prose(row, below) and _may_go_on(row, below)
        ),
    )


def find_width(rows: list[Row]) -> int:
    """The width (indent included) at which lines are broken; 0 when they are not.

    Hard-wrapped lines crowd at one width, few are longer, and most of those end in mid-sentence.
    """
    lengths = Counter([len(row.line.text.rstrip()) for row in rows if row.table is None])
    long = sum(count for length, count in lengths.items() if length >= _MIN)
    if long < _MIN_LINES:
        return 0
    at = lengths.get
    near = {n: at(n - 1, 0) + lengths[n] + at(n + 1, 0) for n in lengths if n >= _MIN}
    width = max(near, key=lambda n: (near[n], n))
    longer = sum(count for length, count in lengths.items() if length > width + _SLACK)
    if 4 * near[width] < long or 20 * longer > long:
        return 0
    full = [a for a, b in pairwise(rows) if b.is_plain and _is_full(a, width)]
    left_open = sum(_is_open(row.text) for row in full)
    return width if full and 2 * left_open >= len(full) and 6 * left_open >= long else 0


def _is_rest(above: Row, row: Row, width: int) -> bool:
    """Whether a line without indent goes on from a full one; by chance it may begin with （二）."""
    if row.is_indented or row.furniture or row.table is not None or row.line.note:
        return False
    if row.label is not None and (row.kind in _STRUCTURE or not _is_open(above.text)):
        return False
    return not above.furniture and above.table is None and _is_full(above, width)


def _is_cut(above: Row, row: Row) -> bool:
    """Whether a full line stops in mid-sentence; 。 at its very end may end the paragraph too.

    A line that an open bracket ends goes on whatever stands next (解释（ | 二）); no line begins with
    a closing bracket or a comma.
    """
    opened = above.text[-1] in _OPENING and row.kind not in _STRUCTURE
    if opened or row.text[0] in _CLOSING:
        return not (above.furniture or row.furniture or row.table is not None)
    if above.closes_sentence and above.text[-1] not in "；;":
        return False
    return _may_go_on(above, row) and _DATED.match(row.text) is None


def _is_full(row: Row, width: int) -> bool:
    return len(row.line.text.rstrip()) >= width - _SLACK


def _marks_by_indent(rows: list[Row], width: int) -> bool:
    """Whether labelled lines are indented and the rests of broken sentences are not."""
    labelled = [row for row in rows if row.label is not None]
    rests = [b for a, b in pairwise(rows) if b.is_plain and _is_open(a.text) and _is_full(a, width)]
    indented = sum(row.is_indented for row in labelled)
    unindented = sum(not row.is_indented for row in rests)
    return 5 * indented >= 4 * len(labelled) > 0 and 5 * unindented >= 4 * len(rests)


def _is_broken_prose(row: Row, following: Row) -> bool:
    """Whether an open line of a 条, 款 or 项 is prose and the next line ends the sentence.

    A list without numbers (委员长，| 副委员长若干人，) is of short lines that end in a comma.
    """
    text = row.text
    if len(text) < _MIN or not _PROSE.search(text[:-1]):
        return False
    if not text[-1].isalnum() and len(text) < 2 * _MIN:
        return False
    return following.text[-1] in "。；：;:" or (len(following.text) > _MIN and _is_open(following.text))


def _is_open(text: str) -> bool:
    last = text[-1]
    return last in _MID_SENTENCE or last.isalnum()


def _join(rows: list[Row], goes_on: Callable[[Row, Row], bool]) -> list[Row]:
    """Join each line to the one above where ``goes_on`` says so of the two."""
    joined: list[Row] = []
    above: Row | None = None
    for row in rows:
        if above is None or not goes_on(above, row):
            joined.append(row)
            above = row
        else:
            above = Row(row.text, row.line, None)
            _append(joined[-1], row)
    return joined


def _may_go_on(above: Row, row: Row) -> bool:
    if not row.is_plain or above.furniture or above.table is not None or above.line.note:
        return False
    return above.kind not in _STRUCTURE or above.kind == "article"


def _append(before: Row, row: Row) -> None:
    before.breaks = before.breaks or []
    before.breaks.append((len(before.text), row.number))
    before.text += row.text
    if before.label is not None:
        before.set_label(before.label._replace(rest=before.label.rest + row.text))


def part_run_on(rows: list[Row]) -> list[Row]:
    """Part lines that hold several 条 (the line breaks of their source became blanks)."""
    parted: list[Row] = []
    for row in rows:
        label = row.label
        if label is not None and row.kind == "article" and len(row.text) > 120 and (
            _MORE.search(label.rest)
        ):
            parted += _split_row(row)
        else:
            parted.append(row)
    return parted


def _split_row(row: Row) -> list[Row]:
    starts = [0, *(match.end() for match in _RUN_ON.finditer(row.text))]
    pieces = [row.text[a:b].rstrip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
    labels = [read_label(piece) for piece in pieces]
    assert row.label is not None
    count = row.label.number or 0
    found = 0
    for label in labels[1:]:
        if label is not None and label.kind == "article" and label.number == count + 1:
            count, found = count + 1, found + 1
    if found < _MIN_RUN_ON:
        return [row]
    return [_piece_to_row(row, p, label) for p, label in zip(pieces, labels, strict=True)]


def _piece_to_row(row: Row, piece: str, label: Label | None) -> Row:
    return Row(piece, row.line, label)
