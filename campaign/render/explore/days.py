"""Charts over the calendar: columns by day with the running total, small charts, a schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from campaign.charts.calendar import Calendar, days_code
from campaign.charts.spec import (
    Bin,
    Day,
    Gantt,
    LegendKey,
    NumberFormat,
    Panel,
    SmallMultiples,
    Span,
    Timeline,
)
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.translator import Text
from campaign.render.explore.parts import (
    DAY_MS,
    Trace,
    bar_marker,
    hatch,
    hover,
    layout,
    marks,
    note,
    number_axis,
    rule,
    wrap,
)
from campaign.theme.roles import ACCENT, line_role, mark_role, paint
from campaign.theme.style import DAY_MARK, LANE_MARK, TINT, TOTAL_WIDTH, Style

_TIMELINE, _PANEL, _SPAN_ROW, _AROUND = 680, 110, 18, 190  # px
_BAR = 0.84  # of a day
_NAME_LINE = 14  # characters


def _axis(calendar: Calendar, style: Style, **more: Any) -> Trace:
    """Return a date axis, which Plotly labels anew when a reader zooms."""
    ends = [_noon(calendar.first, -1), _noon(calendar.last)]
    return {
        "type": "date",
        "range": ends,
        "gridcolor": style.line,
        "linecolor": style.outline,
        "tickfont": {"color": style.muted},
        "automargin": True,
        **more,
    }


def _noon(day: date, shift: int = 0) -> str:
    """Return noon of the day `shift` days later: a bar is centred on midnight, and ends at noon."""
    return f"{(day + timedelta(days=shift)).isoformat()} 12:00"


def _rules(calendar: Calendar, names: Sequence[str], style: Style, row: int = 0) -> list[Trace]:
    return [
        rule(line.day.isoformat(), style, name, row=row, is_late=calendar.middle(line.day) > 0.5)
        for row, (line, name) in enumerate(zip(calendar.rules, names, strict=True), row)
    ]


def timeline(spec: Timeline, style: Style, text: Text) -> Trace:
    """Draw columns by group, the events above them, and the running total below."""
    top, total = spec.ticks[-1].at, spec.total_end(0.2)
    lanes = {"milestone": 1.22, "reported": 1.1}
    people = number_axis(NumberFormat(), style)
    titles = [
        note(words, style, xref="paper", x=0, yref="paper", y=y, xanchor="left", yanchor="bottom")
        for words, y in zip(spec.headings, (1.0, 0.3), strict=True)
    ]
    return {
        "data": [
            *(_group(key, spec, style) for key in spec.legend if key.mark == "area"),
            *(_day_marks(key, spec, style) for key in spec.legend if key.mark in _DAY_STATES),
            *(_events(spec, kind, lane * top, style) for kind, lane in lanes.items()),
            _running_total(spec, style),
            *_plan(spec, style),
        ],
        "layout": layout(
            style,
            _TIMELINE,
            barmode="stack",
            xaxis=_axis(spec.calendar, style, anchor="y2"),
            yaxis={**people, "domain": [0.4, 1], "range": [0, top * 1.3]},
            yaxis2={**people, "domain": [0, 0.28], "range": [0, total]},
            shapes=[
                # Above the heading of the columns.
                *_rules(spec.calendar, spec.line_names, style, row=1),
                *(_shade(*days, style) for days in spec.unselected_spans),
            ],
            annotations=titles,
        ),
    }


_DAY_STATES = {"hollow": "not_reported", "dot": "zero"}


def _group(key: LegendKey, spec: Timeline, style: Style) -> Trace:
    columns = [
        (day, part.value)
        for day in spec.days
        for part in day.parts
        if part.role == key.role and part.value > 0
    ]
    days = [day for day, _ in columns]
    opacity = [paint(key.role, style, faded=day.faded).opacity for day in days]
    return {
        "type": "bar",
        "name": wrap(key.words),
        "y": [value for _, value in columns],
        "width": DAY_MS * _BAR,
        "marker": {"color": paint(key.role, style).fill, "opacity": opacity},
        **_of_days(days),
    }


def _of_days(days: Sequence[Day]) -> Trace:
    return {
        "x": [day.day.isoformat() for day in days],
        "customdata": [day.code for day in days],
        **hover(day.tooltip for day in days),
    }


def _day_marks(key: LegendKey, spec: Timeline, style: Style) -> Trace:
    days = [day for day in spec.days if day.state == _DAY_STATES[key.mark]]
    symbol = "circle-open" if key.mark == "hollow" else "circle"
    return {
        **_marks(symbol, DAY_MARK, paint(key.role, style).fill),
        "name": wrap(key.words),
        "y": [0] * len(days),
        **_of_days(days),
    }


def _marks(symbol: str, size: float, colour: str) -> Trace:
    marker = {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2}}
    return {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}


def _events(spec: Timeline, kind: str, y: float, style: Style) -> Trace:
    days = [mark for mark in spec.marks if mark.kind == kind]
    role = mark_role(kind)
    names = [key.words for key in spec.legend if key.role == role]
    symbol = "diamond" if kind == "milestone" else "circle"
    return {
        **_marks(symbol, LANE_MARK, paint(role, style).fill),
        "name": wrap("".join(names)),
        "showlegend": bool(names) and bool(days),
        "x": [mark.day.isoformat() for mark in days],
        "y": [y] * len(days),
        **hover(mark.tooltip for mark in days),
    }


def _running_total(spec: Timeline, style: Style) -> Trace:
    colour = paint(ACCENT, style).fill
    tooltips = {day.day: day.tooltip for day in spec.days}
    steps = spec.running_totals
    return {
        "type": "scatter",
        "mode": "lines",
        "yaxis": "y2",
        "name": wrap(spec.headings[1]),
        "x": [day.isoformat() for day, _ in steps],
        "y": [total for _, total in steps],
        "line": {"color": colour, "width": TOTAL_WIDTH, "shape": "hv"},
        "fill": "tozeroy",
        "fillcolor": tint(colour),
        **hover(tooltips.get(day, ()) for day, _ in steps),
    }


def _plan(spec: Timeline, style: Style) -> Iterable[Trace]:
    role = line_role("plan")
    for key in spec.legend:
        if key.role == role:
            yield {
                "type": "scatter",
                "mode": "lines",
                "yaxis": "y2",
                "name": key.words,
                "x": [day.isoformat() for day, _ in spec.plan],
                "y": [total for _, total in spec.plan],
                "line": {"color": paint(role, style).fill, "dash": "dash", "width": TOTAL_WIDTH},
                "hoverinfo": "skip",
            }


def _shade(first: date, last: date, style: Style) -> Trace:
    return {
        "type": "rect",
        "layer": "below",
        "x0": _noon(first, -1),
        "x1": _noon(last),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "fillcolor": tint(style.muted),
        "line": {"width": 0},
    }


def tint(colour: str) -> str:
    """Return the colour (#rrggbb), nearly transparent."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{TINT})"


def panels(spec: SmallMultiples, style: Style, text: Text) -> Trace:
    """Draw the small charts one below the other; zooming in one zooms in all."""
    count = len(spec.panels)
    axes: Trace = {"xaxis": _axis(spec.calendar, style, anchor=f"y{count if count > 1 else ''}")}
    value_axis = {**number_axis(NumberFormat(), style), "nticks": 4, "matches": "y"}
    names: list[Trace] = []
    traces: list[Trace] = []
    for position, panel in enumerate(spec.panels):
        axis, top = str(position + 1) if position else "", 1 - position / count
        domain = [top - 0.7 / count, top - 0.05 / count]
        axes[f"yaxis{axis}"] = {**value_axis, "domain": domain, "range": [0, spec.ticks[-1].at]}
        if not position:
            axes["yaxis"].pop("matches")
        at = {"xref": "paper", "x": 0, "yref": "paper", "y": domain[1]}
        words = f"{panel.datum.label}: {panel.datum.words}"
        names.append(note(words, style, **at, xanchor="left", yanchor="bottom"))
        traces += _panel(panel, f"y{axis}", style, text)
    return {
        "data": traces,
        "layout": layout(
            style,
            _AROUND + _PANEL * count,
            showlegend=False,
            **axes,
            annotations=names,
        ),
    }


def _panel(panel: Panel, axis: str, style: Style, text: Text) -> Iterable[Trace]:
    look = paint(panel.datum.role, style, faded=panel.datum.faded)
    for state, symbol in (("value", ""), ("not_reported", "circle-open"), ("zero", "circle")):
        bins = [item for item in panel.bins if item.state == state]
        if not bins:
            continue
        common = {
            "name": wrap(panel.datum.label),
            "yaxis": axis,
            "x": [_middle(item) for item in bins],
            "customdata": [_code(panel, item) for item in bins],
            **hover(_bin_tooltip(panel, item, text) for item in bins),
        }
        if symbol:
            colour = paint(mark_role("day"), style).fill
            yield {**_marks(symbol, DAY_MARK, colour), **common, "y": [0] * len(bins)}
            continue
        yield {
            "type": "bar",
            **common,
            "y": [item.value for item in bins],
            "width": [((item.last - item.first).days + 1) * DAY_MS * _BAR for item in bins],
            "marker": {"color": look.fill, "opacity": look.opacity},
        }


def _middle(item: Bin) -> str:
    middle = datetime.combine(item.first, time()) + (item.last - item.first) / 2
    return middle.strftime("%Y-%m-%d %H:%M")


def _code(panel: Panel, item: Bin) -> str:
    return f"{panel.datum.code}&{days_code(item.first, item.last)}" if panel.datum.code else ""


def _bin_tooltip(panel: Panel, item: Bin, text: Text) -> tuple[str, ...]:
    days = text.date_range_short(item.first, item.last)
    is_missing = item.value != item.value
    value = text(MISSING_WORDS["not_reported"]) if is_missing else text.number(item.value)
    return panel.datum.label, f"{days}: {value}"


def spans(spec: Gantt, style: Style, text: Text) -> Trace:
    """Draw each activity as a bar from its first to its last day; hatched if not reported."""
    groups: dict[tuple[str, bool], list[Span]] = {}
    for span in spec.spans:
        groups.setdefault((span.datum.role, span.datum.state == "not_reported"), []).append(span)
    names = {key.role: key.words for key in spec.legend}
    lanes = spec.lanes
    return {
        "data": [
            *(_spans(role, part, is_hollow, style) for (role, is_hollow), part in groups.items()),
            *marks((key for key in spec.legend if key.role in names), style),
        ],
        "layout": layout(
            style,
            _AROUND + _SPAN_ROW * spec.rows,
            xaxis=_axis(spec.calendar, style),
            yaxis={
                "range": [spec.rows - 0.4, -2],
                "tickvals": [lane.top + (lane.rows - 1) / 2 for lane in lanes],
                "ticktext": [wrap(lane.name, _NAME_LINE) for lane in lanes],
                "automargin": True,
                "zeroline": False,
                "showgrid": False,
            },
            shapes=[
                *(_border(lane.top - 0.5, style) for lane in lanes),
                *_rules(spec.calendar, spec.line_names, style),
            ],
        ),
    }


def _border(y: float, style: Style) -> Trace:
    line = {"color": style.line, "width": 1}
    ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
    return {"type": "line", "layer": "below", **ends, "line": line}


def _spans(role: str, spans: Sequence[Span], is_hollow: bool, style: Style) -> Trace:
    data = [span.datum for span in spans]
    marker = bar_marker(role, data, style)
    if is_hollow:
        marker["pattern"] = {**hatch(style), "fgcolor": paint(role, style).fill}
    marker["line"] = {"color": paint(role, style).fill, "width": 1}
    return {
        "type": "bar",
        "orientation": "h",
        "legendgroup": role,
        "showlegend": False,
        "base": [_noon(span.first, -1) for span in spans],
        "x": [((span.last - span.first).days + 1) * DAY_MS for span in spans],
        "y": [span.row for span in spans],
        "width": 0.8,
        "customdata": [datum.code for datum in data],
        "marker": marker,
        **hover(datum.tooltip for datum in data),
    }
