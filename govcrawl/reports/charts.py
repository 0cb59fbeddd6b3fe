"""Small charts as inline SVG: no library, no outside file, no style attribute (a strict CSP forbids those).

Forty lines draw what the overview needs; chart libraries take seconds to start and a JavaScript engine to draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_ROW = 26
_LABEL = 190
_BARS = 250
_WIDTH = _LABEL + _BARS + 60
_SIDE, _RISE, _HEIGHT, _FOOT = 60, 110, 150, 110
"""Of a line chart: margin at the sides, height of the line, where its foot stands, and room for the names below."""
COLOURS = {
    "qualified": "#1a7f37",
    "unqualified": "#b42318",
    "undetermined": "#8a5a00",
    "not_inspected": "#57606a",
    "problem": "#0b57a4",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how much, and a key of COLOURS."""

    label: str
    value: int
    colour: str = "problem"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line: what it stands for, its height from 0 to 1, and the height as printed."""

    label: str
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title; `svg` is safe markup."""

    title: str
    svg: Markup


def bar_chart(title: str, bars: Sequence[Bar]) -> Chart:
    """Horizontal bars with their numbers, drawn to the largest; readable by a screen reader as one sentence."""
    largest = max((bar.value for bar in bars), default=0) or 1
    parts = [_opened(title, [(bar.label, str(bar.value)) for bar in bars], _ROW * len(bars) + 4)]
    for index, bar in enumerate(bars):
        top = index * _ROW + 4
        width = round(_BARS * bar.value / largest, 1)
        drawn = Markup('<rect x="{}" y="{}" width="{}" height="18" fill="{}"></rect>')
        parts += [
            _text(_LABEL - 8, top + 14, _short(bar.label), "end"),
            drawn.format(_LABEL, top, width, COLOURS[bar.colour]),
            _text(_LABEL + width + 6, top + 14, str(bar.value)),
        ]
    return _closed(title, parts)


def line_chart(title: str, points: Sequence[Point]) -> Chart:
    """Points joined by a line from left to right, each with its number above and its name below, turned to fit."""
    parts = [_opened(title, [(point.label, point.text) for point in points], _HEIGHT + _FOOT)]
    step = (_WIDTH - 2 * _SIDE) / max(1, len(points) - 1)
    lowest = min(point.height for point in points)
    places = [
        (round(_SIDE + index * step, 1), round(_HEIGHT - _RISE * (point.height - lowest) / ((1 - lowest) or 1), 1))
        for index, point in enumerate(points)
    ]
    joined = " ".join(f"{x},{y}" for x, y in places)
    parts.append(
        Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"></polyline>').format(
            joined, COLOURS["problem"]
        )
    )
    for (x, y), point in zip(places, points, strict=True):
        turned = Markup('<g transform="translate({} {}) rotate(-35)">{}</g>')
        parts += [
            Markup('<circle cx="{}" cy="{}" r="4" fill="{}"></circle>').format(x, y, COLOURS["problem"]),
            _text(x, y - 10, point.text, "middle"),
            turned.format(x + 6, _HEIGHT + 22, _text(0, 0, _short(point.label), "end")),
        ]
    return _closed(title, parts)


def _opened(title: str, said: Sequence[tuple[str, str]], height: int) -> Markup:
    spoken = title + "：" + "，".join(f"{label} {value}" for label, value in said)
    start = Markup('<svg role="img" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg"><title>{}</title>')
    return start.format(_WIDTH, height, spoken)


def _text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, y, anchor, text)


def _closed(title: str, parts: Sequence[Markup]) -> Chart:
    return Chart(title, Markup("").join([*parts, Markup("</svg>")]))


def _short(label: str, limit: int = 14) -> str:
    return label if len(label) <= limit else label[: limit - 1] + "…"
