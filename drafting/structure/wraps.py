"""Lines that are no paragraphs: broken in mid-sentence, or several run together.

    …促进测绘地理信息        one paragraph, two source lines: joined, the break is kept as ``eol``
    事业发展，保障…
    第一条 …。 第二条 …。    two provisions in one line: parted, both begin on that line

A line is joined to the next where the text as a whole is broken so, line after line of one width,
and, among 条, where a sentence stops in the middle and the next line ends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from drafting.structure.labels import Label, read_label
from drafting.structure.rows import Row

_MIN = 16
_PROSE = re.compile("[，；。,、]")
_MID_SENTENCE = frozenset("，、,（(“《〈")
_RUN_ON = re.compile(r"(?<=[。；：:;）)])[ \u3000\xa0]+(?=\S)")
_MIN_RUN_ON = 2
_MIN_ARTICLES = 3
_STRUCTURE = frozenset(("article", "part", "subpart", "chapter", "section", "division"))


def join_wrapped(rows: list[Row]) -> list[Row]:
    """Return ``rows``, labels settled, with hard-wrapped lines joined to paragraphs."""
    width = find_width(rows)
    if width:
        return _join(rows, lambda row, _: len(_last_line(row)) >= width)
    if sum(1 for row in rows if row.kind == "article") < _MIN_ARTICLES:
        return rows
    first = next(i for i, row in enumerate(rows) if row.kind in _STRUCTURE)
    return rows[:first] + _join(rows[first:], _is_broken_prose)


def find_width(rows: list[Row]) -> int:
    """The width at which lines are broken, less a few characters; 0 when they are not.

    Hard-wrapped lines crowd below one width, and most of those end in mid-sentence.
    """
    lengths = [len(row.text) for row in rows if row.table is None and len(row.text) >= _MIN]
    if len(lengths) < 8:
        return 0
    width = sorted(lengths)[-max(1, len(lengths) // 50)]
    least = width - max(4, width // 10)
    full = [row for row in rows if row.table is None and least <= len(row.text) <= width + 2]
    is_crowded = 10 * len(full) >= 4 * len(lengths) and width <= 120
    left_open = sum(1 for row in full if _is_open(row.text))
    return least if is_crowded and 10 * left_open >= 6 * len(full) else 0


def _is_broken_prose(row: Row, following: Row) -> bool:
    """Whether a 条, 款 or 项 stops in mid-sentence and the next line ends the sentence.

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


def _last_line(row: Row) -> str:
    return row.text[row.breaks[-1][0] :] if row.breaks else row.text


def _join(rows: list[Row], is_broken: Callable[[Row, Row], bool]) -> list[Row]:
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before is None or not _goes_on(before, row) or not is_broken(before, row):
            joined.append(row)
        else:
            _append(before, row)
    return joined


def _goes_on(before: Row, row: Row) -> bool:
    if not row.is_plain or before.furniture or before.table is not None or before.line.note:
        return False
    if before.kind in _STRUCTURE and before.kind != "article":
        return False
    return _is_open(before.text)


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
        if row.kind == "article" and len(row.text) > 120 and "条 " in row.text.replace("\u3000", " "):
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
