"""What Word refuses, loses or never finishes, found in a .docx before anybody opens it.

Schema validators accept all of this (see the table in the project's notes on Word): text written
as ``w:t`` inside ``w:del``, moves without a twin, a tracked mark at the end of a table cell,
comments that nothing refers to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from drafting.word.names import (
    BODY,
    CELL_CHANGES,
    COMMENT_END,
    COMMENT_REFERENCE,
    COMMENT_START,
    DEL,
    DEL_TEXT,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    PROPERTY_CHANGES,
    REVISIONS,
    RPR,
    SECT,
    TC,
    TR,
    W14,
    W15,
    XML_SPACE,
    P,
    T,
    w,
)
from drafting.word.package import Package

_SIGNED = (
    *REVISIONS, *PROPERTY_CHANGES, *CELL_CHANGES,
    w("moveFromRangeStart"), w("moveToRangeStart"),
)
_UNSIGNED = w("tblGridChange")
"""The one change that has an id and nobody's name (CT_Markup)."""
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_EDGES = " \t\r\n"


def lint_package(package: Package) -> list[str]:
    """Return what is wrong with the tracked changes and comments, one line each."""
    faults: list[str] = []
    ids: Counter[str] = Counter()
    for name in sorted(package.parts):
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        root = package.root(name)
        ids.update(e.get(w("id"), "") for e in root.iter(*_SIGNED))
        faults += [f"{name}: {fault}" for check in _CHECKS for fault in check(root)]
    faults += [f"revision id {i} used {n} times" for i, n in ids.items() if n > 1]
    return [*faults, *_lint_comments(package), *_lint_declared(package)]


def _lint_signatures(root: etree._Element) -> Iterator[str]:
    for change in root.iter(*_SIGNED):
        told = change.tag.rpartition("}")[2]
        if not change.get(w("author")) and change.tag != _UNSIGNED:
            yield f"w:{told} without author"
        if not change.get(w("id"), "").lstrip("-").isdigit():
            yield f"w:{told} with id {change.get(w('id'))!r}"
        date = change.get(w("date"))
        if date is not None and not _DATE.fullmatch(date):
            yield f"w:{told} with date {date!r}"


def _lint_texts(root: etree._Element) -> Iterator[str]:
    for change in root.iter(DEL):
        if next(change.iter(T), None) is not None:
            yield "w:t inside w:del (w:delText is meant)"
    for text in root.iter(DEL_TEXT):
        if next(text.iterancestors(DEL), None) is None:
            yield "w:delText outside w:del"
    for text in root.iter(T, DEL_TEXT):
        shown = text.text or ""
        if shown != shown.strip(_EDGES) and text.get(XML_SPACE) != "preserve":
            yield f"{shown[:20]!r} loses its edge blanks"


def _lint_nesting(root: etree._Element) -> Iterator[str]:
    for change in root.iter(*REVISIONS):
        parent = change.getparent()
        if parent is None or parent.tag in (RPR, w("trPr")):
            continue
        if next(change.iterancestors(change.tag), None) is not None:
            yield f"{change.tag.rpartition('}')[2]} inside its own kind"
        if next(change.iter(P), None) is not None and not _holds_text_box(change):
            yield f"{change.tag.rpartition('}')[2]} around a paragraph"


def _holds_text_box(change: etree._Element) -> bool:
    return next(change.iter(w("txbxContent")), None) is not None


def _lint_cells(root: etree._Element) -> Iterator[str]:
    for cell in root.iter(TC):
        if not len(cell) or cell[-1].tag != P:
            yield "a table cell does not end in a paragraph"
            continue
        properties = cell.find(w("tcPr"))
        tracked = properties is not None and any(
            properties.find(w(n)) is not None for n in ("cellIns", "cellDel")
        )
        row = next(cell.iterancestors(TR), None)
        marks = None if row is None else row.find(w("trPr"))
        tracked |= marks is not None and any(marks.find(t) is not None for t in (INS, DEL))
        if mark_kinds(cell[-1]) and not tracked:
            yield "the last mark of a cell is tracked, its row is not (Word never finishes)"


