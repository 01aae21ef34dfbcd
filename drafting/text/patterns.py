"""Patterns that few texts need, compiled when the first one does.

Compiling every pattern of the parser is a tenth of a cold command, and a law without annexes,
claims and signatures uses two thirds of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class LazyPattern:
    """What ``re.compile(source)`` returns, compiled at its first use."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        """The first match inside ``bounds`` (start, end)."""
        return self._pattern.search(text, *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        """The match at the start of ``bounds``."""
        return self._pattern.match(text, *bounds)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of the whole ``text``."""
        return self._pattern.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, in order."""
        return self._pattern.finditer(text)

    def findall(self, text: str) -> list[str]:
        """The words of every match, in order."""
        return self._pattern.findall(text)
