"""Makes drafting/comparison/vocabulary.txt, and counts what a shorter dictionary changes.

    python tests/benchmarks/vocabulary.py make DICT FOLDER... > drafting/comparison/vocabulary.txt
    python tests/benchmarks/vocabulary.py leave DICT FOLDER...

DICT is dict.txt of jieba 0.42.1 (MIT, Sun Junyi), which rjieba uses too; FOLDER holds texts of laws
(.txt). ``leave`` makes the list from nine tenths of the texts (all versions of a law on one side,
by the beginning of its name) and prints how many words of the others are cut as rjieba does.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from pathlib import Path

import rjieba

from drafting.comparison.vocabulary import TOTAL, Segmenter

COMMON = 100
"""Words counted so often in jieba's own texts are listed, whether a law has them or not."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NAME = re.compile(r"[^\u4e00-\u9fff]|中华人民共和国|最高人民法院|最高人民检察院|关于|适用")
HEAD = """\
# Words and their counts out of dict.txt of jieba 0.42.1 (https://github.com/fxsjy/jieba): those that
# stand in 2,056 Chinese laws and regulations, and the commonest others. A line holds the words that
# begin with one character. Made by tests/benchmarks/vocabulary.py. The licence of jieba:
#
# The MIT License (MIT)
#
# Copyright (c) 2013 Sun Junyi
#
# Permission is hereby granted, free of charge, to any person obtaining a copy
# of this software and associated documentation files (the "Software"), to deal
# in the Software without restriction, including without limitation the rights
# to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
# copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all
# copies or substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
# IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
# FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
# AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
# LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
# OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
# SOFTWARE.
"""


def read_dictionary(path: str) -> dict[str, int]:
    rows = [line.split(" ") for line in Path(path).read_text("utf-8").splitlines()]
    total = sum(int(row[1]) for row in rows)
    if total != TOTAL:
        sys.exit(f"{path}: another dictionary, its counts make {total}")
    return {row[0]: int(row[1]) for row in rows}


def read_texts(folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and text of every law below the folders."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            yield path.stem, path.read_text("utf-8", "replace")


def find_words(text: str, counts: dict[str, int], begun: set[str]) -> Iterator[str]:
    """The dictionary's words that stand anywhere in ``text``, cut so or not."""
    for run in set(_HAN.findall(text)):
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                word = run[start:end]
                if word in counts:
                    yield word
                if word not in begun:
                    break


def list_words(texts: Iterable[str], counts: dict[str, int]) -> list[str]:
    """The lines of the list, see ``Segmenter``."""
    begun = {part for word in counts for part in accumulate(word)}
    found = {word for word, count in counts.items() if count >= COMMON and _HAN.fullmatch(word)}
    for text in texts:
        found.update(find_words(text, counts, begun))
    return [
        first + " ".join(f"{word[1:]}{counts[word]}" for word in words)
        for first, words in groupby(sorted(found), key=lambda word: word[0])
    ]


def make(dictionary: str, folders: Sequence[str]) -> None:
    lines = list_words((text for _, text in read_texts(folders)), read_dictionary(dictionary))
    sys.stdout.write(HEAD + "\n".join(lines) + "\n")


def leave(dictionary: str, folders: Sequence[str]) -> None:
    parts: tuple[list[str], list[str]] = ([], [])
    for name, text in read_texts(folders):
        tenth = zlib.crc32(_NAME.sub("", name)[:4].encode()) % 10 == 0
        parts[tenth].append(text)
    segmenter = Segmenter(list_words(parts[0], read_dictionary(dictionary)))
    same = words = 0
    for line in (line for text in parts[1] for line in text.splitlines()):
        ours, theirs = (set(_spans(cut(line))) for cut in (segmenter.cut, rjieba.cut))
        same, words = same + len(ours & theirs), words + len(theirs)
    print(f"{len(parts[0])} texts make the list; of {words} words in {len(parts[1])} others "
          f"{same / words:.4f} are cut as rjieba does")


def _spans(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


if __name__ == "__main__":
    {"make": make, "leave": leave}[sys.argv[1]](sys.argv[2], sys.argv[3:])
