"""Small charts side by side as one Plotly figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from campaign.charts.body import Bin, Panel, Panels
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.render.plotly.calendar import DAY_MS, day_axis
from campaign.render.plotly.escape import escape
from campaign.render.plotly.looks import base_layout
from campaign.render.plotly.renderer import Choice, Height
from campaign.render.plotly.words import draw_nothing, tick_words, tooltip
from campaign.render.size import Size
from campaign.theme.paint import mark_role, paint
from campaign.theme.style import DAY_MARK, Style

WIDE_COLUMNS, NARROW_COLUMNS = 3, 2

_PANEL, _HEAD, _FOOT = 104, 46, 66  # px: the bars, the name above them, what stands below
_TOP = 4  # px above all of them
_BAR, _LEAST_DAYS = 0.82, 3  # of the days of a bin; the fewest days that a bar stands for
_SYMBOLS = {"not_reported": "circle-open", "zero": "circle"}


@dataclass(frozen=True)
class Place:
    """Where a panel stands, as shares from the left and from below; which axes are written out."""

    left: float
    right: float
    bottom: float
    top: float
    dates: bool
    values: bool

    def axes(self, number: str) -> dict[str, Any]:
        """What it makes of the layout: {path: value}."""
        return {
            f"xaxis{number}.domain": [self.left, self.right],
            f"yaxis{number}.domain": [self.bottom, self.top],
            f"xaxis{number}.showticklabels": self.dates,
            f"yaxis{number}.showticklabels": self.values,
        }


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """A panel for each region: bars, marks on the base line, and an unseen area over them."""
    body = _body(chart)
    if not body.panels:
        return draw_nothing(body.nothing, style)
    large = size.scale > 1
    places = _in_two_rows(body) if large else _in_columns(body, WIDE_COLUMNS)
    ticks = body.day_ticks.wide
    dates = tuple(dict.fromkeys((ticks[0], ticks[-1]))) if large else ticks
    layout = base_layout(style)
    sides = {"r": 30, "l": 44} if large else {"r": 8, "l": 48}
    layout["margin"] |= {"t": _TOP, "b": _FOOT, **sides}
    layout |= {"showlegend": False, "hovermode": "closest", "dragmode": False, "bargap": 0}
    data: list[dict[str, Any]] = []
    for index, panel in enumerate(body.panels):
        number = _number(index)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        data += [{**trace, **on} for trace in _traces(body, panel, style)]
        layout |= {
            f"xaxis{number}": _day_axis(body, number, dates, style),
            f"yaxis{number}": _value_axis(body, number, style),
        }
        for path, value in places[index].axes(number).items():
            axis, attribute = path.split(".")
            layout[axis][attribute] = value
    layout["annotations"] = _notes(body, places)
    return {"data": data, "layout": layout}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Two columns, only the first and a middle date below, smaller names."""
    body = _body(chart)
    if not body.panels:
        return {}
    places = _in_columns(body, NARROW_COLUMNS)
    dates = day_axis(body.calendar, body.day_ticks.narrow)
    patch: dict[str, Any] = {}
    for index, place in enumerate(places):
        number = _number(index)
        patch |= place.axes(number)
        patch |= {f"xaxis{number}.{name}": dates[name] for name in ("tickvals", "ticktext")}
    notes = [{**note, "font": {"size": 12}} for note in _notes(body, places)]
    return patch | {"margin.l": 42, "margin.r": 20, "annotations": notes}


def height(chart: Chart) -> Height:
    """A fixed height for so many panels."""
    count = len(_body(chart).panels)
    return Height(narrow=_height(count, NARROW_COLUMNS), px=_height(count, WIDE_COLUMNS))


def choice(chart: Chart, style: Style) -> Choice:
    """Nothing: chosen regions are part of the figure."""
    return Choice()


def _body(chart: Chart) -> Panels:
    assert isinstance(chart.body, Panels)
    return chart.body


def _number(index: int) -> str:
    """What Plotly puts behind the names of a panel's axes."""
    return "" if index == 0 else str(index + 1)


# Where the panels stand ---------------------------------------------------------------------


def _in_columns(body: Panels, columns: int) -> list[Place]:
    """Rows of so many columns, each as high as the next."""
    gap, count = 0.05, len(body.panels)
    plot = _height(count, columns) - _TOP - _FOOT
    width = (1 - gap * (columns - 1)) / columns
    places = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        top = 1 - (row * (_PANEL + _HEAD) + _HEAD) / plot
        places.append(
            Place(
                round(left, 4),
                round(left + width, 4),
                max(round(top - _PANEL / plot, 4), 0),
                round(top, 4),
                # The dates stand below the last panel of each column.
                dates=index + columns >= count,
                values=column == 0,
            )
        )
    return places


