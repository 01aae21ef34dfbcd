"""``renumber_tree``: numbers made right, references carried along, what cannot follow told.

    第三条 (deleted)                     第四条 → 第三条
    第四条 …依照本法第五条…   ──▶         …依照本法第四条…
    第五条 …                          第五条 → 第四条

A reference names words, not a number: the provision it meant is found first, in the old numbers,
and then written with the number that provision has now. Where nothing is left of it, or two carry
the number, the reference stays as it is and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafting.akn import Provision, Tree
from drafting.akn.eids import number_provisions
from drafting.akn.names import LEVEL_WORDS, tag
from drafting.checks.correspondence import Correspondence
from drafting.checks.fixes import write_changes
from drafting.checks.nodes import Node, Row
from drafting.checks.numbers import number_nodes
from drafting.checks.targets import Resolution, Targets, number_of, printed_paragraphs
from drafting.checks.view import View
from drafting.records import record
from drafting.structure.labels import read_label
from drafting.text.citations import RANKS, Citation, Step, rewrite_step
from drafting.text.numerals import write_numeral


@record
class Renamed:
    """One line of the table: a provision's label before and after, and its eIds."""

    level: str
    old: str
    new: str
    old_eid: str
    new_eid: str


@record
class Unfollowed:
    """A reference left as it is: where it stands, its words, why."""

    label: str
    line: int
    words: str
    reason: str


@record
class Renumbered:
    """The renumbered tree, the old → new table, the references rewritten, those left and why.

    ``carried`` counts what was rewritten: a reference that is right as it stands is not among them.
    """

    tree: Tree
    table: tuple[Renamed, ...]
    carried: int
    unfollowed: tuple[Unfollowed, ...]

    @property
    def changed(self) -> tuple[Renamed, ...]:
        """The lines of the table in which the label changed."""
        return tuple(r for r in self.table if r.old != r.new)


def renumber_tree(
    tree: Tree, base: Tree | None = None, pairs: Mapping[str, str] | None = None
) -> Renumbered:
    """Return ``tree`` with its numbering made right and every internal reference carried along.

    ``base`` is the text whose numbers the references still mean; ``pairs`` then says which eId of
    the base became which of ``tree`` (articles and containers). Without base the numbers mean those
    printed in ``tree``.
    """
    view = View(tree)
    old = View(base) if base is not None else view
    work = _Work(view, Correspondence(old, view, pairs))
    work.rewrite_labels()
    work.rewrite_contents()
    work.rewrite_references()
    renumbered = write_changes(tree, [*view.rows, *view.toc], work.changes)
    _renew_eids(renumbered)
    return Renumbered(
        renumbered, tuple(_make_table(view, work.labels, renumbered)), work.carried,
        tuple(work.unfollowed),
    )


Change = tuple[int, int, str]


