"""Lines on common axes, with the bands around them."""

from __future__ import annotations

from campaign.charts.spec import Line, Lines
from campaign.i18n.translator import Text
from campaign.render.explore.days import tint
from campaign.render.explore.parts import (
    Trace,
    escape,
    hover,
    layout,
    marks,
    number,
    number_axis,
    rule,
    wrap,
)
from campaign.theme.roles import paint
from campaign.theme.style import LINE_DASHES, TOTAL_WIDTH, Style

_HEIGHT = 560  # px
_ABOVE = 1.08  # of the highest tick


def lines(spec: Lines, style: Style, text: Text) -> Trace:
    """Draw each line with its range as an area, and its last value in words."""
    values = number_axis(spec.format, style)
    named = {line.label for line in spec.lines}
    others = [key for key in spec.legend if key.label not in named]
    return {
        "data": [
            *(trace for line in spec.lines for trace in _bands(line, style)),
            *(_line(line, style) for line in spec.lines),
            *marks(others, style),
        ],
        "layout": layout(
            style,
            _HEIGHT,
            xaxis={
                "title": {"text": wrap(spec.headings[0])},
                "range": [spec.ticks[0].at, spec.ticks[-1].at],
                "tickvals": [tick.at for tick in spec.ticks],
                "ticktext": [escape(" · ".join(tick.words.split("\n"))) for tick in spec.ticks],
                "tickfont": {"color": style.muted},
                "gridcolor": style.line,
                "zeroline": False,
                "automargin": True,
            },
            yaxis={
                **values,
                "title": {"text": wrap(spec.headings[1])},
                "range": [spec.value_ticks[0].at, spec.value_ticks[-1].at * _ABOVE],
            },
            shapes=[
                rule(one.value, style, one.words, row=row, is_late=spec.across(one.value) > 0.5)
                for row, one in enumerate(spec.references)
            ],
        ),
    }


def _line(line: Line, style: Style) -> Trace:
    colour = paint(line.role, style).fill
    points, end = line.points, line.end
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": wrap(line.label),
        "x": [point.at for point in points],
        "y": [number(point.value) for point in points],
        "line": {
            "color": colour,
            "width": TOTAL_WIDTH,
            "dash": LINE_DASHES[line.dash] or "solid",
            "shape": "hv" if line.steps else "linear",
        },
        "marker": {"size": 5},
        "text": [escape(line.end_words) if point is end else "" for point in points],
        "textposition": "top left",
        "connectgaps": False,
        **hover(point.tooltip for point in points),
    }


def _bands(line: Line, style: Style) -> list[Trace]:
    """Return the area between the ends of the ranges; [] without any."""
    points = [point for point in line.points if point.high == point.high]
    if not points:
        return []
    common = {
        "type": "scatter",
        "mode": "lines",
        "x": [point.at for point in points],
        "line": {"width": 0, "shape": "hv" if line.steps else "linear"},
        "legendgroup": line.label,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    fill = {"fill": "tonexty", "fillcolor": tint(paint(line.role, style).fill)}
    low, high = ([getattr(point, end) for point in points] for end in ("low", "high"))
    return [{**common, "y": low}, {**common, **fill, "y": high}]
