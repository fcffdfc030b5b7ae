"""Two campaigns by region and type: the columns of one sheet of the workbook."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.analysis.data_table import DataTable
from campaign.charts.comparison.value_pairs import ROLES
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.i18n.translator import Text

POSITIONS = dict(zip(ROLES, (2, 3), strict=True))
"""{role of a pair: position of its column}, for the first and the second campaign."""


def comparison_columns(tables: Sequence[DataTable], unit: str, text: Text) -> list[SheetColumn]:
    """Return the columns of the tables of regions and of types together; `unit` is in the headers.

    The second column says whether a row is of a region or of a type.
    """
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    name, first, second, change = tables[0].columns
    kinds = [table.columns[0].header for table in tables for _ in table.frame.index]
    return [
        SheetColumn(text("Name"), "text", frame[name.key].tolist()),
        SheetColumn(text("Kind of row"), "text", kinds),
        *(
            SheetColumn(
                f"{unit}, {column.header}",
                "whole",
                frame[column.key].tolist(),
                frame[str(column.state)].astype("str").tolist(),
            )
            for column in (first, second)
        ),
        SheetColumn(change.header, "change", frame[change.key].tolist()),
    ]
