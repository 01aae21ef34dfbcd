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

    def load(self, path: str) -> Tree:
        """The tree of one source."""
        return load(path, **self._reading)

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


@command.command()
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--by", type=click.Choice(["article", "paragraph"]), default="article", show_default=True,
    help="A row for each article (条, or numbered level), or for each paragraph of it (款).",
)
@_job_options
def comment(job: _Job, draft: str, by: str) -> None:
    """The form for comments on DRAFT: every provision, with room for opinion and reason."""
    from drafting.writers.table_comment import table_comment

    job.write(table_comment(job.load(draft), "paragraph" if by == "paragraph" else "article"))


@command.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--all", "every_row", is_flag=True, help="Rows that did not change as well.")
@_job_options
def compare(job: _Job, old: str, new: str, every_row: bool) -> None:
    """OLD and NEW side by side (修改前后对照表), every change marked and said in words."""
    from drafting.comparison.diff import diff_trees
    from drafting.writers.table_compare import table_compare

    changes = diff_trees(job.load(old), job.load(new))
    if changes.unrelated:
        click.echo(
            f"{old} and {new} are not versions of one text: `drafting table peers` "
            "is the better question",
            err=True,
        )
    job.write(table_compare(changes, every_row))


@command.command()
@click.argument("draft", metavar="DRAFT")
@click.argument("others", metavar="OTHER...", nargs=-1)
@click.option("--note", metavar="NOTE", help="The draft's explanatory note: the second column.")
@_job_options
def peers(job: _Job, draft: str, others: tuple[str, ...], note: str | None) -> None:
    """DRAFT beside its note, peer regulations and policies, and what they have and it lacks."""
    from drafting.comparison.compare import compare_trees
    from drafting.writers.table_peers import table_peers

    beside = [job.load(path) for path in ([note] if note else []) + list(others)]
    if not beside:
        raise click.UsageError("give at least one OTHER, or --note NOTE")
    tree = job.load(draft)
    job.write(table_peers(tree, beside, compare_trees(tree, beside)))
