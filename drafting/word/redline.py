"""Two versions of one text as a Word document with tracked changes: the command ``redline``."""

from __future__ import annotations

from drafting.akn.tree import Tree
from drafting.comparison.changes import Changes
from drafting.comparison.diff import diff_trees
from drafting.structure.collector import hold_collector
from drafting.word.blocks import BlockWriter
from drafting.word.elements import Ids, make_pen
from drafting.word.formats import free_last_mark
from drafting.word.notes import add_notes
from drafting.word.paragraphs import Page, ParagraphWriter, Pens
from drafting.word.roles import tree_to_roles
from drafting.word.script import Script
from drafting.word.settings import LABEL_AUTHOR, RedlineSettings, WordFile
from drafting.word.stream import changes_to_script
from drafting.word.template import Properties, body_of, open_template, read_styles

__all__ = ["RedlineSettings", "WordFile", "changes_to_redline", "redline_trees"]


def redline_trees(old: Tree, new: Tree, settings: RedlineSettings) -> bytes:
    """Return a .docx whose *reject all* is ``old`` and whose *accept all* is ``new``."""
    return changes_to_redline(old, new, diff_trees(old, new), settings).data


@hold_collector()
def changes_to_redline(
    old: Tree, new: Tree, changes: Changes, settings: RedlineSettings
) -> WordFile:
    """The same from a comparison made before, with what is to be said.

    An unchanged source .docx is written into; where that cannot be done, or reading the result
    back does not give both texts, a new document is built, and said.
    """
    script = changes_to_script(old, new, changes, settings.moves == "native")
    notes = _notes(changes)
    if settings.in_place and old.source.format == "docx":
        from drafting.word.carried import script_to_carried

        carried = script_to_carried(script, old, new, settings)
        if carried.data:
            return WordFile(carried.data, (*notes, *carried.notes))
        notes += carried.notes
    return WordFile(_script_to_clean(script, old, new, settings), tuple(notes))


def _notes(changes: Changes) -> list[str]:
    notes = list(changes.warnings)
    if changes.unrelated:
        notes.insert(
            0, "the two texts hardly share a word: for texts that are not versions of one another"
            " `drafting compare` is the better question"
        )
    return notes


def _script_to_clean(script: Script, old: Tree, new: Tree, settings: RedlineSettings) -> bytes:
    package = open_template(
        settings.template, Properties(new.title or old.title, settings.author, settings.date)
    )
    page = Page(
        read_styles(package), tree_to_roles(old), tree_to_roles(new), settings.labels == "silent"
    )
    writer = BlockWriter(ParagraphWriter(page, make_pens(settings)))
    body = body_of(package)
    body[0:0] = writer.write(script.blocks)
    free_last_mark(body)
    add_notes(package, script, dict(enumerate(writer.anchors)), settings)
    return package.save()


def make_pens(settings: RedlineSettings, first_id: int = 1) -> Pens:
    """The pens of the author and of what only follows; ids from ``first_id`` on."""
    ids = Ids(first_id)
    return Pens(
        make_pen(settings.author, settings.date, ids), make_pen(LABEL_AUTHOR, settings.date, ids)
    )
