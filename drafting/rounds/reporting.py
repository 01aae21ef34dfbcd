"""Reports of a round: table, publication, overview, the draft with its comments, the redline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from datetime import datetime
from typing import Literal

from drafting.errors import DraftingError
from drafting.records import record
from drafting.rounds.figures import count_round
from drafting.rounds.folder import Round
from drafting.rounds.handling import (
    HandlingBy,
    HandlingSettings,
    Part,
    RoundView,
    handling_parts,
    handling_table,
)
from drafting.rounds.masking import make_masker
from drafting.rounds.places import Places
from drafting.rounds.records import load_files, load_voices
from drafting.writers.table import Row

ReportKind = Literal["table", "adoption", "overview", "draft", "redline"]
KINDS: tuple[ReportKind, ...] = ("table", "adoption", "overview", "draft", "redline")
SUFFIXES = (".docx", ".xlsx", ".csv", ".html")
_TOLD = 5_000
"""Rows between two words on how far it has come."""
_POSSIBLE: dict[ReportKind, tuple[str, ...]] = {
    "table": SUFFIXES, "adoption": SUFFIXES, "overview": (".html",), "draft": (".docx",),
    "redline": (".docx",),
}  # fmt: skip


@record
class ReportSettings:
    """``kind`` None: what the suffix says (.html an overview, else the table, published when

    ``public``). ``date`` stamps everything; ``draft`` is the draft of kind "draft" (0: newest);
    ``tell`` is called as rows are written, with what, how many and of how many (0: not known).
    """

    date: datetime
    kind: ReportKind | None = None
    by: HandlingBy = "provision"
    columns: tuple[str, ...] = ()
    public: bool = False
    draft: int = 0
    tell: Callable[[str, int, int], None] = field(default=lambda *_: None)


@record
class Report:
    """A report as a file, and what is to be said of it."""

    data: bytes
    notes: tuple[str, ...] = ()


def load_view(round: Round, public: bool) -> RoundView:
    """Everything a report shows, read once; personal data masked when ``public``."""
    files, voices = load_files(round.store), load_voices(round.store)
    places = Places(round.load_draft(1))
    drafts = {n: Places(round.load_draft(n)) for n in range(2, round.newest + 1)}
    figures = count_round(voices, files, places)
    if public:
        masker = make_masker(voices)
        voices = [masker.mask_voice(v) for v in voices]
    return RoundView(
        round.settings, tuple(voices), {1: places, **drafts}, figures,
        tuple(f.name for f in files if f.status != "read" and not public),
    )  # fmt: skip


def choose_kind(suffix: str, settings: ReportSettings) -> ReportKind:
    """The report that ``suffix`` stands for. Raises DraftingError for one it cannot hold."""
    kind = settings.kind
    if kind is None:
        kind = "overview" if suffix == ".html" else "adoption" if settings.public else "table"
    if suffix not in _POSSIBLE[kind]:
        possible = " or ".join(_POSSIBLE[kind])
        raise DraftingError(f"--kind {kind}: is written as {possible}, not {suffix}")
    return kind


def report_round(
    round: Round, view: RoundView, suffix: str, settings: ReportSettings
) -> Report:
    """Return the report of kind ``settings.kind`` as a file of ``suffix``."""
    kind = choose_kind(suffix, settings)
    if kind in ("table", "adoption"):
        return _table(view, suffix, settings, kind == "adoption")
    if kind == "overview":
        from drafting.rounds.overview import overview_to_html

        return Report(overview_to_html(view, settings.date, settings.public).encode())
    return _draft(round, view, settings) if kind == "draft" else _redline(round, view, settings)


def _table(view: RoundView, suffix: str, settings: ReportSettings, published: bool) -> Report:
    from drafting.rounds.bigsheets import MANY, parts_to_csv, parts_to_xlsx
    from drafting.writers.table_files import TableSettings, table_to_bytes

    wide = suffix in (".xlsx", ".csv")
    chosen = HandlingSettings(settings.by, settings.columns, wide, published)
    if len(view.voices) <= MANY:
        table = handling_table(view, chosen)
        return Report(table_to_bytes(table, suffix, TableSettings(settings.date)))
    if not wide:
        raise DraftingError(
            f"{len(view.voices):,} comments are more than a {suffix} table holds ({MANY:,}); "
            "write .xlsx or .csv"
        )
    parts = [_watch(part, settings) for part in handling_parts(view, chosen)]
    return Report(parts_to_xlsx(parts, settings.date) if suffix == ".xlsx" else parts_to_csv(parts))


def _watch(part: Part, settings: ReportSettings) -> Part:
    """``part``, telling how far it has come as its rows are taken."""

    def iter_told() -> Iterator[Row]:
        for number, row in enumerate(part.rows, 1):
            if not number % _TOLD:
                settings.tell(f"rows of {part.table.title.rpartition('》')[2]}", number, 0)
            yield row

    return replace(part, rows=iter_told())


def _draft(round: Round, view: RoundView, settings: ReportSettings) -> Report:
    from drafting.rounds.threads import voices_to_threads
    from drafting.word.document import DocumentSettings, tree_to_docx

    number = settings.draft or view.draft
    tree = round.load_draft(number)
    threads = voices_to_threads(view, Places(tree), number, settings.date)
    data = tree_to_docx(tree, DocumentSettings(date=settings.date), threads.comments)
    counted = f"{threads.counted} groups are only counted: Word takes no more comments"
    return Report(data, (counted,) if threads.counted else ())


def _redline(round: Round, view: RoundView, settings: ReportSettings) -> Report:
    from drafting.rounds.redlines import round_to_redline

    if view.draft < 2:
        raise DraftingError("the round has one draft only; bring the next: drafting round carry")
    return Report(round_to_redline(round, view, settings.date))


