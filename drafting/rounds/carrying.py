"""Carry: comments from one draft to the next through the alignment of the two.

    第八条 ── unchanged, renumbered ──▶ 第九条                未改
    第十三条 ── split ──▶ 第十六条, 第十七条 (the one with the words, else both)   已拆分
    第二十条 ── deleted ──▶ nothing, and that is said          已删除

What the new draft did to the words commented on is recorded, and where that is what was asked for
采纳 is proposed; a person confirms. Comments that come in later are carried on the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from drafting.akn import Tree
from drafting.comparison.changes import Change, Changes
from drafting.errors import DraftingError
from drafting.records import record
from drafting.rounds import schema
from drafting.rounds.adoption import Proposal, Texts, propose
from drafting.rounds.comments import Anchor, Comment, Effect
from drafting.rounds.folder import Round
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places
from drafting.rounds.records import NOWHERE, load_comments_at

if TYPE_CHECKING:
    from sqlalchemy import Connection

_BATCH = 5_000


@record
class Carried:
    """What one carry did: how many comments stand where, by effect, and what is proposed."""

    draft: int
    effects: dict[str, int]
    proposals: dict[str, int]
    unrelated: bool = False


@dataclass
class Bridge:
    """Two drafts and the way from each provision of the old to the new."""

    old: Places
    new: Places
    changes: Changes
    texts: dict[tuple[Anchor, ...], Texts] = field(default_factory=dict)
    _seen: dict[tuple[str, str], tuple[tuple[Anchor, ...], str]] = field(default_factory=dict)

    def carry(self, anchor: Anchor) -> tuple[tuple[Anchor, ...], str]:
        """Where ``anchor`` of the old draft stands in the new one, and the effect."""
        key = anchor.eid, anchor.words
        if key not in self._seen:
            self._seen[key] = self._carry(anchor)
        return self._seen[key]

    @cached_property
    def rows(self) -> dict[str, Change]:
        """The row of changes of every unit of the old draft."""
        return {eid: row for row in self.changes.rows for eid in row.old_eids if eid}

    def _carry(self, anchor: Anchor) -> tuple[tuple[Anchor, ...], str]:
        unit = self.old.article_of(anchor.eid)
        row = self.rows.get(unit)
        if row is None or not anchor.eid:
            return (Anchor("", anchor.label, anchor.words, "carry"),), "已删除"
        if not row.new_eids:
            return (Anchor("", f"原{anchor.label}", anchor.words, "carry"),), "已删除"
        targets = self._targets(anchor, row)
        return targets, self._effect(anchor, row, targets)

    def _targets(self, anchor: Anchor, row: Change) -> tuple[Anchor, ...]:
        """The new provisions: by the words, by the 款 most like the old one, else whole units."""
        words = anchor.words or self.old.text_of(anchor.eid)
        inside = [self.new.find_words(words, eid) for eid in row.new_eids]
        found = [a for a in inside if a is not None]
        if found and anchor.words:
            return (_carried(found[0], found[0].words),)
        unit = self.old.article_of(anchor.eid)
        if anchor.eid != unit or len(row.new_eids) > 1:
            near = self._nearest(anchor, row)
            if near is not None:
                return (near,)
        anchors = (self.new.find_eid(eid) for eid in row.new_eids)
        return tuple(_carried(a, "") for a in anchors if a is not None)

    def _nearest(self, anchor: Anchor, row: Change) -> Anchor | None:
        """The 款 or 项 of the new units that is most like the old one, if any is like it at all."""
        from rapidfuzz import fuzz

        text = squeeze(self.old.text_of(anchor.eid))
        inside = [e for eid in row.new_eids for e in self.new.inner_eids(eid)]
        scored = [(fuzz.ratio(text, squeeze(self.new.text_of(e))), e) for e in inside]
        best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
        if best[0] < 50:
            return None
        found = self.new.find_eid(best[1])
        return _carried(found, "") if found else None

    def _effect(self, anchor: Anchor, row: Change, targets: Sequence[Anchor]) -> Effect:
        if row.kind == "split":
            return "已拆分"
        if row.kind == "merged":
            return "已合并"
        before = anchor.words or self.old.text_of(anchor.eid)
        after = [a.words or self.new.text_of(a.eid) for a in targets]
        if anchor.words:
            kept = any(squeeze(before) in squeeze(self.new.text_of(e)) for e in row.new_eids)
        else:
            kept = row.kind in ("unchanged", "consequential") or _same(before, after)
        if row.moved:
            return "已移动" if kept else "已移动并修改"
        return "未改" if kept else "已改"


def _same(before: str, after: Sequence[str]) -> bool:
    return squeeze(before) in {squeeze(text) for text in after}


def _carried(anchor: Anchor, words: str) -> Anchor:
    return Anchor(anchor.eid, anchor.label, words, "carry")


def carry_round(
    round: Round, tree: Tree, moment: str, tell: Callable[[int, int], None] = lambda *_: None
) -> Carried:
    """Make ``tree`` the next draft of ``round`` and carry every comment to it.

    ``tell`` is called with how many comments of how many are carried.
    """
    from sqlalchemy import insert

    from drafting.akn import tree_to_xml
    from drafting.rounds.folder import write_whole
    from drafting.rounds.opening import draft_to_row

    number = round.newest + 1
    row = draft_to_row(number, tree, moment)
    with round.store.read() as connection:
        if row["sha256"] == _newest_hash(connection, number - 1):
            raise DraftingError("the new draft is the draft that the round has already")
    bridge = make_bridge(round, number, tree)
    with round.store.write() as connection:
        round.store.lock(connection)
        connection.execute(insert(schema.drafts), [row])
        _carry_comments(connection, bridge, number, tell)
    write_whole(round.path(f"draft-{number}.xml"), tree_to_xml(tree))
    round.__dict__.pop("newest", None)
    return count_carried(round, number, bridge.changes.unrelated)


def carry_late(round: Round) -> None:
    """Carry comments that came in after the next draft did, up to the newest draft."""
    for number in range(2, round.newest + 1):
        with round.store.read() as connection:
            waiting = bool(_find_waiting(connection, number))
        if waiting:
            bridge = make_bridge(round, number, round.load_draft(number))
            with round.store.write() as connection:
                round.store.lock(connection)
                _carry_comments(connection, bridge, number)


def make_bridge(round: Round, number: int, tree: Tree) -> Bridge:
    """The way from draft ``number - 1`` of ``round`` to ``tree``."""
    from drafting.comparison.diff import diff_trees

    old = round.load_draft(number - 1)
    return Bridge(Places(old), Places(tree), diff_trees(old, tree))


def _newest_hash(connection: Connection, number: int) -> str:
    from sqlalchemy import select

    query = select(schema.drafts.c.sha256).where(schema.drafts.c.no == number)
    return str(connection.execute(query).scalar() or "")


def _find_waiting(connection: Connection, number: int) -> list[int]:
    """Comments that stand in draft ``number - 1`` and not yet in ``number``."""
    from sqlalchemy import select

    table = schema.anchors
    before = select(table.c.comment_id).where(table.c.draft == number - 1).distinct()
    here = select(table.c.comment_id).where(table.c.draft == number)
    query = before.where(table.c.comment_id.not_in(here)).order_by(table.c.comment_id)
    return list(connection.execute(query).scalars())


def _carry_comments(
    connection: Connection, bridge: Bridge, number: int,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> None:
    from sqlalchemy import insert

    waiting = _find_waiting(connection, number)
    memory: dict[tuple[object, ...], Proposal | None] = {}
    for start in range(0, len(waiting), _BATCH):
        ids = waiting[start : start + _BATCH]
        anchors, proposals = [], []
        for id, comment in load_comments_at(connection, ids, number - 1):
            anchors += _anchor_rows(bridge, id, comment, number)
            proposal = _remember(memory, bridge, comment)
            if proposal is not None:
                proposals.append({
                    "comment_id": id, "draft": number,
                    "status": proposal.status, "because": proposal.because,
                })  # fmt: skip
        if anchors:
            connection.execute(insert(schema.anchors), anchors)
        if proposals:
            connection.execute(insert(schema.proposals), proposals)
        tell(min(start + _BATCH, len(waiting)), len(waiting))


def _anchor_rows(
    bridge: Bridge, id: int, comment: Comment, number: int
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    seen: set[Anchor] = set()
    for anchor in comment.anchors or (NOWHERE,):
        targets, effect = bridge.carry(anchor) if anchor is not NOWHERE else ((NOWHERE,), "")
        for target in targets:
            if target not in seen:
                seen.add(target)
                rows.append({
                    "comment_id": id, "draft": number, "seq": len(rows) + 1,
                    "eid": target.eid, "label": target.label, "words": target.words,
                    "how": target.how, "effect": effect,
                })  # fmt: skip
    return rows


def _remember(
    memory: dict[tuple[object, ...], Proposal | None], bridge: Bridge, comment: Comment
) -> Proposal | None:
    """Propose once for comments that say the same of the same place."""
    key = (comment.text, comment.kind, comment.proposed, comment.context, comment.anchors)
    if key not in memory:
        memory[key] = propose(bridge, comment)
    return memory[key]


def count_carried(round: Round, number: int, unrelated: bool = False) -> Carried:
    """How many comments stand where in draft ``number``, by effect, and what is proposed."""
    from sqlalchemy import func, select

    at, proposed = schema.anchors, schema.proposals
    effects = (
        select(at.c.effect, func.count(at.c.comment_id.distinct()))
        .where(at.c.draft == number)
        .group_by(at.c.effect)
    )
    proposals = (
        select(proposed.c.status, func.count())
        .where(proposed.c.draft == number)
        .group_by(proposed.c.status)
    )
    with round.store.read() as connection:
        told: dict[str, int] = dict(connection.execute(effects).all())
        wanted: dict[str, int] = dict(connection.execute(proposals).all())
    return Carried(number, told, wanted, unrelated)
