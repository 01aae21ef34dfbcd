"""意见汇总处理表: comments with room for what becomes of them, and 意见采纳情况 for publication.

    by provision   a row for each group of comments alike, under 章 headings, in the draft's order
    by proposer    a row for each comment, under the name of who sent it

Columns are chosen by their titles. Two hidden ones let an answer find its comments again: 意见标识
("g12:345": the group of comment 12 as it was when comment 345 was the newest) and 原状态.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from drafting.errors import DraftingError
from drafting.records import record
from drafting.rounds.comments import ANSWERS, GENERAL, Group, Voice
from drafting.rounds.figures import OPEN, Figures, chapter_of
from drafting.rounds.folder import RoundSettings
from drafting.rounds.grouping import voices_to_groups
from drafting.rounds.places import Places
from drafting.writers.table import Cell, Column, Row, Table, text_to_cell

HandlingBy = Literal["provision", "proposer"]
_NAMES_SHOWN = 3
COLUMNS: tuple[Column, ...] = (
    Column("seq", "序号", 3, "center"),
    Column("label", "条款", 7.5, "center"),
    Column("text", "原文", 18),
    Column("opinion", "意见内容", 22),
    Column("proposed", "建议条文", 16),
    Column("reason", "理由", 12),
    Column("kind", "意见类型", 5, "center"),
    Column("count", "件数", 3.5, "center"),
    Column("proposer", "提出单位/个人", 9),
    Column("date", "提出日期", 6, "center"),
    Column("file", "来件", 9),
    Column("id", "意见编号", 4.5, "center"),
    Column("place", "新稿情况", 10),
    Column("proposal", "建议处理", 10),
    Column("answer", "处理意见", 6.5, "center", answer=True, choices=ANSWERS),
    Column("answer_reason", "处理理由", 14, answer=True),
    Column("answered_by", "经办人", 5, "center", answer=True),
    Column("answered_at", "办理日期", 6, "center"),
)
"""Every column that can be asked for, in the usual order."""
_HIDDEN = (
    Column("key", "意见标识", 8, formats=("xlsx", "csv"), hidden=True),
    Column("known", "原状态", 6, formats=("xlsx", "csv"), hidden=True),
)
_WIDE = (
    "seq", "label", "text", "opinion", "proposed", "reason", "kind", "count", "proposer", "id",
    "place", "proposal", "answer", "answer_reason", "answered_by",
)  # fmt: skip
_PAGE = ("seq", "label", "opinion", "reason", "count", "proposer", "id", "answer", "answer_reason")
_PUBLIC = ("seq", "label", "opinion", "count", "proposer", "answer", "answer_reason")


@record
class HandlingSettings:
    """``columns`` are titles or keys, () for the usual ones; ``wide``: a sheet has room for more.

    ``public``: for publication, with texts masked before and nothing that leads back to anybody.
    """

    by: HandlingBy = "provision"
    columns: tuple[str, ...] = ()
    wide: bool = True
    public: bool = False


@record
class RoundView:
    """What a report shows. ``drafts`` are the drafts by number: the first is the published one.

    ``notes`` are the names of the files that could not be read.
    """

    settings: RoundSettings
    voices: tuple[Voice, ...]
    drafts: Mapping[int, Places]
    figures: Figures
    notes: tuple[str, ...] = ()

    @property
    def places(self) -> Places:
        """The draft that was published."""
        return self.drafts[1]

    @property
    def draft(self) -> int:
        """The number of the newest draft."""
        return max(self.drafts)

    def places_of(self, voice: Voice) -> Places:
        """The draft that a voice speaks of."""
        return self.drafts[voice.standings[0].draft if voice.standings else 1]


@record
class Part:
    """A table still without its rows, the rows as they are made, and how many they are at most."""

    table: Table
    rows: Iterator[Row]
    most: int


def handling_table(view: RoundView, settings: HandlingSettings) -> Table:
    """Return the table of comments and answers. Raises DraftingError for an unknown column."""
    table, *annexes = (
        replace(part.table, rows=tuple(part.rows)) for part in handling_parts(view, settings)
    )
    return replace(table, annexes=tuple(annexes))


def handling_parts(view: RoundView, settings: HandlingSettings) -> list[Part]:
    """The same as parts whose rows are made one by one, for rounds of very many comments.

    Raises DraftingError for an unknown column.
    """
    columns = _choose_columns(view, settings)
    context = _make_context(view, settings, columns)
    rows = _rows_by_provision(context) if settings.by == "provision" else _by_proposer(context)
    title = "意见采纳情况" if settings.public else "意见汇总处理表"
    table = Table(
        "handling", f"《{view.settings.title}》{title}", _with_text(columns), (),
        above=tuple(_describe(view, settings)), below=tuple(_remarks(view, settings)),
    )
    # a heading before every row is the most that there can be
    parts = [Part(table, _number(columns, rows), 2 * len(view.voices))]
    shown = settings.wide and not settings.public and settings.by == "provision"
    return [*parts, _voices_part(view)] if shown else parts


def _with_text(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with one called "text", which is where sheets write the headings of 章."""
    keys = [c.key for c in columns]
    if "text" in keys or "opinion" not in keys:
        return columns
    return tuple(replace(c, key="text") if c.key == "opinion" else c for c in columns)


