"""Small charts side by side as one Plotly figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from campaign.charts.body import Bin, Datum, Panel, Panels
from campaign.charts.chart import Chart
from campaign.charts.ticks import Tick
from campaign.render.height import (
    NARROW_COLUMNS,
    PANEL,
    PANEL_NAME,
    PANELS_DATES,
    PANELS_TOP,
    WIDE_COLUMNS,
    panels_height,
)
from campaign.render.plotly.calendar import DAY_MS, day_axis
from campaign.render.plotly.looks import base_layout
from campaign.render.plotly.renderer import Highlight
from campaign.render.plotly.words import draw_nothing, escape, second_words, tick_labels, tooltip
from campaign.render.size import Size
from campaign.theme.roles import mark_role, paint
from campaign.theme.style import DAY_MARK, Style

_SECOND_DATE = 14  # px: a line of dates in a second language
_BAR, _LEAST_DAYS = 0.82, 3  # the width of a bar as a share of its bin; its least width in days
_SYMBOLS = {"not_reported": "circle-open", "zero": "circle"}


def draw(chart: Chart, style: Style, size: Size) -> dict[str, Any]:
    """Draw a panel for each region: bars, marks on the base line, an invisible area over them."""
    body = _body(chart)
    if not body.panels:
        return draw_nothing(body.nothing, style)
    is_large = size.scale > 1
    positions = in_two_rows(body) if is_large else in_columns(body, WIDE_COLUMNS)
    ticks = body.day_ticks.wide
    dates = tuple(dict.fromkeys((ticks[0], ticks[-1]))) if is_large else ticks
    layout = base_layout(style)
    sides = {"r": 30, "l": 44} if is_large else {"r": 8, "l": 48}
    layout["margin"] |= {"t": PANELS_TOP, "b": PANELS_DATES + _second_dates(body), **sides}
    layout |= {"showlegend": False, "hovermode": "closest", "dragmode": False, "bargap": 0}
    data: list[dict[str, Any]] = []
    for index, panel in enumerate(body.panels):
        number = _number(index)
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        data += [{**trace, **axes} for trace in _traces(body, panel, style)]
        layout |= {
            f"xaxis{number}": _day_axis(body, number, dates, style),
            f"yaxis{number}": _value_axis(body, number, style),
        }
        for path, value in positions[index].axes(number).items():
            axis, attribute = path.split(".")
            layout[axis][attribute] = value
    layout["annotations"] = _notes(body, positions)
    return {"data": data, "layout": layout}


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes for a phone: two columns, two dates below, smaller names."""
    body = _body(chart)
    if not body.panels:
        return {}
    positions = in_columns(body, NARROW_COLUMNS)
    dates = day_axis(body.calendar, body.day_ticks.narrow)
    patch: dict[str, Any] = {}
    for index, position in enumerate(positions):
        number = _number(index)
        patch |= position.axes(number)
        patch |= {f"xaxis{number}.{name}": dates[name] for name in ("tickvals", "ticktext")}
    annotations = [{**annotation, "font": {"size": 12}} for annotation in _notes(body, positions)]
    return patch | {"margin.l": 42, "margin.r": 20, "annotations": annotations}


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return no change: selected regions are part of the figure."""
    return Highlight()


def _body(chart: Chart) -> Panels:
    assert isinstance(chart.body, Panels)
    return chart.body


def _number(index: int) -> str:
    """Return the number at the end of the names of a panel's axes in Plotly; "" for the first."""
    return "" if index == 0 else str(index + 1)


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
        **tick_labels(body.ticks),
        "tickfont": {"size": style.size - 2, "color": style.muted},
        "gridcolor": style.line,
        "zeroline": False,
        "fixedrange": True,
    }


def _traces(body: Panels, panel: Panel, style: Style) -> list[dict[str, Any]]:
    datum = panel.datum
    bar = paint(datum.role, style, faded=datum.faded)
    mark = paint(mark_role("day"), style, faded=datum.faded)
    reported_bins = [item for item in panel.bins if item.state != "not_reported"]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "x": [_middle(item) for item in reported_bins],
            "y": [int(item.value) for item in reported_bins],
            "width": _widths(reported_bins, body.bin_days),
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
    """Return an invisible bar over the panel: one target for keyboard, pointer and touch."""
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


