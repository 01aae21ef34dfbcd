"""Small builders of WordprocessingML: runs, and the pen that signs every tracked change.

Children are made in schema order by who calls; nothing here looks at a document.
"""

from __future__ import annotations

import copy
import re
from datetime import datetime
from itertools import count

from lxml import etree

from drafting.records import record
from drafting.word.markup import quote
from drafting.word.names import DEL_TEXT, R_, RPR, XML_SPACE, T, W, w

NSMAP = {"w": W}
_SPECIAL = re.compile(r"([\t\n])")
_ID, _AUTHOR, _DATE = w("id"), w("author"), w("date")
_TAB, _BREAK = w("tab"), w("br")
_EDGES = " \t\r\n"


class Ids:
    """Hands out the ids of tracked changes, each once over all parts of a file."""

    def __init__(self, first: int = 1) -> None:
        self._numbers = count(first)

    def take(self) -> str:
        return str(next(self._numbers))


@record
class Pen:
    """Who changes, and when: ``sign`` makes or completes a tracked-change element.

    ``date`` is naive wall-clock time: Word shows w:date as printed, whatever zone it claims.
    """

    author: str
    date: str
    ids: Ids

    def wrap(self, kind: str, *children: etree._Element) -> etree._Element:
        """A new ``w:ins``, ``w:del`` … (qualified name ``kind``) around ``children``."""
        element = etree.Element(kind, nsmap=NSMAP)
        self.sign(element)
        element.extend(children)
        return element

    def sign(self, element: etree._Element) -> None:
        """Give ``element`` its id, author and date."""
        element.set(_ID, self.ids.take())
        element.set(_AUTHOR, self.author)
        element.set(_DATE, self.date)

    def signature(self, number: str = "") -> str:
        """The same as attributes in mark-up; ``number`` is an id taken before."""
        number = number or self.ids.take()
        return f'w:id="{number}" w:author={quote(self.author)} w:date="{self.date}"'


def make_pen(author: str, date: datetime, ids: Ids) -> Pen:
    """A pen with ``date`` as xsd:dateTime without fraction (the form Word writes)."""
    return Pen(author, date.replace(microsecond=0, tzinfo=None).isoformat(), ids)


def make_run(
    text: str, properties: etree._Element | None = None, deleted: bool = False
) -> etree._Element:
    """A ``w:r`` with ``text``; tabs and line breaks become elements; ``w:delText`` if deleted."""
    run = etree.Element(R_, nsmap=NSMAP)
    if properties is not None and len(properties):
        run.append(copy.deepcopy(properties))
    add_text(run, text, deleted)
    return run


def add_text(run: etree._Element, text: str, deleted: bool = False) -> None:
    """Append ``text`` to a run: ``w:t`` or ``w:delText``, tabs and line breaks as elements."""
    for part in _SPECIAL.split(text) if "\t" in text or "\n" in text else (text,):
        if part in ("\t", "\n"):
            etree.SubElement(run, _TAB if part == "\t" else _BREAK)
        elif part:
            set_text(etree.SubElement(run, DEL_TEXT if deleted else T), part)


def set_text(element: etree._Element, text: str) -> None:
    """Set ``text`` of a ``w:t`` or ``w:delText``, keeping white space at its edges."""
    element.text = text
    if text and (text[0] in _EDGES or text[-1] in _EDGES):
        element.set(XML_SPACE, "preserve")


def make(name: str, /, **attributes: str) -> etree._Element:
    """A WordprocessingML element with attributes of that namespace: ``make("pStyle", val="a")``."""
    element = etree.Element(w(name), nsmap=NSMAP)
    for key, value in attributes.items():
        element.set(w(key), value)
    return element


def take_properties(run: etree._Element) -> etree._Element | None:
    """The ``w:rPr`` of a run, None when it has none."""
    return run.find(RPR)
