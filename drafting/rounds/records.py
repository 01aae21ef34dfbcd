"""Comments into the store and out of it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drafting.rounds import schema
from drafting.rounds.comments import GENERAL, Anchor, Comment, Reading, Standing, Voice
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.rounds.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COMMENT_FIELDS = (
    "place", "origin", "kind", "text", "proposed", "reason", "context", "proposer", "unit",
    "contact", "date",
)  # fmt: skip
_CHUNK = 500
NOWHERE = Anchor("", GENERAL, "", "general")
"""What stands in the store for a comment on the text as a whole: every comment has an anchor in
every draft, so that none can be missed."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A returned file as the store knows it; ``comments`` is how many it gave."""

    id: int
    name: str
    sha256: str
    size: int
    received: str
    status: str
    format: str
    reason: str
    rest: tuple[str, ...]
    notes: tuple[str, ...]
    comments: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file just read: what it is called, where it is kept, what it gave or why it could not."""

    name: str
    sha256: str
    size: int
    received: str
    reading: Reading | None
    reason: str = ""


def is_collected(store: Store, sha256: str) -> bool:
    """Whether a file of this content has been read already."""
    from sqlalchemy import select

    query = select(schema.files.c.status).where(schema.files.c.sha256 == sha256)
    with store.read() as connection:
        return bool(connection.execute(query).scalar() == "read")


def save_file(store: Store, incoming: Incoming, draft: int, places: Places) -> bool:
    """Keep a file and its comments in one transaction; False when it was there already.

    A file that could not be read before and can be now takes the place of its own record.
    """
    with store.write() as connection:
        file_id = _claim_file(connection, incoming)
        if file_id is None:
            return False
        if incoming.reading is not None:
            _insert_comments(connection, file_id, incoming.reading, (draft, places))
    return True


def _claim_file(connection: Connection, incoming: Incoming) -> int | None:
    """The id of the file's row, None when somebody else has read this content."""
    from sqlalchemy import select, update

    reading = incoming.reading
    values: dict[str, Any] = {
        "sha256": incoming.sha256, "name": incoming.name, "size": incoming.size,
        "received": incoming.received, "status": "read" if reading else "unreadable",
        "format": reading.format if reading else "", "reason": incoming.reason,
        "rest": "\n".join(reading.rest) if reading else "",
        "notes": "\n".join(reading.notes) if reading else "",
    }  # fmt: skip
    table = schema.files
    made = connection.execute(_insert_unless_there(connection, values)).scalar()
    if made is not None:
        return int(made)
    known = (
        select(table.c.id)
        .where(table.c.sha256 == incoming.sha256, table.c.status == "unreadable")
        .with_for_update()
    )
    found = connection.execute(known).scalar()
    if found is None or reading is None:
        return None
    connection.execute(update(table).where(table.c.id == found).values(**values))
    return int(found)


