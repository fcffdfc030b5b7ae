"""The map as a Plotly figure: the country and its cities, and the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from campaign.charts.body import Choropleth, Datum
from campaign.charts.chart import Chart
from campaign.charts.geometry.frames import PARALLELS, MapFrame
from campaign.charts.two_languages import both
from campaign.render.plotly.looks import base_layout
from campaign.render.plotly.map_legend import BESIDE, MapLegend
from campaign.render.plotly.map_parts import limits, map_parts
from campaign.render.plotly.map_traces import area_meta, areas, hatch, labels, outline
from campaign.render.plotly.narrow_map import narrow_map
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.words import escape, second_words
from campaign.render.size import PROJECTOR, SCREEN, Size
from campaign.theme.style import Style

_MAP = BESIDE - 0.02
"""The width of the map on a slide with the legend beside it, as a share of the slide."""

_NO_POINT: dict[str, Any] = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}
"""A trace without points, because Plotly draws an axis only if a trace uses it."""

_NAMES_BESIDE: dict[str, Any] = {
    "type": "scattergeo",
    "geo": "geo",
    "visible": False,
    "hoverinfo": "skip",
    "showlegend": False,
}
"""A hidden trace; on a phone it becomes the names beside the country, or the lines to them."""


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw areas, hatch and labels of each part of the map, and the legend below."""
    body = _body(chart)
    traces: list[dict[str, Any]] = []
    for geo, frame in map_parts(body):
        traces += [areas(geo, frame, body, style), hatch(geo, frame, body, style)]
        traces += labels(geo, frame, body, style)
    traces += [{**_NAMES_BESIDE, "meta": {"narrow": part}} for part in ("leaders", "names")]
    traces.append({**_NO_POINT, "meta": {}})
    return {"data": traces, "layout": _layout(body, style, size)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone."""
    return narrow_map(_body(chart), draw(chart, style, SCREEN)["data"], style)


def highlight(chart: Chart, style: Style, size: Size = SCREEN) -> Highlight:
    """Return the outlines and marks of the selected regions; the map below them is unchanged."""
    body = _body(chart)
    if not body.selected:
        return Highlight()
    codes = tuple(body.by_code[code].code for code in body.selected)
    outlines = [outline(geo, frame, body, style) for geo, frame in map_parts(body)]
    legend = _legend(body, style, size)
    return Highlight(
        selected=codes,
        trace_changes={0: {"meta": area_meta("geo", body, codes)}},
        extra_traces=tuple(trace for trace in outlines if trace["locations"]),
        shapes=legend.selected_shapes,
        annotations=legend.selected_annotations,
    )


def _body(chart: Chart) -> Choropleth:
    assert isinstance(chart.body, Choropleth)
    return chart.body


def _legend(body: Choropleth, style: Style, size: Size) -> MapLegend:
    return MapLegend.on_slide(body, style) if size is PROJECTOR else MapLegend.on_page(body, style)


def _layout(body: Choropleth, style: Style, size: Size) -> dict[str, Any]:
    layout = base_layout(style)
    hidden_axis = {"visible": False, "domain": [0, 0.001], "fixedrange": True}
    # A slide is wider than a map of its height: the legend is beside the map.
    beside = size is PROJECTOR
    parts = [(geo, _narrower(frame) if beside else frame) for geo, frame in map_parts(body)]
    insets = [frame for _, frame in parts if frame.is_inset]
    legend = _legend(body, style, size)
    bottom = 0 if beside else round(legend.layout.height)
    layout.pop("legend")
    return {
        **layout,
        "xaxis": legend.axis,
        "yaxis": hidden_axis,
        "dragmode": False,
        "showlegend": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": bottom},
        "meta": legend.meta(size),
        "shapes": [
            *(_border(frame, style) for frame in insets),
            *legend.shapes,
        ],
        "annotations": [
            *(_caption(frame, body, style) for frame in insets),
            *legend.annotations,
        ],
        **{geo: _geo(frame, style) for geo, frame in parts},
    }


def _narrower(frame: MapFrame) -> MapFrame:
    """Return a part of the map, made narrower to leave room for the legend on the right."""
    return replace(frame, x=(frame.x[0] * _MAP, frame.x[1] * _MAP))


def _border(frame: MapFrame, style: Style) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": frame.x[0],
        "x1": frame.x[1],
        "y0": frame.y[0],
        "y1": frame.y[1],
        "line": {"color": style.line, "width": 1},
    }


def _caption(frame: MapFrame, body: Choropleth, style: Style) -> dict[str, Any]:
    return {
        "text": _city_name(body.by_code[frame.codes[0]]),
        "xref": "paper",
        "yref": "paper",
        "x": sum(frame.x) / 2,
        "y": frame.y[0],
        "xanchor": "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": style.size - 1, "color": style.text},
    }


def _city_name(datum: Datum) -> str:
    """Return the name of a city on one line, because a second line would cover the city."""
    if not datum.second_label:
        return escape(datum.label)
    return second_words(both(datum.label, datum.second_label))


def _geo(frame: MapFrame, style: Style) -> dict[str, Any]:
    return {
        # Equal area: each oblast has its true size.
        "projection": {
            "type": "conic equal area",
            "parallels": list(PARALLELS),
            "rotation": {"lon": round(frame.middle[0], 3)},
        },
        **limits(frame),
        # The ranges are set explicitly: fitting to the locations leaves half the width empty.
        "fitbounds": False,
        "domain": {"x": list(frame.x), "y": list(frame.y)},
        "bgcolor": style.background if frame.is_inset else "rgba(0,0,0,0)",
        "visible": False,  # no base map, only the regions
    }
