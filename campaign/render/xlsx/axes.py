"""Common parts of the native charts of a workbook: fonts, lines, title, position on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.render.xlsx.cells import ChartCells
from campaign.theme.style import Style

FONT = "Arial"
HEIGHT = 430
"""Height of a chart over the days, in pixels."""

_WIDTH = 820  # pixels
_SIZE, _TITLE = 9, 11  # points


def label_font() -> dict[str, Any]:
    """Return the font of dates, names and values."""
    return {"name": FONT, "size": _SIZE}


def axis_look(style: Style) -> dict[str, Any]:
    """Return font and line of an axis."""
    return {"num_font": label_font(), "line": {"color": style.line}}


def gridlines(style: Style) -> dict[str, Any]:
    """Return thin lines at the ticks of the value axis."""
    return {"visible": True, "line": {"color": style.line, "width": 0.5}}


def upward_error_bars(lengths: Sequence[float]) -> dict[str, Any]:
    """Return error bars upward from each value, with a length for each."""
    return {
        "type": "custom",
        "direction": "plus",
        "plus_values": list(lengths),
        "minus_values": [0] * len(lengths),
    }


def insert_chart(
    native: Any, cells: ChartCells, title: str, height: int, *, below: int = 0, legend: bool = False
) -> None:
    """Insert the chart to the right of its table, `below` pixels below the header row.

    It moves with the cells and keeps its size; its title is also its alternative text.
    """
    native.set_title({"name": title, "name_font": {"name": FONT, "size": _TITLE}, "overlay": False})
    native.set_legend({"position": "bottom", "font": label_font()} if legend else {"none": True})
    native.show_blanks_as("gap")
    native.set_size({"width": _WIDTH, "height": height})
    options = {"description": title, "object_position": 3, "x_offset": 12, "y_offset": below}
    cells.sheet.insert_chart(cells.range.first, cells.range.columns, native, options)
