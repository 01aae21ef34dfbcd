"""Every sentence of cases/tricky.md comes out as that page wants it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafting.comparison.segments import texts_to_segments

PAGE = Path(__file__).parent.parent / "cases" / "tricky.md"
_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n.*?^- 旧：(?P<old>[^\n]*)\n- 新：(?P<new>[^\n]*)\n- 要：(?P<want>[^\n]*)$",
    re.M | re.S,
)
CASES = [m.groupdict() for m in _CASE.finditer(PAGE.read_text("utf-8"))]


def test_page_holds_forty_cases_and_more():
    assert len(CASES) >= 40
    assert len(CASES) == PAGE.read_text("utf-8").count("\n## ")


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_comes_out_as_wanted(case, inline):
    old, new = (case[side].replace("/", "\n") for side in ("old", "new"))
    segments = texts_to_segments(old, new)
    assert inline(segments) == case["want"]
    assert "".join(s.text for s in segments if s.kind != "insert") == old
    assert "".join(s.text for s in segments if s.kind != "delete") == new
