"""Answers: filled in by people, in Excel as a rule, read back and kept with who and when.

A row answers one comment, or all that were in its group when the table was written: copies that
came later wait for somebody to look at them. Where two people answered differently, or the answer
in the store is not the one that the table was written with, nothing is overwritten: it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import regex as re

from drafting.errors import SourceError
from drafting.rounds.answerbook import (
    AnswerBook,
    AnswerChange,
    Answered,
    AnswerRow,
    AnswerSettings,
    AnswerSieve,
    find_answers,
    load_book,
    save_changes,
)
from drafting.rounds.columns import find_columns
from drafting.rounds.comments import ANSWERS
from drafting.rounds.folder import Round
from drafting.rounds.grids import Grid, GridRow
from drafting.rounds.places import Places
from drafting.rounds.senders import read_date
from drafting.rounds.wording import is_empty

CONFIRM = "确认"
"""What stands in 处理意见 when somebody takes the proposal as it is."""
WITHDRAW = "撤回"
"""What takes an answer back."""
_SYNONYMS = {
    "采纳": r"(?:已|予以|全部|完全|同意)?采纳|同意|采用|吸收采纳",
    "部分采纳": r"(?:已|予以|同意)?部分(?:采纳|吸收)|原则采纳|吸收部分|部分吸收采纳",
    "不采纳": r"(?:不予|未|没有|暂不|不)采纳|不同意|不吸收|未予采纳",
    "解释说明": r"(?:作|予以|已)?(?:解释|说明|解释说明|作出解释|解释答复)|另行说明",
    CONFIRM: r"确认|同意建议|按建议处理",
    WITHDRAW: r"撤回|撤销|重新研究",
}
_PATTERNS = {answer: re.compile(pattern) for answer, pattern in _SYNONYMS.items()}
_KEY = re.compile(r"(?P<scope>[gc])(?P<id>\d{1,12})(?::(?P<last>\d{1,12}))?")
_SIGNS = re.compile(r"[\s。；;，,]|（.*?）|\(.*?\)")
_ID = re.compile(r"\d{1,12}")
Tell = Callable[[int, int], None]
_TOLD = 2_000
"""Rows between two words on how far it has come."""


def answer_round(
    round: Round, path: str, settings: AnswerSettings, tell: Tell = lambda *_: None
) -> Answered:
    """Read the answers in the table ``path`` into ``round``, all in one transaction.

    ``tell`` is called with how many rows of how many are done. Raises SourceError when the file
    holds no such table.
    """
    done = Answered()
    rows = list(read_answers(path, Places(round.load_draft(1)), done))
    with round.store.write() as connection:
        round.store.lock(connection)
        book = load_book(connection, rows, (path, settings, done))
        for number, row in enumerate(rows, 1):
            _apply(book, row)
            if not number % _TOLD:
                tell(number, len(rows))
        save_changes(connection, book.changes)
    return done


def confirm_proposals(round: Round, settings: AnswerSettings) -> Answered:
    """Confirm every proposal of a comment that has no answer yet."""
    from drafting.rounds.records import load_open_proposals

    done = Answered()
    with round.store.write() as connection:
        round.store.lock(connection)
        proposed = load_open_proposals(connection)
        current = find_answers(connection, [id for id, _, _ in proposed])
        save_changes(connection, [
            AnswerChange(id, current[id][:2], (status, because), (settings.who, settings.at, "确认建议"))
            for id, status, because in proposed
        ])  # fmt: skip
        done.changed = len(proposed)
    return done


def read_answers(path: str, places: Places, done: Answered) -> Iterator[AnswerRow]:
    """Yield the answered rows of a table; what cannot be understood goes to ``done.problems``."""
    found = False
    tables = [(g, find_columns(g.rows, places)) for g in _read_grids(path, places)]
    # the sheet that knows its rows by mark is the one to fill in; others only tell
    marked = any(c is not None and {"key", "answer"} <= c.roles.keys() for _, c in tables)
    for grid, columns in tables:
        if columns is None or "answer" not in columns.roles:
            continue
        if not ({"key"} if marked else {"id"}) & columns.roles.keys():
            continue
        found = True
        for row in grid.rows[columns.head + 1 :]:
            cells = {r: row.cells.get(c, "").strip() for r, c in columns.roles.items()}
            read = _read_row(grid, row, cells, done)
            if read is not None:
                yield read
    if not found:
        raise SourceError(
            path, "holds no table with the columns 意见编号 and 处理意见",
            "fill in the table that `drafting round report` wrote",
        )  # fmt: skip


def _read_grids(path: str, places: Places) -> Sequence[Grid]:
    from pathlib import Path

    from drafting.rounds.returned import SHEETS, TEXTS, read_sheets

    if Path(path).suffix.lower() in SHEETS | TEXTS:
        return read_sheets(Path(path), path, AnswerSieve)
    from drafting.rounds.wordtables import source_to_grids
    from drafting.sources import read

    return source_to_grids(read(path), places.tree)[0]


def _read_row(
    grid: Grid, row: GridRow, cells: dict[str, str], done: Answered
) -> AnswerRow | None:
    said = cells["answer"]
    if is_empty(said):
        return None
    place = f"{grid.name}第{row.number}行"
    status = read_status(said)
    if status is None and said == cells.get("known_status"):
        return None  # the members of a group answered differently: nothing new is said
    if status is None:
        done.problems.append(f"{place}：处理意见“{said[:20]}”不是{'、'.join(ANSWERS)}之一，未记录")
        return None
    key, number = _KEY.fullmatch(cells.get("key", "")), _ID.search(cells.get("id", ""))
    if key is None and number is None:
        done.problems.append(f"{place}：没有意见编号，未记录")
        return None
    id, grouped, last = (
        (int(key["id"]), key["scope"] == "g", int(key["last"]) if key["last"] else None)
        if key is not None
        else (int(number[0]) if number else 0, True, None)
    )
    known = cells.get("known_status") if "known_status" in cells else None
    return AnswerRow(
        place, id, grouped, last, status, cells.get("answer_reason", ""),
        cells.get("answered_by", ""), read_date(cells.get("answered_at", "")), known,
    )  # fmt: skip


def read_status(text: str) -> str | None:
    """The answer that a cell names, None when it names none."""
    bare = _SIGNS.sub("", text)
    return next((s for s, pattern in _PATTERNS.items() if pattern.fullmatch(bare)), None)


def _apply(book: AnswerBook, row: AnswerRow) -> None:
    done, settings = book.done, book.settings
    current = book.find(row)
    if not current:
        done.problems.append(f"{row.place}：没有编号为{row.id}的意见，未记录")
        return
    status, answer = row.status, row.answer
    if status == CONFIRM:
        status, because = book.proposals.get(row.id, ("", ""))
        if not status:
            done.problems.append(f"{row.place}：意见{row.id}没有可确认的建议，未记录")
            return
        answer = answer or because
    status = "" if status == WITHDRAW else status
    if status in ("不采纳", "部分采纳") and not answer:
        done.warnings.append(f"{row.place}：意见{row.id}{status}，没有写明理由")
    wanted, who = (status, answer), row.who or settings.who
    clash = _find_clash(row, current, (status, who), book.taken)
    book.taken |= dict.fromkeys(current, row)
    if clash and not settings.replace:
        done.conflicts.append(clash)
        return
    fresh = {id: was[:2] for id, was in current.items() if was[:2] != wanted}
    book.change(fresh, wanted, (who, row.at or settings.at, f"{book.path} {row.place}"))
    done.changed += len(fresh)
    done.unchanged += len(current) - len(fresh)


def _find_clash(
    row: AnswerRow, current: dict[int, tuple[str, str, str]], wanted: tuple[str, str],
    taken: dict[int, AnswerRow],
) -> str:
    """What speaks against the status ``wanted[0]`` by ``wanted[1]``: another row, or an answer

    that somebody else has given since the table was written.
    """
    for id, (status, _, by) in current.items():
        other = taken.get(id)
        if other is not None and (other.status, other.answer) != (row.status, row.answer):
            told = f"意见{id}在{other.place}已答复“{other.status}”"
            return f"{row.place}：{told}，此处为“{row.status}”"
        is_own = bool(by) and by == wanted[1]
        if status and status not in (wanted[0], row.known) and not is_own:
            return f"{row.place}：意见{id}已由他人答复“{status}”，此处为“{row.status}”，未改动"
    return ""
