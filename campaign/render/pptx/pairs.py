"""Pairs on a slide as a native chart: two bars in each row, in the colours of the legend."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from campaign.analysis.view import View
from campaign.charts.body import Pair, Pairs
from campaign.charts.chart import Chart
from campaign.charts.two_languages import both
from campaign.render.pptx.bars import sheet_value
from campaign.render.pptx.box import Box
from campaign.render.pptx.data_sheet import sheet_notes, value_pattern
from campaign.render.pptx.legend import OMITTED, draw_keys, draw_omitted_count
from campaign.render.pptx.native_chart import NativeChart, Series, add_chart
from campaign.render.pptx.shapes import Canvas
from campaign.render.text_width import LINE, SMALLEST, clean, fit_text, label_room, width
from campaign.theme.roles import paint

_HIGHEST_ROW, _LEAST_ROW = 64, 2 * SMALLEST * LINE  # points
_LARGEST = 14  # points
_MOST_LABEL = 0.48  # of the box
_GAP = 25  # the gap between two rows, in per cent of a bar


@dataclass(frozen=True)
class _Room:
    """The room for labels and values at the ends of the rows, and the font size; in points."""

    label: float
    value: float
    size: float
    row: float


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the rows below the legend; rows that have no room are counted below.

    A missing value has no bar: the name of its row gives the reason.
    """
    body = chart.body
    assert isinstance(body, Pairs)
    if not body.rows:
        return
    # The symbols are areas, because this renderer draws bars and not points.
    keys = tuple(replace(key, mark="area") for key in body.legend)
    box = box.below(draw_keys(canvas, box, keys, view))
    rows = body.rows
    if len(rows) * _LEAST_ROW > box.h:
        rows = rows[: max(1, math.floor((box.h - OMITTED) / _LEAST_ROW))]
        box = draw_omitted_count(canvas, box, len(body.rows) - len(rows), view)
    room = _room(rows, box)
    area = Box(box.x, box.y, box.w, room.row * len(rows))
    plot = Box(area.x + room.label, area.y, area.w - room.label - room.value, area.h)
    native = _native_chart(body, rows, room, plot, view)
    add_chart(canvas, chart.title, chart.description, area, native)


def _room(rows: tuple[Pair, ...], box: Box) -> _Room:
    row = min(box.h / len(rows), _HIGHEST_ROW)
    size = max(min(_LARGEST, row / 2 / LINE - 1), SMALLEST)
    label = min(label_room([_label(pair) for pair in rows], size) + 10, box.w * _MOST_LABEL)
    values = max((width(d.words, size, True) for p in rows for d in p.points), default=0.0)
    return _Room(label, values + 12, size, row)


def _native_chart(
    body: Pairs, rows: tuple[Pair, ...], room: _Room, plot: Box, view: View
) -> NativeChart:
    style, size = view.style, room.size
    high = max(room.row, size * LINE)
    labels = [fit_text(_label(p), room.label - 10, high, size, size).words for p in rows]
    series = tuple(
        Series(
            clean(key.label),
            tuple(sheet_value(pair.data[at], body.format) for pair in rows),
            "bar",
            paint(key.role, style).fill,
            tuple(
                paint(pair.data[at].role, style, faded=pair.data[at].faded).flat for pair in rows
            ),
        )
        for at, key in enumerate(body.legend)
    )
    return NativeChart(
        tuple(labels),
        series,
        view.text,
        style,
        plot,
        value_pattern(view.text, body.format),
        size,
        body.headings[0],
        notes=sheet_notes(view),
        top=float(body.ticks[-1].at),
        has_labels=True,
        is_stacked=False,
        gap=_GAP,
    )


def _label(pair: Pair) -> str:
    """Return the full name of a row with its note; on a slide in two languages in both."""
    name = both(pair.label, pair.second_label)
    if pair.first.name:
        name = both(pair.first.name, pair.first.second_name)
    words = both(pair.end_words, pair.second_end_words)
    return clean(f"{name}: {words}" if words else name)