def _notes(body: Panels, positions: Sequence[PanelPosition]) -> list[dict[str, Any]]:
    """Return the names, and below all panels the meaning of a hollow mark, if there is one."""
    annotations: list[dict[str, Any]] = [
        {
            "text": f"{_name(panel.datum)}<br>{escape(panel.datum.words)}",
            "align": "left",
            "xref": "paper",
            "x": position.left,
            "xanchor": "left",
            "yref": "paper",
            "y": position.top,
            "yanchor": "bottom",
            "showarrow": False,
        }
        for panel, position in zip(body.panels, positions, strict=True)
    ]
    if body.hollow_words:
        annotations.append(
            {
                "text": f"○ {escape(body.hollow_words)}",
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "yref": "paper",
                "y": 0,
                "yanchor": "top",
                "yshift": PANELS_TOP - PANELS_DATES - _second_dates(body) + 20,
                "showarrow": False,
            }
        )
    return annotations


def _second_dates(body: Panels) -> int:
    """Return the height of the dates in a second language in px, 0 for none."""
    return _SECOND_DATE if any(tick.second_words for tick in body.day_ticks.wide) else 0


def _name(datum: Datum) -> str:
    name = f"<b>{escape(datum.label)}</b>"
    return f"{name}<br>{second_words(datum.second_label)}" if datum.second_label else name


def _middle(item: Bin) -> str:
    """Return the middle of a bin; a date without time is midnight."""
    middle = datetime.combine(item.first, time()) + (item.last - item.first) / 2
    return middle.strftime("%Y-%m-%d" if middle.hour == 0 else "%Y-%m-%d %H:%M")


def _widths(bins: Sequence[Bin], bin_days: int) -> float | list[int]:
    """Return the width of the bars in ms: one for all, or a list if the last bin is shorter."""
    days = [(item.last - item.first).days + 1 for item in bins]
    if all(n == bin_days for n in days):
        return DAY_MS * bin_days * _BAR
    # A last bin of one day is drawn three days wide; a narrower bar would look like an error.
    return [round(DAY_MS * max(n, _LEAST_DAYS) * _BAR) for n in days]


@dataclass(frozen=True)
class PanelPosition:
    """The position of a panel, as shares from the left and the bottom; which axes have labels."""

    left: float
    right: float
    bottom: float
    top: float
    dates: bool
    values: bool

    def axes(self, number: str) -> dict[str, Any]:
        """Return the changes of the layout for the axes with this number: {path: value}."""
        return {
            f"xaxis{number}.domain": [self.left, self.right],
            f"yaxis{number}.domain": [self.bottom, self.top],
            f"xaxis{number}.showticklabels": self.dates,
            f"yaxis{number}.showticklabels": self.values,
        }


def in_columns(body: Panels, columns: int) -> list[PanelPosition]:
    """Return positions in this number of columns; all panels have the same height."""
    gap, count = 0.05, len(body.panels)
    plot_height = panels_height(count, columns) - PANELS_TOP - PANELS_DATES
    width = (1 - gap * (columns - 1)) / columns
    positions = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        top = 1 - (row * (PANEL + PANEL_NAME) + PANEL_NAME) / plot_height
        positions.append(
            PanelPosition(
                round(left, 4),
                round(left + width, 4),
                max(round(top - PANEL / plot_height, 4), 0),
                round(top, 4),
                # Dates are below the last panel of each column.
                dates=index + columns >= count,
                values=column == 0,
            )
        )
    return positions


def in_two_rows(body: Panels) -> list[PanelPosition]:
    """Return positions for a projector: a wide plot with large names above the panels."""
    gap, count = 0.03, len(body.panels)
    name_height = 0.24 if any(panel.datum.second_label for panel in body.panels) else 0.18
    columns = math.ceil(count / 2)
    width = (1 - gap * (columns - 1)) / columns
    positions = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        is_first = column == 0
        positions.append(
            PanelPosition(
                left,
                left + width,
                0.5 - row * 0.5,
                1 - row * 0.5 - name_height,
                dates=is_first and index + columns >= count,
                values=is_first,
            )
        )
    return positions
