"""Traditional text is compared in Simplified script, character for character."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.text.script import _keep_length, fold, is_traditional, to_simplified


@given(st.text())
def test_length_is_kept(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
    assert len(fold(text)) == len(text)


def test_phrases_keep_what_simplified_script_keeps() -> None:
    assert to_simplified("人工智能產業發展與著作權") == "人工智能产业发展与著作权"
    assert to_simplified("乾隆年間的乾糧") == "乾隆年间的干粮"


@pytest.mark.parametrize("text", ["發展", "發展規劃", "甲發展乙", "發"])
def test_a_table_that_changes_length_is_worked_around(text: str) -> None:
    """OpenCC's tables may map a phrase to a longer one; the places must hold all the same."""

    def longer(part: str) -> str:
        return part.replace("發展", "發展起來").replace("規", "规")

    kept = _keep_length(text, longer)
    assert len(kept) == len(text)
    assert kept == text.replace("規", "规")


def test_fold_makes_signs_half_width() -> None:
    assert fold("（一）首臺（套）：１０％，ＡＩ　產業") == "(一)首台(套):10%,AI 产业"


def test_script_of_the_seeds(seeds: Path) -> None:
    found = {p.stem: is_traditional(p.read_text(encoding="utf-8")) for p in seeds.glob("*.txt")}
    assert [name for name, traditional in found.items() if traditional] == [
        "shanghai-ai-draft-2022"
    ]
    assert not is_traditional("") and not is_traditional("第十二条")
    assert is_traditional("第六十七條")
