"""Charts of rows: bars, pairs of points, cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from campaign.charts.spec import Bars, Datum, Dumbbell, Heatmap
from campaign.i18n.translator import Text
from campaign.render.explore.parts import (
    NAME_LINE,
    Trace,
    bar_marker,
    escape,
    hover,
    layout,
    marks,
    name_axis,
    number,
    number_axis,
    range_error,
    rule,
    wrap,
)
from campaign.theme.roles import paint
from campaign.theme.style import PAIR_LINE, PAIR_MARK, UNREPORTED_LENGTH, Style

_ROW, _CELL_ROW, _AROUND = 30, 34, 190  # px
_LETTER = 8  # px: the width of a letter of a name
_VALUE_ROOM = 1.18  # of the longest bar: the axis with room for its value
_BAR, _CELL = 0.75, 0.94  # of a row, of a row and a column

Item = TypeVar("Item")


def bars(spec: Bars, style: Style, text: Text) -> Trace:
    """Draw the bars of each role as a trace; a value not reported is a short hatched bar."""
    rows = list(enumerate(spec.data))
    traces = [_bars(spec, role, part, style) for role, part in _by_role(rows).items()]
    if rows:
        traces.append(_words(spec, style))
    keys = [key for key in spec.legend if key.mark != "range"]
    axis = {**number_axis(spec.format, style), "range": [0, spec.end * _VALUE_ROOM]}
    reference = spec.reference
    return {
        "data": [*traces, *marks(keys, style)],
        "layout": layout(
            style,
            _AROUND + _ROW * len(rows),
            xaxis={**axis, "title": {"text": wrap(spec.headings[1])}},
            yaxis=name_axis([datum.label for datum in spec.data], style),
            shapes=[rule(reference.value, style, reference.words)] if reference else [],
        ),
    }


def _by_role(rows: Sequence[tuple[Item, Datum]]) -> Mapping[str, list[tuple[Item, Datum]]]:
    groups: dict[str, list[tuple[Item, Datum]]] = {}
    for row in rows:
        groups.setdefault(row[1].role, []).append(row)
    return groups


def _bar_of(role: str) -> Trace:
    return {"type": "bar", "orientation": "h", "legendgroup": role, "showlegend": False}


def _bars(spec: Bars, role: str, rows: Sequence[tuple[int, Datum]], style: Style) -> Trace:
    data = [datum for _, datum in rows]
    return {
        **_bar_of(role),
        "x": [_length(datum, spec.end) for datum in data],
        "y": [row for row, _ in rows],
        "width": _BAR,
        "customdata": [datum.code for datum in data],
        "marker": bar_marker(role, data, style),
        **hover(datum.tooltip for datum in data),
        **_ranges(data, spec.end, style),
    }


def _words(spec: Bars, style: Style) -> Trace:
    """Return the values in words, each to the right of its bar and its range."""
    ends = [max(_length(d, spec.end) or 0, d.high if d.has_range else 0) for d in spec.data]
    return _texts(ends, [datum.words for datum in spec.data], style.text, style)


def _texts(ends: Sequence[float], words: Sequence[str], colour: str, style: Style) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "x": ends,
        "y": list(range(len(ends))),
        "text": [f"\u00a0\u00a0\u00a0{escape(text)}" for text in words],
        "textposition": "middle right",
        "textfont": {"color": colour, "size": style.size - 2},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _length(datum: Datum, end: float) -> float | None:
    return end * UNREPORTED_LENGTH if datum.state == "not_reported" else number(datum.value)


def _ranges(data: Sequence[Datum], end: float, style: Style) -> Mapping[str, Any]:
    if not any(datum.has_range for datum in data):
        return {}
    return {"error_x": range_error([(_length(d, end) or 0, d.high) for d in data], style)}


def pairs(spec: Dumbbell, style: Style, text: Text) -> Trace:
    """Draw the two values of each row as points on a line; a missing one is named in words."""
    lines: Trace = {"x": [], "y": []}
    for row, pair in enumerate(spec.rows):
        values = [datum.value for datum in pair.points]
        lines["x"] += [*values, None]
        lines["y"] += [*[row] * len(values), None]
    ends = [max([datum.value for datum in pair.points], default=0.0) for pair in spec.rows]
    words = _texts(ends, [pair.end_words for pair in spec.rows], style.muted, style)
    line = {"type": "scatter", "mode": "lines", "line": {"color": style.line, "width": PAIR_LINE}}
    points = [_points(spec, number, style) for number in range(2)]
    top = max((tick.at for tick in spec.ticks), default=1.0)
    return {
        "data": [{**line, **lines, "hoverinfo": "skip", "showlegend": False}, *points, words],
        "layout": layout(
            style,
            _AROUND + _ROW * len(ends),
            xaxis={
                **number_axis(spec.format, style),
                "title": {"text": wrap(spec.headings[1])},
                "range": [-top * 0.02, top * _VALUE_ROOM],
            },
            yaxis=name_axis([pair.label for pair in spec.rows], style),
        ),
    }


def _points(spec: Dumbbell, which: int, style: Style) -> Trace:
    key = spec.legend[which]
    known = [
        (row, pair.data[which])
        for row, pair in enumerate(spec.rows)
        if pair.data[which].value == pair.data[which].value
    ]
    looks = [paint(datum.role, style, faded=datum.faded) for _, datum in known]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": wrap(key.words),
        "x": [datum.value for _, datum in known],
        "y": [row for row, _ in known],
        "customdata": [datum.code for _, datum in known],
        "marker": {
            "symbol": "circle-open" if key.mark == "hollow" else "circle",
            "size": PAIR_MARK,
            "color": [look.fill for look in looks],
            "opacity": [look.opacity for look in looks],
            "line": {"width": 3},
        },
        **hover(datum.tooltip for _, datum in known),
    }


def grid(spec: Heatmap, style: Style, text: Text) -> Trace:
    """Draw the cells of each role as a trace, with their values in them."""
    cells = _by_role([((cell.row, cell.column), cell.datum) for cell in spec.cells])
    axis = name_axis([column.name for column in spec.columns], style)
    columns = {**axis, "range": [-0.55, len(spec.columns) - 0.45], "side": "top", "tickangle": -90}
    above = _LETTER * max((len(column.name) for column in spec.columns), default=0)
    figure: Trace = {
        "data": [
            *(_cells(role, part, style) for role, part in cells.items()),
            *marks(spec.legend, style),
        ],
        "layout": layout(
            style,
            _AROUND + 60 + _CELL_ROW * len(spec.rows),
            # Without room for it a value is only in the tooltip.
            uniformtext={"mode": "hide", "minsize": 9},
            xaxis=columns,
            yaxis=name_axis([row.name for row in spec.rows], style),
        ),
    }
    figure["layout"]["margin"]["t"] = min(above, _LETTER * NAME_LINE)
    return figure


def _cells(role: str, cells: Sequence[tuple[tuple[int, int], Datum]], style: Style) -> Trace:
    data = [datum for _, datum in cells]
    return {
        **_bar_of(role),
        "base": [column - _CELL / 2 for (_, column), _ in cells],
        "x": [_CELL] * len(cells),
        "width": _CELL,
        "y": [row for (row, _), _ in cells],
        "text": [datum.words for datum in data],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": [paint(role, style, faded=d.faded).text_color for d in data]},
        "customdata": [datum.code for datum in data],
        "marker": bar_marker(role, data, style),
        **hover(datum.tooltip for datum in data),
    }
