"""WordprocessingML's own names in one place: namespaces, tags, content and relationship types."""

from __future__ import annotations

from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W16CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
W16CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

OFFICE_DOCUMENT = f"{R}/officeDocument"
DOCUMENT_PART = "word/document.xml"


@cache
def w(name: str) -> str:
    """Return the qualified name of WordprocessingML element or attribute ``name``."""
    return f"{{{W}}}{name}"


P, R_, T, DEL_TEXT, PPR, RPR = (w(n) for n in ("p", "r", "t", "delText", "pPr", "rPr"))
TBL, TR, TC, BODY, SECT = (w(n) for n in ("tbl", "tr", "tc", "body", "sectPr"))
INS, DEL, MOVE_FROM, MOVE_TO = (w(n) for n in ("ins", "del", "moveFrom", "moveTo"))
ARRIVING = (INS, MOVE_TO)
"""What *reject all* takes away."""
LEAVING = (DEL, MOVE_FROM)
"""What *accept all* takes away."""
REVISIONS = (*ARRIVING, *LEAVING)
PROPERTY_CHANGES = tuple(
    w(n)
    for n in (
        "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange",
        "tblGridChange", "numberingChange", "tblPrExChange",
    )
)
CELL_CHANGES = (w("cellIns"), w("cellDel"), w("cellMerge"))
MOVE_RANGES = tuple(
    w(n)
    for n in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)
COMMENT_START, COMMENT_END, COMMENT_REFERENCE = (
    w(n) for n in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
POINTS = frozenset(
    (
        COMMENT_START, COMMENT_END, *MOVE_RANGES,
        *(w(n) for n in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr")),
    )
)
"""Elements that mark a point and hold nothing; they may stand between paragraphs as well."""