def _in_two_rows(body: Panels) -> list[Place]:
    """A projector is wide, and a large name needs its room above each panel."""
    gap, names, count = 0.03, 0.18, len(body.panels)
    columns = math.ceil(count / 2)
    width = (1 - gap * (columns - 1)) / columns
    places = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        first = column == 0
        places.append(
            Place(
                left,
                left + width,
                0.5 - row * 0.5,
                1 - row * 0.5 - names,
                dates=first and index + columns >= count,
                values=first,
            )
        )
    return places


def _height(count: int, columns: int) -> int:
    return max(math.ceil(count / columns), 1) * (_PANEL + _HEAD) + _TOP + _FOOT


# The parts of a panel -----------------------------------------------------------------------


def _day_axis(
    body: Panels, number: str, dates: Sequence[Tick[date]], style: Style
) -> dict[str, Any]:
    return {
        **day_axis(body.calendar, dates),
        "anchor": f"y{number}",
        "linecolor": style.outline,
        "showgrid": False,
        "tickfont": {"size": style.size - 2, "color": style.muted},
    }


def _value_axis(body: Panels, number: str, style: Style) -> dict[str, Any]:
    return {
        "anchor": f"x{number}",
        "range": [0, body.ticks[-1].at * 1.04],
        "tickvals": [tick.at for tick in body.ticks],
        "ticktext": [tick_words(tick.words) for tick in body.ticks],
        "tickfont": {"size": style.size - 2, "color": style.muted},
        "gridcolor": style.line,
        "zeroline": False,
        "fixedrange": True,
    }


def _traces(body: Panels, panel: Panel, style: Style) -> list[dict[str, Any]]:
    datum = panel.datum
    bar = paint(datum.role, style, faded=datum.faded)
    mark = paint(mark_role("day"), style, faded=datum.faded)
    known = [item for item in panel.bins if item.state != "not_reported"]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": [_middle(item) for item in known],
            "y": [int(item.value) for item in known],
            "width": _widths(known, body.bin_days),
            "marker": {"color": bar.fill, "opacity": bar.opacity},
            "hoverinfo": "skip",
        }
    ]
    for state, symbol in _SYMBOLS.items():
        bins = [item for item in panel.bins if item.state == state]
        if bins:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [_middle(item) for item in bins],
                    "y": [0] * len(bins),
                    "marker": {
                        "symbol": symbol,
                        "size": DAY_MARK,
                        "color": mark.fill,
                        "opacity": mark.opacity,
                    },
                    "cliponaxis": False,
                    "hoverinfo": "skip",
                }
            )
    return [*traces, _area(body, panel)]


def _area(body: Panels, panel: Panel) -> dict[str, Any]:
    """The whole panel, unseen: one stop of the keyboard and one target for the finger."""
    datum, calendar = panel.datum, body.calendar
    middle = datetime.combine(calendar.first, time()) + timedelta(days=(calendar.days - 1) / 2)
    return {
        "type": "bar",
        "x": [middle.strftime("%Y-%m-%d %H:%M")],
        "y": [body.ticks[-1].at],
        "width": DAY_MS * calendar.days,
        "marker": {"color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": [tooltip(datum.tooltip)],
        "customdata": [datum.code],
        "meta": {"walk": True, "selected": [datum.code] if datum.selected else []},
    }


def _notes(body: Panels, places: Sequence[Place]) -> list[dict[str, Any]]:
    """The names, and below all panels the meaning of a hollow mark where there is one."""
    notes: list[dict[str, Any]] = [
        {
            "text": f"<b>{escape(panel.datum.label)}</b><br>{escape(panel.datum.words)}",
            "align": "left",
            "xref": "paper",
            "x": place.left,
            "xanchor": "left",
            "yref": "paper",
            "y": place.top,
            "yanchor": "bottom",
            "showarrow": False,
        }
        for panel, place in zip(body.panels, places, strict=True)
    ]
    if body.hollow_words:
        notes.append(
            {
                "text": f"○ {escape(body.hollow_words)}",
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "yref": "paper",
                "y": 0,
                "yanchor": "top",
                "yshift": _TOP - _FOOT + 20,
                "showarrow": False,
            }
        )
    return notes


def _middle(item: Bin) -> str:
    """The middle of a bin: dates stand for midnight."""
    middle = datetime.combine(item.first, time()) + (item.last - item.first) / 2
    return middle.strftime("%Y-%m-%d" if middle.hour == 0 else "%Y-%m-%d %H:%M")


def _widths(bins: Sequence[Bin], full: int) -> float | list[int]:
    """The width of the bars, one for all unless the last bin is cut short by the calendar."""
    days = [(item.last - item.first).days + 1 for item in bins]
    if all(n == full for n in days):
        return DAY_MS * full * _BAR
    # A last week of one day is drawn at least three days wide, or it would pass for a fault.
    return [round(DAY_MS * max(n, _LEAST_DAYS) * _BAR) for n in days]
