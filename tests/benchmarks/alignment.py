"""Figures of the version diff, ours and of other tools, in one run.

    python tests/benchmarks/alignment.py links        gold and generated, F of each method
    python tests/benchmarks/alignment.py kinds        precision and recall for each kind, marks
    python tests/benchmarks/alignment.py speed        one large pair, and growth
    python tests/benchmarks/alignment.py calibration  what 0.9 is worth

Reads the corpora of ../shared beside the repository; nothing is written.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import alignment_peers as peers
from alignment_scores import (
    Score,
    Truth,
    article_rows,
    compare_sets,
    read_generated,
    read_gold,
    row_links,
    score_kinds,
    score_links,
    score_marks,
)
from generator import PLANS, amend

from drafting.akn.tree import Tree
from drafting.api import load
from drafting.comparison.diff import diff_trees
from drafting.comparison.passages import Passage, units_to_passages
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LAWS = ("公司法.old", "民事诉讼法.old", "治安管理处罚法.old", "食品安全法_2009_2015.old",
        "行政复议法.new", "海洋环境保护法.old")
_LABEL = re.compile(r"\s*第[^\s条]{1,12}条(?:之[一二三四五六七八九十]+)?\s*")
POOL = "海商法_1992_含目"


def text_to_tree(text: str) -> Tree:
    lines = tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))
    return parse(Source("text.txt", lines, "txt"))


def read_lines(path: str) -> list[str]:
    return (CORPUS / f"{path}.txt").read_text("utf-8").splitlines()


def gold_pairs() -> Iterator[tuple[str, Tree, Tree, Truth]]:
    for path in sorted((CORPUS / "gold").glob("*.tsv")):
        name = path.name.removesuffix(".gold.tsv")
        trees = [load(CORPUS / "pairs" / f"{name}.{side}.txt") for side in ("old", "new")]
        yield name, trees[0], trees[1], read_gold(path)


def generated_pairs(plan: str, seeds: int) -> Iterator[tuple[str, Tree, Tree, Truth]]:
    pool = read_lines(f"laws/{POOL}")
    for law in LAWS:
        for seed in range(1, seeds + 1):
            done = amend(read_lines(f"pairs/{law}"), seed, PLANS[plan], pool)
            trees = text_to_tree(done.old_text), text_to_tree(done.new_text)
            yield f"{law} {plan} {seed}", *trees, read_generated(done.truth)


def sibling_pairs(seeds: int) -> Iterator[tuple[str, Tree, Tree, Truth]]:
    """Many moves and heavy edits, and articles put in that are near copies of those there are.

    They come from another version of the same law, so that what was deleted here and put in there
    is alike without being the same.
    """
    plan = replace(PLANS["heavy"], heavy=22, moves_within=5, moves_across=6, insertions=18)
    for law in LAWS:
        name, _, side = law.rpartition(".")
        other = read_lines(f"pairs/{name}.{'new' if side == 'old' else 'old'}")
        pool = list(_new_articles(other, read_lines(f"pairs/{law}")))
        for seed in range(901, 901 + seeds):
            done = amend(read_lines(f"pairs/{law}"), seed, plan, pool)
            trees = text_to_tree(done.old_text), text_to_tree(done.new_text)
            yield f"{law} siblings {seed}", *trees, read_generated(done.truth)


def _new_articles(other: list[str], law: list[str]) -> Iterator[str]:
    """The lines of ``other`` without the articles that stand in ``law`` too, number aside."""
    known = {_LABEL.sub("", line) for line in law}
    fresh = True
    for line in other:
        if _LABEL.match(line):
            fresh = _LABEL.sub("", line) not in known
        if fresh:
            yield line


def articles(tree: Tree) -> list[Passage]:
    return [p for p in units_to_passages(tree.units) if p.unit.level == "article"]


METHODS: dict[str, Callable[[list[Passage], list[Passage]], peers.Links]] = {
    "law_diff's": peers.link_by_composite, "MagnaDelta's": peers.link_by_ratio,
    "xmldiff fast_match": peers.link_by_xmldiff, "same number": peers.link_by_position,
}


def score_peer(links: peers.Links, truth: Truth) -> Score:
    """As ``score_links`` judges ours: links whose number or text changed."""
    hard = {k for k, kind in truth.kinds.items() if k[0] != k[1] or kind != "unchanged"}
    claimed = {k for k in links if k[0] != k[1] or k in hard or k not in truth.kinds}
    return compare_sets(claimed, hard | {k for k in claimed if k in truth.kinds})


def print_links() -> None:
    """F of links whose number or text changed, a row for each text, macro average last."""
    names = ["ours", *METHODS]
    print(f"{'':28}" + "".join(f"{name:>20}" for name in names))
    totals: dict[str, list[float]] = defaultdict(list)
    pairs = [*gold_pairs(), *generated_pairs("heavy", 1)]
    for name, old, new, truth in pairs:
        row = {"ours": score_links(diff_trees(old, new), truth).f}
        for method, link in METHODS.items():
            row[method] = score_peer(link(articles(old), articles(new)), truth).f
        for method, value in row.items():
            totals[f"{method} {'generated' if ' ' in name else 'gold'}"].append(value)
        print(f"{name:28}" + "".join(f"{row[n]:20.4f}" for n in names), flush=True)
    for part in ("gold", "generated"):
        means = [sum(totals[f"{n} {part}"]) / len(totals[f"{n} {part}"]) for n in names]
        print(f"{'mean, ' + part:28}" + "".join(f"{mean:20.4f}" for mean in means))


def print_kinds(seeds: int = 3) -> None:
    """Precision and recall for each kind and the marked characters, by plan."""
    for plan in ("light", "mixed", "heavy", "zhiyi"):
        totals: dict[str, Score] = defaultdict(lambda: Score(0, 0, 0))
        marked = true = 0
        for _, old, new, truth in generated_pairs(plan, seeds):
            changes = diff_trees(old, new)
            for kind, score in score_kinds(changes, truth).items():
                totals[kind] += score
            marks = score_marks(changes, truth)
            marked, true = marked + marks[0], true + marks[1]
        print(f"{plan}: marked characters {marked / true:.3f} of the true edits")
        for kind, score in sorted(totals.items()):
            if score.true:
                print(f"  {kind:14}{score.true:6} P {score.precision:.3f} R {score.recall:.3f}")


def large_pair(first: int = 1200, plan: str = "l1200") -> tuple[Tree, Tree, Any]:
    pool = read_lines(f"laws/{POOL}")
    chosen = replace(PLANS[plan], first=first)
    done = amend(read_lines("laws/民法典_2020"), 1, chosen, pool)
    trees = text_to_tree(done.old_text), text_to_tree(done.new_text)
    for tree in trees:
        _ = tree.units
    return *trees, done


def time_it(work: Callable[[], object], repeat: int = 3) -> float:
    """Seconds of processor time, children's too: the best of ``repeat`` runs."""
    best = float("inf")
    for _ in range(repeat):
        start = _spent()
        work()
        best = min(best, _spent() - start)
    return best


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def print_speed() -> None:
    """Seconds on the large pair, align and inline, ours and others'; growth; the whole command.

    Ours is measured again before and behind each of the others, since the machine is not always
    equally fast.
    """
    old, new, done = large_pair()
    diff_trees(old, new)
    print(f"{'':34}{'ours':>10}{'theirs':>10}{'times':>8}")
    for name, work, repeat in _speed_peers(old, new, done):
        ours = seconds = float("inf")
        for _ in range(repeat):
            ours = min(ours, time_it(lambda: diff_trees(old, new), 3))
            seconds = min(seconds, time_it(work, 1))
            ours = min(ours, time_it(lambda: diff_trees(old, new), 3))
        print(f"{name:34}{ours:10.3f}{seconds:10.3f}{seconds / ours:8.1f}", flush=True)
    read = time_it(lambda: [text_to_tree(t).units for t in (done.old_text, done.new_text)])
    print(f"parsing both texts, in none of these: {read:.3f} s")
    for size in (150, 300, 600, 1200):
        one, other, _ = large_pair(size)
        print(f"  {size} articles, the same 137 changes: "
              f"{time_it(lambda a=one, b=other: diff_trees(a, b)):.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("old.txt", "new.txt")]
        for path, text in zip(paths, (done.old_text, done.new_text), strict=True):
            path.write_text(text, "utf-8")
        command = [sys.executable, "-c", "from drafting.cli import main; main()"]
        whole = [*command, "diff", *map(str, paths), "--format", "json"]
        cold = time_it(lambda: subprocess.run(whole, capture_output=True, check=True))
        helped = [*command, "--help"]
        asked = time_it(lambda: subprocess.run(helped, capture_output=True, check=True))
    print(f"whole command, cold {cold:.2f} s; --help {asked:.2f} s")


def _speed_peers(
    old: Tree, new: Tree, done: Any
) -> Iterator[tuple[str, Callable[[], object], int]]:
    from diff_match_patch import diff_match_patch
    from redlines import Redlines
    from xmldiff import main as xmldiff

    def redlines() -> object:
        return Redlines(done.old_text, done.new_text).output_markdown

    def whole() -> object:
        return diff_match_patch().diff_main(done.old_text, done.new_text)

    def by_xml(**options: Any) -> object:
        left, right = (peers.passages_to_xml(articles(tree)) for tree in (old, new))
        return xmldiff.diff_trees(left, right, diff_options=options)

    yield "redlines (no alignment)", redlines, 5
    yield "diff-match-patch, whole text, 1 s", whole, 1
    yield "xmldiff, faster, fast_match", lambda: by_xml(ratio_mode="faster", fast_match=True), 2
    yield "xmldiff, faster", lambda: by_xml(ratio_mode="faster"), 1


def print_calibration() -> None:
    """Links by stated confidence, real and generated together: how many were right."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for pairs in (
        gold_pairs(), generated_pairs("mixed", 2), generated_pairs("heavy", 3), sibling_pairs(2)
    ):
        for _, old, new, truth in pairs:
            for row in article_rows(diff_trees(old, new)):
                for link in row_links(row):
                    floor = max(b for b in _BINS if b <= row.confidence)
                    bins[floor].append(link in truth.kinds)
    print("stated from   links   right")
    for floor in sorted(bins, reverse=True):
        right = bins[floor]
        share = sum(right) / len(right)
        print(f"{floor:11.2f}{len(right):8}{share:8.3f} {'█' * round(40 * share)}")


_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


if __name__ == "__main__":
    ACTIONS = {
        "links": print_links, "kinds": print_kinds, "speed": print_speed,
        "calibration": print_calibration,
    }
    for word in sys.argv[1:] or ACTIONS:
        ACTIONS[word]()
