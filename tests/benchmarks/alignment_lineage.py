"""Lineages on chains of amendments (the amended amended again): how many are right.

    python tests/benchmarks/alignment_lineage.py [--versions 4] [--seeds 3] [--show]

A lineage is right when the strand holds the same articles of every version as the truth: those
tied by links, splits and merges (a lifted passage ties none: both articles live on).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from alignment_hard import CORPUS, LAWS, PARTS, pool_lines, read_lines, text_to_tree
from generator import PLANS, amend

from drafting.comparison.lineage import Lineage, trace_lineage

Node = tuple[int, str]
CHAINS = (("mixed", "light", "heavy"), ("forty", "threes", "mixed"), ("containers", "mixed", "light"))


def true_strands(numbers: list[list[str]], truths: list[dict[str, Any]]) -> set[frozenset[Node]]:
    """The articles of all versions that belong together."""
    above: dict[Node, Node] = {(v, n): (v, n) for v, side in enumerate(numbers) for n in side}

    def find(node: Node) -> Node:
        while above[node] != node:
            node = above[node]
        return node

    for version, truth in enumerate(truths):
        for link in truth["links"]:
            if link["kind"] != "lifted":
                above[find((version + 1, link["new"]))] = find((version, link["old"]))
    strands: dict[Node, set[Node]] = defaultdict(set)
    for node in above:
        strands[find(node)].add(node)
    return {frozenset(nodes) for nodes in strands.values()}


def found_strands(lineage: Lineage) -> set[frozenset[Node]]:
    """The strands of articles as sets of (version, number)."""
    return {
        frozenset(
            (v, eid.removeprefix("art_")) for v, stage in enumerate(strand.stages)
            for eid in stage.eids
        )
        for strand in lineage.strands if strand.level == "article"
    }


def measure(chain: Iterable[str], seeds: range, show: bool) -> tuple[int, int]:
    """Right lineages and all of them, over the laws and seeds."""
    right = total = 0
    pool = list(pool_lines())
    for law in (*LAWS, *PARTS):
        for seed in seeds:
            text = "\n".join(read_lines(CORPUS / "pairs" / f"{law}.txt"))
            texts, truths = [], []
            for step, plan in enumerate(chain):
                done = amend(text.splitlines(), seed + 100 * step, PLANS[plan], pool)
                texts = texts or [done.old_text]
                texts.append(done.new_text)
                truths.append(done.truth)
                text = done.new_text
            trees = [text_to_tree(t) for t in texts]
            numbers = [[a.eid.removeprefix("art_") for a in tree.articles] for tree in trees]
            true = true_strands(numbers, truths)
            found = found_strands(trace_lineage(trees))
            right, total = right + len(true & found), total + len(true)
            if show:
                for strand in sorted(map(sorted, found - true)):
                    print(f"   {law} {seed}: wrong {strand}")
    return right, total


def main() -> None:
    """The command described at the top."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--versions", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=501)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for chain in CHAINS:
        steps = chain[: options.versions - 1]
        seeds = range(options.first, options.first + options.seeds)
        right, total = measure(steps, seeds, options.show)
        print(f"{' → '.join(steps)}: {right} of {total} lineages right, {right / total:.4f}",
              flush=True)


if __name__ == "__main__":
    main()
