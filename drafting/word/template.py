"""The template of official documents, opened, emptied and dated; its styles found by name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from lxml import etree

from drafting.errors import SourceError
from drafting.records import record
from drafting.resources import read_resource
from drafting.word.elements import make
from drafting.word.names import BODY, SECT, w
from drafting.word.package import Package, read_package

OFFICIAL = "official.docx"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


@record
class Properties:
    """What docProps says of a document that is written."""

    title: str
    author: str
    date: datetime


def open_template(path: str | Path | None, properties: Properties) -> Package:
    """Return the template ("" or None: the official document) with an empty body.

    The last section's page set-up stays. Raises SourceError for a template that is no Word file.
    """
    data = Path(path).read_bytes() if path else read_resource("templates", OFFICIAL)
    package = read_package(data, str(path or OFFICIAL))
    body = body_of(package)
    for child in list(body):
        if child.tag != SECT:
            body.remove(child)
    if body.find(SECT) is None:
        etree.SubElement(body, SECT)
    date_package(package, properties)
    return package


def body_of(package: Package) -> etree._Element:
    """The body of the main document. Raises SourceError when there is none."""
    body = package.document.find(BODY)
    if body is None:
        raise SourceError("the document", "has no body", "save it anew in Word")
    return body


def date_package(package: Package, properties: Properties) -> None:
    """Write docProps/core.xml: title, author, and the run's date as made and changed."""
    root = etree.Element(
        f"{{{_CORE}}}coreProperties",
        nsmap={"cp": _CORE, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI},
    )
    etree.SubElement(root, f"{{{_DC}}}title").text = properties.title
    etree.SubElement(root, f"{{{_DC}}}creator").text = properties.author
    etree.SubElement(root, f"{{{_CORE}}}lastModifiedBy").text = properties.author
    for name in ("created", "modified"):
        stamp = etree.SubElement(root, f"{{{_DCTERMS}}}{name}")
        stamp.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        stamp.text = properties.date.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.set_part("docProps/core.xml", data)


def read_styles(package: Package) -> dict[str, str]:
    """Style ids by the name that staff see; Word may change the id when it saves the file."""
    name = package.related("styles")
    if name is None:
        return {}
    found = {}
    for style in package.root(name).iter(w("style")):
        shown = style.find(w("name"))
        if shown is not None:
            found[shown.get(w("val"), "")] = style.get(w("styleId"), "")
    return found


def track_revisions(package: Package) -> None:
    """Say in settings that further edits are tracked (w:trackRevisions, in schema order)."""
    name = package.related("settings")
    if name is None:
        return
    settings = package.root(name)
    if settings.find(w("trackRevisions")) is not None:
        return
    before = {w(n) for n in _BEFORE_TRACK_REVISIONS}
    at = 0
    for index, child in enumerate(settings):
        if child.tag in before:
            at = index + 1
    settings.insert(at, make("trackRevisions"))


_BEFORE_TRACK_REVISIONS = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
    "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
    "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView",
)
"""What CT_Settings puts before w:trackRevisions."""
