"""``drafting compare``: notes, peer regulations and policies beside a draft."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.options import (
    date_option,
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)

if TYPE_CHECKING:
    from pathlib import Path

    from drafting.akn import Tree
    from drafting.comparison.matches import Matches

_TABLES = (".docx", ".xlsx", ".csv", ".html")
_SUFFIXES = (".json", ".txt", *_TABLES)


@click.command(short_help="notes, peer regulations and policies beside a draft")
@click.argument("draft", metavar="DRAFT")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@output_option(
    "Report to write (.json, .txt, or a table: .docx, .xlsx, .csv, .html); "
    "may be given several times."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What goes to standard output when no file is named.",
)
@click.option(
    "--limit", type=click.FloatRange(0, 1), default=None, metavar="CONFIDENCE",
    help="Least confidence of a candidate, 0 to 1; default: the calibrated limit of each kind.",
)
@click.option(
    "--most", type=click.IntRange(1), default=5, show_default=True, metavar="N",
    help="Candidates shown for an article from each text.",
)
@force_option
@date_option
@encoding_option
@track_changes_option
def command(draft: str, others: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Set every article of DRAFT beside the passages of OTHER texts that speak of the same.

    Each OTHER is taken for what it is: a drafting note (起草说明), a regulation of another place,
    or a policy. Candidates come best first with a confidence that means what it says (at 0.7
    seven in ten are right), none where there is none; then what the others have and the draft
    lacks. Simplified and Traditional texts are compared alike and shown as printed.

    \b
    Example:
      drafting compare draft.docx note.docx shanghai.txt
      drafting compare draft.txt shanghai.txt shenzhen.txt -o peers.docx -o matches.json
      drafting compare draft.txt opinions.txt --format json
    """
    from drafting.api import load
    from drafting.comparison.compare import CompareSettings, compare_trees
    from drafting.writers.outputs import check_output, refuse_source

    targets = [check_output(o, _SUFFIXES, options["force"]) for o in outputs if o != "-"]
    for target in targets:
        refuse_source(target, draft, *others)
    reading = {name: options[name] for name in ("encoding", "track_changes")}
    trees = [load(path, **reading) for path in (draft, *others)]
    settings = CompareSettings(options["most"], options["limit"])
    report = _Report(trees, compare_trees(trees[0], trees[1:], settings))
    if not report.matches.matches:
        click.echo(f"drafting: {draft}: no articles and no items to compare", err=True)
    for target in targets:
        report.write(target, options["date"])
    if not targets or "-" in outputs:
        report.print(options["form"])


class _Report:
    """One comparison, written as each output asks."""

    def __init__(self, trees: list[Tree], matches: Matches) -> None:
        self.trees = trees
        self.matches = matches

    def write(self, target: Path, date: str | None) -> None:
        """Write one output file, whole or not at all."""
        from drafting.writers.outputs import write_output

        suffix = target.suffix.lower()
        if suffix in _TABLES:
            write_output(target, self._table(suffix, date))
        else:
            write_output(target, self._json() if suffix == ".json" else self._text(100, 0))

    def print(self, form: str) -> None:
        """Write to standard output: text as wide as the window, or JSON."""
        import shutil

        if form == "json":
            data = self._json()
        else:
            terminal = sys.stdout.isatty()
            width = shutil.get_terminal_size((80, 24)).columns
            data = self._text(width, 2, terminal)
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def _json(self) -> bytes:
        import json

        from drafting.writers.matches_json import matches_to_json

        data = matches_to_json(self.matches)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

    def _text(self, width: int, lines: int, colour: bool = False) -> bytes:
        from drafting.writers.matches_text import MatchTextSettings, matches_to_text

        settings = MatchTextSettings(width, colour, lines)
        return matches_to_text(self.matches, self.trees[0], settings).encode()

    def _table(self, suffix: str, date: str | None) -> bytes:
        from drafting.writers.outputs import resolve_date
        from drafting.writers.table_files import TableSettings, table_to_bytes
        from drafting.writers.table_peers import table_peers

        table = table_peers(self.trees[0], self.trees[1:], self.matches)
        return table_to_bytes(table, suffix, TableSettings(resolve_date(date)))
