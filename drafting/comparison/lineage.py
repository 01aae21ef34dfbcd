"""Three and more versions of one text: where each provision comes from and what became of it.

旧法 → 草案 → 二审稿 → 定稿: every version is compared with the one before it, and the links of all
steps make one graph; what hangs together in it is one provision through time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafting.akn.tree import Tree
from drafting.comparison.changes import Change, ChangeKind, Changes, Side
from drafting.comparison.diff import IGNORED, diff_trees
from drafting.records import record

Node = tuple[int, int]
"""A unit: number of the version, place in ``Tree.units``."""


@record
class Stage:
    """A provision in one version: the units it is there (none: absent), and how it got there.

    ``kind`` is that of the row that leads here ("" in the first version and where it is absent);
    of several rows the one that changed most. ``kinds`` and ``moved`` tell the same of each unit.
    """

    labels: tuple[str, ...]
    eids: tuple[str, ...]
    kind: ChangeKind | str = ""
    kinds: tuple[ChangeKind | str, ...] = ()
    moved: tuple[bool, ...] = ()


@record
class Strand:
    """One provision through all versions, a stage for each."""

    level: str
    stages: tuple[Stage, ...]


@record
class Lineage:
    """All versions, the comparison of each with the next, and the strands in textual order."""

    versions: tuple[Side, ...]
    steps: tuple[Changes, ...]
    strands: tuple[Strand, ...]


_WEIGHT = ("unchanged", "consequential", "modified", "merged", "split", "deleted", "inserted")


def trace_lineage(trees: Sequence[Tree], ignore: tuple[str, ...] = IGNORED) -> Lineage:
    """Compare each tree with the next and follow every provision through all of them."""
    steps = tuple(diff_trees(a, b, ignore) for a, b in pairwise(trees))
    versions = (steps[0].old, *(step.new for step in steps)) if steps else ()
    bundles: dict[Node, list[Node]] = defaultdict(list)
    for node, root in _gather(trees, steps).items():
        bundles[root].append(node)
    kinds = _kinds(steps)
    strands = [_make_strand(sorted(nodes), trees, kinds) for nodes in bundles.values()]
    strands.sort(key=lambda pair: pair[0])
    return Lineage(versions, steps, tuple(strand for _, strand in strands))


def _gather(trees: Sequence[Tree], steps: Sequence[Changes]) -> dict[Node, Node]:
    """Each unit's representative: union of all linked units, find by halving paths."""
    above = {(v, i): (v, i) for v, tree in enumerate(trees) for i in range(len(tree.units))}

    def find(node: Node) -> Node:
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    for version, step in enumerate(steps):
        for i, j in _own_links(step):
            one, other = find((version, i)), find((version + 1, j))
            above[max(one, other)] = min(one, other)
    return {node: find(node) for node in above}


def _own_links(step: Changes) -> Iterator[tuple[int, int]]:
    """Links between units, those of a lifted passage left out: both ends have rows of their own."""
    linked = [
        (pair.old_index, pair.new_index, row) for row in step.rows for pair in row.pairs
        if pair.old_index >= 0 and pair.new_index >= 0
    ]
    plain = {(i, j) for i, j, row in linked if len(row.old) == len(row.new) == 1}
    settled = {i for i, _ in plain}, {j for _, j in plain}
    for i, j, row in linked:
        lifted = (len(row.new) > 1 and j in settled[1]) or (len(row.old) > 1 and i in settled[0])
        if (i, j) in plain or not lifted:
            yield i, j


def _kinds(steps: Sequence[Changes]) -> dict[Node, Change]:
    found: dict[Node, Change] = {}
    for version, step in enumerate(steps, 1):
        for row in step.rows:
            for pair in row.pairs:
                node = version, pair.new_index
                if node not in found or _rank(row) > _rank(found[node]):
                    found[node] = row
    return found


def _rank(row: Change) -> int:
    return _WEIGHT.index(row.kind)


def _kind(row: Change) -> ChangeKind:
    """That of the row; an article that only lent a passage, or took one in, was modified."""
    whole = len(row.own_old) < 2 and len(row.own_new) < 2
    return "modified" if whole and row.kind in ("split", "merged") else row.kind


def _make_strand(
    nodes: Sequence[Node], trees: Sequence[Tree], rows: dict[Node, Change]
) -> tuple[tuple[float, ...], Strand]:
    """The strand of linked units and where it stands: by its place in the last version it has."""
    stages = []
    for version, tree in enumerate(trees):
        here = [node for node in nodes if node[0] == version]
        units = [tree.units[i] for _, i in here]
        labels, eids = tuple(u.label for u in units), tuple(u.eid for u in units)
        led = [rows[node] for node in here] if version else []
        stages.append(Stage(
            labels, eids, _kind(max(led, key=_rank)) if led else "",
            tuple(map(_kind, led)), tuple(row.moved for row in led),
        ))
    last = max(v for v, _ in nodes)
    place = min(i for v, i in nodes if v == last) / max(1, len(trees[last].units))
    level = trees[nodes[0][0]].units[nodes[0][1]].level
    return (place, -last, *nodes[0]), Strand(level, tuple(stages))
