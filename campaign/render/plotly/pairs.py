"""Pairs as a Plotly figure: a filled point and a ring in each row, joined by a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from campaign.charts.body import Pair, Pairs
from campaign.charts.chart import Chart
from campaign.charts.ticks import thin_out
from campaign.render.height import narrow_names
from campaign.render.plotly.looks import base_layout
from campaign.render.plotly.pair_traces import (
    legend_entry,
    point_traces,
    row_areas,
    value_covers,
)
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.row_names import has_flat_rows, row_names
from campaign.render.plotly.words import (
    SECOND_SIZE,
    draw_nothing,
    escape,
    second_words,
    tick_labels,
)
from campaign.render.size import Size
from campaign.theme.roles import paint
from campaign.theme.style import PAIR_LINE, Style

_LINE = 26  # characters of a name before it wraps
_LETTER = 7.6  # px of the width of a letter
_PLOT, _NARROW_PLOT = 420, 320  # px: the least width of the rows
_FEW_TICKS = 4


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw the pairs, in at most `size.most_rows` rows, each with an invisible area."""
    body = _body(chart)
    if not body.rows:
        return draw_nothing(body.nothing, style)
    body = replace(body, rows=body.rows[: size.most_rows])
    data = [
        *(point_traces(body.rows, at, style) for at in (0, 1)),
        row_areas(body),
        *(legend_entry(key, style) for key in body.legend),
    ]
    return {"data": data, "layout": _layout(body, style, size)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: names and notes above the points, fewer ticks."""
    body = _body(chart)
    if not body.rows:
        return {}
    names = narrow_names(body.rows)
    # The grid lines may not cross the text.
    above = {"yanchor": "bottom", "yshift": 10, "bgcolor": style.background}
    annotations = [
        {
            **_note(pair.label, position, 0),
            **above,
            "text": "<br>".join(map(escape, names[position])),
            "align": "left",
        }
        for position, pair in enumerate(body.rows)
    ]
    annotations += [
        {**_note(pair.end_words, position, 1), **above, "font": {"color": style.muted}}
        for position, pair in enumerate(body.rows)
        if pair.end_words
    ]
    ticks = tick_labels(thin_out(body.ticks, _FEW_TICKS))
    return {
        "margin.l": 2,
        "margin.r": 2,
        "yaxis.showticklabels": False,
        "xaxis.range": _range(body, _NARROW_PLOT),
        **{f"xaxis.{name}": value for name, value in ticks.items()},
        "annotations": annotations,
    }


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: the pairs are drawn with the selection."""
    return Highlight()


def _body(chart: Chart) -> Pairs:
    assert isinstance(chart.body, Pairs)
    return chart.body


def _range(body: Pairs, width: int) -> list[float]:
    """Return the ends of the axis, with room for the labels of the outermost values."""
    words = max(map(len, body.point_words), default=0) + 2
    room = min(words * _LETTER, width * 0.3)
    end = body.ticks[-1].at
    space = end * room / (width - 2 * room)
    return [-space, end + space]


def _layout(body: Pairs, style: Style, size: Size) -> dict[str, Any]:
    rows = body.rows
    layout = base_layout(style)
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom"}
    is_flat = has_flat_rows(len(rows), size)
    notes = max(_note_length(pair, is_flat) for pair in rows)
    layout["margin"] |= {"r": 8 + round(notes * _LETTER), "b": 8}
    return layout | {
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": True,
        "xaxis": {
            "range": _range(body, _PLOT),
            **tick_labels(body.ticks),
            "tickfont": {"size": style.size - 2, "color": style.muted},
            "gridcolor": style.line,
            "zeroline": True,
            "zerolinecolor": style.outline,
            "fixedrange": True,
            "automargin": True,
        },
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": row_names(
                [pair.label for pair in rows], _LINE, size, [pair.second_label for pair in rows]
            ),
            "automargin": True,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
        },
        "shapes": [
            *(_joint(pair, at, style) for at, pair in enumerate(rows) if len(pair.points) > 1),
            *value_covers(rows, style),
        ],
        "annotations": [
            {
                **_note(pair.end_words, at, 1),
                "text": _end_note(pair, is_flat),
                "xanchor": "left",
                "xshift": 4,
                "font": {"color": style.muted},
            }
            for at, pair in enumerate(rows)
            if pair.end_words
        ],
    }


def _joint(pair: Pair, position: int, style: Style) -> dict[str, Any]:
    """Return the line between the two points of a row."""
    return {
        "type": "line",
        "layer": "between",
        "x0": pair.first.value,
        "x1": pair.second.value,
        "y0": position,
        "y1": position,
        "opacity": paint(pair.first.role, style, faded=pair.first.faded).opacity,
        "line": {"color": style.outline, "width": PAIR_LINE},
    }


def _end_note(pair: Pair, is_flat: bool) -> str:
    """Return the note at the end of a row, with a second language if there is one."""
    words, second = escape(pair.end_words), pair.second_end_words
    if not second:
        return words
    return f"{words}{' ' if is_flat else '<br>'}{second_words('/ ' * is_flat + second)}"


def _note_length(pair: Pair, is_flat: bool) -> int:
    """Return the length of the note at the end of a row, in characters of the first language."""
    first, second = len(pair.end_words), len(pair.second_end_words)
    if is_flat and second:
        return first + round((second + 3) * SECOND_SIZE)
    return max(first, round(second * SECOND_SIZE))


def _note(words: str, position: int, x: int) -> dict[str, Any]:
    """Return an annotation at the left (`x` = 0) or the right end (1) of a row."""
    return {
        "text": escape(words),
        "xref": "paper",
        "x": x,
        "xanchor": "right" if x else "left",
        "y": position,
        "showarrow": False,
    }
