"""``drafting round``: a public-comment round, out, back and answered."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from drafting.cli.options import (
    check_words,
    date_option,
    encoding_option,
    force_option,
    track_changes_option,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from drafting.rounds.collecting import Collected

F = TypeVar("F", bound="Callable[..., Any]")
_store_option = click.option(
    "--store", default="", metavar="URL",
    help="Where the comments are kept: postgresql+psycopg://user@host/database (with the extra "
    "postgresql); default a SQLite file in the round's folder.",
)
_folder_argument = click.argument("folder", metavar="DIR")


def _words_option(*names: str, **more: Any) -> Callable[[F], F]:
    """An option whose words are printed into documents."""
    return click.option(*names, default="", callback=check_words, **more)


class _InOrderOfUse(click.Group):
    """Lists its commands in the order in which a round needs them."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)


@click.group(name="round", cls=_InOrderOfUse)
def command() -> None:
    """A public-comment round: open it, collect what comes back, answer, carry on, report.

    \b
    Example:
      drafting round open draft.docx --until 2025-09-10 -o round/
      drafting round collect round/ returned/*
      drafting round report round/ -o 处理表.xlsx
      drafting round answer round/ 处理表.xlsx
      drafting round carry round/ revised.docx
      drafting round report round/ -o 采纳情况.docx --public
    """


@command.command(name="open", short_help="Open a round on a draft: notice, forms, empty store.")
@click.argument("draft", metavar="DRAFT")
@click.option("--note", default="", metavar="NOTE", help="The draft's explanatory note.")
@click.option("--from", "first", metavar="DATE", help="Day of publication; default --date.")
@click.option(
    "--until", metavar="DATE", help="Last day to comment; default thirty days after publication."
)
@click.option(
    "--by", type=click.Choice(["article", "paragraph"]), default="article", show_default=True,
    help="Rows of the forms: one for each article (条), or for each paragraph of it (款).",
)
@_words_option("--organ", metavar="NAME", help="The body that asks for comments.")
@_words_option("--email", help="Where comments are sent.")
@_words_option("--address", help="Where letters are sent.")
@_words_option("--website", help="Where comments are entered.")
@_words_option("--phone", help="Telephone for questions.")
@_words_option("--contact", metavar="NAME", help="Whom to ask.")
@_store_option
@click.option("-o", "--output", "folder", metavar="DIR", required=True, help="The round's folder.")
@track_changes_option
@date_option
@encoding_option
def open_command(draft: str, note: str, folder: str, **options: Any) -> None:
    """Open a round on DRAFT: its tree, the notice, the forms and an empty store, in a folder.

    A period of fewer than thirty days (the first day is not counted) is a warning: 立法法 第四十条
    says 一般不少于三十日.

    \b
    Example:
      drafting round open draft.docx --note note.docx --until 2025-09-10 -o round/ \\
        --organ 杭州市司法局 --email lifa@example.gov.cn
    """
    from drafting.api import load
    from drafting.rounds.notice import Contact
    from drafting.rounds.opening import OpenSettings, open_round
    from drafting.writers.outputs import resolve_date

    moment = resolve_date(options["date"])
    first = resolve_date(options["first"]) if options["first"] else moment
    contact = Contact(
        options["organ"], options["email"], options["address"], options["phone"],
        options["website"], options["contact"],
    )
    settings = OpenSettings(
        moment, first.date(), options["until"],
        "paragraph" if options["by"] == "paragraph" else "article", options["store"], contact,
    )
    how = {"encoding": options["encoding"], "track_changes": options["track_changes"]}
    tree = load(draft, **how)
    made = open_round(tree, folder, settings, load(note, **how) if note else None)
    for warning in made.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(
        f"{folder}: open from {made.period.first} until {made.period.last} "
        f"({made.period.days} days): {', '.join(made.files)}", err=True,
    )


