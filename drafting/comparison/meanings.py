"""Two units' words ready to be compared: only where they differ, numbers known by what they mean.

A reference is compared by the provision that it names, not by its number: 第十二条 in the old text
and 第十三条 in the new are one word where the old article 12 became the new 13. An item is known by
its words, so that its number is one word wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from drafting.akn.eids import num_to_number
from drafting.comparison.passages import Passage
from drafting.comparison.references import Cited, Renumbering
from drafting.comparison.words import Span, Word, text_to_words

_ENDS = "。；！？\n"
_AND = re.compile("[、，]?(?:和|或者?|以及|及|至)?")


@dataclass(frozen=True)
class Context:
    """What every row of one comparison needs.

    ``cited`` holds the references of each unit, by side and index; ``ignore`` the noise tiers
    that make no change.
    """

    renumbering: Renumbering
    cited: tuple[Mapping[int, Sequence[Cited]], Mapping[int, Sequence[Cited]]]
    terms: re.Pattern[str] | None
    ignore: tuple[str, ...]


Keys = dict[Span, tuple[str, str]]
"""For places in a unit's words: the key to compare by, and the number printed."""


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters both texts begin and end with, counted in whole sentences.

    >>> common_ends("甲。乙。丙。", "甲。丁。丙。")
    (2, 2)
    """
    shorter = min(len(old), len(new))
    same = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    first = max(old.rfind(end, 0, same) for end in _ENDS) + 1
    rest = shorter - first
    same = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    start = len(old) - same
    found = [at + 1 for end in _ENDS if (at := old.find(end, max(start - 1, first), -1)) >= 0]
    if start == first:
        return first, same
    return first, len(old) - min(found) if found and min(found) >= start else 0


def passages_to_words(
    old: Passage, new: Passage, context: Context, ends: tuple[int, int]
) -> tuple[list[Word], list[Word]]:
    """The words of both units between their common ``ends``."""
    mine = [c for c in context.cited[0].get(old.index, ()) if not c.relative]
    theirs = [c for c in context.cited[1].get(new.index, ()) if not c.relative]
    meant = {c.address for c in theirs}
    old_keys, new_keys = _item_keys(old), _item_keys(new)
    listed = _pair_lists((old.text, mine), (new.text, theirs), context.renumbering)
    for cited in mine:
        after = context.renumbering.follow(cited.address)
        if cited.start in listed:
            address = listed[cited.start].address
            old_keys[_span(cited, old)] = ("§" + "/".join(address), cited.address[-1])
        elif after:
            chosen = next((a for a in after if a in meant), after[0])
            old_keys[_span(cited, old)] = ("§" + "/".join(chosen), cited.address[-1])
    for cited in theirs:
        new_keys[_span(cited, new)] = ("§" + "/".join(cited.address), cited.address[-1])
    return (
        _cut_words(old.words, old_keys, ends, context.terms),
        _cut_words(new.words, new_keys, ends, context.terms),
    )


def _pair_lists(
    old: tuple[str, Sequence[Cited]], new: tuple[str, Sequence[Cited]], renumbering: Renumbering
) -> dict[int, Cited]:
    """For references in lists, by their start in the old text: those at the same place in the new.

    第五条、第六条 that followed a renumbering reads 第六条、第七条: two in a row that read as before
    did not follow, though 第六条 is what 第五条 became. So lists of one length are paired one by
    one where each reference either followed or stayed as it was.
    """
    found: dict[int, Cited] = {}
    if min(len(old[1]), len(new[1])) < 2:
        return found
    there = list(_lists(*new))
    for mine in _lists(*old):
        for theirs in there:
            pairs = list(zip(mine, theirs, strict=False))
            if len(mine) == len(theirs) and all(
                c.address == d.address or d.address in renumbering.follow(c.address)
                for c, d in pairs
            ):
                found.update({c.start: d for c, d in pairs})
                there.remove(theirs)
                break
    return found


def _lists(text: str, cited: Sequence[Cited]) -> Iterator[list[Cited]]:
    """References with nothing but 、 and 和 between them, two or more."""
    listed: list[Cited] = []
    for one in (*cited, None):
        if one and listed and _AND.fullmatch(text[listed[-1].end : one.start]):
            listed.append(one)
            continue
        if sum(len(c.address) == 2 for c in listed) > 1:
            yield listed
        listed = [one] if one else []


def _cut_words(
    text: str, keys: Keys, ends: tuple[int, int], terms: re.Pattern[str] | None
) -> list[Word]:
    first, last = ends[0], len(text) - ends[1]
    inner = {
        (start - first, end - first): key for (start, end), key in keys.items()
        if start >= first and end <= last
    }
    return text_to_words(text[first:last], inner, terms)


def _span(cited: Cited, passage: Passage) -> Span:
    return cited.start - passage.start, cited.end - passage.start


def _item_keys(passage: Passage) -> Keys:
    keys: Keys = {}
    base = -passage.start
    for line in passage.unit.lines:
        for piece in line.pieces:
            if piece.element.kind == "num" and base + piece.start >= 0:
                printed = line.text[piece.start : piece.end]
                number = num_to_number(printed) or printed
                keys[base + piece.start, base + piece.end] = ("#item", number)
        base += len(line.text) + 1
    return keys
