"""Two versions of one text, compared: alignment, then words, one record of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from drafting.akn.tree import Tree
from drafting.comparison.align import Aligned, align_passages
from drafting.comparison.changes import Change, ChangeKind, Changes, Pair, Segment, Side
from drafting.comparison.inline import texts_to_runs
from drafting.comparison.order import Link, heaviest_chain
from drafting.comparison.passages import Passage, units_to_passages


def diff_trees(old: Tree, new: Tree) -> Changes:
    """What changed from ``old`` to ``new``: a row for every unit of either side.

    Rows stand in the order of the new text, what was deleted where it stood. Each unit's text is
    in the pairs of its row, so that both texts can be rebuilt.
    """
    olds, news = units_to_passages(old.units), units_to_passages(new.units)
    links = _align_families(olds, news)
    keeps_order = heaviest_chain(dict.fromkeys(links, 1.0))
    partner = {j: i for i, j in links}
    gone = _deleted_after(olds, links)
    rows = [_missing_row(olds[i], "deleted") for i in gone[-1]]
    for new_at, passage in enumerate(news):
        old_at = partner.get(new_at)
        if old_at is None:
            rows.append(_missing_row(passage, "inserted"))
            continue
        link = old_at, new_at
        rows.append(_linked_row(olds[old_at], passage, links[link], link not in keeps_order))
        rows.extend(_missing_row(olds[i], "deleted") for i in gone[old_at])
    sides = [Side(t.title, len(t.articles)) for t in (old, new)]
    return Changes(sides[0], sides[1], tuple(rows))


def _align_families(olds: Sequence[Passage], news: Sequence[Passage]) -> dict[Link, float]:
    """One-to-one links (by unit index) with their scores, family by family."""
    families: dict[str, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for side, passages in enumerate((olds, news)):
        for passage in passages:
            families[passage.family][side].append(passage)
    links: dict[Link, float] = {}
    for mine, theirs in families.values():
        aligned: Aligned = align_passages(mine, theirs)
        for (i, j), score in aligned.links.items():
            links[mine[i].index, theirs[j].index] = score
    return links


def _deleted_after(olds: Sequence[Passage], links: dict[Link, float]) -> dict[int, list[int]]:
    """Deleted units by the linked unit before them (-1: none)."""
    linked = {i for i, _ in links}
    after: dict[int, list[int]] = defaultdict(list)
    last = -1
    for passage in olds:
        if passage.index in linked:
            last = passage.index
        else:
            after[last].append(passage.index)
    return after


def _missing_row(passage: Passage, kind: ChangeKind) -> Change:
    segment = Segment("insert" if kind == "inserted" else "delete", passage.text)
    names, eids = (passage.name,), (passage.unit.eid,)
    if kind == "inserted":
        pair = Pair("", passage.unit.eid, (segment,), -1, passage.index)
        return Change(passage.unit.level, kind, (), names, (), eids, (pair,))
    pair = Pair(passage.unit.eid, "", (segment,), passage.index)
    return Change(passage.unit.level, kind, names, (), eids, (), (pair,))


def _linked_row(old: Passage, new: Passage, score: float, moved: bool) -> Change:
    segments = _segments(old, new)
    same = old.text[old.label_end :] == new.text[new.label_end :]
    return Change(
        new.unit.level,
        "unchanged" if same else "modified",
        (old.name,), (new.name,), (old.unit.eid,), (new.unit.eid,),
        (Pair(old.unit.eid, new.unit.eid, segments, old.index, new.index),),
        confidence=round(min(1.0, score + 0.3), 2),
        moved=moved,
        renumbered=old.number != new.number,
    )


def _segments(old: Passage, new: Passage) -> tuple[Segment, ...]:
    if old.text == new.text:
        return (Segment("equal", old.text),) if old.text else ()
    found: list[Segment] = []
    rest_old, rest_new = old.text, new.text
    if old.label != new.label:
        found += [Segment("delete", old.label, True)] if old.label else []
        found += [Segment("insert", new.label, True)] if new.label else []
        rest_old, rest_new = rest_old[old.label_end :], rest_new[new.label_end :]
    for run in texts_to_runs(rest_old, rest_new):
        if run.equal:
            found.append(Segment("equal", run.old_text))
            continue
        found += [Segment("delete", run.old_text)] if run.old else []
        found += [Segment("insert", run.new_text)] if run.new else []
    return tuple(found)
