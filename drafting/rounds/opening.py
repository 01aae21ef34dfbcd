"""Open a round: the folder with the draft's tree, the notice, the forms and an empty store."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from drafting.akn import Tree, tree_to_xml
from drafting.errors import DraftingError, OutputError
from drafting.records import record
from drafting.rounds import schema
from drafting.rounds.folder import (
    SETTINGS,
    SQLITE,
    Round,
    RoundSettings,
    save_settings,
    write_whole,
)
from drafting.rounds.notice import Contact, notice_to_docx
from drafting.rounds.period import Period, read_period
from drafting.writers.table_comment import By

FORMS = ("form.docx", "form.xlsx")
NOTICE = "notice.docx"


@record
class OpenSettings:
    """How a round is opened. ``first`` is the day of publication; ``until`` the last day (None:

    thirty days on); ``store`` a PostgreSQL URL, "" for SQLite in the folder.
    """

    date: dt.datetime
    first: dt.date
    until: str | None = None
    by: By = "article"
    store: str = ""
    contact: Contact = field(default_factory=Contact)
    template: Path | None = None


@record
class Opened:
    """What was made, and what is to be said about it."""

    folder: Path
    files: tuple[str, ...]
    period: Period
    warnings: tuple[str, ...]


def open_round(
    tree: Tree, folder: str | Path, settings: OpenSettings, note: Tree | None = None
) -> Opened:
    """Make ``folder`` the round on ``tree``. Raises OutputError when it is there already."""
    path = Path(folder)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OutputError(path, "exists already and is not empty", "name a new folder")
    if not any(u.level in ("article", "level") for u in tree.units):
        raise DraftingError(f"{tree.title or tree.source.name}: has no provision to comment on")
    period = read_period(settings.first, settings.until)
    path.mkdir(parents=True, exist_ok=True)
    round = Round(path, _settings_of(tree, period, settings), settings.store)
    try:
        with round:
            _create_store(round, tree, settings.date)
            made = dict(_iter_files(tree, note, period, settings))
            for name, data in made.items():
                write_whole(path / name, data)
            # last of all: a folder without it is no round, whatever killed the opening
            save_settings(round)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)  # it was empty or not there: all in it is ours
        raise
    listed = (*made, *(() if settings.store else (SQLITE,)), SETTINGS)
    return Opened(path, listed, period, tuple(_iter_warnings(period, settings)))


def _settings_of(tree: Tree, period: Period, settings: OpenSettings) -> RoundSettings:
    digest = hashlib.sha256(tree_to_xml(tree)).hexdigest()[:12]
    return RoundSettings(
        title=tree.title or tree.source.name,
        organ=settings.contact.organ,
        first=period.first.isoformat(),
        until=period.last.isoformat(),
        by=settings.by,
        store=settings.store,
        schema=f"round_{period.first:%Y%m%d}_{digest}" if settings.store else "",
    )


def _create_store(round: Round, tree: Tree, moment: dt.datetime) -> None:
    from sqlalchemy import insert

    round.store.create()
    row = draft_to_row(1, tree, moment.isoformat())
    with round.store.write() as connection:
        connection.execute(insert(schema.drafts), [row])


def draft_to_row(number: int, tree: Tree, moment: str) -> dict[str, object]:
    """A draft's tree as a row of the store: draft ``number``."""
    data = tree_to_xml(tree)
    return {
        "no": number, "title": tree.title, "sha256": hashlib.sha256(data).hexdigest(),
        "added": moment, "tree": data,
    }  # fmt: skip


def _iter_files(
    tree: Tree, note: Tree | None, period: Period, settings: OpenSettings
) -> Iterator[tuple[str, bytes]]:
    from drafting.rounds.formfiles import form_to_files

    yield "draft.xml", tree_to_xml(tree)
    if note is not None:
        yield "note.xml", tree_to_xml(note)
    yield NOTICE, notice_to_docx(tree, note, period, settings.contact, settings.date)
    yield from form_to_files(tree, settings.by, settings.date)


def _iter_warnings(period: Period, settings: OpenSettings) -> Iterator[str]:
    if period.warning:
        yield period.warning
    missing = settings.contact.missing
    if missing:
        yield f"公告还没有写明{'和'.join(missing)}，相应位置已留空，请填写后再发布"
