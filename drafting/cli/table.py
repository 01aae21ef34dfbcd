"""``drafting table``: comment-ready tables as .docx, .xlsx, .csv and .html."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.api import load
from drafting.cli.options import date_option, encoding_option, force_option, track_changes_option

if TYPE_CHECKING:
    from drafting.akn import Tree
    from drafting.writers.table import Table

_OPTIONS = (
    click.option(
        "-o", "--output", "outputs", metavar="FILE", multiple=True, required=True,
        help="Table to write (.docx, .xlsx, .csv, .html); may be given several times; "
        "- writes CSV to standard output.",
    ),
    click.option(
        "--template", metavar="FILE", help="A .docx template of your own: templates/README.md."
    ),
    force_option,
    date_option,
    encoding_option,
    track_changes_option,
)


class _Job:
    """What the three commands share: sources read alike, outputs checked before any work."""

    def __init__(self, options: dict[str, Any]) -> None:
        from drafting.writers.outputs import resolve_date
        from drafting.writers.table_files import TableSettings, check_table_outputs

        outputs, template = options["outputs"], options["template"]
        self.to_stdout = "-" in outputs
        files = [output for output in outputs if output != "-"]
        self.paths = check_table_outputs(files, template, options["force"])
        self.settings = TableSettings(
            resolve_date(options["date"]), Path(template) if template else None
        )
        self._reading = {name: options[name] for name in ("encoding", "track_changes")}
        self._template = template

    def load(self, *paths: str) -> list[Tree]:
        """The trees of the sources, once it is sure that no output would overwrite one of them."""
        from drafting.writers.outputs import refuse_source

        for target in self.paths:
            refuse_source(target, *paths, *([self._template] if self._template else []))
        return [load(path, **self._reading) for path in paths]

    def write(self, table: Table) -> None:
        """Write ``table`` to every output and say so."""
        from drafting.writers.table_files import table_to_bytes, write_table

        rows = sum(not row.group for row in table.rows)
        for path in self.paths:
            write_table(table, path, self.settings)
            click.echo(f"{path}: {rows} rows", err=True)
        if self.to_stdout:
            sys.stdout.buffer.write(table_to_bytes(table, ".csv", self.settings))


def _job_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options, and hand it what they say as one ``_Job``."""

    @wraps(command)
    def run(**options: Any) -> None:
        shared = {name: options.pop(name) for name in (
            "outputs", "template", "force", "date", "encoding", "track_changes"
        )}
        command(_Job(shared), **options)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


@click.group(name="table")
def command() -> None:
    """Write comment-ready tables (.docx, .xlsx, .csv, .html).

    \b
    Example:
      drafting table comment draft.docx -o form.docx -o form.xlsx
      drafting table compare old.docx new.docx -o changes.docx
      drafting table peers draft.docx --note note.docx shanghai.txt -o peers.docx
    """


@command.command(short_help="the form for comments, a row for each provision")
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--by", type=click.Choice(["article", "paragraph"]), default="article", show_default=True,
    help="A row for each article (条, or numbered level), or for each paragraph of it (款).",
)
@_job_options
def comment(job: _Job, draft: str, by: str) -> None:
    """The form for comments on DRAFT: every provision, with room for opinion and reason.

    \b
    Example:
      drafting table comment draft.docx -o form.docx -o form.xlsx
      drafting table comment draft.txt --by paragraph -o form.xlsx
    """
    from drafting.writers.table_comment import table_comment

    tree, = job.load(draft)
    job.write(table_comment(tree, "paragraph" if by == "paragraph" else "article"))


@command.command(short_help="two versions side by side, what changed")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--all", "every_row", is_flag=True, help="Rows that did not change as well.")
@_job_options
def compare(job: _Job, old: str, new: str, every_row: bool) -> None:
    """OLD and NEW side by side (修改前后对照表), every change marked and said in words.

    \b
    Example:
      drafting table compare old.docx new.docx -o 对照表.docx
      drafting table compare old.txt new.txt --all -o 对照表.xlsx
    """
    from drafting.comparison.diff import diff_trees
    from drafting.writers.table_compare import table_compare

    before, after = job.load(old, new)
    changes = diff_trees(before, after)
    if changes.unrelated:
        click.echo(
            "drafting: the texts share too little to be versions of one another; "
            "`drafting compare` (or `drafting table peers`) is the better question", err=True,
        )
    job.write(table_compare(changes, every_row))


@command.command(short_help="a draft beside its note, peers and policies")
@click.argument("draft", metavar="DRAFT")
@click.argument("others", metavar="[OTHER]...", nargs=-1)
@click.option("--note", metavar="NOTE", help="The draft's explanatory note: the second column.")
@_job_options
def peers(job: _Job, draft: str, others: tuple[str, ...], note: str | None) -> None:
    """DRAFT beside its note, peer regulations and policies, and what they have and it lacks.

    \b
    Example:
      drafting table peers draft.docx --note note.docx shanghai.txt -o peers.docx
      drafting table peers draft.txt shanghai.txt shenzhen.txt -o peers.xlsx -o peers.html
    """
    from drafting.comparison.compare import compare_trees
    from drafting.writers.table_peers import table_peers

    paths = [*([note] if note else []), *others]
    if not paths:
        raise click.UsageError("give at least one OTHER, or --note NOTE")
    tree, *beside = job.load(draft, *paths)
    job.write(table_peers(tree, beside, compare_trees(tree, beside)))
