"""A long title broken where its sense allows: by indents alone, so that no character is added.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当.

    杭州市促进具身智能机器人产业发展条例(草      becomes      杭州市促进具身智能机器人产业发展条例
                    案)                                                  (草案)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

CAPACITY = 20
"""Characters of 二号 in one line of 156 mm."""
_LEAST = 8
_BREAKS = re.compile(
    r"(?=[（(《])|(?<=[》、的])|(?<=关于)|(?<=等)(?=关于|印发)"
    r"|(?<=[省市县区])(?=促进|推进|支持|加强|保障|人民)"
    r"|(?=(?:行动|实施|工作)(?:方案|计划|意见|办法)(?:[（(].*[)）])?$)"
)
"""Where a title may be broken: before a bracket, after 的 、 and 关于, after a place, …"""


def title_margin(text: str) -> float:
    """How many characters to indent a title on either side; 0 when it is to run full width."""
    if _width(text) <= CAPACITY:
        return 0.0
    good = {match.start() for match in _BREAKS.finditer(text)}
    fewest = -(-int(_width(text) * 2) // (CAPACITY * 2))
    for capacity in range(CAPACITY, _LEAST - 1, -1):
        breaks = list(_iter_breaks(text, capacity))
        if len(breaks) > fewest:
            break
        if set(breaks) <= good:
            return (CAPACITY - capacity) / 2
    return 0.0


def _iter_breaks(text: str, capacity: int) -> Iterator[int]:
    """Where lines of ``capacity`` characters end."""
    used = 0.0
    for at, character in enumerate(text):
        width = _width(character)
        if used + width > capacity:
            yield at
            used = 0.0
        used += width


def _width(text: str) -> float:
    """In characters: Latin letters and half-width signs count half."""
    return sum(1.0 if east_asian_width(c) in "WFA" else 0.5 for c in text)