@record
class _Context:
    view: RoundView
    settings: HandlingSettings
    columns: tuple[Column, ...]
    last: int
    """The newest comment: a group is answered as far as it went when the table was made."""


def _make_context(
    view: RoundView, settings: HandlingSettings, columns: tuple[Column, ...]
) -> _Context:
    return _Context(view, settings, columns, max((v.id for v in view.voices), default=0))


def _choose_columns(view: RoundView, settings: HandlingSettings) -> tuple[Column, ...]:
    usual: tuple[str, ...] = _PUBLIC if settings.public else _WIDE if settings.wide else _PAGE
    if view.draft == 1 and not settings.columns:
        usual = tuple(key for key in usual if key not in ("place", "proposal"))
    wanted = settings.columns or usual
    found = []
    for name in wanted:
        column = next((c for c in COLUMNS if name in (c.key, c.title)), None)
        if column is None:
            known = "、".join(c.title for c in COLUMNS)
            raise DraftingError(f"--columns {name}: no such column; choose from {known}")
        found.append(column)
    if settings.public:
        return tuple(_for_public(c) for c in found)
    answered = any(c.key == "answer" for c in found)
    return (*found, *_HIDDEN) if answered else tuple(found)


def _for_public(column: Column) -> Column:
    titles = {"answer": "采纳情况", "answer_reason": "说明", "opinion": "意见建议"}
    return replace(
        column, answer=False, choices=(), title=titles.get(column.key, column.title)
    )


def _rows_by_provision(context: _Context) -> Iterator[Row]:
    """Groups in the draft's order under the headings of its 章; the general ones last."""
    places = context.view.places
    order = {u.eid: n for n, u in enumerate(places.tree.units)}
    groups = voices_to_groups(list(context.view.voices))
    keyed = sorted(groups, key=lambda g: _place_key(g.head, places, order))
    chapter = ""
    for group in keyed:
        anchors = group.head.comment.anchors
        heading = chapter_of(places, anchors[0].eid) if anchors else GENERAL
        if heading != chapter:
            chapter = heading
            yield Row((text_to_cell(heading),), group=True)
        yield _group_to_row(context, group, grouped=True)


def _place_key(
    voice: Voice, places: Places, order: dict[str, int]
) -> tuple[int, list[int | str], int]:
    anchors = voice.comment.anchors
    if not anchors:
        return len(order) + 1, [], voice.id
    eid = anchors[0].eid
    unit = places.article_of(eid)
    return order.get(unit, len(order)), _natural(eid[len(unit) :]), voice.id


def _natural(text: str) -> list[int | str]:
    """Numbers in an eId as numbers: __para_10 after __para_2."""
    return [int(p) for p in text.split("_") if p.isdigit()]


