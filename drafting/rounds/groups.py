"""Alike comments: copies and near copies of one text (campaigns), found without comparing all.

    texts of one block (same 条, same kind)
      └─ equal but for blanks and signs ─▶ one entry each, with its count
           └─ MinHash of character pairs, banded ─▶ few candidates each
                └─ compared whole (Indel ratio), with what must not differ ─▶ near copies

What must not differ: quoted words, numbers, amounts and periods, 应当/可以/不得 and the like. 五万元 for
十万元 or 可以 for 应当 makes another comment, however alike the rest is.

One-permutation MinHash with banding: Li, Owen, Zhang, "One Permutation Hashing" (2012); rotation
for empty bins: Shrivastava, Li (2014). Every text is compared with heads of groups only, the most
frequent text first, so that a group never drifts away from its head and the result does not depend
on the order in which files came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import regex as re

from drafting.records import record
from drafting.rounds.mentions import squeeze

ALIKE = 0.85
"""Indel ratio from which two texts are near copies: seven words in a hundred replaced."""
GROWN = 0.70
"""The same for a text that holds all of the other and more: a copy with a story of its own."""
_BINS, _ROWS = 48, 3
"""16 bands of 3 bins: texts that share 60 % of their pairs meet with 98 %, 70 % with 99.8 %."""
_SHORTEST = 10
"""Texts shorter than this are alike when they are equal."""
_CANDIDATES = 64
_ATOMS = re.compile(
    r"“(?P<q>[^“”]*)”|「(?P<q>[^「」]*)」|\"(?P<q>[^\"\n]*)\"|《(?P<q>[^《》]*)》"
    r"|[0-9０-９.．零〇一二三四五六七八九十百千万亿两]+\s*(?:万|亿)?"
    r"(?:元|日|天|个?工作日|个?月|年|倍|％|%|分之[0-9一二三四五六七八九十百]+|米|人|次|款|项|条|小时)"
    r"|[0-9０-９]+"
    r"|[不无未非](?!仅|断|过|同的|时)\p{Han}{1,2}|应[当该]|可以|必须|禁止|同意|赞成|支持|反对"
    r"|删[除去掉]|增加|提高|降低|延长|缩短|放宽|收紧|扩大|缩小|加强|减轻|加重|取消|保留|强制|自愿|鼓励"
)


@record
class Entry:
    """One distinct text: ``key`` is what is compared, ``ids`` the comments that say it."""

    key: str
    text: str
    ids: tuple[int, ...]


def group_texts(texts: Iterable[tuple[int, str]]) -> list[list[int]]:
    """Return groups of ids whose texts are alike; the group's representative is its first id.

    ``texts`` are (id, text) of one block. Groups come in order of their first id. The
    representative is a comment of the text that most of the group say.
    """
    entries = _texts_to_entries(texts)
    groups = [_entries_to_ids(members) for members in _group_entries(entries)]
    return sorted(groups, key=lambda ids: ids[0])


def _texts_to_entries(texts: Iterable[tuple[int, str]]) -> list[Entry]:
    """Equal texts as one entry; the most frequent first, then by text: not by order of arrival."""
    by_key: dict[str, tuple[str, list[int]]] = {}
    for id, text in texts:
        key = squeeze(text) or text
        by_key.setdefault(key, (text, []))[1].append(id)
    entries = [Entry(key, text, tuple(sorted(ids))) for key, (text, ids) in by_key.items()]
    return sorted(entries, key=lambda e: (-len(e.ids), e.key))


def _entries_to_ids(members: Sequence[Entry]) -> list[int]:
    head = max(members, key=lambda e: (len(e.ids), -e.ids[0]))
    others = sorted(id for e in members for id in e.ids if id != head.ids[0])
    return [head.ids[0], *others]


def _group_entries(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Each entry joins the group whose head is most like it, else it heads a group of its own."""
    groups: list[list[Entry]] = []
    bands: list[dict[tuple[int, ...], list[int]]] = [{} for _ in range(_BINS // _ROWS)]
    for entry in entries:
        if len(entry.key) < _SHORTEST:
            groups.append([entry])
            continue
        signature = _sign(entry.key)
        found = _find_head(entry, groups, _candidates(signature, bands))
        if found is not None:
            groups[found].append(entry)
            continue
        for band, place in zip(bands, range(0, _BINS, _ROWS), strict=True):
            band.setdefault(signature[place : place + _ROWS], []).append(len(groups))
        groups.append([entry])
    yield from groups


def _candidates(
    signature: tuple[int, ...], bands: Sequence[dict[tuple[int, ...], list[int]]]
) -> list[int]:
    """Groups that share a band, those that share most first."""
    shared: dict[int, int] = {}
    for band, place in zip(bands, range(0, _BINS, _ROWS), strict=True):
        for number in band.get(signature[place : place + _ROWS], ())[:_CANDIDATES]:
            shared[number] = shared.get(number, 0) + 1
    return sorted(shared, key=lambda n: (-shared[n], n))[:_CANDIDATES]


def _find_head(entry: Entry, groups: list[list[Entry]], candidates: list[int]) -> int | None:
    from rapidfuzz.fuzz import ratio

    best, most = None, 0.0
    for number in candidates:
        head = groups[number][0]
        alike = ratio(entry.key, head.key, score_cutoff=GROWN * 100) / 100
        if alike <= most or not _is_near(entry.key, head.key, alike):
            continue
        if _agree(entry.text, head.text):
            best, most = number, alike
    return best


def _is_near(one: str, other: str, alike: float) -> bool:
    if alike >= ALIKE:
        return True
    total, more = len(one) + len(other), abs(len(one) - len(other))
    # only insertions: the distance is what the longer one has more
    return alike >= GROWN and round((1 - alike) * total) == more


def _agree(one: str, other: str) -> bool:
    """Whether what must not differ does not: the atoms of the one run through the other's."""
    short, long = sorted((_read_atoms(one), _read_atoms(other)), key=len)
    rest = iter(long)
    return all(atom in rest for atom in short)


@lru_cache(maxsize=20_000)
def _read_atoms(text: str) -> tuple[str, ...]:
    found = (m["q"] if m["q"] is not None else m[0] for m in _ATOMS.finditer(text))
    return tuple(squeeze(atom).replace("应该", "应当") for atom in found)


def _sign(key: str) -> tuple[int, ...]:
    """The MinHash signature of a text's character pairs, empty bins filled from the next."""
    least: list[int] = [-1] * _BINS
    for pair in {key[i : i + 2] for i in range(len(key) - 1)}:
        value = _hash(pair)
        bin, rest = value % _BINS, value // _BINS
        if least[bin] < 0 or rest < least[bin]:
            least[bin] = rest
    if -1 in least:
        _fill(least)
    return tuple(least)


def _fill(least: list[int]) -> None:
    filled = [i for i, v in enumerate(least) if v >= 0]
    given = list(least)
    for i in range(_BINS):
        step = 0
        while filled and given[(i + step) % _BINS] < 0:
            step += 1
        # the distance is part of the value: a borrowed bin meets none that was filled itself
        least[i] = given[(i + step) % _BINS] + (step << 32)


@lru_cache(maxsize=200_000)
def _hash(pair: str) -> int:
    # Python's own hash differs from run to run
    return crc32(pair.encode("utf-8", "surrogatepass"))
