"""A text as the rules see it: rows, nodes, the text as one string, its references.

Rules never walk the tree. They scan ``text`` (every row that is linted, joined by line breaks) or
``body`` (the same, labels and headings masked, so that a label is no reference), both in
Simplified script with the offsets of what is printed, and turn an offset into a ``Spot``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Literal, TypeVar, cast

from drafting.akn import Doubt, Tree
from drafting.akn.names import SOURCE, tag
from drafting.checks.findings import Edit, Severity
from drafting.checks.nodes import Node, Row, Walk
from drafting.checks.profiles import guess_profile
from drafting.checks.settings import Profile
from drafting.records import record
from drafting.text.citations import Citation, iter_citations
from drafting.text.script import is_traditional, to_simplified

T = TypeVar("T")
_DATUM, _DOUBT = f"{{{SOURCE}}}data", f"{{{SOURCE}}}doubt"
MASK = "\x01"
"""Stands for each character of a label or heading in ``View.body``."""
_CODE = re.compile(r"法典(?:\s*[\u4e00-\u9fff]{1,6}[则编])?$")
"""民法典, 民法典 总则: without 编 in it, one 编 of a code."""
_STAGES = re.compile(r"(?:[（(【〔][^（）()【】]*[】）)〕])+$")


@record
class Spot:
    """Characters ``start`` … ``end`` of a row."""

    row: Row
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as printed."""
        return self.row.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """The words in Simplified script."""
        return self.row.plain[self.start : self.end]

    def replace(self, new: str) -> Edit:
        """The edit that puts ``new`` in the place of these words."""
        return Edit(self.row.number, self.row.shift + self.start, self.words, new)


@record
class Fault:
    """What a rule found: where, in words, and how to mend it.

    ``node`` overrides the address. ``severity`` overrides the rule's own. ``in_note`` marks what
    stands in the note, not in the draft.
    """

    spot: Spot
    message: str
    edits: tuple[Edit, ...] = ()
    fix: Literal["safe", "unsafe"] | None = None
    severity: Severity | None = None
    node: Node | None = None
    in_note: bool = False


def _join_untitled(walk: Walk) -> None:
    """Count what the parser took for an annex without a title with the body."""
    for node in walk.nodes:
        if node.scope in walk.untitled:
            node.scope = 0
            for row in node.rows:
                row.role = "prose"