def _by_proposer(context: _Context) -> Iterator[Row]:
    """Every comment under the name of who sent it; bodies first, then persons, then unnamed."""
    by_name: dict[tuple[int, str], list[Voice]] = {}
    for voice in context.view.voices:
        by_name.setdefault(_sender_key(voice), []).append(voice)
    for (_, name), voices in sorted(by_name.items()):
        yield Row((text_to_cell(f"{name}（{len(voices)}条）"),), group=True)
        for voice in voices:
            yield _group_to_row(context, Group((voice,)), grouped=False)


def _sender_key(voice: Voice) -> tuple[int, str]:
    said = voice.comment
    if said.unit:
        return 0, said.unit
    return (1, said.proposer) if said.proposer else (2, "未署名")


def _group_to_row(context: _Context, group: Group, grouped: bool) -> Row:
    cells = tuple(
        text_to_cell(_CELLS[column.key](context, group, grouped)) for column in context.columns
    )
    anchors = group.head.comment.anchors
    return Row(cells, anchors[0].eid if anchors else "")


def _text_cell(context: _Context, group: Group, _: bool) -> str:
    anchors, places = group.head.comment.anchors, context.view.places_of(group.head)
    return "\n".join(dict.fromkeys(places.text_of(a.eid) for a in anchors[:3]))


def _label_cell(_: _Context, group: Group, __: bool) -> str:
    return label_of(group.head)


def label_of(voice: Voice) -> str:
    """The provisions that a comment is on, in words: 第八条第二款、第九条."""
    labels = list(dict.fromkeys(a.label for a in voice.comment.anchors))
    if len(labels) > 4:
        return f"{labels[0]}至{labels[-1]}等{len(labels)}处"
    return "、".join(labels) or GENERAL


def _opinion_cell(context: _Context, group: Group, _: bool) -> str:
    said = group.head.comment
    shown = {column.key for column in context.columns}
    parts = [said.text]
    if "proposed" not in shown and said.proposed and said.proposed not in said.text:
        parts.append(f"建议条文：{said.proposed}")
    if "reason" not in shown and said.reason:
        parts.append(f"理由：{said.reason}")
    return "\n".join(parts)


def _proposer_cell(context: _Context, group: Group, _: bool) -> str:
    names = list(dict.fromkeys(sender_of(v) for v in group.voices))
    shown = "、".join(names[:_NAMES_SHOWN])
    return f"{shown}等" if len(names) > _NAMES_SHOWN else shown


def sender_of(voice: Voice) -> str:
    """The sender as one name: 杭州某公司 张三, 张三, 未署名."""
    said = voice.comment
    return " ".join(filter(None, (said.unit, said.proposer))) or "未署名"


def _place_cell(context: _Context, group: Group, _: bool) -> str:
    """Where the comment stands in the newest draft and what that draft did there."""
    now = [s for s in group.head.standings if s.draft == context.view.draft]
    told = []
    for standing in now:
        where = standing.anchor.label if standing.anchor.eid else ""
        told.append(f"{where}{standing.effect}" if standing.effect else "")
    return "；".join(filter(None, dict.fromkeys(told)))


def _proposal_cell(_: _Context, group: Group, __: bool) -> str:
    head = group.head
    return f"{head.proposal}（{head.because}）" if head.proposal else ""


def _answer_cell(context: _Context, group: Group, _: bool) -> str:
    told = list(dict.fromkeys(v.status for v in group.voices if v.status))
    if not told:
        return "研究中" if context.settings.public else ""
    return told[0] if len(told) == 1 else "、".join(told)


def _reason_of_answer(_: _Context, group: Group, __: bool) -> str:
    return "\n".join(dict.fromkeys(v.answer for v in group.voices if v.answer))


def _key_cell(context: _Context, group: Group, grouped: bool) -> str:
    return f"g{group.head.id}:{context.last}" if grouped else f"c{group.head.id}"


