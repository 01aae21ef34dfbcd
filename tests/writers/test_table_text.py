"""Tables as CSV and as a web page."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

from drafting.writers.table_csv import table_to_csv, unguard_cell
from drafting.writers.table_html import table_to_html


def test_csv_is_what_excel_reads(sample_table):
    data = table_to_csv(sample_table)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["条款", "内容", "意见", "eId"]
    assert rows[1] == ["", "第一章 总则", "", "chp_1"]
    assert rows[2] == ["第一条", "'=1+1<&>{{ x }}{% y %}{_{\n第二款", "", "art_1"]
    assert rows[3] == ["第一百二十条之一", "留删增随", "", "art_120-1"]
    assert rows[4:] == [[], ["附表"], ["内容"], ["'-附"]]
    assert unguard_cell(rows[-1][0]) == "-附"


class _Cells(HTMLParser):
    """The text of each table cell; p elements are lines."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag in ("td", "th"):
            self.cells.append("")
        elif tag == "p" and self.cells and self.cells[-1]:
            self.cells[-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.cells and data.strip():
            self.cells[-1] += data.strip("\n")


def test_html_shows_every_cell_and_runs_nothing(sample_table):
    page = table_to_html(sample_table)
    reader = _Cells()
    reader.feed(page[: page.index("下方")])
    assert reader.cells[:4] == ["条款", "内容", "意见", "第一章 总则"]
    assert reader.cells[5] == "=1+1<&>{{ x }}{% y %}{_{\n第二款"
    assert "<del>删</del><ins>增</ins>" in page
    assert "script" not in reader.tags
    assert not re.search(r"(src|href)=|url\(|@import|https?:", page)
