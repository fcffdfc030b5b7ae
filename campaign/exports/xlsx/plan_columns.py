"""The tables of the charts of a plan as the columns of a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.analysis.data_table import DataTable
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column
from campaign.i18n.translator import Text

_LINES = {"actual": "actual", "planned": "plan", "forecast": "forecast"}
"""{column of the table by day: its line on the chart}."""


def plan_columns(table: DataTable) -> list[SheetColumn]:
    """Return the columns of the table by day, the date first."""
    return [to_sheet_column(column, table.frame) for column in table.columns]


def chart_positions(table: DataTable) -> dict[str, int]:
    """Return {line of the chart: position of its column in `plan_columns`}."""
    keys = [column.key for column in table.columns]
    return {line: keys.index(key) for key, line in _LINES.items() if key in keys}


def part_columns(tables: Sequence[DataTable], text: Text) -> list[SheetColumn]:
    """Return the columns of the tables of regions and of types together, with common headers.

    The first column says whether a row is of a region or of a type.
    """
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    kinds = [table.columns[0].header for table in tables for _ in table.frame.index]
    name, *rest = tables[0].columns
    return [
        SheetColumn(text("Kind of row"), "text", kinds),
        SheetColumn(text("Name"), "text", frame[name.key].tolist()),
        *(to_sheet_column(column, frame) for column in rest),
    ]
