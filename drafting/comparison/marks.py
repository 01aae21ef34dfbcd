"""Changes of force in an edit: 可以 made 应当, another amount, another period, another body.

    [-可以-]{+应当+}                       可以→应当
    [-五十万元以下-]{+三百万元以下+}        五十万元以下→三百万元以下
    [-环境保护行政主管部门-]{+生态环境主管部门+}   环境保护行政主管部门→生态环境主管部门
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from drafting.comparison.changes import Segment
from drafting.comparison.folding import fold
from drafting.comparison.names import NAME_SIGNS, NAMES
from drafting.comparison.words import AMOUNT, PERIOD, SHARE

_FORCE = (
    "应当|必须|可以|不得|禁止|严禁|鼓励|支持|引导|有权|无权|需要|不予|予以|免予|"
    "有义务|不应当|不可以|应(?=[\u4e00-\u9fff])(?<!相应|适应|供应|反应|对应|响应)"
)
"""Words that bind, allow, forbid or encourage (立法技术规范 on 应当, 必须, 不得, 禁止)."""
_KINDS = {
    "force": (_FORCE, ()),
    "amount": (AMOUNT, ("元",)),
    "share": (SHARE, ("分之", "倍", "%", "％", "‰")),
    "period": (PERIOD, ("年", "月", "日", "天", "周", "小时", "分钟")),
    "name": (NAMES.pattern, NAME_SIGNS),
}
"""Each kind's pattern, compiled when first met, and signs of which one stands in every match."""
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


def _compare(kind: str, gone: str, come: str) -> Iterator[str]:
    if kind != "force" and not (gone and come):
        return
    before, after = _values(kind, gone), _values(kind, come)
    if not before and not after:
        return
    before, after = before - after, after - before
    if before and after:
        yield f"{'、'.join(before)}→{'、'.join(after)}"
    elif kind == "force" and max(len(gone), len(come)) <= _SHORT:
        yield from (f"删去“{word}”" for word in before)
        yield from (f"增加“{word}”" for word in after)


def _values(kind: str, text: str) -> Counter[str]:
    pattern, signs = _KINDS[kind]
    if signs and not any(sign in text for sign in signs):
        return Counter()
    return Counter(map(fold, _compiled(pattern).findall(text)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
