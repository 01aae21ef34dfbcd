"""Scores a diff against a known truth: links, kinds, moves, marked characters."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from drafting.akn.eids import num_to_number
from drafting.akn.names import CONTAINERS
from drafting.comparison.changes import Change, Changes

Link = tuple[str, str]


@dataclass
class Truth:
    """What happened: every link with its kind, and what has no partner. Numbers as in eIds."""

    kinds: dict[Link, str]
    inserted: set[str]
    deleted: set[str]
    moved: set[Link] = field(default_factory=set)
    marked: dict[Link, int] = field(default_factory=dict)
    containers: dict[Link, str] = field(default_factory=dict)
    moved_containers: set[Link] = field(default_factory=set)


@dataclass(frozen=True)
class Score:
    """Right, claimed and true counts, and what follows from them."""

    right: int
    claimed: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.claimed + other.claimed, self.true + other.true
        )


def compare_sets(claimed: set[Any], true: set[Any]) -> Score:
    return Score(len(claimed & true), len(claimed), len(true))


def read_gold(path: Path) -> Truth:
    """A TSV of hand-made links (old_article, new_article, kind)."""
    truth = Truth({}, set(), set())
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            old, new = (num_to_number(row[k] or "") for k in ("old_article", "new_article"))
            if old and new:
                follows = row["note"].startswith("xref-only")
                truth.kinds[old, new] = "consequential" if follows else row["kind"]
            elif old:
                truth.deleted.add(old)
            elif new:
                truth.inserted.add(new)
    return truth


def read_generated(data: dict[str, Any]) -> Truth:
    """The truth of the generator."""
    links = {(link["old"], link["new"]): link for link in data["links"]}
    return Truth(
        {key: link["kind"] for key, link in links.items()},
        set(data["inserted"]), set(data["deleted"]),
        {key for key, link in links.items() if link["moved"]},
        {
            key: sum(len(o) + len(n) for o, n in link["edits"])
            for key, link in links.items() if link["edits"]
        },
        {(link["old"], link["new"]): link["kind"] for link in data["containers"]},
        {(link["old"], link["new"]) for link in data["containers"] if link["moved"]},
    )


def article_rows(changes: Changes) -> list[Change]:
    return [row for row in changes.rows if row.level == "article"]


def _numbers(eids: Iterable[str]) -> list[str]:
    return [eid.removeprefix("art_") for eid in eids]


def row_links(row: Change) -> list[Link]:
    return [(o, n) for o in _numbers(row.old_eids) for n in _numbers(row.new_eids)]


def score_links(changes: Changes, truth: Truth) -> Score:
    """Links whose number or text changed, as the issue judges them."""
    claimed = {
        link for row in article_rows(changes) for link in row_links(row)
        if link[0] != link[1] or row.kind != "unchanged"
    }
    true = {link for link, kind in truth.kinds.items() if link[0] != link[1] or kind != "unchanged"}
    # a link that only one side calls changed is judged by whether it is a link at all
    claimed |= {k for k in true if k in _all_links(changes)}
    true |= {k for k in claimed if k in truth.kinds}
    return compare_sets(claimed, true)


def _all_links(changes: Changes) -> set[Link]:
    return {link for row in article_rows(changes) for link in row_links(row)}


def score_kinds(changes: Changes, truth: Truth) -> dict[str, Score]:
    """A score for each kind."""
    claimed: dict[str, set[Any]] = defaultdict(set)
    true: dict[str, set[Any]] = defaultdict(set)
    for row in article_rows(changes):
        if row.kind in ("inserted", "deleted"):
            claimed[row.kind] |= set(_numbers(row.new_eids or row.old_eids))
            continue
        claimed[row.kind] |= set(row_links(row))
        if row.moved:
            claimed["moved"] |= set(row_links(row))
    for link, kind in truth.kinds.items():
        true[kind].add(link)
    true["moved"] = truth.moved
    true["inserted"], true["deleted"] = truth.inserted, truth.deleted
    lifted = true.pop("lifted", set())
    for kind in ("split", "merged", "modified"):
        claimed[kind] -= {k for k in claimed[kind] if k in lifted}
    # what a lifted passage left and where it went may be called split, merged or modified
    ends = {o for o, _ in lifted} | {n for _, n in lifted}
    loose = {
        k for k in truth.kinds if lifted and (k[0] in {o for o, _ in lifted}
        or k[1] in {n for _, n in lifted})
    } if ends else set()
    for kind in ("split", "merged", "modified", "unchanged"):
        claimed[kind] -= loose
        true[kind] -= loose
    scores = {k: compare_sets(claimed[k], true[k]) for k in sorted({*claimed, *true})}
    if lifted:
        scores["lifted"] = compare_sets(_all_links(changes) & lifted, lifted)
    return scores


def marked_characters(row: Change) -> int:
    """Deleted and inserted characters of substance (numbers that only follow aside)."""
    return sum(
        len(s.text) for p in row.pairs for s in p.segments
        if s.kind != "equal" and not s.consequential
    )


def score_marks(changes: Changes, truth: Truth) -> tuple[int, int]:
    """Marked characters over all modified links of the truth that were found, and the true ones."""
    marked = true = 0
    for row in article_rows(changes):
        for link in row_links(row):
            if link in truth.marked and row.kind == "modified":
                marked += marked_characters(row)
                true += truth.marked[link]
    return marked, true


def score_levels(changes: Changes, truth: Truth) -> dict[str, Score]:
    """The same for a document by levels; truth and rows hold those with levels below as well."""
    rows = [replace(row, level="article") for row in changes.rows if row.level == "level"]
    whole = replace(
        truth, kinds=truth.kinds | truth.containers, moved=truth.moved | truth.moved_containers,
    )
    return score_kinds(replace(changes, rows=tuple(rows)), whole)


def score_containers(changes: Changes, truth: Truth) -> dict[str, Score]:
    """A score for each kind of container row, and of the links between containers ("links")."""
    rows = [row for row in changes.rows if row.level in CONTAINERS]
    links = {(o, n): row for row in rows for o in row.old_eids for n in row.new_eids}
    scores = {"links": compare_sets(set(links), set(truth.containers))}
    for kind in sorted({*truth.containers.values()}):
        claimed = {k for k, row in links.items() if row.kind == kind}
        scores[kind] = compare_sets(
            claimed, {k for k, true in truth.containers.items() if true == kind}
        )
    moved = {k for k, row in links.items() if row.moved}
    scores["moved"] = compare_sets(moved, truth.moved_containers)
    return scores


_WARNING = re.compile(r"^(.+?)：“(.+?)”")


def read_warnings(changes: Changes) -> set[tuple[str, str]]:
    """The findings on references to 条: number of the citing article, words cited.

    Those to 款, 章 and 节 are left out: the generator leaves such references as they are.
    """
    found = (_WARNING.match(words) for words in changes.warnings)
    return {(num_to_number(m[1]) or "", m[2]) for m in found if m and m[2].endswith("条")}


def read_breaks(data: dict[str, Any]) -> set[tuple[str, str]]:
    """The references that the generator left wrong, in the same form."""
    return {tuple(pair) for kind in ("stale", "dangling", "relative") for pair in data[kind]}


def score_warnings(changes: Changes, data: dict[str, Any]) -> Score:
    """Findings on references against those that the generator left wrong."""
    return compare_sets(read_warnings(changes), read_breaks(data))
