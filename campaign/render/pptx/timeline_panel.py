"""A panel of the timeline on a slide: a native chart over the days, with its name above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.body import Day, Timeline
from campaign.charts.chart import Chart
from campaign.render.pptx.box import Box
from campaign.render.pptx.chart_space import PlotArea, add_chart
from campaign.render.pptx.data_sheet import number_pattern, sheet_notes
from campaign.render.pptx.native_chart import NativeChart, Series
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import SMALLEST

AXIS, HEADING, BESIDE = 48, 17, 8  # points to the left of a plot, above it, to its right
Values = tuple[float | None, ...]


@dataclass(frozen=True)
class TimelinePanel:
    """One of the two charts: its name, its series, the upper end and the step of its axis.

    `beside` are more columns of its data sheet.
    """

    name: str
    series: tuple[Series, ...]
    axis: tuple[float, float]
    beside: tuple[tuple[str, Values], ...] = ()


def draw_panel(canvas: Canvas, plot: Box, panel: TimelinePanel, view: View, chart: Chart) -> None:
    """Draw a native chart over the days with its name above."""
    heading = Box(plot.x, plot.y - HEADING + 2, plot.w, 14)
    canvas.fit_words(panel.name, heading, Paragraph(panel.name, 11, view.style.muted), SMALLEST)
    body = chart.body
    assert isinstance(body, Timeline)
    area = Box(plot.x - AXIS, plot.y - 6, plot.w + AXIS + BESIDE, plot.h + 6 + HEADING)
    native = NativeChart(
        dates_of(body),
        panel.series,
        view.text,
        view.style,
        PlotArea.within(plot, area),
        number_pattern(view.text),
        11,
        view.text("Date"),
        beside=panel.beside,
        notes=sheet_notes(view),
        top=float(panel.axis[0]),
        step=float(panel.axis[1]),
        silent=True,
        gap=20,
    )
    add_chart(canvas, panel.name, chart.description, area, native)


def dates_of(body: Timeline) -> tuple[date, ...]:
    """Return the days of the calendar, in their order."""
    calendar = body.calendar
    return tuple(calendar.first + timedelta(days=n) for n in range(calendar.days))


def values_of(body: Timeline, value_of: Callable[[Day], float | None]) -> Values:
    """Return an integer for each day of the calendar; None for a day without a value."""
    values = {day.day: value_of(day) for day in body.days}
    in_order = (values.get(day) for day in dates_of(body))
    return tuple(None if value is None or value != value else int(value) for value in in_order)
