"""Amounts and periods as numbers that can be compared: 五千元, 2万元, 六个月, 百分之五, 三倍.

    一万元以上五千元以下      10 000 元 … 5 000 元: inverted
    六个月以上一年以下        180 日 … 365 日: in order
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.records import record
from drafting.text.numerals import read_numeral

_DIGITS = "零〇一二三四五六七八九十百千万亿两0-9０-９.．,，"
NUMBER = r"(?:[零〇一二三四五六七八九十百千万亿两]+(?:点[零〇一二三四五六七八九]+)?|[0-9０-９]+(?:[.．,][0-9０-９]+)*[万亿千百]*)"
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100}
_UNITS: dict[str, tuple[str, float]] = {
    "元": ("元", 1), "美元": ("美元", 1), "年": ("日", 365), "周年": ("日", 365),
    "个月": ("日", 30.4), "月": ("日", 30.4), "日": ("日", 1), "天": ("日", 1), "周": ("日", 7),
    "个工作日": ("工作日", 1), "工作日": ("工作日", 1), "小时": ("时", 60), "分钟": ("时", 1),
    "周岁": ("岁", 1), "岁": ("岁", 1), "倍": ("倍", 1), "%": ("比", 1), "％": ("比", 1),
    "人": ("人", 1), "名": ("人", 1), "户": ("户", 1), "米": ("长", 1), "公里": ("长", 1000),
    "厘米": ("长", 0.01), "千米": ("长", 1000), "平方米": ("积", 1), "公顷": ("积", 10_000), "平方公里": ("积", 1_000_000),
    "吨": ("重", 1000), "公斤": ("重", 1), "千克": ("重", 1), "克": ("重", 0.001), "级": ("级", 1),
    "次": ("次", 1), "条": ("条", 1), "个": ("个", 1), "件": ("件", 1), "台": ("台", 1),
}
UNIT = "(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + ")"
_PERCENT = re.compile(rf"(?P<base>百|千|万)分之(?P<n>{NUMBER})")
_PLAIN = re.compile(rf"(?P<n>{NUMBER})(?P<unit>{UNIT})?")


@record
class Quantity:
    """``value`` in the smallest unit of ``kind`` ("元", "日", "比" …; "" when no unit is written)."""

    value: float
    kind: str


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> Quantity | None:
    """Return the amount that ``text`` writes, None when it is none.

    >>> read_quantity("二万元"), read_quantity("百分之五"), read_quantity("1.5倍")
    (Quantity(value=20000.0, kind='元'), Quantity(value=5.0, kind='比'), Quantity(value=1.5, kind='倍'))
    """
    percent = _PERCENT.fullmatch(text)
    if percent is not None:
        number = read_number(percent["n"])
        scale = {"百": 1.0, "千": 0.1, "万": 0.01}[percent["base"]]
        return None if number is None else Quantity(number * scale, "比")
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return None
    number = read_number(plain["n"])
    if number is None:
        return None
    kind, scale = _UNITS[plain["unit"]] if plain["unit"] else ("", 1.0)
    return Quantity(number * scale, kind)


_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


def read_number(text: str) -> float | None:
    """The number in digits or characters: 1.5万, 二十, 两亿."""
    text = text.translate(_WIDTH).replace(",", "")
    found = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿千百]*)", text)
    if found is not None:
        value = float(found[1])
        for scale in found[2]:
            value *= _SCALES[scale]
        return value
    if "点" in text:
        whole, _, part = text.partition("点")
        digits = "".join(str(read_numeral(c) or 0) for c in part)
        high = read_numeral(whole)
        return None if high is None else high + float(f"0.{digits}")
    if "亿" in text:
        head, _, tail = text.partition("亿")
        high, low = read_numeral(head or "一"), read_numeral(tail) if tail else 0
        return None if high is None or low is None else float(high * 100_000_000 + low)
    number = read_numeral(text)
    return None if number is None else float(number)
