"""``drafting renumber``: numbering made right, references carried along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.options import (
    author_option,
    count,
    date_option,
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)

if TYPE_CHECKING:
    from drafting.akn import Tree
    from drafting.checks.renumbering import Renumbered

_SUFFIXES = (".docx", ".txt", ".xml")


@click.command(short_help="numbering made right, references carried along")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--base", metavar="OLD",
    help="The text whose numbers the references in SOURCE still mean; without it they mean the "
    "numbers printed in SOURCE, and a number printed twice cannot be followed.",
)
@output_option(
    "What to write: .docx (tracked changes), .txt or .xml; - is the text on standard output.",
    required=True,
)
@click.option(
    "--clean", is_flag=True, help="Write the .docx renumbered, without tracked changes."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How the old → new table is printed.")
@author_option
@date_option
@force_option
@encoding_option
@track_changes_option
@click.pass_context
def command(
    context: click.Context, /, source: str, base: str | None, outputs: tuple[str, ...],
    **options: Any,
) -> None:
    """Number 编 章 节 条 项 anew and carry every internal reference along.

    Prints the old → new table (on standard error where the text itself is printed). A number left
    blank (第×条, 第　条) is filled in. A reference to what was deleted, or to a number printed twice,
    is left as it is and told; the exit status is then 1.

    \b
    Example:
      drafting renumber draft.docx -o renumbered.docx
      drafting renumber 二审稿.txt --base 一审稿.txt -o renumbered.txt
    """
    from drafting.api import load, renumber
    from drafting.writers.outputs import check_output, refuse_source

    if source == base == "-":
        raise click.UsageError("standard input (-) can be read once; give the other as a file")
    targets = [check_output(o, _SUFFIXES, options["force"]) for o in outputs if o != "-"]
    for target in targets:
        refuse_source(target, source, *([base] if base else []))
    reading = {name: options[name] for name in ("encoding", "track_changes")}
    tree = load(source, **reading)
    old = load(base, **reading) if base else None
    result = renumber(tree, base=old)
    for target in targets:
        _write(target, tree, result, options)
    if "-" in outputs:
        from drafting.cli.check import tree_to_text

        click.echo(tree_to_text(result.tree), nl=False)
    _print(result, options["form"], "-" in outputs)
    if result.unfollowed:
        context.exit(1)


def _write(target: Path, tree: Tree, result: Renumbered, options: dict[str, Any]) -> None:
    from drafting.akn import tree_to_xml
    from drafting.cli.check import tree_to_text
    from drafting.writers.outputs import resolve_date, write_output

    suffix = target.suffix.lower()
    if suffix == ".xml":
        write_output(target, tree_to_xml(result.tree))
    elif suffix == ".txt":
        write_output(target, tree_to_text(result.tree).encode())
    elif options["clean"]:
        from drafting.word.document import DocumentSettings, tree_to_docx

        settings = DocumentSettings(author=options["author"], date=resolve_date(options["date"]))
        write_output(target, tree_to_docx(result.tree, settings))
    else:
        from drafting.word.redline import RedlineSettings, redline_trees

        marks = RedlineSettings(author=options["author"], date=resolve_date(options["date"]))
        write_output(target, redline_trees(tree, result.tree, marks))


def _print(result: Renumbered, form: str, aside: bool) -> None:
    """Tell what changed; ``aside``: on standard error, for standard output holds the text."""
    if form == "json":
        import json
        from dataclasses import asdict

        data = {
            "table": [asdict(line) for line in result.table],
            "carried": result.carried,
            "unfollowed": [asdict(item) for item in result.unfollowed],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=1), err=aside)
    else:
        for line in result.changed:
            click.echo(f"{line.old or '（无）'} → {line.new}", err=aside)
    for item in result.unfollowed:
        click.echo(f"第{item.line}行 {item.label} “{item.words}”：{item.reason}", err=True)
    if not (result.changed or result.carried or result.unfollowed):
        click.echo("numbering is right as it is; nothing changed", err=True)
        return
    told = [count(len(result.changed), "label"), count(result.carried, "reference")]
    left = count(len(result.unfollowed), "reference")
    click.echo(f"{' and '.join(told)} rewritten, {left} left as printed", err=True)
