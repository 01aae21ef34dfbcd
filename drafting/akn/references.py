"""References and definitions that the tree carries, as records."""

from __future__ import annotations

from typing import cast

from lxml import etree

from drafting.akn.elements import Element, Provision, block_text
from drafting.akn.lines import provision_of
from drafting.akn.names import tag
from drafting.records import record

_REF, _RREF, _TERM = tag("ref"), tag("rref"), tag("term")


@record
class Reference:
    """A reference in the text: ``text`` as printed, ``element`` the ``ref`` or ``rref``.

    ``target`` is the eId it points to, ``until`` that of the last provision of a range; both are ""
    for what points nowhere in this text. ``href`` is the IRI of another text ("" for none).
    """

    element: Element
    text: str
    target: str
    until: str = ""
    href: str = ""

    @property
    def is_dangling(self) -> bool:
        """Whether it names a provision of this text that is not there."""
        return self.element.get("class") == "dangling"

    @property
    def provision(self) -> Provision | None:
        """The innermost provision in which it stands."""
        return provision_of(self.element)


@record
class Definition:
    """A term the text defines: ``element`` is the ``term``; ``text`` what is said of it.

    ``short`` is True for a short name (以下简称), whose ``text`` is "".
    """

    element: Element
    term: str
    text: str
    short: bool

    @property
    def provision(self) -> Provision | None:
        """The innermost provision in which it stands."""
        return provision_of(self.element)


def find_references(root: etree._Element) -> list[Reference]:
    """Every reference at or below ``root``, in order."""
    found = []
    for element in root.iter(_REF, _RREF):
        text = block_text(element)
        if element.tag == _RREF:
            target, until = (element.get(name, "")[1:] for name in ("from", "upTo"))
            found.append(Reference(cast(Element, element), text, target, until))
        else:
            href = element.get("href", "")
            inside = href.startswith("#")
            found.append(
                Reference(
                    cast(Element, element), text, href[1:] if inside else "",
                    href="" if inside else href,
                )
            )
    return found


def find_definitions(root: etree._Element) -> list[Definition]:
    """Every term defined at or below ``root``, in order."""
    found = []
    for element in root.iter(_TERM):
        short = element.get("class") == "short"
        text = "" if short else block_text(element.getparent())
        found.append(Definition(cast(Element, element), block_text(element), text, short))
    return found
