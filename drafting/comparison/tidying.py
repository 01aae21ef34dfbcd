"""Correct edits made readable: edges at words and signs, no islands of a character or two.

    市场公平竞争{+，鼓励创新+}，提高     is as short as     市场公平竞争，{+鼓励创新，+}提高
    统一领导 → 统一指挥, one word against two              统一[-领导-]{+指挥+}
    [-保障-]{+促进+}和[-监督-]{+保护+}                     [-保障和监督-]{+促进和保护+}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from unicodedata import category

from drafting.comparison.edits import Run, join_runs
from drafting.comparison.words import Word

_STRENGTH = {"\n": 6.0, ".": 5.0, ";": 5.0, "!": 5.0, "?": 5.0, ":": 4.0, ",": 3.0, "、": 2.0}
"""How good a place a sign is for an edge that stands right behind it."""
_OPENING = frozenset("([<\"“‘《（")
_FORMAL = frozenset(("的", "和", "或者", "以及", "并", "与", "或", "及", "在", "由", "对", "其"))
_JOINING = frozenset(("或者", "以及", "和", "及", "与", "并", "并且", "或"))
_ALONE = frozenset("\n。；，、：的了时后前内等及和或在对为由其将向从被按")
_LAST = frozenset("应")
_SMALL, _SWAMPED = 2, 6
_DROWNED = 4


def tidy_runs(runs: Iterable[Run]) -> list[Run]:
    """The same edits, told so that they can be read."""
    found = join_runs(runs)
    found = join_runs(piece for run in found for piece in _trim(run))
    found = _dissolve_islands(found)
    return _slide_all(found)


def _trim(run: Run) -> list[Run]:
    """What both sides of a changed run begin or end with, where either side has a word limit."""
    if run.equal or not run.old or not run.new:
        return [run]
    if not _meet(run.old[0].text[:1], run.new[0].text[:1]) and not _meet(
        run.old[-1].text[-1:], run.new[-1].text[-1:]
    ):
        return [run]
    old, new = list(run.old), list(run.new)
    head = _common(old, new, _ALONE)
    old, new = _cut_head(old, head), _cut_head(new, head)
    tail = _common(_mirror(old), _mirror(new), _ALONE | _LAST)
    first = (_take_head(run.old, head), _take_head(run.new, head))
    last = (_take_tail(old, tail), _take_tail(new, tail))
    middle = Run(False, tuple(_drop_tail(old, tail)), tuple(_drop_tail(new, tail)))
    return [Run(True, *first), middle, Run(True, *last)]


def _meet(one: str, other: str) -> bool:
    return one == other or not (one and other)


def _common(old: Sequence[Word], new: Sequence[Word], alone: frozenset[str]) -> int:
    """Length of the longest common beginning that ends a word; one character seldom tells."""
    one, other = ("".join(w.text for w in side) for side in (old, new))
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    limits = {n for side in (old, new) for n in accumulate(len(w.text) for w in side)}
    allowed = {
        n for n in limits
        if n <= same and (n > 1 or one[0] in alone) and _may_cut(old, n) and _may_cut(new, n)
    }
    return max(allowed, default=0)


def _may_cut(words: Sequence[Word], at: int) -> bool:
    """Whether place ``at`` is a limit of a word or inside a plain one (no atom is cut in two)."""
    end = 0
    for word in words:
        if end == at:
            return True
        end += len(word.text)
        if at < end:
            left, right = at - end + len(word.text), end - at
            short = len(word.text) <= 4 or min(left, right) >= 2
            return short and not word.cited and not word.parts and bool(_PLAIN.fullmatch(word.text))
    return True


_PLAIN = re.compile(
    r"(?:(?![一二三四五六七八九十百千万亿零〇第])"
    r"[々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])+"
)


def _has_sign(text: str) -> bool:
    return any(category(character).startswith("P") for character in text)


def _mirror(words: Sequence[Word]) -> list[Word]:
    return [Word(w.text[::-1], w.key[::-1], w.cited) for w in reversed(words)]


def _take_head(words: Sequence[Word], size: int) -> tuple[Word, ...]:
    text = "".join(w.text for w in words)[:size]
    return (Word(text, text),) if text else ()


def _take_tail(words: Sequence[Word], size: int) -> tuple[Word, ...]:
    text = "".join(w.text for w in words)
    text = text[len(text) - size :]
    return (Word(text, text),) if text else ()


def _cut_head(words: Sequence[Word], size: int) -> list[Word]:
    out: list[Word] = []
    for word in words:
        if size >= len(word.text):
            size -= len(word.text)
        elif size:
            out.append(Word(word.text[size:], word.text[size:]))
            size = 0
        else:
            out.append(word)
    return out


def _drop_tail(words: Sequence[Word], size: int) -> list[Word]:
    return _mirror(_cut_head(_mirror(words), size))


def _dissolve_islands(runs: Sequence[Run]) -> list[Run]:
    """Kept stretches too short to be seen between two edits given up to the edits."""
    found = list(runs)
    at = 1
    while at < len(found) - 1:
        if found[at].equal and _is_island(found[at - 1], found[at], found[at + 1]):
            three = found[at - 1 : at + 2]
            old = tuple(w for run in three for w in run.old)
            new = tuple(w for run in three for w in run.new)
            found[at - 1 : at + 2] = [Run(False, old, new)]
        else:
            at += 1
    return found


def _is_island(before: Run, kept: Run, after: Run) -> bool:
    text = "".join(w.key for w in kept.old if not w.key.isspace())
    if any("\n" in w.text for w in (*kept.old, *kept.new)) or any(w.cited for w in kept.old):
        return False
    if len(text) <= 1:
        return _STRENGTH.get(text, 0.0) < 5.0
    if len(text) > _DROWNED or _has_sign(text):
        return False
    sides = [max(run.old_size, run.new_size) for run in (before, after)]
    if text in _FORMAL:
        return min(sides) >= 2 and _both_ways(before, after)
    least = _SWAMPED if len(text) <= _SMALL else 4 * len(text)
    return min(sides) >= least and _both_ways(before, after)


def _both_ways(before: Run, after: Run) -> bool:
    """Whether something went and something came (blanks aside)."""
    gone = "".join((before.old_text, after.old_text))
    come = "".join((before.new_text, after.new_text))
    return bool(gone.strip() and come.strip())


def _slide_all(runs: Sequence[Run]) -> list[Run]:
    # An edit at either end may slide inwards: what it leaves behind needs a place to stand.
    found = [Run(True, (), ()), *runs, Run(True, (), ())]
    for at in range(1, len(found) - 1):
        run = found[at]
        if not run.equal and bool(run.old) != bool(run.new):
            found[at - 1 : at + 2] = _best_place(found[at - 1], run, found[at + 1])
    return join_runs(found)


Three = tuple[Run, Run, Run]


def _best_place(before: Run, edit: Run, after: Run) -> Three:
    """Of all places where a pure insertion or deletion may stand, the best; the last on ties."""
    here: Three = (before, edit, after)
    places = [here]
    while (step := _step(*places[-1], left=True)) is not None:
        places.append(step)
    places.reverse()
    while (step := _step(*places[-1], left=False)) is not None:
        places.append(step)
    return max(reversed(places), key=_rate)


def _step(before: Run, edit: Run, after: Run, left: bool) -> Three | None:
    """The edit one word further to the left or right, None where it cannot go."""
    words = edit.old or edit.new
    side, end = (before, -1) if left else (after, 0)
    if not side.old or not side.equal:
        return None
    kept = side.old[end] if edit.old else side.new[end]
    other = words[-1] if left else words[0]
    if kept.key != other.key or kept.text != other.text or kept.cited or other.cited:
        return None
    mine, theirs = side.old[end], side.new[end]
    if mine.text != theirs.text:
        return None
    one = Run(True, (mine,), (theirs,))
    if left:
        moved = (kept, *words[:-1])
        parts = (_without(before, -1), _edit_of(edit, moved), _join(one, after))
    else:
        moved = (*words[1:], kept)
        parts = (_join(before, one), _edit_of(edit, moved), _without(after, 0))
    return parts


def _edit_of(edit: Run, words: tuple[Word, ...]) -> Run:
    return Run(False, words, ()) if edit.old else Run(False, (), words)


def _without(run: Run, at: int) -> Run:
    return Run(True, run.old[:-1], run.new[:-1]) if at else Run(True, run.old[1:], run.new[1:])


def _join(one: Run, other: Run) -> Run:
    return Run(True, one.old + other.old, one.new + other.new)


def _rate(place: Three) -> float:
    """How well both edges of the edit stand: behind a sign each, or each before one."""
    before, edit, after = place
    words = edit.old or edit.new
    last = before.old[-1].key[-1:] if before.old else "\n"
    ahead = after.old[0].key[:1] if after.old else "\n"
    first, end = words[0].key[:1], words[-1].key[-1:]
    behind = _STRENGTH.get(last, 0.0) + _STRENGTH.get(end, 0.0)
    in_front = _STRENGTH.get(first, 0.0) + _STRENGTH.get(ahead, 0.0)
    score = max(behind, 0.9 * in_front) + (words[0].key in _JOINING)
    return score - 2.0 * (last in _OPENING) - 2.0 * (end in _OPENING)
