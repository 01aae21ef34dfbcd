"""Rows of numbers: the least that explains them, told once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.checks.sequences import find_breaks

CASES = [
    ("1 2 4 5", ["gap 4 due 3"]),
    ("2 3 4", ["gap 2 due 1"]),
    ("1 2 3 3 4", ["repeat 3 due 4"]),
    ("1 2 9 4 5", ["misnumbered 9 due 3"]),
    ("1 2 4 4 5", ["misnumbered 4 due 3"]),
    ("1 2 4 3 5", ["order 4 due 3"]),
    ("1 2 5 6 3 4 7", ["order 5-6 due 3"]),
    ("1 2 3 4 3 4 5", ["repeat 3-4 due 5"]),
    ("1 2 3 99 4 5", ["order 99 due 4"]),
    ("1 2 ? 4", ["unread ? due 3"]),
    ("1 2 ? ? 3 4", []),
    ("1 2 2.1 2.2 3", []),
    ("1 2 2.2 3", ["sub 2.2 due 2.1"]),
]


def read(text: str) -> list[tuple[int, int] | None]:
    return [
        None if part == "?" else (int(part.partition(".")[0]), int(part.partition(".")[2] or 0))
        for part in text.split()
    ]


def write(number: tuple[int, int] | None) -> str:
    if number is None:
        return "?"
    return f"{number[0]}.{number[1]}" if number[1] else str(number[0])


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[c[0] for c in CASES])
def test_breaks(row: str, expected: list[str]) -> None:
    numbers = read(row)
    told = []
    for found in find_breaks(numbers):
        here = write(numbers[found.index])
        if found.last != found.index:
            here += f"-{write(numbers[found.last])}"
        told.append(f"{found.kind} {here} due {write(found.due)}")
    assert told == expected


@given(st.integers(1, 300))
def test_a_whole_row_has_no_break(count: int) -> None:
    assert find_breaks([(n, 0) for n in range(1, count + 1)]) == []


@settings(max_examples=200)
@given(st.integers(6, 60), st.data())
def test_one_fault_is_one_break(count: int, data: st.DataObject) -> None:
    row = [(n, 0) for n in range(1, count + 1)]
    place = data.draw(st.integers(1, count - 3))
    kind = data.draw(st.sampled_from(["drop", "repeat", "swap"]))
    if kind == "drop":
        del row[place]
    elif kind == "repeat":
        row.insert(place, row[place])
    else:
        row[place], row[place + 1] = row[place + 1], row[place]
    found = find_breaks(row)
    assert len(found) == 1
    assert abs(found[0].index - place) <= 1
