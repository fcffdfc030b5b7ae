"""Charts of a plan: planned and actual by day, and the progress of each region and type."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, named_table
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import PartSums, Plan, plans_by_region, plans_by_type, read_targets
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once, once_in_country
from campaign.charts.answer_text import regions_in_words, types_in_words
from campaign.charts.bars import bar, bars
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart, Parts, build_chart, with_scope
from campaign.charts.plan_lines import lines_spec, lines_table, no_lines
from campaign.charts.spec import Bars, NumberFormat, Reference
from campaign.charts.wording import (
    amount,
    end_sentence,
    full_names,
    join_sentences,
    round_half_up,
    type_names,
)
from campaign.domain.illustrative_rows import ILLUSTRATIVE
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.translator import N_, Text


def pace(view: View) -> Chart:
    """Return planned and actual since the start by day, with a forecast while days remain."""
    text, indicator = view.text, view.count_indicator.code
    title = (
        text("People reached since the start: actual and planned")
        if indicator == "reach"
        else text("Activities since the start: actual and planned")
    )
    plan, calendar = view.plan(indicator), Calendar.of(view.edition)
    if plan is None or calendar is None:
        words = plan_absence(view)
        table, spec = lines_table(None, None, text), no_lines(words)
        return with_scope(Chart("plan", title, words, _sources(view), table, spec), view)
    limits = view.edition.shown_limits
    assert limits is not None
    calendar = replace(calendar, last=max(calendar.last, min(plan.due, limits[1])))
    chart = Chart(
        key="plan",
        title=title,
        finding=pace_finding(plan, text),
        summary=pace_summary(plan, view),
        sources=_sources(view),
        notes=tuple(_notes(plan, calendar, text)),
        spec=lines_spec(plan, calendar, text),
        table=lines_table(plan, calendar, text),
    )
    return with_scope(chart, view)


def plan_answer(view: View) -> str:
    """Return how far ahead or behind the campaign is, and which region is furthest behind.

    "" if nothing can be compared.
    """
    if not has_plan(view):
        return ""
    regions = "" if view.selection.oblasts else progress_finding(_regions(view), view)
    plan = view.plan(view.count_indicator.code)
    country = "" if plan is None else pace_finding(plan, view.text)
    return join_sentences(end_sentence(country), end_sentence(regions))


def by_region(view: View) -> Chart:
    """Return the share of its plan to date that each region has achieved, worst first."""
    title = view.text("Target achieved by {date}, by region, %", date=view.plan_day)
    return _bars(view, "plan_regions", title, _regions(view))


def by_type(view: View) -> Chart:
    """Return the share of its plan to date that each type of activity has achieved, worst first."""
    title = view.text("Target achieved by {date}, by type of activity, %", date=view.plan_day)
    return _bars(view, "plan_types", title, _types(view))


def has_plan(view: View) -> bool:
    """Return whether the edition has targets and a register to compare them with."""
    return view.has_register and view.edition.targets is not None


def plan_absence(view: View) -> str:
    """Return why there is no comparison with a plan, in words."""
    if not view.selection.is_comparable_with_plan:
        return view.text(
            "The plan covers the whole campaign. To compare the data with it, remove the filters "
            "by date and organizer."
        )
    return view.text("There is no target for this selection.")


def _sources(view: View) -> tuple[str, ...]:
    return view.source, targets_source(view)


def _notes(plan: Plan, calendar: Calendar, text: Text) -> Iterator[str]:
    if plan.due > calendar.last:
        yield text("not shown: the days until the last due date of the plan, {date}", date=plan.due)
    if plan.forecast:
        yield text(
            "forecast: assumes that the daily mean so far continues; 80% range calculated from the "
            "variation of the weekly sums"
        )


def targets_source(view: View) -> str:
    """Return the name of the file with the targets in words, or that they are illustrative."""
    text, edition = view.text, view.edition
    targets = edition.targets
    if targets is not None and (targets["source"] == ILLUSTRATIVE).all():
        return text("illustrative (invented) targets made for this dashboard")
    return text("plan: {file}", file=edition.targets_file)


@once_in_country
def _region_frame(view: View, indicator: str) -> pd.DataFrame:
    codes = view.campaign.places.codes
    return plans_by_region(view.edition, view.selection, codes, indicator, view.plan_day)


def _regions(view: View) -> PlanParts:
    frame = _region_frame(view, view.count_indicator.code)
    return PlanParts("oblast", frame, full_names(view), view.text("Region"), view.selection.oblasts)


@once
def _type_frame(view: View, indicator: str) -> pd.DataFrame:
    codes = view.campaign.type_codes
    return plans_by_type(view.edition, view.selection, codes, indicator, view.plan_day)


def _types(view: View) -> PlanParts:
    frame, heading = _type_frame(view, view.count_indicator.code), view.text("Type of activity")
    return PlanParts("type", frame, type_names(view), heading, view.selection.types)


def _bars(view: View, key: str, title: str, parts: PlanParts) -> Chart:
    """Return the chart of regions or types; only texts if nothing can be compared."""
    if not parts.are_compared(view):
        words, empty = plan_absence(view), replace(parts, frame=parts.frame.iloc[:0])
        spec = replace(progress_spec(empty, view), nothing=words, reference=None)
        table = progress_table(empty, view)
        return with_scope(Chart(key, title, words, _sources(view), table, spec, pick=True), view)
    of_bars = Parts(progress_spec, progress_finding, progress_summary, progress_table)
    sources, part = (targets_source(view),), "place" if parts.key == "oblast" else "types"
    return build_chart(
        key, title, of_bars, parts, view, sources=sources, highlights=(part,), is_of_all=True
    )


_ON_PLAN = 1.0
_MET = {
    "oblast": (
        N_("Every regional target to date is met or exceeded"),
        N_("All targets to date are met or exceeded in the regions with attendance reported"),
    ),
    "type": (
        N_("Every target by type to date is met or exceeded"),
        N_("All targets to date are met or exceeded for the types with attendance reported"),
    ),
}
"""The messages are about the bars only, because the country may be behind its own target."""
_MOST_NAMES = 3
_LEAST_END = 1.05  # the lowest end of the axis, so that the line of the plan is inside


@dataclass(frozen=True, eq=False)
class PlanParts:
    """The rows of `plans_by_region` or `plans_by_type`, with names by code and a heading.

    `key` is that of their codes in an address, `selected` has the selected codes.
    """

    key: Literal["oblast", "type"]
    frame: pd.DataFrame
    names: Mapping[str, str]
    heading: str
    selected: tuple[str, ...]

    def are_compared(self, view: View) -> bool:
        """Return whether one of them can be compared with a plan."""
        has_target = bool((self.frame["state"] != "no_target").any())
        return has_target and view.selection.is_comparable_with_plan


def progress_spec(parts: PlanParts, view: View) -> Bars:
    """Return a bar for each row, in its order; a type without a target has none.

    The summary counts the many types without a target, and the table lists them.
    """
    text, selected, frame = view.text, parts.selected, parts.frame
    if parts.key == "type":
        frame = frame[frame["state"] != "no_target"]
    data = []
    for code, row in frame.to_dict("index").items():
        has_value = row["state"] in ("value", "zero")
        datum = bar(
            f"{parts.key}={code}",
            row | {"value": row["share"] if has_value else math.nan},
            parts.names[str(code)],
            _words(row, text),
            (parts.names[str(code)], *_lines(row, view.count_indicator.code, text)),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
        )
        data.append(datum)
    return bars(
        data,
        (parts.heading, text("Target achieved to date, %")),
        text,
        format=NumberFormat("percent", 0),
        least_end=_LEAST_END,
        nothing=text("There is no target for this selection."),
        reference=Reference(_ON_PLAN, text("Plan")),
    )


def progress_finding(parts: PlanParts, view: View) -> str:
    """Return the regions or types furthest behind their plan; "" if none can be compared."""
    text, frame, names = view.text, parts.frame, parts.names
    if not parts.are_compared(view):
        return ""
    comparable = _comparable(frame)
    if comparable.empty:
        return ""
    if _behind(comparable).empty:
        all_met, reported_met = _MET[parts.key]
        return text(reported_met if (frame["state"] == "not_reported").any() else all_met)
    is_idle = comparable["state"] == "no_activity"
    is_last = is_idle if is_idle.any() else comparable["share"] == comparable["share"].min()
    last = comparable[is_last]
    in_words = types_in_words if parts.key == "type" else regions_in_words
    name = in_words([names[str(code)] for code in last.index], text)
    if is_idle.any():
        return text("Furthest behind plan: {name} – no activity", name=name)
    return text(
        "Furthest behind plan: {name} – {share:%0} of the plan achieved",
        name=name,
        share=float(last["share"].iloc[0]),
    )


def progress_summary(parts: PlanParts, view: View) -> str:
    """Return how many are behind, and which are not comparable: up to three names, or a number."""
    text, frame, names = view.text, parts.frame, parts.names
    comparable = _comparable(frame)
    if comparable.empty:
        return text("Nothing can be compared with a target yet.")
    behind, total = len(_behind(comparable)), len(comparable)
    sentences = [
        text(
            "Compared with a target: {total}; of these, behind plan: {n}.",
            n=behind,
            total=total,
        )
    ]
    absent = {
        "not_reported": text("Attendance not reported: {names}."),
        "no_target": text("No target: {names}."),
    }
    for state, words in absent.items():
        codes = frame.index[frame["state"] == state]
        if len(codes):
            listed = [names[str(code)] for code in codes]
            listing = text.list(map(text.quote, listed) if parts.key == "type" else listed)
            listing = text.number(len(codes)) if len(codes) > _MOST_NAMES else listing
            sentences.append(words.replace("{names}", listing))
    return join_sentences(*sentences)


def progress_table(parts: PlanParts, view: View) -> DataTable:
    """Return a row for each bar: target, planned by the day, actual, share, difference.

    Without a target, the actual value is not computed: the cell has a dash, not “no target”.
    """
    text, rows = view.text, parts.frame.copy()
    for column in ("planned", "actual"):
        rows[column] = rows[column].map(round_half_up)
    rows["difference"] = rows["actual"] - rows["planned"]
    no_target = rows["state"] == "no_target"
    rows["plan_state"] = ["no_target" if flag else "" for flag in no_target]
    rows["actual_state"] = rows["state"].mask(no_target, "")
    share, actual = text("Target achieved to date, %"), text(view.count_indicator.name)
    return named_table(
        rows,
        parts.heading,
        parts.names,
        text,
        TableColumn("target", text("Target"), "number", state="plan_state"),
        TableColumn("planned", text("Planned to date"), "number", state="plan_state"),
        TableColumn("actual", actual, "number", state="actual_state"),
        TableColumn("share", share, "percent", 1, "state"),
        TableColumn("difference", text("Difference from the plan"), "number", state="state"),
    )


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    has_plan = frame["planned"] > 0
    return frame[has_plan & frame["state"].isin(("value", "zero", "no_activity"))]


def _behind(comparable: pd.DataFrame) -> pd.DataFrame:
    return comparable[comparable["share"] < _ON_PLAN]


def _words(row: Mapping[Any, Any], text: Text) -> str:
    state = str(row["state"])
    if state in MISSING_WORDS:
        return text(MISSING_WORDS[state])
    if math.isnan(row["share"]):
        return text("nothing planned yet")
    return text.percent(row["share"], 0)


def _lines(row: Mapping[Any, Any], indicator: str, text: Text) -> Iterator[str]:
    words, unit = _words(row, text), INDICATORS[indicator]
    if row["state"] in ("not_reported", "no_target"):
        yield words
    else:
        yield f"{text('Actual: {amount}', amount=amount(row['actual'], unit, text))} ({words})"
    if row["state"] == "no_target":
        return
    planned, target = (amount(row[column], unit, text) for column in ("planned", "target"))
    if planned != target:
        yield text("Planned to date: {amount}", amount=planned)
    yield text("Target: {amount}", amount=target)


def pace_finding(plan: Plan, text: Text) -> str:
    """Return how far the campaign is ahead or behind, in people or activities and in days."""
    if math.isnan(plan.actual):
        return text("Attendance not reported: not comparable with the plan")
    difference = round_half_up(plan.actual) - round_half_up(plan.planned)
    if not difference:
        return text("On plan")
    gap = _amount(abs(difference), plan, text)
    days = int(round_half_up(abs(plan.days_ahead)))
    if not days:
        behind, ahead = text("Behind plan by {amount}"), text("Ahead of plan by {amount}")
        return (behind if difference < 0 else ahead).replace("{amount}", gap)
    params = {"amount": gap, "days": text.n("{n} day", "{n} days", days)}
    if difference < 0:
        return text("Behind plan by {amount} ({days})", **params)
    return text("Ahead of plan by {amount} ({days})", **params)


def pace_summary(plan: Plan, view: View) -> str:
    """Return planned and actual by the day, the need on each remaining day, and the forecast."""
    text = view.text
    planned = _amount(plan.planned, plan, text)
    if math.isnan(plan.actual):
        first = text(
            "Planned by {date}: {planned}; attendance not reported.", date=plan.day, planned=planned
        )
    else:
        first = text(
            "Planned by {date}: {planned}; actual: {actual}.",
            date=plan.day,
            planned=planned,
            actual=_amount(plan.actual, plan, text),
        )
    pace, forecast = _pace_sentence(plan, text), _forecast_sentence(plan, text)
    return join_sentences(first, pace, forecast, _parts(plan, view))


def _amount(n: float, plan: Plan, text: Text) -> str:
    return amount(n, INDICATORS[plan.indicator], text)


def _pace_sentence(plan: Plan, text: Text) -> str:
    value = _amount(plan.value, plan, text)
    if not plan.remaining_days:
        if plan.day == plan.due:
            return ""  # the target equals the number planned by this day
        return text("Target: {value} by {date}.", value=value, date=plan.due)
    per_day = plan.needed_per_day
    if per_day is None:
        return text("The target for {date} has been reached: {value}.", value=value, date=plan.due)
    return text(
        "Target: {value} by {date}; needed on each remaining day: {n:1}.",
        value=value,
        date=plan.due,
        n=per_day,
    )


def _forecast_sentence(plan: Plan, text: Text) -> str:
    if not plan.forecast:
        return ""
    last = plan.forecast[-1]
    value = _amount(last.value, plan, text)
    if math.isnan(last.low):
        return text("Forecast at the pace so far: {value}.", value=value)
    return text(
        "Forecast at the pace so far: {value}; range {low}–{high}.",
        value=value,
        low=round_half_up(last.low),
        high=round_half_up(last.high),
    )


def _parts(plan: Plan, view: View) -> str:
    """Return the sums of the targets of parts and the target of the whole; "" without both."""
    if view.selection.oblasts or view.selection.types:
        return ""
    text = view.text
    sums = PartSums.of(read_targets(view.edition, plan.indicator))
    if sums is None:
        return ""
    of_regions = text("Sum of the regional targets: {parts}; national target: {target}.")
    of_types = text("Sum of the targets by type: {parts}; target for all types: {target}.")
    target = _amount(sums.total, plan, text)
    return join_sentences(
        *(
            sentence.format(parts=_amount(parts, plan, text), target=target)
            for parts, sentence in ((sums.by_oblast, of_regions), (sums.by_type, of_types))
            if parts is not None
        )
    )