class View:
    """A tree as the rules see it. ``note`` is the view of the explanatory note, if one is given."""

    def __init__(self, tree: Tree, profile: Profile | None = None, note: View | None = None):
        self.tree = tree
        self.note = note
        self._shared: dict[str, object] = {}
        walk = Walk(tree.main)
        self.rows, self.toc, self.nodes = walk.rows, walk.toc, walk.nodes
        if walk.untitled:
            _join_untitled(walk)
        self.profile = profile or guess_profile(tree, self.rows)
        self._settle()
        self.text = "\n".join([row.plain for row in self.rows])

    def _settle(self) -> None:
        """Fold the script (Simplified text, the usual case, is taken as it is) and set places."""
        script = self.data("script")
        if not script:
            sample = "".join(row.text for row in self.rows[:40])
            script = "Hant" if is_traditional(sample) else "Hans"
        if script == "Hant":
            for row in self.rows:
                row.plain = to_simplified(row.text)
        offset = 0
        for index, row in enumerate(self.rows):
            row.index, row.offset = index, offset
            offset += len(row.text) + 1

    @cached_property
    def _offsets(self) -> list[int]:
        return [row.offset for row in self.rows]

    def release(self) -> None:
        """Let the provisions and rows go, which hold one another: the view is done with.

        They then go one by one as they are let go; the collector would walk all of them to see
        that nobody holds any.
        """
        for node in self.nodes:
            node.row = None
            node.rows.clear()
            node.children.clear()

    def data(self, name: str) -> str:
        """What ``Tree.data`` says, without a search through the whole text."""
        return self._facts[0].get(name, "")

    @property
    def doubts(self) -> list[Doubt]:
        """What the parser was not sure of."""
        return self._facts[1]

    @cached_property
    def _facts(self) -> tuple[dict[str, str], list[Doubt]]:
        data: dict[str, str] = {}
        doubts: list[Doubt] = []
        meta = self.tree.main.find(tag("meta"))
        for element in meta.iter(_DATUM, _DOUBT) if meta is not None else ():
            get = element.get
            if element.tag == _DATUM:
                data[get("name", "")] = element.text or ""
            else:
                line = int(get("line", "0"))
                doubts.append(Doubt(get("code", ""), line, get("message", ""), element.text or ""))
        return data, doubts

    @cached_property
    def title(self) -> str:
        """The title in Simplified script, without the stage in brackets: 杭州市…条例."""
        return _STAGES.sub("", to_simplified(self.tree.title)).strip("《》")

    @property
    def is_act(self) -> bool:
        """Whether the text is promulgated."""
        return self.tree.kind == "act"

    @cached_property
    def is_excerpt(self) -> bool:
        """Whether this is one 编 of a code, printed alone: 条 begin anywhere, 编 are not in it."""
        heads = [self.title, *(r.plain for r in self.rows[:4] if r.role == "preface")]
        if any(h.endswith("编") and len(h) < 24 for h in heads):
            return True
        is_code = _CODE.search(self.title) is not None
        return is_code and not any(n.kind == "part" for n in self.nodes)

    @cached_property
    def body(self) -> str:
        """``text`` with labels and headings masked."""
        return "\n".join(
            [MASK * row.head + row.plain[row.head :] if row.head else row.plain for row in self.rows]
        )

    @cached_property
    def prose(self) -> str:
        """``body`` with everything masked that is not running text of the body."""
        parts: list[str] = []
        at = 0
        for row in self.rows:
            if row.role != "prose":
                parts += self.body[at : row.offset], MASK * len(row.plain)
                at = row.offset + len(row.plain)
        return "".join((*parts, self.body[at:]))

    @cached_property
    def articles(self) -> list[Node]:
        """Every 条 of the body, in order."""
        return self.by_kind.get("article", [])

    @cached_property
    def by_kind(self) -> dict[str, list[Node]]:
        """The nodes of the body by kind, in order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if not node.scope:
                found.setdefault(node.kind, []).append(node)
        return found

    @cached_property
    def lists(self) -> list[tuple[Node, list[Node]]]:
        """Each list of 项 or 目: what holds it, and its items (body and annexes)."""
        found: dict[tuple[Node, str], list[Node]] = {}
        for node in self.nodes:
            if node.kind in ("point", "indent") and node.num and node.parent is not None:
                found.setdefault((node.parent, node.kind), []).append(node)
        return [(parent, items) for (parent, _), items in found.items()]

    @cached_property
    def scopes(self) -> list[list[Node]]:
        """The nodes of the body and of each annex: what is numbered on its own."""
        scopes: dict[int, list[Node]] = {}
        for node in self.nodes:
            scopes.setdefault(node.scope, []).append(node)
        return list(scopes.values())

    @cached_property
    def citations(self) -> list[tuple[Row, Citation]]:
        """Every reference in running text; its offsets count in the row's text."""
        found = []
        for citation in iter_citations(self.body):
            row = self.row_at(citation.start)
            at = row.offset
            found.append((row, Citation(
                citation.kind, citation.anchor, citation.text, citation.start - at,
                citation.end - at, citation.base - at, citation.targets,
            )))
        return found

    def share(self, name: str, work: Callable[[], T]) -> T:
        """What ``work`` yields, worked out once: rules of one family share it."""
        if name not in self._shared:
            self._shared[name] = work()
        return cast(T, self._shared[name])

    def row_at(self, offset: int) -> Row:
        """The row in which character ``offset`` of ``text`` stands."""
        return self.rows[bisect_right(self._offsets, offset) - 1]

    def spot(self, start: int, end: int) -> Spot:
        """Characters of ``text`` as a spot (cut off at the end of its row)."""
        row = self.row_at(start)
        return Spot(row, start - row.offset, min(end - row.offset, len(row.plain)))

    def scan(self, pattern: re.Pattern[str], group: int | str = 0) -> Iterator[Spot]:
        """The spots at which ``pattern`` (or its ``group``) matches in ``body``."""
        for match in pattern.finditer(self.body):
            yield self.spot(*match.span(group))

    def spot_of(self, node: Node) -> Spot:
        """The label of a provision (its first words when it has none)."""
        row = node.row or self.rows[0]
        for element, start, end in row.pieces:
            if element.getparent() is node.element:
                return Spot(row, start, end if node.num else min(end, start + 12))
        return Spot(row, 0, min(len(row.text), 12))
