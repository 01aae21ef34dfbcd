"""What a caller may choose about a redline or an annotated document."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from drafting.records import record
from drafting.writers.outputs import resolve_date

LABEL_AUTHOR = "序号调整"
"""Author of renumbered labels and of references that only follow: Word hides them by name."""


@record
class WordFile:
    """A .docx and what is to be said of it in words (English, for stderr)."""

    data: bytes
    notes: tuple[str, ...] = ()


@record
class RedlineSettings:
    """``labels``: "tracked" (under ``LABEL_AUTHOR``) or "silent" (untracked: outside the
    invariant, which the document then says); ``moves``: "native" Word moves or "plain" deletions
    and insertions; ``comments``: whether structural changes are told in short comments;
    ``in_place``: whether an unchanged source .docx is written into; ``template``: a .docx to build
    a clean document on, "" for the official document.
    """

    author: str = "drafting"
    date: datetime = field(default_factory=lambda: resolve_date(None))
    labels: Literal["tracked", "silent"] = "tracked"
    moves: Literal["native", "plain"] = "native"
    comments: bool = True
    in_place: bool = True
    template: str = ""
