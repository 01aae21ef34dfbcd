"""The edits that the generator makes inside an article, word by word, and what it may cut."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise

import rjieba

Edit = tuple[str, str]
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}\Z")
_SWAPS = {"可以": "应当", "应当": "可以", "不得": "可以", "或者": "和", "和": "或者"}
_LABELLIKE = re.compile(
    r"第|[条款项章节编]|以[上下内]|日起|本法|前款|[（）《》“”]|[零〇一二三四五六七八九十百千万亿]"
)
_CLOSING = "。；：，、\n"


class Writer:
    """Edits lines with words and sentences out of a pool of other lines."""

    def __init__(self, dice: random.Random, pool: Sequence[str]) -> None:
        self.dice = dice
        words = {w for line in pool for w in rjieba.cut(line) if _HAN.match(w)}
        self.words = sorted(w for w in words if not _LABELLIKE.search(w))
        found = (s for line in pool for s in re.findall(r"[^。；：]{12,60}。", line))
        self.sentences = [s for s in found if not re.search(r"第.{1,5}[条款项]|[（）]", s)]

    def edit(self, lines: Sequence[str], count: int) -> tuple[list[str], list[Edit]]:
        """``count`` small edits, at least four words apart; the lines and the edits in order."""
        words = [list(rjieba.cut(line)) for line in lines]
        places = [(r, c) for r, row in enumerate(words) for c in range(len(row))
                  if self._may_change(row, c)]
        self.dice.shuffle(places)
        chosen: list[tuple[int, int]] = []
        for r, c in places:
            if len(chosen) < count and all(r != x or abs(c - y) > 5 for x, y in chosen):
                chosen.append((r, c))
        done = [((r, c), self._change(words[r], c)) for r, c in sorted(chosen, reverse=True)]
        return ["".join(row) for row in words], [edit for _, edit in reversed(done)]

    def _may_change(self, row: Sequence[str], at: int) -> bool:
        near = "".join(row[max(0, at - 1) : at + 2])
        word = row[at]
        fits = bool(_HAN.match(word)) and not _LABELLIKE.search(word)
        return at > 0 and fits and "第" not in near

    def _change(self, row: list[str], at: int) -> Edit:
        word = row[at]
        if word in _SWAPS:
            row[at] = _SWAPS[word]
            return word, row[at]
        kind = self.dice.choice(("replace", "replace", "delete", "insert", "insert", "clause"))
        new = self.dice.choice(self.words)
        if kind == "delete" and at + 1 < len(row) and row[at + 1] not in _CLOSING:
            row[at] = ""
            return word, ""
        if kind == "insert":
            row.insert(at, new)
            return "", new
        if kind == "clause" and at + 1 < len(row) and row[at + 1] in "，；。":
            clause = "，" + "".join(self.dice.sample(self.words, 4))
            row.insert(at + 1, clause)
            return "", clause
        row[at] = new
        return word, new

    def rewrite(self, lines: Sequence[str]) -> tuple[list[str], list[Edit]]:
        """A heavy edit: many words, one sentence of another law put in, sometimes one taken out."""
        size = len("".join(lines))
        out, done = self.edit(lines, max(4, size // 16))
        extra = self.dice.choice(self.sentences)
        if self.dice.random() < 0.5:
            out.append(extra)
        else:
            at = self.dice.randrange(len(out))
            out[at] = out[at] + extra if out[at].endswith("。") else out[at]
            if not out[at].endswith(extra):
                out.append(extra)
        return out, [*done, ("", extra)]


def _is_paragraph(line: str) -> bool:
    return line.endswith("。") and not line.startswith("（")


def can_split(lines: Sequence[str]) -> bool:
    """Two or more 款 of fair length, no items."""
    return len(lines) >= 2 and all(_is_paragraph(line) and len(line) > 24 for line in lines)


def split(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The 款 in two lots."""
    half = len(lines) // 2
    return list(lines[:half]), list(lines[half:])


def can_lift(lines: Sequence[str]) -> bool:
    """A last 款 that can go elsewhere, and something left when it is gone."""
    return (
        len(lines) >= 2 and len(lines[-1]) > 30 and len(lines[0]) > 30
        and all(_is_paragraph(line) for line in lines)
        and not re.search(r"前[款条]|第.{1,4}款|本条", lines[-1])
    )


def lift(lines: Sequence[str]) -> tuple[list[str], str]:
    """What stays, and the last 款."""
    return list(lines[:-1]), lines[-1]


def can_take(lines: Sequence[str]) -> bool:
    """An article that can hold one more 款."""
    return 30 < len("".join(lines)) < 400 and all(_is_paragraph(line) for line in lines)


def cut_sentences(lines: Sequence[str], count: int) -> list[list[str]]:
    """The sentences in so many lots of fair length, each a line; none where there are too few."""
    sentences = [s for line in lines for s in re.findall(r"[^。]+。?", line)]
    if len(sentences) < count or any(not s.endswith("。") for s in sentences):
        return []
    bounds = [len(sentences) * k // count for k in range(count + 1)]
    lots = [["".join(sentences[a:b])] for a, b in pairwise(bounds)]
    return lots if all(len(lot[0]) > 24 for lot in lots) else []
