"""``drafting annotate``: the draft as a Word document with anchored comments."""

from __future__ import annotations

from typing import Any

import click

from drafting.cli.options import (
    author_option,
    date_option,
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)


@click.command(short_help="the draft as a Word document with anchored comments")
@click.argument("draft", metavar="DRAFT")
@click.option("--note", metavar="NOTE", help="Its drafting note (起草说明).")
@click.option(
    "--peer", "peers", metavar="PEER", multiple=True,
    help="A regulation of another place, or a policy; may be given several times.",
)
@output_option("What to write: .docx, .xml or .json; may be given several times.", required=True)
@click.option(
    "--clean", is_flag=True, help="Build a new document even when DRAFT is a Word file."
)
@click.option("--template", default="", metavar="FILE", help="A .docx to build a new document on.")
@author_option
@date_option
@force_option
@encoding_option
@track_changes_option
def command(
    draft: str, note: str | None, peers: tuple[str, ...], outputs: tuple[str, ...], **options: Any
) -> None:
    """Write DRAFT with comments on every article: what its note says, the nearest article of each
    PEER, what check found. Each source of comments is an author of its own in Word.

    \b
    Example:
      drafting annotate draft.txt --note note.txt --peer shanghai.txt -o annotated.docx
    """
    from drafting.api import load
    from drafting.word.annotate import SUFFIXES, annotate_tree, annotated_to_file
    from drafting.word.document import DocumentSettings
    from drafting.writers.outputs import check_output, refuse_source, resolve_date, write_output

    targets = [check_output(path, SUFFIXES, options["force"]) for path in outputs]
    sources = [draft, *([note] if note else []), *peers]
    for target in targets:
        refuse_source(target, *sources, options["template"])
    settings = DocumentSettings(
        author=options["author"], date=resolve_date(options["date"]),
        in_place=not options["clean"], template=options["template"],
    )
    reading = {name: options[name] for name in ("encoding", "track_changes")}
    trees = [load(path, **reading) for path in sources]
    rest = trees[1:]
    found = annotate_tree(trees[0], rest.pop(0) if note else None, rest, settings)
    for target in targets:
        written = annotated_to_file(found, target.suffix.lower(), settings)
        write_output(target, written.data)
        click.echo(f"{target}: {len(found.comments)} comments", err=True)
        for told in written.notes:
            click.echo(f"{target}: {told}", err=True)
