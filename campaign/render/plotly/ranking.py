"""Bars beside a map, in its colours and animated with it; the longest bar is on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from campaign.charts.body import Bars, Datum
from campaign.render.bar_words import is_inside
from campaign.render.plotly.hatched_bars import bar_colours, hatch_bars
from campaign.render.plotly.looks import base_layout, dash_lengths, halo
from campaign.render.plotly.ranges import range_key, range_lines
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.row_names import row_names
from campaign.render.plotly.words import escape, tooltip
from campaign.render.size import Size
from campaign.theme.roles import paint
from campaign.theme.style import NATIONAL, REGION_BORDER, RULE_WIDTH, UNREPORTED_LENGTH, Style

_LINE = 60  # characters: names of regions are short


def draw(body: Bars, style: Style, size: Size) -> dict[str, Any]:
    """Draw the bars from the bottom, in the order that the browser uses, without a selection."""
    data = [replace(datum, selected=False, faded=False) for datum in body.data]
    bars = _trace(body, data[::-1], style)
    seconds = [datum.second_label for datum in data[::-1]]
    names = row_names([datum.label for datum in data[::-1]], _LINE, size, seconds)
    # After the hatch: a selection changes the hatch by the position of its trace.
    ranges = range_lines(data[::-1], style, upward=True)
    keys = [range_key(key, style) for key in body.legend]
    traces = [bars, *hatch_bars(bars, data[::-1], style), *ranges, *keys]
    return {"data": traces, "layout": _layout(body, names, style)}


def highlight(body: Bars, style: Style) -> Highlight:
    """Return the changes for a selection: the other bars fade."""
    selected_codes = tuple(datum.code for datum in body.data if datum.selected)
    if not selected_codes:
        return Highlight()
    rows = body.data[::-1]
    bars = _trace(body, rows, style)
    changes = {0: {name: bars[name] for name in ("meta", "marker", "textfont")}}
    for hatch_bar in hatch_bars(bars, rows, style):
        meta = {**hatch_bar["meta"], "selected": list(selected_codes)}
        changes[1] = {"meta": meta, "marker": hatch_bar["marker"]}
    return Highlight(selected_codes, changes)


def _trace(body: Bars, rows: Sequence[Datum], style: Style) -> dict[str, Any]:
    looks = [paint(datum.role, style, faded=datum.faded) for datum in rows]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": [_length(datum, body.end) for datum in rows],
        "text": [datum.words for datum in rows],
        "textangle": 0,
        "cliponaxis": False,
        **value_words(body, rows, style),
        "marker": {
            "color": bar_colours(rows, style),
            "opacity": [look.opacity for look in looks],
            "line": {"color": style.outline, "width": REGION_BORDER},
        },
        "customdata": [datum.code for datum in rows],
        "hovertext": [tooltip(datum.tooltip) for datum in rows],
        "hoverinfo": "text",
        "showlegend": False,
        "meta": {
            "play": "bars",
            "walk": True,
            "selected": [datum.code for datum in rows[::-1] if datum.selected],
        },
    }


def value_words(body: Bars, rows: Sequence[Datum], style: Style) -> dict[str, Any]:
    """Return position and font of the values of bars that a dashed line may cross."""
    inside_flags = [is_inside(body, datum) for datum in rows]
    inks = [paint(datum.role, style, faded=datum.faded).ink for datum in rows]
    return {
        "textposition": ["inside" if inside else "outside" for inside in inside_flags],
        "insidetextanchor": "end",
        # Otherwise Plotly makes the text of a low bar smaller.
        "constraintext": "none",
        "textfont": {
            "weight": 700,
            "color": [
                ink if inside else style.text
                for ink, inside in zip(inks, inside_flags, strict=True)
            ],
            # Values beside short bars may be on the line.
            "shadow": ["none" if inside else halo(style.background) for inside in inside_flags],
        },
    }


def _length(datum: Datum, end: float) -> float:
    if datum.state == "not_reported":
        return end * UNREPORTED_LENGTH
    return datum.value if datum.value > 0 else 0


def _layout(body: Bars, names: Sequence[str], style: Style) -> dict[str, Any]:
    layout = base_layout(style) | {
        "margin": {"l": 4, "r": 8, "t": 30, "b": 4},
        "barmode": "overlay",
        "bargap": 0.3,
        "showlegend": bool(body.legend),
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, body.end * 1.1]},
        "yaxis": {
            "automargin": True,
            "fixedrange": True,
            "ticklabelstandoff": 6,
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
            "range": [-0.6, len(names) - 0.4],
        },
    }
    shapes, annotations = reference_marks(body, style)
    return layout | {"shapes": shapes, "annotations": annotations} if shapes else layout


def reference_marks(body: Bars, style: Style) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the dashed line at the reference of the bars, and its label; [] and [] for none."""
    if body.reference is None:
        return [], []
    position = body.reference.value
    line = {
        "type": "line",
        "layer": "below",
        "x0": position,
        "x1": position,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": style.muted, "width": RULE_WIDTH, "dash": dash_lengths(NATIONAL)},
    }
    note = {
        "x": position,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "center" if position < body.end * 0.9 else "right",
        "showarrow": False,
        "text": escape(body.reference.words),
        "font": {"size": style.size - 2, "color": style.muted},
    }
    return [line], [note]
