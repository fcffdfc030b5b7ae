"""The traces of a chart of lines: ranges, lines, columns for tooltips, and the legend."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import LegendKey, Line, Lines
from campaign.charts.words.ranges import RANGE
from campaign.render.line_shapes import bands, corners, hit_areas
from campaign.render.plotly.legend import area_key, line_key
from campaign.render.plotly.looks import dash_lengths, tint
from campaign.render.plotly.ranges import range_key
from campaign.render.plotly.words import tooltip
from campaign.theme.roles import paint
from campaign.theme.style import LINE_DASHES, LINE_END, TOTAL_WIDTH, Style


def band_traces(line: Line, style: Style) -> list[dict[str, Any]]:
    """Return two invisible edges for each range; the area between them is filled."""
    fill = {"fill": "tonexty", "fillcolor": tint(paint(line.role, style).fill)}
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}}
    quiet = {"hoverinfo": "skip", "showlegend": False}
    traces: list[dict[str, Any]] = []
    for band in bands(line):
        places = [point.at for point in band]
        traces.append({**edge, "x": places, "y": [point.low for point in band], **quiet})
        traces.append({**edge, **fill, "x": places, "y": [point.high for point in band], **quiet})
    return traces


def line_and_marks(line: Line, style: Style) -> list[dict[str, Any]]:
    """Return the line, with a gap for a missing value, and the marks at its end."""
    colour, parts = paint(line.role, style).fill, corners(line)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for part in parts:
        xs += [*(at for at, _ in part), None]
        ys += [*(value for _, value in part), None]
    quiet = {"type": "scatter", "hoverinfo": "skip", "showlegend": False, "cliponaxis": False}
    traces = [{**quiet, "mode": "lines", "x": xs[:-1], "y": ys[:-1], "line": _look(line, colour)}]
    points = [part[0] for part in parts if len(part) == 1]
    end = line.end
    if line.end_words and end is not None:
        points.append((end.at, end.value))
    if points:
        marker = {"color": colour, "size": LINE_END}
        x, y = ([point[axis] for point in points] for axis in (0, 1))
        traces.append({**quiet, "mode": "markers", "x": x, "y": y, "marker": marker})
    return traces


def _look(line: Line | LegendKey, colour: str) -> dict[str, Any]:
    dash = LINE_DASHES[line.dash if isinstance(line, Line) else line.mark]
    pattern = {"dash": dash_lengths(dash)} if dash else {}
    return {"color": colour, "width": TOTAL_WIDTH, **pattern}


def tooltip_columns(body: Lines) -> list[dict[str, Any]]:
    """Return the trace of invisible columns with the tooltips, for pointer, keyboard and touch."""
    areas = hit_areas(body)
    if not areas:
        return []
    return [
        {
            "type": "bar",
            "x": [(area.start + area.end) / 2 for area in areas],
            "y": [1] * len(areas),
            "width": [area.end - area.start for area in areas],
            "yaxis": "y2",
            "marker": {"color": "rgba(0,0,0,0)"},
            "hoverinfo": "text",
            "hovertext": [tooltip(area.tooltip) for area in areas],
            "meta": {"walk": True, "selected": []},
            "showlegend": False,
        }
    ]


def legend_entry(key: LegendKey, style: Style) -> dict[str, Any]:
    if key.role == RANGE:
        return range_key(key, style)
    if key.mark not in LINE_DASHES:
        return area_key(key, style)
    return line_key(key, _look(key, paint(key.role, style).fill))
