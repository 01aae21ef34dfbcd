"""``drafting check``: the linter."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
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
    from collections.abc import Sequence

    from drafting.akn import Tree
    from drafting.checks import CheckSettings, Finding

REPORTS = (".xlsx", ".json", ".sarif", ".docx", ".txt")
MENDED = (".docx", ".txt", ".xml")


@click.command(short_help="validate numbering, structure, references and wording")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--note", metavar="NOTE", help="The drafting note (起草说明) to hold against SOURCE.")
@click.option("--select", metavar="CODES", help="Only these rules: N,R,P001 (prefixes).")
@click.option("--ignore", metavar="CODES", help="Not these rules (prefixes).")
@click.option(
    "--profile", type=click.Choice(["npc", "state-council", "local", "rule", "document"]),
    help="Whose norms hold; guessed from the title, and said.",
)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info"]),
    help="Exit with 1 from this severity on; default warning.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text",
    show_default=True, help="What goes to standard output.",
)
@output_option(
    "Findings to write (.xlsx, .json, .sarif, .txt), or the document with a comment on each (.docx);"
    " with --fix the mended text (.docx with tracked changes, .txt, .xml)."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--unsafe-fixes", is_flag=True, help="Mend what is a guess as well.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what fixing would change.")
@click.option("--baseline", metavar="FILE", help="Known findings, not told again.")
@click.option("--write-baseline", metavar="FILE", help="Write what is found as a baseline.")
@click.option("--config", metavar="DIR", help="Folder whose settings hold; default SOURCE's.")
@author_option
@date_option
@force_option
@encoding_option
@track_changes_option
@click.pass_context
def command(
    context: click.Context, /, sources: tuple[str, ...], outputs: tuple[str, ...], **options: Any
) -> None:
    """Check SOURCE against the norms of legislative drafting.

    Settings may stand in setup.cfg ([drafting]) or drafting.toml beside SOURCE or above it.
    Exit status: 0 clean, 1 findings at or above --fail-on, 2 could not check.

    \b
    Example:
      drafting check draft.docx
      drafting check draft.txt --note note.txt -o findings.xlsx -o annotated.docx
      drafting check draft.docx --fix -o fixed.docx
    """
    if options["note"] and len(sources) > 1:
        raise click.UsageError("--note goes with one SOURCE")
    if [*sources, options["note"]].count("-") > 1:
        raise click.UsageError("standard input (-) can be read once; give the other as a file")
    run = _Run(options, outputs)
    run.check_outputs(sources)
    for source in sources:
        run.check(source)
    run.write()
    context.exit(run.status())


@dataclass
class _Run:
    """One call: what was asked for, what was read, what was found."""

    options: dict[str, Any]
    outputs: tuple[str, ...]
    trees: dict[str, Tree] = field(default_factory=dict)
    found: dict[str, list[Finding]] = field(default_factory=dict)
    settings: dict[str, CheckSettings] = field(default_factory=dict)
    targets: list[Path] = field(default_factory=list)
    forgiven: int = 0

    @property
    def mends(self) -> bool:
        return bool(self.options["fix"] or self.options["unsafe_fixes"])

    @property
    def findings(self) -> list[Finding]:
        return [f for findings in self.found.values() for f in findings]

    def check_outputs(self, sources: Sequence[str]) -> None:
        """Refuse, before any work, what could not be written in the end."""
        from drafting.writers.outputs import check_output, refuse_source

        suffixes = MENDED if self.mends else REPORTS
        self.targets = [
            check_output(o, suffixes, self.options["force"]) for o in self.outputs if o != "-"
        ]
        if self.options["write_baseline"]:
            check_output(self.options["write_baseline"], (".json",), self.options["force"])
        per_source = any(t.suffix.lower() == ".docx" for t in self.targets) or self.mends
        if per_source and self.outputs and len(sources) > 1:
            raise click.UsageError("such an output goes with one SOURCE")
        read = [*sources, *([self.options["note"]] if self.options["note"] else [])]
        for target in self.targets:
            refuse_source(target, *read)

    def check(self, source: str) -> None:
        from drafting.api import load
        from drafting.checks.engine import check_view
        from drafting.checks.settings import drop_known, read_baseline
        from drafting.checks.view import View

        settings = self._settings_for(source)
        reading = {n: self.options[n] for n in ("encoding", "track_changes")}
        tree = load(source, **reading)
        name = tree.source.name or source
        for told in tree.notes:
            click.echo(f"{name}: {told}", err=True)
        note = load(self.options["note"], **reading) if self.options["note"] else None
        settings = replace(settings, source=name)
        view = View(tree, settings.profile, View(note, "document") if note else None)
        findings = check_view(view, settings)
        if settings.baseline:
            fresh = drop_known(findings, read_baseline(settings.baseline))
            self.forgiven += len(findings) - len(fresh)
            findings = fresh
        if settings.profile is None:
            click.echo(f"{name}: profile {view.profile} (guessed; --profile overrides)", err=True)
        self.trees[name], self.settings[name], self.found[name] = tree, settings, findings
        if note is not None:
            self.trees[note.source.name or "note"] = note

    def _settings_for(self, source: str) -> CheckSettings:
        from drafting.checks.settings import make_settings, read_settings

        folder = self.options["config"] or (Path.cwd() if source == "-" else Path(source).parent)
        values = read_settings(Path(folder))
        for key in ("select", "ignore", "profile", "fail_on", "baseline"):
            if self.options[key] is not None:
                values[key] = self.options[key]
        return make_settings(**values)

    def write(self) -> None:
        """Everything asked for: mended text, reports, what goes to standard output."""
        from drafting.writers.findings_text import findings_to_summary

        if self.mends or self.options["show_diff"]:
            self._mend()
        else:
            for target in self.targets:
                self._write_report(target)
            if not self.outputs or "-" in self.outputs:
                self._print()
        self._write_baseline()
        told = findings_to_summary(self.findings)
        if self.forgiven:
            told += f"; {self.forgiven} known (baseline)"
        click.echo(told, err=True)

    def _mend(self) -> None:
        from drafting.checks import fix_tree

        unsafe = self.options["unsafe_fixes"]
        for name, findings in self.found.items():
            tree, settings = self.trees[name], self.settings[name]
            mended, made = fix_tree(tree, findings, unsafe, settings)
            if self.options["show_diff"]:
                _print_diff(name, tree, mended)
            for target in self.targets if self.mends else []:
                self._write_mended(target, tree, mended, made)
            if self.mends:
                self._print_mended(mended)
                self.found[name] = self._left(mended, settings, made, findings)
                edits = sum(len(f.edits) for f in made)
                told = f"{count(len(made), 'finding')} mended ({count(edits, 'edit')})"
                click.echo(f"{name}: {told}", err=True)

    def _left(
        self, mended: Tree, settings: CheckSettings, made: Sequence[Finding],
        before: Sequence[Finding],
    ) -> list[Finding]:
        """What the mended text is still blamed for; of the note's findings nothing was mended."""
        from drafting.checks import check_tree

        if not made:
            return list(before)
        ours = check_tree(mended, settings)
        return [*ours, *(f for f in before if f.source != settings.source or f.code[0] == "X")]

    def _print_mended(self, mended: Tree) -> None:
        if "-" in self.outputs or not (self.outputs or self.options["show_diff"]):
            click.echo(tree_to_text(mended), nl=False)

    def _write_mended(
        self, target: Path, tree: Tree, mended: Tree, made: Sequence[Finding]
    ) -> None:
        from drafting.akn import tree_to_xml
        from drafting.writers.outputs import write_output

        suffix = target.suffix.lower()
        if suffix == ".docx":
            from drafting.word.edits import edits_to_docx

            write_output(target, edits_to_docx(tree, made, self._document_settings()))
        elif suffix == ".xml":
            write_output(target, tree_to_xml(mended))
        else:
            write_output(target, tree_to_text(mended).encode())

    def _document_settings(self) -> Any:
        from drafting.word.document import DocumentSettings
        from drafting.writers.outputs import resolve_date

        return DocumentSettings(
            author=self.options["author"], date=resolve_date(self.options["date"])
        )

    def _write_report(self, target: Path) -> None:
        from drafting.writers.outputs import resolve_date, write_output

        suffix = target.suffix.lower()
        if suffix == ".xlsx":
            from drafting.writers.findings_xlsx import findings_to_xlsx

            write_output(target, findings_to_xlsx(self.findings, resolve_date(self.options["date"])))
        elif suffix == ".docx":
            write_output(target, self._annotated())
        else:
            form = {".json": "json", ".sarif": "sarif"}.get(suffix, "text")
            write_output(target, self._render(form))

    def _annotated(self) -> bytes:
        from drafting.word.document import tree_to_docx
        from drafting.word.remarks import findings_to_comments

        name, findings = next(iter(self.found.items()))
        tree, settings = self.trees[name], self._document_settings()
        comments = findings_to_comments(tree, findings, settings.date)
        return tree_to_docx(tree, settings, comments)

    def _render(self, form: str) -> bytes:
        if form == "json":
            from drafting.writers.findings_json import findings_to_json

            return findings_to_json(self.findings)
        if form == "sarif":
            from drafting.writers.findings_sarif import findings_to_sarif

            return findings_to_sarif(self.findings)
        from drafting.writers.findings_text import findings_to_text

        return findings_to_text(self.findings, self.trees).encode()

    def _print(self) -> None:
        form = self.options["form"]
        if form == "text" and sys.stdout.isatty():
            from drafting.writers.findings_text import print_findings

            print_findings(self.findings, self.trees)
        else:
            click.echo(self._render(form).decode(), nl=False)

    def _write_baseline(self) -> None:
        if self.options["write_baseline"]:
            from drafting.checks.settings import findings_to_baseline
            from drafting.writers.outputs import write_output

            data = findings_to_baseline(self.findings)
            write_output(self.options["write_baseline"], data)

    def status(self) -> int:
        """1 when a finding is as grave as its source's settings say."""
        from drafting.checks.settings import CheckSettings, is_at_least

        default = CheckSettings()
        for name, findings in self.found.items():
            floor = self.settings.get(name, default).fail_on
            if any(is_at_least(f.severity, floor) for f in findings):
                return 1
        return 0


def tree_to_text(tree: Tree) -> str:
    """The printed lines; what the tree cut into several pieces of one line is joined again."""
    from drafting.writers.findings_text import source_lines

    return "".join(f"{text}\n" for text in source_lines(tree).values())


def _print_diff(name: str, before: Tree, after: Tree) -> None:
    import difflib

    old, new = (tree_to_text(t).splitlines(keepends=True) for t in (before, after))
    for line in difflib.unified_diff(old, new, name, f"{name} (mended)", n=0):
        click.echo(line, nl=False)
