"""How a row of a Word table knows its provision: a bookmark named after the eId.

Word, WPS and LibreOffice keep bookmarks when a form is filled in, when rows are sorted, added or
removed, and text readers do not see them (text in a content control is missed by python-docx).
A name may have 40 characters, letters, digits and ``_``, so that an eId may have to be shortened;
who reads a form back has the draft and compares names::

    names = {eid_to_bookmark(eid): eid for eid in tree.by_eid}
    names.get(bookmark)           # "eid_art_12__para_2" -> "art_12__para_2"

A row that is about no provision (opinions on the whole) is named ``eid_`` alone.
"""

from __future__ import annotations

import hashlib
import re

BOOKMARK_PREFIX = "eid_"
_LIMIT = 40
_FORBIDDEN = re.compile(r"[^0-9A-Za-z_]")


def eid_to_bookmark(eid: str) -> str:
    """The bookmark name of ``eid``: "art_120-1" → "eid_art_120x1"; one eId, one name.

    Names too long for Word keep their beginning and end in a digest of the whole.
    """
    name = BOOKMARK_PREFIX + _FORBIDDEN.sub("x", eid)
    if len(name) <= _LIMIT and name == BOOKMARK_PREFIX + eid.replace("-", "x"):
        return name
    digest = hashlib.sha256(eid.encode()).hexdigest()[:12]
    return f"{name[: _LIMIT - 13]}_{digest}"
