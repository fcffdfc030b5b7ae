"""The schedule: every activity on the calendar, in one lane per region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.charts.answer_text import HIGHEST, amount_each, answer_words, regions_in_words
from campaign.charts.calendar import Calendar, DayTicks, days_code
from campaign.charts.spec import Datum, Gantt, Lane, LegendKey, Span
from campaign.charts.wording import GROUP_NAMES, cell_text, people, to_sentence, unreported_words
from campaign.domain.campaign_days import clip_days
from campaign.domain.value_states import reported_state
from campaign.i18n.translator import Text
from campaign.schema.region_codes import NO_REGION, SEVERAL
from campaign.theme.roles import group_role, mark_role
from campaign.theme.style import GROUPS

MOST_ACTIVITIES = 400
"""The most activities that are drawn; if there are more, the summary says so."""

MARGIN_DAYS = 2
"""Free days on both sides of an activity, so that marks do not touch."""

_FEWEST_ROWS = 2  # space for a name in two lines


def schedule_spec(
    rows: pd.DataFrame,
    regions: Mapping[str, str],
    types: pd.DataFrame,
    calendar: Calendar,
    text: Text,
) -> Gantt:
    """Return a lane for each of `regions` (code: short name), with its activities by date.

    `rows` has the first of the selected activities, `types` is `Campaign.types`.
    """
    activities = _with_last_day(rows, regions)
    activities["shown_last"] = clip_days(activities["last"], calendar.first, calendar.last)
    activities, lanes = _pack_rows(activities, regions)
    groups = activities["type"].map(types["group"])
    names = types[f"name_{text.lang}"]
    spans = tuple(
        _span(row, group, str(names[row["type"]]), regions[row["oblast"]], text)
        for row, group in zip(activities.to_dict("records"), groups, strict=True)
    )
    return Gantt(
        lanes=lanes,
        spans=spans,
        legend=tuple(_legend(set(groups), spans, text)),
        calendar=calendar,
        day_ticks=DayTicks.of(calendar, text),
        line_names=calendar.line_names(text),
        nothing=text("No activities in this selection."),
    )


def schedule_finding(spans: pd.DataFrame, regions: Mapping[str, str], text: Text) -> str:
    """Return the region with most activities; for a single region, their number and days.

    `spans` are all selected activities, as `Register.spans`. "" if no region has activities.
    """
    spans = spans[spans["oblast"].isin(list(regions))]
    is_region = ~spans["oblast"].isin([*NO_REGION, SEVERAL])
    counts = spans[is_region].groupby("oblast")["activities"].sum()
    total = int(spans["activities"].sum())
    if counts.empty:
        return ""
    if len(counts) == 1 and is_region.all():
        first, last = spans["date"].min().date(), spans["date"].max().date()
        return text.n(
            "{name}: {n} activity, {dates}",
            "{name}: {n} activities, {dates}",
            total,
            name=regions[str(counts.index[0])],
            dates=text.date_range_short(first, last),
        )
    top = [name for code, name in regions.items() if counts.get(code, 0) == counts.max()]
    amount = text("{n} of {total} activities", n=int(counts.max()), total=total)
    return answer_words(
        HIGHEST["activities"],
        regions_in_words(top, text),
        amount_each(amount, len(top), text),
        text,
        text("Region"),
    )


def schedule_summary(spans: pd.DataFrame, regions: Mapping[str, str], text: Text) -> str:
    """Return the numbers of activities, of long ones, of those not reported, and of those drawn.

    `spans` are all selected activities, as `Register.spans`.
    """
    spans = spans[spans["oblast"].isin(list(regions))]
    if spans.empty:
        return text("No activities in this selection.")
    count, reported = (int(spans[name].sum()) for name in ("activities", "reported"))
    several_count = int(spans.loc[spans["end_date"] > spans["date"], "activities"].sum())
    limit_note = (
        text("shown: the first {n} by date", n=MOST_ACTIVITIES) if count > MOST_ACTIVITIES else ""
    )
    return to_sentence(
        text("Activities: {n}", n=count),
        text("lasting several days: {n}", n=several_count),
        unreported_words(count - reported, text),
        limit_note,
    )


def schedule_table(
    rows: pd.DataFrame, regions: Mapping[str, str], names: Mapping[str, str], text: Text
) -> DataTable:
    """Return the activities that are drawn, by date; `names` are the names of the types."""
    activities = _with_last_day(rows, regions)
    activities["unit"] = activities["oblast"].map(dict(regions))
    activities["type_name"] = activities["type"].map(dict(names))
    activities["state"] = "not_reported"
    return DataTable(
        activities,
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


# The parts of the spec ----------------------------------------------------------------------


def _with_last_day(rows: pd.DataFrame, regions: Mapping[str, str]) -> pd.DataFrame:
    """Return the activities of these regions with `last`: the end date, or the date."""
    activities = rows[rows["oblast"].isin(list(regions))].reset_index(drop=True)
    activities["last"] = activities["end_date"].fillna(activities["date"])
    return activities


def _pack_rows(
    activities: pd.DataFrame, regions: Mapping[str, str]
) -> tuple[pd.DataFrame, tuple[Lane, ...]]:
    """Return the activities, each with its `row`, and the lane of each region.

    `row` counts from the top over all lanes. In its lane, an activity gets the first row whose last
    activity ended more than 2 × `MARGIN_DAYS` days before.
    """
    days = zip(activities["oblast"], activities["date"], activities["shown_last"], strict=True)
    by_region: dict[str, list[tuple[int, pd.Timestamp, pd.Timestamp]]] = {}
    for index, (code, first, last) in enumerate(days):
        by_region.setdefault(code, []).append((index, first, last))
    margin = pd.Timedelta(days=2 * MARGIN_DAYS)
    lanes: list[Lane] = []
    row_numbers: dict[int, int] = {}
    top = 0
    for code, name in regions.items():
        free_days: list[pd.Timestamp] = []
        for index, first, last in by_region.get(code, ()):
            position = next((i for i, day in enumerate(free_days) if day < first), len(free_days))
            free_days[position : position + 1] = [last + margin]
            row_numbers[index] = top + position
        lanes.append(Lane(code, name, top, max(_FEWEST_ROWS, len(free_days))))
        top += lanes[-1].rows
    activities["row"] = pd.Series(row_numbers, dtype="float64")
    return activities, tuple(lanes)


def _span(row: Mapping[Any, Any], group: str, type_name: str, region: str, text: Text) -> Span:
    title, place = cell_text(row, "title"), cell_text(row, "place")
    first, last, reached = row["date"].date(), row["last"].date(), float(row["reached"])
    state = reported_state(reached)
    attendance = (
        text("attendance not reported") if state == "not_reported" else people(reached, text)
    )
    # Many titles begin with the type, which is then not repeated.
    kind = "" if not title or title.startswith(type_name) else type_name
    lines = (
        title or type_name,
        " · ".join(filter(None, (kind, text.date_range_short(first, last)))),
        ", ".join(part for part in (region, place) if part),
        attendance,
    )
    return Span(
        first,
        row["shown_last"].date(),
        int(row["row"]),
        Datum(
            code=days_code(first, last),
            label=title or type_name,
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
