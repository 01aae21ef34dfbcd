"""``drafting diff``: what changed between two or more versions of one text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.options import (
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)

if TYPE_CHECKING:
    from drafting.akn import Tree

_SUFFIXES = (".html", ".json", ".txt", ".xml")
_TIERS = ("blank", "width", "script", "numeral")


@click.command(short_help="what changed between versions")
@click.argument("old", metavar="OLD")
@click.argument("newer", metavar="NEW...", nargs=-1, required=True)
@output_option("Report to write (.html, .json, .txt, .xml); may be given several times.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What goes to standard output when no file is named.",
)
@click.option(
    "--view", type=click.Choice(["inline", "side"]), default="inline", show_default=True,
    help="How text shows a change.",
)
@click.option(
    "--ignore", metavar="TIERS", default="blank,width,script", show_default=True,
    help="Differences that are no change: any of blank, width, script, numeral; or none.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the texts differ.")
@force_option
@encoding_option
@track_changes_option
@click.pass_context
def command(
    context: click.Context, /, old: str, newer: tuple[str, ...], outputs: tuple[str, ...],
    **options: Any,
) -> None:
    """Show what changed from OLD to NEW, provision by provision, word by word.

    Provisions are matched by content, never by number: an article that was only renumbered, or
    only follows a renumbering in its references, is told apart. With three or more versions the
    lineage of each provision is told too.

    \b
    Example:
      drafting diff 2007.txt 2022.txt
      drafting diff old.docx new.docx -o report.html -o changes.json
      drafting diff 旧法.txt 草案.txt 二审稿.docx --format json
    """
    from drafting.api import load
    from drafting.writers.outputs import check_output, refuse_source, write_output

    targets = [check_output(o, _SUFFIXES, options["force"]) for o in outputs if o != "-"]
    for target in targets:
        refuse_source(target, old, *newer)
    reading = {name: options[name] for name in ("encoding", "track_changes")}
    trees = [load(path, **reading) for path in (old, *newer)]
    report = _Report(trees, read_tiers(options["ignore"]), options["view"])
    if report.first_to_last.unrelated:
        click.echo(
            "drafting: the texts share too little to be versions of one another; "
            "`drafting compare` is the better question", err=True,
        )
    for target in targets:
        write_output(target, report.render(target.suffix.lower().lstrip(".")))
    if not targets or "-" in outputs:
        _print(report, options["form"])
    if options["exit_code"] and report.differs():
        context.exit(1)


def read_tiers(text: str) -> tuple[str, ...]:
    """``"blank,width"`` as tiers; raises click.BadParameter for a name that is none."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if names == ("none",):
        return ()
    unknown = [name for name in names if name not in _TIERS]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]}: use any of {', '.join(_TIERS)}, or none", param_hint="--ignore"
        )
    return names


def _print(report: _Report, form: str) -> None:
    if form == "json":
        sys.stdout.buffer.write(report.render("json"))
        sys.stdout.buffer.flush()
    else:
        click.echo(report.render_terminal(sys.stdout.isatty()), nl=False)


class _Report:
    """One comparison, written as each output asks."""

    def __init__(self, trees: list[Tree], ignore: tuple[str, ...], view: str) -> None:
        from drafting.comparison.diff import diff_trees

        self.trees, self.view = trees, view
        self.first_to_last = diff_trees(trees[0], trees[-1], ignore)
        self.lineage = None
        if len(trees) > 2:
            from drafting.comparison.lineage import trace_lineage

            self.lineage = trace_lineage(trees, ignore)

    def differs(self) -> bool:
        """Whether any row tells a change."""
        return any(row.kind != "unchanged" or row.moved for row in self.first_to_last.rows)

    def render(self, kind: str) -> bytes:
        """The bytes of an output: html, json, txt or xml."""
        if kind == "json":
            return self._json()
        if kind == "html":
            from drafting.writers.changes_html import changes_to_html

            return changes_to_html(self.first_to_last, self.lineage).encode()
        if kind == "xml":
            from drafting.akn import tree_to_xml
            from drafting.writers.changes_akn import changes_to_akn

            return tree_to_xml(changes_to_akn(self.trees[0], self.trees[-1], self.first_to_last))
        return self._text(80, colour=False).encode()

    def render_terminal(self, colour: bool) -> str:
        """Text as wide as the window."""
        import shutil

        return self._text(shutil.get_terminal_size((80, 24)).columns, colour)

    def _text(self, width: int, colour: bool) -> str:
        from drafting.writers.changes_text import TextSettings, changes_to_text

        settings = TextSettings(width, colour, self.view == "side")
        text = changes_to_text(self.first_to_last, settings)
        if self.lineage is None:
            return text
        from drafting.writers.lineage_text import lineage_to_text

        return lineage_to_text(self.lineage, width) + "\n" + text

    def _json(self) -> bytes:
        import json

        from drafting.writers.changes_json import changes_to_json, lineage_to_json

        data = changes_to_json(self.first_to_last)
        if self.lineage is not None:
            data |= lineage_to_json(self.lineage)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
