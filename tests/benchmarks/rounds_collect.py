"""Collect and group comments at scale: ``python tests/benchmarks/rounds_collect.py [--books N]``.

Makes N workbooks of 10,000 comments each from a seed (a third of them copies and near copies of
forty campaigns), collects them into a round on the Hangzhou draft in a process of its own, and
prints time, memory of all processes together and how well the campaigns were found (pairs of
comments put together, of those that belong together); then the same for fewer books, to show the
growth, and what comes after on all of them: the tables, a table of answers read back, the next
draft, the overview. Wanted: 20 workbooks in under 300 s on two cores and under 1 GB.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from math import comb
from pathlib import Path

import regex as re

ROOT = Path(__file__).parent.parent.parent
DRAFT = ROOT / "seeds" / "hangzhou-robot-draft.txt"
ROWS, CAMPAIGNS = 10_000, 40
HEAD = ("序号", "条款", "草案条文", "修改意见", "理由", "提出单位/个人", "意见类型", "eId")


class Writer:
    """Writes comments as people do: clauses of the draft put together, campaigns with variants."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        lines = [n.strip() for n in DRAFT.read_text("utf-8").splitlines() if len(n.strip()) > 30]
        parts = (c for line in lines for c in re.split("[，。,；、]", line))
        self.clauses = sorted({c for c in parts if 6 < len(c) < 28 and "条" not in c})
        rest = random.Random(1)
        self.campaigns = [
            (rest.randint(1, 48), self._sentence(rest, 4)) for _ in range(CAMPAIGNS)
        ]

    def _sentence(self, source: random.Random, count: int) -> str:
        chosen = [source.choice(self.clauses) for _ in range(count)]
        verb = source.choice(["建议明确", "希望进一步完善", "应当细化", "请研究", "我认为需要考虑"])
        return f"{verb}{'，'.join(chosen)}的有关内容。"

    def write(self) -> tuple[int, str, int]:
        """(article, text, campaign or -1)."""
        chance = self.random.random()
        if chance < 1 / 3:
            number = self.random.randrange(CAMPAIGNS)
            article, text = self.campaigns[number]
            return article, text if chance < 1 / 6 else self._vary(text), number
        article = self.random.randint(1, 48)
        return article, self._sentence(self.random, self.random.randint(2, 6)), -1

    def _vary(self, text: str) -> str:
        greeting = self.random.choice(["", "", "您好！", "作为一名市民，", "我在本地工作多年，"])
        ending = self.random.choice(["", "", "谢谢！", "请予考虑。", "这是大家共同的心声。"])
        letters = list(text)
        for _ in range(self.random.randint(0, 3)):
            letters.insert(self.random.randrange(1, len(letters)), self.random.choice("的了也更很"))
        return f"{greeting}{''.join(letters)}{ending}"


def make_books(folder: Path, count: int) -> dict[str, int]:
    """Write the workbooks; return the campaign of every text that belongs to one."""
    from openpyxl import Workbook

    truth: dict[str, int] = {}
    for book in range(count):
        writer = Writer(100 + book)
        sheet_book = Workbook(write_only=True)
        sheet = sheet_book.create_sheet("意见")
        sheet.append(HEAD)
        for row in range(1, ROWS + 1):
            article, text, campaign = writer.write()
            if campaign >= 0:
                truth[f"{book}:{row}"] = campaign
            reason = writer.random.choice(writer.clauses)
            sheet.append((row, f"第{article}条", "", text, reason, f"市民{book}-{row}", "", ""))
        sheet_book.save(folder / f"book-{book:02}.xlsx")
    return truth


def tree_memory(pid: int) -> float:
    """Resident megabytes of a process and all below it (Linux)."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)], pages[int(entry.name)] = int(fields[1]), int(fields[21])
    found, waiting = 0, [pid]
    while waiting:
        current = waiting.pop()
        found += pages.get(current, 0)
        waiting += [child for child, parent in parents.items() if parent == current]
    return found * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(frozen=True)
class Cost:
    """What a command took: wall-clock and processor seconds, peak megabytes of all processes."""

    seconds: float
    processor: float
    megabytes: float


def processor_seconds() -> float:
    """Processor time of all children that have ended: not spoilt by what else the machine does."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(*arguments: str) -> Cost:
    """Run ``drafting round …`` in a process of its own."""
    code = "from drafting.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    start, before = time.perf_counter(), processor_seconds()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "round", *arguments], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(1)
    if process.returncode:
        raise SystemExit(f"round {arguments[0]}: exit status {process.returncode}")
    return Cost(time.perf_counter() - start, processor_seconds() - before, peak)


