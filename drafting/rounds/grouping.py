"""Groups kept in the store, made anew for every block that has comments not yet grouped.

The texts are compared outside of any transaction (that takes a while, and others want to write);
what comes out is written only for blocks that have not grown meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from drafting.rounds import schema
from drafting.rounds.comments import Group, Voice
from drafting.rounds.groups import group_texts
from drafting.rounds.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Connection

_BATCH = 20_000
"""Comments compared between two transactions."""
_ROUNDS = 20


def update_groups(store: Store, tell: Callable[[int], None] = lambda _: None) -> int:
    """Group every comment that is in no group yet, and its block with it; return how many were.

    ``tell`` is called with the number of comments done, as work goes on.
    """
    done = 0
    for _ in range(_ROUNDS):
        pending = _count_pending(store)
        if not pending:
            return done
        for blocks in _iter_batches(store):
            grouped = {block: group_texts(texts) for block, texts in blocks.items()}
            done += _save_groups(store, grouped)
            tell(done)
    return done


def voices_to_groups(voices: list[Voice]) -> list[Group]:
    """Voices as groups, the representative first; in the order of the representatives."""
    by_group: dict[int, list[Voice]] = {}
    for voice in voices:
        by_group.setdefault(voice.group, []).append(voice)
    return [_to_group(head, members) for head, members in sorted(by_group.items())]


def _to_group(head: int, members: list[Voice]) -> Group:
    return Group(tuple(sorted(members, key=lambda voice: (voice.id != head, voice.id))))


def _count_pending(store: Store) -> int:
    from sqlalchemy import func, select

    table = schema.comments
    with store.read() as connection:
        query = select(func.count()).select_from(table).where(table.c.group_id.is_(None))
        return int(connection.execute(query).scalar() or 0)


def _iter_batches(store: Store) -> Iterator[dict[str, list[tuple[int, str]]]]:
    """Whole blocks that have comments without a group, some at a time."""
    with store.read() as connection:
        found = _load_texts(connection)
    batch: dict[str, list[tuple[int, str]]] = {}
    size = 0
    for block, rows in groupby(found, key=lambda row: row[0]):
        batch[block] = [(id, text) for _, id, text in rows]
        size += len(batch[block])
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _load_texts(connection: Connection) -> list[tuple[str, int, str]]:
    from sqlalchemy import select

    table = schema.comments
    pending = select(table.c.block).where(table.c.group_id.is_(None)).distinct()
    query = (
        select(table.c.block, table.c.id, table.c.text)
        .where(table.c.block.in_(pending))
        .order_by(table.c.block, table.c.id)
    )
    return [(block, id, text) for block, id, text in connection.execute(query)]


def _save_groups(store: Store, grouped: dict[str, list[list[int]]]) -> int:
    from sqlalchemy import bindparam, update

    table = schema.comments
    with store.write() as connection:
        store.lock(connection)
        sizes = _count_blocks(connection, list(grouped))
        values = [
            {"comment": id, "head": ids[0]}
            for block, groups in grouped.items()
            if sizes.get(block) == sum(map(len, groups))
            for ids in groups
            for id in ids
        ]
        if values:
            statement = update(table).where(table.c.id == bindparam("comment"))
            connection.execute(statement.values(group_id=bindparam("head")), values)
    return len(values)


def _count_blocks(connection: Connection, blocks: list[str]) -> dict[str, int]:
    from sqlalchemy import func, select

    table = schema.comments
    sizes: dict[str, int] = {}
    for start in range(0, len(blocks), 500):
        part = table.c.block.in_(blocks[start : start + 500])
        query = select(table.c.block, func.count()).where(part).group_by(table.c.block)
        sizes |= dict(connection.execute(query).all())
    return sizes
