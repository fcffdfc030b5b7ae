"""The positions of small charts side by side, as shares of the plot."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from campaign.charts.body import Panels

_PANEL, _NAME_HEIGHT = 104, 46  # px: bars, name above
DATES_HEIGHT = 66  # px of the dates below all panels
TOP = 4  # px above all panels


@dataclass(frozen=True)
class PanelPosition:
    """The position of a panel, as shares from the left and the bottom; which axes have labels."""

    left: float
    right: float
    bottom: float
    top: float
    dates: bool
    values: bool

    def axes(self, number: str) -> dict[str, Any]:
        """Return the changes of the layout for the axes with this number: {path: value}."""
        return {
            f"xaxis{number}.domain": [self.left, self.right],
            f"yaxis{number}.domain": [self.bottom, self.top],
            f"xaxis{number}.showticklabels": self.dates,
            f"yaxis{number}.showticklabels": self.values,
        }


def in_columns(body: Panels, columns: int) -> list[PanelPosition]:
    """Return positions in this number of columns; all panels have the same height."""
    gap, count = 0.05, len(body.panels)
    plot_height = panels_height(count, columns) - TOP - DATES_HEIGHT
    width = (1 - gap * (columns - 1)) / columns
    positions = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        top = 1 - (row * (_PANEL + _NAME_HEIGHT) + _NAME_HEIGHT) / plot_height
        positions.append(
            PanelPosition(
                round(left, 4),
                round(left + width, 4),
                max(round(top - _PANEL / plot_height, 4), 0),
                round(top, 4),
                # Dates are below the last panel of each column.
                dates=index + columns >= count,
                values=column == 0,
            )
        )
    return positions


def in_two_rows(body: Panels) -> list[PanelPosition]:
    """Return positions for a projector: a wide plot with large names above the panels."""
    gap, count = 0.03, len(body.panels)
    name_height = 0.24 if any(panel.datum.second_label for panel in body.panels) else 0.18
    columns = math.ceil(count / 2)
    width = (1 - gap * (columns - 1)) / columns
    positions = []
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + gap)
        is_first = column == 0
        positions.append(
            PanelPosition(
                left,
                left + width,
                0.5 - row * 0.5,
                1 - row * 0.5 - name_height,
                dates=is_first and index + columns >= count,
                values=is_first,
            )
        )
    return positions


def panels_height(count: int, columns: int) -> int:
    return max(math.ceil(count / columns), 1) * (_PANEL + _NAME_HEIGHT) + TOP + DATES_HEIGHT
