"""The tables of a round's store.

    drafts ◀── anchors ──▶ comments ──▶ files        (a comment stands once or more in each draft)
                              ▲  ▲
                  proposals ──┘  └── log             (what to answer · every change of an answer)

``comments.group_id`` is the id of the comment that stands for it and its like, NULL until the
block it belongs to has been grouped (see ``groups``): a collect that was killed leaves NULLs, and
the next command groups them.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "1"
"""Of this schema; a store of another version is refused, not guessed at."""

metadata = MetaData()

settings = Table(
    "settings", metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

drafts = Table(
    "drafts", metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added", String(32), nullable=False),
    Column("tree", LargeBinary, nullable=False),
)  # fmt: skip

files = Table(
    "files", metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("received", String(32), nullable=False),
    Column("status", String(16), nullable=False),  # read, unreadable
    Column("format", String(16), nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("rest", Text, nullable=False, default=""),
    Column("notes", Text, nullable=False, default=""),
)  # fmt: skip

comments = Table(
    "comments", metadata,
    Column("id", Integer, primary_key=True),
    Column("file_id", Integer, ForeignKey("files.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("place", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("proposer", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("date", String(32), nullable=False),
    Column("block", String(160), nullable=False),
    Column("group_id", Integer, nullable=True),
    Column("status", String(16), nullable=False, default=""),
    Column("answer", Text, nullable=False, default=""),
    Column("answered_by", Text, nullable=False, default=""),
    Column("answered_at", String(32), nullable=False, default=""),
    UniqueConstraint("file_id", "seq"),
    Index("comments_block", "block"),
    Index("comments_group", "group_id"),
)  # fmt: skip

anchors = Table(
    "anchors", metadata,
    Column("comment_id", Integer, ForeignKey("comments.id"), primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.no"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("eid", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("how", String(16), nullable=False),
    Column("effect", String(16), nullable=False, default=""),
)  # fmt: skip

proposals = Table(
    "proposals", metadata,
    Column("comment_id", Integer, ForeignKey("comments.id"), primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.no"), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("because", Text, nullable=False),
)  # fmt: skip

log = Table(
    "log", metadata,
    Column("id", Integer, primary_key=True),
    Column("comment_id", Integer, ForeignKey("comments.id"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("old", String(16), nullable=False),
    Column("new", String(16), nullable=False),
    Column("old_answer", Text, nullable=False),
    Column("new_answer", Text, nullable=False),
    Column("source", Text, nullable=False),
    Index("log_comment", "comment_id"),
)  # fmt: skip
