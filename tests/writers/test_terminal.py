"""Text in columns: widths, breaks, colours."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from drafting.writers.terminal import clip, columns, pad, wrap

TEXT = "经营者不得滥用“市场支配地位”（以下简称支配地位），[-应当-]{+可以+}依照《反垄断法》办理；共3项。"


def widest(line: str) -> int:
    """The columns of a line where signs of ambiguous width take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


@pytest.mark.parametrize("width", [20, 21, 30, 33, 40, 80])
def test_nothing_is_lost_or_runs_over(width):
    lines = list(wrap(TEXT, width, "  "))
    assert "".join(line.removeprefix("  ") for line in lines) == TEXT
    assert all(widest(line) <= width for line in lines)


@pytest.mark.parametrize("width", range(20, 60))
def test_no_line_begins_or_ends_with_the_wrong_mark(width):
    lines = list(wrap(TEXT, width))
    for before, after in pairwise(lines):
        assert before[-1] not in "（《“[{" and not before.endswith(("[-", "{+"))
        assert after[0] not in "，。；）》”]}" and not after.startswith(("-]", "+}"))


def test_a_colour_ends_with_the_line_and_goes_on_in_the_next():
    lines = list(wrap("\033[31m一二三四五六\033[0m七八", 8))
    assert lines == ["\033[31m一二三四\033[0m", "\033[31m五六\033[0m七八"]
    assert [columns(line) for line in lines] == [8, 8]


def test_pad_and_clip():
    assert pad("第一条", 8) == "第一条  "
    assert clip("第一条", 5) == "第一"
    assert clip("第一条", 1) == "第"
