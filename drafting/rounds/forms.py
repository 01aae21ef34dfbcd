"""Filled-in forms as comments: each row knows its provision, or tells it in one way or another.

The row's own mark (eId) comes first, unless its printed label says another provision: whoever
copies a row and writes 第十五条 over 第三条 means the fifteenth. Without either the draft's words
in the row, then the comment's own words place it; else it is general.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex as re

from drafting.records import record
from drafting.rounds.columns import Columns, find_columns, guess_columns
from drafting.rounds.comments import Anchor, Comment, Kind, Reading
from drafting.rounds.grids import Grid, GridRow, Note
from drafting.rounds.letters import place_words, text_to_comments
from drafting.rounds.mentions import simplify, squeeze
from drafting.rounds.places import Places
from drafting.rounds.senders import Sender, read_date, read_label_cells, read_proposer
from drafting.rounds.splitting import split_comments
from drafting.rounds.uprights import lay_flat
from drafting.rounds.wording import is_empty, read_kind, read_request, says_nothing

_GENERAL = re.compile("总体|整体|全文|通篇|综合|其[他它]|一般性?|全部|整个|草案")
_IS_DELETION = re.compile(
    r"\s*(?:建议)?(?:整条|全文|全款|本条|该条|本款|此条)?(?:删除|删去|删掉|取消|不保留)(?:本条|该条|此条|本款|该款|本项|该项)?[。！!\s]*"
)
_ANSWER_ROLES = ("opinion", "proposed", "reason")
_OTHER_LIMIT = 2_000
_LABEL_LIMIT = 60


@record
class _Sheet:
    """A table being read: its columns, who filled it in, what names it in messages."""

    name: str
    columns: Columns
    sender: Sender
    places: Places

    def cell(self, row: GridRow, role: str) -> str:
        column = self.columns.roles.get(role)
        return row.cells.get(column, "").strip() if column is not None else ""


def grids_to_reading(grids: Sequence[Grid], places: Places, lines: Sequence[str]) -> Reading | None:
    """Read the tables of a file; ``lines`` are its text outside of them.

    None when no table in it is one of comments.
    """
    comments: list[Comment] = []
    rest: list[str] = []
    notes: list[str] = []
    found = False
    sender = read_label_cells([[line] for line in lines])
    for given in grids:
        grid, columns = _find_table(given, places)
        notes += grid.remarks
        if columns is None:
            rest += _rows_to_rest(grid.rows)
            continue
        found = True
        sender = _read_sender(grid, columns).over(sender)
        sheet = _Sheet(grid.name, columns, sender, places)
        notes += _tell_columns(sheet)
        comments += _name_sender(list(_read_rows(sheet, grid.rows, rest)))
    if not found:
        return None
    if not comments and any(_says_nothing(grid, lines) for grid in grids):
        comments.append(_no_comment(sender, grids))
    return Reading("form", tuple(comments), (*lines, *rest), tuple(notes))


def _find_table(grid: Grid, places: Places) -> tuple[Grid, Columns | None]:
    """A table and its columns; one that is written downwards (条款｜第八条 / 意见｜…) laid flat."""
    columns = find_columns(grid.rows, places)
    flat = lay_flat(grid) if columns is None else None
    if flat is not None:
        return flat, find_columns(flat.rows, places)
    return grid, columns or guess_columns(grid.rows, places)


def _name_sender(comments: list[Comment]) -> list[Comment]:
    """Rows without a name are of the one person who is named in the others, if there is one."""
    named = {(c.proposer, c.unit) for c in comments if c.proposer or c.unit}
    if len(named) != 1:
        return comments
    ((proposer, unit),) = named
    return [
        c if c.proposer or c.unit else replace(c, proposer=proposer, unit=unit) for c in comments
    ]


def _read_rows(sheet: _Sheet, rows: Sequence[GridRow], rest: list[str]) -> Iterator[Comment]:
    head = list(rows[sheet.columns.head].cells.values())
    last: tuple[Anchor, ...] = ()
    for index, row in enumerate(rows):
        if index <= sheet.columns.head:
            rest += _rows_to_rest([row]) if index < sheet.columns.head else []
            yield from _notes_to_comments(sheet, row, ())
            continue
        if list(row.cells.values()) == head:
            continue  # printed again at the top of a page
        anchors = _place_row(sheet, row, last)
        last = anchors
        made = [*_row_to_comments(sheet, row, anchors), *_notes_to_comments(sheet, row, anchors)]
        yield from made
        if not made and not sheet.cell(row, "text") and not sheet.cell(row, "label"):
            rest += _rows_to_rest([row])


def _row_to_comments(
    sheet: _Sheet, row: GridRow, anchors: tuple[Anchor, ...]
) -> Iterator[Comment]:
    """The comments of one row: none when its answer cells are empty and its text unchanged."""
    yield from _answers_to_comments(sheet, row)
    opinion, proposed, reason = (_said(sheet.cell(row, role)) for role in _ANSWER_ROLES)
    others = _other_cells(sheet, row)
    if not opinion and not proposed:
        edited = _edited_text(sheet, row, anchors)
        if edited:
            opinion, proposed = "（在条文栏内直接修改）", edited
        elif reason or others:
            opinion, reason = "\n".join(t for t in (reason, others) if t), ""
            others = ""
    if not opinion and not proposed:
        return
    reason = "\n".join(t for t in (reason, others) if t)
    kind = read_kind(sheet.cell(row, "kind"))
    place = _place_name(sheet, row, anchors)
    for comment in _split_row(sheet, place, anchors, (opinion, proposed, reason)):
        yield _sign(replace(comment, kind=kind or comment.kind), _row_sender(sheet, row))


def _answers_to_comments(sheet: _Sheet, row: GridRow) -> Iterator[Comment]:
    """What a row of a questionnaire answers to the questions about one place each."""
    for column, asked in sorted(sheet.columns.asked.items()):
        said = _said(row.cells.get(column, "").strip())
        title = sheet.columns.titles.get(column, "")
        place = f"{sheet.name}第{row.number}行“{title[:_LABEL_LIMIT]}”栏"
        for comment in _split_row(sheet, place, asked, (said, "", "")) if said else ():
            yield _sign(comment, _row_sender(sheet, row))


def _sign(comment: Comment, sender: Sender) -> Comment:
    return replace(
        comment, proposer=sender.proposer, unit=sender.unit, contact=sender.contact,
        date=sender.date,
    )  # fmt: skip


def _place_name(sheet: _Sheet, row: GridRow, anchors: tuple[Anchor, ...]) -> str:
    """Where a row stands; with it what its 条款 cell says when the draft has no such provision."""
    place, label = f"{sheet.name}第{row.number}行", sheet.cell(row, "label")
    unknown = label and not anchors and not _GENERAL.search(simplify(label))
    return f"{place}（条款栏：{label[:_LABEL_LIMIT]}）" if unknown else place


def _split_row(
    sheet: _Sheet, place: str, anchors: tuple[Anchor, ...], said: tuple[str, str, str]
) -> Iterator[Comment]:
    """Several comments in one cell, each with its own reason where reasons are numbered alike."""
    opinion, proposed, reason = said
    parts = split_comments(opinion) if opinion else [""]
    reasons = split_comments(reason, 1)
    if len(reasons) != len(parts):
        reasons = [reason] * len(parts)
    proposals = split_comments(proposed, 1) if len(parts) > 1 else [proposed]
    if len(proposals) != len(parts):
        proposals = [proposed, *[""] * (len(parts) - 1)]
    for part, wording, why in zip(parts, proposals, reasons, strict=True):
        if not anchors and part:
            for comment in text_to_comments(part, sheet.places, place):
                yield replace(_with_columns(comment, wording, why), origin="form")
        else:
            yield _with_columns(_part_to_comment(sheet.places, place, anchors, part), wording, why)


def _with_columns(comment: Comment, proposed: str, reason: str) -> Comment:
    """A comment with what the columns 建议条文 and 理由 say besides its own words."""
    reasons = [r for r in (comment.reason, reason) if r]
    if _IS_DELETION.fullmatch(simplify(proposed)):
        # 修改后: 删除 is what is asked for, not the wording
        text = "\n".join(dict.fromkeys(t for t in (comment.text, proposed) if t))
        return replace(comment, text=text, kind="删除", reason="\n".join(dict.fromkeys(reasons)))
    changed = replace(
        comment,
        proposed=proposed or comment.proposed,
        reason="\n".join(dict.fromkeys(reasons)),
        text=comment.text or (f"建议修改为：{proposed}" if proposed else ""),
    )
    return changed if comment.text else replace(changed, kind="修改")


def _part_to_comment(
    places: Places, place: str, anchors: tuple[Anchor, ...], text: str
) -> Comment:
    request = read_request(text)
    deeper = _deepen(places, anchors, text)
    placed = place_words(deeper, request.words, text, places)
    kind: Kind = request.kind
    return Comment(request.text, place, "form", placed, kind, request.proposed, request.reason)


def _deepen(places: Places, anchors: tuple[Anchor, ...], text: str) -> tuple[Anchor, ...]:
    """A row on 第八条 whose comment says 第二款 is on 第八条第二款."""
    if len(anchors) != 1:
        return anchors
    eid = anchors[0].eid
    found = [a for m in places.find_mentions(text, eid) for a in m.anchors]
    deeper = {a.eid: a for a in found if a.eid.startswith(f"{eid}__")}
    outside = [a for a in found if a.eid != eid and a.eid not in deeper]
    if len(deeper) == 1 and not outside:
        return (replace(next(iter(deeper.values())), how=anchors[0].how),)
    return anchors


def _place_row(
    sheet: _Sheet, row: GridRow, last: tuple[Anchor, ...]
) -> tuple[Anchor, ...]:
    places, label = sheet.places, sheet.cell(row, "label")
    known = places.find_eid(row.eid or sheet.cell(row, "eid"))
    named = places.read_label(label) if label else ()
    if known is not None and (not named or any(_is_near(known.eid, a.eid) for a in named)):
        return (known,)
    if named:
        return named
    if label and _GENERAL.search(simplify(label)):
        return ()
    text = sheet.cell(row, "text")
    found = places.find_alike(text) if text else None
    if found is not None:
        return (replace(found, words=""),)
    # an added row that names nothing goes with the row above only where its cells were merged
    return last if not label and not text and row.eid == "same" else ()


def _is_near(one: str, other: str) -> bool:
    """Whether one eId is the other, or stands inside it."""
    return one == other or one.startswith(f"{other}__") or other.startswith(f"{one}__")


def _edited_text(sheet: _Sheet, row: GridRow, anchors: tuple[Anchor, ...]) -> str:
    """What a row's 条文 cell became when somebody wrote into it, "" when it stands as it was."""
    text = sheet.cell(row, "text")
    if len(anchors) != 1 or not text:
        return ""
    places, eid = sheet.places, anchors[0].eid
    mine, theirs = squeeze(places.text_of(eid)), squeeze(text)
    # the row of a first 款 prints the label and heading of its 条 too
    if not mine or theirs in mine or theirs in squeeze(places.text_of(places.article_of(eid))):
        return ""
    from rapidfuzz import fuzz

    # a wholly other text is no edit of this provision: the columns were mixed up
    return text if fuzz.ratio(mine, theirs) >= 50 else ""


