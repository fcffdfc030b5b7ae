"""A grid of cells as a Plotly figure.

The cells are bars and not a heatmap trace: only bars can be hatched, outlined, pointed at and
walked one by one, and made flatter by the layout alone where a phone needs room for names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Cell, Grid
from campaign.charts.chart import Chart
from campaign.render.plotly.escape import escape, escape_lines
from campaign.render.plotly.hatching import bar_colours, hatch_bars, is_hatched
from campaign.render.plotly.legend import area_key
from campaign.render.plotly.looks import base_layout, halo
from campaign.render.plotly.renderer import Choice, Height
from campaign.render.plotly.row_names import row_names
from campaign.render.plotly.words import draw_nothing, tooltip
from campaign.render.size import Size
from campaign.theme.paint import paint
from campaign.theme.style import Style

_LABEL, _HEAD = 26, 12  # characters of a line
_ROW, _NARROW_ROW, _AROUND, _NARROW_AROUND = 34, 50, 120, 230  # px
_FEWEST = 3  # rows that an empty chart is high
_WIDE = 0.96  # of a column


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """The figure, with as many rows as the size has room for."""
    body = _body(chart)
    if not body.cells:
        return draw_nothing(body.nothing, style)
    rows = body.rows[: size.most_rows]
    cells = [cell for cell in body.cells if cell.row < len(rows)]
    bars = _trace(cells, style)
    outline = {"color": style.outline, "width": 0.5}
    keys = [area_key(key, style, line=outline) for key in body.legend]
    hatches = hatch_bars(bars, [cell.datum for cell in cells], style)
    names = row_names([row.name for row in rows], _LABEL, size)
    return {"data": [bars, *keys, *hatches], "layout": _layout(body, names, style)}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """On a phone: names of types above their cells, names of regions upright."""
    rows = _body(chart).rows
    if not rows:
        return {}
    return {
        "bargap": 0.56,
        "margin.l": 2,
        "margin.r": 2,
        "font.size": 12,
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


def height(chart: Chart) -> Height:
    """A fixed row for each type, and room for legend and heads."""
    rows = len(_body(chart).rows) or _FEWEST
    return Height(px=rows * _ROW + _AROUND, narrow=rows * _NARROW_ROW + _NARROW_AROUND)


def choice(chart: Chart, style: Style) -> Choice:
    """Nothing: the cells are drawn with what is chosen."""
    return Choice()


def _body(chart: Chart) -> Grid:
    assert isinstance(chart.body, Grid)
    return chart.body


def _trace(cells: Sequence[Cell], style: Style) -> dict[str, Any]:
    data = [cell.datum for cell in cells]
    looks = [paint(datum.role, style, faded=datum.faded) for datum in data]
    hatched = [is_hatched(datum, style) for datum in data]
    selected = [datum.code for datum in data if datum.selected]
    marker: dict[str, Any] = {"color": bar_colours(data, style)}
    if selected or any(datum.faded for datum in data):
        marker["opacity"] = [look.opacity for look in looks]
    if selected:
        widths = [2 if datum.selected else 0 for datum in data]
        marker["line"] = {"color": style.text, "width": widths}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [cell.column - _WIDE / 2 for cell in cells],
        "x": [_WIDE] * len(cells),
        "y": [cell.row for cell in cells],
        "text": [datum.words for datum in data],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {
            "color": [look.ink for look in looks],
            **_over_hatch(hatched, style),
        },
        "marker": marker,
        "hoverinfo": "text",
        "hovertext": [tooltip(datum.tooltip) for datum in data],
        "customdata": [datum.code for datum in data],
        "meta": {"walk": True, "selected": selected},
        "showlegend": False,
    }


def _over_hatch(hatched: Sequence[bool], style: Style) -> dict[str, Any]:
    """What makes a sign readable on a hatch; nothing where there is none."""
    if not any(hatched):
        return {}
    return {
        "weight": [700 if h else 400 for h in hatched],
        "shadow": [halo(style.not_reported) if h else "none" for h in hatched],
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
            "ticktext": [escape_lines(column.name, _HEAD) for column in body.columns],
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


def _row_line(at: float, style: Style) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": at,
        "y1": at,
        "line": {"color": style.line, "width": 1},
    }
