"""``drafting demo``: the whole round on the five seed documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.options import date_option

if TYPE_CHECKING:
    from drafting.akn import Tree
    from drafting.checks.findings import Finding

SEEDS = (
    "hangzhou-robot-draft",
    "hangzhou-robot-note",
    "hangzhou-robot-opinions-2024",
    "shanghai-ai-draft-2022",
    "shanghai-robot-plan-2023",
)
OPEN_FIRST = "annotated.docx"


@dataclass
class _Desk:
    """What the steps share: the folder, the date, the trees, what was written and found."""

    folder: Path
    date: Any
    trees: dict[str, Tree] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    written: list[tuple[str, str]] = field(default_factory=list)

    @property
    def draft(self) -> Tree:
        return self.trees[SEEDS[0]]

    @property
    def note(self) -> Tree:
        return self.trees[SEEDS[1]]

    @property
    def peer(self) -> Tree:
        return self.trees[SEEDS[3]]

    def write(self, name: str, data: bytes, what: str) -> None:
        from drafting.writers.outputs import write_output

        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_output(target, data)
        self.written.append((name, what))


@click.command(short_help="the whole round on the five seed documents")
@click.option("-o", "--output", "folder", metavar="DIR", default="demo", show_default=True,
              help="Folder to write into; files of an earlier demo there are replaced.")
@date_option
def command(folder: str, date: str | None) -> None:
    """Run the whole round on the five seed documents that come with the package.

    \b
    Example:
      drafting demo
      drafting demo -o /tmp/demo
    """
    from drafting.errors import OutputError
    from drafting.writers.outputs import resolve_date

    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise OutputError(target, "is a file", "name a folder with -o")
    target.mkdir(parents=True, exist_ok=True)
    desk = _Desk(target, resolve_date(date))
    _run_steps(desk)
    _tell(desk)


def _run_steps(desk: _Desk) -> None:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for text, step in _steps():
            task = progress.add_task(text, total=1)
            step(desk)
            progress.update(task, completed=1)


def _steps() -> Iterator[tuple[str, Callable[[_Desk], None]]]:
    yield "reading and parsing five texts", _parse
    yield "checking the draft and its note", _check
    yield "mending the draft, as tracked changes", _mend
    yield "annotating the draft", _annotate
    yield "the form for comments", _comment_form
    yield "draft, note and Shanghai side by side", _three_way
    yield "the draft beside two policies", _policies


def _parse(desk: _Desk) -> None:
    from drafting.akn import tree_to_xml
    from drafting.api import load
    from drafting.resources import find_resource

    for name in SEEDS:
        tree = desk.trees[name] = load(find_resource("seeds", f"{name}.txt"))
        desk.write(f"trees/{name}.xml", tree_to_xml(tree), "")
    desk.written[:] = [("trees/*.xml", "the five texts as Akoma Ntoso")]


def _check(desk: _Desk) -> None:
    from drafting.api import check
    from drafting.writers.findings_xlsx import findings_to_xlsx

    desk.findings = check(desk.draft, note=desk.note)
    data = findings_to_xlsx(desk.findings, desk.date)
    desk.write("findings.xlsx", data, f"{len(desk.findings)} findings in the draft and its note")


def _mend(desk: _Desk) -> None:
    from drafting.word.document import DocumentSettings
    from drafting.word.edits import edits_to_docx

    own = [f for f in desk.findings if f.fix == "safe" and f.source == desk.draft.source.name]
    data = edits_to_docx(desk.draft, own, DocumentSettings(date=desk.date))
    desk.write("redline.docx", data, f"the mended draft: {len(own)} findings mended, tracked")


def _annotate(desk: _Desk) -> None:
    from drafting.api import annotate

    data = annotate(desk.draft, note=desk.note, peers=[desk.peer], date=desk.date)
    desk.write(OPEN_FIRST, data, "the draft, each article with note, Shanghai and findings")


def _comment_form(desk: _Desk) -> None:
    from drafting.api import table

    _write_table(desk, table("comment", desk.draft), "comment-form", (".docx", ".xlsx"),
                 "the form for comments")


def _three_way(desk: _Desk) -> None:
    from drafting.api import table

    _write_table(desk, table("peers", desk.draft, desk.note, desk.peer), "three-way",
                 (".docx", ".html"), "draft, note and Shanghai, article by article")


def _policies(desk: _Desk) -> None:
    from drafting.api import table

    policies = (desk.trees[SEEDS[2]], desk.trees[SEEDS[4]])
    _write_table(desk, table("peers", desk.draft, *policies), "policies", (".docx",),
                 "which promise of the policies became which article")


def _write_table(
    desk: _Desk, record: Any, name: str, suffixes: tuple[str, ...], what: str
) -> None:
    from drafting.writers.table_files import TableSettings, table_to_bytes

    for suffix in suffixes:
        data = table_to_bytes(record, suffix, TableSettings(desk.date))
        desk.write(f"{name}{suffix}", data, what)


def _tell(desk: _Desk) -> None:
    from collections import Counter

    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("file", "what it is", title=f"written to {desk.folder}/", title_justify="left")
    for what, names in groupby(desk.written, key=lambda pair: pair[1]):
        table.add_row("\n".join(name for name, _ in names), what)
    console.print(table)
    counts = Counter(finding.severity for finding in desk.findings)
    told = ", ".join(f"{counts[s]} {s}{'s' if s != 'info' else ''}"
                     for s in ("error", "warning", "info") if counts[s])
    console.print(f"found in the draft and its note: {told or 'nothing'}")
    console.print(f"[bold]open first: {desk.folder / OPEN_FIRST}[/bold]")
