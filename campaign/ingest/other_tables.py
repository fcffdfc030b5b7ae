"""Tables that lack the columns of a register because they are population files or plans."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.ingest.parse import numbers
from campaign.ingest.parse.column_names import is_plan, is_population
from campaign.ingest.report import MissingColumn
from campaign.ingest.sheet import Sheet
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.table import Table

LEAST_PEOPLE = 20_000
"""Half of the numbers of a population file are as large; no attendance is."""
_REGISTER_COLUMNS = frozenset({"reached", "title", "organiser", "audience"})


def find_other_table(
    missing: Sequence[MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> Issue | None:
    """Return the issue of a sheet that looks like another table than a register; None for none.

    `missing` are the columns that it lacks as a register; `entries` have positions as columns. What
    the owner says of a column precedes how the sheet looks.
    """
    requested = sheet.requested
    if sheet.table is not tables.ACTIVITIES or requested.columns or requested.file_values:
        return None
    lacking = {one.name: one for one in missing}
    if "reached" not in lacking or not _REGISTER_COLUMNS.isdisjoint(sheet.positions):
        return None
    if _looks_like_plan(lacking, sheet):
        return _issue("plan_columns", tables.TARGETS, sheet)
    if _looks_like_population(lacking, entries, sheet):
        return _issue("population_columns", tables.POPULATION, sheet)
    return None


def _looks_like_plan(lacking: dict[str, MissingColumn], sheet: Sheet) -> bool:
    """Return True for planned numbers by region or type, without reported ones and their days."""
    if "date" not in lacking or lacking["date"].offers or lacking["reached"].offers:
        return False
    return any(map(is_plan, sheet.header.headers))


def _looks_like_population(
    lacking: dict[str, MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> bool:
    """Return True for numbers of inhabitants by region, without any type of activity."""
    if "type" not in lacking or lacking["type"].offers:
        return False
    region = lacking.get("oblast")
    if region is not None and not (region.offers or region.place_rows):
        return False
    offers = lacking["reached"].offers
    if any(is_population(sheet.header.headers[at]) for at in offers):
        return True
    decimal = numbers.guess_decimal([entries[at] for at in offers])
    counts = (numbers.parse_numbers(entries[at], decimal, typed=False)[0] for at in offers)
    return any(column.median() >= LEAST_PEOPLE for column in counts)


def _issue(rule: str, table: Table, sheet: Sheet) -> Issue:
    fields = ", ".join(column.name for column in table.columns if column.present)
    return Issue(sheet.file, rule, params={"fields": fields})