@command.command(short_help="Collect files that came back: forms, marked drafts, letters.")
@_folder_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--draft", default=1, show_default=True, help="The draft that was commented on.")
@click.option("--jobs", default=0, metavar="N", help="Processes that read; default all cores.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_store_option
@date_option
def collect(folder: str, files: tuple[str, ...], **options: Any) -> None:
    """Collect FILEs (or folders of them) that came back into the round in DIR.

    Filled-in forms (.xlsx .docx .csv .xls .ods), the draft with Word comments and tracked changes,
    letters (.txt .docx .pdf .html .eml …). The same file twice adds nothing. A file that cannot be read
    is told, the others go on; the exit status is then 2.

    \b
    Example:
      drafting round collect round/ returned/*.xlsx letters/
    """
    from drafting.rounds.collecting import CollectSettings, collect_files
    from drafting.rounds.folder import open_folder
    from drafting.writers.outputs import resolve_date

    moment = resolve_date(options["date"]).isoformat()
    settings = CollectSettings(moment, options["jobs"], options["draft"], _tell_progress)
    with open_folder(folder, options["store"]) as opened:
        collected = collect_files(opened, files, settings)
    if options["format"] == "json":
        from drafting.rounds.summaries import collected_to_json

        click.echo(collected_to_json(collected))
    _tell_collected(collected)
    if collected.named("unreadable"):
        sys.exit(2)


def _tell_progress(what: str, done: int, of: int) -> None:
    """One line on a terminal, written over again as work goes on; nothing where nobody watches."""
    if sys.stderr.isatty():
        told = f"{done:,} of {of:,}" if of else f"{done:,}"
        click.echo(f"\r\x1b[K{what}: {told}", err=True, nl=False)


def _end_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)


def _tell_collected(collected: Collected) -> None:
    from drafting.rounds.summaries import collected_to_lines

    _end_progress()
    for line in collected_to_lines(collected):
        click.echo(line, err=True)


@command.command(short_help="Carry every comment to the next draft.")
@_folder_argument
@click.argument("draft", metavar="NEWDRAFT")
@_store_option
@track_changes_option
@date_option
@encoding_option
def carry(folder: str, draft: str, **options: Any) -> None:
    """Bring NEWDRAFT, the next draft, and carry every comment to where it stands there.

    Provisions that were moved, renumbered, split or merged are found by the alignment of the two
    drafts. Where the new draft says what a comment asked for, 采纳 is proposed: see the column
    建议处理 of the table, and confirm there (确认) or with `round answer --confirm`.

    \b
    Example:
      drafting round carry round/ revised.docx
    """
    from drafting.api import load
    from drafting.rounds.carrying import carry_round
    from drafting.rounds.collecting import settle_round
    from drafting.rounds.folder import open_folder
    from drafting.rounds.summaries import carried_to_lines
    from drafting.writers.outputs import resolve_date

    tree = load(draft, encoding=options["encoding"], track_changes=options["track_changes"])
    moment = resolve_date(options["date"]).isoformat()
    with open_folder(folder, options["store"]) as opened:
        settle_round(opened)
        carried = carry_round(opened, tree, moment, partial(_tell_progress, "comments carried"))
    _end_progress()
    for line in carried_to_lines(carried):
        click.echo(line, err=True)


