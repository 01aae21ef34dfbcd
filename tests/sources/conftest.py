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


class PdfWriter:
    """Writes small PDFs with Chinese text at given places, to the byte the same every time.

    The font is Adobe's STSong-Light with its standard Unicode encoding, not embedded: a character
    is as wide as the font is large, as in every Chinese document.
    """

    def __init__(self, width: int = 595, height: int = 842) -> None:
        self.size = (width, height)
        self.pages: list[list[str]] = []

    def page(self) -> PdfWriter:
        self.pages.append([])
        return self

    def text(
        self, x: float, y: float, text: str, size: float = 16, matrix: str = "1 0 0 1"
    ) -> PdfWriter:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET")
        return self

    def box(self) -> PdfWriter:
        """Fill most of the page, as a scanned picture does."""
        self.pages[-1].append("0.5 g 50 50 400 700 re f")
        return self

    def to_bytes(self) -> bytes:
        count = len(self.pages)
        kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(count))
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
            "/DescendantFonts[4 0 R]>>",
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[814 939 500]"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
            "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880"
            "/Descent -120/CapHeight 880/StemV 93/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>>>",
        ]
        for number, operators in enumerate(self.pages):
            stream = "\n".join(operators)
            box = f"/MediaBox[0 0 {self.size[0]} {self.size[1]}]"
            objects.append(
                f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F 3 0 R>>>>"
                f"/Contents {6 + 2 * number} 0 R>>"
            )
            objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        out, places = b"%PDF-1.4\n", []
        for number, content in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        tail = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
        head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
        return out + (head + table + tail).encode("ascii")


@pytest.fixture
def pdf() -> PdfWriter:
    """An empty PDF to write into: ``pdf.page().text(90, 700, "第一条 …").to_bytes()``."""
    return PdfWriter()
