"""Two versions of one text, compared: alignment, then words, one record of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from drafting.akn.tree import Tree
from drafting.comparison.changes import Change, Changes, Side
from drafting.comparison.groups import Group, links_to_groups
from drafting.comparison.links import Links, link_passages
from drafting.comparison.names import find_terms, terms_to_pattern
from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage, units_to_passages
from drafting.comparison.references import Cited, Renumbering, find_cited
from drafting.comparison.rows import Context, linked_row, missing_row
from drafting.comparison.warnings import find_warnings

IGNORED = ("blank", "width", "script")
"""Noise that makes no change unless asked for: white space, width of signs, 繁 and 简."""
Place = tuple[int, int, int]


def diff_trees(old: Tree, new: Tree, ignore: tuple[str, ...] = IGNORED) -> Changes:
    """What changed from ``old`` to ``new``: a row for every unit of either side.

    Rows stand in the order of the new text, what was deleted where it stood. Each unit's text is
    in the pairs of its row, so that both texts can be rebuilt. A row of which all differences
    belong to the tiers of ``ignore`` (see ``folding.TIERS``) is unchanged; it names them.
    """
    olds, news = units_to_passages(old.units), units_to_passages(new.units)
    found = _link_families(olds, news)
    keeps_order = heaviest_chain(dict.fromkeys(found.chief, 1.0))
    groups = links_to_groups(found.chief, found.more)
    context = _make_context(olds, news, found, ignore)
    placed = [
        (_place(group, found.chief), _group_row(group, (olds, news), found, context, keeps_order))
        for group in groups
    ]
    placed += _missing_rows(olds, news, groups)
    placed.sort(key=lambda pair: pair[0])
    rows = tuple(row for _, row in placed)
    warnings = tuple(find_warnings(rows, news, context.renumbering, context.cited))
    sides = [Side(t.title, len(t.articles)) for t in (old, new)]
    return Changes(sides[0], sides[1], rows, warnings=warnings)


def _link_families(olds: Sequence[Passage], news: Sequence[Passage]) -> Links:
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


def _make_context(
    olds: Sequence[Passage], news: Sequence[Passage], found: Links, ignore: tuple[str, ...]
) -> Context:
    renumbering = Renumbering(olds, news, (*found.chief, *found.more))
    terms = find_terms(*(p.text for p in (*olds, *news)))
    cited = (_cited(olds), _cited(news))
    return Context(renumbering, cited, terms_to_pattern(terms), ignore)


def _cited(passages: Sequence[Passage]) -> dict[int, list[Cited]]:
    found, before = {}, ""
    for passage in passages:
        found[passage.index] = find_cited(passage, before)
        if passage.family == "article":
            before = passage.number or ""
    return found


def _place(group: Group, chief: dict[Link, float]) -> Place:
    """Where a row stands: at the first new unit that is its own."""
    owner = {j: i for i, j in chief}
    own = [j for j in group.news if owner.get(j, group.olds[0]) in group.olds]
    return (min(own or group.news), 0, 0)


def _group_row(
    group: Group, sides: tuple[Sequence[Passage], Sequence[Passage]], found: Links,
    context: Context, keeps_order: set[Link],
) -> Change:
    olds, news = [sides[0][i] for i in group.olds], [sides[1][j] for j in group.news]
    moved = group.chief in found.chief and group.chief not in keeps_order
    row = linked_row(olds, news, context, moved)
    score = found.chief.get(group.chief or (-1, -1), 0.5)
    return replace(row, confidence=round(min(1.0, score + 0.3), 2))


def _missing_rows(
    olds: Sequence[Passage], news: Sequence[Passage], groups: Iterable[Group]
) -> list[tuple[Place, Change]]:
    after: dict[int, int] = {}
    linked: set[int] = set()
    for group in groups:
        linked |= set(group.news)
        for i in group.olds:
            after[i] = max(after.get(i, -1), *group.news)
    rows: list[tuple[Place, Change]] = [
        ((p.index, 0, 0), missing_row(p, "inserted")) for p in news if p.index not in linked
    ]
    last = -1
    for passage in olds:
        if passage.index in after:
            last = after[passage.index]
        else:
            rows.append(((last, 1, passage.index), missing_row(passage, "deleted")))
    return rows
