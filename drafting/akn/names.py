"""Akoma Ntoso's own names in one place: namespace, version, tags, the words for each level.

AKN 3.0 is the OASIS Standard of 29 August 2018; 3.1 is in public review, so that nothing outside
this module may spell the namespace.
"""

from __future__ import annotations

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "urn:drafting:source"
"""Namespace of what the standard has no word for: source lines, file, hash, doubts of the parser."""
NSMAP = {None: AKN, "d": SOURCE}

LINE = f"{{{SOURCE}}}line"
"""Attribute: number of the source line that begins with this text-bearing element."""
GAP = f"{{{SOURCE}}}gap"
"""Attribute: the white space printed between this text and the next one on the same line."""


def tag(name: str) -> str:
    """Return the qualified name of AKN element ``name``."""
    return f"{{{AKN}}}{name}"


def local(qualified: str) -> str:
    """Return the local name of a qualified one."""
    return qualified.rpartition("}")[2]


CONTAINERS = ("part", "subpart", "chapter", "section", "subsection")
"""Levels above 条, in order: 编, 分编, 章, 节 (and what a 节 may hold)."""
HIERARCHY = (*CONTAINERS, "article", "paragraph", "point", "indent", "alinea", "level")
LEVEL_WORDS = {
    "part": "编", "subpart": "分编", "chapter": "章", "section": "节", "article": "条",
    "paragraph": "款", "point": "项", "indent": "目",
}
"""The field's word for each AKN level, as 立法法 第六十五条 names them."""
EID_ABBREVIATIONS = {
    "article": "art", "chapter": "chp", "section": "sec", "paragraph": "para",
    "subsection": "subsec", "alinea": "al", "attachment": "att",
}
"""AKN-NC 1.0 §5; what is not listed is not abbreviated (part, subpart, point, indent, level)."""

DOCUMENT_KINDS = ("bill", "act", "doc")
