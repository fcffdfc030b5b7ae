"""Charts over the days of the campaign: the timeline, and a small chart a unit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

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
from campaign.exports.legend_pptx import left_out
from campaign.exports.lettering import LINE, SMALLEST, clean
from campaign.exports.shapes_pptx import Box, Canvas, Words, mixed, solid, stroke
from campaign.figures.breakdown import value_ticks
from campaign.figures.multiples import bin_days
from campaign.figures.timeline import Calendar, Mark, marks_of
from campaign.pictures.picture import Picture
from campaign.pictures.when import short_names
from campaign.tables import STATES
from campaign.view import View

_MILESTONES, _LISTED = 250, 13  # width of the list beside the timeline, size of its words; points


def timeline(canvas: Canvas, box: Box, view: View, picture: Picture) -> None:
    """Columns per day, the running total, the marks of days without a figure, the milestones."""
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
    listed = [m for m in marks_of(view.edition, text) if m.kind == "milestone"]
    shown = [m for m in listed if calendar.first <= m.date <= calendar.last]
    chart_box = Box(box.x, box.y, box.w - (_MILESTONES + 20 if listed else 0), box.h)
    lane = 30 if shown else 6
    plot = Box(chart_box.x + 48, chart_box.y + lane, chart_box.w - 48 - 58, chart_box.h - lane - 60)
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
    _milestones(canvas, plot, calendar, shown, view)
    if listed:
        _milestone_list(canvas, Box(box.right - _MILESTONES, box.y, _MILESTONES, box.h), view)


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


def _milestones(
    canvas: Canvas, plot: Box, calendar: Calendar, shown: Sequence[Mark], view: View
) -> None:
    """Numbered marks above their days, each with a line down to the axis."""
    style, before = view.style, -math.inf
    numbers = {mark: n for n, mark in enumerate(_listed(view), start=1)}
    for mark in shown:
        at = (mark.date - calendar.first).days + 0.5
        x = plot.x + plot.w * at / calendar.days
        canvas.shape(
            mark.label,
            Box(x, plot.y - 8, 0.01, plot.h + 8),
            "<a:noFill/>",
            stroke(style.hatch, 1, "sysDash"),
        )
        day, x = x, max(x, before + 19)
        if x > day + 2 * 19:
            continue  # too far from its day to be read as its mark; the list has it
        before = x
        canvas.words(
            mark.label,
            Box(x - 9, plot.y - 26, 18, 18),
            [Words(str(numbers[mark]), 11, style.background, bold=True)],
            align="ctr",
            anchor="ctr",
            fill=solid(style.text),
            rounded=True,
        )


def _top(frame: pd.DataFrame) -> float:
    """The upper end of an axis of people.

    A mark of activities without a figure stands at their number: it must lie on the base line, and
    not pass for so many people.
    """
    most = frame["reached"].max()
    marked = frame["activities"].where(frame["reached"].isna()).max()
    people = 0.0 if pd.isna(most) else float(most)
    return people if pd.isna(marked) else max(people, 40 * float(marked))


def _listed(view: View) -> list[Mark]:
    return [m for m in marks_of(view.edition, view.text) if m.kind == "milestone"]


def _milestone_list(canvas: Canvas, box: Box, view: View) -> None:
    text, style = view.text, view.style
    y = box.y
    y += canvas.fitted(
        text("Milestones"),
        Box(box.x, y, box.w, 20),
        text("Milestones"),
        14,
        11,
        style.text,
        bold=True,
    )
    listed = _listed(view)
    room = Box(box.x, y, box.w, box.bottom - y)
    # A second line is taken from 13 points each: what surely fits is known beforehand.
    each = 2 * _LISTED * LINE + 6
    most = max(math.floor(room.h / each), 1)
    if len(listed) > most:
        most = max(math.floor((room.h - 16) / each), 1)
        left_out(canvas, room, len(listed) - most, view)
    for number, mark in enumerate(listed[:most], start=1):
        said = f"{number}. {text.date(mark.date, 'short')} · {mark.label}"
        line = Box(box.x, y + 6, box.w, 2 * _LISTED * LINE)
        y += 6 + canvas.fitted(mark.label, line, said, _LISTED, SMALLEST, style.text)
