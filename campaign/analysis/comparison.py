"""Comparison of two campaigns: by day, by share of their days, by region and by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Literal

import pandas as pd

from campaign.analysis.indicators import Indicator, by_unit
from campaign.domain import clock
from campaign.domain.attendance import ranges
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.campaign_days import clip_days
from campaign.domain.places import Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of

UNLIKE_FACTOR = 4
"""Two campaigns are not compared if their people per activity differ by this factor or more.

The published totals of 2017 give about 130 people per activity, those of 2019 about 16, so the two
campaigns do not use the same definition of an activity.
"""


Axis = Literal["day", "share"]
"""How the days of two campaigns are compared: by number, or by share of all days."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of two campaigns: its edition, and the rows of its grouped table that are compared.

    `totals` has the selected regions, `country_totals` all regions.
    """

    edition: Edition
    totals: pd.DataFrame
    country_totals: pd.DataFrame

    @property
    def population(self) -> Population | None:
        """The population of the campaign's year; None if it is not known."""
        return self.edition.population

    @property
    def first(self) -> date:
        """Day 1: the start of the edition, or its first activity if the start is not known.

        Raises ValueError for an edition without days.
        """
        first = self.edition.start or self.edition.first_day
        if first is None:
            raise ValueError(f"edition {self.edition.campaign_id} has no dates")
        return first

    @property
    def length(self) -> int:
        """The number of days from day 1 to the end, or to the last activity without an end."""
        last = self.edition.end or self.edition.last_day or self.first
        return max(1, (last - self.first).days + 1)

    @property
    def last(self) -> date:
        """The last day with known numbers: the end, or for a running campaign its last activity.

        If there is an activity after the end, its day is used.
        """
        end, last_activity = self.edition.end, self.edition.last_day or self.first
        if end is None or end >= clock.today():
            rows = self.edition.totals
            shown = None if rows is None else self.edition.shown_rows(rows)["date"]
            return last_activity if shown is None or shown.empty else shown.max().date()
        return max(end, last_activity)

    @cached_property
    def sums(self) -> pd.Series:
        """The totals over all rows (see `totals.overall`)."""
        return overall(self.totals)

    @property
    def mean(self) -> float | None:
        """People per activity that reported an attendance; None without any."""
        people, activities = float(self.sums["attendance"]), float(self.sums["reported"])
        return people / activities if activities and people == people else None


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two campaigns, with the same types and regions selected in both."""

    first: Side
    second: Side

    @property
    def is_unlike(self) -> bool:
        """True if the people per activity differ by a factor of `UNLIKE_FACTOR` or more."""
        return are_unlike(self.first.mean, self.second.mean)

    def common_end(self, axis: Axis) -> float | None:
        """Return the last day number, or the largest share of days, that both have reached.

        None if one of the campaigns has not begun.
        """
        ends = []
        for side in (self.first, self.second):
            days = (side.last - side.first).days + 1
            ends.append(days if axis == "day" else days / side.length)
        return min(ends) if min(ends) > 0 else None

    @cached_property
    def paces(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return `pace` of both campaigns."""
        return pace(self.first), pace(self.second)

    def by_unit(self, indicator: Indicator, codes: list[str]) -> pd.DataFrame:
        """Return one row per region of `codes`, by `oblast`; columns as in `join_campaigns`."""
        frames = [
            by_unit(side.country_totals, indicator, codes, side.population)
            for side in (self.first, self.second)
        ]
        return join_campaigns(*frames)

    def by_type(self, indicator: Indicator, codes: Sequence[str]) -> pd.DataFrame:
        """Return one row for each type that occurs in either campaign, indexed by `type`.

        The rows are in the order of `codes`; the columns are those of `join_campaigns`.
        """
        frames = []
        for side in (self.first, self.second):
            sums = sum_totals(side.totals, ["type"]).reindex(list(codes))
            sums.index.name = "type"
            counts = ["activities", "reported", "shared"]
            sums[counts] = sums[counts].fillna(0)
            frame = pd.DataFrame(index=sums.index)
            frame["value"] = indicator.of(sums, None).where(presence(sums) > 0)
            frame["state"] = state_of(presence(sums), frame["value"])
            frames.append(frame)
        rows = join_campaigns(*frames)
        return rows[
            (rows["first_state"] != "no_activity") | (rows["second_state"] != "no_activity")
        ]


