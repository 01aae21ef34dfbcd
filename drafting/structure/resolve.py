"""What a reference points to: 本条例第三条第二款第（一）项, 前款, 本章 → the node it names.

Numbers are looked up, relatives counted from where the reference stands. A 项 cited without its 款 is
sought in the 款 of the 条; in a text without 条 the 第X条 of it are its top levels (一、二、…).
"""

from __future__ import annotations

from functools import cached_property

from drafting.structure.nodes import Node
from drafting.text.citations import Step

_ABOVE = {"paragraph": "article", "point": "paragraph"}
_BELOW_ARTICLE = ("paragraph", "point", "indent")


class Place:
    """Where a reference stands: the provisions that hold it, outermost first."""

    __slots__ = ("nodes",)

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def get(self, kind: str) -> Node | None:
        """The innermost of that kind, None where none holds the reference."""
        return next((node for node in reversed(self.nodes) if node.kind == kind), None)


class Directory:
    """The provisions of one document (the body, or an annex) by what they are called."""

    def __init__(self, body: Node) -> None:
        self.body = body
        self.articles: list[Node] = []
        self.containers: dict[str, list[Node]] = {}
        self.levels = [c for c in body.children if c.kind == "level" and c.number]
        self._collect(body)
        self.order = {id(node): place for place, node in enumerate(self.articles)}
        self.by_number: dict[str, Node] = {}
        for node in self.articles:
            if node.number is not None:
                self.by_number.setdefault(node.number, node)
        self.cited: Node | None = None
        self.last: Node | None = None
        """What the same line cited last: …第三百九十五条第一项或者第五项."""
        self.listed: dict[int, Node] = {}
        """The 条 that the opening words of a 款 cite: its items mean that one's by 第七项."""

    @cached_property
    def _parents(self) -> dict[int, Node]:
        """The node above each, by identity."""
        return {id(child): node for node in self.body.iter() for child in node.children}

    def _collect(self, node: Node) -> None:
        for child in node.children:
            if child.kind == "article":
                self.articles.append(child)
            elif child.kind in ("part", "subpart", "chapter", "section", "level"):
                if child.kind != "level":
                    self.containers.setdefault(child.kind, []).append(child)
                self._collect(child)

    def find(self, steps: tuple[Step, ...], place: Place) -> Node | None:
        """The node that ``steps`` lead to from ``place``, None when there is none."""
        node = self._find_first(steps[0], place)
        if node is not None and node.kind == "article":
            self.cited = node
            paragraph = place.get("paragraph")
            if paragraph is not None and place.get("point") is None:
                self.listed[id(paragraph)] = node
        for step in steps[1:]:
            if node is None:
                return None
            node = self._descend(node, step)
        self.last = node or self.last
        return node

    def _find_first(self, step: Step, place: Place) -> Node | None:
        if step.relative:
            return self._find_relative(step, place)
        if step.level == "article":
            if self.articles:
                return self.by_number.get(step.number)
            return next((n for n in self.levels if n.number == step.number), None)
        if step.level in _BELOW_ARTICLE:
            return self._find_inside(step, place)
        return self._find_container(step, place)

    def _find_inside(self, step: Step, place: Place) -> Node | None:
        """第二款, 第（三）项 without their 条: of the 条, the 款 in which they stand."""
        listed = self.listed.get(id(place.get("paragraph")))
        if step.level == "point" and listed is not None and place.get("point") is not None:
            found = self._descend(listed, step)
            if found is not None:
                return found
        above = {"paragraph": ("article",), "point": ("paragraph", "article")}
        for kind in above.get(step.level, ("point", "paragraph")):
            owner = place.get(kind)
            found = self._descend(owner, step) if owner is not None else None
            if found is not None:
                return found
        owner = self.last
        while owner is not None and owner.kind in ("article", *_BELOW_ARTICLE):
            found = self._descend(owner, step)
            if found is not None:
                return found
            owner = self._parents.get(id(owner))
        return None

    def _find_container(self, step: Step, place: Place) -> Node | None:
        """第二章 of this 编 if it has one, 第二节 of this 章; else the only one of the text."""
        for kind in ("chapter", "subpart", "part"):
            owner = place.get(kind)
            if owner is not None and kind != step.level:
                found = self._descend(owner, step)
                if found is not None:
                    return found
        found_all = [n for n in self.containers.get(step.level, ()) if n.number == step.number]
        return found_all[0] if len(found_all) == 1 or (step.level == "part" and found_all) else None

    def _find_relative(self, step: Step, place: Place) -> Node | None:
        if step.number == "same":
            return self.cited
        here = place.get(step.level)
        if step.number == "0" or here is None:
            return here
        distance = int(step.number)
        if step.level == "article":
            at = self.order.get(id(here), -1) + distance
            return self.articles[at] if 0 <= at < len(self.articles) else None
        parent = place.get(_ABOVE.get(step.level, "")) or self._parents.get(id(here))
        if parent is None or here not in parent.children:
            return None
        peers = [c for c in parent.children if c.kind == here.kind]
        at = peers.index(here) + distance
        return peers[at] if 0 <= at < len(peers) else None

    def _descend(self, node: Node, step: Step) -> Node | None:
        level, number = step.level, step.number
        if level == "article":
            return self.by_number.get(number)
        if level == "paragraph":
            paragraphs = [c for c in node.children if c.kind == "paragraph"]
            at = int(number) - 1 if number.isdigit() else -1
            return paragraphs[at] if 0 <= at < len(paragraphs) else None
        found = next((c for c in node.children if c.kind == level and c.number == number), None)
        if found is None and node.kind in ("article", "subpart", "part"):
            inner = (c for c in node.children if c.kind in ("paragraph", "subpart"))
            hits = (self._descend(c, step) for c in inner)
            found = next((hit for hit in hits if hit is not None), None)
        return found
