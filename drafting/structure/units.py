"""责任单位: who is to do an item of an opinion or plan, as the bracket at its end says."""

from __future__ import annotations

from drafting.text.patterns import LazyPattern

_PREFIX = LazyPattern(r"^\s*[^：:、，,；;（）()]{2,8}(?:单位|單位|部门|部門|分工)\s*[:：]\s*")
_ORGAN = LazyPattern(
    r"(?:委员会|委|局|[厅廳]|部|[办辦](?:公室)?|院|[会會]|政府|支[队隊]|总[队隊]|中心|[银銀]行|公司|集[团團]|[区區县縣](?:[（(]市[）)])?|社|署|协会|[组組]|银监|税务|人行|管委会|街道|[乡鄉][镇鎮])(?:等)?$"
)
_ASIDE = LazyPattern(r"以下|[见見]|即|含|包括|不含|[详詳]")
_SIGNS = "、，,；;"
_OPENERS, _CLOSERS = "（(", "）)"
_MAX = 300


def find_responsible(text: str) -> list[tuple[int, int]] | None:
    """Return where the units stand in the bracket that ends ``text``; None when it ends in none.

    A bracket without 责任单位： counts when every name in it reads as a body's.
    """
    start = _opening(text)
    if start < 0:
        return None
    inner, base = text[start + 1 : -1], start + 1
    names: list[tuple[int, int]] = []
    led = False
    for piece_start, piece_end in _split(inner):
        prefix = _PREFIX.match(inner[piece_start:piece_end])
        led = led or prefix is not None
        name_start = piece_start + (prefix.end() if prefix is not None else 0)
        if name_start < piece_end:
            names.append((base + name_start, base + piece_end))
    names = _merge(text, names)
    if led:
        return names or None
    told = [text[a:b] for a, b in names]
    if text[start - 1 : start] not in "。；" or _ASIDE.match(inner) or not told:
        return None
    # （上城区、西湖区） tells where, no one who is to do it.
    bodies = all(_ORGAN.search(name) for name in told)
    return names if bodies and not all(name[-1] in "区區县縣" for name in told) else None


def _opening(text: str) -> int:
    """Place of the bracket that the last character closes; -1 when it closes none."""
    if text[-1:] not in _CLOSERS or not text:
        return -1
    depth = 0
    for place in range(len(text) - 1, max(-1, len(text) - _MAX), -1):
        depth += (text[place] in _CLOSERS) - (text[place] in _OPENERS)
        if not depth:
            return place
    return -1


def _split(inner: str) -> list[tuple[int, int]]:
    """The pieces between signs that no further bracket holds."""
    pieces, start, depth = [], 0, 0
    for place, char in enumerate(inner):
        depth += (char in _OPENERS) - (char in _CLOSERS)
        if char in _SIGNS and not depth:
            pieces.append((start, place))
            start = place + 1
    pieces.append((start, len(inner)))
    return [(a + len(inner[a:b]) - len(inner[a:b].lstrip()), b) for a, b in pieces]


def _merge(text: str, names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各区、县（市）政府 is one: a bare 区 goes with what follows."""
    merged: list[tuple[int, int]] = []
    for start, end in names:
        if merged and text[slice(*merged[-1])] in ("区", "各区", "市", "各市", "區", "各區"):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
