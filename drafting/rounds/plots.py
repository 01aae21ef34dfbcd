"""Plots as SVG text: bars lying and standing, numbers written beside them, no script, no network.

Every bar carries its number, so that a plot can be read on paper, in grey and by a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from drafting.records import record

FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_ROW, _LABEL, _BAR = 26, 220, 430
_UNIT = 13
"""Pixels of a Chinese character in a label."""


@record
class Bar:
    """One bar: its label and its parts, (value, colour, name of the part)."""

    label: str
    parts: tuple[tuple[int, str, str], ...]

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(value for value, _, _ in self.parts)


def bars_to_svg(bars: Sequence[Bar], title: str) -> str:
    """Bars lying one below the other, labels left, totals right."""
    most = max((bar.total for bar in bars), default=0) or 1
    height = _ROW * len(bars) + 4
    rows = [_lying(bar, n * _ROW, most) for n, bar in enumerate(bars)]
    return _svg(_LABEL + _BAR + 70, height, title, "".join(rows))


def _lying(bar: Bar, top: int, most: int) -> str:
    x = float(_LABEL)
    parts = [_text(_LABEL - 8, top + 17, _shorten(bar.label), "end")]
    for value, colour, name in bar.parts:
        width = value / most * _BAR
        if value:
            told = f"{bar.label} {name} {value}".replace("  ", " ")
            parts.append(_rect((x, top + 4, width, _ROW - 8), colour, told))
        x += width
    parts.append(_text(x + 6, top + 17, str(bar.total), "start"))
    return "".join(parts)


def columns_to_svg(columns: Sequence[tuple[str, int]], colour: str, title: str) -> str:
    """Columns standing side by side, as days are; every label that has room is written."""
    most = max((value for _, value in columns), default=0) or 1
    step = max(12, min(48, 720 // max(len(columns), 1)))
    every = -(-46 // step)
    width, height, base = step * len(columns) + 40, 200, 160
    parts = [f'<line x1="20" y1="{base}" x2="{width - 10}" y2="{base}" stroke="#999"/>']
    for number, (label, value) in enumerate(columns):
        x, tall = 20 + number * step, value / most * 130
        parts.append(_rect((x + 2, base - tall, step - 4, tall), colour, f"{label} {value}"))
        if value and (step >= 24 or value == most):
            parts.append(_text(x + step / 2, base - tall - 4, str(value), "middle"))
        if number % every == 0:
            parts.append(_text(x + step / 2, base + 18, label, "middle"))
    return _svg(width, height, title, "".join(parts))


def strip_to_svg(parts: Sequence[tuple[str, int, str]], title: str) -> str:
    """One bar of all (name, value, colour), as wide as the page: how far the work has come."""
    whole = sum(value for _, value, _ in parts) or 1
    x, width, drawn = 0.0, _LABEL + _BAR + 70, []
    for name, value, colour in parts:
        wide = value / whole * width
        if value:
            drawn.append(_rect((x, 0, wide, 30), colour, f"{name} {value}"))
            told = f"{name} {value}"
            if wide > _UNIT * len(told) * 0.8:
                drawn.append(_text(x + wide / 2, 20, told, "middle", "#fff"))
        x += wide
    return _svg(width, 30, title, "".join(drawn))


def _svg(width: float, height: float, title: str, inner: str) -> str:
    return (
        f'<svg viewBox="0 0 {_number(width)} {_number(height)}" width="{_number(width)}" '
        f'height="{_number(height)}" role="img" font-family="{FONT}" font-size="{_UNIT}">'
        f"<title>{escape(title)}</title>{inner}</svg>"
    )


def _rect(box: tuple[float, float, float, float], colour: str, told: str) -> str:
    x, y, width, height = (_number(n) for n in box)
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}">'
        f"<title>{escape(told)}</title></rect>"
    )


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#222") -> str:
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def _shorten(label: str) -> str:
    return label if len(label) <= 16 else f"{label[:15]}…"


def _number(value: float) -> str:
    """At most one decimal: the same bytes everywhere."""
    return f"{value:.1f}".removesuffix(".0")
