"""Faults beyond those of ``mutations_laws``, and the same faults in other kinds of text.

    python tests/benchmarks/mutations_more.py [--texts laws|documents|traditional|docx] [--laws 30]

laws: label lost, wrong numeral, date that is none, half-width sign, 目录 that differs, 第X条之二
without 之一, two faults at once. documents: levels (一、（一）1.) of opinions, plans and decisions
dropped, repeated, swapped, misnumbered. traditional and docx: all faults of ``mutations_laws`` in
texts turned to Traditional script, in .docx files.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import mutations_laws as base
import regex as re
from mutations_laws import Block, Law, Mutant, hot

from drafting.akn import Tree
from drafting.text.numerals import read_numeral, write_numeral

SEEDS = Path(__file__).parents[2] / "seeds"
Make = Callable[[Law, random.Random], Mutant | None]


@dataclass(frozen=True)
class Pair(Mutant):
    """Two faults: ``first`` are the lines of one, what else is ``hot`` those of the other."""

    first: frozenset[int] = frozenset()


# --- more faults in laws ------------------------------------------------------------------------


def rewrite(law: Law, block: Block, n: int, line: str, what: str) -> Mutant:
    lines = list(law.lines)
    lines[n] = line
    return Mutant(lines, hot((block.first, block.last + 1)), what)


def lose_label(rows: Callable[[Law], list[tuple[Block, ...]]], law: Law, rng: random.Random):
    """第三条 为了… → 为了…; （二）护照； → 护照；; 第二章 职责 → 职责."""
    found = [row for row in rows(law) if len(row) > 2]
    if not found:
        return None
    row = rng.choice(found)
    place = rng.randrange(len(row) - 1)
    block, after = row[place], row[place + 1]
    line = re.sub(r"^\s*(?:第[^条章]{1,7}[条章]|[（(][^）)]{1,3}[）)])\s*", "", law.lines[block.first])
    if line == law.lines[block.first]:
        return None  # it has none to lose
    mutant = rewrite(law, block, block.first, line, f"{place + 1}")
    return replace(mutant, hot=hot((block.first, after.last + 1)))


def spoil_numeral(law: Law, rng: random.Random) -> Mutant | None:
    """第二十三条 → 第23条, 第二三条."""
    block = rng.choice(law.articles)
    found = base.LABEL.match(law.lines[block.first])
    if found is None:
        return None
    number = read_numeral(found["n"])
    new = rng.choice([str(number), found["n"] + "〇"])
    line = law.lines[block.first]
    return rewrite(law, block, block.first, line[: found.start("n")] + new + line[found.end("n"):],
                   new)


def spoil_date(law: Law, rng: random.Random) -> Mutant | None:
    """自2020年1月1日起施行 → 自2020年13月1日, 2月30日."""
    for block in reversed(law.articles):
        for n in range(block.first, block.last + 1):
            match = re.search(r"年(\d{1,2})月(\d{1,2})日起施行", law.lines[n])
            if match is not None:
                new = rng.choice(["年13月1日起施行", "年2月30日起施行", "年6月31日起施行"])
                line = law.lines[n].replace(match[0], new)
                return rewrite(law, block, n, line, new)
    return None


def halve_sign(law: Law, rng: random.Random) -> Mutant | None:
    """， → , between Chinese characters."""
    if any(f[0] == "P005" for f in law.known):
        return None
    block = rng.choice(law.articles)
    line = law.lines[block.first]
    places = [m.start() for m in re.finditer("[，；：]", line)]
    if not places:
        return None
    at = rng.choice(places)
    new = {"，": ",", "；": ";", "：": ":"}[line[at]]
    return rewrite(law, block, block.first, line[:at] + new + line[at + 1:], new)


def spoil_contents(law: Law, rng: random.Random) -> Mutant | None:
    """A 目录 put before the body, one entry of it changed."""
    if len(law.chapters) < 3 or not law.articles:
        return None
    heads = [law.lines[b.first].strip() for b in law.chapters]
    place = rng.randrange(1, len(heads))
    entries = list(heads)
    entries[place] = re.sub(r"(?<=章)(\s*).*", r"\1其他规定", entries[place])
    if entries == heads:
        return None  # no label
    at = law.chapters[0].first
    lines = [*law.lines[:at], "目录", *entries, "", *law.lines[at:]]
    shift = len(entries) + 2
    block = law.chapters[place]
    marks = hot((at, at + shift), (block.first + shift, block.first + shift + 1))
    return Mutant(lines, marks, heads[place])


def misplace_suffix(law: Law, rng: random.Random) -> Mutant | None:
    """第五条之二 put in behind 第五条, without 之一."""
    place = rng.randrange(1, len(law.articles) - 1)
    block = law.articles[place]
    found = base.LABEL.match(law.lines[block.first])
    if found is None:
        return None
    new = f"第{found['n']}条之二 主管部门应当公开办事指南和申请书示范文本。"
    lines = [*law.lines[: block.last + 1], new, *law.lines[block.last + 1:]]
    return Mutant(lines, hot((block.first, block.last + 2)), new[:9])


def stale_reference(law: Law, rng: random.Random) -> Mutant | None:
    """本法第三条第二款 → 第三条第九款: a 款 that the article does not have."""
    pattern = re.compile(r"本(?:法|条例|办法|规定)第[零一二三四五六七八九十百]+条第(?P<n>[一二三四五])款")
    found = [(n, m) for n, line in enumerate(law.lines) for m in pattern.finditer(line)]
    if not found:
        return None
    n, match = rng.choice(found)
    block = next((b for b in law.articles if b.first <= n <= b.last), Block(n, n))
    line = law.lines[n]
    return rewrite(law, block, n, line[: match.start("n")] + "九" + line[match.end("n"):], match[0])


def two_faults(law: Law, rng: random.Random) -> Mutant | None:
    """A dropped article and, far from it, a broken bracket: both must be told."""
    first = base.of_rows(base.drop, base.article_rows)(law, rng)
    if first is None:
        return None
    places = [(n, c) for n, line in enumerate(first.lines) for c, char in enumerate(line)
              if char in base.BRACKETS and all(abs(n + 1 - h) > 12 for h in first.hot)
              and n > law.articles[0].first]
    if not places:
        return None
    n, c = rng.choice(places)
    lines = list(first.lines)
    lines[n] = lines[n][:c] + lines[n][c + 1:]
    return Pair(lines, first.hot | {n + 1, n + 2}, f"{first.what} and line {n + 1}", first.hot)


MORE: dict[str, Make] = {
    "lose article label": partial(lose_label, base.article_rows),
    "lose chapter label": partial(lose_label, base.heading_rows),
    "lose item label": partial(lose_label, base.item_rows),
    "spoil numeral": spoil_numeral, "spoil date": spoil_date, "halve sign": halve_sign,
    "spoil 目录": spoil_contents, "之二 without 之一": misplace_suffix,
    "款 beyond count": stale_reference, "two faults": two_faults,
}


# --- documents ----------------------------------------------------------------------------------


def read_documents(laws: int, rng: random.Random) -> list[Law]:
    """The opinions and plans among the seeds, and decisions and interpretations with levels."""
    texts = [(p.stem, p.read_text(encoding="utf-8-sig")) for p in sorted(SEEDS.glob("*robot-*.txt"))]
    import checks_laws

    others = list(checks_laws.iter_texts(["司法解释", "决定"]))
    rng.shuffle(others)
    found: list[Law] = []
    for title, text in (*texts, *others):
        lines = tuple(line.rstrip() for line in text.splitlines())
        tree = base.lines_to_tree(lines)
        rows = list(level_rows(tree))
        if not rows or tree.articles or any(f.code[0] == "N" for f in base.graves(tree)):
            continue
        known = frozenset(base.key(f, lines) for f in base.graves(tree))
        found.append(Law(title, lines, (), (), tuple(rows), known))
        if len(found) == laws:
            break
    return found


def level_rows(tree: Tree):
    """Levels of one parent, of one style, three and more."""
    groups: dict[tuple, list] = {}
    for level in tree.iter_provisions("level"):
        style = re.sub("[一二三四五六七八九十0-9]+", "", level.num.strip())
        groups.setdefault((id(level.getparent()), style), []).append(level)
    for levels in groups.values():
        blocks = tuple(base.blocks_of(levels))
        if len(levels) > 2 and all(n.num for n in levels) and all(
            a.last < b.first for a, b in pairwise(blocks)
        ):
            yield blocks


LEVELS: dict[str, Make] = {
    f"{name} level": base.of_rows(change, base.item_rows)
    for name, change in (("drop", base.drop), ("repeat", base.repeat), ("swap", base.swap))
}


def misnumber_level(law: Law, rng: random.Random) -> Mutant | None:
    row = rng.choice(law.lists)
    place = rng.randrange(len(row))
    block = row[place]
    line = law.lines[block.first]
    found = re.match(r"\s*[（(]?(?P<n>[一二三四五六七八九十]+|\d+)[）)、.．]", line)
    if found is None:
        return None
    number = read_numeral(found["n"])
    other = number + rng.choice([1, 2, 9])
    new = str(other) if found["n"].isdigit() else write_numeral(other)
    after = row[place + 1] if place + 1 < len(row) else block
    lines = list(law.lines)
    lines[block.first] = line[: found.start("n")] + new + line[found.end("n"):]
    return Mutant(lines, hot((block.first, after.last + 1)), f"{number}→{other}")


LEVELS["misnumber level"] = misnumber_level


# --- measuring ----------------------------------------------------------------------------------


def to_traditional(law: Law) -> Law | None:
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    return base.read_law(law.title, "\n".join(convert(line) for line in law.lines))


def without_blanks(law: Law) -> Law | None:
    """The law without its empty lines: in a .docx only paragraphs with words are counted."""
    return base.read_law(law.title, "\n".join(line for line in law.lines if line.strip()))


def lines_to_docx_tree(lines) -> Tree:
    """The lines as a .docx, read back."""
    from docx import Document

    from drafting.api import load

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "law.docx"
        document.save(str(path))
        return load(path)


def run(laws: list[Law], kinds: dict[str, Make], each: int, rng: random.Random, show: bool) -> None:
    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    company: Counter[str] = Counter()
    for law in laws:
        for kind, make in kinds.items():
            for _ in range(each):
                mutant = make(law, rng)
                if mutant is None:
                    continue
                found, others = base.judge(law, mutant)
                if isinstance(mutant, Pair):
                    halves = (mutant.first, mutant.hot - mutant.first)
                    found = all(base.judge(law, replace(mutant, hot=half))[0] for half in halves)
                planted[kind] += 1
                missed[kind] += not found
                company[kind] += bool(others)
                if show and (others or not found):
                    told = [(f.code, f.line, f.label, f.words[:16]) for f in others[:3]]
                    print(f"{law.title} | {kind} {mutant.what} | found {found} | {told}")
    for kind, n in planted.items():
        print(f"{kind:22} {n:5}  found {1 - missed[kind] / n:7.2%}  company {company[kind] / n:6.2%}")
    total = max(1, sum(planted.values()))
    print(f"{'all':22} {total:5}  found {1 - sum(missed.values()) / total:7.2%}"
          f"  company {sum(company.values()) / total:6.2%}  ({len(laws)} texts)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", default="laws",
                        choices=["laws", "documents", "traditional", "docx"])
    parser.add_argument("--laws", type=int, default=30)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--levels", default="法律,行政法规,地方性法规")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    if chosen.texts == "documents":
        run(read_documents(chosen.laws, rng), LEVELS, chosen.each, rng, chosen.show)
        return
    laws = base.read_laws(chosen.laws, rng, tuple(chosen.levels.split(",")))
    kinds = MORE if chosen.texts == "laws" else base.KINDS
    if chosen.texts == "traditional":
        laws = [law for law in map(to_traditional, laws) if law is not None]
    elif chosen.texts == "docx":
        base.lines_to_tree = lines_to_docx_tree
        laws = [law for law in map(without_blanks, laws) if law is not None]
    run(laws, kinds, chosen.each, rng, chosen.show)


if __name__ == "__main__":
    sys.exit(main())
