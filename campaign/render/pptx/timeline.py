"""The timeline on a slide: two native charts with marks above them, as on screen."""

from __future__ import annotations

from campaign.analysis.view import View
from campaign.charts.body import LegendKey, Timeline
from campaign.charts.chart import Chart
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import axis_of, dates_height, draw_dates, draw_hollow_marks
from campaign.render.pptx.event_marks import Marks
from campaign.render.pptx.legend import draw_keys
from campaign.render.pptx.looks import Look, solid
from campaign.render.pptx.native_chart import Series
from campaign.render.pptx.shapes import Canvas
from campaign.render.pptx.timeline_panel import (
    AXIS,
    BESIDE,
    HEADING,
    TimelinePanel,
    Values,
    dates_of,
    draw_panel,
    values_of,
)
from campaign.render.pptx.timeline_total import (
    draw_end_words,
    draw_range,
    fit_total_words,
    total_chart,
)
from campaign.render.text_width import LINE, SMALLEST
from campaign.theme.roles import paint
from campaign.theme.style import TINT

_LIST, _WIDE_LIST = 230, 270  # width of the list of marks beside the timeline, points
_DAILY = 0.55  # the upper panel as a share of the height of both


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw columns per day by group, marks above them, and the running total below."""
    body = chart.body
    assert isinstance(body, Timeline)
    marks, keys = Marks(body, view), body.legend
    if body.events:
        # The headings of the list explain the marks of its events.
        keys = tuple(key for key in keys if key.mark not in ("milestone", "event"))
        beside = _WIDE_LIST if any(event.second_label for event in body.events) else _LIST
        marks.draw_list(canvas, Box(box.right - beside, box.y, beside, box.h))
        box = Box(box.x, box.y, box.w - beside - 20, box.h)
    box = box.below(draw_keys(canvas, box, keys, view))
    panels = box.h - marks.height - 2 * HEADING - dates_height(body.day_ticks)
    wide = box.w - AXIS - BESIDE
    daily = Box(box.x + AXIS, box.y + marks.height + HEADING, wide, panels * _DAILY)
    total_box = Box(daily.x, daily.bottom + HEADING, wide, panels * (1 - _DAILY))
    both = Box(daily.x, daily.y - HEADING, wide, total_box.bottom - daily.y + HEADING)
    _draw_unselected_days(canvas, both, body, view)
    draw_panel(canvas, daily, _daily(body, daily, view, chart), view, chart)
    _draw_day_marks(canvas, daily, body, view)
    # If no day is reported, the total would be drawn as zero.
    if any(day.state != "not_reported" for day in body.days):
        words, size = fit_total_words(body, total_box)
        high = (len(words.lines) * size + len(words.seconds) * SMALLEST) * LINE
        end = body.total_end(high / total_box.h)
        draw_panel(canvas, total_box, total_chart(body, total_box, end, view), view, chart)
        if body.end_words:
            draw_end_words(canvas, total_box, body, words, size, view)
        draw_range(canvas, total_box, body, end, view)
    draw_dates(canvas, body.calendar, body.day_ticks, total_box, view)
    marks.draw(canvas, both)


def _daily(body: Timeline, plot: Box, view: View, chart: Chart) -> TimelinePanel:
    """Return the panel of columns by group; zero is a mark, a day not reported has no column."""
    name = body.headings[0]
    series = [
        _group(body, key, view)
        if key.mark == "area"
        else Series(
            key.label,
            values_of(body, lambda day: day.value if day.state == "zero" else None),
            "dot",
            paint(key.role, view.style).fill,
        )
        for key in body.legend
        if key.mark in ("area", "dot")
    ]
    beside = [(name, values_of(body, lambda day: day.value)), *_unreported(body, view, chart)]
    return TimelinePanel(name, tuple(series), axis_of(body.ticks, plot.h), tuple(beside))


def _group(body: Timeline, key: LegendKey, view: View) -> Series:
    """Return the values of a group by day; days that are not selected are pale."""
    values = values_of(
        body, lambda day: next((p.value for p in day.parts if p.role == key.role), None)
    )
    colour = paint(key.role, view.style).fill
    faded = {day.day for day in body.days if day.faded}
    pale = paint(key.role, view.style, faded=True).flat
    colours = tuple(pale if day in faded else colour for day in dates_of(body)) if faded else ()
    return Series(key.label, values, "column", colour, colours)


def _unreported(body: Timeline, view: View, chart: Chart) -> list[tuple[str, Values]]:
    """Return the column of the data sheet with the activities of each day not reported; or []."""
    if all(day.state != "not_reported" for day in body.days):
        return []
    rows = chart.table.frame
    counts = dict(zip(rows["date"].dt.date, rows["activities"], strict=True))
    name = view.text("Activities with attendance not reported")
    values = values_of(body, lambda day: counts[day.day] if day.state == "not_reported" else None)
    return [(name, values)]


def _draw_day_marks(canvas: Canvas, plot: Box, body: Timeline, view: View) -> None:
    for key in body.legend:
        if key.mark == "hollow":
            days = [
                (body.calendar.middle(day.day), f"{view.text.date(day.day)}: {key.label}")
                for day in body.days
                if day.state == "not_reported"
            ]
            draw_hollow_marks(canvas, plot, key.label, days, view)


def _draw_unselected_days(canvas: Canvas, plots: Box, body: Timeline, view: View) -> None:
    """Draw a tinted background for the days that are not selected."""
    calendar, day = body.calendar, plots.w / body.calendar.days
    for first, last in body.unselected_spans:
        left = plots.x + (first - calendar.first).days * day
        ground = Box(left, plots.y, ((last - first).days + 1) * day, plots.h)
        name = view.text.date_range_short(first, last)
        canvas.shape(name, ground, Look(solid(view.style.muted, TINT)))
