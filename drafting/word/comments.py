"""Comments as Word has them now: five parts that belong together.

    comments            the words, with author, date and initials
    commentsExtended    threads (a reply names its parent) and whether one is resolved
    commentsIds         an id that survives saving
    commentsExtensible  the instant in UTC
    people              the authors

The other four know a comment by the ``w14:paraId`` of its last paragraph. Comments that a file has
already stay as they are; new ones get ids after theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import cast

from lxml import etree

from drafting.records import record
from drafting.word.elements import make, set_text
from drafting.word.names import MC, W14, W15, W16CEX, W16CID, P, W, w
from drafting.word.package import Package
from drafting.word.template import read_styles

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_NSMAP = {"w": W, "w14": W14, "w15": W15, "w16cid": W16CID, "w16cex": W16CEX, "mc": MC}
_BEIJING = timedelta(hours=8)
"""Dates are wall-clock time; the instant is reckoned in the one time zone of Chinese law."""
_PARA_ID = f"{{{W14}}}paraId"
_FIND_PARA_IDS = etree.XPath("//w:p/@w14:paraId[. != '']", namespaces={"w": W, "w14": W14})


@record
class WordComment:
    """A comment on ``words`` of printed line ``line`` (``TreeLine.number``), at ``start``.

    ``start`` counts in ``TreeLine.text``; -1 looks for the words in the line, and without words
    the whole line is meant. ``eid`` serves where the line is not known. ``replies`` make a thread,
    one level deep as in Word.
    """

    text: str
    author: str
    date: datetime
    line: int = 0
    start: int = -1
    words: str = ""
    eid: str = ""
    replies: tuple[WordComment, ...] = ()
    resolved: bool = False


@record
class _Part:
    """Name, root element, media type and relationship of one of the five parts."""

    name: str
    root: str
    media: str
    relation: str


_PARTS = {
    "comments": _Part(
        "comments", f"{{{W}}}comments", f"{_MEDIA}.comments+xml", f"{_OFFICE}/comments"
    ),
    "extended": _Part(
        "commentsExtended", f"{{{W15}}}commentsEx", f"{_MEDIA}.commentsExtended+xml",
        f"{_MICROSOFT}/2011/relationships/commentsExtended",
    ),
    "ids": _Part(
        "commentsIds", f"{{{W16CID}}}commentsIds", f"{_MEDIA}.commentsIds+xml",
        f"{_MICROSOFT}/2016/09/relationships/commentsIds",
    ),
    "extensible": _Part(
        "commentsExtensible", f"{{{W16CEX}}}commentsExtensible",
        f"{_MEDIA}.commentsExtensible+xml",
        f"{_MICROSOFT}/2018/08/relationships/commentsExtensible",
    ),
    "people": _Part(
        "people", f"{{{W15}}}people", f"{_MEDIA}.people+xml",
        f"{_MICROSOFT}/2011/relationships/people",
    ),
}


@dataclass(slots=True)
class CommentParts:
    """The comments of one package, open to take more."""

    package: Package
    _roots: dict[str, etree._Element] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=count)
    _para_ids: Iterator[int] = field(default_factory=count)
    _authors: set[str] = field(default_factory=set)
    _styles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, part in _PARTS.items():
            self._roots[key] = _open_part(self.package, part)
        comments = self._roots["comments"]
        numbers = [int(c.get(w("id"), "0")) for c in comments.iter(w("comment"))]
        self._ids = count(max(numbers, default=-1) + 1)
        taken = {int(value, 16) for value in _iter_para_ids(self.package, comments)}
        self._para_ids = (n for n in count(0x10000001) if n not in taken)
        people = self._roots["people"]
        self._authors = {person.get(f"{{{W15}}}author", "") for person in people}
        self._styles = read_styles(self.package)

    def add(self, comment: WordComment) -> list[str]:
        """Add a comment and its replies; return the ids to anchor, the comment's first."""
        number, parent = self._add_one(comment, "")
        ids = [number]
        for reply in comment.replies:
            ids.append(self._add_one(reply, parent)[0])
        return ids

    def _add_one(self, comment: WordComment, parent: str) -> tuple[str, str]:
        number = str(next(self._ids))
        element = etree.SubElement(self._roots["comments"], w("comment"))
        element.set(w("id"), number)
        element.set(w("author"), comment.author)
        element.set(w("date"), comment.date.replace(microsecond=0, tzinfo=None).isoformat())
        element.set(w("initials"), comment.author[:1])
        para_id = ""
        for at, line in enumerate(comment.text.split("\n")):
            para_id = f"{next(self._para_ids):08X}"
            element.append(self._make_paragraph(line, para_id, at == 0))
        self._extend(comment, para_id, parent)
        self._name_author(comment.author)
        return number, para_id

    def _make_paragraph(self, text: str, para_id: str, first: bool) -> etree._Element:
        paragraph = etree.Element(P, {_PARA_ID: para_id}, nsmap={"w": W, "w14": W14})
        style = self._styles.get("annotation text")
        if style:
            properties = make("pPr")
            properties.append(make("pStyle", val=style))
            paragraph.append(properties)
        if first:
            mark = make("r")
            self.set_reference_style(mark)
            mark.append(make("annotationRef"))
            paragraph.append(mark)
        run = etree.SubElement(paragraph, w("r"))
        set_text(etree.SubElement(run, w("t")), text)
        return paragraph

    def set_reference_style(self, run: etree._Element) -> None:
        """Give a run the style of comment marks, where the document has it."""
        style = self._styles.get("annotation reference")
        if style:
            properties = make("rPr")
            properties.append(make("rStyle", val=style))
            run.insert(0, properties)

    def _extend(self, comment: WordComment, para_id: str, parent: str) -> None:
        entry = etree.SubElement(self._roots["extended"], f"{{{W15}}}commentEx")
        entry.set(f"{{{W15}}}paraId", para_id)
        if parent:
            entry.set(f"{{{W15}}}paraIdParent", parent)
        entry.set(f"{{{W15}}}done", "1" if comment.resolved else "0")
        durable = f"{int(para_id, 16) ^ 0x20000000:08X}"
        ids = etree.SubElement(self._roots["ids"], f"{{{W16CID}}}commentId")
        ids.set(f"{{{W16CID}}}paraId", para_id)
        ids.set(f"{{{W16CID}}}durableId", durable)
        instant = etree.SubElement(self._roots["extensible"], f"{{{W16CEX}}}commentExtensible")
        instant.set(f"{{{W16CEX}}}durableId", durable)
        utc = comment.date.replace(microsecond=0, tzinfo=None) - _BEIJING
        instant.set(f"{{{W16CEX}}}dateUtc", f"{utc.isoformat()}Z")

    def _name_author(self, author: str) -> None:
        if author in self._authors:
            return
        self._authors.add(author)
        person = etree.SubElement(self._roots["people"], f"{{{W15}}}person")
        person.set(f"{{{W15}}}author", author)
        presence = etree.SubElement(person, f"{{{W15}}}presenceInfo")
        presence.set(f"{{{W15}}}providerId", "None")
        presence.set(f"{{{W15}}}userId", author)

    def save(self) -> None:
        """Put the parts into the package (nothing when there is no comment)."""
        if not len(self._roots["comments"]):
            return
        for key, part in _PARTS.items():
            name = self.package.related(part.name) or f"word/{part.name}.xml"
            data = etree.tostring(
                self._roots[key], xml_declaration=True, encoding="UTF-8", standalone=True
            )
            self.package.add_part(name, data, part.media, part.relation)


def _open_part(package: Package, part: _Part) -> etree._Element:
    name = package.related(part.name)
    if name is not None and name in package.parts:
        return package.root(name)
    root = etree.Element(part.root, nsmap=_NSMAP)
    root.set(f"{{{MC}}}Ignorable", "w14 w15 w16cid w16cex")
    return root


def _iter_para_ids(package: Package, comments: etree._Element) -> Iterator[str]:
    for root in (package.document, comments):
        yield from cast("list[str]", _FIND_PARA_IDS(root))
