"""Charts over the days of the campaign: the timeline, and a small chart a unit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

import pandas as pd

from campaign.analysis.view import View
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart
from campaign.charts.over_time import short_names
from campaign.charts.panels import bin_days
from campaign.charts.ticks import value_ticks
from campaign.charts.wording import GROUP_NAMES, people
from campaign.domain.value_states import STATES
from campaign.exports.pptx.bars import faint
from campaign.exports.pptx.charts import (
    NativeChart,
    Plot,
    Series,
    number_pattern,
    place,
    sheet_notes,
    whole,
)
from campaign.exports.pptx.event_marks import Marks
from campaign.exports.pptx.legend import Sign, day_mark, draw_sign, legend, swatch
from campaign.exports.pptx.shapes import Box, Canvas, solid
from campaign.exports.pptx.text_width import SMALLEST, clean
from campaign.theme.style import GROUPS, TINT

_LIST = 230  # width of the list of marks beside the timeline, points
_AXIS, _DATES, _HEAD = 48, 20, 17  # left of a plot, below it, above it
_DAILY = 0.62  # of the height of both panels


def timeline(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """As on screen: columns per day by group, marks above them, and the running total below."""
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    days = pd.date_range(calendar.first, calendar.last, freq="D")
    frame = picture.table.frame.set_index("date").reindex(days)
    marks = Marks.of(view, calendar)
    if marks:
        marks.tell(canvas, Box(box.right - _LIST, box.y, _LIST, box.h))
        box = Box(box.x, box.y, box.w - _LIST - 20, box.h)
    box = box.below(legend(canvas, box, [*_entries(frame, view), *marks.entries], view))
    panels = box.h - marks.lanes - 2 * _HEAD - _DATES
    wide = box.w - _AXIS - 6
    daily = Box(box.x + _AXIS, box.y + marks.lanes + _HEAD, wide, panels * _DAILY)
    running = Box(daily.x, daily.bottom + _HEAD, wide, panels * (1 - _DAILY))
    both = Box(daily.x, daily.y - _HEAD, wide, running.bottom - daily.y + _HEAD)
    _not_chosen(canvas, both, view, calendar)
    _daily_chart(canvas, daily, view, picture, frame)
    # A total of what nobody reported would be drawn as zero.
    if frame["reached"].notna().any():
        _running_chart(canvas, running, view, picture, frame)
    marks.draw(canvas, both)


def _entries(frame: pd.DataFrame, view: View) -> list[tuple[str, Sign]]:
    text, style = view.text, view.style
    entries = [
        (text(GROUP_NAMES[group]), swatch(solid(style.groups[group]), style))
        for group in GROUPS
        if group in frame
    ]
    if _lacking(frame).any():
        entries.append((text("attendance not reported"), day_mark(style, hollow=True)))
    if (frame["reached"] == 0).any():
        entries.append((text("zero"), day_mark(style, hollow=False)))
    return entries


def _daily_chart(
    canvas: Canvas, plot: Box, view: View, picture: Chart, frame: pd.DataFrame
) -> None:
    """Columns by group; days without an attendance have a mark on the base line and no height."""
    text, style = view.text, view.style
    head = text("People reached per day")
    start, end = view.selection.start, view.selection.end
    inside = [not (start and d.date() < start or end and d.date() > end) for d in frame.index]
    series = []
    for group in GROUPS:
        if group in frame:
            colour = style.groups[group]
            points = () if all(inside) else tuple(faint(colour, i, view) for i in inside)
            name = text(GROUP_NAMES[group])
            series.append(Series(name, whole(frame[group]), "column", colour, points))
    zero = frame["reached"] == 0
    if zero.any():
        values = whole(frame["reached"].where(zero))
        series.append(Series(text("zero"), values, "dot", style.text))
    beside = [(head, whole(frame["reached"])), *_unreported_column(frame, view)]
    ticks = value_ticks(_most(frame["reached"]), 4 if plot.h > 90 else 2)
    axis = (ticks[-1], ticks[1])
    _panel(canvas, plot, view, picture, head, series, axis, beside, silent=True)
    _hollow_marks(canvas, plot, frame, "", [text.date(day) for day in frame.index], view)


def _running_chart(
    canvas: Canvas, plot: Box, view: View, picture: Chart, frame: pd.DataFrame
) -> None:
    text, style = view.text, view.style
    head, running = text("People reached since the start"), frame["cumulative"].ffill().fillna(0)
    total = float(running.iloc[-1])
    series = [Series(head, whole(running), "line", style.accent)]
    ticks = value_ticks(total, 2)
    # Room for the words at the end of the line.
    top = ticks[-1] * 1.2
    _panel(canvas, plot, view, picture, head, series, (top, ticks[1]))
    if total and not (view.selection.start or view.selection.end):
        said = people(total, text)
        room = Box(plot.right - 200, plot.bottom - plot.h * total / top - 17, 196, 15)
        canvas.fitted(head, room, said, 12, SMALLEST, style.text, bold=True, align="r")


def _panel(
    canvas: Canvas,
    plot: Box,
    view: View,
    picture: Chart,
    head: str,
    series: Sequence[Series],
    axis: tuple[float, float],
    beside: Sequence[tuple[str, tuple[float | None, ...]]] = (),
    *,
    silent: bool = False,
) -> None:
    """A chart over the days with its name above; `axis` is the upper end and the step of values.

    `silent`: the dates stand below another one.
    """
    text, style = view.text, view.style
    canvas.fitted(
        head, Box(plot.x, plot.y - _HEAD + 2, plot.w, 14), head, 11, SMALLEST, style.muted
    )
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    foot = _HEAD if silent else _DATES
    area = Box(plot.x - _AXIS, plot.y - 6, plot.w + _AXIS + 6, plot.h + 6 + foot)
    chart = NativeChart(
        tuple(calendar.first + dt.timedelta(days=d) for d in range(calendar.days)),
        tuple(series),
        text,
        style,
        Plot.within(plot, area),
        number_pattern(text),
        11,
        text("Date"),
        beside=tuple(beside),
        notes=sheet_notes(view),
        top=float(axis[0]),
        step=float(axis[1]),
        every=max(math.ceil(calendar.days / 6 / 10) * 10, 1) if calendar.days > 12 else 1,
        silent=silent,
        gap=20,
    )
    place(canvas, head, picture.description, area, chart)


def _not_chosen(canvas: Canvas, plots: Box, view: View, calendar: Calendar) -> None:
    """A tinted ground under the days that are not chosen."""
    text, start, end = view.text, view.selection.start, view.selection.end
    spans = []
    if start is not None and start > calendar.first:
        spans.append((calendar.first, min(start - dt.timedelta(days=1), calendar.last)))
    if end is not None and end < calendar.last:
        spans.append((max(end + dt.timedelta(days=1), calendar.first), calendar.last))
    slot = plots.w / calendar.days
    for first, last in spans:
        left = plots.x + (first - calendar.first).days * slot
        box = Box(left, plots.y, ((last - first).days + 1) * slot, plots.h)
        canvas.shape(text.date_range_short(first, last), box, solid(view.style.muted, TINT))


def multiples(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """A small native chart a unit, all on one scale."""
    text, style, frame = view.text, view.style, picture.table.frame
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    size = bin_days(calendar)
    firsts = pd.DatetimeIndex(
        [calendar.first + dt.timedelta(days=d) for d in range(0, calendar.days, size)]
    )
    units = short_names(view)
    across = 3 if len(units) <= 9 else 4
    down = math.ceil(len(units) / across)
    lacking = bool(frame["reached"].isna().any())
    foot = 22 if lacking else 0
    wide, tall = (box.w - 16 * (across - 1)) / across, (box.h - foot) / down
    for number, (code, name) in enumerate(units.items()):
        rows = frame[frame["oblast"] == code].set_index("first").reindex(firsts)
        x = box.x + (number % across) * (wide + 16)
        y = box.y + (number // across) * tall
        _small_chart(canvas, Box(x, y, wide, tall - 4), view, picture, code, name, rows)
    if lacking:
        entry = (text("attendance not reported"), day_mark(style, hollow=True))
        legend(canvas, Box(box.x, box.bottom - 20, box.w, 20), [entry], view)


def _small_chart(
    canvas: Canvas,
    box: Box,
    view: View,
    picture: Chart,
    code: str,
    name: str,
    rows: pd.DataFrame,
) -> None:
    text, style, chosen = view.text, view.style, view.selection.oblasts
    full = not chosen or code in chosen
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    total, lacking = rows["reached"].sum(min_count=1), _lacking(rows)
    state = "not_reported" if lacking.any() else "no_activity"
    said = text(STATES[state]) if pd.isna(total) else people(float(total), text)
    head = f"{name}: {said}"
    top = Box(box.x, box.y, box.w, 17)
    canvas.fitted(name, top, head, 13, SMALLEST, style.text, bold=True)
    area = Box(box.x, box.y + 17, box.w, box.h - 17)
    plot = Box(area.x + 40, area.y + 4, area.w - 52, area.h - 20)
    colour, ink = faint(style.accent, full, view), faint(style.text, full, view)
    series = [Series(text("People reached"), whole(rows["reached"]), "column", colour)]
    zero = rows["reached"] == 0
    if zero.any():
        series.append(Series(text("zero"), whole(rows["reached"].where(zero)), "dot", ink))
    days = [clean(text.date_short(day)) for day in rows.index]
    ticks = value_ticks(_most(picture.table.frame["reached"]), 2)
    chart = NativeChart(
        tuple(days),
        tuple(series),
        text,
        style,
        Plot.within(plot, area),
        number_pattern(text),
        SMALLEST,
        text("First day"),
        beside=_unreported_column(rows, view),
        notes=sheet_notes(view),
        top=float(ticks[-1]),
        step=float(ticks[1]),
        silent=True,
        gap=25,
    )
    place(canvas, name, head, area, chart)
    _hollow_marks(canvas, plot, rows, f"{name}: ", days, view)
    for align, day in (("l", calendar.first), ("r", calendar.last)):
        end = text.date_short(day)
        under = Box(plot.x, plot.bottom + 2, plot.w, 13)
        canvas.fitted(end, under, end, SMALLEST, SMALLEST, style.text, align=align)


def _lacking(frame: pd.DataFrame) -> pd.Series:
    """True where there were activities and none of them reported its attendance."""
    return (frame["activities"].fillna(0) > 0) & frame["reached"].isna()


def _unreported_column(
    frame: pd.DataFrame, view: View
) -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    """For the data sheet: how many activities of a day or bin left theirs empty, none reporting."""
    lacking = _lacking(frame)
    if not lacking.any():
        return ()
    name = view.text("Activities without a reported attendance")
    return ((name, whole((frame["activities"] - frame["reported"]).where(lacking))),)


def _hollow_marks(
    canvas: Canvas, plot: Box, frame: pd.DataFrame, place: str, days: Sequence[str], view: View
) -> None:
    """A mark on the base line where none reported: a shape, since no value may stand for it."""
    lacking, name = _lacking(frame), view.text("attendance not reported")
    if not lacking.any():
        return
    sign, group = day_mark(view.style, hollow=True), canvas.group(place + name, place + name, plot)
    for at, (day, missing) in enumerate(zip(days, lacking, strict=True)):
        if missing:
            x = plot.x + plot.w * (at + 0.5) / len(frame)
            draw_sign(group, sign, x, plot.bottom, f"{day}: {name}")


def _most(values: pd.Series) -> float:
    most = values.max()
    return 0.0 if pd.isna(most) else float(most)