def _notes_to_comments(
    sheet: _Sheet, row: GridRow, anchors: tuple[Anchor, ...]
) -> Iterator[Comment]:
    for note in row.notes:
        base = _note_to_comment(sheet, row, anchors, note)
        sender = read_proposer(note.author).over(sheet.sender)
        yield _sign(base, replace(sender, date=note.date or sender.date))


def _note_to_comment(
    sheet: _Sheet, row: GridRow, anchors: tuple[Anchor, ...], note: Note
) -> Comment:
    place = f"{sheet.name}第{row.number}行批注"
    return replace(_part_to_comment(sheet.places, place, anchors, note.text), origin="note")


def _row_sender(sheet: _Sheet, row: GridRow) -> Sender:
    either = read_proposer(sheet.cell(row, "either"))
    person = read_proposer(sheet.cell(row, "person"))
    unit = sheet.cell(row, "unit")
    own = Sender(
        person.proposer or either.proposer,
        unit or either.unit or person.unit,
        sheet.cell(row, "contact") or either.contact or person.contact,
        read_date(sheet.cell(row, "date")),
    )
    return own.within(sheet.sender)


def _read_sender(grid: Grid, columns: Columns) -> Sender:
    """Who filled in the table: from the rows above its head and below its last numbered row."""
    rows = [r for i, r in enumerate(grid.rows) if i < columns.head or i >= len(grid.rows) - 6]
    cells = [[r.cells[c] for c in sorted(r.cells)] for r in rows if len(r.cells) <= 6]
    return read_label_cells(cells)


