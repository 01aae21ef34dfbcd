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
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator_operations import Amendment, LevelAmendment
from generator_plans import PLANS, Plan
from generator_texts import (
    Provision,
    find_following,
    find_level_restarts,
    find_restarts,
    follow_references,
    map_numbers,
    name_headings,
    number_headings,
    number_law,
    number_levels,
    read_law,
    read_levels,
    write_law,
    write_levels,
)
from generator_truth import find_breaks, items_to_truth, order_of

__all__ = ["PLANS", "Amended", "Plan", "amend", "amend_levels"]


@dataclass(frozen=True)
class Amended:
    """Both texts and what happened between them."""

    old_text: str
    new_text: str
    truth: dict[str, Any]


def amend(
    lines: Sequence[str], seed: int, plan: Plan, pool: Sequence[str] = ()
) -> Amended:
    """Amend a law by ``plan``; the same arguments give the same result on every machine."""
    items = read_law(lines, plan.first)
    dice = random.Random(seed)
    old_text = write_law(items)
    before = order_of(items)
    old_numbers = [i.number for i in items if isinstance(i, Provision)]
    restarts = find_restarts(items)
    Amendment(items, plan, dice, read_law(pool)).run()
    number_law(items, plan.renumber)
    number_headings(items, restarts) if plan.containers else name_headings(items)
    mapping = map_numbers(items)
    following = find_following(items, mapping)
    kept = set(dice.sample(following, min(plan.stale, len(following))))
    breaks = find_breaks(items, mapping, old_numbers, kept)
    references = follow_references(items, mapping, kept)
    truth = items_to_truth(items, before, references)
    return Amended(old_text, write_law(items), {**truth, **breaks})


def amend_levels(
    lines: Sequence[str], seed: int, plan: Plan, pool: Sequence[str] = ()
) -> Amended:
    """The same for a document by 一、（一）1. without articles; references are left as they are."""
    items = read_levels(lines)
    dice = random.Random(seed)
    old_text = write_levels(items)
    before = order_of(items)
    restarts = find_level_restarts(items)
    LevelAmendment(items, plan, dice, read_levels(pool)).run()
    number_levels(items, restarts)
    return Amended(old_text, write_levels(items), items_to_truth(items, before, []))


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
