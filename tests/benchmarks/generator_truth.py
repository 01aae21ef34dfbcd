"""What happened between two texts of the generator, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator_texts import HEADING, Heading, Item, Provision, moves_of, split_label

from drafting.comparison.order import longest_chain
from drafting.text.citations import find_citations

Place = tuple[str, str]


def order_of(items: Sequence[Item]) -> dict[Place, int]:
    """Where each provision and container stands before the amendment."""
    return {_key(item, _own(item)): at for at, item in enumerate(items) if _own(item)}


def _own(item: Item) -> str:
    return item.number if isinstance(item, Provision) else item.eid


def _key(item: Item, own: str) -> Place:
    return ("provision" if isinstance(item, Provision) else "container"), own


def items_to_truth(
    items: Sequence[Item], before: dict[Place, int], references: list[list[str]]
) -> dict[str, Any]:
    """The links between both texts, of provisions and of containers, and what has none."""
    articles = [i for i in items if isinstance(i, Provision)]
    containers = [i for i in items if isinstance(i, Heading) and i.olds]
    following = {number for number, *_ in references}
    crossing = _find_crossing(items, before)
    old_numbers = [own for kind, own in before if kind == "provision"]
    pieces = {old for article in articles for old in article.olds}
    links = [
        {
            "old": old, "new": article.number, "kind": _kind(article, rank, following),
            "moved": _is_moved(article, old, crossing), "edits": article.edits if not rank else [],
        }
        for article in articles for rank, old in enumerate(article.olds)
    ]
    return {
        "links": links,
        "containers": [
            {"old": old, "new": c.eid, "kind": _container_kind(c),
             "moved": _is_moved(c, old, crossing)}
            for c in containers for old in c.olds
        ],
        "inserted": [a.number for a in articles if not a.olds],
        "deleted": [n for n in old_numbers if n not in pieces],
        "references": references,
        "marked": sum(len(o) + len(n) for a in articles for o, n in a.edits),
    }


def _find_crossing(
    items: Sequence[Item], before: dict[Place, int]
) -> set[Place | int] | None:
    """Where a container moved, the fewest provisions and containers that are off the order.

    None when no container moved: then what moved is what was moved.
    """
    if not any("moved" in i.marks for i in items if isinstance(i, Heading)):
        return None
    places: dict[tuple[int, int], tuple[Place, int]] = {}
    taken: set[int] = set()
    for at, item in enumerate(items):
        for old in item.olds[:1]:
            here = before[_key(item, old)]
            if here not in taken:
                places[here, at] = _key(item, old), id(item)
                taken.add(here)
    chain = longest_chain(places)
    off = [key for link, key in places.items() if link not in chain]
    return {end for key in off for end in key}


def _is_moved(item: Item, old: str, crossing: set[Place | int] | None) -> bool:
    """Whether it was moved; pieces of one that was split move together, as do those merged."""
    if crossing is None:
        return "moved" in item.marks
    return id(item) in crossing or ("split" in item.marks and _key(item, old) in crossing)


def _kind(article: Provision, rank: int, following: set[str]) -> str:
    if "split" in article.marks:
        return "split"
    if "merged" in article.marks:
        return "merged"
    if "lifted" in article.marks:
        return "lifted" if rank else "modified"
    if article.edits or "giver" in article.marks:
        return "modified"
    return "consequential" if article.number in following else "unchanged"


def _container_kind(heading: Heading) -> str:
    for kind in ("split", "merged"):
        if kind in heading.marks:
            return kind
    return "unchanged" if _bare(heading.text) == _bare(heading.old) else "modified"


def _bare(text: str) -> str:
    first = text.partition("\n")[0]
    found = HEADING.match(first)
    return first[found.end() :] if found else split_label(first)[1]


def find_breaks(
    items: Sequence[Item], mapping: dict[str, str], olds: Sequence[str],
    kept: set[tuple[int, int]],
) -> dict[str, list[list[str]]]:
    """References that are wrong after the amendment: [new number of the article, words].

    "stale": those that were kept from following; "dangling": to an article that was deleted;
    "relative": 前条 that now means another article.
    """
    found: dict[str, list[list[str]]] = {"stale": [], "dangling": [], "relative": []}
    before = dict(zip(olds[1:], olds, strict=False))
    last = ""
    for at, item in enumerate(items):
        if not isinstance(item, Provision):
            continue
        if item.olds:
            meant = mapping.get(before.get(item.olds[0], ""), "")
            count = 0
            for line in item.lines:
                for words, number in _cited(line):
                    if number == "-1" and before.get(item.olds[0]) and meant != last:
                        found["relative"].append([item.number, words])
                    elif number in olds and number not in mapping:
                        found["dangling"].append([item.number, words])
                count = _add_stale(found["stale"], item, line, (mapping, kept, at, count))
        last = item.number
    return found


def _add_stale(
    stale: list[list[str]], item: Provision, line: str,
    known: tuple[dict[str, str], set[tuple[int, int]], int, int],
) -> int:
    mapping, kept, at, count = known
    for start, end, _ in moves_of(line, mapping):
        if (at, count) in kept:
            stale.append([item.number, line[start:end]])
        count += 1
    return count


def _cited(line: str) -> set[tuple[str, str]]:
    """The articles that a line cites in its own text: words as printed, number (-1: 前条)."""
    found = set()
    for citation in find_citations(line):
        if citation.kind == "foreign":
            continue
        for target in citation.targets:
            for step in (*target.steps, *target.until):
                if step.level == "article":
                    start, end = citation.base + step.start, citation.base + step.end
                    found.add((line[start:end], step.number))
    return found
