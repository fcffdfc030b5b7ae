"""Marks of an activity in addition to its declared columns, by answers of the file's owner.

A register has such a column only if a row has a mark; files that the dashboard writes and reads
again keep it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.i18n.translator import N_
from campaign.schema.columns import Column
from campaign.schema.region_codes import OTHER_REGION

ESTIMATED = "estimated"
"""The column with the declared columns whose number is an estimate, separated by semicolons."""
TYPE_AS_WRITTEN = "type_as_written"
"""The column with the words of a type that its owner added to the type `OTHER_TYPE`."""
OBLAST_AS_WRITTEN = "oblast_as_written"
"""The column with the words of a region that its owner counts without a region."""
OTHER_TYPE = "other"
AS_WRITTEN: Mapping[str, tuple[str, str]] = {
    TYPE_AS_WRITTEN: ("type", OTHER_TYPE),
    OBLAST_AS_WRITTEN: ("oblast", OTHER_REGION),
}
"""{column of a mark: (column, code)}; the mark has the words that were read as this code.
"""
OTHER_CODES: Mapping[str, str] = dict(AS_WRITTEN.values())
"""The codes whose words as written are kept, by column."""

MARKS = (
    Column(
        TYPE_AS_WRITTEN,
        help=N_(
            "Written by the check: the original words for a type that is not in the list and "
            "is counted as “Other”; empty means that the type is in the list."
        ),
        example="clean-up day",
    ),
    Column(
        OBLAST_AS_WRITTEN,
        help=N_(
            "Written by the check: the original words for a place that is not in the list of "
            "oblasts and cities and is counted without a region; empty means that the region "
            "is in the list."
        ),
        example="Almaty",
    ),
    Column(
        ESTIMATED,
        help=N_(
            "Written by the check: the columns of the row that have an estimate, such as "
            "“about 50”; empty means none."
        ),
        example="reached; women",
    ),
)
MARK_COLUMNS = frozenset(column.name for column in MARKS)


def present_marks(frame: pd.DataFrame) -> list[str]:
    """Return the columns of marks that any row of `frame` has, in their declared order."""
    return [
        column.name
        for column in MARKS
        if column.name in frame and (frame[column.name].fillna("") != "").any()
    ]
