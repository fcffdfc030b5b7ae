"""What the native charts of a workbook share: fonts, lines, title, and their place on the sheet."""

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
    """Font and line of an axis."""
    return {"num_font": label_font(), "line": {"color": style.line}}


def gridlines(style: Style) -> dict[str, Any]:
    """Thin lines at the ticks of the values."""
    return {"visible": True, "line": {"color": style.line, "width": 0.5}}


def upward_error_bars(lengths: Sequence[float]) -> dict[str, Any]:
    """Error bars from each value upward, one length for each."""
    return {
        "type": "custom",
        "direction": "plus",
        "plus_values": list(lengths),
        "minus_values": [0] * len(lengths),
    }


def insert_chart(
    native: Any, cells: ChartCells, title: str, height: int, *, below: int = 0, legend: bool = False
) -> None:
    """Put the chart to the right of its table, `below` pixels under the header row.

    It moves with the cells and keeps its size; a screen reader says its title.
    """
    native.set_title({"name": title, "name_font": {"name": FONT, "size": _TITLE}, "overlay": False})
    native.set_legend({"position": "bottom", "font": label_font()} if legend else {"none": True})
    native.show_blanks_as("gap")
    native.set_size({"width": _WIDTH, "height": height})
    options = {"description": title, "object_position": 3, "x_offset": 12, "y_offset": below}
    cells.sheet.insert_chart(cells.range.first, cells.range.columns, native, options)
