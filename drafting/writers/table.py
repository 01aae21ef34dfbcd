"""A table as a record: title, columns, rows of marked text; every output format draws from it.

A cell is a row of runs; "\\n" in a run parts paragraphs (the lines of an article). A run carries
one mark, which each format has its own look for (see ``Mark``). Who makes a table says nothing of
formats; who writes one says nothing of regulations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from drafting.records import record

Mark = Literal["plain", "insert", "delete", "follow", "label", "aside"]
"""insert and delete: what a revision added and took away; follow: a number that only follows a
renumbering elsewhere; label: the address of a provision; aside: a remark that is not text."""

Format = Literal["docx", "xlsx", "csv", "html"]
FORMATS: tuple[Format, ...] = ("docx", "xlsx", "csv", "html")


@record
class Run:
    """A stretch of text under one mark."""

    text: str
    mark: Mark = "plain"


@record
class Cell:
    """What stands in one cell."""

    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """The text without marks."""
        return "".join(run.text for run in self.runs)

    @property
    def is_marked(self) -> bool:
        """Whether any run differs from plain text."""
        return any(run.mark != "plain" for run in self.runs)

    def iter_paragraphs(self) -> Iterator[tuple[Run, ...]]:
        """The runs of each paragraph, in order; a run is cut at its line breaks."""
        current: list[Run] = []
        for run in self.runs:
            head, *rest = run.text.split("\n")
            current += [replace(run, text=head)] if head else []
            for piece in rest:
                yield tuple(current)
                current = [replace(run, text=piece)] if piece else []
        yield tuple(current)


@record
class Column:
    """One column. ``key`` is its name in .docx templates (``row.key``) and never shown.

    ``width`` is in full-width characters of the body size. ``answer``: left free for the reader of
    the form, ``choices`` are the answers offered. ``formats`` are those that show the column; a
    ``hidden`` one is data for machines (.xlsx hides it).
    """

    key: str
    title: str
    width: float
    align: Literal["left", "center"] = "left"
    answer: bool = False
    choices: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    hidden: bool = False


@record
class Row:
    """One row: a cell for each column of the table (those that a format leaves out included).

    ``eid`` is the provision that the row is about. A ``group`` row has one cell, which stands
    across the table (第一章 总则).
    """

    cells: tuple[Cell, ...]
    eid: str = ""
    group: bool = False


@record
class Table:
    """A titled table. ``name`` chooses its .docx template (``templates/NAME-table.docx``).

    ``above`` and ``below`` are lines of text around it; ``annexes`` follow as tables of their own;
    ``locked``: only answer cells may be filled in (.xlsx protects the sheet, without password).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    annexes: tuple[Table, ...] = ()
    locked: bool = False

    def for_format(self, format: Format) -> Table:
        """The table with the columns that ``format`` shows."""
        shown = [i for i, column in enumerate(self.columns) if format in column.formats]
        if len(shown) == len(self.columns):
            return replace(self, annexes=tuple(a.for_format(format) for a in self.annexes))
        return replace(
            self,
            columns=tuple(self.columns[i] for i in shown),
            rows=tuple(
                row if row.group else replace(row, cells=tuple(row.cells[i] for i in shown))
                for row in self.rows
            ),
            annexes=tuple(annex.for_format(format) for annex in self.annexes),
        )


EMPTY = Cell()


def text_to_cell(text: str, mark: Mark = "plain") -> Cell:
    """A cell of one run; the empty cell for ""."""
    return Cell((Run(text, mark),)) if text else EMPTY


def join_cells(cells: tuple[Cell, ...]) -> Cell:
    """The cells one below the other in one cell; empty ones leave no gap."""
    runs: list[Run] = []
    for cell in cells:
        if cell.runs:
            runs += [Run("\n"), *cell.runs] if runs else cell.runs
    return Cell(tuple(runs))
