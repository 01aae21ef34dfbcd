"""``parse``: a source's lines to an Akoma Ntoso tree. Never raises on content; a doubt is kept.

    lines → rows (labels read) → regions (cover, title, 目录, body, tail …) → nodes → XML
"""

from __future__ import annotations

import re

from drafting.akn.tree import Doubt, Tree
from drafting.sources.lines import Source
from drafting.structure.annexes import build_annexes
from drafting.structure.bodies import build_body
from drafting.structure.collector import hold_collector
from drafting.structure.copies import compare_copies
from drafting.structure.emission import nodes_to_root
from drafting.structure.facts import Facts, find_facts
from drafting.structure.fronts import build_conclusions, build_front
from drafting.structure.identity import number_nodes
from drafting.structure.inline import add_marks
from drafting.structure.linking import link_contents
from drafting.structure.metadata import add_metadata
from drafting.structure.nodes import Node
from drafting.structure.regions import Regions, find_regions
from drafting.structure.rows import Row, lines_to_rows
from drafting.structure.settle import settle_labels
from drafting.structure.wraps import join_wrapped, part_run_on

_NOTE = re.compile(r"[说說]明(?:[（(].*)?$")


def parse(source: Source) -> Tree:
    """Return the tree of ``source``: schema-valid, every character of the text in it, in order."""
    with hold_collector():
        return _parse(source)


def _parse(source: Source) -> Tree:
    rows = part_run_on(lines_to_rows(source.lines))
    settle_labels(rows)
    rows = join_wrapped(rows)
    notes = [row for row in rows if row.line.note]
    if notes:
        rows = [row for row in rows if not row.line.note]
    regions = find_regions(rows)
    facts = find_facts(regions, rows)
    main = _build_main(regions, facts)
    number_nodes(main)
    link_contents(main)
    holder = Node("holder")
    references = add_metadata(holder, facts, source)
    main.children.insert(0, holder.children[0])
    add_marks(main, references, facts.title, rows, notes)
    return Tree(nodes_to_root(main), source.path)


def _build_main(regions: Regions, facts: Facts) -> Node:
    main = Node(facts.kind)
    main.name = facts.name
    build_front(main, regions)
    note = bool(_NOTE.search(regions.title_text))
    facts.doubts += build_body(main, regions, note)
    facts.doubts += _compare(regions)
    build_conclusions(main, regions)
    build_annexes(main, regions.annexes, facts)
    if regions.mode == "levels" and not any(row.label for row in regions.body):
        body = next(c for c in main.children if c.kind in ("body", "mainBody"))
        if not any(child.kind == "level" for child in body.children):
            lines = regions.body or regions.title_rows
            first = lines[0].number if lines else 1
            facts.doubts.append(
                Doubt("no-structure", first, "未识别出条、章或层次序号，全文作为段落保存")
            )
    return main


def _compare(regions: Regions) -> list[Doubt]:
    """What differs between the text and each further copy of it."""
    head: list[Row] = [*regions.title_rows, *(r for b in regions.preface for r in b.rows)]
    head += regions.contents
    first = [*head, *regions.preamble, *regions.body]
    known = {row.number for row in head}
    doubts: list[Doubt] = []
    for copy in regions.duplicates:
        # A second copy without 目录 or 题注 is no difference in the text.
        doubts += [d for d in compare_copies(first, copy) if d.line not in known]
    return doubts
