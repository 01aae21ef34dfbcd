"""Days as texts print them, and which event each one is of."""

from __future__ import annotations

import re

from drafting.text.numerals import read_numeral

_DAY = re.compile(
    r"(?P<y>[12１２][0-9０-９]{3}|[一二三四五六七八九〇○零Ｏ]{4})\s*年\s*(?P<m>[0-9０-９一二三四五六七八九十]{1,3})\s*月"
    r"\s*(?P<d>[0-9０-９一二三四五六七八九十廿]{1,3})\s*日"
)
_ADOPTED = re.compile(r"通[过過]|公布|[发發]布|修[订訂正]|批准|[制製]定|印[发發]|令第|[号號]")
_IN_FORCE = re.compile(r"^\s*(?:起)?(?:施行|[实實]施|生效|[执執]行)")


def read_day(text: str) -> str | None:
    """Return the first whole date in ``text`` as ISO (二〇二三年十月十九日 too), or None."""
    match = _DAY.search(text)
    return _match_to_day(match) if match is not None else None


def _match_to_day(match: re.Match[str]) -> str | None:
    year, month, day = (read_numeral(match[g]) for g in "ymd")
    if year and month and day and month <= 12 and day <= 31:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def read_events(note: str) -> list[str]:
    """The days on which a 题注 says the text was adopted, issued or amended, as printed in order.

    The day on which it comes into force (自…起施行) is none of them. Where no word says what a day
    is, it counts.
    """
    matches = list(_DAY.finditer(note))
    days = []
    ends = [match.start() for match in matches[1:]] + [len(note)]
    for match, end in zip(matches, ends, strict=False):
        after = note[match.end() : end]
        day = _match_to_day(match)
        if day is None or (_IN_FORCE.match(after) and not _ADOPTED.search(after)):
            continue
        if _ADOPTED.search(after) or not after.strip("　 ）)，、"):
            days.append(day)
    return days