class _Work:
    """The changes gathered, row by row."""

    def __init__(self, view: View, links: Correspondence) -> None:
        self.view, self.links = view, links
        self.numbers = number_nodes(view)
        self.labels: dict[Node, str] = {}
        self.changes: dict[int, list[Change]] = {}
        self.carried = 0
        self.unfollowed: list[Unfollowed] = []
        self.targets = {nodes[0].scope: Targets(nodes) for nodes in links.old.scopes}

    # -- labels --------------------------------------------------------------------------------

    def rewrite_labels(self) -> None:
        for node, number in self.numbers.items():
            spot = self.view.spot_of(node)
            printed = spot.row.text[spot.start : spot.end] if node.num else ""
            new = write_label(printed, number, node.kind)
            self.labels[node] = new
            if node.num and new != printed:
                self._change(spot.row, spot.start, spot.end, new)

    def rewrite_contents(self) -> None:
        """The 目录: an entry follows the container that had its label and heading."""
        wanted: dict[tuple[str, str], list[Node]] = {}
        for node in self.view.nodes:
            if node in self.labels and not node.scope and node.kind in RANKS[:4]:
                wanted.setdefault((node.kind, _squeeze(node.heading)), []).append(node)
        for row in self.view.toc:
            label = read_label(row.text.strip())
            if label is None:
                continue
            found = wanted.get((label.kind, _squeeze(label.rest.rstrip("0123456789…. "))), [])
            if found:
                node = found.pop(0)
                start = row.text.index(label.num)
                self._change(row, start, start + len(label.num), _squeeze(self.labels[node]))

    # -- references ----------------------------------------------------------------------------

    def rewrite_references(self) -> None:
        for row, citation in self.view.citations:
            if citation.kind == "foreign" or not self.view.articles:
                continue
            old_row = self.links.old_row(row)
            for target in citation.targets:
                for steps in (target.steps, target.until):
                    if steps:
                        self._carry(row, old_row, citation, steps)

    def _carry(
        self, row: Row, old_row: Row | None, citation: Citation, steps: tuple[Step, ...]
    ) -> None:
        relative = steps[0].relative or steps[0].level not in RANKS[:5]
        if relative and old_row is None:
            return  # said in new words, counted from where they stand: right as they are
        if relative and steps[0].number in ("0", "same") and len(steps) == 1:
            return
        scope = row.node.scope if row.node is not None and citation.kind != "own" else 0
        targets = self.targets.get(scope) or self.targets[0]
        result = targets.resolve(old_row or row, steps)
        if relative and self.links.is_same:
            result = _as_printed(targets, row, steps, result)
        if result.outcome == "unknown":
            return
        reason = _why_not(result, steps)
        reached = self._reach(result) if not reason else None
        if reason or reached is None:
            if not self._is_foreign(citation, result):
                self._leave(row, citation, steps, reason or "所指条文在新文本中已经删除")
            return
        self._write(row, citation, steps, reached)

    def _reach(self, result: Resolution) -> Node | None:
        return self.links.new_of(result.nodes[0])

    def _is_foreign(self, citation: Citation, result: Resolution) -> bool:
        """A bare number that this text never had is most likely another law's."""
        return citation.kind == "bare" and result.outcome == "missing" and result.held == 0

    def _leave(
        self, row: Row, citation: Citation, steps: tuple[Step, ...], reason: str
    ) -> None:
        words = row.text[citation.start : citation.base + steps[-1].end]
        label = row.node.element.label if row.node is not None else ""
        self.unfollowed.append(Unfollowed(label, row.number, words, reason))

    def _write(
        self, row: Row, citation: Citation, steps: tuple[Step, ...], reached: Node
    ) -> None:
        """Write each step with the number that what it names has now."""
        chain = _ancestry(reached)
        followed = False
        for step in steps:
            node = chain.get(step.level)
            start, end = citation.base + step.start, citation.base + step.end
            printed = row.text[start:end]
            if step.relative:
                new = self._write_relative(row, step, node, printed)
            elif step.level == "paragraph":
                new = self._write_paragraph(step, reached, printed)
            elif node is not None and node in self.numbers:
                new = rewrite_step(printed, self.numbers[node])
            else:
                continue
            if new != printed:
                self._change(row, start, end, new)
                followed = True
        self.carried += followed

    def _write_paragraph(self, step: Step, reached: Node, printed: str) -> str:
        """第二款: the place of the 款 in its article, counted as printed."""
        article = reached.article
        holder = _ancestry(reached).get("paragraph")
        if article is None or holder is None or self.links.is_same:
            return printed
        places = [n for n, p in enumerate(printed_paragraphs(article), 1) if p.node is holder]
        if not places or step.number in [str(p) for p in places]:
            return printed
        return rewrite_step(printed, str(places[0]))

    def _write_relative(self, row: Row, step: Step, node: Node | None, printed: str) -> str:
        """前条 stays while it is so; else the article is named by its number."""
        own = row.node.article if row.node is not None else None
        if node is None or own is None or step.number not in ("-1", "+1"):
            return printed
        if step.level == "article":
            articles = self.view.articles
            if node not in articles or own not in articles:
                return printed
            distance = articles.index(node) - articles.index(own)
            if distance == int(step.number):
                return printed
            return write_label("第一条", self.numbers[node], "article")
        if step.level == "paragraph" and not self.links.is_same:
            return _name_paragraph(row, node, printed)
        return printed

    def _change(self, row: Row, start: int, end: int, new: str) -> None:
        changes = self.changes.setdefault(id(row), [])
        if all(end <= a or start >= b for a, b, _ in changes):
            changes.append((start, end, new))


