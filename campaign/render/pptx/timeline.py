"""The timeline on a slide: a native chart of the days, and the names of events above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Day, LegendKey, Timeline
from campaign.render.event_labels import GAP, event_labels
from campaign.render.pptx.calendar import (
    LINE_NAME,
    axis_of,
    draw_hollow_marks,
    draw_lines,
    tick_lines,
)
from campaign.render.pptx.drawing_shapes import draw_keys
from campaign.render.pptx.native_chart import (
    NativeChart,
    Series,
    add_chart,
    number_pattern,
    sheet_notes,
)
from campaign.render.pptx.shapes import Align, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.typography import LINE, SMALLEST, width
from campaign.theme.roles import mark_role, paint
from campaign.theme.style import LANE_MARK, SLIDE_POINT, TINT

_AXIS, _HEADING, _BESIDE = 54, 19, 8  # points to the left of the plot, above it, to its right
_SIZE = 14  # font size in points
_DATES = 2 * _SIZE * LINE + 8  # points: the dates below the axis
_SHAPES = {"milestone": "diamond", "reported": "ellipse"}
Values = tuple[float | None, ...]


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw columns per day by group, with marks and names of milestones and events above them.

    The running total is not drawn: the columns have its room.
    """
    spec = chart.spec
    assert isinstance(spec, Timeline)
    keys = [key for key in spec.legend if key.mark in ("area", "dot", "hollow")]
    box = box.below(draw_keys(canvas, box, keys, view))
    names = Box(box.x + _AXIS, box.y, box.w - _AXIS - _BESIDE, box.h)
    top = LINE_NAME * len(spec.calendar.rules)
    marks = _draw_marks(canvas, names.below(top), spec, view)
    plot = names.below(top + marks + _HEADING)
    plot = Box(plot.x, plot.y, plot.w, plot.h - _DATES)
    over = Box(plot.x, box.y, plot.w, plot.bottom - box.y)
    _draw_unselected_days(canvas, plot, spec, view)
    _draw_columns(canvas, plot, spec, view, chart)
    _draw_day_marks(canvas, plot, spec, view)
    draw_lines(canvas, spec.calendar, spec.line_names, over, view)


def _draw_columns(canvas: Canvas, plot: Box, spec: Timeline, view: View, chart: Chart) -> None:
    """Draw the native chart by group; zero is a mark, a day not reported has no column."""
    name = spec.headings[0]
    series = tuple(
        _group(spec, key, view)
        if key.mark == "area"
        else Series(
            key.label,
            _values_of(spec, lambda day: day.value if day.state == "zero" else None),
            "dot",
            paint(key.role, view.style).fill,
        )
        for key in spec.legend
        if key.mark in ("area", "dot")
    )
    heading = Box(plot.x, plot.y - _HEADING, plot.w, _SIZE * LINE)
    canvas.fit_words(name, heading, Paragraph(name, _SIZE, view.style.muted), SMALLEST)
    area = Box(plot.x - _AXIS, plot.y - 6, plot.w + _AXIS + _BESIDE, plot.h + 6 + _DATES)
    top, step = axis_of(spec.ticks, plot.h)
    native = NativeChart(
        _dates_of(spec),
        series,
        view.text,
        view.style,
        plot,
        number_pattern(view.text),
        _SIZE,
        view.text("Date"),
        beside=((name, _values_of(spec, lambda day: day.value)), *_unreported(spec, view, chart)),
        notes=sheet_notes(view),
        top=float(top),
        step=float(step),
        ticks=tuple(
            ((tick.at - spec.calendar.first).days, "\n".join(tick_lines(tick)))
            for tick in spec.day_ticks.wide
        ),
        gap=20,
    )
    add_chart(canvas, name, chart.description, area, native)


