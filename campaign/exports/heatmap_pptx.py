"""Types by unit as a native table in the colours of the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.exports.bars_pptx import shown
from campaign.exports.charts_pptx import label_room
from campaign.exports.legend_pptx import left_out, legend
from campaign.exports.lettering import LINE, SMALLEST
from campaign.exports.shapes_pptx import Box, Canvas, hatch, solid
from campaign.exports.tables_pptx import Cell, table
from campaign.figures.heatmap import SIGN
from campaign.pictures.picture import Picture
from campaign.pictures.when import short_names
from campaign.tables import Column
from campaign.view import View

_HEAD = 30  # points: two lines of the name of a unit


def heatmap(canvas: Canvas, box: Box, view: View, picture: Picture) -> None:
    """Types by unit as a native table; in two halves with upright heads where it is long."""
    style, frame = view.style, picture.table.frame
    assert picture.figure is not None
    colours = _cell_colours(picture)
    columns = picture.table.columns[1:]
    units = short_names(view)
    keys = [t for t in picture.figure.data[1:] if t.name]
    entries = [
        (str(t.name), _filled(str(t.marker.color), bool(t.marker.pattern.shape), view))
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
        box = left_out(canvas, box, len(every) - halves * room, view)
    records = every[: halves * room]
    each = math.ceil(len(records) / halves)
    wide = (box.w - 16 * (halves - 1)) / halves
    name = wide * (0.24 if halves == 1 else 0.3)
    cell = (wide - name) / max(len(columns), 1)
    row_height = min((box.h - head) / max(each, 1), 26)
    size = max(min(12, row_height / LINE - 0.5), SMALLEST)
    for number in range(halves):
        part = records[number * each : (number + 1) * each]
        rows = [
            [
                Cell(picture.table.columns[0].head, style.text, bold=True, align="l"),
                *(Cell(units[c.key], style.text, bold=True, turned=halves > 1) for c in columns),
            ]
        ]
        for code, record in part:
            cells = [Cell(str(record["name"]), style.text, align="l")]
            for column in columns:
                fill = colours.get((column.key, str(code)), style.no_activity)
                cells.append(_heat(record, column, fill, view))
            rows.append(cells)
        table(
            canvas,
            picture.title,
            f"{picture.title}. {picture.reading}",
            Box(box.x + number * (wide + 16), box.y, wide, box.h),
            rows,
            [name, *[cell] * len(columns)],
            [head, *[row_height] * len(part)],
            size,
            style.line,
        )


def _heat(record: Mapping[str, Any], column: Column, colour: str, view: View) -> Cell:
    state = str(record[f"{column.key}_state"])
    if pd.notna(record[column.key]):
        return Cell(
            shown(float(record[column.key]), column, view), view.style.on(colour), solid(colour)
        )
    if state == "not_reported":
        return Cell(SIGN, view.style.text, hatch(view.style.line, view.style.not_reported))
    return Cell("", view.style.text)


def _cell_colours(picture: Picture) -> dict[tuple[str, str], str]:
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
    return hatch(view.style.hatch, colour) if hatched else solid(colour)
