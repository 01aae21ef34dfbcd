"""The words by which changed text is cut: those of rjieba that laws use, learnt as texts come.

rjieba reads its 349,000 words when it is imported, which takes longer than a whole diff. Its engine
is used here without them and told, from ``vocabulary.txt``, the words that begin anywhere in the
text to be cut. A cut asks for no others: it comes out as with the whole dictionary, unless the
text has a word that is not in the list, which holds what stands in 2,056 laws and regulations and
what is common elsewhere (of laws that it was not made from 998 words in a thousand are cut the same;
``tests/benchmarks/vocabulary.py`` makes the list and counts).
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from operator import add
from pathlib import Path
from typing import Any

TOTAL = 60_101_967
"""All counts of jieba's dictionary together: how likely a word is depends on it."""
_REST = "\ue000\ue001"
"""Stands for all the words not told; no text holds these signs for private use."""


class Segmenter:
    """Cuts text into words; what it cut before makes no difference.

    A line holds the words that begin with one character: 一217830 下63 下子45 is 一, 一下 and 一下子
    with their counts, in order.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._jieba = _engine().empty()
        self._lines = {line[:1]: line for line in lines}
        self._rests: dict[str, list[str]] = {}
        self._met: set[str] = set()
        self._total = 0

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, in order; joined they are the text again."""
        if not self._met.issuperset(map(add, text, text[1:])):
            self._learn(text)
        words: list[str] = self._jieba.cut(text)
        return words

    def _learn(self, text: str) -> None:
        """Tell the engine the words that begin with a character of ``text`` and the one behind."""
        for first in {*text}.difference(self._rests):
            rests = self._rests[first] = self._lines.get(first, "")[1:].split()
            if rests and rests[0].isdigit():
                self._tell(first, rests[0])
        fresh = {*map(add, text, text[1:])} - self._met
        self._met |= fresh
        for first, second in fresh:
            rests = self._rests[first]
            for at in range(bisect_left(rests, second), len(rests)):
                if rests[at][0] != second:
                    break
                self._tell(first, rests[at])
        self._jieba.add_word(_REST, TOTAL - self._total, "")

    def _tell(self, first: str, rest: str) -> None:
        word = rest.rstrip("0123456789")
        count = int(rest[len(word) :])
        self._jieba.add_word(first + word, count, "")
        self._total += count


@cache
def segmenter() -> Segmenter:
    """The segmenter of changed text; the list is read at the first call."""
    text = Path(__file__).with_name("vocabulary.txt").read_text("utf-8")
    return Segmenter(line for line in text.split("\n") if line[:1] != "#")


def _engine() -> Any:
    """rjieba's class. Its package would read the dictionary, the module inside it does not."""
    if "rjieba" not in sys.modules:
        package = find_spec("rjieba")
        places = package.submodule_search_locations if package else None
        found = PathFinder.find_spec("rjieba.rjieba", places) if places else None
        if found and found.loader:
            module = sys.modules[found.name] = module_from_spec(found)
            found.loader.exec_module(module)
            return module.Jieba
    from rjieba import Jieba

    return Jieba