def are_unlike(first: float | None, second: float | None) -> bool:
    """Return whether two means of people per activity differ by `UNLIKE_FACTOR` or more.

    False if one of them is not known or zero.
    """
    if not first or not second:
        return False
    return max(first, second) >= UNLIKE_FACTOR * min(first, second)


def pace(side: Side) -> pd.DataFrame:
    """Return the people reached since the start, one row for each day up to the last known one.

    Columns: `day` (1 is the start; zero and negative before it), `share` of the campaign's days
    that have passed at the end of the day (1 at the campaign's end, more after it), `reached` up to
    and with the day. An activity of several days counts on its first day, one on a day that no
    chart shows on the first or the last day. An activity without attendance adds nothing to
    `reached`; `missing` counts such activities, and `middle` and `high` are the total with their
    attendance at the median and at the maximum of the type (see `uncertainty`).
    """
    shown = side.edition.shown_rows(side.totals)["date"]
    start = side.first if shown.empty else min(side.first, shown.min().date())
    last = max(side.last, start)
    days = pd.date_range(start - timedelta(days=1), last, freq="D")
    totals = side.totals.assign(date=clip_days(side.totals["date"], start, last))
    reached = totals.groupby("date")["reached"].sum().reindex(days).fillna(0).cumsum()
    numbers = [(day.date() - side.first).days + 1 for day in days]
    frame = pd.DataFrame({"day": numbers, "reached": reached.to_numpy()})
    frame.insert(1, "share", frame["day"] / side.length)
    usual = side.edition.usual_attendance
    assert usual is not None, "a side of a comparison has a register"
    columns = ["missing", "middle", "high"]
    daily_ranges = ranges(totals, usual, ["date"])[columns].reindex(days, fill_value=0)
    frame[columns] = daily_ranges.cumsum(skipna=False).to_numpy()
    return frame


def value_at(rows: pd.DataFrame, axis: Axis, at: float) -> float:
    """Return the people reached by a day, or by a share of the days, from the rows of `pace`."""
    before = rows[rows[axis] <= at + 1e-9]
    return float(before["reached"].iloc[-1]) if len(before) else 0.0


def only_in_one(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the codes with activities only in the first and only in the second campaign.

    `rows` are those of `join_campaigns`.
    """
    first, second = (rows[f"{side}_state"] != "no_activity" for side in ("first", "second"))
    codes = rows.index.astype("str")
    return [*codes[first & ~second]], [*codes[second & ~first]]


def join_campaigns(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return two frames with the columns `value` and `state`, joined by their index.

    Columns: `first`, `first_state`, `second`, `second_state`, and `change` (first minus second, NaN
    if one has no value).
    """
    rows = pd.DataFrame(index=first.index)
    rows["first"], rows["first_state"] = first["value"], first["state"]
    rows["second"], rows["second_state"] = second["value"], second["state"]
    rows["change"] = rows["first"] - rows["second"]
    return rows


def published_mean(edition: Edition) -> float | None:
    """Return people per activity from the published totals; None if one of them is missing.

    It is computed from rounded numbers or lower bounds, and is not itself a published value.
    """
    people, activities = edition.published_row("reached"), edition.published_row("activities")
    if people is None or activities is None or not float(activities["value"]):
        return None
    return float(people["value"]) / float(activities["value"])


def unlike_published(campaign: Campaign) -> list[tuple[Edition, Edition]]:
    """Return the pairs of editions, older first, whose published totals cannot be compared.

    Their people per activity differ by `UNLIKE_FACTOR` or more.
    """
    editions = [campaign.editions[name] for name in campaign.public_ids]
    means = [(edition, published_mean(edition)) for edition in editions]
    return [
        (older, newer)
        for (older, mean), (newer, other_mean) in combinations(means, 2)
        if are_unlike(mean, other_mean)
    ]


def other_campaigns(edition: str, campaign: Campaign) -> list[str]:
    """Return the other editions with a register: a reader's own first, then the oldest first."""
    others = (n for n, e in campaign.editions.items() if e.totals is not None and n != edition)
    return sorted(others, key=lambda name: (name in campaign.public_ids, name))


def default_other(edition: str, campaign: Campaign) -> str:
    """Return the newest other edition with a register; "" without any.

    A reader's own is compared with another own one, any other edition with a shipped one, if
    there is one.
    """
    others = other_campaigns(edition, campaign)
    own = [name for name in others if campaign.editions[name].own]
    return ((own if campaign.editions[edition].own else []) or others or [""])[-1]
