"""Bars on a slide, one a type, a unit or a group, made of the table beside the figure on screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import TableColumn
from campaign.analysis.view import View
from campaign.charts import choropleth as map_figure
from campaign.charts import ranking as ranking_figure
from campaign.charts.chart import Chart
from campaign.charts.wording import GROUP_NAMES
from campaign.domain.value_states import STATES
from campaign.exports.pptx.charts import (
    NativeChart,
    Plot,
    Series,
    label_room,
    number_pattern,
    place,
    sheet_notes,
)
from campaign.exports.pptx.legend import Sign, draw_omitted_count, legend, swatch
from campaign.exports.pptx.shapes import Box, Canvas, hatch, mix_colours, solid, stroke
from campaign.exports.pptx.text_width import LINE, SMALLEST, clean, fit_text, width
from campaign.theme.style import FADED, GROUPS, NATIONAL, RULE, SLIDE_POINT, UNREPORTED

MOST_BARS = 22
"""In one column; beyond two columns the rest is counted in words."""

_SIZE, _LARGE = 14, 18  # points of many bars, and of few


@dataclass(frozen=True)
class Bar:
    """A bar: its words, its value (None where there is none), its colour, its state.

    `chosen` is False where another was chosen: it fades.
    """

    said: str
    value: float | None
    colour: str
    state: str = "value"
    chosen: bool = True


def types(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """A bar a type in the colour of its group; the groups in a legend above."""
    style, chosen = view.style, view.selection.types
    frame, column = picture.table.frame, value_column(picture)
    groups = list(frame["group"])
    codes = [str(code) for code in frame.index]
    rows = [
        bar(row, column, style.groups[g], view, not chosen or code in chosen)
        for row, g, code in zip(picture.table.records(), groups, codes, strict=True)
    ]
    present = [g for g in GROUPS if g in groups]
    entries = [(view.text(GROUP_NAMES[g]), swatch(solid(style.groups[g]), style)) for g in present]
    taken = legend(canvas, box, [*entries, *_unreported_entry(rows, view)], view)
    bars(canvas, box.below(taken), rows, column, picture, view)


def media(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """The media audience, a bar a type."""
    style, chosen, column = view.style, view.selection.types, value_column(picture)
    rows = [
        bar(row, column, style.groups["media"], view, not chosen or str(code) in chosen)
        for row, code in zip(picture.table.records(), picture.table.frame.index, strict=True)
    ]
    box = box.below(legend(canvas, box, _unreported_entry(rows, view), view))
    bars(canvas, box, rows, column, picture, view)


def ranking(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """The units from high to low in the colours of the map."""
    colours = map_figure.palette(view.indicator, view.classes, view.style)
    column, chosen = value_column(picture), view.selection.oblasts
    rows = [
        bar(
            row,
            column,
            colours[map_figure.slot(pd.Series(row), view.classes)],
            view,
            not chosen or row["code"] in chosen,
        )
        for row in picture.table.records()
    ]
    mark = ranking_figure.mark(view.national, view.indicator, len(view.units), view.text)
    if mark is not None:
        box = box.below(18)
    bars(canvas, box, rows, column, picture, view, national=mark)


def audience(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """Each group as a share of its own base, on a scale to 100 %."""
    text = view.text
    column = next(c for c in picture.table.columns if c.key == "share")
    rows = []
    for row in picture.table.records():
        found = bar(row, column, view.style.accent, view)
        if found.value is not None:
            base = text("{n} of {of} people reached", n=int(row["count"]), of=int(row["base"]))
            found = replace(found, said=f"{row['name']}: {base}")
        rows.append(found)
    bars(canvas, box, rows, column, picture, view, top=1.0, track=True)


def bars(
    canvas: Canvas,
    box: Box,
    rows: Sequence[Bar],
    column: TableColumn,
    picture: Chart,
    view: View,
    *,
    top: float | None = None,
    track: bool = False,
    national: tuple[float, str] | None = None,
) -> None:
    """One chart of horizontal bars, or two beside each other where the rows are many.

    A bar that was not reported is a hatched shape of its own: the data sheet has no value for it.
    `track`: every bar stands on a ground of the whole length. `national` is a value of the axis
    that a broken line marks, and its words.
    """
    text, style = view.text, view.style
    most_rows = min(MOST_BARS, math.floor((box.h - 16) / (SMALLEST * LINE)))
    kept = list(rows[: 2 * most_rows])
    if len(rows) > len(kept):
        box = draw_omitted_count(canvas, box, len(rows) - len(kept), view)
    columns = 1 if len(kept) <= 14 else 2
    each = math.ceil(len(kept) / columns)
    wide = (box.w - 24 * (columns - 1)) / columns
    row_height = min(box.h / each, 64)
    largest = 12 if columns == 2 else _SIZE if each > 6 else _LARGE
    size = max(min(largest, row_height / LINE - 1), SMALLEST)
    known = [r.value for r in kept if r.value is not None]
    most = top or max(known, default=0.0) or 1.0
    # One room for all labels: two charts side by side then have one scale.
    said = [r.said for r in kept]
    while size > SMALLEST and label_room(said, size) + 10 > wide * 0.48 and row_height < 30:
        size = max(size - 0.5, SMALLEST)
    room = min(label_room(said, size) + 10, wide * 0.48)
    ends = max((width(shown_value(v, column, view), size, True) for v in known), default=40) + 12
    for number in range(columns):
        part = kept[number * each : (number + 1) * each]
        labels = tuple(
            fit_text(r.said, room - 10, max(row_height, size * LINE), size, size).words
            for r in part
        )
        area = Box(box.x + number * (wide + 24), box.y, wide, row_height * len(part))
        plot = Box(area.x + room, area.y, area.w - room - ends, area.h)
        if national is not None and national[0] <= most:
            _mark_value(canvas, plot, float(most), *national, view)
        if track:
            _tracks(canvas, plot, part, view)
        chart = NativeChart(
            labels,
            (
                Series(
                    clean(column.head),
                    tuple(r.value for r in part),
                    "bar",
                    style.accent,
                    tuple(r.colour for r in part),
                ),
            ),
            text,
            style,
            Plot.within(plot, area),
            number_pattern(text, column.digits, percent=column.kind == "percent"),
            size,
            next(c.head for c in picture.table.columns if c.key == "name"),
            notes=sheet_notes(view),
            top=float(most),
            labelled=True,
        )
        place(canvas, picture.title, picture.description, area, chart)
        if not track:
            _unreported(canvas, plot, part, view)


def _slots(plot: Box, rows: Sequence[Bar], gap: int = NativeChart.gap) -> list[tuple[Bar, Box]]:
    """Where each bar stands in the plot, over its whole length."""
    each = plot.h / len(rows)
    tall = each / (1 + gap / 100)
    return [
        (row, Box(plot.x, plot.y + each * (at + 0.5) - tall / 2, plot.w, tall))
        for at, row in enumerate(rows)
    ]


def _unreported(canvas: Canvas, plot: Box, rows: Sequence[Bar], view: View) -> None:
    for row, slot in _slots(plot, rows):
        if row.state == "not_reported":
            box = replace(slot, w=slot.w * UNREPORTED)
            canvas.shape(row.said, box, hatch(view.style, faded=not row.chosen), descr=row.said)


def _unreported_entry(rows: Sequence[Bar], view: View) -> list[tuple[str, Sign]]:
    if not any(row.state == "not_reported" for row in rows):
        return []
    return [(view.text("not reported"), swatch(hatch(view.style), view.style))]


def _tracks(canvas: Canvas, plot: Box, rows: Sequence[Bar], view: View) -> None:
    style = view.style
    for row, slot in _slots(plot, rows):
        fill = hatch(style) if row.state == "not_reported" else solid(style.surface)
        canvas.shape(row.said, slot, fill, stroke(style.line, SLIDE_POINT), descr=row.said)


def _mark_value(canvas: Canvas, plot: Box, top: float, value: float, said: str, view: View) -> None:
    style, x = view.style, plot.x + plot.w * value / top
    canvas.line(
        said, (x, plot.y), (x, plot.bottom), stroke(style.muted, RULE * SLIDE_POINT, NATIONAL)
    )
    half = width(said, 12) / 2 + 4
    left = min(max(x - half, plot.x), plot.right - 2 * half)
    room = Box(left, plot.y - 16, 2 * half, 15)
    canvas.fitted(said, room, said, 12, SMALLEST, style.muted, align="ctr")


def value_column(picture: Chart) -> TableColumn:
    """The column of the values that are drawn."""
    return next(c for c in picture.table.columns if c.key == "value")


def bar(
    row: Mapping[str, Any], column: TableColumn, colour: str, view: View, chosen: bool = True
) -> Bar:
    """A row of the table as a bar; where it has no value, its words say why."""
    value = row[column.key]
    said, colour = clean(str(row["name"])), faint(colour, chosen, view)
    if pd.isna(value):
        state = str(row["state"])
        return Bar(f"{said} — {view.text(STATES[state])}", None, colour, state, chosen)
    return Bar(said, stored_value(value, column), colour, chosen=chosen)


def stored_value(value: float, column: TableColumn) -> float:
    """The value as a data sheet holds it: the precision of the CSV."""
    return round(float(value), 6 if column.kind == "percent" else max(column.digits, 4))


def faint(colour: str, chosen: bool, view: View) -> str:
    """The colour, paled where it is not chosen."""
    return colour if chosen else mix_colours(colour, view.style.background, FADED)


def shown_value(value: float, column: TableColumn, view: View) -> str:
    """The value in the reader's format."""
    if column.kind == "percent":
        return view.text.percent(value, column.digits)
    return view.text.number(value, column.digits)
