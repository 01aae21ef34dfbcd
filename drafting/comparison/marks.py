"""Changes of force in an edit: 可以 made 应当, another amount, another period, another body.

    [-可以-]{+应当+}                       可以→应当
    [-五十万元以下-]{+三百万元以下+}        五十万元以下→三百万元以下
    [-环境保护行政主管部门-]{+生态环境主管部门+}   环境保护行政主管部门→生态环境主管部门
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from drafting.comparison.changes import Segment
from drafting.comparison.folding import fold
from drafting.comparison.names import NAMES
from drafting.comparison.words import AMOUNT, PERIOD, SHARE

FORCE = re.compile(
    "应当|必须|可以|不得|禁止|严禁|鼓励|支持|引导|有权|无权|需要|不予|予以|免予|"
    "有义务|不应当|不可以|应(?=[\u4e00-\u9fff])(?<!相应|适应|供应|反应|对应|响应)"
)
"""Words that bind, allow, forbid or encourage (立法技术规范 on 应当, 必须, 不得, 禁止)."""
_KINDS = (FORCE, AMOUNT, SHARE, PERIOD, NAMES)
_SHORT = 14
"""An insertion or deletion alone is told only when it is a few words, not a whole sentence."""


def find_marks(segments: Sequence[Segment]) -> tuple[str, ...]:
    """The changes of force among the segments of a pair, each told once, in order."""
    marks: dict[str, None] = {}
    for gone, come in _edits(segments):
        for kind in _KINDS:
            marks.update(dict.fromkeys(_compare(kind, gone, come)))
    return tuple(marks)


def _edits(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """Deleted and inserted words that stand together."""
    gone = come = ""
    for segment in (*segments, Segment("equal", "")):
        if segment.kind == "equal" or segment.consequential or segment.noise:
            if gone or come:
                yield gone, come
            gone = come = ""
        elif segment.kind == "delete":
            gone += segment.text
        else:
            come += segment.text


def _compare(kind: re.Pattern[str], gone: str, come: str) -> Iterator[str]:
    if kind is not FORCE and not (gone and come):
        return
    before, after = _values(kind, gone), _values(kind, come)
    if not before and not after:
        return
    before, after = before - after, after - before
    if before and after:
        yield f"{'、'.join(before)}→{'、'.join(after)}"
    elif kind is FORCE and max(len(gone), len(come)) <= _SHORT:
        yield from (f"删去“{word}”" for word in before)
        yield from (f"增加“{word}”" for word in after)


def _values(kind: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(map(fold, kind.findall(text)))
