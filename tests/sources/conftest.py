"""Word files made piece by piece, so that a test shows the XML it is about."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {
    "numbering": ("numbering", TYPES + "numbering+xml"),
    "styles": ("styles", TYPES + "styles+xml"),
    "footnotes": ("footnotes", TYPES + "footnotes+xml"),
    "endnotes": ("endnotes", TYPES + "endnotes+xml"),
    "header1": ("header", TYPES + "header+xml"),
    "footer1": ("footer", TYPES + "footer+xml"),
    "comments": ("comments", TYPES + "comments+xml"),
}
ROOTS = {"header1": "hdr", "footer1": "ftr"}

MakeDocx = Callable[..., Path]


def to_document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def write_package(path: Path, parts: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def to_package(body: str, extra: dict[str, bytes | str], **parts: str) -> dict[str, bytes | str]:
    """The entries of a .docx; ``parts`` are the inner XML of word/NAME.xml by name."""
    links, overrides, content = [], [], {}
    for name, inner in parts.items():
        kind, content_type = PARTS[name]
        root = ROOTS.get(name, kind)
        content[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
        links.append(f'<Relationship Id="r{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{content_type}"/>')
    for name in extra:
        target = name.removeprefix("word/")
        links.append(f'<Relationship Id="x{target}" Type="{R}/aFChunk" Target="{target}"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}document.main+xml"/>'
        + "".join(overrides) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels":
            f'<Relationships xmlns="{package}/relationships">{"".join(links)}</Relationships>',
        "word/document.xml": to_document(body),
        **content,
        **extra,
    }  # fmt: skip


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    """A function: body XML (and parts: numbering=…, styles=…) → path of a .docx."""

    def make(body: str, name: str = "made.docx", extra: dict[str, bytes | str] | None = None,
             **parts: str) -> Path:  # fmt: skip
        return write_package(tmp_path / name, to_package(body, extra or {}, **parts))

    return make


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; tests that need it skip where it is absent."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("needs LibreOffice, which is not installed")
    return found


@pytest.fixture(scope="session")
def convert(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """A function: (file, format of LibreOffice) → the converted file."""
    profile = tmp_path_factory.mktemp("profile")

    def run(path: Path, form: str) -> Path:
        subprocess.run(
            [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
             "--convert-to", form, "--outdir", str(path.parent / "converted"), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return path.parent / "converted" / f"{path.stem}.{form.split(':', 1)[0]}"

    return run
