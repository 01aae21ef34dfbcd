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
from dataclasses import dataclass
from itertools import pairwise

import regex as re

from drafting.comparison.entries import Entry
from drafting.comparison.terms import Terms, Weigher, cosine, text_to_terms
from drafting.text.words import find_functions

_RUN = re.compile(r"[^，,。；;：:、]{2,24}(?:、[^，,。；;：:、]{2,24})+")
_AND = re.compile(r"(?<=[^法])(?:以及|及其|和|与|及)(?=.{2})")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是)?(?:(?:并|还|同时|主要|分别|首先|其中|进一步)*(?:对|就|从|将|围绕|明确了?|规定了?|包括|涵盖|细化了?|"
    r"完善了?|界定了?|推动|推进|支持|鼓励|加强|强化|建立|健全)+)?(?:(?:《?(?:条例|草案|办法|法)》?)的?)?"
)
_CLOSING = re.compile(r"(?:等.{0,24}|(?:作|做)[出了].{0,10}|的(?:建设|规定|内容|要求|数字化升级).{0,4})$")
_LEAST_ITEMS = 3
_LEAST_NAMED = 2
_LEAST_SCORE = 0.45
_LEAST_MATCHED = 0.6
_BETWEEN = 0.5
_REPEATED = 0.3


@dataclass(frozen=True)
class Topic:
    """An article as a list may name it."""

    head: Terms
    whole: Terms
    functions: frozenset[str]


def entry_to_topic(entry: Entry) -> Topic:
    """What of an article a list may name: its heading, its words, what kind of provision it is."""
    words = f"{entry.title}\n" + "\n".join(entry.words)
    return Topic(text_to_terms(entry.title), text_to_terms(words), find_functions(words))


def find_items(sentence: str) -> list[str]:
    """The items that a folded sentence lists, in order: those of all its runs with 、.

    >>> find_items("明确条例的立法目的、概念界定，并对政府职责、专家咨询和行业组织等作出规定。")
    ['立法目的', '概念界定', '政府职责', '专家咨询', '行业组织']
    """
    items = []
    for run in _RUN.findall(sentence):
        parts = [part for piece in run.split("、") for part in _AND.split(piece)]
        items += [_OPENING.sub("", _CLOSING.sub("", part)) for part in parts]
    return [item for item in items if len(item) > 1]


def walk_listing(
    items: Sequence[str], topics: Sequence[Topic], weigher: Weigher
) -> dict[int, float]:
    """Return which of ``topics`` the items name, by index, and how surely (0 … 1).

    Nothing when there are few items or most name no topic in order: then it is no such list.
    """
    if len(items) < _LEAST_ITEMS or not topics:
        return {}
    scores = _score_items(items, topics, weigher)
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
    return named


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


def _score_items(
    items: Sequence[str], topics: Sequence[Topic], weigher: Weigher
) -> list[list[float]]:
    """How surely each item names each topic: its kind of provision, its heading, its words.

    Of several articles with the item's words the one that turns on them comes first.
    """
    vectors = [weigher.weigh(topic.whole) for topic in topics]
    scores = []
    for item in items:
        terms, functions = text_to_terms(item), find_functions(item)
        vector = weigher.weigh(terms)
        nearness = [cosine(vector, other) for other in vectors]
        nearest = max(nearness) or 1.0
        scores.append([
            _score_item(terms, functions, topic, weigher, near / nearest)
            for topic, near in zip(topics, nearness, strict=True)
        ])
    return scores


def _score_item(
    terms: Terms, functions: frozenset[str], topic: Topic, weigher: Weigher, near: float
) -> float:
    if functions & topic.functions:
        return 1.0
    heads = (weigher.share(terms, topic.head) + weigher.share(topic.head, terms)) / 2
    return max(heads, (0.5 + 0.3 * near) * weigher.share(terms, topic.whole))
