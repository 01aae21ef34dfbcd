"""A round's store: SQLite in its folder, or PostgreSQL by URL, through SQLAlchemy Core.

Every change is one transaction, all or nothing. SQLite writes ahead (WAL) and takes its write lock
at the start of a transaction (BEGIN IMMEDIATE), so that two collects queue instead of failing
half-way; PostgreSQL does the same by row and unique index. A PostgreSQL database can hold many
rounds: each has a schema of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.errors import DraftingError

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

WAIT = 60
"""Seconds to wait for another writer."""


class Store:
    """A round's tables at ``url`` (postgresql+psycopg://…, or an SQLite file), in ``schema``."""

    def __init__(self, url: str | Path, schema: str = "") -> None:
        self.url = _path_to_url(url) if isinstance(url, Path) else _read_url(url)
        self.schema = schema if self.url.get_backend_name() == "postgresql" else ""

    @cached_property
    def engine(self) -> Engine:
        """The engine, made when first needed."""
        engine = _make_engine(self.url)
        if self.schema:
            return engine.execution_options(schema_translate_map={None: self.schema})
        return engine

    @property
    def is_postgresql(self) -> bool:
        """Whether the store is a PostgreSQL server."""
        return self.url.get_backend_name() == "postgresql"

    def create(self) -> None:
        """Make the tables. Raises DraftingError when this round is in the store already."""
        from sqlalchemy import insert

        from drafting.rounds import schema

        with self.write() as connection:
            if self._exists(connection):
                raise DraftingError(f"{self.shown}: holds this round already; choose another store")
            if self.schema:
                from sqlalchemy.schema import CreateSchema

                connection.execute(CreateSchema(self.schema, if_not_exists=True))
            _create_tables(connection)
            version = {"name": "version", "value": schema.VERSION}
            connection.execute(insert(schema.settings), [version])

    def check(self) -> None:
        """Raise DraftingError unless the store can be reached and is of this version."""
        from sqlalchemy import select

        from drafting.rounds import schema

        with self.read() as connection:
            if not self._exists(connection):
                raise DraftingError(f"{self.shown}: holds no such round; open one first")
            query = select(schema.settings.c.value).where(schema.settings.c.name == "version")
            found = connection.execute(query).scalar()
        if found != schema.VERSION:
            raise DraftingError(
                f"{self.shown}: is a store of version {found}, this program reads "
                f"{schema.VERSION}; use the program that made it"
            )

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: kept whole when the block ends, undone whole when it raises."""
        with _told(self.shown), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the store, that locks nobody out."""
        with _told(self.shown), self.engine.connect() as plain:
            connection = plain.execution_options(drafting_read=True)
            if self.is_postgresql:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    def lock(self, connection: Connection) -> None:
        """Let one transaction at a time pass (SQLite's write transactions do so anyway)."""
        if self.is_postgresql:
            from sqlalchemy import text

            statement = text("SELECT pg_advisory_xact_lock(hashtext(:name))")
            connection.execute(statement, {"name": self.schema})

    def close(self) -> None:
        """Let go of the file or server."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    @property
    def shown(self) -> str:
        """The store as messages name it, without password."""
        return self.url.render_as_string(hide_password=True)

    @property
    def address(self) -> str:
        """The store's URL to keep in a file: no password, which the caller or libpq knows."""
        bare = self.url._replace(password=None).difference_update_query(["password"])
        return bare.render_as_string(hide_password=False)

    def _exists(self, connection: Connection) -> bool:
        from sqlalchemy import inspect

        return inspect(connection).has_table("settings", schema=self.schema or None)


def _create_tables(connection: Connection) -> None:
    """The tables and their indexes, always in one order: an index set has none of its own."""
    from sqlalchemy.schema import CreateIndex, CreateTable

    from drafting.rounds import schema

    for table in schema.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda made: str(made.name)):
            connection.execute(CreateIndex(index))


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what a driver says into one clear line."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise DraftingError(f"{name}: {reason}; check the store and try again") from error


def _path_to_url(path: Path) -> URL:
    from sqlalchemy import URL

    return URL.create("sqlite", database=str(path))


def _read_url(url: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        read = make_url(url)
    except ArgumentError:
        raise DraftingError(
            f"--store {url}: not a store; write postgresql+psycopg://user@host/database"
        ) from None
    if read.get_backend_name() == "postgresql" and read.drivername == "postgresql":
        read = read.set(drivername="postgresql+psycopg")
    if read.get_backend_name() not in ("sqlite", "postgresql"):
        raise DraftingError(f"--store {read.drivername}: not a store; use sqlite or postgresql")
    return read


def _make_engine(url: URL) -> Engine:
    from sqlalchemy import create_engine, event

    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url)
        except ModuleNotFoundError:
            raise DraftingError(
                "--store postgresql: psycopg is not installed; "
                "pip install 'policy-drafting[postgresql]'"
            ) from None
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    # pysqlite must not open transactions by itself: it would begin them deferred
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("drafting_read")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
