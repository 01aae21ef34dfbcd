"""Hard cases of alignment, on laws and seeds that no threshold was chosen on.

    python tests/benchmarks/alignment_hard.py [PLAN...] [--seeds N] [--show]

For each plan: precision and recall of every kind, the macro average of F over the links whose
number or text changed, findings on references that ought to have followed. ``--show`` prints
every link that is wrong. Reads the corpora of ../shared beside the repository.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alignment_scores import (
    Score,
    Truth,
    article_rows,
    read_breaks,
    read_generated,
    read_warnings,
    row_links,
    score_containers,
    score_kinds,
    score_levels,
    score_links,
    score_warnings,
)
from generator import PLANS, Amended, amend, amend_levels
from generator_texts import HEADING, Provision, key_to_label, read_law

from drafting.akn.names import CONTAINERS
from drafting.akn.tree import Tree
from drafting.comparison.changes import Changes
from drafting.comparison.diff import diff_trees
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse
from drafting.text.numerals import write_numeral

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
LAWS = ("反洗钱法.old", "慈善法.new", "仲裁法.new", "动物防疫法_草案1_草案2.old", "监察法.new",
        "专利法实施细则.old", "上海市优化营商环境条例.new", "代表法.new")
"""None of those that ``alignment.py`` uses."""
PARTS = ("刑法_2015_2020.old", "民事诉讼法.new", "公司法.new")
"""With 编 and 章, or with 节."""
POOL = ("laws/海商法_1992_含目", "laws/上海市数据条例_2021", "laws/公安机关办理行政案件程序规定_2019_规章")
LEVELS = ("shanghai-robot-plan-2023", "hangzhou-robot-opinions-2024")
CHAPTERS_AS_LEVELS = ("慈善法.new", "反洗钱法.old", "监察法.new", "仲裁法.new", "代表法.new")
"""Laws written as 一、（一）1.: longer than any plan at hand."""


def text_to_tree(text: str) -> Tree:
    lines = tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))
    return parse(Source("text.txt", lines, "txt"))


def read_lines(path: Path) -> list[str]:
    """The lines of a text without its annexes: they would move with the last article."""
    return [
        line for line in path.read_text("utf-8").splitlines() if not line.strip().startswith("附")
    ]


def generate(plan: str, seeds: range) -> Iterator[tuple[str, Amended]]:
    """The pairs of a plan: laws, or documents by levels, by seeds."""
    if plan.startswith("levels"):
        yield from _generate_levels(plan, seeds)
        return
    pool = list(pool_lines())
    laws = {"parts": PARTS, "stale": (*PARTS, *LAWS)}.get(plan, LAWS)
    for law in laws:
        lines = read_lines(CORPUS / "pairs" / f"{law}.txt")
        for seed in seeds:
            yield f"{law} {seed}", amend(lines, seed, PLANS[plan], pool)


def pool_lines() -> Iterator[str]:
    """Whole articles of other laws, but none that ends a law (…起施行): a text may follow it."""
    for name in POOL:
        for item in read_law(read_lines(CORPUS / f"{name}.txt")):
            if isinstance(item, Provision) and all(
                line[-1] in "。；：" and "施行" not in line for line in item.lines
            ):
                yield key_to_label(item.number) + item.gap + item.lines[0]
                yield from item.lines[1:]


def _generate_levels(plan: str, seeds: range) -> Iterator[tuple[str, Amended]]:
    texts = {name: read_lines(ROOT / "seeds" / f"{name}.txt") for name in LEVELS}
    for law in CHAPTERS_AS_LEVELS:
        texts[law] = law_to_levels(read_lines(CORPUS / "pairs" / f"{law}.txt"))
    pool = law_to_levels(read_lines(CORPUS / "laws" / "上海市数据条例_2021.txt"))
    for name, lines in texts.items():
        for seed in seeds:
            yield f"{name} {seed}", amend_levels(lines, seed, PLANS[plan], pool)


def law_to_levels(lines: list[str]) -> list[str]:
    """A law as a document by levels: 章 → 一、, 条 → （一）, several 款 → 1. 2."""
    out: list[str] = []
    chapter = article = 0
    for item in read_law(lines):
        if isinstance(item, Provision) and chapter:
            article += 1
            first, *more = [line for line in item.lines if not line.startswith("（")]
            if len(more) > 1:
                out.append(f"（{write_numeral(article)}）{first}")
                out += [f"{n}.{line}" for n, line in enumerate(more, 1)]
            else:
                out += [f"（{write_numeral(article)}）{first}", *more]
        elif not isinstance(item, Provision):
            found = HEADING.match(item.text)
            if found and found[2] == "章":
                chapter, article = chapter + 1, 0
                out.append(f"{write_numeral(chapter)}、{item.text[found.end():].strip()}")
            elif not chapter and not out:
                out.append(item.text)
    return out


def measure(plan: str, seeds: range, show: bool) -> None:
    """Print the figures of one plan."""
    totals: dict[str, Score] = defaultdict(lambda: Score(0, 0, 0))
    links: list[float] = []
    findings = Score(0, 0, 0)
    for name, done in generate(plan, seeds):
        truth = read_generated(done.truth)
        changes = diff_trees(text_to_tree(done.old_text), text_to_tree(done.new_text))
        if plan.startswith("levels"):
            scores = score_levels(changes, truth)
        else:
            scores = score_kinds(changes, truth)
            links.append(score_links(changes, truth).f)
            if truth.containers:
                inside = score_containers(changes, truth)
                scores |= {f"容器 {kind}": score for kind, score in inside.items()}
            findings += score_warnings(changes, done.truth)
        for kind, score in scores.items():
            totals[kind] += score
        if show:
            show_errors(name, changes, truth, done.truth)
    mean = f"links F {sum(links) / len(links):.4f} " if links else ""
    print(f"{plan}: {mean}")
    for kind, score in sorted(totals.items()):
        if score.true or score.claimed:
            low = "" if min(score.precision, score.recall) >= 0.95 else "  <<"
            print(f"  {kind:16}{score.true:6} P {score.precision:.3f} R {score.recall:.3f}{low}")
    if findings.true:
        print(f"  {'findings':16}{findings.true:6} P {findings.precision:.3f} "
              f"R {findings.recall:.3f}")


def show_errors(name: str, changes: Changes, truth: Truth, data: dict[str, Any]) -> None:
    """Every link and finding that differs from the truth, a line each."""
    kinds = dict(truth.kinds)
    rows = article_rows(changes)
    if not rows:
        rows = [r for r in changes.rows if r.level == "level"]
        kinds |= truth.containers
    moved = truth.moved | truth.moved_containers
    found = {link: row for row in rows for link in row_links(row)}
    for link in sorted({*found, *kinds}):
        row = found.get(link)
        is_, was = (row.kind if row else "-"), kinds.get(link, "-")
        if is_ != was and not (was == "lifted" and row):
            print(f"   {name}: {link} true {was}, claimed {is_} {row.confidence if row else ''}")
        elif row and row.moved != (link in moved):
            print(f"   {name}: {link} {was} moved claimed {row.moved}")
    for row in changes.rows:
        if row.level in CONTAINERS:
            for link in ((o, n) for o in row.old_eids for n in row.new_eids):
                if truth.containers.get(link) != row.kind or (
                    row.moved != (link in truth.moved_containers)
                ):
                    print(f"   {name}: {link} {row.kind} moved {row.moved}; true "
                          f"{truth.containers.get(link)} {link in truth.moved_containers}")
            if not (row.old_eids and row.new_eids):
                print(f"   {name}: {row.old_eids} {row.new_eids} {row.kind}")
    if "stale" in data:
        said, true = read_warnings(changes), read_breaks(data)
        for key in sorted(said ^ true):
            print(f"   {name}: finding {key} {'missed' if key in true else 'false'}")


def main() -> None:
    """The command described at the top."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("plans", nargs="*")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=501)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    every = ("forty", "threes", "containers", "parts", "stale", "levels", "levels-containers")
    for plan in options.plans or every:
        measure(plan, range(options.first, options.first + options.seeds), options.show)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
