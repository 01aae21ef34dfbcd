"""Amends real laws at random, from a seed, and knows the truth: what the diff is measured on.

    amended = amend(lines, seed=1, plan=Plan(light=20, moves_across=3), pool=other_law_lines)
    amended.old_text, amended.new_text, amended.truth

``lines`` is a law as printed lines (第X条 begins an article); what stands outside articles is kept.
``pool`` is another law, out of which inserted articles and sentences come. ``truth`` is plain data
(see ``_truth``): every article of both sides once or more in ``links``, each with its kind
(unchanged, consequential, modified, split, merged, lifted), ``moved`` and its word edits, as
[old words, new words]; numbers of labels and references that only follow are not edits but stand
in ``references``. ``PLANS`` names the mixtures used: "l1200" is the large pair (1,200 articles).

Command: python generator.py LAW.txt OUTDIR --plan l1200 --seed 1 --pool OTHER.txt
writes OUTDIR/old.txt, new.txt, truth.json.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import generator_edits as edits

from drafting.text.citations import find_citations
from drafting.text.numerals import read_numeral, write_numeral

_LABEL = re.compile(r"第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?")
_HEADING = re.compile(r"第[零〇一二三四五六七八九十百千]+(?:编|分编|章|节)(?=[\s　]|$)")


@dataclass(frozen=True)
class Plan:
    """How many operations of each kind; ``renumber`` False numbers insertions 第X条之一.

    A light edit is of one to three words, of ``words`` where that is given.
    """

    light: int = 0
    heavy: int = 0
    deletions: int = 0
    insertions: int = 0
    moves_within: int = 0
    moves_across: int = 0
    moves_edited: int = 0
    splits: int = 0
    merges: int = 0
    lifts: int = 0
    chapters_renamed: int = 0
    renumber: bool = True
    first: int = 0
    """Take only so many articles of the law (0: all)."""
    words: int = 0


PLANS = {
    "l1200": Plan(light=91, deletions=12, insertions=18, moves_within=5, moves_across=5,
                  moves_edited=5, first=1200),
    "l1200-single": Plan(light=91, deletions=12, insertions=18, moves_within=5, moves_across=5,
                         moves_edited=5, first=1200, words=1),
    "light": Plan(light=12, deletions=2, insertions=3, moves_across=1),
    "mixed": Plan(light=14, heavy=4, deletions=3, insertions=4, moves_within=2, moves_across=3,
                  moves_edited=2, splits=3, merges=3, lifts=2, chapters_renamed=1),
    "heavy": Plan(light=20, heavy=14, deletions=6, insertions=8, moves_within=3, moves_across=4,
                  moves_edited=3, splits=4, merges=4, lifts=3, chapters_renamed=1),
    "zhiyi": Plan(light=8, insertions=6, deletions=2, renumber=False),
}


@dataclass(eq=False)
class Article:
    """An article being amended: where its lines come from and what was done to them.

    ``olds`` are the numbers of the old articles it holds text of, the chief one first.
    """

    lines: list[str]
    gap: str
    olds: list[str]
    number: str = ""
    marks: set[str] = field(default_factory=set)
    edits: list[tuple[str, str]] = field(default_factory=list)


@dataclass(eq=False)
class Heading:
    """A line outside every article."""

    text: str
    old: str


@dataclass(frozen=True)
class Amended:
    """Both texts and what happened between them."""

    old_text: str
    new_text: str
    truth: dict[str, Any]


Item = Article | Heading


def amend(
    lines: Sequence[str], seed: int, plan: Plan, pool: Sequence[str] = ()
) -> Amended:
    """Amend a law by ``plan``; the same arguments give the same result on every machine."""
    items = _read(lines, plan.first)
    dice = random.Random(seed)
    old_text = _write(items)
    old_numbers = [i.number for i in items if isinstance(i, Article)]
    _Amendment(items, plan, dice, pool).run()
    mapping = _renumber(items, old_numbers, plan)
    references = _follow_references(items, mapping)
    return Amended(old_text, _write(items), _truth(items, old_numbers, references))


def _read(lines: Sequence[str], first: int) -> list[Item]:
    items: list[Item] = []
    articles = 0
    for line in (raw.replace("\u200b", "").strip() for raw in lines):
        label = _LABEL.match(line)
        if label and (not first or articles < first):
            rest = line[label.end() :]
            body = rest.lstrip()
            number = _key(label)
            gap = rest[: len(rest) - len(body)] or "　"
            items.append(Article([body], gap, [number], number))
            articles += 1
        elif label:
            break
        elif line and items and isinstance(items[-1], Article) and not _HEADING.match(line):
            items[-1].lines.append(line)
        elif line:
            items.append(Heading(line, line))
    return items


def _key(label: re.Match[str]) -> str:
    number = str(read_numeral(label[1]))
    return f"{number}-{read_numeral(label[2])}" if label[2] else number


def key_to_label(key: str) -> str:
    """"120-1" → 第一百二十条之一."""
    number, _, extra = key.partition("-")
    label = f"第{write_numeral(int(number))}条"
    return f"{label}之{write_numeral(int(extra))}" if extra else label


def _write(items: Sequence[Item]) -> str:
    out = []
    for item in items:
        if isinstance(item, Heading):
            out.append(item.text)
        else:
            out.append(key_to_label(item.number) + item.gap + item.lines[0])
            out.extend(item.lines[1:])
    return "\n".join(out) + "\n"


class _Amendment:
    """Chooses articles that no operation has touched yet and works on them."""

    def __init__(
        self, items: list[Item], plan: Plan, dice: random.Random, pool: Sequence[str]
    ) -> None:
        self.items, self.plan, self.dice = items, plan, dice
        source = [i for i in _read(pool, 0) or items if isinstance(i, Article)]
        self.pool = [i for i in source if len("".join(i.lines)) > 30] or source
        self.writer = edits.Writer(dice, [line for a in self.pool for line in a.lines])
        self.untouched = [i for i in items if isinstance(i, Article)]
        dice.shuffle(self.untouched)

    def run(self) -> None:
        plan = self.plan
        for count, operation in (
            (plan.merges, self._merge), (plan.splits, self._split), (plan.lifts, self._lift),
            (plan.moves_within, self._move_within), (plan.moves_across, self._move_across),
            (plan.heavy, self._rewrite), (plan.light, self._edit),
            (plan.deletions, self._delete), (plan.insertions, self._insert),
            (plan.chapters_renamed, self._rename),
        ):
            for _ in range(count):
                operation()

    def _take(self, fits: Any = lambda article: True) -> Article | None:
        for at, article in enumerate(self.untouched):
            if fits(article):
                return self.untouched.pop(at)
        return None

    def _edit(self) -> None:
        article = self._take(lambda a: len("".join(a.lines)) > 25)
        if article:
            self._do_edit(article)

    def _do_edit(self, article: Article) -> None:
        article.lines, done = self.writer.edit(article.lines, self._words())
        article.edits += done
        article.marks.add("light")

    def _words(self) -> int:
        return self.plan.words or self.dice.randint(1, 3)

    def _rewrite(self) -> None:
        article = self._take(lambda a: len("".join(a.lines)) > 60)
        if article:
            article.lines, done = self.writer.rewrite(article.lines)
            article.edits += done
            article.marks.add("heavy")

    def _delete(self) -> None:
        article = self._take()
        if article:
            self.items.remove(article)

    def _insert(self) -> None:
        if not self.pool:
            return
        source = self.pool.pop(self.dice.randrange(len(self.pool)))
        at = self.items.index(self._anchor())
        self.items.insert(at + 1, Article(list(source.lines), "　", [], marks={"inserted"}))

    def _anchor(self) -> Article:
        return self.dice.choice([i for i in self.items if isinstance(i, Article)])

    def _move_within(self) -> None:
        self._move(lambda there, here: there == here)

    def _move_across(self) -> None:
        self._move(lambda there, here: there != here)

    def _move(self, allowed: Any) -> None:
        article = self._take()
        if article is None:
            return None
        chapters = self._chapters()
        order = [i for i in self.items if isinstance(i, Article)]
        here = order.index(article)
        goals = [
            a for at, a in enumerate(order)
            if abs(at - here) > 3 and allowed(chapters[id(a)], chapters[id(article)])
        ]
        if not goals:
            return self.untouched.append(article)
        goal = self.dice.choice(goals)
        self.items.remove(article)
        self.items.insert(self.items.index(goal) + 1, article)
        article.marks.add("moved")
        done = sum(1 for i in order if {"moved", "light"} <= i.marks)
        if done < self.plan.moves_edited and len("".join(article.lines)) > 25:
            self._do_edit(article)
        return None

    def _chapters(self) -> dict[int, int]:
        found, chapter = {}, 0
        for item in self.items:
            chapter += isinstance(item, Heading)
            found[id(item)] = chapter
        return found

    def _split(self) -> None:
        article = self._take(lambda a: edits.can_split(a.lines))
        if article:
            first, second = edits.split(article.lines)
            article.lines = first
            article.marks.add("split")
            later = Article(second, article.gap, list(article.olds), marks={"split"})
            self.items.insert(self.items.index(article) + 1, later)

    def _merge(self) -> None:
        def fits(article: Article) -> bool:
            at = self.items.index(article)
            after = self.items[at + 1] if at + 1 < len(self.items) else None
            return after in self.untouched and all(
                20 < len("".join(a.lines)) < 250 for a in (article, after)
            )

        article = self._take(fits)
        if article:
            other = self.items[self.items.index(article) + 1]
            self.untouched.remove(other)
            self.items.remove(other)
            article.lines += other.lines
            article.olds += other.olds
            article.marks.add("merged")

    def _lift(self) -> None:
        giver = self._take(lambda a: edits.can_lift(a.lines))
        taker = self._take(lambda a: edits.can_take(a.lines))
        if giver and taker:
            giver.lines, passage = edits.lift(giver.lines)
            taker.lines = [*taker.lines, passage]
            taker.olds += giver.olds
            giver.marks.add("giver")
            taker.marks.add("lifted")

    def _rename(self) -> None:
        headings = [
            i for i in self.items if isinstance(i, Heading) and _HEADING.match(i.text)
            and len(i.text) > 6 and i.text == i.old
        ]
        if headings:
            heading = self.dice.choice(headings)
            heading.text += "与" + self.dice.choice(("监督", "保障", "服务", "促进"))


def _renumber(items: Sequence[Item], olds: Sequence[str], plan: Plan) -> dict[str, str]:
    """Number the articles; return old number → new number of the article it chiefly became."""
    taken = {a.number for a in items if isinstance(a, Article)} if not plan.renumber else set()
    last, extra, count = "0", 0, 0
    for item in items:
        if not isinstance(item, Article):
            continue
        count += 1
        if plan.renumber:
            item.number = str(count)
        elif not item.number:
            base = last.partition("-")[0]
            extra = 1
            while f"{base}-{extra}" in taken:
                extra += 1
            item.number = f"{base}-{extra}"
            taken.add(item.number)
        last = item.number
    mapping: dict[str, str] = {}
    for rank in (0, 1):
        for item in items:
            if isinstance(item, Article) and len(item.olds) > rank:
                mapping.setdefault(item.olds[rank], item.number)
    return mapping


def _follow_references(items: Sequence[Item], mapping: dict[str, str]) -> list[list[str]]:
    changed = []
    for item in items:
        if not isinstance(item, Article) or not item.olds:
            continue
        for at, line in enumerate(item.lines):
            item.lines[at], done = _follow(line, mapping)
            changed += [[item.number, *pair] for pair in done]
    return changed


def _follow(line: str, mapping: dict[str, str]) -> tuple[str, list[tuple[str, str]]]:
    places: dict[tuple[int, int], str] = {}
    for citation in find_citations(line):
        if citation.kind not in ("own", "bare"):
            continue
        for target in citation.targets:
            for step in (*target.steps, *target.until):
                if step.level == "article" and not step.relative and step.number in mapping:
                    span = citation.base + step.start, citation.base + step.end
                    places[span] = key_to_label(mapping[step.number])
    done = []
    for (start, end), label in sorted(places.items(), reverse=True):
        if line[start:end] != label and line[start:end].startswith("第"):
            done.append((line[start:end], label))
            line = line[:start] + label + line[end:]
    return line, done[::-1]


def _truth(
    items: Sequence[Item], old_numbers: Sequence[str], references: list[list[str]]
) -> dict[str, Any]:
    articles = [i for i in items if isinstance(i, Article)]
    pieces: dict[str, int] = {}
    for article in articles:
        for old in article.olds:
            pieces[old] = pieces.get(old, 0) + 1
    links = []
    for article in articles:
        for rank, old in enumerate(article.olds):
            links.append({
                "old": old, "new": article.number,
                "kind": _kind(article, rank, {number for number, *_ in references}),
                "moved": "moved" in article.marks, "edits": article.edits if not rank else [],
            })
    return {
        "links": links,
        "inserted": [a.number for a in articles if not a.olds],
        "deleted": [n for n in old_numbers if n not in pieces],
        "references": references,
        "marked": sum(len(o) + len(n) for a in articles for o, n in a.edits),
    }


def _kind(article: Article, rank: int, following: set[str]) -> str:
    if "split" in article.marks:
        return "split"
    if "merged" in article.marks:
        return "merged"
    if "lifted" in article.marks:
        return "lifted" if rank else "modified"
    if article.edits or "giver" in article.marks:
        return "modified"
    return "consequential" if article.number in following else "unchanged"


def main() -> None:
    """The command described at the top."""
    parser = argparse.ArgumentParser(description="Amend a law at random and write the truth.")
    parser.add_argument("law", type=Path)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--plan", choices=sorted(PLANS), default="mixed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pool", type=Path)
    options = parser.parse_args()
    pool = options.pool.read_text("utf-8").splitlines() if options.pool else ()
    lines = options.law.read_text("utf-8").splitlines()
    done = amend(lines, options.seed, PLANS[options.plan], pool)
    options.outdir.mkdir(parents=True, exist_ok=True)
    (options.outdir / "old.txt").write_text(done.old_text, "utf-8")
    (options.outdir / "new.txt").write_text(done.new_text, "utf-8")
    truth = {"plan": asdict(PLANS[options.plan]), "seed": options.seed, **done.truth}
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (options.outdir / "truth.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
