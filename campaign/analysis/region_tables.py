"""Tables of one region (places, organizers, wider activities), and the table of all regions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import pandas as pd

from campaign.analysis.coverage import coverage
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.region_profile import own_text_groups
from campaign.analysis.register_table import ListQuery, list_page, localize_texts
from campaign.analysis.text_totals import text_totals
from campaign.analysis.view import View
from campaign.domain.register import FIRST_PAGE
from campaign.domain.totals import sum_totals
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label

_KEYS = ["district", "place"]

MOST_ROWS = 30
"""The most rows of a table on the page; the register lists every activity."""


def district_table(view: View, code: str) -> DataTable:
    """Return the places of the region by district, with their activities and people reached.

    Districts are in alphabetical order, those not stated last; places are sorted by people, most
    first.
    """
    text = view.text
    groups = own_text_groups(view, code, ("district", "place"))
    rows = place_totals(localize_texts(groups, view))
    rows = rows.assign(is_unstated=rows["district"] == "", key=rows["district"].map(text.sort_key))
    rows = rows.sort_values(["is_unstated", "key"], kind="stable")
    return _attendance_table(rows, ("district", "place"), text)


def organiser_table(view: View, code: str) -> DataTable:
    """Return the organizers of the region's activities, most people reached first.

    An activity of several organizers counts for each of them.
    """
    words = view.edition.translations.get(view.text.lang, {})
    rows = text_totals(own_text_groups(view, code, ("organiser",)), "organiser", words)
    rows = rows.rename(columns={"name": "organiser"})
    return _attendance_table(rows, ("organiser",), view.text)


def wider_table(view: View, codes: Collection[str]) -> DataTable:
    """Return the first activities of these codes of no single region, by date."""
    text, campaign = view.text, view.campaign
    wide = replace(view, selection=replace(view.selection, oblasts=tuple(codes)))
    rows = list_page(wide, ListQuery("", "date", False), MOST_ROWS, FIRST_PAGE).rows
    rows = rows.assign(
        oblast=rows["oblast"].map(lambda codes: campaign.places.name(str(codes), text)),
        type=rows["type"].map(lambda kind: campaign.type_name(str(kind), text)),
        state="not_reported",
    )
    return DataTable(
        rows,
        (
            TableColumn("date", column_label("date", text), "date"),
            TableColumn("title", column_label("title", text)),
            TableColumn("type", column_label("type", text)),
            TableColumn("oblast", text("Regions")),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


def region_table(view: View, address: Callable[[str], str | None]) -> DataTable:
    """Return every region with rate and rank, highest first.

    `address` returns the address of a region's page, by its code.
    """
    text, places, population = view.text, view.campaign.places, view.edition.population
    totals = view.totals(oblasts=False)
    rows = coverage(totals, places.codes, population)
    activities = sum_totals(totals, ["oblast"])["activities"]
    order = "reached" if population is None else "rate"
    rows = rows.sort_values(order, ascending=False, na_position="last", kind="stable")
    rows = rows.assign(
        name=[places.name(str(code), text) for code in rows.index],
        activities=activities.reindex(rows.index).fillna(0).astype("int64"),
        address=[address(str(code)) or "" for code in rows.index],
    )
    rate, reach = INDICATORS["rate"], INDICATORS["reach"]
    # The full name: on a phone each value follows its name, and two equal names would be unclear.
    rank_by_reach = text("Rank by “{indicator}”", indicator=text(reach.name))
    by_rate = (
        TableColumn("rate", text(rate.name), "number", rate.digits, state="state"),
        TableColumn("rate_rank", text("Rank by rate"), "number"),
    )
    return DataTable(
        rows,
        (
            TableColumn("name", text("Region"), link="address"),
            *(() if population is None else by_rate),
            TableColumn("reached", text(reach.name), "number", state="state"),
            TableColumn("count_rank", rank_by_reach, "number"),
            TableColumn("activities", text("Activities"), "number"),
        ),
    )


def _attendance_table(rows: pd.DataFrame, names: tuple[str, ...], text: Text) -> DataTable:
    """Return rows with activities, attendance and people as a table; "" becomes *not stated*."""
    unstated = text("not stated")
    rows = rows.assign(
        **{name: rows[name].where(rows[name] != "", unstated) for name in names},
        state="not_reported",
    )
    return DataTable(
        rows,
        (
            *(TableColumn(name, column_label(name, text)) for name in names),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn("reported", text("Activities that reported attendance"), "number"),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


def place_totals(groups: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each district and place; a district or place that is not stated is "".

    `groups` are the activities of one region by `district` and `place`, as `Register.text_groups`.

    Columns `district`, `place`, `activities`, `reported` (activities with an attendance), `reached`
    in persons, NaN if none of them reported one. Sorted by people (most first), then activities
    (most first), then text; *not reported* last. Every activity is in exactly one row.
    """
    texts = {name: groups[name].astype("object") for name in _KEYS}
    keys = [cells.where(cells.notna(), "").astype("str").str.strip() for cells in texts.values()]
    sums = groups[["activities", "reported", "reached"]]
    frame = sums.groupby(keys, sort=False).sum(min_count=1)
    frame.index.names = _KEYS
    return frame.reset_index().sort_values(
        ["reached", "activities", *_KEYS],
        ascending=[False, False, True, True],
        na_position="last",
        ignore_index=True,
    )
