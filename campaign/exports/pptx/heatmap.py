"""Types by unit as a native table in the colours of the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from campaign.analysis.data_table import TableColumn
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.heatmap import SIGN
from campaign.charts.over_time import short_names
from campaign.exports.pptx.bars import faint, shown_value
from campaign.exports.pptx.charts import label_room
from campaign.exports.pptx.legend import draw_omitted_count, legend, swatch
from campaign.exports.pptx.shapes import NO_FILL, Box, Canvas, hatch, solid, stroke
from campaign.exports.pptx.tables import Cell, table
from campaign.exports.pptx.text_width import LINE, SMALLEST
from campaign.theme.style import SLIDE_POINT

_HEAD = 30  # points: two lines of the name of a unit


def heatmap(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """Types by unit as a native table; in two halves with upright heads where it is long."""
    style, frame = view.style, picture.table.frame
    assert picture.figure is not None
    units = short_names(view)
    columns = _unit_columns(picture, units)
    keys = [t for t in picture.figure.data[1:] if t.name]
    entries = [
        (
            str(t.name),
            swatch(_filled(str(t.marker.color), bool(t.marker.pattern.shape), view), style),
        )
        for t in keys
    ]
    box = box.below(legend(canvas, box, entries, view))
    upright = _HEAD
    turned = min(label_room([units[c.key] for c in columns], SMALLEST) + 8, 90)
    least = SMALLEST * LINE
    every = list(zip(frame.index, picture.table.records(), strict=True))
    halves = 1 if len(every) * least <= box.h - upright else 2
    head = upright if halves == 1 else turned
    room = math.floor((box.h - head) / least)
    if len(every) > halves * room:
        room = math.floor((box.h - 16 - head) / least)
        box = draw_omitted_count(canvas, box, len(every) - halves * room, view)
    records = every[: halves * room]
    each = math.ceil(len(records) / halves)
    wide = (box.w - 16 * (halves - 1)) / halves
    name = wide * (0.24 if halves == 1 else 0.3)
    cell = (wide - name) / max(len(columns), 1)
    row_height = min((box.h - head) / max(each, 1), 26)
    size = max(min(12, row_height / LINE - 0.5), SMALLEST)
    widths = [name, *[cell] * len(columns)]
    for number in range(halves):
        part = records[number * each : (number + 1) * each]
        heights = [head, *[row_height] * len(part)]
        place = Box(box.x + number * (wide + 16), box.y, wide, box.h)
        rows = _rows(picture, part, view, turned=halves > 1)
        descr = picture.description
        table(canvas, picture.title, descr, place, rows, widths, heights, size, style.line)
        _outlines(canvas, place, picture, part, widths, heights, view)


def _rows(
    picture: Chart, part: Sequence[tuple[Any, Mapping[str, Any]]], view: View, *, turned: bool
) -> list[list[Cell]]:
    """The head and a row for each type."""
    style, units = view.style, short_names(view)
    colours, columns = _cell_colours(picture), _unit_columns(picture, units)
    first = Cell(picture.table.columns[0].head, style.text, bold=True, align="l")
    rows = [[first, *(Cell(units[c.key], style.text, bold=True, turned=turned) for c in columns)]]
    for code, record in part:
        cells = [Cell(str(record["name"]), style.text, align="l")]
        for column in columns:
            fill = colours.get((column.key, str(code)), style.no_activity)
            cells.append(_heat(record, column, str(code), fill, view))
        rows.append(cells)
    return rows


def _outlines(
    canvas: Canvas,
    box: Box,
    picture: Chart,
    part: Sequence[tuple[Any, Mapping[str, Any]]],
    widths: Sequence[float],
    heights: Sequence[float],
    view: View,
) -> None:
    """A frame around each cell of a chosen unit and a chosen type."""
    if not (view.selection.oblasts and view.selection.types):
        return
    for row, (code, record) in enumerate(part, start=1):
        for at, column in enumerate(_unit_columns(picture, short_names(view)), start=1):
            empty = str(record[f"{column.key}_state"]) == "no_activity"
            if empty or not _inside(column.key, str(code), view):
                continue
            left, top = box.x + sum(widths[:at]), box.y + sum(heights[:row])
            cell = Box(left, top, widths[at], heights[row])
            name = view.text("{place}: chosen", place=f"{column.head} · {record['name']}")
            canvas.shape(name, cell, NO_FILL, stroke(view.style.text, 2 * SLIDE_POINT))


def _heat(
    record: Mapping[str, Any], column: TableColumn, kind: str, colour: str, view: View
) -> Cell:
    style, inside = view.style, _inside(column.key, kind, view)
    state = str(record[f"{column.key}_state"])
    if pd.notna(record[column.key]):
        said = shown_value(float(record[column.key]), column, view)
        ink = style.on(colour) if inside else style.text
        return Cell(said, ink, solid(faint(colour, inside, view)))
    if state == "not_reported":
        return Cell(SIGN, style.text, hatch(style, faded=not inside), bold=True)
    return Cell("", style.text)


def _inside(unit: str, kind: str, view: View) -> bool:
    """True where neither the chosen units nor the chosen types leave the cell out."""
    units, kinds = view.selection.oblasts, view.selection.types
    return (not units or unit in units) and (not kinds or kind in kinds)


def _unit_columns(picture: Chart, units: Mapping[str, str]) -> list[TableColumn]:
    """The columns of the table that stand for a unit."""
    return [column for column in picture.table.columns if column.key in units]


def _cell_colours(picture: Chart) -> dict[tuple[str, str], str]:
    """{(unit, type): colour} as the figure on screen has them."""
    assert picture.figure is not None
    cells = picture.figure.data[0]
    if cells.customdata is None:
        return {}
    found = {}
    for code, colour in zip(cells.customdata, cells.marker.color, strict=True):
        unit, kind = str(code).split("&")
        found[unit.removeprefix("oblast="), kind.removeprefix("type=")] = str(colour)
    return found


def _filled(colour: str, hatched: bool, view: View) -> str:
    return hatch(view.style) if hatched else solid(colour)
