"""A table of answers and the comments that it answers, as they stand in the store.

All that a table names is looked up at once and changed at once: row by row, two hundred thousand
answers took a statement of SQL each, four times over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from drafting.records import record
from drafting.rounds import schema
from drafting.rounds.columns import read_title

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CHUNK = 500
_HEAD_LIMIT = 40
_KEPT = frozenset(
    ("key", "id", "answer", "answer_reason", "answered_by", "answered_at", "known_status")
)


@record
class AnswerRow:
    """One answered row of a table: comment ``id``, or its group as far as comment ``last``.

    ``known`` is the status that the table was written with (None: the table does not say).
    """

    place: str
    id: int
    grouped: bool
    last: int | None
    status: str
    answer: str
    who: str
    at: str
    known: str | None


@record
class AnswerSettings:
    """``who`` answers where a row names nobody; ``at`` the moment; ``replace`` what differs."""

    who: str
    at: str
    replace: bool = False


@dataclass
class Answered:
    """What became of a table of answers."""

    changed: int = 0
    unchanged: int = 0
    conflicts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


Current = dict[int, tuple[str, str, str]]
"""Status, answer and answerer of comments by id."""


@record
class AnswerChange:
    """One comment's answer changed: what it ``was`` and is ``wanted`` (status, answer); ``by``

    whom, when, and from where.
    """

    id: int
    was: tuple[str, str]
    wanted: tuple[str, str]
    by: tuple[str, str, str]


@dataclass
class AnswerBook:
    """What one table is applied to. ``groups`` are the comments of each group, ``group_of`` each

    comment's group; ``taken`` are the rows that have spoken, by comment; ``changes`` what to write.
    """

    path: str
    settings: AnswerSettings
    done: Answered
    connection: Connection
    groups: dict[int, list[int]] = field(default_factory=dict)
    group_of: dict[int, int] = field(default_factory=dict)
    current: Current = field(default_factory=dict)
    taken: dict[int, AnswerRow] = field(default_factory=dict)
    changes: list[AnswerChange] = field(default_factory=list)

    def find(self, row: AnswerRow) -> Current:
        """The comments that a row answers, as they stand now."""
        ids = [row.id]
        if row.grouped and row.id in self.group_of:
            whole = self.groups[self.group_of[row.id]]
            ids = [id for id in whole if row.last is None or id <= row.last]
        return {id: self.current[id] for id in ids if id in self.current}

    def change(
        self, fresh: Mapping[int, tuple[str, str]], wanted: tuple[str, str], by: tuple[str, str, str]
    ) -> None:
        """Note that the comments ``fresh`` (by id, with what they were) are answered ``wanted``."""
        for id, was in fresh.items():
            self.changes.append(AnswerChange(id, was, wanted, by))
            self.current[id] = (*wanted, by[0])

    @cached_property
    def proposals(self) -> dict[int, tuple[str, str]]:
        """What is proposed for each comment, read when the first row confirms one."""
        from drafting.rounds.records import load_proposals

        return load_proposals(self.connection)


class AnswerSieve:
    """Keeps of a sheet its head and, below it, the columns that answers are read from."""

    def __init__(self) -> None:
        self._seen = 0
        self._columns: frozenset[int] | None = None

    def __call__(self, cells: dict[int, str]) -> dict[int, str]:
        if self._columns is not None:
            return {c: t for c, t in cells.items() if c in self._columns}
        self._seen += 1
        if self._seen > _HEAD_LIMIT:
            return {}
        roles = {c: read_title(t) for c, t in cells.items()}
        if "answer" in roles.values() and {"key", "id"} & set(roles.values()):
            self._columns = frozenset(c for c, role in roles.items() if role in _KEPT)
        return cells


def load_book(
    connection: Connection, rows: Sequence[AnswerRow], about: tuple[str, AnswerSettings, Answered]
) -> AnswerBook:
    """Look up all that ``rows`` name; the comments stay locked until the transaction ends."""
    from sqlalchemy import select

    path, settings, done = about
    book = AnswerBook(path, settings, done, connection)
    table = schema.comments
    pairs = (table.c.id, table.c.group_id)
    named = {row.id for row in rows if row.grouped}
    heads = {
        group or id
        for part in _cut(named)
        for id, group in connection.execute(select(*pairs).where(table.c.id.in_(part)))
    }
    for part in _cut(heads):
        query = select(*pairs).where(table.c.group_id.in_(part)).order_by(table.c.id)
        for id, group in connection.execute(query):
            book.groups.setdefault(group, []).append(id)
            book.group_of[id] = group
    wanted = {row.id for row in rows} | book.group_of.keys()
    book.current = find_answers(connection, wanted)
    return book


def find_answers(connection: Connection, ids: Iterable[int]) -> Current:
    """Status, answer and answerer of each comment, locked until the transaction ends."""
    from sqlalchemy import select

    table = schema.comments
    names = (table.c.id, table.c.status, table.c.answer, table.c.answered_by)
    found: Current = {}
    for part in _cut(ids):
        rows = connection.execute(select(*names).where(table.c.id.in_(part)).with_for_update())
        found |= {id: (status, answer, by) for id, status, answer, by in rows}
    return found


def save_changes(connection: Connection, changes: Sequence[AnswerChange]) -> None:
    """Write the answers and a line of the log for each."""
    from sqlalchemy import bindparam, insert, update

    table = schema.comments
    statement = update(table).where(table.c.id == bindparam("comment")).values(
        status=bindparam("new"), answer=bindparam("said"), answered_by=bindparam("who"),
        answered_at=bindparam("moment"),
    )
    for start in range(0, len(changes), _CHUNK * 10):
        part = changes[start : start + _CHUNK * 10]
        connection.execute(statement, [
            {"comment": c.id, "new": c.wanted[0], "said": c.wanted[1], "who": c.by[0],
             "moment": c.by[1]}
            for c in part
        ])  # fmt: skip
        connection.execute(insert(schema.log), [
            {"comment_id": c.id, "at": c.by[1], "who": c.by[0], "old": c.was[0],
             "new": c.wanted[0], "old_answer": c.was[1], "new_answer": c.wanted[1],
             "source": c.by[2]}
            for c in part
        ])  # fmt: skip


def _cut(ids: Iterable[int]) -> Iterator[list[int]]:
    """``ids`` in order, some at a time."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
