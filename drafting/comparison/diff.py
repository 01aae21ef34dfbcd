"""Two versions of one text, compared: alignment, then words, one record of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from drafting.akn.names import CONTAINERS
from drafting.akn.tree import Tree
from drafting.comparison.align import LEAST
from drafting.comparison.changes import Change, Changes, Side
from drafting.comparison.confidence import (
    ELSEWHERE,
    IN_PLACE,
    Evidence,
    link_confidence,
    relocation_confidence,
)
from drafting.comparison.containers import link_containers
from drafting.comparison.groups import Group, links_to_groups
from drafting.comparison.links import Links, Near, link_passages
from drafting.comparison.meanings import Context
from drafting.comparison.names import find_terms, terms_to_pattern
from drafting.comparison.order import Link, longest_chain
from drafting.comparison.passages import Passage, units_to_passages
from drafting.comparison.references import Cited, Renumbering, carry_cited, find_cited
from drafting.comparison.rows import Bond, kept_row, linked_row, missing_row
from drafting.comparison.warnings import find_warnings
from drafting.structure.collector import hold_collector

IGNORED = ("blank", "width", "script")
"""Noise that makes no change unless asked for: white space, width of signs, 繁 and 简."""
UNRELATED = 0.15
_STAYED, _MOVED = Bond(IN_PLACE), Bond(ELSEWHERE, moved=True)
Place = tuple[int, int, int]


@hold_collector()
def diff_trees(old: Tree, new: Tree, ignore: tuple[str, ...] = IGNORED) -> Changes:
    """What changed from ``old`` to ``new``: a row for every unit of either side.

    Rows stand in the order of the new text, what was deleted where it stood. Each unit's text is
    in the pairs of its row, so that both texts can be rebuilt. A row of which all differences
    belong to the tiers of ``ignore`` (see ``folding.TIERS``) is unchanged; it names them.
    """
    olds, news = units_to_passages(old.units), units_to_passages(new.units)
    found = _link_families(olds, news)
    keeps_order = longest_chain(found.chief)
    groups = links_to_groups(found.chief, found.more)
    context = _make_context(olds, news, found, ignore)
    owner = {j: i for i, j in found.chief}
    placed = [
        (_place(group, owner), _group_row(group, (olds, news), found, context, keeps_order))
        for group in groups
    ]
    placed += _missing_rows(olds, news, groups, found)
    placed.sort(key=lambda pair: pair[0])
    rows = tuple(row for _, row in placed)
    exact = sum(len(olds[i].words) for i, _ in found.exact)
    shorter = min(sum(len(p.words) for p in side) for side in (olds, news))
    unrelated = exact < UNRELATED * shorter and _share_too_little(rows)
    warnings = tuple(find_warnings(rows, news, context.renumbering, context.cited))
    sides = [Side(t.title, len(t.articles)) for t in (old, new)]
    return Changes(sides[0], sides[1], rows, unrelated, warnings)


def _share_too_little(rows: Sequence[Change]) -> bool:
    """Whether so little of the shorter text stands in the other that they are no versions of one.

    Of rewritten laws half is kept and more, of different texts on one matter a fiftieth.
    """
    sizes, kept = [0, 0], 0
    for row in rows:
        for pair in row.pairs[:1]:
            sizes[0] += len(pair.old_text)
            sizes[1] += len(pair.new_text)
            kept += sum(
                len(s.text) for s in pair.segments
                if s.kind == "equal" or (s.kind == "delete" and (s.noise or s.consequential))
            )
    return min(sizes) > 0 and kept < UNRELATED * min(sizes)


def _link_families(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
    """Links of all units, family by family; containers last, by what they hold."""
    families: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for side, passages in enumerate((olds, news)):
        holders = {eid for path in {p.unit.path for p in passages} for eid in path}
        for passage in passages:
            families[_family(passage, holders)][side].append(passage)
    found = Links()
    containers = families.pop("container", ([], []))
    for family, (mine, theirs) in families.items():
        found.update(link_passages(mine, theirs, family))
    below = [(olds[i], news[j]) for i, j in found.chief]
    found.update(link_containers(*containers, below, (olds, news)))
    _link_leftover_levels(olds, news, found)
    return found


def _link_leftover_levels(
    olds: Sequence[Passage], news: Sequence[Passage], found: Links
) -> None:
    """A level that was given levels below it, or lost them, is still the same by its words."""
    done = {i for i, _ in (*found.chief, *found.more)}, {j for _, j in (*found.chief, *found.more)}
    left, right = (
        [p for p in side if p.unit.level == "level" and p.index not in linked]
        for side, linked in zip((olds, news), done, strict=True)
    )
    if left and right:
        found.update(link_passages(left, right, "level heads"))


def _family(passage: Passage, holders: set[str]) -> str:
    """Units are aligned within a family; what holds other units is a container."""
    level = passage.unit.level
    if level in CONTAINERS or (level in ("level", "attachment") and passage.eid in holders):
        return "container"
    return level


def _make_context(
    olds: Sequence[Passage], news: Sequence[Passage], found: Links, ignore: tuple[str, ...]
) -> Context:
    renumbering = Renumbering(olds, news, (*found.chief, *found.more))
    terms = find_terms(*(p.text for p in (*olds, *news)))
    mine = _cited(olds, range(len(olds)))
    known = {
        j: there for i, j in found.exact
        if (there := carry_cited(mine[i], olds[i], news[j])) is not None
    }
    theirs = _cited(news, (j for j in range(len(news)) if j not in known))
    cited = (mine, theirs | {j: there for j, there in known.items() if there})
    return Context(renumbering, cited, terms_to_pattern(terms), ignore)


def _cited(passages: Sequence[Passage], wanted: Iterable[int]) -> dict[int, list[Cited]]:
    """The references of the ``wanted`` units, by index."""
    before, last = [], ""
    for passage in passages:
        before.append(last)
        if passage.unit.level == "article":
            last = passage.number or ""
    return {at: find_cited(passages[at], before[at]) for at in wanted}


def _place(group: Group, owner: dict[int, int]) -> Place:
    """Where a row stands: at the first new unit that is its own."""
    own = [j for j in group.news if owner.get(j, group.olds[0]) in group.olds]
    return (min(own or group.news), 0, 0)


def _group_row(
    group: Group, sides: tuple[Sequence[Passage], Sequence[Passage]], found: Links,
    context: Context, keeps_order: set[Link],
) -> Change:
    link = group.chief
    if link in found.exact and link in found.chief and len(group.olds) == len(group.news) == 1:
        bond = _STAYED if link in keeps_order else _MOVED
        row = kept_row(sides[0][link[0]], sides[1][link[1]], bond)
        if row:
            return row
    olds, news = [sides[0][i] for i in group.olds], [sides[1][j] for j in group.news]
    moved = link in found.chief and link not in keeps_order
    sure, near = _judge_link(group, found, keeps_order)
    runner_up = None if near is None else (sides[1][near[1]].name, round(near[0], 2))
    bond = Bond(sure, moved, runner_up, _find_lent(group, sides, found))
    return linked_row(olds, news, context, bond)


def _find_lent(
    group: Group, sides: tuple[Sequence[Passage], Sequence[Passage]], found: Links
) -> tuple[str, ...]:
    """The eIds of those of several units whose chief partner stands in another row."""
    several = len(group.olds) > 1, len(group.news) > 1
    if not any(several):
        return ()
    away = {
        link[several[1]] for link in found.chief
        if link[several[1]] in (group.news if several[1] else group.olds)
        and link[several[0]] not in (group.olds if several[1] else group.news)
    }
    return tuple(sides[several[1]][at].eid for at in sorted(away))


def _judge_link(
    group: Group, found: Links, keeps_order: set[Link]
) -> tuple[float, Near | None]:
    """How sure a row's links are, and the best other partner of its old unit when it is close."""
    link = group.chief
    if link in found.exact and len(group.olds) == len(group.news) == 1:
        return (IN_PLACE if link in keeps_order else ELSEWHERE), None
    sure = [relocation_confidence(found.more[i, j]) for i in group.olds for j in group.news
            if (i, j) in found.more]
    if link is None or link not in found.chief:
        return min(sure, default=1.0), None
    score = found.chief[link]
    rivals = [
        near[0] for side in (0, 1) for near in found.near[side].get(link[side], [])
        if near[1] != link[1 - side]
    ]
    rival = max(rivals, default=0.0)
    evidence = Evidence(score, link in keeps_order, rival, link in found.exact)
    others = [n for n in found.near[0].get(link[0], []) if n[1] not in group.news]
    close = others[0] if others and others[0][0] > max(LEAST, score - 0.15) else None
    return min([link_confidence(evidence), *sure]), close


def _missing_rows(
    olds: Sequence[Passage], news: Sequence[Passage], groups: Iterable[Group], found: Links
) -> list[tuple[Place, Change]]:
    after: dict[int, int] = {}
    linked: set[int] = set()
    for group in groups:
        linked.update(group.news)
        for i in group.olds:
            after[i] = max(after.get(i, -1), *group.news)
    rows: list[tuple[Place, Change]] = [
        ((p.index, 0, 0), missing_row(p, "inserted", _nearest(p, found.near[1], olds)))
        for p in news if p.index not in linked
    ]
    last = -1
    for passage in olds:
        if passage.index in after:
            last = after[passage.index]
        else:
            row = missing_row(passage, "deleted", _nearest(passage, found.near[0], news))
            rows.append(((last, 1, passage.index), row))
    return rows


def _nearest(
    passage: Passage, near: dict[int, list[Near]], others: Sequence[Passage]
) -> Bond:
    """How sure it is that a unit has no partner, and the one that came closest, if any did."""
    best = near.get(passage.index, [])
    if not best or best[0][0] < LEAST - 0.05:
        return Bond()
    score, at = best[0]
    return Bond(round(min(1.0, 1.35 - score), 2), False, (others[at].name, round(score, 2)))
