"""The ranges of people reached if attendance is missing, as columns of a sheet."""

from __future__ import annotations

import pandas as pd

from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.i18n.translator import Text


def range_columns(ranges: pd.DataFrame, text: Text) -> list[SheetColumn]:
    """Return the activities without attendance and both ends of the range of people reached.

    `ranges` are rows of `attendance_ranges.ranges` in the order of the sheet. If each activity has
    an attendance, return [].
    """
    if not (ranges["missing"] > 0).any():
        return []
    middle = text("If missing attendance equals the median for the type of activity")
    high = text("If missing attendance equals the maximum for the type of activity")
    return [
        SheetColumn(
            text("Activities with attendance not reported"), "whole", ranges["missing"].tolist()
        ),
        SheetColumn(middle, "whole", ranges["middle"].round().tolist()),
        SheetColumn(high, "whole", ranges["high"].round().tolist()),
    ]
