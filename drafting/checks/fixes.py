"""``fix_tree``: findings mended in a copy of the tree, structure untouched.

Every character of a row knows where it stood in the original (or who put it there). Fixing goes in
rounds, since one fix can show the next fault (,, → ，， → ，); what is handed back are the edits of
all rounds, told in places of the original, none touching another: a writer can show each as one
tracked change.

    original   a , , b        round 1   a ， ， b        round 2   a ， b
    edits      [1:3] ",," → "，"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafting.akn import Tree
from drafting.checks.findings import Edit, Finding
from drafting.checks.nodes import Piece, Row, Walk
from drafting.checks.settings import CheckSettings
from drafting.checks.writing import rewrite_block

_ROUNDS = 8
_OPENINGS = "（(【〔《〈“‘「『〖［["


@dataclass(slots=True)
class _Char:
    """A character of the text as it is now; ``origin`` its place in the original (-1: new)."""

    char: str
    origin: int
    owner: int = -1


@dataclass(slots=True)
class _Text:
    """One row while it is mended. ``removed``: original places that are gone, and by whose edit."""

    original: str
    chars: list[_Char]
    removed: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(c.char for c in self.chars)

    def apply(self, start: int, old: str, new: str, owner: int) -> None:
        for char in self.chars[start : start + len(old)]:
            if char.origin >= 0:
                self.removed[char.origin] = owner
        self.chars[start : start + len(old)] = [_Char(c, -1, owner) for c in new]


def fix_tree(
    tree: Tree,
    findings: Sequence[Finding],
    unsafe: bool = False,
    settings: CheckSettings | None = None,
) -> tuple[Tree, list[Finding]]:
    """Return a mended copy of ``tree`` and the findings whose fixes were made.

    Safe fixes only, or with ``unsafe`` the guesses as well. After it nothing safely fixable is
    left: what a fix brings to light is mended in the next round, checked with ``settings`` (those
    that gave ``findings``). The findings returned carry their edits in places of ``tree``.
    """
    settings = settings or CheckSettings()
    walk = Walk(tree.main)
    rows = _index_rows(walk.rows)
    texts = {id(row): _Text(row.text, _chars(row.text)) for row in walk.rows}
    made: list[Finding] = []
    own = ("", settings.source or tree.source.name)
    pending = [f for f in findings if _is_wanted(f, unsafe) and f.source in own]
    mended = tree
    for number in range(_ROUNDS):
        progress = _apply_round(pending, rows, texts, made)
        mended = _write_texts(tree, walk.rows, texts)
        if not progress or number == _ROUNDS - 1:
            break
        pending = [f for f in _check_again(mended, settings) if _is_wanted(f, unsafe)]
        if not pending:
            break
    return mended, _tell_applied(made, walk.rows, texts)


def _check_again(tree: Tree, settings: CheckSettings) -> list[Finding]:
    from drafting.checks.engine import check_tree

    return check_tree(tree, settings)


def _is_wanted(finding: Finding, unsafe: bool) -> bool:
    return bool(finding.edits) and (finding.fix == "safe" or (unsafe and finding.fix == "unsafe"))


def _chars(text: str) -> list[_Char]:
    return [_Char(char, place) for place, char in enumerate(text)]


Rows = dict[int, list[Row]]


def _index_rows(rows: Iterable[Row]) -> Rows:
    """Rows by source line; a source line that the tree cuts into several has several."""
    index: Rows = {}
    for row in rows:
        index.setdefault(row.number, []).append(row)
    return index


def _place(edit: Edit, rows: Rows, shifts: dict[int, int]) -> tuple[Row, int] | None:
    """The row of an edit and its place there; ``shifts`` say where each row begins by now."""
    found = None
    for row in rows.get(edit.line, ()):
        start = shifts[id(row)]
        if start <= edit.start:
            found = row, edit.start - start
    return found


def _current_shifts(rows: Rows, texts: dict[int, _Text]) -> dict[int, int]:
    """Where each row begins in its source line, as the text is now."""
    shifts: dict[int, int] = {}
    for line in rows.values():
        at = line[0].shift
        for row in line:
            shifts[id(row)] = at
            at += len(texts[id(row)].chars)
    return shifts


def _apply_round(
    pending: list[Finding], rows: Rows, texts: dict[int, _Text], made: list[Finding]
) -> bool:
    """Make the edits of ``pending`` that do not touch one another; True when any was made."""
    shifts = _current_shifts(rows, texts)
    taken: dict[int, list[tuple[int, int]]] = {}
    planned: list[tuple[Row, int, Edit, int]] = []
    for finding in sorted(pending, key=lambda f: (f.fix != "safe", len(f.edits))):
        places = [_place(edit, rows, shifts) for edit in finding.edits]
        if not all(
            p is not None and _is_free(taken, p, e, texts)
            for p, e in zip(places, finding.edits, strict=True)
        ):
            continue
        owner = len(made)
        made.append(finding)
        for place, edit in zip(places, finding.edits, strict=True):
            assert place is not None  # all places were found, just above
            row, start = place
            taken.setdefault(id(row), []).append((start, start + len(edit.old)))
            planned.append((row, start, edit, owner))
    for row, start, edit, owner in sorted(planned, key=lambda p: -p[1]):
        texts[id(row)].apply(start, edit.old, edit.new, owner)
    return bool(planned)


def _is_free(
    taken: dict[int, list[tuple[int, int]]],
    place: tuple[Row, int],
    edit: Edit,
    texts: dict[int, _Text],
) -> bool:
    """Whether the words stand there and no edit of this round touches them."""
    row, start = place
    end = start + len(edit.old)
    chars = texts[id(row)].chars[start:end]
    if "".join(c.char for c in chars) != edit.old:
        return False
    return all(end < a or start > b for a, b in taken.get(id(row), ()))


def _tell_applied(
    made: list[Finding], rows: list[Row], texts: dict[int, _Text]
) -> list[Finding]:
    """The findings with their edits in places of the original; each change has one owner."""
    edits: dict[int, list[Edit]] = {}
    for row in rows:
        for start, end, new, owner in _iter_changes(texts[id(row)]):
            edit = Edit(row.number, row.shift + start, row.text[start:end], new)
            edits.setdefault(owner, []).append(edit)
    return [
        replace(finding, edits=tuple(edits[owner]))
        for owner, finding in enumerate(made)
        if owner in edits
    ]


def _iter_changes(text: _Text) -> list[tuple[int, int, str, int]]:
    """Stretches of the original that changed: start, end, what stands there now, whose edit."""
    changes = []
    at = 0
    inserted: list[_Char] = []
    for char in (*text.chars, _Char("", len(text.original))):
        if char.origin < 0:
            inserted.append(char)
            continue
        if inserted or char.origin > at:
            owners = [c.owner for c in inserted]
            owners += [text.removed.get(place, -1) for place in range(at, char.origin)]
            new = "".join(c.char for c in inserted)
            changes.append((at, char.origin, new, max(owners)))
        at, inserted = char.origin + 1, []
    return changes


def _write_texts(tree: Tree, rows: list[Row], texts: dict[int, _Text]) -> Tree:
    """A copy of ``tree`` with the texts as they are now."""
    changes = {}
    for row in rows:
        found = _iter_changes(texts[id(row)])
        if found:
            changes[id(row)] = [(start, end, new) for start, end, new, _ in found]
    return write_changes(tree, rows, changes)


def write_changes(
    tree: Tree, rows: Sequence[Row], changes: Mapping[int, Sequence[tuple[int, int, str]]]
) -> Tree:
    """Return a copy of ``tree`` in which rows read otherwise.

    ``rows`` are rows of a ``Walk`` over ``tree``; ``changes`` holds for ``id(row)`` the stretches
    to replace: (start, end, new), none touching another.
    """
    mended = tree.copy()
    places = {_path(row): row for row in rows if id(row) in changes}
    if places:
        walk = Walk(mended.main)
        for row in (*walk.rows, *walk.toc):
            old = places.get(_path(row))
            if old is not None:
                _write_row(row, sorted(changes[id(old)]))
    return mended


def _path(row: Row) -> str:
    """Where the row's first element stands in its document: the same in a copy."""
    element = row.pieces[0][0]
    return str(element.getroottree().getpath(element))


def _write_row(row: Row, changes: list[tuple[int, int, str]]) -> None:
    """Put the changes of a row into its elements, last first."""
    for piece in reversed(row.pieces):
        element, begin, end = piece
        own = [
            (max(start, begin) - begin, min(stop, end) - begin, new if _owns(row, piece, start, new)
             else "")
            for start, stop, new in changes
            if (start < end and stop > begin) or _owns(row, piece, start, new)
        ]
        if own:
            rewrite_block(element, own)


def _owns(row: Row, piece: Piece, start: int, new: str) -> bool:
    """Whether what is put in at ``start`` goes into ``piece``: an opening bracket goes before what

    it opens, all else behind what stands before it.
    """
    _, begin, end = piece
    if new[:1] in _OPENINGS and new:
        return begin <= start < end or (start == end and piece is row.pieces[-1])
    if start == begin:
        return piece is row.pieces[0] or _previous_end(row, piece) < start
    return begin < start <= end


def _previous_end(row: Row, piece: Piece) -> int:
    return row.pieces[row.pieces.index(piece) - 1][2]
