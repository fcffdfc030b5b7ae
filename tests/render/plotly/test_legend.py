"""The number of lines of a legend is computed before it is drawn."""

from __future__ import annotations

from campaign.charts.body import LegendKey
from campaign.render.height import legend_lines, phone_legend_lines

SHORT = [LegendKey("class:1", "zero"), LegendKey("class:2", "plan")]
LONG = LegendKey("class:3", "activities with attendance not reported by the organizers")


def test_entries_fill_lines() -> None:
    assert legend_lines([], 270) == 0
    assert legend_lines(SHORT, 270) == 1
    assert legend_lines([*SHORT, LONG], 400) == 2
    assert legend_lines([*SHORT, LONG], 270) == 3, "the long label takes two lines"


def test_a_phone_legend_has_columns_as_wide_as_the_longest_entry() -> None:
    assert phone_legend_lines([]) == 0
    assert phone_legend_lines(SHORT) == 1
    assert legend_lines([*SHORT, *SHORT], 270) == 1
    longer = LegendKey("class:4", "an entry of a middle length")
    assert legend_lines([*SHORT, longer], 270) == 2
    assert phone_legend_lines([*SHORT, longer]) == 3
