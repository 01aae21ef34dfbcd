"""``drafting parse``: sources into Akoma Ntoso trees."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafting.cli.options import (
    encoding_option,
    force_option,
    output_option,
    track_changes_option,
)
from drafting.errors import OutputError, SourceError

if TYPE_CHECKING:
    from drafting.akn import Tree
    from drafting.cli.jobs import Job, Outcome

_EXTENSIONS = {"xml": ".xml", "json": ".json", "text": ".txt", "outline": ".outline"}
_MANY = 16
"""From so many files on, all cores work unless --jobs says otherwise."""


@click.command(short_help="read sources into Akoma Ntoso trees")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@output_option("Tree to write (.xml, .json, .txt, .outline), or the folder for many.")
@click.option(
    "--format", "form", type=click.Choice(list(_EXTENSIONS)), default="xml", show_default=True,
    help="What goes to standard output, or into the folder.",
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N",
    help="Processes to work with; default: one, all cores for sixteen files or more.",
)
@force_option
@encoding_option
@track_changes_option
@click.pass_context
def command(
    context: click.Context, /, sources: tuple[str, ...], outputs: tuple[str, ...], **options: Any
) -> None:
    """Read each SOURCE (.txt .md .html .docx .pdf …, or a folder of them) into a tree.

    A tree is Akoma Ntoso 3.0: valid, with every character of the text in it. What is not certain is
    told on standard error. Of many sources one that cannot be read is named, and the rest go on.

    \b
    Example:
      drafting parse 草案.docx -o 草案.xml
      drafting parse 草案.txt --format outline
      drafting parse regulations/ -o trees/ --jobs 4
    """
    if len(sources) == 1 and not Path(sources[0]).is_dir() and not _is_folder(outputs):
        _parse_one(sources[0], outputs, options)
    elif not _parse_many(sources, outputs, options):
        context.exit(2)


def _is_folder(outputs: tuple[str, ...]) -> bool:
    return len(outputs) == 1 and outputs[0] != "-" and (
        Path(outputs[0]).is_dir() or outputs[0].endswith(("/", os.sep))
    )


def _parse_one(source: str, outputs: tuple[str, ...], options: dict[str, Any]) -> None:
    from drafting.api import load
    from drafting.writers.outputs import check_output, refuse_source, write_output
    from drafting.writers.trees import SUFFIXES, render

    targets = [check_output(o, tuple(SUFFIXES), options["force"]) for o in outputs if o != "-"]
    for target in targets:
        refuse_source(target, source)
    tree = load(source, encoding=options["encoding"], track_changes=options["track_changes"])
    for target in targets:
        write_output(target, render(tree, SUFFIXES[target.suffix.lower()]))
    if not targets or "-" in outputs:
        sys.stdout.buffer.write(render(tree, options["form"]))
        sys.stdout.buffer.flush()
    _tell_doubts(source, tree)


def _tell_doubts(source: str, tree: Tree) -> None:
    for note in tree.notes:
        click.echo(f"drafting: {source}: {note}", err=True)
    for doubt in tree.doubts:
        words = f"“{doubt.words}”" if doubt.words else ""
        click.echo(f"drafting: {source}: 第{doubt.line}行: {doubt.message}{words}", err=True)


def _parse_many(sources: tuple[str, ...], outputs: tuple[str, ...], options: dict[str, Any]) -> bool:
    """Parse into a folder; return whether every source was."""
    from drafting.cli.jobs import run_jobs

    if len(outputs) != 1 or outputs[0] == "-":
        raise OutputError("several sources", "need one folder to go to", "add -o FOLDER")
    folder = Path(outputs[0])
    if folder.suffix in _EXTENSIONS.values() or folder.is_file():
        raise OutputError(folder, "is a file, and there are several sources", "name a folder")
    jobs = _make_jobs(list(_iter_files(sources)), folder, options)
    processes = options["jobs"] or (os.cpu_count() or 1 if len(jobs) >= _MANY else 1)
    begun = time.perf_counter()
    outcomes = list(_show_progress(run_jobs(jobs, min(processes, max(len(jobs), 1))), len(jobs)))
    _tell_summary(outcomes, time.perf_counter() - begun)
    return not any(outcome.error for outcome in outcomes)


def _iter_files(sources: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """(path, name below the folder of results) of every source; folders are read through."""
    from drafting.sources.kinds import SUFFIXES

    for source in sources:
        path = Path(source)
        if not path.is_dir():
            yield source, Path(path.name)
            continue
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in {*SUFFIXES, ".xml"})
        found = [p for p in files if p.is_file()]
        if not found:
            raise SourceError(source, "holds no file that is read", "name files or another folder")
        yield from ((str(p), p.relative_to(path)) for p in found)


def _make_jobs(files: list[tuple[str, Path]], folder: Path, options: dict[str, Any]) -> list[Job]:
    """A job a file; 甲.docx and 甲.pdf go to 甲.docx.xml and 甲.pdf.xml."""
    from drafting.cli.jobs import Job

    stems: dict[Path, int] = {}
    for _, name in files:
        stems[name.with_suffix("")] = stems.get(name.with_suffix(""), 0) + 1
    form = options["form"]
    jobs, taken = [], set[Path]()
    for source, name in files:
        stem = name.with_suffix("")
        base = name if stems[stem] > 1 else stem
        target = folder / base.with_name(base.name + _EXTENSIONS[form])
        if target in taken:
            raise OutputError(target, "two sources would go there", "parse them into two folders")
        taken.add(target)
        jobs.append(
            Job(source, str(target), form, options["encoding"], options["track_changes"],
                options["force"])
        )
    return jobs


def _show_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Yield the outcomes; errors are told as they come, a bar where a person looks on."""
    if not sys.stderr.isatty():
        for outcome in outcomes:
            if outcome.error:
                click.echo(f"drafting: {outcome.error}", err=True)
            yield outcome
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    for outcome in track(outcomes, "parse", total, console=console):
        if outcome.error:
            console.print(f"drafting: {outcome.error}", markup=False, highlight=False)
        yield outcome


def _tell_summary(outcomes: list[Outcome], seconds: float) -> None:
    done = [outcome for outcome in outcomes if not outcome.error]
    characters = sum(outcome.characters for outcome in done)
    click.echo(
        f"{len(done):,} of {len(outcomes):,} sources parsed: {characters:,} characters, "
        f"{sum(o.articles for o in done):,} articles, {sum(o.doubts for o in done):,} doubts, "
        f"{seconds:.1f} s",
        err=True,
    )
