"""The HTML report as a file: both texts are in it, nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from drafting.api import load
from drafting.comparison.changes import Change, Changes, Pair, Segment, Side
from drafting.comparison.diff import diff_trees
from drafting.writers.changes_html import changes_to_html
from drafting.writers.changes_view import changes_to_rows, count_kinds


class Columns(HTMLParser):
    """The text of the left and right columns of each row, as side by side shows them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self.side = ""
        self.hidden = False
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [v for k, v in attrs if k in ("src", "href") and v]
        classes = (given.get("class") or "").split()
        if tag == "article":
            self.rows.append({"left": "", "right": ""})
        elif tag == "div" and classes[:1] == ["block"] and self.rows[-1]["left"]:
            self.rows[-1]["left"] += "\n"
            self.rows[-1]["right"] += "\n"
        elif tag == "div" and classes and classes[0] in ("left", "right"):
            self.side = classes[0]
        elif tag == "ins" and self.side == "left":
            self.hidden = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "ins":
            self.hidden = False
        elif tag == "div":
            self.side = ""

    def handle_data(self, data: str) -> None:
        if self.side and not self.hidden:
            self.rows[-1][self.side] += data


def read(page: str) -> Columns:
    reader = Columns()
    reader.feed(page)
    return reader


@pytest.fixture(scope="module")
def antitrust(case) -> Changes:
    return diff_trees(load(case / "antitrust-old.txt"), load(case / "antitrust-new.txt"))


def test_each_row_shows_the_old_and_the_new_words(sample_changes, antitrust):
    for changes in (sample_changes, antitrust):
        rows = read(changes_to_html(changes)).rows
        assert len(rows) == len(changes.rows)
        for row, change in zip(rows, changes.rows, strict=True):
            olds = {p.old_index: p.old_text for p in change.pairs if p.old_index >= 0}
            news = {p.new_index: p.new_text for p in change.pairs if p.new_index >= 0}
            assert row["left"].strip("\n") == "\n".join(olds.values()).strip("\n")
            assert row["right"].strip("\n") == "\n".join(news.values()).strip("\n")


def test_nothing_is_fetched_and_text_is_only_text(sample_changes):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    pair = Pair("a", "b", (Segment("equal", evil), Segment("insert", evil)), 90, 90)
    row = Change("article", "modified", (evil,), (evil,), ('"><b x="',), ("b",), (pair,))
    changes = replace(
        sample_changes, rows=(*sample_changes.rows, row), new=Side(evil, 1), warnings=(evil,)
    )
    page = changes_to_html(changes)
    assert page.count("<script>") == 1 and "<img" not in page and "{{ 7*7 }}" in page
    assert all(address.startswith("#") for address in read(page).addresses)
    assert not re.search(r"https?:|url\(|@import", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_counts_and_kinds(sample_changes):
    rows = changes_to_rows(sample_changes)
    assert count_kinds(rows) == {
        "modified": 1, "inserted": 1, "deleted": 1, "moved": 1, "split": 1, "merged": 1,
        "consequential": 1, "renumbered": 1, "beside": 1, "unchanged": 2,
    }
    page = changes_to_html(sample_changes)
    assert "旧版 10 条，新版 9 条" in page
    assert "第二条引用的第六条应为第七条" in page


def test_moved_words_leave_a_sign_where_they_stood(sample_changes):
    rows = changes_to_rows(sample_changes)
    # 第九条 stood between 第七条 (index 7) and 第十条 (index 9).
    signs = {rows[i].label: said for i, row in enumerate(rows) for _, said in row.gone}
    assert signs == {"第七条": "第九条移至第三条"}


def test_places_on_the_strip_cover_it_once(antitrust):
    rows = changes_to_rows(antitrust)
    assert rows[0].top == 0
    assert abs(rows[-1].top + rows[-1].share - 100) < 1e-6
    assert all(abs(a.top + a.share - b.top) < 1e-6 for a, b in pairwise(rows))


def test_the_same_bytes_on_every_run(antitrust):
    assert changes_to_html(antitrust) == changes_to_html(antitrust)


def test_nothing_changed_and_nothing_at_all():
    empty = Changes(Side("", 0), Side("", 0), ())
    assert "<main>" in changes_to_html(empty)
    assert "可能不是同一文本" in changes_to_html(replace(empty, unrelated=True))


def test_three_versions_bring_a_table_of_their_lineage():
    from drafting.comparison.lineage import trace_lineage
    from drafting.sources.lines import Line, Source
    from drafting.structure.parse import parse

    def read(text: str):
        lines = tuple(Line(line, at) for at, line in enumerate(text.split("\n"), 1))
        return parse(Source("a.txt", lines, "txt"))

    first = "某市条例\n第一条　经营者应当公平竞争。\n第二条　主管部门可以开展调查。"
    texts = (first, first.replace("可以", "应当"), first.replace("公平", "公平、诚信"))
    lineage = trace_lineage([read(text) for text in texts])
    html = changes_to_html(lineage.steps[-1], lineage)
    assert "3个版本" in html and '<a href="#art_1">改:第一条</a>' in html
    assert "class=\"lineage\"" not in changes_to_html(lineage.steps[-1])
