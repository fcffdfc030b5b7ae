"""Bars as a Plotly figure: sorted with their names beside them, as shares, or beside a map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.charts.body import Bars, Datum
from campaign.charts.chart import Chart
from campaign.render.plotly import ranking, shares
from campaign.render.plotly.hatched_bars import bar_colours, hatch_bars
from campaign.render.plotly.legend import area_key
from campaign.render.plotly.looks import base_layout, halo
from campaign.render.plotly.ranges import range_key, range_lines
from campaign.render.plotly.ranking import reference_marks, value_words
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.row_names import name_font, row_names
from campaign.render.plotly.words import draw_nothing, escape, tooltip
from campaign.render.size import Size
from campaign.render.text_width import LINE, fit_text, width
from campaign.theme.roles import paint
from campaign.theme.style import UNREPORTED_LENGTH, Style

_LINE = 26  # characters of a name before it wraps
_REFERENCE = 22  # px
_PHONE_LINE, _TEXT = 272, 13  # px: the width of a chart on a small phone, and its font size
_APART = 10  # px between a name and its value on a phone
_BESIDE = 10  # px around a value outside its bar


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw the bars, at most `size.most_rows` of them."""
    body = body_of(chart)
    if not body.data:
        return draw_nothing(body.nothing, style)
    body = replace(body, data=body.data[: size.most_rows])
    if body.has_tracks:
        return shares.draw(body, style, size)
    if body.beside_map:
        return ranking.draw(body, style, size)
    return _sorted_bars(body, style, size)


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: names and values above the bars, as wide as the chart."""
    body = body_of(chart)
    if body.has_tracks:
        return dict(shares.NARROW)
    if body.beside_map or not body.data:
        return {}
    return {
        "bargap": 0.58,
        "margin.l": 2,
        "margin.r": 4,
        "data[0].textposition": "none",
        "yaxis.showticklabels": False,
        # The base line would cross the first letters of the names.
        f"shapes[{len(reference_marks(body, style)[0])}].visible": False,
        "annotations": [*reference_marks(body, style)[1], *_words_above(body, style)],
    }


def _words_above(body: Bars, style: Style) -> list[dict[str, Any]]:
    """Return the names on the left and the values on the right, above the bars, for a phone."""
    # Names and values may be on the dashed line.
    look = {"font": {"shadow": halo(style.background)}} if body.reference else {}
    common = {"xref": "paper", "yanchor": "bottom", "yshift": 10, "showarrow": False, **look}
    at_ends = ({"x": 0, "xanchor": "left"}, {"x": 1, "xanchor": "right"})
    return [
        {"text": words, "y": position, **end, **common}
        for position, datum in enumerate(body.data)
        for words, end in zip(
            (escape(_on_one_line(datum)), f"<b>{escape(datum.words)}</b>"), at_ends, strict=True
        )
    ]


def _on_one_line(datum: Datum) -> str:
    """Return a name, cut if necessary to fit beside its value in the width of a small phone."""
    room = _PHONE_LINE - _APART - width(datum.words, _TEXT, bold=True)
    return fit_text(datum.label, room, _TEXT * LINE, _TEXT, _TEXT).words


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return the changes for a selection beside a map; none for other bars, which are redrawn."""
    body = body_of(chart)
    return ranking.highlight(body, style) if body.beside_map else Highlight()


def body_of(chart: Chart) -> Bars:
    """Return the body of a chart of bars."""
    assert isinstance(chart.body, Bars)
    return chart.body


def _sorted_bars(body: Bars, style: Style, size: Size) -> dict[str, Any]:
    """Draw all bars as one trace, so that the arrow keys move through them from top to bottom."""
    bars = _trace(body, style)
    keys = [
        range_key(key, style) if key.mark == "range" else area_key(key, style)
        for key in body.legend
    ]
    data = [bars, *keys, *hatch_bars(bars, body.data, style), *range_lines(body.data, style)]
    seconds = [datum.second_label for datum in body.data]
    names = row_names([datum.label for datum in body.data], _LINE, size, seconds, in_two_lines=True)
    layout = _layout(body, names, style)
    layout["yaxis"] |= name_font(names, style, size)
    return {"data": data, "layout": layout}


def _trace(body: Bars, style: Style) -> dict[str, Any]:
    data = body.data
    marker: dict[str, Any] = {"color": bar_colours(data, style)}
    if any(datum.selected or datum.faded for datum in data):
        marker["opacity"] = opacities(data, style)
    return {
        "type": "bar",
        "orientation": "h",
        "x": [
            body.end * UNREPORTED_LENGTH
            if datum.state == "not_reported"
            # The bar has no length; if there is no value, the label beside it gives the reason.
            else (datum.value if datum.value == datum.value else 0)
            for datum in data
        ],
        "y": list(range(len(data))),
        "text": [datum.words for datum in data],
        "textposition": "outside",
        "constraintext": "none",
        "textfont": {"weight": 700},
        **(value_words(body, data, style) if body.reference else {}),
        "textangle": 0,
        "cliponaxis": False,
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [tooltip(datum.tooltip) for datum in data],
        "customdata": [datum.code for datum in data],
        "meta": {"walk": True, "selected": [datum.code for datum in data if datum.selected]},
        "showlegend": False,
    }


def opacities(data: Sequence[Datum], style: Style) -> list[float]:
    """Return the opacity of each bar."""
    return [paint(datum.role, style, faded=datum.faded).opacity for datum in data]


def _layout(body: Bars, names: Sequence[str], style: Style) -> dict[str, Any]:
    layout = base_layout(style)
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom"}
    # The values are outside the bars, in a margin as wide as in the server's drawing.
    values = max((width(d.words, style.size, bold=True) for d in body.data), default=0.0)
    layout["margin"]["r"] = math.ceil(values) + _BESIDE
    shapes, notes = reference_marks(body, style)
    if notes:
        layout["margin"]["t"] += _REFERENCE
        layout["legend"]["y"] = 1.06
    base_line = {
        "type": "line",
        "xref": "x",
        "x0": 0,
        "x1": 0,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": style.outline, "width": 1},
    }
    return layout | {
        "barmode": "overlay",
        "bargap": 0.3,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": bool(body.legend),
        "xaxis": {"visible": False, "range": [0, body.end], "fixedrange": True},
        "yaxis": {
            "range": [len(names) - 0.5, -0.5],
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
            "automargin": True,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
        },
        "shapes": [*shapes, base_line],
        "annotations": notes,
    }
