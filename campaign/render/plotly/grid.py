"""A grid of cells as a Plotly figure.

The cells are bars and not a heatmap trace: only bars can be hatched, outlined, and reached one by
one by pointer and keyboard. Their height can be changed in the layout, for names on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Cell, Grid, Heading
from campaign.charts.chart import Chart
from campaign.render.height import UPRIGHT
from campaign.render.plotly.hatched_bars import bar_colours, hatch_bars, is_hatched
from campaign.render.plotly.legend import area_key
from campaign.render.plotly.looks import base_layout, halo
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.row_names import row_names
from campaign.render.plotly.words import SECOND_SIZE, draw_nothing, escape, escape_lines, tooltip
from campaign.render.size import Size
from campaign.theme.roles import paint
from campaign.theme.style import Style

_LABEL, _HEADER = 26, 12  # characters per line
_CELL_WIDTH = 0.96  # of a column


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw the cells, in at most `size.most_rows` rows."""
    body = _body(chart)
    if not body.cells:
        return draw_nothing(body.nothing, style)
    rows = body.rows[: size.most_rows]
    cells = [cell for cell in body.cells if cell.row < len(rows)]
    bars = _trace(cells, style)
    outline = {"color": style.outline, "width": 0.5}
    keys = [area_key(key, style, line=outline) for key in body.legend]
    # The hatch is behind the sign in a cell. Bar charts do not set `zorder`: Plotly clips such
    # traces at the axis, and would cut off the value beside the longest bar.
    hatches = [
        {**hatch, "zorder": -1} for hatch in hatch_bars(bars, [cell.datum for cell in cells], style)
    ]
    seconds = [row.second_name for row in rows]
    names = row_names([row.name for row in rows], _LABEL, size, seconds, in_two_lines=True)
    return {"data": [bars, *keys, *hatches], "layout": _layout(body, names, style)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: types above their cells, names of regions vertical."""
    rows = _body(chart).rows
    if not rows:
        return {}
    return {
        "bargap": 0.56,
        "margin.l": 2,
        "margin.r": 2,
        "font.size": UPRIGHT,
        "xaxis.tickangle": -90,
        "yaxis.showticklabels": False,
        # The first name needs room above the first row of cells.
        "yaxis.range": [len(rows) - 0.7, -0.8],
        "shapes": [],
        "annotations": [
            {
                "text": escape(row.name),
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": number,
                "yanchor": "bottom",
                "yshift": 11,
                "showarrow": False,
                "font": {"size": 13},
            }
            for number, row in enumerate(rows)
        ],
    }


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: the cells are drawn with the selection."""
    return Highlight()


def _body(chart: Chart) -> Grid:
    assert isinstance(chart.body, Grid)
    return chart.body


def _trace(cells: Sequence[Cell], style: Style) -> dict[str, Any]:
    data = [cell.datum for cell in cells]
    looks = [paint(datum.role, style, faded=datum.faded) for datum in data]
    hatch_flags = [is_hatched(datum, style) for datum in data]
    selected_codes = [datum.code for datum in data if datum.selected]
    marker: dict[str, Any] = {"color": bar_colours(data, style)}
    if selected_codes or any(datum.faded for datum in data):
        marker["opacity"] = [look.opacity for look in looks]
    if selected_codes:
        widths = [2 if datum.selected else 0 for datum in data]
        marker["line"] = {"color": style.text, "width": widths}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [cell.column - _CELL_WIDTH / 2 for cell in cells],
        "x": [_CELL_WIDTH] * len(cells),
        "y": [cell.row for cell in cells],
        "text": [datum.words for datum in data],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "color": [look.ink for look in looks],
            **_over_hatch(hatch_flags, style),
        },
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [tooltip(datum.tooltip) for datum in data],
        "customdata": [datum.code for datum in data],
        "meta": {"walk": True, "selected": selected_codes},
        "showlegend": False,
    }


def _over_hatch(hatch_flags: Sequence[bool], style: Style) -> dict[str, Any]:
    """Return font options that make a sign readable on a hatch; {} without a hatch."""
    if not any(hatch_flags):
        return {}
    return {
        "weight": [700 if flag else 400 for flag in hatch_flags],
        "shadow": [halo(style.not_reported) if flag else "none" for flag in hatch_flags],
    }


def _layout(body: Grid, names: Sequence[str], style: Style) -> dict[str, Any]:
    layout = base_layout(style)
    layout["legend"] |= {"y": -0.02, "yanchor": "top"}
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "automargin": True,
        "ticklabelstandoff": 6,
    }
    return layout | {
        "barmode": "overlay",
        "bargap": 0.08,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **axis,
            "side": "top",
            "range": [-0.5, len(body.columns) - 0.5],
            "tickvals": list(range(len(body.columns))),
            "ticktext": [_header(column) for column in body.columns],
            "autotickangles": [0, -90],
        },
        "yaxis": {
            **axis,
            "range": [len(names) - 0.5, -0.5],
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
        },
        "shapes": [_row_line(number - 0.5, style) for number in range(len(names) + 1)],
    }


def _header(column: Heading) -> str:
    """Return the name of a column in lines; with a second language below it, in smaller type."""
    lines = escape_lines(column.name, _HEADER)
    if not column.second_name:
        return lines
    names = [*lines.split("<br>"), *escape_lines(column.second_name, _HEADER).split("<br>")]
    return "<br>".join(f'<span style="font-size:{SECOND_SIZE}em">{line}</span>' for line in names)


def _row_line(y: float, style: Style) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": style.line, "width": 1},
    }
