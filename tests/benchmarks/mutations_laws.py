"""Faults planted in promulgated laws: how many are found, and what else is blamed with them.

    python tests/benchmarks/mutations_laws.py [--laws 100] [--each 3] [--seed 1] [--kind NAME] [--show]

A law is taken as it stands, one fault is planted in its lines, and the text is parsed and checked
again. Found: an error or warning that was not there before, on the faulty provision or on the one
after it. Company: a new error or warning anywhere else.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex as re
from checks_laws import iter_texts

from drafting.akn import Tree
from drafting.checks import check_tree
from drafting.checks.findings import Finding
from drafting.sources.lines import Line, Source
from drafting.structure.parse import parse
from drafting.text.numerals import read_numeral, write_numeral

BRACKETS = "（）《》“”"


@dataclass(frozen=True)
class Block:
    """Lines ``first`` … ``last`` (from 0) of one provision."""

    first: int
    last: int


@dataclass(frozen=True)
class Law:
    """A law as lines, and where its provisions stand."""

    title: str
    lines: tuple[str, ...]
    articles: tuple[Block, ...]
    chapters: tuple[Block, ...]
    lists: tuple[tuple[Block, ...], ...]
    known: frozenset[tuple[str, str, str]]


@dataclass(frozen=True)
class Mutant:
    """The law with a fault; ``hot`` are the lines of the faulty provision and of the next."""

    lines: list[str]
    hot: frozenset[int]
    what: str


def lines_to_tree(lines: tuple[str, ...] | list[str]) -> Tree:
    """Parse lines as a text file of them would be."""
    kept = tuple(Line(text, n) for n, text in enumerate(lines, 1) if text.strip())
    return parse(Source("law.txt", kept, "txt"))


def graves(tree: Tree) -> list[Finding]:
    """Errors and warnings."""
    return [f for f in check_tree(tree) if f.severity != "info"]


def key(finding: Finding, lines: Sequence[str]) -> tuple[str, str, str]:
    """What stays the same when lines and numbers move: rule, words, the line they stand in.

    Of a finding that holds all places of a text (全文有3个半角逗号) the rule is enough: it moves to
    the next place when the first is dropped.
    """
    if finding.message.startswith("全文有"):
        return finding.code, "", ""
    return finding.code, finding.words, lines[finding.line - 1] if finding.line else ""


def read_law(title: str, text: str) -> Law | None:
    """A law with articles and no grave finding of numbering or reference; None for others."""
    lines = tuple(line.rstrip() for line in text.splitlines())
    tree = lines_to_tree(lines)
    found = graves(tree)
    if len(tree.articles) < 15 or any(f.code[0] in "NR" for f in found):
        return None
    if tree.main.find(".//{*}attachment") is not None or re.search("修正案|决定", title):
        return None
    articles = blocks(tree, "article")
    chapters = blocks(tree, "chapter")
    lists = tuple(
        tuple(blocks_of(list(points)))
        for paragraph in tree.iter_provisions("paragraph")
        if len(points := [p for p in paragraph if p.tag.endswith("}point")]) > 2
    )
    return Law(title, lines, articles, chapters, lists, frozenset(key(f, lines) for f in found))


def blocks(tree: Tree, kind: str) -> tuple[Block, ...]:
    return tuple(blocks_of(list(tree.iter_provisions(kind))))


def blocks_of(provisions: list) -> Iterator[Block]:
    for provision in provisions:
        numbers = [int(e.get("{urn:drafting:source}line")) for e in provision.iter()
                   if e.get("{urn:drafting:source}line")]
        yield Block(min(numbers) - 1, max(numbers) - 1)


# --- the faults -------------------------------------------------------------------------------


def cut(law: Law, block: Block) -> list[str]:
    return [*law.lines[: block.first], *law.lines[block.last + 1 :]]


def hot(*ranges: tuple[int, int]) -> frozenset[int]:
    """Line numbers (from 1) of ranges of lines (from 0)."""
    return frozenset(n + 1 for a, b in ranges for n in range(a, b + 1))


def size(block: Block) -> int:
    return block.last - block.first + 1


def drop(law: Law, row: tuple[Block, ...], rng: random.Random) -> Mutant | None:
    place = rng.randrange(len(row) - 1)
    block, after = row[place], row[place + 1]
    return Mutant(cut(law, block), hot((block.first, after.last - size(block))), f"{place + 1}")


def repeat(law: Law, row: tuple[Block, ...], rng: random.Random) -> Mutant | None:
    place = rng.randrange(len(row) - 1)
    block, after = row[place], row[place + 1]
    copy = law.lines[block.first : block.last + 1]
    lines = [*law.lines[: block.last + 1], *copy, *law.lines[block.last + 1 :]]
    return Mutant(
        lines, hot((block.first, after.last + len(copy))), f"{place + 1}"
    )


def swap(law: Law, row: tuple[Block, ...], rng: random.Random) -> Mutant | None:
    place = rng.randrange(len(row) - 1)
    one, two = row[place], row[place + 1]
    between = law.lines[one.last + 1 : two.first]
    lines = [
        *law.lines[: one.first], *law.lines[two.first : two.last + 1], *between,
        *law.lines[one.first : one.last + 1], *law.lines[two.last + 1 :],
    ]
    after = row[place + 2] if place + 2 < len(row) else two
    return Mutant(lines, hot((one.first, after.last)), f"{place + 1}")


LABEL = re.compile(
    r"^(?P<head>\s*(?:第|[（(]))(?P<n>[零〇一二三四五六七八九十百千]+)(?P<tail>[条章]|[）)])"
)


def misnumber(law: Law, row: tuple[Block, ...], rng: random.Random) -> Mutant | None:
    place = rng.randrange(len(row))
    block = row[place]
    found = LABEL.match(law.lines[block.first])
    if found is None:
        return None
    number = read_numeral(found["n"])
    other = rng.choice([n for n in (number + 1, number - 1, number + 10, number * 2, 1)
                        if 0 < n != number])
    line = law.lines[block.first]
    lines = list(law.lines)
    lines[block.first] = line[: found.start("n")] + write_numeral(other) + line[found.end("n") :]
    after = row[place + 1] if place + 1 < len(row) else block
    return Mutant(lines, hot((block.first, block.last), (after.first, after.last)),
                  f"{number}→{other}")


def shift(law: Law, row: tuple[Block, ...], rng: random.Random) -> Mutant | None:
    """One item moved to another place of its list."""
    if len(row) < 3:
        return None
    source, target = rng.sample(range(len(row)), 2)
    order = list(range(len(row)))
    order.insert(target, order.pop(source))
    if order == sorted(order):
        return None
    texts = [law.lines[b.first : b.last + 1] for b in row]
    lines = list(law.lines[: row[0].first])
    for n in order:
        lines += texts[n]
    lines += law.lines[row[-1].last + 1 :]
    return Mutant(lines, hot((row[0].first, row[-1].last + 1)), f"{source}→{target}")


def break_bracket(law: Law, rng: random.Random) -> Mutant | None:
    places = [(block, n, c) for block in law.articles for n in range(block.first, block.last + 1)
              for c, char in enumerate(law.lines[n]) if char in BRACKETS]
    if not places:
        return None
    block, n, c = rng.choice(places)
    lines = list(law.lines)
    lines[n] = lines[n][:c] + lines[n][c + 1 :]
    return Mutant(lines, hot((block.first, block.last + 1)), law.lines[n][max(0, c - 6) : c + 6])


REFERENCE = re.compile(r"本(?:法|条例|办法|规定)第(?P<n>[零一二三四五六七八九十百]+)条")


def dangle(law: Law, rng: random.Random) -> Mutant | None:
    found = [(n, m) for n, line in enumerate(law.lines) for m in REFERENCE.finditer(line)]
    if not found:
        return None
    n, match = rng.choice(found)
    other = len(law.articles) + rng.randrange(1, 200)
    lines = list(law.lines)
    lines[n] = lines[n][: match.start("n")] + write_numeral(other) + lines[n][match.end("n") :]
    block = next((b for b in law.articles if b.first <= n <= b.last), None)
    return Mutant(lines, hot((block.first, block.last + 1) if block else (n, n)), match[0])


def double_word(law: Law, rng: random.Random) -> Mutant | None:
    import rjieba

    block = rng.choice(law.articles)
    n = rng.randrange(block.first, block.last + 1)
    line = law.lines[n]
    at, places = 0, []
    for word in rjieba.cut(line):
        if len(word) > 1 and all("\u4e00" <= c <= "\u9fff" for c in word) and at > 6:
            places.append((at, word))
        at += len(word)
    if not places:
        return None
    at, word = rng.choice(places)
    lines = list(law.lines)
    lines[n] = line[:at] + word + line[at:]
    return Mutant(lines, hot((block.first, block.last + 1)), word)


def of_rows(change: Callable, rows: Callable[[Law], list[tuple[Block, ...]]]) -> Callable:
    def make(law: Law, rng: random.Random) -> Mutant | None:
        found = [row for row in rows(law) if len(row) > 2]
        return change(law, rng.choice(found), rng) if found else None

    return make


def article_rows(law: Law) -> list[tuple[Block, ...]]:
    return [law.articles]


def chapter_rows(law: Law) -> list[tuple[Block, ...]]:
    return [law.chapters]


def heading_rows(law: Law) -> list[tuple[Block, ...]]:
    return [tuple(Block(b.first, b.first) for b in law.chapters)]


def item_rows(law: Law) -> list[tuple[Block, ...]]:
    return list(law.lists)


KINDS: dict[str, Callable[[Law, random.Random], Mutant | None]] = {
    "drop article": of_rows(drop, article_rows),
    "repeat article": of_rows(repeat, article_rows),
    "swap articles": of_rows(swap, article_rows),
    "misnumber article": of_rows(misnumber, article_rows),
    "drop chapter": of_rows(drop, chapter_rows),
    "drop chapter heading": of_rows(drop, heading_rows),
    "repeat chapter": of_rows(repeat, chapter_rows),
    "swap chapters": of_rows(swap, chapter_rows),
    "misnumber chapter": of_rows(misnumber, chapter_rows),
    "drop item": of_rows(drop, item_rows),
    "repeat item": of_rows(repeat, item_rows),
    "swap items": of_rows(swap, item_rows),
    "misnumber item": of_rows(misnumber, item_rows),
    "shift item": of_rows(shift, item_rows),
    "break bracket": break_bracket,
    "dangle reference": dangle,
    "double word": double_word,
}


# --- measuring --------------------------------------------------------------------------------


def read_laws(count: int, rng: random.Random, levels: tuple[str, ...]) -> list[Law]:
    """``count`` clean laws of ``levels``."""
    texts = list(iter_texts(list(levels)))
    rng.shuffle(texts)
    laws: list[Law] = []
    for title, text in texts:
        law = read_law(title, text)
        if law is not None:
            laws.append(law)
        if len(laws) == count:
            break
    return laws


def judge(law: Law, mutant: Mutant) -> tuple[bool, list[Finding]]:
    """Whether the fault was found, and the new findings elsewhere."""
    fresh = [f for f in graves(lines_to_tree(mutant.lines)) if key(f, mutant.lines) not in law.known]
    found = [f for f in fresh if f.line in mutant.hot]
    others = [f for f in fresh if f.line not in mutant.hot and not is_consequence(f)]
    return bool(found), others


def is_consequence(finding: Finding) -> bool:
    """A reference to what was dropped or misnumbered leads nowhere now; so does an abbreviation
    whose only use is gone, a 目录 without the 章 and 节 that were moved: true, and of one fault.
    """
    return finding.code in ("R001", "R002", "T001", "S001", "S002")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--laws", type=int, default=100)
    parser.add_argument("--each", type=int, default=3, help="faults of a kind in each law")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="")
    parser.add_argument("--levels", default="法律,行政法规")
    parser.add_argument("--show", action="store_true", help="print what was missed or in company")
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    laws = read_laws(chosen.laws, rng, tuple(chosen.levels.split(",")))
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    company: Counter[str] = Counter()
    for law in laws:
        for kind, make in KINDS.items():
            if chosen.kind and chosen.kind not in kind:
                continue
            for _ in range(chosen.each):
                mutant = make(law, rng)
                if mutant is None:
                    continue
                planted[kind] += 1
                found, others = judge(law, mutant)
                missed[kind] += not found
                company[kind] += bool(others)
                if chosen.show and (others or not found):
                    told = [(f.code, f.line, f.label, f.words[:16]) for f in others[:3]]
                    print(f"{law.title} | {kind} {mutant.what} | found {found} | {told}")
    total = sum(planted.values())
    for kind in planted:
        n = planted[kind]
        print(f"{kind:22} {n:5}  found {1 - missed[kind] / n:7.2%}  company {company[kind] / n:6.2%}")
    print(f"{'all':22} {total:5}  found {1 - sum(missed.values()) / total:7.2%}"
          f"  company {sum(company.values()) / total:6.2%}  ({len(laws)} laws)")


if __name__ == "__main__":
    sys.exit(main())
