"""One region compared with the country, its tables, and the table of all regions.

As everywhere, activities of no single region are in the national sums, but not in any region's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.analysis.coverage import coverage
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS, POPULATION, none_if_missing
from campaign.analysis.register_table import ListQuery, list_page, localize_texts
from campaign.analysis.text_totals import text_totals
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once
from campaign.domain.register import FIRST_PAGE
from campaign.domain.totals import sum_totals
from campaign.domain.value_states import State
from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import COUNTRY, split_regions

_DIGITS = 6
"""Decimals of a gap that are used; further decimals are floating-point errors."""


@dataclass(frozen=True)
class RegionProfile:
    """One region compared with the country, for the types and dates of a view.

    `activities` counts the activities of this region alone; `not_reported` of them have no
    attendance. None means not reported or not known. `gap` is `coverage.gaps` in whole people:
    negative if fewer people were reached than at the national average rate, positive if more.
    Reaching the missing people would also raise the average. `ranked` is the number of regions with
    a value.
    """

    code: str
    state: State
    activities: int
    not_reported: int
    reached: float | None
    population: float | None
    rate: float | None
    national_rate: float | None
    gap: int | None
    reach_share: float | None
    population_share: float | None
    reach_rank: int | None
    rate_rank: int | None
    ranked: int

    @staticmethod
    @once
    def of(view: View, code: str) -> RegionProfile:
        """Return the profile of a region. Raises ValueError if the edition has no register."""
        totals = view.totals(oblasts=False)
        everybody = replace(view, selection=replace(view.selection, denominator=POPULATION))
        frame = everybody.coverage
        row = frame.loc[[code]].to_dict("records")[0]
        own = totals[totals["oblast"] == code]
        return RegionProfile(
            code=code,
            state=row["state"],
            activities=int(own["activities"].sum()),
            not_reported=int(own["activities"].sum() - own["reported"].sum()),
            reached=none_if_missing(row["reached"]),
            population=none_if_missing(row["population"]),
            rate=none_if_missing(row["rate"]),
            national_rate=none_if_missing(everybody.national_rate),
            gap=whole_people(row["gap"]),
            reach_share=none_if_missing(row["reach_share"]),
            population_share=none_if_missing(row["population_share"]),
            reach_rank=_rank(row["count_rank"]),
            rate_rank=_rank(row["rate_rank"]),
            ranked=int(frame["count_rank"].notna().sum()),
        )

    @property
    def has_activities(self) -> bool:
        """True if charts can be drawn: with own activities, or people from wider activities."""
        return self.activities > 0 or self.reached is not None


def whole_people(gap: float) -> int | None:
    """Return a gap in whole people, rounded as charts and tables show it; None for NaN."""
    if pd.isna(gap):
        return None
    return int(math.copysign(math.floor(round(abs(gap), _DIGITS) + 0.5), gap))


def shown_region(view: View) -> str | None:
    """Return the selected region, the first of several in the official order; None without one."""
    return next((c for c in view.campaign.places.codes if c in view.selection.oblasts), None)


def view_of_region(view: View, code: str) -> View:
    """Return the view of this region alone, with the same types and dates."""
    if view.selection.oblasts == (code,):
        return view
    return replace(view, selection=replace(view.selection, oblasts=(code,)))


def neighbours(view: View, code: str) -> tuple[str | None, str | None]:
    """Return the regions before and after this one in the official order; None at the ends."""
    codes = view.campaign.places.codes
    at = codes.index(code)
    before = codes[at - 1] if at else None
    return before, codes[at + 1] if at + 1 < len(codes) else None


def own_text_groups(view: View, code: str, columns: Sequence[str]) -> pd.DataFrame:
    """Return the activities of this region alone by columns of texts, as `Register.text_groups`.

    They have the types and dates of the view.
    """
    register = view.edition.register
    assert register is not None
    return register.text_groups(columns, replace(view.selection.row_filter(), oblasts=(code,)))


def wider_totals(view: View, code: str) -> pd.DataFrame:
    """Return the grouped table of the whole country and of several regions with this one.

    These activities are not in the sums of the region, except for people whose region is known.
    """
    totals = view.totals(oblasts=False)
    codes = [
        wide
        for wide in map(str, totals["oblast"].unique())
        if wide == COUNTRY or (wide != code and code in split_regions(wide))
    ]
    return totals[totals["oblast"].isin(codes)]


def _rank(number: float) -> int | None:
    return None if pd.isna(number) else int(number)


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
    """Return every region with rate and rank, highest first; without a population, by people.

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
    ranks: tuple[TableColumn, ...] = (
        TableColumn("rate", text(rate.name), "number", rate.digits, state="state"),
        TableColumn("rate_rank", text("Rank by rate"), "number"),
    )
    if population is None:
        rank = text("Rank by “{indicator}”", indicator=text(reach.name))
        ranks = (TableColumn("count_rank", rank, "number"),)
    return DataTable(
        rows,
        (
            TableColumn("name", text("Region"), link="address"),
            *ranks,
            TableColumn("reached", text(reach.name), "number", state="state"),
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