@command.command(short_help="Read answers from filled-in tables of `round report`.")
@_folder_argument
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option(
    "--by", "who", default="", metavar="NAME", callback=check_words,
    help="Who answers, where a row says not.",
)
@click.option("--replace", is_flag=True, help="Overwrite answers that differ.")
@click.option("--confirm", is_flag=True, help="Confirm every proposal that is not answered yet.")
@_store_option
@date_option
def answer(folder: str, files: tuple[str, ...], who: str, **options: Any) -> None:
    """Read answers (采纳, 部分采纳, 不采纳, 解释说明) from filled-in tables of `round report`.

    Where the store has another answer by now, or two rows differ, nothing is overwritten: it is
    told, and the exit status is 1. Every change is kept in a log, with who and when.

    \b
    Example:
      drafting round answer round/ 处理表.xlsx --by 王芳
      drafting round answer round/ --confirm --by 王芳
    """
    from drafting.rounds.answerbook import AnswerSettings
    from drafting.rounds.answering import answer_round, confirm_proposals
    from drafting.rounds.collecting import settle_round
    from drafting.rounds.folder import open_folder
    from drafting.rounds.summaries import answered_to_lines
    from drafting.writers.outputs import resolve_date

    if not files and not options["confirm"]:
        raise click.UsageError("give at least one FILE, or --confirm")
    moment = resolve_date(options["date"]).isoformat()
    settings = AnswerSettings(who, moment, options["replace"])
    failed = False
    with open_folder(folder, options["store"]) as opened:
        settle_round(opened)
        tell = partial(_tell_progress, "rows answered")
        done = [(name, answer_round(opened, name, settings, tell)) for name in files]
        if options["confirm"]:
            done.append(("--confirm", confirm_proposals(opened, settings)))
    _end_progress()
    for name, answered in done:
        failed = failed or bool(answered.conflicts or answered.problems)
        for line in answered_to_lines(name, answered):
            click.echo(line, err=True)
    sys.exit(1 if failed else 0)


@command.command(short_help="Report: tables, publication, overview, annotated draft, redline.")
@_folder_argument
@click.option(
    "-o", "--output", "outputs", metavar="FILE", multiple=True, required=True,
    help="What to write (.docx .xlsx .csv .html); may be given several times.",
)
@click.option(
    "--kind", type=click.Choice(["table", "adoption", "overview", "draft", "redline"]),
    help="table: 意见汇总处理表; adoption: 意见采纳情况, to be published; overview: figures and "
    "plots; draft: the draft with the comments in it; redline: old to new draft, each change with "
    "the comments behind it. Default: overview for .html, adoption with --public, else table.",
)
@click.option(
    "--by", type=click.Choice(["provision", "proposer"]), default="provision", show_default=True,
    help="Rows of the table under provisions, or under who sent them.",
)
@click.option(
    "--columns", default="", metavar="A,B,…", help="Columns of the table, by their titles."
)
@click.option(
    "--public", is_flag=True,
    help="For publication: names, telephone and ID numbers and addresses masked.",
)
@click.option("--draft", default=0, metavar="N", help="For --kind draft: which draft; the newest.")
@force_option
@_store_option
@date_option
def report(folder: str, outputs: tuple[str, ...], force: bool, **options: Any) -> None:
    """Report on the round in DIR; the suffix and --kind choose what is written.

    The .xlsx table is the one to fill in and give to `round answer`.

    \b
    Example:
      drafting round report round/ -o 处理表.xlsx -o 处理表.docx
      drafting round report round/ -o 采纳情况.docx --public
      drafting round report round/ -o 概览.html
      drafting round report round/ -o 批注稿.docx --kind draft
      drafting round report round/ -o 修订稿.docx --kind redline
    """
    from drafting.rounds.collecting import settle_round
    from drafting.rounds.folder import open_folder
    from drafting.rounds.reporting import (
        SUFFIXES,
        ReportSettings,
        choose_kind,
        load_view,
        report_round,
    )
    from drafting.rounds.summaries import tell_count
    from drafting.writers.outputs import check_output, resolve_date, write_output

    targets = [check_output(output, SUFFIXES, force) for output in outputs]
    named = options["columns"].replace("，", ",").split(",")
    columns = tuple(name.strip() for name in named if name.strip())
    settings = ReportSettings(
        resolve_date(options["date"]), options["kind"], options["by"], columns,
        options["public"], options["draft"], _tell_progress,
    )
    for target in targets:
        choose_kind(target.suffix.lower(), settings)
    with open_folder(folder, options["store"]) as opened:
        settle_round(opened)
        view = load_view(opened, options["public"])
        for target in targets:
            made = report_round(opened, view, target.suffix.lower(), settings)
            _end_progress()
            write_output(target, made.data)
            click.echo(f"{target}: {tell_count(view.figures.comments, 'comment')}", err=True)
            for note in made.notes:
                click.echo(f"  {note}", err=True)
