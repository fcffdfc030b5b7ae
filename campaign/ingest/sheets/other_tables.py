"""Tables that lack the columns of a register because they are population files or plans."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from campaign.ingest.parse import dates, numbers
from campaign.ingest.parse.column_names import is_plan, is_population
from campaign.ingest.report import MissingColumn
from campaign.ingest.sheet import Sheet
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.table import Table

LEAST_PEOPLE = 20_000
"""Half of the numbers of a population file are this large, unlike numbers of people reached.
"""
_REGISTER_COLUMNS = frozenset({"reached", "title", "organiser", "audience"})


def find_other_table(
    missing: Sequence[MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> Issue | None:
    """Return the issue of a sheet that looks like another table than a register; None for none.

    `missing` are the columns of a register that it lacks; `entries` have positions as columns. The
    owner's choices of columns have priority over this detection.
    """
    requested = sheet.requested
    if sheet.table is not tables.ACTIVITIES or requested.columns or requested.file_values:
        return None
    missing_by_name = {one.name: one for one in missing}
    if "reached" not in missing_by_name or not _REGISTER_COLUMNS.isdisjoint(sheet.positions):
        return None
    if _looks_like_plan(missing_by_name, entries, sheet):
        return _issue("plan_columns", tables.TARGETS, sheet)
    if _looks_like_population(missing_by_name, entries, sheet):
        return _issue("population_columns", tables.POPULATION, sheet)
    return None


def _looks_like_plan(
    missing_by_name: dict[str, MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> bool:
    """Return True for planned numbers by region or type, without reported numbers and days."""
    if (
        "date" not in missing_by_name
        or missing_by_name["date"].offers
        or missing_by_name["reached"].offers
    ):
        return False
    plan_columns = [at for at, header in enumerate(sheet.header.headers) if is_plan(header)]
    # «Цель мероприятия» is the header of texts.
    return bool(numbers.parse_columns(entries[plan_columns]).notna().any(axis=None))


def _looks_like_population(
    missing_by_name: dict[str, MissingColumn], entries: pd.DataFrame, sheet: Sheet
) -> bool:
    """Return True for numbers of inhabitants by region, without any type of activity."""
    if (
        "type" not in missing_by_name
        or missing_by_name["type"].offers
        or _lists_activities(entries, sheet)
    ):
        return False
    region = missing_by_name.get("oblast")
    if region is not None and not (region.offers or region.place_rows):
        return False
    offers = list(missing_by_name["reached"].offers)
    if any(is_population(sheet.header.headers[at]) for at in offers):
        return True
    return bool((numbers.parse_columns(entries[offers]).median() >= LEAST_PEOPLE).any())


def _lists_activities(entries: pd.DataFrame, sheet: Sheet) -> bool:
    """Return True for rows with a region and a place in it, or with several days in one month."""
    if "oblast" in sheet.positions and not {"district", "place"}.isdisjoint(sheet.positions):
        return True
    if "date" not in sheet.positions:
        return False
    days = dates.parse_dates(entries[sheet.positions["date"]], "dmy", sheet.raw.from_1904)[0]
    distinct_days = days.dropna().drop_duplicates()
    return bool(distinct_days.dt.to_period("M").duplicated().any())


def _issue(rule: str, table: Table, sheet: Sheet) -> Issue:
    fields = ", ".join(column.name for column in table.columns if column.present)
    return Issue(sheet.file, rule, params={"fields": fields})
