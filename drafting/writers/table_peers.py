"""The draft beside its note, peer regulations and policies: 草案 | 起草说明 | 《上海市…条例》 | ….

Each article of the draft with what the others say of the same thing, best first, and after it, as a
table of its own, what the others have and the draft has not: that is what drafters look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from drafting.akn import Element, Tree
from drafting.akn.names import CONTAINERS
from drafting.comparison.matches import Candidate, Match, Matches, Unmatched
from drafting.writers.table import EMPTY, Cell, Column, Row, Run, Table, text_to_cell

IN_FULL = 2
"""Candidates of one text shown with their words; further ones are only named."""
ADOPTION = ("吸收", "部分吸收", "不吸收", "待研究")

_CONTAINERS = frozenset(CONTAINERS)
_SHOWN = frozenset(("article", "level"))
_REMARK = Column("remark", "备注", 12, answer=True, formats=("xlsx",))
_LACKING_COLUMNS = (
    Column("label", "条款", 8, "center"),
    Column("text", "内容", 50),
    Column("adoption", "处理意见", 8, "center", True, ADOPTION, formats=("xlsx",)),
    _REMARK,
)


def table_peers(draft: Tree, others: Sequence[Tree], matches: Matches) -> Table:
    """Return the comparison of ``draft`` with ``others`` (in the order of ``matches.sources``)."""
    names = _source_names(others, matches.sources)
    columns = (
        Column("draft", _draft_name(draft), 30),
        *(Column(f"other{i}", name, 30) for i, name in enumerate(names.values(), 1)),
        _REMARK,
    )
    title = f"《{draft.title}》对照表" if draft.title else "条文对照表"
    return Table(
        "peers", title, columns, tuple(_draft_rows(draft, matches)),
        above=("（每条之下列出其他文件中内容最相近的条文及匹配度，最高为1；无相近条文的留空）",),
        annexes=_lacking_tables(matches.unmatched, names),
    )


def name_source(tree: Tree) -> str:
    """What stands over a text's column: 起草说明 for a note, else 《its title》."""
    title = tree.title
    if title.rstrip("）)").endswith("说明"):
        return "起草说明"
    return f"《{title}》" if title else tree.source.name


def _source_names(others: Sequence[Tree], sources: Sequence[str]) -> dict[str, str]:
    """The column title of each source; two of one name get their files' names beside."""
    named = {
        source: name_source(others[i]) if i < len(others) else source
        for i, source in enumerate(sources)
    }
    titles = list(named.values())
    return {
        source: name if titles.count(name) == 1 else f"{name}（{source}）"
        for source, name in named.items()
    }


def _draft_name(draft: Tree) -> str:
    return {"bill": "草案", "act": "条文"}.get(draft.kind, name_source(draft))


def _draft_rows(draft: Tree, matches: Matches) -> Iterator[Row]:
    """A row for each article or level of the draft, group rows for chapters, in order."""
    waiting = {match.draft_eid: match for match in matches.matches}
    for unit in draft.units:
        match = waiting.pop(unit.eid, None)
        if unit.level in _CONTAINERS and match is None:
            yield Row((text_to_cell(" ".join(unit.text.split())),), unit.eid, group=True)
        elif match is not None or unit.level in _SHOWN:
            yield _match_row(unit.eid, unit.text, match, matches.sources)
    for match in waiting.values():
        element = draft.by_eid.get(match.draft_eid)
        text = element.full_text if isinstance(element, Element) else match.draft
        yield _match_row(match.draft_eid, text, match, matches.sources)


def _match_row(eid: str, text: str, match: Match | None, sources: Sequence[str]) -> Row:
    found = match.candidates if match else ()
    cells = (_candidates_cell([c for c in found if c.source == s]) for s in sources)
    return Row((text_to_cell(text), *cells, EMPTY), eid)


def _candidates_cell(candidates: Sequence[Candidate]) -> Cell:
    runs: list[Run] = []
    for candidate in candidates[:IN_FULL]:
        runs += [
            Run("\n" if runs else ""),
            Run(candidate.label or "（无编号段落）", "label"),
            Run(f"　匹配度{candidate.confidence:.2f}", "aside"),
            Run(f"\n{candidate.text}"),
        ]
    rest = "、".join(f"{c.label}（{c.confidence:.2f}）" for c in candidates[IN_FULL:])
    return Cell((*runs, Run(f"\n另见：{rest}", "aside")) if rest else tuple(runs))


def _lacking_tables(unmatched: Sequence[Unmatched], names: dict[str, str]) -> tuple[Table, ...]:
    rows: list[Row] = []
    for source, found in groupby(unmatched, key=lambda item: item.source):
        items = list(found)
        heading = f"{names.get(source, source)}（{len(items)}处）"
        rows.append(Row((text_to_cell(heading),), group=True))
        rows += (
            Row((text_to_cell(item.label), text_to_cell(item.text), EMPTY, EMPTY))
            for item in items
        )
    if not rows:
        return ()
    return (Table("lacking", "其他文件有而草案未见的内容", _LACKING_COLUMNS, tuple(rows)),)
