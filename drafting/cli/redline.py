"""``drafting redline``: two versions of one text as a Word document with tracked changes."""

from __future__ import annotations

import click

from drafting.cli.options import (
    author_option,
    date_option,
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)


@click.command(short_help="a Word document with tracked changes from OLD to NEW")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@output_option("The .docx to write; - is standard output.", multiple=False, required=True)
@author_option
@date_option
@click.option(
    "--labels", type=click.Choice(["tracked", "silent"]), default="tracked", show_default=True,
    help="Renumbered labels, blanks: tracked under the author 序号调整, or written without a mark.",
)
@click.option(
    "--moves", type=click.Choice(["native", "plain"]), default="native", show_default=True,
    help="Moved articles: as Word's own moves, or as deletion and insertion.",
)
@click.option("--no-comments", is_flag=True, help="Leave out the comments on structural changes.")
@click.option(
    "--clean", is_flag=True, help="Build a new document even when OLD is a Word file."
)
@click.option("--template", default="", metavar="FILE", help="A .docx to build a new document on.")
@force_option
@encoding_option
@track_changes_option
def command(old: str, new: str, outputs: str, force: bool, **options: str) -> None:
    """Write what changed from OLD to NEW as tracked changes.

    Rejecting all changes gives OLD, accepting all gives NEW, paragraph for paragraph. When OLD is
    a .docx the changes are written into a copy of it, so that its styles, numbering, headers,
    notes and comments stay; else a document is built in the form of an official document.

    \b
    Example:
      drafting redline 2007.txt 2022.txt -o redline.docx
      drafting redline draft.docx revised.txt -o redline.docx --author 法制处 --date 2025-08-11
    """
    from drafting.api import load
    from drafting.comparison.diff import diff_trees
    from drafting.word.redline import RedlineSettings, changes_to_redline
    from drafting.writers.outputs import (
        check_output,
        refuse_source,
        resolve_date,
        write_output,
    )

    target = None if outputs == "-" else check_output(outputs, (".docx",), force)
    if target is not None:
        refuse_source(target, old, new, options["template"])
    reading = {name: options[name] for name in ("encoding", "track_changes")}
    settings = RedlineSettings(
        author=options["author"], date=resolve_date(options["date"]),
        labels="silent" if options["labels"] == "silent" else "tracked",
        moves="plain" if options["moves"] == "plain" else "native",
        comments=not options["no_comments"], in_place=not options["clean"],
        template=options["template"],
    )
    before, after = load(old, **reading), load(new, **reading)
    found = changes_to_redline(before, after, diff_trees(before, after), settings)
    if target is None:
        click.echo(found.data, nl=False)
    else:
        write_output(target, found.data)
    for note in found.notes:
        click.echo(f"drafting: {note}", err=True)
