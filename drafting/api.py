"""The library's verbs, one for each command; ``drafting.load`` and its sisters lead here.

Each function does what its command does and returns records or trees; writing files is the
writers' (``-o``) work.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.errors import DraftingError

if TYPE_CHECKING:
    from datetime import datetime

    from drafting.akn import Tree
    from drafting.checks.findings import Finding
    from drafting.checks.renumbering import Renumbered
    from drafting.comparison.changes import Changes
    from drafting.comparison.matches import Matches
    from drafting.rounds.opening import Opened
    from drafting.writers.table import Table


def load(
    path: str | Path, *, encoding: str | None = None, track_changes: str = "accept"
) -> Tree:
    """Read and parse ``path`` (.txt .md .html .docx .pdf …, or a saved .xml tree; "-" is stdin,
    what it holds told by its content).

    ``track_changes`` says how tracked changes already in a .docx are read (accept, reject, all).
    Raises SourceError with one line when the file cannot be read.
    """
    from drafting.akn.files import is_tree, xml_to_tree
    from drafting.sources import read, read_bytes
    from drafting.structure.parse import parse

    piped, saved = str(path) == "-", str(path).lower().endswith(".xml")
    data = read_bytes(path) if piped or saved else None
    if data is not None and (saved or is_tree(data)):
        name = "standard input" if piped else str(path)
        return xml_to_tree(data, name, Path(path).parent)
    return parse(read(path, encoding, track_changes, data))


def check(draft: Tree, *, note: Tree | None = None, **settings: Any) -> list[Finding]:
    """Return what is wrong with ``draft`` by line; with ``note`` also what the two say differently.

    ``settings`` are those of ``CheckSettings``: select, ignore (code prefixes), profile.
    """
    from drafting.checks import check_tree
    from drafting.checks.settings import make_settings

    return check_tree(draft, make_settings(**settings), note)


def fix(draft: Tree, *, unsafe: bool = False) -> Tree:
    """Return ``draft`` with every safe fix made (``unsafe``: the guesses too)."""
    from drafting.checks import check_tree, fix_tree

    return fix_tree(draft, check_tree(draft), unsafe)[0]


def renumber(draft: Tree, *, base: Tree | None = None) -> Renumbered:
    """Return ``draft`` with its numbering made right, every internal reference carried along.

    ``base`` is the text whose numbers the references still mean (the comparison of the two says
    which provision became which); without it they mean the numbers printed in ``draft``.
    """
    from drafting.checks.renumbering import renumber_tree

    if base is None:
        return renumber_tree(draft)
    pairs = {
        pair.old_eid: pair.new_eid
        for row in diff(base, draft).rows
        for pair in row.pairs
        if pair.old_eid and pair.new_eid
    }
    return renumber_tree(draft, base, pairs)


def diff(old: Tree, new: Tree) -> Changes:
    """Return what changed between two versions, row by row; both can be rebuilt from it."""
    from drafting.comparison.diff import diff_trees

    return diff_trees(old, new)


def compare(draft: Tree, *others: Tree) -> Matches:
    """Return, for each article of ``draft``, what notes, peers and policies say of the same."""
    from drafting.comparison.compare import compare_trees

    return compare_trees(draft, others)


def redline(old: Tree, new: Tree, **settings: Any) -> bytes:
    """Return a .docx with tracked changes: reject all is ``old``, accept all is ``new``.

    ``settings`` are those of ``RedlineSettings``: author, date, labels, moves, comments …
    """
    from drafting.word.redline import RedlineSettings, redline_trees

    return redline_trees(old, new, RedlineSettings(**settings))


def annotate(
    draft: Tree, *, note: Tree | None = None, peers: Sequence[Tree] = (), **settings: Any
) -> bytes:
    """Return ``draft`` as a .docx with comments: its note, the nearest articles of ``peers``,
    findings.

    ``settings`` are those of ``DocumentSettings``: author, date, in_place, template.
    """
    from drafting.word.annotate import annotate_tree, annotated_to_bytes
    from drafting.word.document import DocumentSettings

    chosen = DocumentSettings(**settings)
    return annotated_to_bytes(annotate_tree(draft, note, peers, chosen), ".docx", chosen)


def table(kind: str, draft: Tree, *others: Tree, **options: Any) -> Table:
    """Return a table: "comment" (``by``), "compare" (draft is OLD, one other) or "peers".

    Write it with ``drafting.writers.table_files.write_table``. Raises DraftingError for another
    kind.
    """
    if kind == "comment":
        from drafting.writers.table_comment import table_comment

        return table_comment(draft, options.get("by", "article"))
    if kind == "compare":
        from drafting.writers.table_compare import table_compare

        return table_compare(diff(draft, *others), options.get("every_row", False))
    if kind == "peers":
        from drafting.writers.table_peers import table_peers

        return table_peers(draft, others, compare(draft, *others))
    raise DraftingError(f"table {kind}: unknown; use comment, compare or peers")


def open_round(
    draft: Tree,
    folder: str | Path,
    *,
    until: str | None = None,
    note: Tree | None = None,
    date: str | datetime | None = None,
) -> Opened:
    """Open a public-comment round on ``draft`` in ``folder``: notice, forms and an empty store.

    ``until`` is the last day to comment (None: thirty days on); ``date`` the day of publication.
    The rest of a round is in ``drafting.rounds``: ``collecting``, ``carrying``, ``answering`` and
    ``reporting``. Raises OutputError when the folder is there already.
    """
    from drafting.rounds import opening
    from drafting.writers.outputs import resolve_date

    moment = resolve_date(date)
    return opening.open_round(
        draft, folder, opening.OpenSettings(moment, moment.date(), until), note
    )
