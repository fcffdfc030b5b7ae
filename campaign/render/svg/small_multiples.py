"""Small charts as SVG, side by side with one scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from campaign.charts.chart import Chart
from campaign.charts.spec import Bin, LegendKey, Panel, SmallMultiples
from campaign.charts.ticks import Tick
from campaign.render.size import HALL, Size
from campaign.render.svg.calendar import DayAxis, dates_height, dates_width, draw_dates
from campaign.render.svg.drawing import Drawing, Frame, draw_nothing, faded, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import LINE, TextStyle
from campaign.theme.roles import Paint, mark_role, paint
from campaign.theme.style import DAY_MARK, Style

_PANEL, _NAME, _LEAST_PANEL = 104, 46, 0.6
_GAP = 0.05  # between columns, of the width
_BAR, _LEAST_DAYS = 0.82, 3
_SMALL, _LEAST_NAME = 12, 10.5


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the panels in three columns, in two on a phone, in two rows for a projector."""
    spec, scale = chart.spec, size.scale
    assert isinstance(spec, SmallMultiples)
    if not spec.panels:
        return draw_nothing(chart.key, size, style, spec.nothing)
    columns = 2 if size.narrow else math.ceil(len(spec.panels) / 2) if size.name == HALL.name else 3
    rows = math.ceil(len(spec.panels) / columns)
    sketch = Drawing(chart.key, size, 0, style)
    left = max(sketch.text_width(tick.words, _SMALL * scale) for tick in spec.ticks) + 8 * scale
    width = (size.width - left) / (columns + _GAP * (columns - 1))
    ticks = _dates(spec, size, width * size.room_share, sketch)
    # On a phone the legend has the whole width.
    legend_left = 0 if size.narrow else left
    legend_width = size.width - legend_left
    key = LegendKey(mark_role("day"), spec.hollow_words, mark="hollow")
    keys = [key] if spec.hollow_words else []
    legend = legend_height(sketch, keys, legend_width)
    foot = dates_height(sketch, ticks, _SMALL * scale) + (legend + 2 * scale if keys else 0)
    row_height = (_PANEL + _NAME) * scale
    if size.name == HALL.name and size.height:
        row_height = max((size.height - foot) / rows, row_height * _LEAST_PANEL)
    drawing = Drawing(chart.key, size, rows * row_height + foot, style)
    for index, panel in enumerate(spec.panels):
        row, column = divmod(index, columns)
        x = left + column * width * (1 + _GAP)
        axis = DayAxis(spec.calendar, x, x + width - 8 * scale)
        with drawing.row(row * row_height):
            _draw_panel(drawing, spec, panel, axis, row_height, has_labels=column == 0)
            if index + columns >= len(spec.panels):
                draw_dates(drawing, axis, ticks, row_height, _SMALL * scale, is_alone=False)
            else:
                at = row_height
                drawing.line((axis.left, at), (axis.right, at), style.outline, scale)
    draw_legend(drawing, keys, (legend_left, drawing.height - legend), legend_width)
    return drawing


def _dates(spec: SmallMultiples, size: Size, room: float, sketch: Drawing) -> Sequence[Tick[date]]:
    """Return the dates below a panel `room` px wide; fewer if they would touch each other."""
    wide, narrow = spec.day_ticks.wide, spec.day_ticks.narrow
    needed = (len(wide) + 0.5) * dates_width(wide, sketch, _SMALL * size.scale)
    return narrow if size.narrow or needed > room else wide


def _draw_panel(
    drawing: Drawing,
    spec: SmallMultiples,
    panel: Panel,
    axis: DayAxis,
    bottom: float,
    *,
    has_labels: bool,
) -> None:
    style, scale, datum = drawing.style, drawing.scale, panel.datum
    end, height = spec.ticks[-1].at * 1.04, bottom - _NAME * scale
    top = bottom - height
    for tick in spec.ticks:
        y = bottom - height * tick.at / end
        drawing.line((axis.left, y), (axis.right, y), style.line, scale)
        if has_labels:
            at = (axis.left - 5 * scale, y)
            drawing.words(
                tick.words, at, TextStyle(anchor="end", size=_SMALL * scale, colour=style.muted)
            )
    with drawing.mark(datum):
        small_size = 13 * scale
        name, room = small_size, axis.right - axis.left
        while datum.second_label and name > _LEAST_NAME * scale:
            if drawing.text_width(datum.label, name, bold=True) <= room:
                break
            name -= scale / 2
        lines = drawing.wrap(datum.label, room, name) if datum.second_label else [datum.label]
        at = (axis.left, top - 26 * scale - (len(lines) - 1) * name * LINE / 2)
        drawing.lines(lines, at, TextStyle(bold=True, size=name))
        drawing.words(datum.words, (axis.left, top - 10 * scale), TextStyle(size=small_size))
        looks = paint(datum.role, style, faded=datum.faded)
        with drawing.frame(Frame(axis.left, top, axis.right, bottom, axis.calendar.days)):
            for item in panel.bins:
                with drawing.group(data_state=item.state):
                    _draw_bin(drawing, spec, item, axis, (bottom, height / end), looks)


def _draw_bin(
    drawing: Drawing,
    spec: SmallMultiples,
    item: Bin,
    axis: DayAxis,
    at: tuple[float, float],
    looks: Paint,
) -> None:
    style, scale, (bottom, unit) = drawing.style, drawing.scale, at
    x = (axis.x(item.first) + axis.x(item.last)) / 2
    if item.state in ("not_reported", "zero"):
        inside = style.background if item.state == "not_reported" else style.text
        line = {"stroke": style.text, "stroke_width": number(1.5 * scale), **faded(looks)}
        drawing.circle((x, bottom), DAY_MARK / 2 * scale, inside, **line)
        return
    days = (item.last - item.first).days + 1
    # A last bin of one day is drawn wider; a narrower bar would look like an error.
    width = axis.day * (days if days == spec.bin_days else max(days, _LEAST_DAYS)) * _BAR
    drawing.rect(
        x - width / 2,
        bottom - item.value * unit,
        width,
        item.value * unit,
        looks.fill,
        **faded(looks),
    )