def _as_printed(
    targets: Targets, row: Row, steps: tuple[Step, ...], found: Resolution
) -> Resolution:
    """前条 of 第五条 meant 第四条, also where 第四条 was deleted or something stands between.

    An article whose own number cannot be trusted (none, or one printed twice) keeps what stands
    before it.
    """
    own = row.node.article if row.node is not None else None
    number = number_of(own.num) if own is not None else None
    if steps[0].level != "article" or steps[0].number not in ("-1", "+1") or number is None:
        return found
    if not number.isdigit() or len(targets.by_number.get(("article", number), ())) != 1:
        return found
    wanted = str(int(number) + int(steps[0].number))
    meant = targets.by_number.get(("article", wanted), [])
    if len(meant) != 1:
        return Resolution("ambiguous" if meant else "missing", tuple(meant))
    if len(steps) == 1 or found.outcome != "found":
        return Resolution("found", tuple(meant))
    return targets.descend(tuple(meant), steps)


def _name_paragraph(row: Row, node: Node, printed: str) -> str:
    """前款 where another 款 stands before by now: 本条第二款."""
    article = node.article
    if article is None or row.node is None or row.node.article is not article:
        return printed
    paragraphs = printed_paragraphs(article)
    here = next((n for n, p in enumerate(paragraphs) if row in p.rows), None)
    there = [n for n, p in enumerate(paragraphs) if p.node is node]
    if here is None or not there or here - 1 in there:
        return printed
    return f"本条第{write_numeral(there[0] + 1)}款"


def _why_not(result: Resolution, steps: tuple[Step, ...]) -> str:
    if result.outcome == "ambiguous":
        return "此序号有两处，不知所指"
    if result.outcome == "missing":
        return f"没有这一{LEVEL_WORDS[steps[min(result.step, len(steps) - 1)].level]}，可能已经删除"
    if result.outcome == "nothing-before":
        return "此处之前没有可指的条款"
    return ""


def _ancestry(node: Node) -> dict[str, Node]:
    """The node and those above it, by level."""
    chain: dict[str, Node] = {}
    current: Node | None = node
    while current is not None:
        chain.setdefault(current.kind, current)
        current = current.parent
    return chain


def write_label(printed: str, number: str, kind: str) -> str:
    """A label with another number, in its own style; one that has none readable is made anew.

    >>> write_label("第三条", "12-1", "article"), write_label("(三)", "4", "point")
    ('第十二条之一', '(四)')
    """
    if number_of(printed) == number:
        return printed
    if printed and number_of(printed) is not None:
        return rewrite_step(_rewrite_circled(printed, number), number)
    base, _, sub = number.partition("-")
    written = write_numeral(int(base))
    if kind == "point":
        return f"（{written}）"
    if kind == "indent":
        return f"{base}."
    tail = f"之{write_numeral(int(sub))}" if sub else ""
    word = LEVEL_WORDS.get(kind, "")
    return f"第{written}{word}{tail}" if word else f"{written}、"


def _rewrite_circled(printed: str, number: str) -> str:
    first = printed[:1]
    for base in (0x2460, 0x2474):
        if first and base <= ord(first) < base + 20 and number.isdigit() and int(number) <= 20:
            return chr(base + int(number) - 1) + printed[1:]
    return printed


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _renew_eids(tree: Tree) -> None:
    """Give every provision the eId of its new number; the one it had stays as ``wId`` (AKN-NC)."""
    before = {e: e.get("eId") for e in tree.main.iter() if e.get("eId")}
    number_provisions(tree.body)
    for place, annex in enumerate(tree.main.iterfind(f".//{tag('attachment')}"), 1):
        body = annex.find(f".//{tag('body')}")
        main = body if body is not None else annex.find(f".//{tag('mainBody')}")
        if main is not None:
            number_provisions(main, f"att_{place}__")
            for element in main.iter():
                eid = element.get("eId")
                if eid and not eid.startswith(f"att_{place}__"):
                    element.set("eId", f"att_{place}__{eid}")
    for element, eid in before.items():
        if element.get("eId") != eid and eid and isinstance(element, Provision):
            element.set("wId", element.get("wId") or eid)


def _make_table(
    view: View, labels: dict[Node, str], renumbered: Tree
) -> Iterator[Renamed]:
    """A line for every 编 章 节 条, and for every other provision whose label changed."""
    for node, after in zip(view.nodes, View(renumbered).nodes, strict=True):
        if node not in labels:
            continue
        new = _squeeze(labels[node])
        old = _squeeze(node.num) if number_of(node.num) else node.num.strip()  # 第　条, left blank
        if old != new or node.kind in RANKS[:5]:
            own = node.element.label if node.kind not in RANKS[:5] else old
            now = after.element.label if node.kind not in RANKS[:5] else new
            yield Renamed(node.kind, own, now, node.element.eid, after.element.eid)
