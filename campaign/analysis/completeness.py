"""Which region reported in which week of the campaign, and its longest time without an activity.

The weeks are those of ISO 8601, from Monday to Sunday, clipped to the days of the campaign or of
the selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from campaign.analysis.shared_numbers import once_in_country
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.domain.campaign_days import WEEK
from campaign.domain.clock import today
from campaign.domain.totals import presence, sum_totals
from campaign.schema.region_codes import split_regions

ONGOING = "ongoing"
"""The state of a week in which no activity began, but an earlier one continued."""
SILENT = "no_activity"
"""The state of a week without any activity."""


@dataclass(frozen=True)
class Week:
    """The days of a week within the campaign."""

    first: date
    last: date


@dataclass(frozen=True)
class Silence:
    """The longest run of days without an activity, both ends included.

    `periods` is the number of equally long runs, of which this one is the first.
    """

    first: date
    last: date
    periods: int = 1

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, eq=False)
class Completeness:
    """The weeks of the campaign, and the state of each region in each week.

    `states` has a row for each region and week: `oblast`, `week` (its position from 0), `state`
    (`value`, `zero`, `not_reported`, `ongoing`, `no_activity`), `reached` (NaN: not reported or no
    activity), `activities`, `reported`. `silences` has the longest silence of each region; None
    for a region with an activity on every day.
    """

    weeks: tuple[Week, ...]
    states: pd.DataFrame
    silences: dict[str, Silence | None]

    @classmethod
    def of(
        cls,
        totals: pd.DataFrame,
        activities: pd.DataFrame,
        codes: Sequence[str],
        days: tuple[date, date],
    ) -> Completeness:
        """Return the completeness of the regions `codes` from the first to the last of the `days`.

        `totals` is the grouped table of the `activities`; activities on other days are ignored.
        """
        weeks = split_weeks(*days)
        covered = _covered_days(activities, codes, *days)
        states = _states(totals, covered, codes, weeks, days[0])
        silences = {code: longest_silence(covered[code], days[0]) for code in codes}
        return cls(weeks, states, silences)

    @cached_property
    def by_region(self) -> pd.DataFrame:
        """A row for each region, indexed by `oblast`; do not change it.

        Columns: the numbers of weeks that are `reporting` (with people or zero), `not_reported`
        (with activities but no attendance), `ongoing` and `silent`; `share`, the reporting weeks as
        a share of all weeks (0..1); `silence` in days (0 for none).
        """
        counts = pd.crosstab(self.states["oblast"], self.states["state"])
        counts = counts.reindex(index=list(self.silences), fill_value=0)

        def count(*names: str) -> pd.Series:
            return counts.reindex(columns=list(names), fill_value=0).sum(axis=1)

        frame = pd.DataFrame(index=counts.index)
        frame["reporting"] = count("value", "zero")
        frame["not_reported"] = count("not_reported")
        frame["ongoing"] = count(ONGOING)
        frame["silent"] = count(SILENT)
        frame["share"] = frame["reporting"] / len(self.weeks)
        frame["silence"] = [s.days if s else 0 for s in self.silences.values()]
        return frame.rename_axis("oblast")


@once_in_country
def completeness(view: View) -> Completeness:
    """Return the completeness of all regions for the types and days of the selection.

    Raises ValueError if the edition has no register.
    """
    edition, selection = view.edition, view.selection
    days = reporting_days(edition, today())
    if days is None or edition.register is None:
        raise ValueError(f"edition {edition.campaign_id} has no register")
    first, last = max(days[0], selection.start or days[0]), min(days[1], selection.end or days[1])
    if first > last:
        # The selected days are after the last entry of a running campaign, or before its start.
        first, last = view.days
    return Completeness.of(
        view.totals(oblasts=False, dates=False),
        edition.register.spans(selection.row_filter(oblasts=False, dates=False)),
        view.campaign.places.codes,
        (first, last),
    )


def reporting_days(edition: Edition, on: date) -> tuple[date, date] | None:
    """Return the first and the last day on which reports are expected; None without a register.

    They are the start and the end of the campaign. If the campaign is still running on the day
    `on`, the last one is the last day of the register, because later reports are not due yet. An
    unknown start or end is the first or the last day of the register.
    """
    totals = edition.totals
    if edition.register is None or totals is None or totals.empty or edition.first_day is None:
        return None
    days = edition.shown_rows(totals)["date"]
    first = edition.start or edition.first_day
    last: date = first if days.empty else days.max().date()
    if edition.end is not None:
        last = min(last, edition.end) if on <= edition.end else edition.end
    return min(first, last), last


def split_weeks(first: date, last: date) -> tuple[Week, ...]:
    """Return the weeks from Monday to Sunday; the first and the last may be shorter."""
    weeks = []
    day = first
    while day <= last:
        sunday = day + timedelta(days=WEEK - day.isoweekday())
        weeks.append(Week(day, min(sunday, last)))
        day = sunday + timedelta(days=1)
    return tuple(weeks)


def longest_silence(covered: np.ndarray, first: date) -> Silence | None:
    """Return the longest run of days that are not `covered`; `first` is the day of `covered[0]`."""
    edges = np.flatnonzero(np.diff(np.concatenate(([True], covered, [True])).astype("int8")))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return None
    lengths = ends - starts
    longest = int(np.argmax(lengths))
    return Silence(
        first + timedelta(days=int(starts[longest])),
        first + timedelta(days=int(ends[longest]) - 1),
        int((lengths == lengths[longest]).sum()),
    )


def _covered_days(
    activities: pd.DataFrame, codes: Sequence[str], first: date, last: date
) -> dict[str, np.ndarray]:
    """Return {region: array with True for each day with an activity}.

    An activity of several days covers all its days, and an activity of several regions covers each
    region. An activity of the whole country covers no region.
    """
    spans = activities[["oblast", "date", "end_date"]].dropna(subset=["oblast", "date"])
    spans = spans.drop_duplicates()
    origin, size = pd.Timestamp(first), (last - first).days + 1
    begins = (spans["date"] - origin).dt.days.to_numpy()
    ends = (spans["end_date"].fillna(spans["date"]) - origin).dt.days.to_numpy()
    covered = {code: np.zeros(size, dtype=bool) for code in codes}
    for code, begin, end in zip(spans["oblast"], begins, ends, strict=True):
        for region in split_regions(str(code)):
            if region in covered:
                covered[region][max(begin, 0) : max(end + 1, 0)] = True
    return covered


def _states(
    totals: pd.DataFrame,
    covered: dict[str, np.ndarray],
    codes: Sequence[str],
    weeks: Sequence[Week],
    first: date,
) -> pd.DataFrame:
    """Return the rows of `Completeness.states`; an activity counts in the week of its first day."""
    starts = pd.DatetimeIndex([week.first for week in weeks])
    is_within = totals["date"].between(starts[0], pd.Timestamp(weeks[-1].last))
    rows = totals[is_within & totals["oblast"].isin(codes)]
    number = starts.searchsorted(rows["date"], side="right") - 1
    sums = sum_totals(rows.assign(week=number), ["oblast", "week"])
    places = pd.MultiIndex.from_product([codes, range(len(weeks))], names=["oblast", "week"])
    frame = pd.DataFrame(index=places)
    frame["reached"] = sums["reached"].reindex(places)
    for name in ("activities", "reported"):
        frame[name] = sums[name].reindex(places).fillna(0).astype("int64")
    present = presence(sums).reindex(places).fillna(0) > 0
    state = np.select(
        [~present, frame["reached"].isna(), frame["reached"] == 0],
        [SILENT, "not_reported", "zero"],
        "value",
    )
    goes_on = np.array(
        [
            covered[code][(week.first - first).days : (week.last - first).days + 1].any()
            for code in codes
            for week in weeks
        ]
    )
    frame["state"] = np.where((state == SILENT) & goes_on, ONGOING, state)
    return frame.reset_index()
