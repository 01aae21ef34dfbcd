"""``renumber --base OLD`` on real laws as files: one article deleted, two inserted, whichever they are.

The references of the text that comes out lead to the same words as those of the old text; only
what cited the deleted article is told.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from drafting.akn import Tree
from drafting.api import load, renumber
from drafting.checks.targets import Targets
from drafting.checks.view import View

LAWS = ("立法法_2023", "上海市数据条例_2021", "杭州市立法条例_2016", "行政法规制定程序条例_2017",
        "深圳经济特区人工智能产业促进条例_2022", "规章制定程序条例_2017")
INSERTED = (
    "国家鼓励海洋渔船安装卫星导航终端，所需费用由渔港维护基金列支。",
    "古树名木的养护人应当每年春季为树干涂白，并将涂白记录送林业站存档。",
)
LABELS = ("第×条", "第　　条", "same")


@lru_cache(maxsize=8)
def read_law(path: Path) -> tuple[Tree, tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The tree, its lines, and the lines (from 0) of each article."""
    tree = load(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    begins = [n.row.number - 1 for n in View(tree).articles if n.row is not None]
    heads = [n.row.number - 1 for n in View(tree).nodes
             if n.row is not None and n.kind in ("part", "chapter", "section")]
    ends = [min([*(b for b in (*begins, *heads) if b > begin), len(lines)]) for begin in begins]
    return tree, tuple(lines), tuple(zip(begins, ends, strict=True))


def edit(law: tuple, gone: int, places: tuple[int, int], label: str) -> list[str]:
    """The lines with article ``gone`` left out and one put behind each of ``places``."""
    tree, lines, spans = law
    new = list(lines)
    for place, words in sorted(zip(places, INSERTED, strict=True), reverse=True):
        num = tree.articles[place].num if label == "same" else label
        new.insert(spans[place][1], f"{num} {words}")
    begin, end = spans[gone]
    shift = sum(1 for p in places if p < gone)
    del new[begin + shift : end + shift]
    return new


def lead(tree: Tree) -> Counter[tuple[str, str]]:
    """What cites what, both named by words that no renumbering touches."""
    view = View(tree)
    targets = Targets(view.nodes)
    names = {node: name(node, view) for node in view.articles}
    found: Counter[tuple[str, str]] = Counter()
    for row, citation in view.citations:
        home = row.node.article if row.node is not None else None
        if citation.kind not in ("own", "relative") or home is None:
            continue
        for target in citation.targets:
            for steps in (target.steps, target.until):
                if steps and steps[0].level == "article" and steps[0].number != "0":
                    for node in targets.resolve(row, steps).nodes[:1]:
                        article = node.article
                        if article is not None:
                            found[names[home], names[article]] += 1
    return found


def name(node, view: View) -> str:
    rows = [r for r in view.rows if r.node is not None and r.node.article is node]
    return "".join(c for r in rows for c in r.rest if c not in "零一二三四五六七八九十百")[:120]


@pytest.mark.corpus
@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_references_lead_to_the_same_words(shared: Path, tmp_path: Path, data) -> None:
    law = read_law(shared / "corpus" / "laws" / f"{data.draw(st.sampled_from(LAWS))}.txt")
    old, count = law[0], len(law[2])
    gone = data.draw(st.integers(1, count - 2), label="gone")
    places = data.draw(
        st.tuples(st.integers(0, count - 2), st.integers(0, count - 2))
        .filter(lambda p: p[0] != p[1] and gone not in p), label="places",
    )
    path = tmp_path / "new.txt"
    path.write_text("\n".join(edit(law, gone, places, data.draw(st.sampled_from(LABELS)))),
                    encoding="utf-8")
    result = renumber(load(path), base=old)
    numbers = [a.eid for a in result.tree.articles]
    assert numbers == [f"art_{n}" for n in range(1, count + 2)]
    view = View(old)
    lost = name(view.articles[gone], view)
    wanted = Counter({k: n for k, n in lead(old).items() if lost not in k})
    got = lead(result.tree)
    cites_lost = {citing for citing, cited in lead(old) if cited == lost}
    assert not {k: n for k, n in (wanted - got).items() if k[0] not in cites_lost}
    if cites_lost - {lost}:
        assert result.unfollowed
