"""One returned file → its comments, be it a form, the draft with marks in it, or a letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from drafting.errors import SourceError
from drafting.rounds.comments import Comment, Reading
from drafting.rounds.grids import Grid, Sieve, clean_text
from drafting.rounds.letters import letter_to_reading
from drafting.rounds.places import Places
from drafting.sources.lines import Source

SHEETS = frozenset((".xlsx", ".xlsm", ".xltx"))
OLD_SHEETS = frozenset((".xls", ".ods", ".et"))
TEXTS = frozenset((".csv", ".tsv"))
MAILS = frozenset((".eml",))
_KNOWN_LINE = 10
"""Characters from which a line is known again as the draft's own."""
_SHARE = 0.5


def read_returned(path: Path, name: str, places: Places) -> Reading:
    """Read the file kept at ``path``, called ``name`` when it came.

    The file is not trusted: size limits as for every reader, no macro, no link, no formula is
    followed. Raises SourceError with one clear line when it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in SHEETS or suffix in OLD_SHEETS or suffix in TEXTS:
        return _grids_to_reading(read_sheets(path, name), places)
    if suffix in MAILS:
        return _mail_to_reading(path, name, places)
    from drafting.sources import read

    source = read(path)
    if source.format == "docx":
        from drafting.rounds.worddrafts import read_word_file

        marked = read_word_file(source, places)
        if marked is not None:
            return _with_notes(marked, source)
    return _with_notes(source_to_reading(source, places), source)


def _mail_to_reading(path: Path, name: str, places: Places) -> Reading:
    from drafting.rounds.mails import mail_to_lines
    from drafting.sources.files import read_bytes

    lines, told = mail_to_lines(read_bytes(path), name)
    return replace(letter_to_reading(lines, places), notes=tuple(told))


def source_to_reading(source: Source, places: Places) -> Reading:
    """Read a document's lines: a form when a table in it is one, the bare draft, else a letter."""
    form = source_to_form(source, places)
    if form is not None:
        return form
    if is_draft([line.text for line in source.lines], places):
        return _copy_to_reading(source, places)
    return lines_to_letter(source, places)


def source_to_form(source: Source, places: Places) -> Reading | None:
    """Read a document as a form, None when no table in it is one."""
    from drafting.rounds.forms import grids_to_reading
    from drafting.rounds.wordtables import source_to_grids

    grids, outside = source_to_grids(source, places.tree)
    return grids_to_reading(grids, places, outside) if grids else None


def _copy_to_reading(source: Source, places: Places) -> Reading:
    """Read a copy of the draft without marks: what was changed in it is what was meant."""
    from drafting.rounds.mapping import DraftCopy
    from drafting.structure.parse import parse

    copy = DraftCopy(parse(source), places)
    edits = tuple(copy.iter_edits())
    notes = () if edits else ("是草案文本，没有批注、修订和改动",)
    return Reading("draft", edits, (), notes)


def lines_to_letter(source: Source, places: Places) -> Reading:
    """Read a source as a letter; what its reader knows to be furniture is kept as rest."""
    lines = [(n.number, clean_text(n.text)) for n in source.lines if not n.furniture]
    aside = tuple(clean_text(n.text) for n in source.lines if n.furniture)
    reading = letter_to_reading([pair for pair in lines if pair[1]], places)
    return replace(reading, rest=(*reading.rest, *aside))


def is_draft(lines: list[str], places: Places) -> bool:
    """Whether ``lines`` are the draft itself: half of its own lines and more stand in them."""
    from drafting.rounds.mentions import squeeze

    theirs = {squeeze(line) for line in lines}
    whole = "\n".join(theirs)
    mine = [key for key in map(squeeze, places.index.printed_lines) if len(key) >= _KNOWN_LINE]
    known = sum(key in theirs or key in whole for key in mine)
    return bool(mine) and known >= _SHARE * len(mine)


def read_sheets(
    path: Path, name: str, make_sieve: Callable[[], Sieve] | None = None
) -> list[Grid]:
    """The tables of a workbook or .csv, of each the cells that its sieve keeps.

    Raises SourceError.
    """
    from drafting.sources.files import read_bytes

    data = read_bytes(path)
    suffix = path.suffix.lower()
    if suffix in TEXTS:
        from drafting.rounds.csvfiles import read_csv

        return [read_csv(data, name, make_sieve)]
    from drafting.rounds.workbooks import read_workbook

    if suffix in OLD_SHEETS:
        from drafting.rounds.oldsheets import to_workbook

        data = to_workbook(data, name, suffix[1:])
    return read_workbook(data, name, make_sieve)


def _grids_to_reading(grids: list[Grid], places: Places) -> Reading:
    from drafting.rounds.forms import grids_to_reading

    reading = grids_to_reading(grids, places, [])
    if reading is not None:
        return reading
    # no table of comments: the cells are read as the lines of a letter
    lines = [
        (row.number, "　".join(row.cells[c] for c in sorted(row.cells)))
        for grid in grids
        for row in grid.rows
        if row.cells
    ]
    letter = letter_to_reading(lines, places)
    notes = tuple(remark for grid in grids for remark in grid.remarks)
    return replace(letter, notes=(*notes, "没有认出意见表，按来信读取"))


def _with_notes(reading: Reading, source: Source) -> Reading:
    # that the reader of sources leaves Word comments aside is not so here
    told = [note for note in source.notes if "comment" not in note]
    return replace(reading, notes=(*told, *reading.notes))


def refuse_empty(reading: Reading, name: str) -> Reading:
    """Raise SourceError when a file that is no bare draft or form gave neither text nor comment."""
    if reading.format == "letter" and not reading.comments and not reading.rest:
        raise SourceError(name, "holds no text", "ask the sender for it again")
    return reading


def count_comments(comments: tuple[Comment, ...]) -> dict[str, int]:
    """How many comments of each origin, and how many without a provision."""
    counts = {"general": sum(not c.anchors for c in comments)}
    for comment in comments:
        counts[comment.origin] = counts.get(comment.origin, 0) + 1
    return counts
