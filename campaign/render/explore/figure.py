"""A chart as a Plotly figure, and the settings of its mode bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Gantt,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.i18n.kyrgyz_cases import month_alone
from campaign.i18n.number_format import cldr_locale
from campaign.i18n.translator import N_, Text
from campaign.render.explore import days, lines, map, rows
from campaign.render.explore.parts import Trace, wrap
from campaign.theme.style import Style

Draw = Callable[[Any, Style, Text], Trace]

KINDS: Mapping[type, Draw] = {
    Bars: rows.bars,
    Choropleth: map.choropleth,
    Heatmap: rows.grid,
    Lines: lines.lines,
    Dumbbell: rows.pairs,
    SmallMultiples: days.panels,
    Gantt: days.spans,
    Timeline: days.timeline,
}
"""{kind of spec: function that draws it}."""

MODE_BAR: Mapping[str, str] = {
    "Download plot as a PNG": N_("Save as a PNG image"),
    "Zoom": N_("Zoom to an area"),
    "Pan": N_("Move the chart"),
    "Box Select": N_("Select with a rectangle"),
    "Lasso Select": N_("Select freehand"),
    "Zoom in": N_("Zoom in"),
    "Zoom out": N_("Zoom out"),
    "Autoscale": N_("Show everything"),
    "Reset axes": N_("Original scale"),
    "Show closest data on hover": N_("Show the nearest value"),
    "Compare data on hover": N_("Compare values"),
    "Double-click to zoom back out": N_("Double-click to return to the original scale"),
    "Double-click on legend to isolate one trace": N_(
        "Double-click an entry of the legend to show only its data"
    ),
    "Preparing image - this may take a few seconds": N_(
        "The image is being created. This takes a few seconds."
    ),
    "Image download succeeded": N_("The image was saved."),
    "Sorry, there was a problem downloading your image!": N_(
        "The image was not created. Try again."
    ),
}
"""{Plotly's English words in a figure and in its mode bar: message id}."""
_TITLE_LINE, _SMALL_HEIGHT = 19, 19  # px
IMAGE_WIDTH = 1200
"""Px of the image that the mode bar saves; the file has twice as many."""


def draw(chart: Chart, style: Style, text: Text, lines: tuple[str, ...] = ()) -> Trace | None:
    """Return the figure of a chart as {"data", "layout"}, with its title and the `lines` below it.

    It is None for a map without boundaries and for a chart without marks.
    """
    spec = chart.spec
    if spec is None or not _marks_of(spec):
        return None
    figure = KINDS[type(spec)](spec, style, text)
    layout = figure["layout"]
    # Plotly neither wraps a title nor makes room for one of several lines.
    title = wrap(chart.heading)
    small = "<br>".join(wrap(line) for line in lines if line)
    tall = (title.count("<br>") + 1) * _TITLE_LINE + (small.count("<br>") + 1) * _SMALL_HEIGHT
    layout["title"] = {
        "text": f'<b>{title}</b><br><span style="font-size:{style.size - 2}px">{small}</span>',
        "font": {"size": style.size},
        "x": 0,
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"t": _TITLE_LINE, "l": 4},
    }
    layout["margin"]["t"] += tall
    layout["height"] += tall
    return figure


def _marks_of(spec: Any) -> tuple[Any, ...]:
    """Return the parts of a spec without which there is nothing to draw."""
    match spec:
        case Heatmap():
            return spec.cells
        case Dumbbell():
            return spec.rows
        case SmallMultiples():
            return spec.panels
        case Gantt():
            return spec.spans
        case Lines():
            return spec.lines
        case Timeline():
            return spec.ticks
    data: tuple[Any, ...] = spec.data
    return data


def config(text: Text, file_name: str, height: int) -> dict[str, Any]:
    """Return the settings of Plotly: the mode bar in the reader's language, the image it saves.

    `height` is that of the figure in px: the image has room for all of its rows.
    """
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtonsToAdd": ["v1hovermode"],
        "locale": text.lang,
        "locales": {text.lang: _locale(text)},
        "toImageButtonOptions": {
            "format": "png",
            "filename": file_name,
            "width": IMAGE_WIDTH,
            "height": height,
            "scale": 2,
        },
    }


def _locale(text: Text) -> dict[str, Any]:
    locale = cldr_locale(text.lang)
    wide, short = (locale.months["stand-alone"][kind] for kind in ("wide", "abbreviated"))
    if text.lang == "ky":
        wide = short = {month: month_alone(month) for month in range(1, 13)}
    order = (6, *range(6))  # Plotly's week begins on Sunday, Babel's on Monday
    days, short_days = (locale.days["stand-alone"][kind] for kind in ("wide", "abbreviated"))
    day = "%-d-%b" if text.lang == "ky" else "%-d %b"
    symbols = locale.number_symbols["latn"]
    return {
        "dictionary": {words: text(message) for words, message in MODE_BAR.items()},
        "format": {
            "months": [wide[month] for month in range(1, 13)],
            "shortMonths": [short[month] for month in range(1, 13)],
            "days": [days[number] for number in order],
            "shortDays": [short_days[number] for number in order],
            "date": "%d.%m.%Y",
            "month": "%b %Y",
            "dayMonth": day,
            "dayMonthYear": f"{day} %Y",
            "decimal": symbols["decimal"],
            "thousands": "\u00a0" if text.lang != "en" else symbols["group"],
        },
    }
