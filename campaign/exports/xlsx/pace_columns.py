"""Two campaigns by day: the columns of one sheet of the workbook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.charts.comparison.running_totals import ROLES, Pace
from campaign.exports.xlsx.range_columns import range_columns
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.i18n.translator import Text

POSITIONS = dict(zip(ROLES, (1, 2), strict=True))
"""{line of the chart: position of its column}, for running totals of both campaigns."""


def pace_columns(
    paces: Sequence[Pace], days: list[int], unit: str, text: Text
) -> list[SheetColumn]:
    """Return the running totals of both campaigns on each of the days, then the range of each.

    `unit` is the name of the totals in headers. A cell is empty if its campaign has no such day.
    """
    frames = [pace.rows.set_index("day").reindex(days) for pace in paces]
    totals = [
        SheetColumn(f"{unit}, {pace.name}", "whole", frame["value"].tolist())
        for pace, frame in zip(paces, frames, strict=True)
    ]
    ends = [
        SheetColumn(f"{column.header}, {pace.name}", column.kind, column.cells)
        for pace, frame in zip(paces, frames, strict=True)
        for column in range_columns(frame, text)
    ]
    return [SheetColumn(text("Day of the campaign"), "plain", days), *totals, *ends]


def days_of(paces: Sequence[Pace]) -> list[int]:
    """Return the numbers of all days, from the first to the last of either campaign."""
    numbers = pd.concat([pace.rows["day"] for pace in paces])
    return list(range(int(numbers.min()), int(numbers.max()) + 1))
