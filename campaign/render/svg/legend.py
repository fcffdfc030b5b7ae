"""The keys of a legend in rows: a sign and its words."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.charts.body import LegendKey
from campaign.render.svg.drawing import Drawing, Point
from campaign.theme.paint import paint
from campaign.theme.style import DAY_MARK, LANE_MARK

_SWATCH = (16, 12)
_GAP, _ROW = 18, 22


def legend_height(drawing: Drawing, keys: Sequence[LegendKey], width: float) -> float:
    """Return the height of the keys' rows in so much width; 0 without a key."""
    rows = _rows(drawing, keys, width)
    return len(rows) * _ROW * drawing.scale


def draw_legend(drawing: Drawing, keys: Sequence[LegendKey], at: Point, width: float) -> float:
    """Draw the keys from the upper left corner `at` and return their height."""
    scale = drawing.scale
    for number, row in enumerate(_rows(drawing, keys, width)):
        x, y = at[0], at[1] + (number + 0.5) * _ROW * scale
        for key in row:
            with drawing.group(data_legend=key.role):
                draw_sign(drawing, key, (x + _SWATCH[0] * scale / 2, y))
                drawing.words(key.words, (x + (_SWATCH[0] + 6) * scale, y))
            x += _key_width(drawing, key)
    return legend_height(drawing, keys, width)


def draw_sign(drawing: Drawing, key: LegendKey, middle: Point) -> None:
    """Draw the sign of a key around its centre."""
    style, scale, (x, y) = drawing.style, drawing.scale, middle
    looks = paint(key.role, style)
    match key.mark:
        case "area":
            width, height = (length * scale for length in _SWATCH)
            fill, line = drawing.fill(looks), {"stroke": style.outline}
            drawing.rect(x - width / 2, y - height / 2, width, height, fill, **line)
        case "hollow":
            line = {"stroke": style.text, "stroke_width": f"{1.5 * scale:g}"}
            drawing.circle(middle, DAY_MARK / 2 * scale, style.background, **line)
        case "dot":
            drawing.circle(middle, DAY_MARK / 2 * scale, looks.fill)
        case "milestone":
            drawing.diamond(middle, LANE_MARK / 2 * scale, style.text)
        case "event":
            drawing.circle(middle, LANE_MARK / 2 * scale, style.accent)


def _key_width(drawing: Drawing, key: LegendKey) -> float:
    width = drawing.text_width(key.words)
    return (_SWATCH[0] + 6 + _GAP) * drawing.scale + width


def _rows(drawing: Drawing, keys: Sequence[LegendKey], width: float) -> list[list[LegendKey]]:
    rows: list[list[LegendKey]] = []
    row_width = width
    for key in keys:
        key_width = _key_width(drawing, key)
        if row_width + key_width > width + _GAP * drawing.scale:
            rows.append([])
            row_width = 0
        rows[-1].append(key)
        row_width += key_width
    return rows
