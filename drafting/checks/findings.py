"""What a check says: one finding, one place, one way to mend it if there is one."""

from __future__ import annotations

from typing import Literal

from drafting.records import record

Severity = Literal["error", "warning", "info"]


@record
class Edit:
    """Replace ``old`` by ``new`` at character ``start`` of printed line ``line`` (TreeLine.number).

    ``start`` counts in ``TreeLine.text``; ``old`` is what stands there ("" inserts).
    """

    line: int
    start: int
    old: str
    new: str


@record
class Finding:
    """One fault. ``words`` is the exact text meant (in line ``line`` at ``start``, -1: unknown);

    ``label`` the address as printed (第十二条第二款); ``fix`` "safe", "unsafe" or None; ``edits``
    are what the fix does, all or none.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    eid: str = ""
    label: str = ""
    line: int = 0
    words: str = ""
    start: int = -1
    fix: Literal["safe", "unsafe"] | None = None
    edits: tuple[Edit, ...] = ()
    source: str = ""
