"""Traditional and Simplified script, compared without losing a place in the text.

Texts are compared in Simplified script and shown as they were printed. That works only while the
n-th character of the one is the n-th of the other, so that conversion here never changes length.
OpenCC's tables are not bound to that (its phrase tables may one day map two characters to three):
where a conversion is longer or shorter, the text is converted in smaller pieces.

    上海市促進人工智能產業發展條例   as printed, shown
    上海市促进人工智能产业发展条例   compared: same offsets
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

_WIDTH = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20, 0xA0: 0x20}


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def to_simplified(text: str) -> str:
    """Return ``text`` in Simplified script, of the same length, offset for offset.

    Simplified text, letters and signs come back as they are. The tables are OpenCC's t2s
    (Traditional, with the phrases in which a character stays: 著作权, 乾隆).

    >>> to_simplified("強化勞動者保護")
    '强化劳动者保护'
    """
    if text.isascii():
        return text
    return _keep_length(text, _converter())


def _keep_length(text: str, convert: Callable[[str], str]) -> str:
    """Convert ``text`` whole, or by halves where that would change its length."""
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    if len(text) == 1:
        return text
    bounds = (0, len(text) // 2, len(text))
    return "".join(_keep_length(text[a:b], convert) for a, b in pairwise(bounds))


def is_traditional(text: str) -> bool:
    """Whether ``text`` is written in Traditional script.

    One character in fifty that Simplified script writes otherwise is enough: Traditional prose has
    about one in three, Simplified prose none but those of names (錢鍾書).
    """
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    changed = sum(a != b for a, b in zip(text, to_simplified(text), strict=True))
    return changed * 50 > han


def fold(text: str) -> str:
    """Return ``text`` as it is compared: Simplified, half-width signs, of the same length.

    >>> fold("（一）首臺（套）：１０％")
    '(一)首台(套):10%'
    """
    return to_simplified(text).translate(_WIDTH)
