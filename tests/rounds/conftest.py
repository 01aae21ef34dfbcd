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


@pytest.fixture(scope="session")
def fresh_round(
    draft: Tree, tmp_path_factory: pytest.TempPathFactory, open_settings: OpenSettings
) -> Path:
    """The folder of a round that nobody has touched, to copy."""
    folder = tmp_path_factory.mktemp("fresh") / "round"
    open_round(draft, folder, open_settings)
    return folder


@pytest.fixture
def opened(fresh_round: Path, tmp_path: Path) -> Iterator[Round]:
    """A fresh round on the Hangzhou draft."""
    shutil.copytree(fresh_round, tmp_path / "round")
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


class DraftFile:
    """The draft as a Word file in somebody's hands: commented on, changed, tracked."""

    def __init__(self, tree: Tree) -> None:
        from docx import Document

        self.document = Document()
        skipped = ("furniture", "duplicate", "toc")
        for unit in tree.units:
            for line in unit.lines if unit.level not in skipped else ():
                self.document.add_paragraph(line.text)
        self._ids = iter(range(100, 10_000))

    def find(self, words: str):
        """The paragraph that has ``words``."""
        return next(p for p in self.document.paragraphs if words in p.text)

    def comment(self, words: str, text: str, author: str) -> None:
        """A comment on exactly ``words``."""
        paragraph = self.find(words)
        run = paragraph.runs[0]
        before, _, after = run.text.partition(words)
        run.text = before
        self.document.add_comment(paragraph.add_run(words), text=text, author=author)
        paragraph.add_run(after)

    def track(self, old: str, new: str, author: str, date: str = "2025-08-20T10:00:00Z") -> None:
        """``old`` replaced by ``new``, tracked; "" for an addition after ``old`` is not meant."""
        paragraph = self.find(old)
        run = next(r for r in paragraph.runs if old in r.text)
        before, _, after = run.text.partition(old)
        run.text = before
        run._r.addnext(self._run(after))
        for tag, text in (("ins", new), ("del", old)):
            if text:
                run._r.addnext(self._change(tag, text, (author, date)))

    def track_paragraph(self, words: str, author: str, date: str = "2025-08-20T10:00:00Z") -> None:
        """The whole paragraph deleted, tracked, its mark too."""
        paragraph = self.find(words)
        text = paragraph.text
        for run in list(paragraph.runs):
            paragraph._p.remove(run._r)
        paragraph._p.append(self._change("del", text, (author, date)))
        properties = paragraph._p.get_or_add_pPr()
        mark = self._element("rPr")
        mark.append(self._change("del", "", (author, date), empty=True))
        properties.append(mark)

    def insert_paragraph(self, words: str, text: str, author: str) -> None:
        """A new paragraph after that of ``words``, tracked, its mark too."""
        from docx.oxml import OxmlElement

        paragraph = OxmlElement("w:p")
        properties, mark = self._element("pPr"), self._element("rPr")
        mark.append(self._change("ins", "", (author, "2025-08-21T08:00:00Z"), empty=True))
        properties.append(mark)
        paragraph.append(properties)
        paragraph.append(self._change("ins", text, (author, "2025-08-21T08:00:00Z")))
        self.find(words)._p.addnext(paragraph)

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.document.save(str(path))
        return path

    def _change(self, tag: str, text: str, by: tuple[str, str], empty: bool = False):
        from docx.oxml.ns import qn

        element = self._element(tag)
        element.set(qn("w:id"), str(next(self._ids)))
        element.set(qn("w:author"), by[0])
        element.set(qn("w:date"), by[1])
        if not empty:
            element.append(self._run(text, "delText" if tag == "del" else "t"))
        return element

    def _run(self, text: str, tag: str = "t"):
        run, inner = self._element("r"), self._element(tag)
        inner.text = text
        run.append(inner)
        return run

    @staticmethod
    def _element(tag: str):
        from docx.oxml import OxmlElement

        return OxmlElement(f"w:{tag}")


@pytest.fixture
def draft_file(draft: Tree) -> DraftFile:
    """The Hangzhou draft as a Word file, to write into."""
    return DraftFile(draft)


@pytest.fixture(scope="session")
def make_draft(draft: Tree) -> Callable[[], DraftFile]:
    """Makes the Hangzhou draft as a Word file, as often as wanted."""
    return lambda: DraftFile(draft)


@pytest.fixture(scope="session")
def seeds_path() -> Path:
    """The five source documents."""
    return Path(__file__).parent.parent.parent / "seeds"
