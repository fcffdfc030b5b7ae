"""Charts over the days of the campaign: the timeline, and a small chart a unit."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd

from campaign.exports.bars_pptx import PALE, faint
from campaign.exports.charts_pptx import (
    Chart,
    Plot,
    Series,
    number_pattern,
    place,
    sheet_notes,
    whole,
)
from campaign.exports.lettering import SMALLEST, clean
from campaign.exports.marks_pptx import Marks
from campaign.exports.shapes_pptx import Box, Canvas, mixed
from campaign.figures.breakdown import value_ticks
from campaign.figures.multiples import bin_days
from campaign.figures.timeline import Calendar
from campaign.pictures.picture import Picture
from campaign.pictures.when import short_names
from campaign.tables import STATES
from campaign.view import View

_LIST = 250  # width of the list of marks beside the timeline, points


def timeline(canvas: Canvas, box: Box, view: View, picture: Picture) -> None:
    """Columns per day, the running total, days without a figure, milestones and events."""
    text, style = view.text, view.style
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    days = pd.date_range(calendar.first, calendar.last, freq="D")
    frame = picture.table.frame.set_index("date").reindex(days)
    busy = frame["activities"].fillna(0) > 0
    running = frame["cumulative"].ffill().fillna(0)
    lacking = busy & frame["reached"].isna()
    nothing = busy & (frame["reached"] == 0)
    start, end = view.selection.start, view.selection.end
    outside = [bool(start and d.date() < start or end and d.date() > end) for d in days]
    faded = mixed(style.accent, style.background, PALE)
    daily = Series(
        text("People reached per day"),
        whole(frame["reached"]),
        "column",
        style.accent,
        tuple(faded if o else style.accent for o in outside) if any(outside) else (),
    )
    series = [daily]
    if lacking.any():
        series.append(
            Series(
                text("Activities without a reported attendance"),
                whole(frame["activities"].where(lacking)),
                "cross",
                style.text,
            )
        )
    if nothing.any():
        series.append(
            Series(text("zero"), whole(frame["reached"].where(nothing)), "dot", style.text)
        )
    total = float(running.iloc[-1])
    # A total of what nobody reported would be drawn as zero.
    if frame["reached"].notna().any():
        series.append(
            Series(
                text("People reached since the start"),
                whole(running),
                "line",
                style.groups["conference"],
            )
        )
    ticks, totals = value_ticks(_top(frame), 4), value_ticks(total, 4)
    marks = Marks.of(view, calendar)
    chart_box = Box(box.x, box.y, box.w - (_LIST + 20 if marks else 0), box.h)
    lane = 30 if marks.milestones else 12
    plot = Box(chart_box.x + 48, chart_box.y + lane, chart_box.w - 48 - 58, chart_box.h - lane - 76)
    chart = Chart(
        tuple(day.date() for day in days),
        tuple(series),
        text,
        style,
        Plot.within(plot, chart_box),
        number_pattern(text),
        12,
        text("Date"),
        notes=sheet_notes(view),
        top=float(ticks[-1]),
        step=float(ticks[1]),
        right_top=float(totals[-1]),
        right_step=float(totals[1]),
        legend=True,
        every=max(math.ceil(len(days) / 6 / 10) * 10, 1) if len(days) > 12 else 1,
        gap=20,
    )
    place(canvas, picture.title, f"{picture.title}. {picture.reading}", chart_box, chart)
    marks.draw(canvas, plot)
    if marks:
        marks.tell(canvas, Box(box.right - _LIST, box.y, _LIST, box.h))


def multiples(canvas: Canvas, box: Box, view: View, picture: Picture) -> None:
    """A small native chart a unit, all on one scale."""
    text, style, frame = view.text, view.style, picture.table.frame
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    size = bin_days(calendar)
    firsts = [calendar.first + dt.timedelta(days=d) for d in range(0, calendar.days, size)]
    names = [clean(text.date_short(day)) for day in firsts]
    ticks = value_ticks(_top(frame), 2)
    units = short_names(view)
    across = 3 if len(units) <= 9 else 4
    down = math.ceil(len(units) / across)
    lacking = bool(frame["reached"].isna().any())
    foot = 18 if lacking else 0
    wide, tall = (box.w - 16 * (across - 1)) / across, (box.h - foot) / down
    chosen = view.selection.oblasts
    for number, (code, name) in enumerate(units.items()):
        rows = frame[frame["oblast"] == code].set_index("first")
        rows = rows.reindex(pd.DatetimeIndex(firsts))
        busy = rows["activities"].fillna(0) > 0
        missing = busy & rows["reached"].isna()
        total = rows["reached"].sum(min_count=1)
        state = "no_activity" if not busy.any() else "not_reported"
        said = text(STATES[state]) if pd.isna(total) else text.number(float(total))
        x = box.x + (number % across) * (wide + 16)
        y = box.y + (number // across) * tall
        canvas.fitted(
            name, Box(x, y, wide, 17), f"{name}: {said}", 13, SMALLEST, style.text, bold=True
        )
        area = Box(x, y + 17, wide, tall - 21)
        plot = Box(area.x + 40, area.y + 4, area.w - 52, area.h - 20)
        series = [
            Series(
                text("People reached"),
                whole(rows["reached"]),
                "column",
                faint(style.accent, not chosen or code in chosen, view),
            )
        ]
        if missing.any():
            series.append(
                Series(
                    text("Activities without a reported attendance"),
                    whole(rows["activities"].where(missing)),
                    "cross",
                    style.text,
                )
            )
        chart = Chart(
            tuple(names),
            tuple(series),
            text,
            style,
            Plot.within(plot, area),
            number_pattern(text),
            SMALLEST,
            text("First day"),
            notes=sheet_notes(view),
            top=float(ticks[-1]),
            step=float(ticks[1]),
            silent=True,
            gap=25,
        )
        place(canvas, name, f"{name}: {said}", area, chart)
        for align, day in (("l", calendar.first), ("r", calendar.last)):
            end = text.date_short(day)
            under = Box(plot.x, plot.bottom + 1, plot.w, 13)
            canvas.fitted(end, under, end, SMALLEST, SMALLEST, style.text, align=align)
    if lacking:
        said = f"× {text('attendance not reported')}"
        canvas.fitted(said, Box(box.x, box.bottom - 15, box.w, 15), said, 12, 10, style.text)


def _top(frame: pd.DataFrame) -> float:
    """The upper end of an axis of people.

    A mark of activities without a figure stands at their number: it must lie on the base line, and
    not pass for so many people.
    """
    most = frame["reached"].max()
    marked = frame["activities"].where(frame["reached"].isna()).max()
    people = 0.0 if pd.isna(most) else float(most)
    return people if pd.isna(marked) else max(people, 40 * float(marked))
