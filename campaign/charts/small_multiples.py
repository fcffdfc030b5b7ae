"""One small chart per region: people reached by week or by day, all on the same scale."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.view import View
from campaign.charts.answer_text import region_names
from campaign.charts.calendar import Calendar, DayTicks, calendar_of
from campaign.charts.spec import Bin, Datum, Panel, SmallMultiples
from campaign.charts.ticks import Tick, number_ticks
from campaign.charts.wording import (
    activity_lines,
    names_with_wide,
    people,
    selected_names,
    short_names,
    to_sentence,
    unreported_words,
)
from campaign.domain.campaign_days import WEEK
from campaign.domain.value_states import MISSING_WORDS, reported_state
from campaign.i18n.translator import Text
from campaign.theme.roles import ACCENT

_MOST_DAYS = 45  # for longer calendars a bar is a week instead of a day


def bin_values(
    frame: pd.DataFrame, calendar: Calendar, days: tuple[date, date] | None = None
) -> pd.DataFrame:
    """Return `indicators.by_unit_and_day` by week, or by day for a short calendar.

    Columns `oblast`, `first`, `last` (days of the bin), `counted_first`, `counted_last` (the part
    of the bin within the selected `days`, to which the numbers refer), `reached` (NaN: not
    reported), `activities`, `reported`, `shared`. A bin without a row had no activity.
    """
    size = bin_days(calendar)
    origin = pd.Timestamp(calendar.first)
    numbers = (frame["date"] - origin).dt.days // size
    by_bin = frame.assign(bin=numbers).groupby(["oblast", "bin"], sort=True, observed=True)
    sums = by_bin[["activities", "reported", "shared"]].sum()
    sums["reached"] = by_bin["reached"].sum(min_count=1)
    sums = sums.reset_index()
    sums["first"] = origin + pd.to_timedelta(sums["bin"] * size, unit="D")
    last = sums["first"] + pd.Timedelta(days=size - 1)
    sums["last"] = last.where(last <= pd.Timestamp(calendar.last), pd.Timestamp(calendar.last))
    start, end = map(pd.Timestamp, days or (calendar.first, calendar.last))
    sums["counted_first"] = sums["first"].where(sums["first"] >= start, start)
    sums["counted_last"] = sums["last"].where(sums["last"] <= end, end)
    return sums.drop(columns="bin")


def bin_days(calendar: Calendar) -> int:
    """Return the number of days of a bar: one, or a week if bars of a day would be too thin."""
    return 1 if calendar.days <= _MOST_DAYS else WEEK


def panels_spec(bins: pd.DataFrame, view: View) -> SmallMultiples:
    """Return a panel for each region, with the rows of `bin_values`; regions not selected fade."""
    text, calendar, regions = view.text, calendar_of(view), short_names(view)
    selected_regions = view.selection.oblasts
    rows: dict[str, list[dict[Any, Any]]] = {}
    for row in bins.to_dict("records"):
        rows.setdefault(row["oblast"], []).append(row)
    region_bins = bins[bins["oblast"].isin(list(regions))]
    most = float(region_bins["reached"].fillna(0).max()) if len(region_bins) else 0.0
    return SmallMultiples(
        panels=tuple(
            _panel(code, name, rows.get(code, []), text, selected_regions)
            for code, name in regions.items()
        ),
        calendar=calendar,
        bin_days=bin_days(calendar),
        ticks=number_ticks(most, 2, text),
        day_ticks=DayTicks.of(calendar, text, 3, 2),
        ends=tuple(Tick(day, text.date_short(day)) for day in (calendar.first, calendar.last)),
        hollow_words=text("attendance not reported") if region_bins["reached"].isna().any() else "",
        nothing=text("No activities in this selection."),
    )


def panels_finding(bins: pd.DataFrame, view: View) -> str:
    """Return the region and the week (or day) with most people; "" without people."""
    text, regions = view.text, selected_names(view)
    bins = bins[bins["oblast"].isin(list(regions))]
    most = bins["reached"].max()
    if not most > 0:
        return ""
    top = bins[bins["reached"] == most].to_dict("records")
    if len(top) > 1:
        codes = {row["oblast"] for row in top}
        return text(
            "Peaks in single regions: {names} ({amount} each)",
            names=region_names([code for code in regions if code in codes], view),
            amount=people(most, text),
        )
    return text(
        "Peak in one region: {name}, {dates} ({amount})",
        name=regions[top[0]["oblast"]],
        dates=_dates(top[0], text),
        amount=people(most, text),
    )


def panels_summary(bins: pd.DataFrame, view: View) -> str:
    """Return in how many regions people were reached, and what was not reported."""
    text, regions = view.text, selected_names(view)
    bins = bins[bins["oblast"].isin(list(regions))]
    if bins.empty:
        return text("No activities in this selection.")
    missing_note = unreported_words(int((bins["activities"] - bins["reported"]).sum()), text)
    if bins["reached"].isna().all():
        return to_sentence(text("People reached: not reported"), missing_note)
    count = bins.loc[bins["reached"] > 0, "oblast"].nunique()
    if not count and not missing_note and bins["oblast"].nunique() == len(regions):
        return to_sentence(text("People reached: 0 in every region"))
    if len(regions) == 1:
        total = text("People reached in total: {n}", n=float(bins["reached"].sum()))
        return to_sentence(total, missing_note)
    words = text("Regions in which people were reached: {n} of {of}", n=count, of=len(regions))
    return to_sentence(words, missing_note)


def panels_table(bins: pd.DataFrame, view: View) -> DataTable:
    """Return a row for each bar and hollow mark, by region; a column marks the selected ones."""
    text, regions, selected = view.text, names_with_wide(view), view.selection.oblasts
    order = {code: number for number, code in enumerate(regions)}
    rows = bins[bins["oblast"].isin(list(order))].copy()
    rows["order"] = rows["oblast"].map(order)
    rows = rows.sort_values(["order", "first"], kind="stable")
    rows["unit"] = rows["oblast"].map(dict(regions))
    rows["state"] = "not_reported"
    return DataTable(
        rows,
        (
            TableColumn("unit", text("Region")),
            *in_selection(rows, [code in selected for code in rows["oblast"]], text),
            TableColumn("counted_first", text("First day"), "date"),
            TableColumn("counted_last", text("Last day"), "date"),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn("reported", text("Activities that reported attendance"), "number"),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


# The parts of the spec ----------------------------------------------------------------------


def _panel(
    code: str,
    name: str,
    rows: Sequence[Mapping[Any, Any]],
    text: Text,
    selected_regions: Collection[str],
) -> Panel:
    bins = tuple(
        Bin(
            row["first"].date(),
            row["last"].date(),
            float(row["reached"]),
            reported_state(row["reached"]),
        )
        for row in rows
    )
    values = [each.value for each in bins if each.value == each.value]
    total = sum(values) if values else math.nan
    state = reported_state(total) if bins else "no_activity"
    words = people(total, text) if values else text(MISSING_WORDS[state])
    return Panel(
        Datum(
            code=f"oblast={code}",
            label=name,
            value=total,
            state=state,
            role=ACCENT,
            words=words,
            tooltip=(name, *_activity_lines(words, rows, text)),
            selected=code in selected_regions,
            faded=bool(selected_regions) and code not in selected_regions,
        ),
        bins,
    )


def _dates(row: Mapping[Any, Any], text: Text) -> str:
    """Return the days of a bin to which its numbers refer."""
    return text.date_range_short(row["counted_first"].date(), row["counted_last"].date())


def _activity_lines(words: str, rows: Sequence[Mapping[Any, Any]], text: Text) -> Iterator[str]:
    activities, shared, reported = (
        sum(row[name] for row in rows) for name in ("activities", "shared", "reported")
    )
    yield " · ".join((words, *(activity_lines(activities, shared, text) if rows else ())))
    if missing_note := unreported_words(int(activities - reported), text):
        yield missing_note
    with_people = [row for row in rows if row["reached"] > 0]
    if with_people:
        best = max(reversed(with_people), key=lambda row: row["reached"])
        yield text(
            "Peak: {dates} ({amount})",
            dates=_dates(best, text),
            amount=people(best["reached"], text),
        )
