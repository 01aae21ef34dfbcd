"""``check`` on promulgated texts: findings per 1,000 articles, every error, characters a second.

    python tests/benchmarks/checks_laws.py [--levels 法律,行政法规] [--code N001] [--sample SEED]

Speed is CPU time of ``check_tree`` (every rule) on trees parsed before, each checked once, on one
core; parsing is counted apart. ``--sample`` draws 50 warnings, from every rule in turn, to be read;
those that were read stand in tests/cases/check/judged-warnings.tsv, and their score is printed.
"""

from __future__ import annotations

import argparse
import csv
import random
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drafting.akn import Tree
from drafting.checks import CheckSettings, Finding, check_tree
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "regulations.tar.xz"
JUDGED = Path(__file__).parents[1] / "cases" / "check" / "judged-warnings.tsv"


@dataclass
class Tally:
    """What was measured."""

    found: list[tuple[str, Finding]] = field(default_factory=list)
    texts: int = 0
    articles: int = 0
    characters: int = 0
    parsing: float = 0.0
    checking: float = 0.0


def iter_texts(levels: list[str], archive: Path = CORPUS) -> Iterator[tuple[str, str]]:
    """Title and text of every regulation of ``levels``."""
    files: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:  # in the order of the archive: xz cannot go back
        for member in tar:
            file = tar.extractfile(member)
            if file is not None:
                files[member.name.removeprefix("./")] = file.read()
    index = next(name for name in files if name.endswith("index.tsv"))
    head = index.removesuffix("index.tsv")
    for row in csv.DictReader(files[index].decode().splitlines(), delimiter="\t"):
        data = files.get(head + row["path"])
        if data is not None and row["level"] in levels:
            yield row["title"], data.decode("utf-8-sig")


def text_to_tree(text: str) -> Tree:
    """Parse a text as its file would be."""
    lines = tuple(
        Line(line.strip(), number)
        for number, line in enumerate(text.splitlines(), 1) if line.strip()
    )
    return parse(Source("law.txt", lines, "txt"))


def measure(levels: list[str], settings: CheckSettings) -> Tally:
    """Parse and check every text of ``levels``."""
    tally = Tally()
    check_tree(text_to_tree("办法\n第一条 县级以上以上各级。"), settings)  # loads what is loaded once
    for title, text in iter_texts(levels):
        begin = time.process_time()
        tree = text_to_tree(text)
        parsed = time.process_time()
        findings = check_tree(tree, settings)
        tally.parsing += parsed - begin
        tally.checking += time.process_time() - parsed
        tally.texts, tally.articles = tally.texts + 1, tally.articles + len(tree.articles)
        tally.characters += len(text)
        tally.found += [(title, f) for f in findings]
    return tally


def report(tally: Tally) -> None:
    """Print counts by rule and severity, every error, and speed."""
    rules = Counter((f.code, f.rule, f.severity) for _, f in tally.found)
    thousand = tally.articles / 1000
    for (code, name, severity), count in sorted(rules.items()):
        print(f"{code} {name:24} {severity:8} {count:6}  {count / thousand:6.2f} / 1,000")
    print("every error:")
    for title, f in tally.found:
        if f.severity == "error":
            tell(title, f)
    for severity in ("error", "warning", "info"):
        count = sum(f.severity == severity for _, f in tally.found)
        print(f"{severity:8} {count / thousand:6.2f} per 1,000 articles")
    million = tally.characters / 1e6
    print(f"{tally.texts} texts, {tally.articles} articles, {million:.1f} M characters")
    print(f"{million / tally.checking:.2f} M characters a second and core through all rules, "
          f"{million / (tally.checking + tally.parsing):.2f} with parsing")


def tell(title: str, f: Finding) -> None:
    """Print one finding on one line."""
    print(f"  {title[:24]} | {f.code} {f.severity} {f.label} L{f.line} «{f.words[:30]}» {f.message}")


def draw(tally: Tally, seed: int, size: int = 50) -> None:
    """Print ``size`` warnings, one of each rule in turn."""
    rows: dict[str, list[tuple[str, Finding]]] = {}
    for title, finding in tally.found:
        if finding.severity == "warning":
            rows.setdefault(finding.code, []).append((title, finding))
    rng = random.Random(seed)
    for code in sorted(rows):
        rng.shuffle(rows[code])
    drawn: list[tuple[str, Finding]] = []
    while len(drawn) < size and any(rows.values()):
        drawn += [rows[code].pop() for code in sorted(rows) if rows[code]]
    for title, finding in sorted(drawn[:size], key=lambda d: d[1].code):
        tell(title, finding)


def report_judged() -> None:
    """Print how many of the warnings that were read are right."""
    with JUDGED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for sample in dict.fromkeys(row["sample"] for row in rows):
        own = [row["verdict"] == "right" for row in rows if row["sample"] == sample]
        print(f"sample {sample}: {sum(own)} of {len(own)} warnings read are right")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--levels", default="法律,行政法规")
    parser.add_argument("--code", default="", help="only this rule or family")
    parser.add_argument("--sample", type=int, help="draw 50 warnings with this seed")
    chosen = parser.parse_args()
    settings = CheckSettings(select=(chosen.code,) if chosen.code else ())
    tally = measure(chosen.levels.split(","), settings)
    report(tally)
    if chosen.sample is not None:
        draw(tally, chosen.sample)
    report_judged()


if __name__ == "__main__":
    main()
