"""A round on the Hangzhou draft, ways to collect, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from drafting.akn import Tree
from drafting.api import load
from drafting.rounds.collecting import Collected, CollectSettings, collect_files
from drafting.rounds.comments import Comment
from drafting.rounds.folder import Round, open_folder
from drafting.rounds.letters import letter_to_reading
from drafting.rounds.opening import OpenSettings, open_round
from drafting.rounds.places import Places

Collect = Callable[..., Collected]
ReadLetter = Callable[[str], "tuple[list[Comment], tuple[str, ...]]"]


@pytest.fixture(scope="session")
def draft(seeds: Path) -> Tree:
    """The Hangzhou draft."""
    return load(seeds / "hangzhou-robot-draft.txt")


@pytest.fixture(scope="session")
def places(draft: Tree) -> Places:
    """The provisions of the Hangzhou draft."""
    return Places(draft)


@pytest.fixture(scope="session")
def open_settings() -> OpenSettings:
    """A round opened on 11 August 2025 for thirty days."""
    return OpenSettings(datetime(2025, 8, 11, 9), date(2025, 8, 11))


@pytest.fixture
def opened(draft: Tree, tmp_path: Path, open_settings: OpenSettings) -> Iterator[Round]:
    """A fresh round on the Hangzhou draft."""
    open_round(draft, tmp_path / "round", open_settings)
    with open_folder(tmp_path / "round") as round:
        yield round


@pytest.fixture(scope="session")
def collect() -> Collect:
    """Collects files into a round at a fixed moment, in this process."""

    def run(round: Round, *files: Path) -> Collected:
        return collect_files(
            round, [str(f) for f in files], CollectSettings("2025-09-11T09:00:00", 1)
        )

    return run


@pytest.fixture(scope="session")
def read_letter(places: Places) -> ReadLetter:
    """Reads a text as a letter: its comments and what is none."""

    def run(text: str) -> tuple[list[Comment], tuple[str, ...]]:
        reading = letter_to_reading(list(enumerate(text.split("\n"), 1)), places)
        return list(reading.comments), reading.rest

    return run


def _find_postgresql() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found)] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


def _as_somebody(command: list[str]) -> list[str]:
    """initdb and postgres refuse root: then they run as the package's own user."""
    if os.geteuid():
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(
        _as_somebody(command), check=True, cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own on a private socket; skips where there is none."""
    binaries = _find_postgresql()
    if binaries is None:
        pytest.skip("needs PostgreSQL's server, which is not installed here")
    if not os.geteuid() and shutil.which("setpriv") is None:
        pytest.skip("needs setpriv, to start PostgreSQL as somebody other than root")
    folder = Path(tempfile.mkdtemp(prefix="drafting-pg-"))
    if not os.geteuid():
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    control = [str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    try:
        _run([str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "tester", "-N",
              "--auth=trust", "-E", "UTF8", "--locale=C"], folder)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"], folder)
        yield f"postgresql+psycopg://tester@/postgres?host={folder}"
        _run([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
