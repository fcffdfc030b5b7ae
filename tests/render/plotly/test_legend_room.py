"""A figure has a top margin for the legend that Plotly draws in one row or in columns."""

from __future__ import annotations

import pytest

from campaign.charts.body import LegendKey, Lines, NumberFormat
from campaign.charts.ticks import Tick
from campaign.render.height import phone_legend_lines
from campaign.render.plotly.lines import PHONE_ROOM, ROOM, margins
from campaign.theme.style import LIGHT

SHORT, LONG = "Talas oblast", "missing attendance: median (tick), maximum (line end)"
ROW = 19


def room_above(*labels: str, room: float) -> int:
    """Return px above the plot for a legend of these labels."""
    ticks = tuple(Tick(float(n), f"{n}") for n in range(3))
    keys = tuple(LegendKey("actual", label, mark="solid") for label in labels)
    return margins(Lines((), keys, ("", ""), ticks, ticks, NumberFormat(), ""), LIGHT, room)[0]


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ((SHORT,), 1),
        ((SHORT, SHORT), 1),
        ((SHORT,) * 5, 2),
        ((LONG,), 1),
        # A column as wide as the longest entry leaves no room for a second one.
        ((SHORT, SHORT, LONG), 3),
    ],
)
def test_on_a_page_entries_that_do_not_fit_one_row_are_in_equal_columns(
    labels: tuple[str, ...], rows: int
) -> None:
    one_row = room_above(SHORT, room=ROOM)
    assert room_above(*labels, room=ROOM) - one_row == (rows - 1) * ROW


def test_on_a_phone_each_line_of_a_long_entry_counts() -> None:
    one_row = room_above(SHORT, room=PHONE_ROOM)
    assert room_above(SHORT, SHORT, LONG, room=PHONE_ROOM) - one_row == 3 * ROW
    keys = [LegendKey("actual", label) for label in (SHORT, SHORT, LONG)]
    assert phone_legend_lines(keys) == 4 and phone_legend_lines([]) == 0
