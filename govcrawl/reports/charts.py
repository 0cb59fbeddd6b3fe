"""Small bar charts as inline SVG: no library, no outside file, no style attribute (a strict CSP forbids those)."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_ROW = 26
_LABEL = 190
_BARS = 250
_WIDTH = _LABEL + _BARS + 60
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
class Chart:
    """A chart with its title; `svg` is safe markup."""

    title: str
    svg: Markup


def bar_chart(title: str, bars: Sequence[Bar]) -> Chart:
    """Horizontal bars with their numbers, drawn to the largest; readable by a screen reader as one sentence."""
    largest = max((bar.value for bar in bars), default=0) or 1
    height = _ROW * len(bars) + 4
    spoken = title + "：" + "，".join(f"{bar.label} {bar.value}" for bar in bars)
    parts = [
        Markup('<svg role="img" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg"><title>{}</title>').format(
            _WIDTH, height, spoken
        )
    ]
    for index, bar in enumerate(bars):
        top = index * _ROW + 4
        width = round(_BARS * bar.value / largest, 1)
        label = Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
            _LABEL - 8, top + 14, _short(bar.label)
        )
        drawn = Markup('<rect x="{}" y="{}" width="{}" height="18" fill="{}"></rect>')
        number = Markup('<text x="{}" y="{}">{}</text>').format(_LABEL + width + 6, top + 14, bar.value)
        parts += [label, drawn.format(_LABEL, top, width, COLOURS[bar.colour]), number]
    parts.append(Markup("</svg>"))
    return Chart(title, Markup("").join(parts))


def _short(label: str, limit: int = 14) -> str:
    return label if len(label) <= limit else label[: limit - 1] + "…"
