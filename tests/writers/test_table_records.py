"""Tables as records: paragraphs, columns of a format, anchors, packages."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from drafting.api import load
from drafting.writers.anchors import eid_to_bookmark
from drafting.writers.packaging import normalise_package
from drafting.writers.table import Cell, Run, join_cells, text_to_cell
from drafting.writers.table_csv import begins_formula, guard_cell, unguard_cell

MARKS = st.sampled_from(["plain", "insert", "delete", "follow", "label", "aside"])
RUNS = st.lists(st.builds(Run, st.text(alphabet="甲乙\n"), MARKS), max_size=6)


@given(RUNS)
def test_paragraphs_hold_all_text_and_marks(runs: list[Run]) -> None:
    cell = Cell(tuple(runs))
    paragraphs = list(cell.iter_paragraphs())
    assert "\n".join("".join(r.text for r in p) for p in paragraphs) == cell.text
    marked = [(c, r.mark) for r in runs for c in r.text if c != "\n"]
    assert [(c, r.mark) for p in paragraphs for r in p for c in r.text] == marked


def test_a_format_shows_its_columns_only(sample_table) -> None:
    table = sample_table
    shown = table.for_format("docx")
    assert [c.key for c in shown.columns] == ["label", "text", "answer"]
    assert [len(row.cells) for row in shown.rows] == [1, 3, 3]
    assert table.for_format("xlsx") == table


def test_joined_cells_leave_no_gap_for_empty_ones() -> None:
    assert join_cells((text_to_cell("甲"), Cell(), text_to_cell("乙"))).text == "甲\n乙"


def test_bookmarks_are_word_names_and_tell_eids_apart(seeds) -> None:
    eids = {eid for path in sorted(seeds.glob("*.txt")) for eid in load(path).by_eid}
    eids |= {"art_120-1", "art_120x1", "att_1__" + "level_12__" * 6 + "point_3", "级_1", ""}
    eids |= {"att_1__" + "level_12__" * 6 + "point_4"}
    names = {eid_to_bookmark(eid) for eid in eids}
    # art_120x1 is no eId that this project makes; it would share the name of art_120-1.
    assert len(names) == len(eids) - 1
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    assert eid_to_bookmark("art_12__para_2") == "eid_art_12__para_2"


@given(st.text(alphabet="'=+-@＝\t\r\n甲1", max_size=6))
def test_csv_guard_is_undone_exactly(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text
    assert not begins_formula(guard_cell(text))


def test_packages_carry_the_date_of_the_run_and_nothing_else() -> None:
    def package(name: str, stamp: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
            archive.writestr(
                "docProps/core.xml",
                f'<c xmlns:dcterms="u"><dcterms:created x="1">{stamp}</dcterms:created>'
                f"<dcterms:modified>{stamp}</dcterms:modified></c>",
            )
            archive.writestr("[Content_Types].xml", name)
        return buffer.getvalue()

    date = datetime(2025, 8, 11, 9, 0, 1)
    made = normalise_package(package("t", "2001-01-01T00:00:00Z"), date)
    assert made == normalise_package(package("t", "2002-02-02T00:00:00Z"), date)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert archive.read("docProps/core.xml").count(b"2025-08-11T09:00:01Z") == 2
        assert {e.date_time for e in archive.infolist()} == {(2025, 8, 11, 9, 0, 0)}