def _lint_body(root: etree._Element) -> Iterator[str]:
    body = root.find(BODY)
    if body is None or not len(body):
        return
    if body[-1].tag != SECT:
        yield "the body does not end in w:sectPr"
    elif len(body) > 1 and body[-2].tag == P and mark_kinds(body[-2]):
        yield "the last mark of the body is tracked (LibreOffice leaves an empty paragraph)"


def mark_kinds(paragraph: etree._Element) -> set[str]:
    """The kinds of tracked change that the paragraph's mark carries."""
    properties = paragraph.find(f"{PPR}/{RPR}")
    return set() if properties is None else {str(c.tag) for c in properties} & set(REVISIONS)


def _lint_moves(root: etree._Element) -> Iterator[str]:
    names: dict[str, Counter[str]] = {}
    for side, tag in (("From", MOVE_FROM), ("To", MOVE_TO)):
        starts = list(root.iter(w(f"move{side}RangeStart")))
        names[side] = Counter(s.get(w("name"), "") for s in starts)
        ends = Counter(e.get(w("id")) for e in root.iter(w(f"move{side}RangeEnd")))
        if Counter(s.get(w("id")) for s in starts) != ends:
            yield f"move{side} ranges that do not begin and end once"
        open_ranges = 0
        for element in root.iter(w(f"move{side}RangeStart"), w(f"move{side}RangeEnd"), tag):
            parent = element.getparent()
            if element.tag != tag:
                open_ranges += 1 if element.tag.endswith("Start") else -1
            elif parent is not None and parent.tag != RPR and open_ranges < 1:
                yield f"move{side} outside its range"
                break
    if names["From"] != names["To"] or any(n > 1 for n in names["From"].values()):
        yield "moves without a twin, or two of one name"


_CHECKS: tuple[Callable[[etree._Element], Iterator[str]], ...] = (
    _lint_signatures, _lint_texts, _lint_nesting, _lint_cells, _lint_body, _lint_moves,
)


def _lint_comments(package: Package) -> Iterator[str]:
    name = package.related("comments")
    if name is None or name not in package.parts:
        return
    comments = list(package.root(name).iter(w("comment")))
    known = Counter(c.get(w("id")) for c in comments)
    if any(n > 1 for n in known.values()):
        yield "two comments with one id"
    for tag in (COMMENT_START, COMMENT_END, COMMENT_REFERENCE):
        used = Counter(e.get(w("id")) for e in package.document.iter(tag))
        told = tag.rpartition("}")[2]
        if set(used) - set(known):
            yield f"{told} to a comment that is not there"
        if any(n > 1 for n in used.values()):
            yield f"{told} twice for one comment"
        if tag == COMMENT_REFERENCE and set(known) - set(used):
            yield "a comment that nothing refers to"
    if len(comments) > 32_767:
        yield "more comments than Word opens"
    yield from _lint_threads(package, comments)


def _lint_threads(package: Package, comments: list[etree._Element]) -> Iterator[str]:
    name = package.related("commentsExtended")
    if name is None or name not in package.parts:
        return
    last = {ps[-1].get(f"{{{W14}}}paraId") for c in comments if (ps := c.findall(P))}
    for entry in package.root(name):
        own, parent = entry.get(f"{{{W15}}}paraId"), entry.get(f"{{{W15}}}paraIdParent")
        if own not in last or (parent and parent not in last):
            yield "commentsExtended names a paragraph that ends no comment"
        if own and not 0 < int(own, 16) < 0x80000000:
            yield f"paraId {own} out of range"


def _lint_declared(package: Package) -> Iterator[str]:
    for entry in package.root("[Content_Types].xml"):
        part = entry.get("PartName", "").lstrip("/")
        if part and part not in package.parts:
            yield f"content type for missing part {part}"
    for relation in package.relations(package.document_part):
        if relation.get("TargetMode") != "External":
            kind = relation.get("Type", "").rpartition("/")[2]
            found = package.related(kind)
            if found is not None and found not in package.parts:
                yield f"relationship to missing part {found}"
