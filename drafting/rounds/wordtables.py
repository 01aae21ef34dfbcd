"""The tables of a document (Word, web page) as grids, each row with the bookmark that names it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from drafting.akn import Tree
from drafting.rounds.comments import Anchor
from drafting.rounds.grids import Grid, GridRow, clean_text
from drafting.rounds.places import Places
from drafting.sources.docx import open_package
from drafting.sources.lines import Line, Source
from drafting.sources.package import w
from drafting.writers.anchors import BOOKMARK_PREFIX, eid_to_bookmark

_LABEL = 20
_P, _ROW, _BOOKMARK = w("p"), w("tr"), w("bookmarkStart")


def source_to_grids(source: Source, tree: Tree) -> tuple[list[Grid], list[str]]:
    """Return the tables of ``source`` and its text outside of them."""
    eids = _find_row_eids(source, tree) if source.format == "docx" else {}
    tables: dict[int, list[Line]] = {}
    outside: list[str] = []
    for line in source.lines:
        if line.table is not None:
            tables.setdefault(line.table[0], []).append(line)
        elif not line.furniture:
            outside.append(clean_text(line.text))
    grids = [_lines_to_grid(n, lines, eids) for n, lines in sorted(tables.items())]
    return grids, outside


def row_to_anchors(
    source: Source, place: tuple[int, int], places: Places
) -> tuple[Anchor, ...]:
    """The provision that a row (table, row) is about: by its bookmark, else by its label."""
    eids = _find_row_eids(source, places.tree) if source.format == "docx" else {}
    lines = [line for line in source.lines if line.table and line.table[:2] == place]
    for line in lines:
        known = places.find_eid(eids.get(_paragraph_of(line), ""))
        if known is not None:
            return (known,)
    labels = (places.read_label(line.text) for line in lines if len(line.text) <= _LABEL)
    return next((found for found in labels if found), ())


def _lines_to_grid(number: int, lines: Sequence[Line], eids: dict[int, str]) -> Grid:
    rows: dict[int, dict[int, list[str]]] = {}
    marks: dict[int, str] = {}
    for line in lines:
        assert line.table is not None  # lines of tables only
        _, row, column = line.table
        for covered in range(row, row + min(line.span[0], 200)):
            rows.setdefault(covered, {}).setdefault(column - 1, []).append(line.text)
        eid = eids.get(_paragraph_of(line), "")
        if eid:
            marks.setdefault(row, eid)
    made = (
        GridRow(n, {c: clean_text("\n".join(t)) for c, t in cells.items()}, marks.get(n, ""))
        for n, cells in sorted(rows.items())
    )
    return Grid(f"表{number}", tuple(made))


def _paragraph_of(line: Line) -> int:
    """The ordinal of the line's w:p in the main part, -1 when it stands elsewhere."""
    return line.origin.paragraph if line.origin is not None else -1


def _find_row_eids(source: Source, tree: Tree) -> dict[int, str]:
    """The eId that each paragraph's table row is bookmarked with, by the paragraph's ordinal."""
    names = {eid_to_bookmark(eid): eid for eid in tree.by_eid}
    package = open_package(source.name, Path(source.path).read_bytes())
    found: dict[int, str] = {}
    known: dict[etree._Element, str] = {}
    for ordinal, paragraph in enumerate(package.root(package.document).iter(_P)):
        row = next(paragraph.iterancestors(_ROW), None)
        if row is None:
            continue
        if row not in known:
            known[row] = _row_to_eid(row, names)
        if known[row]:
            found[ordinal] = known[row]
    return found


def _row_to_eid(row: etree._Element, names: dict[str, str]) -> str:
    for bookmark in row.iter(_BOOKMARK):
        name = bookmark.get(w("name")) or ""
        if name.startswith(BOOKMARK_PREFIX) and name in names:
            return names[name]
    return ""
