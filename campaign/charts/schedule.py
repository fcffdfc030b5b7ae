"""Every activity as a span on the calendar, in one lane per region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.charts.body import Datum, Lane, LegendKey, Span, Spans
from campaign.charts.calendar import Calendar, DayTicks, by_date
from campaign.charts.wording import GROUP_NAMES, ended, entry, people, unreported
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.theme.paint import group_role, mark_role
from campaign.theme.style import GROUPS

LIMIT = 400
"""The most activities drawn; the sentence says where there were more."""

CLEAR = 2
"""Days kept clear on both sides of an activity, so that marks never touch."""

_FEWEST_ROWS = 2  # room for a name of two lines


def pack_rows(rows: pd.DataFrame, regions: Mapping[str, str]) -> pd.DataFrame:
    """The first `LIMIT` activities by date, each with a `row` of its own in its region's lane.

    `last` is the end date, or the date where none is given. `row` counts from the top over all
    lanes; activities less than some days apart never share one.
    """
    return _pack(rows, regions)[0]


def build(
    rows: pd.DataFrame,
    regions: Mapping[str, str],
    types: pd.DataFrame,
    calendar: Calendar,
    text: Text,
) -> Spans:
    """A lane for each of `regions` (code: short name), with its activities by date.

    `rows` are the chosen rows of the register, `types` is `Campaign.types`.
    """
    shown, lanes = _pack(rows, regions)
    groups = shown["type"].map(types["group"])
    names = types[f"name_{text.lang}"]
    spans = tuple(
        _span(row, group, str(names[row["type"]]), regions[row["oblast"]], text)
        for row, group in zip(shown.to_dict("records"), groups, strict=True)
    )
    return Spans(
        lanes=lanes,
        spans=spans,
        legend=tuple(_legend(set(groups), spans, text)),
        calendar=calendar,
        day_ticks=DayTicks.of(calendar, text),
        line_names=calendar.line_names(text),
        nothing=text("No activities in this selection."),
    )


def summary(rows: pd.DataFrame, regions: Mapping[str, str], text: Text) -> str:
    """How many activities, how many of several days, the region with most, what is left out."""
    listed = rows[rows["oblast"].isin(list(regions))]
    if listed.empty:
        return text("No activities in this selection.")
    several = int((listed["end_date"] > listed["date"]).sum())
    count = text("Activities: {n}", n=len(listed))
    longer = text("lasting several days: {n}", n=several)
    counts = listed["oblast"].value_counts()
    top = [name for code, name in regions.items() if counts.get(code, 0) == counts.max()]
    most = text.n("{n} activity", "{n} activities", int(counts.max()))
    lead = ""
    if len(counts) > 1 and len(top) <= 3:
        lead = text("most in one region: {names} ({amount})", names=text.list(top), amount=most)
    cut = text("drawn: the first {n} by date", n=LIMIT) if len(listed) > LIMIT else ""
    return ended(count, longer, lead, unreported(int(listed["reached"].isna().sum()), text), cut)


def to_table(
    rows: pd.DataFrame, regions: Mapping[str, str], names: Mapping[str, str], text: Text
) -> DataTable:
    """The activities drawn, by date; `names` are the names of the types."""
    shown = pack_rows(rows, regions)
    shown["unit"] = shown["oblast"].map(dict(regions))
    shown["type_name"] = shown["type"].map(dict(names))
    shown["state"] = "not_reported"
    return DataTable(
        shown,
        (
            TableColumn("date", text("Date"), "date"),
            TableColumn("last", text("Last day"), "date"),
            TableColumn("unit", text("Region")),
            TableColumn("place", text("Place")),
            TableColumn("type_name", text("Type of activity")),
            TableColumn("title", text("Title")),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


# The parts of the body ----------------------------------------------------------------------


def _pack(rows: pd.DataFrame, regions: Mapping[str, str]) -> tuple[pd.DataFrame, tuple[Lane, ...]]:
    """The activities with their rows, and the lane of each region.

    Within a lane an activity takes the first row that is free by then.
    """
    shown = rows[rows["oblast"].isin(list(regions))].sort_values("date", kind="stable")
    shown = shown.head(LIMIT).reset_index(drop=True)
    shown["last"] = shown["end_date"].fillna(shown["date"])
    by_region = dict(iter(shown.groupby("oblast")))
    clear = pd.Timedelta(days=2 * CLEAR)
    lanes: list[Lane] = []
    row_of: dict[Any, int] = {}
    top = 0
    for code, name in regions.items():
        free: list[pd.Timestamp] = []
        for index, row in by_region[code].iterrows() if code in by_region else ():
            at = next((i for i, day in enumerate(free) if day < row["date"]), len(free))
            free[at : at + 1] = [row["last"] + clear]
            row_of[index] = top + at
        lanes.append(Lane(code, name, top, max(_FEWEST_ROWS, len(free))))
        top += lanes[-1].rows
    shown["row"] = pd.Series(row_of, dtype="float64")
    return shown, tuple(lanes)


def _span(row: Mapping[Any, Any], group: str, kind: str, region: str, text: Text) -> Span:
    title, place = entry(row, "title"), entry(row, "place")
    first, last, reached = row["date"].date(), row["last"].date(), float(row["reached"])
    state = reported_state(reached)
    attendance = (
        text("attendance not reported") if state == "not_reported" else people(reached, text)
    )
    lines = (
        title or kind,
        # Many titles begin with the type: it is not said twice.
        "" if not title or title.startswith(kind) else kind,
        text.date_range_short(first, last),
        ", ".join(part for part in (region, place) if part),
        attendance,
    )
    return Span(
        first,
        last,
        int(row["row"]),
        Datum(
            code=by_date(first, last),
            label=title or kind,
            value=reached,
            state=state,
            role=group_role(group),
            words=attendance,
            tooltip=tuple(line for line in lines if line),
        ),
    )


def _legend(groups: set[str], spans: tuple[Span, ...], text: Text) -> Iterator[LegendKey]:
    for group in GROUPS:
        if group in groups:
            yield LegendKey(group_role(group), text(GROUP_NAMES[group]), mark="dot")
    if any(span.datum.state == "not_reported" for span in spans):
        yield LegendKey(mark_role("any"), text("attendance not reported"), mark="hollow")
