"""Two versions of one text, compared: alignment, then words, one record of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from drafting.akn.tree import Tree
from drafting.comparison.changes import Change, ChangeKind, Changes, Pair, Segment, Side
from drafting.comparison.groups import Group, links_to_groups
from drafting.comparison.links import Links, link_passages
from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage, units_to_passages
from drafting.comparison.segments import words_to_segments
from drafting.comparison.words import text_to_words


def diff_trees(
    old: Tree, new: Tree, ignore: tuple[str, ...] = ("blank", "width", "script")
) -> Changes:
    """What changed from ``old`` to ``new``: a row for every unit of either side.

    Rows stand in the order of the new text, what was deleted where it stood. Each unit's text is
    in the pairs of its row, so that both texts can be rebuilt.
    """
    olds, news = units_to_passages(old.units), units_to_passages(new.units)
    found = _align_families(olds, news)
    keeps_order = heaviest_chain(dict.fromkeys(found.chief, 1.0))
    groups = links_to_groups(found.chief, found.more)
    rows = [
        (_place(g, found.chief), _group_row(g, (olds, news), found, g.chief not in keeps_order))
        for g in groups
    ]
    rows += _missing_rows(olds, news, groups)
    rows.sort(key=lambda pair: pair[0])
    sides = [Side(t.title, len(t.articles)) for t in (old, new)]
    return Changes(sides[0], sides[1], tuple(row for _, row in rows))


def _align_families(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    """Links of all units, family by family."""
    families: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for side, passages in enumerate((olds, news)):
        for passage in passages:
            families[passage.family][side].append(passage)
    found = Links({}, set(), {}, {})
    for family, (mine, theirs) in families.items():
        links = link_passages(mine, theirs, family in ("article", "level"))
        found.chief.update(links.chief)
        found.exact |= links.exact
        found.more.update(links.more)
        found.rivals.update(links.rivals)
    return found


Place = tuple[int, int, int]


def _place(group: Group, chief: dict[Link, float]) -> Place:
    """Where a row stands: at the first new unit that is its own."""
    owner = {j: i for i, j in chief}
    own = [j for j in group.news if owner.get(j, group.olds[0]) in group.olds]
    return (min(own or group.news), 0, 0)


def _missing_rows(
    olds: Sequence[Passage], news: Sequence[Passage], groups: Iterable[Group]
) -> list[tuple[Place, Change]]:
    after = {}
    linked: set[int] = set()
    for group in groups:
        linked |= set(group.news)
        for i in group.olds:
            after[i] = max(after.get(i, -1), max(group.news))
    rows: list[tuple[Place, Change]] = [
        ((p.index, 0, 0), _missing_row(p, "inserted")) for p in news if p.index not in linked
    ]
    last = -1
    for passage in olds:
        if passage.index in after:
            last = after[passage.index]
        else:
            rows.append(((last, 1, passage.index), _missing_row(passage, "deleted")))
    return rows


def _missing_row(passage: Passage, kind: ChangeKind) -> Change:
    segments = (Segment("insert" if kind == "inserted" else "delete", passage.text),)
    names, eids = (passage.name,), (passage.unit.eid,)
    if kind == "inserted":
        pair = Pair("", passage.unit.eid, segments, -1, passage.index)
        return Change(passage.unit.level, kind, (), names, (), eids, (pair,))
    pair = Pair(passage.unit.eid, "", segments, passage.index)
    return Change(passage.unit.level, kind, names, (), eids, (), (pair,))


def _group_row(
    group: Group, sides: tuple[Sequence[Passage], Sequence[Passage]], found: Links, moved: bool
) -> Change:
    olds, news = [sides[0][i] for i in group.olds], [sides[1][j] for j in group.news]
    pairs = tuple(_pair(old, new) for old in olds for new in news)
    kind: ChangeKind = "split" if len(news) > 1 else "merged" if len(olds) > 1 else "modified"
    if group.chief in found.exact and len(pairs) == 1:
        kind = "unchanged"
    score = found.chief.get(group.chief or (-1, -1), 0.5)
    return Change(
        news[0].unit.level, kind,
        tuple(p.name for p in olds), tuple(p.name for p in news),
        tuple(p.unit.eid for p in olds), tuple(p.unit.eid for p in news), pairs,
        confidence=round(min(1.0, score + 0.3), 2),
        moved=moved and bool(group.chief in found.chief),
        renumbered=[p.number for p in olds] != [p.number for p in news],
    )


def _pair(old: Passage, new: Passage) -> Pair:
    return Pair(old.unit.eid, new.unit.eid, _segments(old, new), old.index, new.index)


def _segments(old: Passage, new: Passage) -> tuple[Segment, ...]:
    if old.text == new.text:
        return (Segment("equal", old.text),) if old.text else ()
    found: list[Segment] = []
    rest_old, rest_new = old.text, new.text
    if old.label != new.label:
        found += [Segment("delete", old.label, True)] if old.label else []
        found += [Segment("insert", new.label, True)] if new.label else []
        rest_old, rest_new = rest_old[old.label_end :], rest_new[new.label_end :]
    return tuple(found + words_to_segments(text_to_words(rest_old), text_to_words(rest_new)))
