"""Sources into tree files: one result or one error a file, over as many processes as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lxml import etree

from drafting.api import load
from drafting.errors import DraftingError
from drafting.records import record
from drafting.writers.outputs import check_output, refuse_source, write_output
from drafting.writers.trees import SUFFIXES, render

_CHUNK = 8


@record
class Job:
    """A source to parse, the file its tree goes to, and how both are read and written."""

    source: str
    target: str
    form: str
    encoding: str | None = None
    track_changes: str = "accept"
    force: bool = False


@record
class Outcome:
    """What became of a job: ``error`` is "" when the tree was written."""

    source: str
    error: str = ""
    articles: int = 0
    characters: int = 0
    doubts: int = 0


def run_jobs(jobs: list[Job], processes: int) -> Iterator[Outcome]:
    """Yield the outcome of each job, in order; an error in one never stops the rest."""
    if processes <= 1:
        yield from map(run_job, jobs)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(run_job, jobs, chunksize=_CHUNK)


def run_job(job: Job) -> Outcome:
    """Read, parse and write one source; whatever goes wrong is in the outcome, in one line."""
    try:
        return _run(job)
    except DraftingError as error:
        return Outcome(job.source, str(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return Outcome(job.source, f"{error.filename or job.target}: {reason}; check the place")
    except Exception as error:  # a fault of ours: told, and the other files go on
        return Outcome(job.source, f"{job.source}: fault of drafting ({error!r}); please report it")


def _run(job: Job) -> Outcome:
    target = Path(job.target)
    target.parent.mkdir(parents=True, exist_ok=True)
    check_output(target, tuple(SUFFIXES), job.force)
    refuse_source(target, job.source)
    tree = load(job.source, encoding=job.encoding, track_changes=job.track_changes)
    write_output(target, render(tree, job.form))
    characters = len(etree.tostring(tree.main, method="text", encoding="unicode"))
    return Outcome(job.source, "", len(tree.articles), characters, len(tree.doubts))
