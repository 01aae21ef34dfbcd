"""A sample of the corpus: valid, whole, counted; and the cost grows with the text, no faster.

``tests/benchmarks/parse_corpus.py`` does the same for all 2,056 texts and prints the figures.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from drafting.akn import tree_to_xml
from drafting.sources import read
from drafting.structure.parse import parse

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from long_law import lengthen

pytestmark = pytest.mark.corpus
EXPLAINED = {
    # blanks inside a label, which the index does not count
    "青岛市海上交通安全条例(2014-09-26).txt": 78, "浙江省农村生活污水处理设施管理条例(2019-09-27).txt": 36,
    # several articles in a line, of which the index counts the first
    "飞行基本规则(2007-10-18).txt": 124,
    # the amendments printed below the constitution are annexes
    "中华人民共和国宪法.txt": 143,
}  # fmt: skip
EVERY = 14


def entries(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = {n for n, row in enumerate(rows) if Path(row["path"]).name in EXPLAINED}
    return [row for n, row in enumerate(rows) if n % EVERY == 0 or n in chosen]


def test_sample_is_valid_whole_and_counted(corpus: Path, schema: etree.XMLSchema) -> None:
    wrong = []
    for entry in entries(corpus):
        source = read(corpus / entry["path"])
        tree = parse(source)
        name = Path(entry["path"]).name
        if not schema.validate(etree.fromstring(tree_to_xml(tree))):
            wrong.append((name, "invalid", str(schema.error_log.last_error)))
        if "".join(tree.text.split()) != "".join("".join(x.text for x in source.lines).split()):
            wrong.append((name, "text", ""))
        expected = EXPLAINED.get(name, int(entry["articles"]))
        if "just" not in entry["path"] and name == "中华人民共和国宪法.txt":
            expected = int(entry["articles"])
        if len(tree.articles) != expected:
            wrong.append((name, "articles", f"{len(tree.articles)}, not {expected}"))
    assert not wrong


def test_cost_grows_with_the_text(shared: Path) -> None:
    """民法典, and four and sixteen times as much of it: a character costs the same time."""
    lines = read(shared / "corpus" / "laws" / "民法典_2020.txt").lines
    costs = []
    for times in (1, 4, 16):
        source = lengthen(lines, times)
        begun = time.process_time()
        tree = parse(source)
        seconds = time.process_time() - begun
        costs.append(seconds / sum(len(line.text) for line in source.lines))
        assert len(tree.articles) == 1260 * times
        assert tree.articles[-1].eid == f"art_{1260 * times}"
    assert max(costs[1:]) < 2.5 * costs[0]
