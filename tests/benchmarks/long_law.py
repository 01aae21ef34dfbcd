"""A law made many times as long, as one law: 编 and 条 count on through its copies.

The copies' 编 and 条 are renumbered, the title stands once. Where the text was repeated as it is,
the parser would find it again and set each copy apart, which costs next to nothing.
"""

from __future__ import annotations

from drafting.sources.lines import Line, Source
from drafting.structure.labels import read_label
from drafting.text.numerals import write_numeral

_HIGHEST_WRITTEN = 9999


def lengthen(lines: tuple[Line, ...], times: int) -> Source:
    """Return ``lines`` as a source of ``times`` their length; lines above the first 编 stand once."""
    texts = [line.text for line in lines]
    labels = [read_label(text) for text in texts]
    head = next(n for n, label in enumerate(labels) if label is not None and label.kind == "part")
    highest = {
        kind: max(label.number or 0 for label in labels if label is not None and label.kind == kind)
        for kind in ("part", "article")
    }
    longer = texts[:head]
    for copy in range(times):
        for text, label in zip(texts[head:], labels[head:], strict=True):
            if label is not None and label.number and label.kind in highest:
                number = label.number + copy * highest[label.kind]
                longer.append(f"第{_write(number)}{label.num[-1]}{label.gap}{label.rest}")
            else:
                longer.append(text)
    numbered = (Line(text, n) for n, text in enumerate(longer, 1))
    return Source(f"×{times}", tuple(numbered), "txt")


def _write(number: int) -> str:
    """Chinese as far as labels are written so, digits above."""
    return write_numeral(number) if number <= _HIGHEST_WRITTEN else str(number)