def _insert_unless_there(connection: Connection, values: dict[str, Any]) -> Any:
    """INSERT … ON CONFLICT DO NOTHING: of two collects of one file, one wins and one is told."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_pg

        made = insert_pg(schema.files).values(**values)
        return made.on_conflict_do_nothing(index_elements=["sha256"]).returning(schema.files.c.id)
    from sqlalchemy.dialects.sqlite import insert as insert_lite

    lite = insert_lite(schema.files).values(**values)
    return lite.on_conflict_do_nothing(index_elements=["sha256"]).returning(schema.files.c.id)


def _insert_comments(
    connection: Connection, file_id: int, reading: Reading, where: tuple[int, Places]
) -> None:
    from sqlalchemy import insert, select

    if not reading.comments:
        return
    draft, places = where
    table = schema.comments
    rows = [
        {**_comment_to_row(c, places), "file_id": file_id, "seq": n}
        for n, c in enumerate(reading.comments, 1)
    ]
    connection.execute(insert(table), rows)
    # ids by (file, seq): an executemany tells none, and other writers may have come between
    query = select(table.c.seq, table.c.id).where(table.c.file_id == file_id)
    ids = dict(connection.execute(query).all())
    anchors = [
        {"comment_id": ids[n], "draft": draft, "seq": m, "eid": a.eid, "label": a.label,
         "words": a.words, "how": a.how}
        for n, c in enumerate(reading.comments, 1)
        for m, a in enumerate(c.anchors or (NOWHERE,), 1)
    ]  # fmt: skip
    connection.execute(insert(schema.anchors), anchors)


def _comment_to_row(comment: Comment, places: Places) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(comment, name) for name in _COMMENT_FIELDS}
    return {**row, "block": comment_to_block(comment, places)}


def comment_to_block(comment: Comment, places: Places) -> str:
    """The block a comment is grouped in: only there can another be alike.

    Same 条, same kind, and the same wording proposed to the letter: two edits of one long 款 are
    almost the same text, and not the same comment.
    """
    articles = sorted({places.article_of(a.eid) for a in comment.anchors})
    exact = "\n".join(
        squeeze(text) for text in (comment.proposed, *(a.words for a in comment.anchors))
    )
    digest = hashlib.sha256(exact.encode()).hexdigest()[:16] if exact.strip() else ""
    where = ",".join(articles)
    if len(where) > 100:
        where = hashlib.sha256(where.encode()).hexdigest()
    return f"{where}|{comment.kind}|{digest}"


def load_files(store: Store) -> list[FileRecord]:
    """Every returned file in the order of arrival, those that could not be read too."""
    from sqlalchemy import func, select

    table = schema.files
    counts = select(schema.comments.c.file_id, func.count()).group_by(schema.comments.c.file_id)
    with store.read() as connection:
        by_file: dict[int, int] = dict(connection.execute(counts).all())
        found = connection.execute(select(table).order_by(table.c.id)).mappings().all()
    return [
        FileRecord(
            row["id"], row["name"], row["sha256"], row["size"], row["received"], row["status"],
            row["format"], row["reason"], _lines(row["rest"]), _lines(row["notes"]),
            by_file.get(row["id"], 0),
        )
        for row in found
    ]  # fmt: skip


def load_voices(store: Store, ids: Sequence[int] | None = None) -> list[Voice]:
    """Every comment (or those of ``ids``), by id, with its standings and what became of it."""
    with store.read() as connection:
        standings = _load_standings(connection, ids)
        proposals = load_proposals(connection)
        return [
            _row_to_voice(row, standings.get(row["id"], ()), proposals.get(row["id"], ("", "")))
            for row in _iter_rows(connection, ids)
        ]


def load_comments_at(
    connection: Connection, ids: Sequence[int], draft: int
) -> list[tuple[int, Comment]]:
    """The comments of ``ids`` with the anchors they have in ``draft``, by id."""
    from sqlalchemy import select

    table = schema.anchors
    anchors: dict[int, list[Anchor]] = {}
    for start in range(0, len(ids), _CHUNK):
        part = table.c.comment_id.in_(ids[start : start + _CHUNK])
        query = select(table).where(part, table.c.draft == draft).order_by(table.c.seq)
        for row in connection.execute(query).mappings():
            anchor = Anchor(row["eid"], row["label"], row["words"], row["how"])
            anchors.setdefault(row["comment_id"], []).append(anchor)
    return [
        (row["id"], _row_to_comment(row, tuple(anchors.get(row["id"], ()))))
        for row in _iter_rows(connection, ids)
    ]


def _row_to_comment(row: Any, anchors: tuple[Anchor, ...]) -> Comment:
    placed = tuple(a for a in anchors if a.how != NOWHERE.how)
    return Comment(anchors=placed, **{name: row[name] for name in _COMMENT_FIELDS})


def _iter_rows(connection: Connection, ids: Sequence[int] | None) -> Iterator[Any]:
    from sqlalchemy import select

    table = schema.comments
    query = (
        select(table, schema.files.c.name.label("file"))
        .join(schema.files, schema.files.c.id == table.c.file_id)
        .order_by(table.c.id)
    )
    if ids is None:
        yield from connection.execute(query).mappings()
        return
    for start in range(0, len(ids), _CHUNK):
        part = query.where(table.c.id.in_(ids[start : start + _CHUNK]))
        yield from connection.execute(part).mappings()


def _load_standings(
    connection: Connection, ids: Sequence[int] | None
) -> dict[int, tuple[Standing, ...]]:
    from sqlalchemy import select

    table = schema.anchors
    query = select(table).order_by(table.c.comment_id, table.c.draft, table.c.seq)
    if ids is not None and len(ids) <= _CHUNK:
        query = query.where(table.c.comment_id.in_(ids))
    found: dict[int, tuple[Standing, ...]] = {}
    for row in connection.execute(query).mappings():
        anchor = Anchor(row["eid"], row["label"], row["words"], row["how"])
        standing = Standing(row["draft"], anchor, row["effect"])
        found[row["comment_id"]] = (*found.get(row["comment_id"], ()), standing)
    return found


def load_proposals(connection: Connection) -> dict[int, tuple[str, str]]:
    """The newest draft's proposal for each comment."""
    from sqlalchemy import select

    table = schema.proposals
    query = select(table.c.comment_id, table.c.status, table.c.because).order_by(table.c.draft)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def _row_to_voice(row: Any, standings: tuple[Standing, ...], proposal: tuple[str, str]) -> Voice:
    first = tuple(s.anchor for s in standings if s.draft == standings[0].draft)
    return Voice(
        row["id"], row["file"], row["file_id"], _row_to_comment(row, first), standings,
        row["group_id"] or row["id"], row["status"], row["answer"], row["answered_by"],
        row["answered_at"], *proposal,
    )  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def load_open_proposals(connection: Connection) -> list[tuple[int, str, str]]:
    """(id, status, why) of every proposal of a comment that has no answer yet."""
    from sqlalchemy import select

    table = schema.comments
    query = select(table.c.id).where(table.c.status == "").order_by(table.c.id)
    open_ids = set(connection.execute(query).scalars())
    found = load_proposals(connection)
    return [(id, *found[id]) for id in sorted(found) if id in open_ids]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One change of an answer."""

    comment: int
    at: str
    who: str
    old: str
    new: str
    old_answer: str
    new_answer: str
    source: str


def load_log(store: Store) -> list[LogEntry]:
    """Every change of an answer, in order."""
    from sqlalchemy import select

    table = schema.log
    names = ("comment_id", "at", "who", "old", "new", "old_answer", "new_answer", "source")
    with store.read() as connection:
        query = select(*(table.c[name] for name in names)).order_by(table.c.id)
        return [LogEntry(*row) for row in connection.execute(query)]
