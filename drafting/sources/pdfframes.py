"""The frame of a PDF page: where its lines begin and end, how far apart they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise
from statistics import median

from drafting.records import record
from drafting.sources.pdfchars import PrintedLine

_LONG = 8
"""Lines with fewer characters say nothing of margins."""
_BLOCK = 3
"""Lines that end at one edge and so show that it is one."""
_JUSTIFIED = 0.25
"""The share of lines that end at one edge in a text with a straight right margin."""


@record
class Frame:
    """Margins (points), width and pitch of characters, and whether first lines of paragraphs are
    indented. ``leadings``: the distance of lines by the size of their characters, rounded."""

    left: float = 0.0
    right: float = 0.0
    size: float = 12.0
    pitch: float = 12.0
    indented: bool = False
    leadings: dict[int, float] = field(default_factory=dict)

    def leading(self, line: PrintedLine) -> float:
        """The distance of lines inside a paragraph of the size of ``line``."""
        return self.leadings.get(round(line.size), 2.2 * (line.size or self.size))


def pages_to_frames(pages: list[list[PrintedLine]]) -> list[Frame]:
    """The frame of each page, from its own lines and from the pages like it.

    Odd and even pages may have different margins; pages with few lines take those of the pages
    of their kind (``pages`` hold no furniture).
    """
    everything = [line for page in pages for line in page]
    if not everything:
        return [Frame() for _ in pages]
    whole = _lines_to_frame(everything, None)
    frames = []
    for number, page in enumerate(pages):
        alike = [line for other in pages[number % 2 :: 2] for line in other]
        parity = _lines_to_frame(alike, whole) if len(alike) > 3 * _LONG else whole
        own = [line for line in page if len(line.text) >= _LONG]
        frames.append(_lines_to_frame(page, parity) if len(own) >= _LONG else parity)
    return frames


def find_block_edges(pages: list[list[PrintedLine]]) -> dict[int, float]:
    """The right edge of blocks with a measure of their own, by the ``id`` of their lines.

    A block is at least three lines that begin at one edge and end at one edge; the line before
    it (whose beginning is indented) belongs to it when it ends there too.
    """
    edges: dict[int, float] = {}
    for page in pages:
        for run in _runs(page):
            rights = Counter(round(line.right / max(line.size, 1) * 3) for line in run)
            third, count = rights.most_common(1)[0]
            if count >= _BLOCK:
                edge = third * max(run[0].size, 1) / 3
                edges.update((id(line), edge) for line in run)
        for before, line in pairwise(page):
            edge = edges.get(id(line), 0)
            if id(before) not in edges and edge and abs(before.right - edge) < line.size / 2:
                edges[id(before)] = edge
    return edges


def _runs(page: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines of a page that follow one another and begin at one edge."""
    runs: list[list[PrintedLine]] = []
    for line in page:
        last = runs[-1][-1] if runs else None
        alike = last is not None and abs(last.left - line.left) < max(line.size, 1) / 3
        if last is not None and alike and abs(last.size - line.size) < 0.12 * max(line.size, 1):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _lines_to_frame(lines: Sequence[PrintedLine], like: Frame | None) -> Frame:
    """Measure ``lines``; what belongs to the document (indents, leadings) is that of ``like``."""
    long = [line for line in lines if len(line.text) >= _LONG] or list(lines)
    size = median([line.size for line in long if line.size] or [12.0]) or 12.0
    pitch = median([line.pitch for line in long if line.pitch] or [size])
    left, right = _left_edge(long, size), _right_edge(long, size)
    if like is not None:
        return replace(like, left=left, right=right, size=size, pitch=pitch)
    first = sum(1 for line in long if 1.5 < (line.left - left) / pitch < 2.6)
    indented = first >= len(long) * 0.12
    return Frame(left, right, size, pitch, indented, _leadings(long, right, pitch))


def _left_edge(lines: Sequence[PrintedLine], size: float) -> float:
    """The leftmost edge at which several lines begin."""
    edges = Counter(round(line.left / size * 4) for line in lines)
    common = [edge for edge, count in edges.items() if count >= max(2, len(lines) // 33)]
    return min(common or edges) * size / 4


def _right_edge(lines: Sequence[PrintedLine], size: float) -> float:
    """The edge at which justified lines end; of ragged lines, how far they reach."""
    edges = Counter(round(line.right / size * 4) for line in lines)
    edge, count = max(edges.items(), key=lambda entry: (entry[1], entry[0]))
    if count >= max(3, len(lines) * _JUSTIFIED):
        return edge * size / 4
    return sorted(line.right for line in lines)[int(len(lines) * 0.97)]


def _leadings(lines: Sequence[PrintedLine], right: float, pitch: float) -> dict[int, float]:
    """The distance of lines inside a paragraph, by size: after full lines, the smaller half."""
    steps: dict[int, list[float]] = {}
    for a, b in pairwise(lines):
        step = a.middle - b.middle
        if a.page == b.page and step > a.size / 2 and right - a.right < 2 * pitch:
            steps.setdefault(round(a.size), []).append(step)
    halves = {size: sorted(found)[: len(found) // 2 + 1] for size, found in steps.items()}
    return {size: median(half) for size, half in halves.items()}
