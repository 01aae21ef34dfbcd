"""What of a Word document is no line, told in words: nothing is left out in silence."""

from __future__ import annotations

import re

from lxml import etree

from drafting.sources.package import Package, w
from drafting.sources.pieces import P, is_hidden, paragraph_text

_SHOWN = 40
"""How much of a header is quoted."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COUNTED = (
    ("picture(s)", (w("drawing"), w("pict"))),
    ("embedded object(s)", (w("object"),)),
)


_WORDS = re.compile(r"[^\W\d_第共页頁]")


def package_to_leftovers(package: Package) -> list[str]:
    """One note for each kind of thing that was set aside."""
    root = package.root(package.document)
    return [*_furniture(package), *_hidden(root), *_drawn(root), *_comments(package)]


def _furniture(package: Package) -> list[str]:
    """Headers and footers: page furniture, no text of the regulation. Page numbers go untold."""
    notes = []
    for kind, told in (("header", "page header"), ("footer", "page footer")):
        texts = dict.fromkeys(
            text
            for part in sorted(package.related(package.document, kind))
            if _WORDS.search(text := part_to_text(package.root(part)))
        )
        notes += [f"left aside the {told} “{text[:_SHOWN]}”" for text in texts]
    return notes


def part_to_text(root: etree._Element) -> str:
    """All text of a small part on one line, for a message."""
    return " ".join(" ".join(paragraph_text(p) for p in root.iter(P)).split())


def _hidden(root: etree._Element) -> list[str]:
    count = sum(1 for mark in root.iter(w("vanish")) if _hides(mark))
    return [f"left out {count} run(s) of hidden text"] if count else []


def _hides(mark: etree._Element) -> bool:
    run = mark.getparent()
    run = None if run is None else run.getparent()
    return (
        run is not None
        and run.tag == w("r")
        and is_hidden(run)
        and any((t.text or "").strip() for t in run.iter(w("t")))
    )


def _drawn(root: etree._Element) -> list[str]:
    """Pictures, drawings and embedded objects without a text box: their content is not read."""
    notes = []
    for told, tags in _COUNTED:
        count = sum(1 for node in root.iter(*tags) if node.find(f".//{w('txbxContent')}") is None)
        if count:
            notes.append(f"left aside {count} {told}")
    return notes


def _comments(package: Package) -> list[str]:
    count = sum(
        1
        for part in package.related(package.document, "comments")
        for _ in package.root(part).iter(w("comment"))
    )
    return [f"left aside {count} comment(s)"] if count else []