def _other_cells(sheet: _Sheet, row: GridRow) -> str:
    """Columns that were added and are not understood: kept as 标题：内容."""
    said = (
        (title, row.cells.get(column, "").strip())
        for column, title in sorted(sheet.columns.others.items())
    )
    kept = [f"{title}：{text}" if title else text for title, text in said if _said(text)]
    return "\n".join(kept)[:_OTHER_LIMIT]


def _said(text: str) -> str:
    """A cell's text, "" where it only says that there is nothing to say."""
    return "" if is_empty(text) or says_nothing(text) else text


def _says_nothing(grid: Grid, lines: Sequence[str]) -> bool:
    cells = (text for row in grid.rows for text in row.cells.values())
    return any(says_nothing(text) for text in (*cells, *lines))


def _no_comment(sender: Sender, grids: Sequence[Grid]) -> Comment:
    return _sign(Comment("无意见", grids[0].name, "form", (), "支持"), sender)


def _tell_columns(sheet: _Sheet) -> Iterator[str]:
    titles = [title for title in sheet.columns.others.values() if title]
    if titles:
        yield f"{sheet.name}有未识别的栏目：{'、'.join(titles)}，其内容并入理由"
    if not {"opinion", "proposed"} & sheet.columns.roles.keys():
        yield f"{sheet.name}没有意见栏，按理由栏读取"


def _rows_to_rest(rows: Sequence[GridRow]) -> list[str]:
    return ["　".join(r.cells[c] for c in sorted(r.cells)) for r in rows if r.cells]
