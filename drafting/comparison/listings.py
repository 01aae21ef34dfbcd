"""A note's list of topics, walked along the articles of the draft.

    明确条例的立法目的、概念界定、适用范围、发展原则，并对政府部门职责、部门职责 … 作出规定
              │        │        │        │            │          │
            第一条    第二条    第三条    第四条        第五条      第六条

Such a list follows the articles. Its items are matched with headings and words of the articles so
that no two matches cross; an item that matched nothing stands for the article between its
neighbours when there is exactly one for each item in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex as re

from drafting.comparison.entries import Entry
from drafting.comparison.terms import Terms, Weigher, cosine, text_to_terms
from drafting.text.words import find_functions

_RUN = re.compile(r"[^，,。；;：:、]{2,28}(?:、[^，,。；;：:、]{2,28})+")
_GLOSS = re.compile(r"[(（][^()（）]*[)）]")
_AND = re.compile(r"(?<=[^法])(?:以及|及其|和|与|及)(?=.{2})")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是)?(?:(?:并|还|同时|主要|分别|首先|其中|进一步)*"
    r"(?:对|就|从|将|围绕|明确了?|规定了?|包括|涵盖|细化了?|完善了?|界定了?|推动|推进|支持|鼓励|"
    r"加强|强化|建立|健全|聚焦|突出)+)?(?:(?:《?(?:条例|草案|办法|法)》?)的?)?"
)
_CLOSING = re.compile(
    r"(?:等.{0,24}|(?:作|做)[出了].{0,10}|的(?:建设|规定|内容|要求|升级).{0,4})$"
)
_LEAST_ITEMS = 3
_LEAST_NAMED = 2
_LEAST_SCORE = 0.45
_LEAST_MATCHED = 0.6
_BETWEEN = 0.5
_REPEATED = 0.6


def find_items(sentence: str) -> list[str]:
    """The items that a folded sentence lists, in order: those of all its runs with 、.

    >>> find_items("明确条例的立法目的、概念界定，并对政府职责、专家咨询和行业组织等作出规定。")
    ['立法目的', '概念界定', '政府职责', '专家咨询', '行业组织']
    """
    items = []
    for run in _RUN.findall(_GLOSS.sub("", sentence)):
        parts = [part for piece in run.split("、") for part in _AND.split(piece)]
        items += [_OPENING.sub("", _CLOSING.sub("", part)) for part in parts]
    return [item for item in items if len(item) > 1]


class Walker:
    """Walks lists along the articles of one draft."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._heads = [text_to_terms(entry.title) for entry in entries]
        words = [f"{entry.title}\n" + "\n".join(entry.words) for entry in entries]
        self._whole = [text_to_terms(text) for text in words]
        self._functions = [find_functions(text) for text in words]
        self._weigher = Weigher([self._whole], [()])
        self._vectors = [self._weigher.weigh(terms) for terms in self._whole]

    def walk(self, items: Sequence[str], within: Sequence[int]) -> dict[int, float]:
        """Return which articles, of those ``within``, the items name, and how surely (0 … 1).

        Nothing when there are few items or most name no article in order: it is no such list.
        """
        if len(items) < _LEAST_ITEMS or not within:
            return {}
        scores = [self._score_item(item, within) for item in items]
        links = [(k, at) for k, at in _best_walk(scores) if scores[k][at] >= _LEAST_SCORE]
        if len({at for _, at in links}) < max(_LEAST_NAMED, _LEAST_MATCHED * len(items) - 1):
            return {}
        if len(links) < _LEAST_MATCHED * len(items):
            return {}
        named: dict[int, float] = {}
        for k, at in links:
            named[at] = max(scores[k][at], named.get(at, 0.0))
        for (k, at), (later, beyond) in pairwise(links):
            if later - k == beyond - at > 1:
                named.update(dict.fromkeys(range(at + 1, beyond), _BETWEEN))
        return {within[at]: found for at, found in named.items()}

    def _score_item(self, item: str, within: Sequence[int]) -> list[float]:
        """How surely an item names each article: its kind of provision, its heading, its words.

        Of several articles with the item's words the one that turns on them comes first.
        """
        terms, functions = text_to_terms(item), find_functions(item)
        vector = self._weigher.weigh(terms)
        nearness = [cosine(vector, self._vectors[i]) for i in within]
        nearest = max(nearness) or 1.0
        scores = []
        for i, near in zip(within, nearness, strict=True):
            if functions & self._functions[i]:
                scores.append(1.0)
            elif near == 0.0:
                scores.append(0.0)
            else:
                said = self._weigher.share(terms, self._whole[i])
                scores.append(max(self._headed(terms, i), (0.5 + 0.3 * near / nearest) * said))
        return scores

    def _headed(self, terms: Terms, i: int) -> float:
        head, share = self._heads[i], self._weigher.share
        return (share(terms, head) + share(head, terms)) / 2 if head else 0.0


def _best_walk(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """One topic for each item, never going back, of the highest total above the threshold.

    Two items may name one article (适用范围和定义 are often both 第二条), but had better not.
    """
    width = len(scores[0])
    best = [0.0] * width
    steps: list[list[int]] = []
    for row in scores:
        before, at = float("-inf"), 0
        came: list[int] = []
        for j in range(width):
            came.append(j if best[j] - _REPEATED > before else at)
            if best[j] > before:
                before, at = best[j], j
        total = [best[k] - _REPEATED * (k == j) * bool(steps) for j, k in enumerate(came)]
        best = [max(row[j] - _LEAST_SCORE, 0.0) + total[j] for j in range(width)]
        steps.append(came)
    at = max(range(width), key=lambda j: (best[j], -j))
    walk = []
    for k in range(len(scores) - 1, -1, -1):
        walk.append((k, at))
        at = steps[k][at]
    return walk[::-1]
