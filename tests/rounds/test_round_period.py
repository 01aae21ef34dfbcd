"""The period: the first day is not counted, fewer than thirty days are a warning."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.errors import DraftingError
from drafting.rounds.period import date_to_chinese, read_period

FIRST = date(2025, 8, 11)


@pytest.mark.parametrize(
    ("until", "days", "warned"),
    [(None, 30, False), ("2025-09-10", 30, False), ("2025-09-09", 29, True),
     ("2025-08-11", 0, True), ("2025-10-10", 60, False)],
)
def test_days(until: str | None, days: int, warned: bool) -> None:
    period = read_period(FIRST, until)
    assert period.days == days
    assert bool(period.warning) is warned


def test_the_warning_says_what_the_law_says() -> None:
    told = read_period(FIRST, "2025-08-31").warning
    assert "二十日" in told
    assert "当日不计入" in told
    assert "立法法第四十条" in told
    assert "一般不少于三十日" in told


@pytest.mark.parametrize("until", ["2025-02-30", "next week", "2025-08-10"])
def test_no_such_day(until: str) -> None:
    with pytest.raises(DraftingError, match="--until"):
        read_period(FIRST, until)


def test_dates_without_leading_zeros() -> None:
    assert date_to_chinese(date(2025, 8, 1)) == "2025年8月1日"