def run(folder: Path, books: list[Path]) -> Cost:
    """Open a round and collect ``books`` into it."""
    place = str(folder / f"round-{len(books)}")
    measure("open", str(DRAFT), "-o", place, "--date", "2025-08-11")
    return measure("collect", place, *map(str, books), "--date", "2025-09-11", "--jobs", "2")


def iter_after(folder: Path, size: int) -> Iterator[tuple[str, Cost]]:
    """What comes after: tables, answers to every comment read back, the next draft, the overview."""
    place, day = str(folder / f"round-{size}"), ("--date", "2025-10-01")
    for name in ("table.xlsx", "table.csv", "overview.html"):
        yield name, measure("report", place, "-o", str(folder / name), *day)
    fill_in(folder / "table.csv", folder / "answers.csv")
    yield "answer .csv", measure("answer", place, str(folder / "answers.csv"), *day)
    measure("report", place, "-o", str(folder / "answered.xlsx"), *day)
    yield "answer .xlsx", measure("answer", place, str(folder / "answered.xlsx"), *day)
    mended = folder / "mended.txt"
    mended.write_text(DRAFT.read_text("utf-8").replace("应当", "要"), encoding="utf-8")
    yield "carry", measure("carry", place, str(mended), *day)


def fill_in(table: Path, answers: Path) -> None:
    """Answer every row of the first part of a table."""
    with table.open(encoding="utf-8-sig", newline="") as source, answers.open(
        "w", encoding="utf-8-sig", newline=""
    ) as target:
        rows, writer = csv.reader(source), csv.writer(target)
        head = next(rows)
        writer.writerow(head)
        status, number = head.index("处理意见"), head.index("意见编号")
        for row in takewhile(bool, rows):
            if row[number]:
                row[status : status + 2] = "解释说明", "见起草说明"
            writer.writerow(row)


def judge(folder: Path, count: int, truth: dict[str, int]) -> dict[str, float]:
    """How well campaigns were found: their voices in one group, and no stranger with them."""
    import sqlite3

    connection = sqlite3.connect(folder / f"round-{count}" / "round.sqlite")
    query = (
        "SELECT c.file_id, c.seq, c.group_id FROM comments c JOIN files f ON f.id = c.file_id "
        "ORDER BY c.id"
    )
    rows = connection.execute(query).fetchall()
    first = rows[0][0]
    group_of = {f"{file - first}:{seq}": group for file, seq, group in rows}
    members: dict[int, Counter[int]] = {}
    for key, campaign in truth.items():
        members.setdefault(campaign, Counter())[group_of[key]] += 1
    found = sum(counts.most_common(1)[0][1] for counts in members.values())
    heads = {counts.most_common(1)[0][0] for counts in members.values()}
    strangers = sum(group in heads and key not in truth for key, group in group_of.items())
    sizes = Counter(group_of.values())
    together = sum(comb(n, 2) for counts in members.values() for n in counts.values())
    return {
        "comments": len(rows), "groups": len(sizes),
        "pairs: precision": round(together / sum(comb(n, 2) for n in sizes.values()), 4),
        "pairs: recall": round(together / sum(comb(c.total(), 2) for c in members.values()), 4),
        "campaign voices in the campaign's group": round(found / len(truth), 4),
        "strangers in those groups": strangers,
    }  # fmt: skip


def iter_sizes(count: int) -> Iterator[int]:
    """Quarter, half and whole."""
    yield from sorted({max(1, count // 4), max(1, count // 2), count})


def main() -> None:
    """Make, run, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=20)
    count = parser.parse_args().books
    with tempfile.TemporaryDirectory(prefix="rounds-") as name:
        folder = Path(name)
        truth = make_books(folder, count)
        books = sorted(folder.glob("*.xlsx"))
        for size in iter_sizes(count):
            cost = run(folder, books[:size])
            told = {
                "books": size, "seconds": round(cost.seconds, 1),
                "processor seconds": round(cost.processor, 1), "peak MB": round(cost.megabytes),
            }  # fmt: skip
            known = {k: v for k, v in truth.items() if int(k.split(":")[0]) < size}
            print(json.dumps({**told, **judge(folder, size, known)}, ensure_ascii=False), flush=True)
        for step, cost in iter_after(folder, count):
            told = {
                "books": count, "step": step, "processor seconds": round(cost.processor, 1),
                "peak MB": round(cost.megabytes),
            }  # fmt: skip
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
