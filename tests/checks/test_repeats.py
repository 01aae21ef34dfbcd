"""Words that stand twice in a row, found as a back-reference would find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from drafting.checks.repeats import find_repeats


@given(st.text("成果科技𠀀a\n", max_size=40))
def test_repeats_are_those_of_a_back_reference(text):
    wanted = []
    for start in range(len(text)):
        for size in range(8, 0, -1):
            if "\u4e00" <= text[start] <= "\u9fff" and re.compile(
                rf"(.{{{size}}})\1", re.DOTALL
            ).match(text, start):
                wanted.append((start, size))

    assert find_repeats(text, 8) == wanted
