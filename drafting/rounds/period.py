"""How long a round is open: the first day is not counted (民法典 第二百零一条 counts days so).

立法法 第四十条: 法律草案公布征求意见的时间一般不少于三十日; 行政法规制定程序条例 第十三条 and
规章制定程序条例 第十五条 set thirty days for their drafts. 一般 leaves room, so that fewer days are
a warning, never an error.
"""

from __future__ import annotations

from datetime import date, timedelta

from drafting.errors import DraftingError
from drafting.records import record
from drafting.text.numerals import write_numeral

SHORTEST = 30


@record
class Period:
    """From ``first`` (the day of publication, not counted) to ``last`` (the whole day)."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Days counted."""
        return (self.last - self.first).days

    @property
    def warning(self) -> str:
        """What is to be said of a period too short, "" when it is long enough."""
        if self.days >= SHORTEST:
            return ""
        return (
            f"征求意见期限为{write_numeral(self.days) if self.days else '零'}日"
            f"（{self.first:%Y-%m-%d}公布，当日不计入，至{self.last:%Y-%m-%d}止），"
            "少于三十日；立法法第四十条：向社会公布征求意见的时间一般不少于三十日"
        )


def read_period(first: date, until: str | None) -> Period:
    """Return the period from ``first`` to ``until`` (2025-09-10; None: thirty days).

    Raises DraftingError when ``until`` is no date or lies before ``first``.
    """
    if until is None:
        return Period(first, first + timedelta(days=SHORTEST))
    try:
        last = date.fromisoformat(until)
    except ValueError:
        raise DraftingError(f"--until {until}: not a date; write 2025-09-10") from None
    if last < first:
        raise DraftingError(f"--until {until}: lies before {first}; give the last day to comment")
    return Period(first, last)


def date_to_chinese(day: date) -> str:
    """2025-08-01 → 2025年8月1日 (GB/T 9704: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"
