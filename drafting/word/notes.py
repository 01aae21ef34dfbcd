"""The comments of a redline: what happened to a provision, and what was left unmarked."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from drafting.word.anchors import anchor_comment
from drafting.word.comments import CommentParts, WordComment
from drafting.word.package import Package
from drafting.word.script import Note, Script
from drafting.word.settings import RedlineSettings

_SILENT = (
    "条文序号以及随序号调整的引用直接采用新序号，未作修订标记：拒绝全部修订后，序号仍为新序号。"
)


def add_notes(
    package: Package,
    script: Script,
    written: Mapping[int, etree._Element],
    settings: RedlineSettings,
) -> None:
    """Write the comments that ``settings`` asks for; ``written`` is the ``w:p`` of each block."""
    notes = list(script.notes) if settings.comments else []
    if settings.labels == "silent":
        notes.insert(0, Note(0, _SILENT))
    comments = CommentParts(package)
    for note in notes:
        paragraph = written.get(note.block)
        if paragraph is not None:
            ids = comments.add(WordComment(note.text, settings.author, settings.date))
            anchor_comment(paragraph, (0, 4), ids, "all")
    comments.save()
