"""What is wrong with a row of printed numbers: the least that explains it.

    1 2 4 5      4: 3 is left out              (gap)
    1 2 3 3 4    3: stands twice               (repeat)
    1 2 9 4 5    9: 3 was due                  (misnumbered)
    1 2 4 3 5    4: stands before 3            (order)
    1 2 5 6 3 4  5 … 6: stand before 3         (order, told once)
    1 2 3 4 3 4  3 … 4: stand twice            (repeat, told once)
    1 2 ? 4 5    ?: stands for 3               (unread)

One fault is told once, where it stands or on what follows it: a number that is merely next to a
fault is not touched. 之一 and its like (第十二条之一) count below their base.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from drafting.records import record

Kind = Literal["gap", "repeat", "misnumbered", "order", "sub", "unread"]
Number = tuple[int, int]
"""A number and its 之N: (120, 1) is 一百二十之一, (120, 0) 一百二十."""


@record
class Break:
    """A fault at ``index`` … ``last`` of the row. ``due`` is what was expected there."""

    kind: Kind
    index: int
    last: int
    due: Number


def find_breaks(numbers: Sequence[Number | None], first: int | None = 1) -> list[Break]:
    """Return the faults of ``numbers`` in order; None is a number that cannot be read.

    ``first`` is the number the row must begin with (None: whatever it begins with).
    """
    start = _first_of(numbers) if first is None else first
    if numbers == [(number, 0) for number in range(start, start + len(numbers))]:
        return []  # the usual case, told at once
    return _Walk(numbers, start).run()


def _first_of(numbers: Sequence[Number | None]) -> int:
    return next((n[0] for n in numbers if n is not None), 1)


class _Walk:
    """The row walked once: ``due`` is the number that should come next."""

    def __init__(self, numbers: Sequence[Number | None], first: int) -> None:
        self.numbers = numbers
        self.due = first
        self.sub = 0
        self.seen: set[int] = set()
        self.breaks: list[Break] = []
        self.later = _count(numbers)

    def run(self) -> list[Break]:
        index = 0
        while index < len(self.numbers):
            number = self.numbers[index]
            index = self._take_unread(index) if number is None else self._take(index, number)
        return self.breaks

    def _take_unread(self, index: int) -> int:
        """A malformed number stands for the one due, if the row goes on behind it."""
        following = next((n for n in self.numbers[index + 1 :] if n is not None), None)
        if following is None or following[0] != self.due:
            self.breaks.append(Break("unread", index, index, (self.due, 0)))
            self._accept(self.due)
        return index + 1

    def _take(self, index: int, number: Number) -> int:
        base, sub = number
        self.later[base] -= 0 if sub else 1
        if sub:
            return self._take_sub(index, number)
        if base == self.due:
            self._accept(base)
            return index + 1
        following = self._at(index + 1)
        if base in self.seen:
            return self._take_repeat(index, base)
        if base < self.due:
            return self._tell_order(index, base)
        if following == (self.due + 1, 0) and not self.later[self.due]:
            return self._tell("misnumbered", index, self.due, accept=self.due)
        if self.later[self.due]:
            return self._tell_order(index, base)
        self.breaks.append(Break("gap", index, index, (self.due, 0)))
        self._accept(base)
        return index + 1

    def _take_repeat(self, index: int, base: int) -> int:
        following = self._at(index + 1)
        if following == (self.due + 1, 0) and not self.later[self.due]:
            return self._tell("misnumbered", index, self.due, accept=self.due)
        last = self._run_end(index, base, lambda n: n in self.seen)
        self.breaks.append(Break("repeat", index, last, (self.due, 0)))
        return last + 1

    def _tell_order(self, index: int, base: int) -> int:
        """A run that stands before (or after) its place, told once."""
        last = self._run_end(index, base, lambda n: n not in self.seen and n != self.due)
        self.breaks.append(Break("order", index, last, (self.due, 0)))
        self.seen.update(range(base, base + last - index + 1))
        return last + 1

    def _run_end(self, index: int, base: int, fits: object) -> int:
        """The index at which consecutive numbers from ``index`` on end, while ``fits`` holds."""
        last = index
        while (following := self._at(last + 1)) is not None:
            expected = base + last + 1 - index
            if following != (expected, 0) or not fits(expected):  # type: ignore[operator]
                break
            self.later[expected] -= 1
            last += 1
        return last

    def _take_sub(self, index: int, number: Number) -> int:
        base, sub = number
        expected = (self.due - 1, self.sub + 1)
        if number != expected:
            self.breaks.append(Break("sub", index, index, expected))
        if base == self.due - 1:
            self.sub = sub
        return index + 1

    def _tell(self, kind: Kind, index: int, due: int, accept: int) -> int:
        self.breaks.append(Break(kind, index, index, (due, 0)))
        self._accept(accept)
        return index + 1

    def _accept(self, number: int) -> None:
        self.seen.add(number)
        self.due, self.sub = number + 1, 0
        while self.due in self.seen:  # what stood before its place need not come again
            self.due += 1

    def _at(self, index: int) -> Number | None:
        return self.numbers[index] if index < len(self.numbers) else None


def _count(numbers: Sequence[Number | None]) -> dict[int, int]:
    """How often each number is still to come."""
    from collections import defaultdict

    counts: dict[int, int] = defaultdict(int)
    for number in numbers:
        if number is not None and not number[1]:
            counts[number[0]] += 1
    return counts