_Cell = Callable[[_Context, Group, bool], str]
_CELLS: dict[str, _Cell] = {
    "seq": lambda *_: "",
    "label": _label_cell,
    "text": _text_cell,
    "opinion": _opinion_cell,
    "proposed": lambda _, g, __: g.head.comment.proposed,
    "reason": lambda _, g, __: g.head.comment.reason,
    "kind": lambda _, g, __: g.head.comment.kind,
    "count": lambda _, g, __: str(g.count),
    "proposer": _proposer_cell,
    "date": lambda _, g, __: g.head.comment.date[:10],
    "file": lambda _, g, __: f"{g.head.file} {g.head.comment.place}".strip(),
    "id": lambda _, g, __: str(g.head.id),
    "place": _place_cell,
    "proposal": _proposal_cell,
    "answer": _answer_cell,
    "answer_reason": _reason_of_answer,
    "answered_by": lambda _, g, __: g.head.answered_by,
    "answered_at": lambda _, g, __: g.head.answered_at[:10],
    "key": _key_cell,
    "known": lambda c, g, __: _answer_cell(c, g, True),
}


def _number(columns: Sequence[Column], rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with their 序号, where that column was asked for."""
    place = next((i for i, c in enumerate(columns) if c.key == "seq"), None)
    number = 0
    for row in rows:
        if row.group or place is None:
            yield row
            continue
        number += 1
        cells = (*row.cells[:place], text_to_cell(str(number)), *row.cells[place + 1 :])
        yield replace(row, cells=cells)


def _describe(view: RoundView, settings: HandlingSettings) -> Iterator[str]:
    """The lines above: period, what came back, what became of it."""
    f, s = view.figures, view.settings
    yield f"征求意见时间：{s.first}至{s.until}" + (f"　征求意见单位：{s.organ}" if s.organ else "")
    unread = f"，{f.unreadable}件无法读取" if f.unreadable else ""
    silent = f"，{f.silent}件无意见" if f.silent else ""
    speaking = f.files - f.silent - f.unreadable
    yield (
        f"共收到来件{f.files}件（其中提出意见的{speaking}件{silent}{unread}），"
        f"意见{f.comments}条，归并相同意见后{f.groups}条。"
    )
    told = [f"{name}{n}条" for name, n in f.by_status if n and name != OPEN]
    left = dict(f.by_status).get(OPEN, 0)
    told += [f"{'研究中' if settings.public else '尚未答复'}{left}条"] if left else []
    yield f"处理情况：{'，'.join(told) or '无'}。"


def _remarks(view: RoundView, settings: HandlingSettings) -> Iterator[str]:
    if settings.public:
        yield "注：个人姓名、联系方式和住址等个人信息已作隐去处理。"
        return
    yield from (f"未能读取的来件：{note}" for note in view.notes)


def _voices_part(view: RoundView) -> Part:
    """Every voice, in a sheet of its own: what the groups stand for."""
    keys = ("id", "label", "opinion", "proposed", "reason", "kind", "proposer", "date", "file")
    named = {c.key: c for c in COLUMNS}
    columns = (
        named["id"], Column("group", "并入意见", 5, "center"), *(named[k] for k in keys[1:]),
        named["answer"], named["answer_reason"],
    )  # fmt: skip
    # told, not asked: under its own title this sheet would be read back as answers
    titles = {"answer": "现处理意见", "answer_reason": "现处理理由"}
    plain = tuple(
        replace(c, answer=False, choices=(), title=titles.get(c.key, c.title)) for c in columns
    )
    context = _make_context(view, HandlingSettings(), plain)
    rows = (_voice_to_row(context, voice) for voice in view.voices)
    return Part(Table("handling", "全部意见", plain, ()), rows, len(view.voices))


def _voice_to_row(context: _Context, voice: Voice) -> Row:
    group = Group((voice,))
    cells: list[Cell] = []
    for column in context.columns:
        if column.key == "group":
            cells.append(text_to_cell(str(voice.group) if voice.group != voice.id else ""))
        else:
            cells.append(text_to_cell(_CELLS[column.key](context, group, False)))
    return Row(tuple(cells))