def _group(spec: Timeline, key: LegendKey, view: View) -> Series:
    """Return the values of a group by day; days that are not selected are pale."""
    values = _values_of(
        spec, lambda day: next((p.value for p in day.parts if p.role == key.role), None)
    )
    colour = paint(key.role, view.style).fill
    faded = {day.day for day in spec.days if day.faded}
    pale = paint(key.role, view.style, faded=True).flat
    colours = tuple(pale if day in faded else colour for day in _dates_of(spec)) if faded else ()
    return Series(key.label, values, "column", colour, colours)


def _unreported(spec: Timeline, view: View, chart: Chart) -> list[tuple[str, Values]]:
    """Return the column of the data sheet with the activities of each day not reported; or []."""
    if all(day.state != "not_reported" for day in spec.days):
        return []
    rows = chart.table.frame
    counts = dict(zip(rows["date"].dt.date, rows["activities"], strict=True))
    name = view.text("Activities with attendance not reported")
    values = _values_of(spec, lambda day: counts[day.day] if day.state == "not_reported" else None)
    return [(name, values)]


def _draw_day_marks(canvas: Canvas, plot: Box, spec: Timeline, view: View) -> None:
    for key in spec.legend:
        if key.mark == "hollow":
            days = [
                (spec.calendar.middle(day.day), f"{view.text.date(day.day)}: {key.label}")
                for day in spec.days
                if day.state == "not_reported"
            ]
            draw_hollow_marks(canvas, plot, key.label, days, view)


def _draw_unselected_days(canvas: Canvas, plots: Box, spec: Timeline, view: View) -> None:
    """Draw a tinted background for the days that are not selected."""
    calendar, day = spec.calendar, plots.w / spec.calendar.days
    for first, last in spec.unselected_spans:
        left = plots.x + (first - calendar.first).days * day
        background = Box(left, plots.y, ((last - first).days + 1) * day, plots.h)
        name = view.text.date_range_short(first, last)
        canvas.shape(name, background, Look(solid(view.style.muted, TINT)))


def _draw_marks(canvas: Canvas, box: Box, spec: Timeline, view: View) -> float:
    """Draw a mark for each day with events, with the names that have room; return their height.

    The mark stands beside the first line of its name. The notes of a slide have all names.
    """
    row = _SIZE * LINE

    def place(day: date) -> float:
        return box.x + box.w * spec.calendar.middle(day)

    apart = LANE_MARK * SLIDE_POINT
    labels = event_labels(spec, place, (box.x, box.right), _SIZE, apart, is_whole=True)
    y = box.y
    for kind, preset in _SHAPES.items():
        colour = paint(mark_role(kind), view.style).fill
        look = Look(solid(colour), stroke(colour, SLIDE_POINT), preset)
        lane = [mark for mark in spec.marks if mark.kind == kind]
        lines = [labels[mark].words.split("\n") for mark in lane if mark in labels]
        for mark in lane:
            name = "; ".join(event.label for event in mark.marks)
            canvas.shape(name, Box.around((place(mark.day), y + row / 2), apart), look, name)
            if mark in labels:
                label = labels[mark]
                words = label.words.split("\n")
                wide = max(width(line, _SIZE) for line in words) + 1
                x = place(mark.day) + (
                    -apart / 2 - GAP - wide if label.is_left else apart / 2 + GAP
                )
                align: Align = "r" if label.is_left else "l"
                canvas.words(
                    label.words.replace("\n", " "),
                    Box(x, y, wide, row * len(words)),
                    [Paragraph(line, _SIZE, view.style.text, align=align) for line in words],
                )
        y += row * max(map(len, lines), default=1) + 2 if lane else 0
    return y - box.y


def _dates_of(spec: Timeline) -> tuple[date, ...]:
    """Return the days of the calendar, in their order."""
    calendar = spec.calendar
    return tuple(calendar.first + timedelta(days=n) for n in range(calendar.days))


def _values_of(spec: Timeline, value_of: Callable[[Day], float | None]) -> Values:
    """Return an integer for each day of the calendar; None for a day without a value."""
    values = {day.day: value_of(day) for day in spec.days}
    in_order = (values.get(day) for day in _dates_of(spec))
    return tuple(None if value is None or value != value else int(value) for value in in_order)
