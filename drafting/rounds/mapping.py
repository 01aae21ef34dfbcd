"""A returned copy of the draft laid over the draft: which of its lines is which provision.

The copy need not be the file that was sent out: pasted into another document, converted, with text
around it or silently changed, its articles are found again by the alignment of two versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from drafting.akn import Provision, Tree, TreeLine
from drafting.comparison.changes import Change, Changes, Pair
from drafting.rounds.comments import Anchor, Comment, Kind
from drafting.rounds.mentions import squeeze
from drafting.rounds.places import Places, with_how

_PARTIAL = 0.2
_COVERS = frozenset(("title", "preamble", "block"))
_OWN_LEVELS = frozenset(
    ("article", "level", "title", "chapter", "section", "part", "subpart", "preamble", "block")
)


class DraftCopy:
    """``copy`` is the returned text's tree, read with tracked changes rejected."""

    def __init__(self, copy: Tree, places: Places) -> None:
        self.copy = copy
        self.places = places

    @cached_property
    def changes(self) -> Changes:
        """What the copy changed in the draft without saying so."""
        from drafting.comparison.diff import diff_trees

        return diff_trees(self.places.tree, self.copy)

    @cached_property
    def lines(self) -> dict[int, TreeLine]:
        """The copy's lines by number."""
        return {line.number: line for line in self.copy.lines if line.number}

    def place_line(self, number: int, words: str = "") -> tuple[Anchor, ...]:
        """The draft's provision that line ``number`` of the copy is; () where it is none.

        ``words`` are the exact words meant, "" for the whole line.
        """
        line = self.lines.get(number)
        if line is None or number in self._outside:
            return ()
        exact = self.places.find_words(words, self._article_of(line)) if words else None
        if exact is not None:
            return (with_how(exact, "mark") or exact,)
        found = self._place_exact(line) or self._place_by_eid(line)
        return (found,) if found else ()

    def _place_exact(self, line: TreeLine) -> Anchor | None:
        """The provision that prints the very same line."""
        article = self._article_of(line)
        if len(squeeze(line.text)) < 4:
            return None
        found = self.places.find_words(line.text, article)
        if found is None:
            return None
        return Anchor(found.eid, found.label, "", "mark")

    def _place_by_eid(self, line: TreeLine) -> Anchor | None:
        provision = line.provision
        eid = provision.eid if isinstance(provision, Provision) else ""
        article = self._article_of(line)
        own = self._copy_article(eid)
        inner = eid[len(own) :] if own and eid.startswith(own) else ""
        return self.places.find_eid(f"{article}{inner}" if article else eid, "mark")

    def _article_of(self, line: TreeLine) -> str:
        """The eId in the draft of the unit that holds a line of the copy, "" for none."""
        provision = line.provision
        if provision is None:
            return ""
        return self._old_eids.get(self._copy_article(provision.eid), "")

    def _copy_article(self, eid: str) -> str:
        while eid and eid not in self._old_eids:
            eid = eid.rpartition("__")[0]
        return eid

    @cached_property
    def _old_eids(self) -> dict[str, str]:
        """The draft's eId of every unit of the copy that it has a counterpart for."""
        found: dict[str, str] = {}
        for row in self.changes.rows:
            for pair in row.pairs:
                if pair.old_eid and pair.new_eid:
                    found.setdefault(pair.new_eid, pair.old_eid)
        return found

    @cached_property
    def _outside(self) -> set[int]:
        skipped = ("furniture", "duplicate", "toc")
        units = (u for u in self.copy.units if u.level in skipped)
        return {line.number for unit in units for line in unit.lines}

    def iter_edits(self) -> Iterator[Comment]:
        """What was changed in the copy without tracking, one comment for each provision.

        A copy that leaves out much is a part of the draft, not a wish to delete the rest.
        """
        partial = self.missing
        for row in self.changes.rows:
            changed = row.level in _OWN_LEVELS and row.kind not in ("unchanged", "consequential")
            left_out = row.kind == "deleted" and (partial or row.level in _COVERS)
            if changed and not left_out and not (partial and _is_cut(row)):
                comment = self._row_to_comment(row)
                if comment is not None:
                    yield comment

    @cached_property
    def missing(self) -> list[str]:
        """Labels that the copy lacks when they are too many to have been struck out."""
        own = [r for r in self.changes.rows if r.level in ("article", "level") and r.old]
        gone = [label for r in own if r.kind == "deleted" for label in r.old]
        return gone if len(gone) > max(2, _PARTIAL * len(own)) else []

    def _row_to_comment(self, row: Change) -> Comment | None:
        anchors = tuple(a for e in row.old_eids if (a := self.places.find_eid(e, "mark")))
        old, new = ("\n".join(filter(None, texts)) for texts in _row_texts(row))
        if squeeze(old) == squeeze(new):
            return None
        kinds: dict[str, Kind] = {"inserted": "增加", "deleted": "删除"}
        kind = kinds.get(row.kind, "修改")
        said = describe_pairs(row.pairs) if row.kind == "modified" else _describe_row(row, new)
        place = "、".join(row.new or row.old) or "文本"
        return Comment(
            f"直接改动文本（未使用修订）：{said}", place, "edit", anchors, kind,
            proposed=new if row.kind != "deleted" else "", context=new,
        )  # fmt: skip


def _is_cut(row: Change) -> bool:
    """Whether a provision only lost its beginning or end: there the part that came back ends."""
    old, new = (squeeze("".join(texts)) for texts in _row_texts(row))
    return old.startswith(new) or old.endswith(new)


def _row_texts(row: Change) -> tuple[list[str], list[str]]:
    return [p.old_text for p in row.pairs], [p.new_text for p in row.pairs]


def _describe_row(row: Change, new: str) -> str:
    match row.kind:
        case "inserted":
            return f"增加：“{new}”"
        case "deleted":
            return f"删去{'、'.join(row.old)}"
        case "split":
            return f"将{'、'.join(row.old)}拆为{'、'.join(row.new)}"
        case _:
            return f"将{'、'.join(row.old)}合为{'、'.join(row.new)}：“{new}”"


def describe_pairs(pairs: tuple[Pair, ...]) -> str:
    """The changes of a provision in words: 将“甲”修改为“乙”；删去“丙”；在“丁”后增加“戊”."""
    return "；".join(said for pair in pairs for said in _describe_pair(pair))


def _describe_pair(pair: Pair) -> Iterator[str]:
    before, gone = "", ""
    segments = [*pair.segments]
    for index, segment in enumerate(segments):
        following = segments[index + 1] if index + 1 < len(segments) else None
        if segment.kind == "equal":
            before, gone = segment.text[-10:], ""
        elif segment.kind == "delete":
            gone = segment.text
            if following is None or following.kind != "insert":
                yield describe_change(gone, "", before)
                gone = ""
        else:
            yield describe_change(gone, segment.text, before)
            gone = ""


def describe_change(old: str, new: str, before: str) -> str:
    """One change in words; ``before`` is what stands before an addition."""
    if old and new:
        return f"将“{old}”修改为“{new}”"
    if old:
        return f"删去“{old}”"
    tail = before.strip().rpartition("\n")[2]
    return f"在“{tail}”后增加“{new}”" if tail else f"增加“{new}”"
