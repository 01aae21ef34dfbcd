"""``check`` on promulgated laws: findings per 1,000 articles, and characters a second.

    python tests/benchmarks/checks_laws.py [--levels 法律,行政法规] [--code N001] [--sample 50]

Speed is CPU time of ``check_tree`` on parsed trees, one core, every rule. The texts have losses of
their own (a heading or an article missing at the source): N001, N005 and N006 are counted apart.
"""

from __future__ import annotations

import argparse
import csv
import random
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from drafting.akn import Tree
from drafting.checks import CheckSettings, Finding, check_tree
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "regulations.tar.xz"
LOSSES = ("N001", "N005", "N006")


def iter_texts(levels: list[str], archive: Path = CORPUS) -> Iterator[tuple[str, str]]:
    """Title and text of every regulation of ``levels``."""
    with tarfile.open(archive) as tar:
        members = {m.name.removeprefix("./"): m for m in tar.getmembers() if m.isfile()}
        index = next(name for name in members if name.endswith("index.tsv"))
        head = index.removesuffix("index.tsv")
        table = tar.extractfile(members[index])
        assert table is not None
        for row in csv.DictReader(table.read().decode().splitlines(), delimiter="\t"):
            member = members.get(head + row["path"])
            file = tar.extractfile(member) if member is not None else None
            if file is not None and row["level"] in levels:
                yield row["title"], file.read().decode("utf-8-sig")


def text_to_tree(text: str) -> Tree:
    lines = tuple(
        Line(line.strip(), number)
        for number, line in enumerate(text.splitlines(), 1) if line.strip()
    )
    return parse(Source("law.txt", lines, "txt"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--levels", default="法律,行政法规")
    parser.add_argument("--code", default="", help="only this rule or family")
    parser.add_argument("--sample", type=int, default=0, help="print so many findings")
    parser.add_argument("--severity", default="error,warning", help="of those printed")
    chosen = parser.parse_args()
    settings = CheckSettings(select=(chosen.code,) if chosen.code else ())
    found: list[tuple[str, Finding]] = []
    articles = characters = texts = 0
    seconds = 0.0
    for title, text in iter_texts(chosen.levels.split(",")):
        tree = text_to_tree(text)
        texts, articles = texts + 1, articles + len(tree.articles)
        characters += len(text)
        begin = time.process_time()
        findings = check_tree(tree, settings)
        seconds += time.process_time() - begin
        found += [(title, f) for f in findings]
    _report(found, articles)
    print(f"{texts} texts, {articles} articles, {characters / 1e6:.1f} M characters")
    print(f"{characters / seconds / 1e6:.2f} M characters a second and core")
    wanted = [(t, f) for t, f in found if f.severity in chosen.severity.split(",")]
    for title, f in random.Random(1).sample(wanted, min(chosen.sample, len(wanted))):
        print(f"{title[:20]} | {f.code} {f.severity} {f.label} L{f.line} «{f.words[:30]}» {f.message}")


def _report(found: list[tuple[str, Finding]], articles: int) -> None:
    rules = Counter((f.code, f.rule, f.severity) for _, f in found)
    for (code, name, severity), count in sorted(rules.items()):
        print(f"{code} {name:24} {severity:8} {count:6}  {1000 * count / articles:6.2f} / 1,000")
    for severity in ("error", "warning", "info"):
        whole = sum(f.severity == severity for _, f in found)
        own = sum(f.severity == severity and f.code not in LOSSES for _, f in found)
        print(f"{severity:8} {1000 * whole / articles:6.2f} per 1,000 articles, "
              f"{1000 * own / articles:6.2f} without losses at the source")


if __name__ == "__main__":
    main()
