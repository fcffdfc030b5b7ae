"""Plan and pace: the targets of a selection, planned and actual by day, and forecast."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain, product
from typing import Literal

import numpy as np
import pandas as pd

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Edition
from campaign.domain.campaign_days import MOST_SHOWN_DAYS, WEEK, clip_days
from campaign.domain.targets import Target
from campaign.domain.totals import presence

PlanState = Literal["value", "zero", "not_reported", "no_activity", "no_target"]
_NORMAL = 1.2816
"""The 90th percentile of the standard normal distribution, for an 80 % forecast range."""
FEWEST_WEEKS = 3
"""The fewest complete weeks from which the variation of the weeks is estimated."""
_COLUMNS = {"reach": "reached", "activities": "activities"}


@dataclass(frozen=True)
class ForecastDay:
    """The expected total up to and with a day, and the ends of its range (NaN without a range)."""

    day: date
    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Plan:
    """The targets of a selection, and the actual value by `day`.

    `start` is the first day of the campaign. `daily` is the number of each day from the first day
    shown to `day`, 0 on days without a reported number; the first and the last have those of days
    that are not shown. `actual` is their sum, NaN if nothing was reported; `state` is its state.
    """

    targets: tuple[Target, ...]
    start: date
    day: date
    daily: pd.Series
    actual: float
    state: PlanState

    @property
    def indicator(self) -> str:
        """The indicator of all targets: `reach` or `activities`."""
        return self.targets[0].indicator

    @property
    def value(self) -> float:
        """The sum of the targets."""
        return sum(target.value for target in self.targets)

    @property
    def due(self) -> date:
        """The day on which the last of the targets is due."""
        return max(target.due for target in self.targets)

    def planned_by(self, day: date) -> float:
        """Return the number planned up to and with a day."""
        return sum(target.planned(self.start, day) for target in self.targets)

    @cached_property
    def planned(self) -> float:
        """The number planned up to and with the day of the plan."""
        return self.planned_by(self.day)

    @property
    def difference(self) -> float:
        """Actual minus planned: negative if the campaign is behind, NaN if not reported."""
        return self.actual - self.planned

    @property
    def share(self) -> float:
        """Actual as a share of the number planned by the day; NaN if nothing is planned yet."""
        return self.actual / self.planned if self.planned else math.nan

    @cached_property
    def days_ahead(self) -> float:
        """The number of days from the plan's day to the day on which the plan has the actual value.

        Negative if the campaign is behind: the plan had the value that many days ago. Limited by
        the first and the last day of the plan; NaN if not reported.
        """
        if math.isnan(self.actual):
            return math.nan
        days = (self.due - self.start).days + 1
        elapsed = min(max((self.day - self.start).days + 1, 0), days)
        at = bisect_left(range(days + 1), self.actual, key=self._planned_after)
        if at == 0 or at > days:
            return float(min(at, days) - elapsed)
        before, after = self._planned_after(at - 1), self._planned_after(at)
        return at - 1 + (self.actual - before) / (after - before) - elapsed

    @property
    def remaining_days(self) -> int:
        """The days after the day of the plan, up to and with the last due day."""
        return max((self.due - self.day).days, 0)

    @property
    def needed_per_day(self) -> float | None:
        """The number needed on each remaining day; None if no day remains or nothing is needed."""
        missing = self.value - (0.0 if math.isnan(self.actual) else self.actual)
        return missing / self.remaining_days if self.remaining_days and missing > 0 else None

    @cached_property
    def weekly(self) -> list[float]:
        """The sums of the complete weeks from the first day of the campaign."""
        since = self.daily[self.daily.index >= pd.Timestamp(self.start)].to_numpy()
        weeks = len(since) // WEEK
        return [float(n) for n in since[: weeks * WEEK].reshape(weeks, WEEK).sum(axis=1)]

    @cached_property
    def forecast(self) -> tuple[ForecastDay, ...]:
        """The day of the plan and each remaining day; () after the end and in the first week.

        If a target is due many years later, the days between those of a chart and it are left out.

        The forecast continues the mean of all days since the start. The range assumes that the
        coming weeks vary like the complete weeks so far, independently of each other: the variance
        of a sum of r further weeks, with a mean estimated from n weeks, is s² (r + r² / n), where
        s² is the variance of the weekly sums. It covers 80 % of cases, is never below the actual
        value, and needs three complete weeks.
        """
        if not self.remaining_days or math.isnan(self.actual) or not self.weekly:
            return ()
        since = self.daily[self.daily.index >= pd.Timestamp(self.start)]
        pace, weeks = float(since.sum()) / len(since), self.weekly
        spread = float(np.std(weeks, ddof=1)) if len(weeks) >= FEWEST_WEEKS else math.nan
        days = []
        remaining = self.remaining_days
        for n in (*range(min(remaining, MOST_SHOWN_DAYS)), remaining):
            value, further = self.actual + pace * n, n / WEEK
            half = _NORMAL * spread * math.sqrt(further + further**2 / len(weeks))
            low = math.nan if math.isnan(half) else max(value - half, self.actual)
            days.append(ForecastDay(self.day + timedelta(days=n), value, low, value + half))
        return tuple(days)

    def _planned_after(self, n: int) -> float:
        return self.planned_by(self.start + timedelta(days=n - 1)) if n else 0.0


def plan_day(edition: Edition, chosen: date | None, today: date) -> date:
    """Return the day up to which plan and actual are compared.

    This is the chosen day, moved into the days of the edition. Without one, it is the last day with
    an activity so far while the edition runs (today if there is none yet), and otherwise the last
    day of the edition. Raises ValueError for an edition without days.
    """
    first, last = edition.first_day, edition.last_day
    if first is None or last is None:
        raise ValueError(f"edition {edition.campaign_id} has no dates")
    if chosen is not None:
        return min(max(chosen, first), last)
    is_running = edition.end is not None and today <= edition.end
    if not is_running or edition.totals is None or edition.totals.empty:
        return last
    days = edition.totals["date"]
    so_far = days[days <= pd.Timestamp(today)]
    latest = so_far.max().date() if len(so_far) else today
    return min(max(latest, first), last)


def rows_until(rows: pd.DataFrame, edition: Edition, day: date) -> pd.DataFrame:
    """Return the rows of a grouped table up to and with a day; all on the last day of charts."""
    return rows if day == edition.last_day else rows[rows["date"] <= pd.Timestamp(day)]


def plan_of(edition: Edition, selection: Selection, indicator: str, day: date) -> Plan | None:
    """Return the plan of the selected regions and types; None without targets for them.

    The days of the selection are ignored, because a plan is for the whole campaign. `indicator` is
    `reach` or `activities`. Raises ValueError for an edition without a register.
    """
    targets = read_targets(edition, indicator)
    return build_plan(edition, choose_targets(targets, selection.oblasts, selection.types), day)


def build_plan(edition: Edition, targets: tuple[Target, ...], day: date) -> Plan | None:
    """Return the plan with these targets; None without targets.

    Raises ValueError for an edition without a register.
    """
    if not targets:
        return None
    if edition.totals is None or edition.first_day is None:
        raise ValueError(f"edition {edition.campaign_id} has no register")
    rows = rows_until(edition.totals, edition, day)
    rows = rows[_belongs(rows, targets)]
    column = _COLUMNS[targets[0].indicator]
    days = pd.date_range(edition.first_day, day, freq="D")
    # Activities on days that no chart shows are counted on the first or the last day.
    shown = clip_days(rows["date"], edition.first_day, day)
    daily = rows.groupby(shown)[column].sum().reindex(days, fill_value=0.0).astype("float64")
    actual = float(rows[column].sum(min_count=1)) if len(rows) else 0.0
    start = edition.start or edition.first_day
    return Plan(targets, start, day, daily, actual, _state(rows, actual))


def _belongs(rows: pd.DataFrame, targets: Sequence[Target]) -> np.ndarray:
    belongs = np.zeros(len(rows), dtype=bool)
    for target in targets:
        of_target = np.ones(len(rows), dtype=bool)
        if target.oblast:
            of_target &= (rows["oblast"] == target.oblast).to_numpy()
        if target.type:
            of_target &= (rows["type"] == target.type).to_numpy()
        belongs |= of_target
    return belongs


def _state(rows: pd.DataFrame, actual: float) -> PlanState:
    if not presence(rows).sum():
        return "no_activity"
    if math.isnan(actual):
        return "not_reported"
    return "zero" if actual == 0 else "value"


def read_targets(edition: Edition, indicator: str) -> tuple[Target, ...]:
    """Return the targets of an edition for `reach` or `activities`; () without a plan or days."""
    return tuple(target for target in edition.plan if target.indicator == indicator)


def choose_targets(
    targets: Collection[Target], oblasts: Sequence[str], types: Sequence[str]
) -> tuple[Target, ...]:
    """Return the targets of a selection, none of which includes another; () if one is missing.

    Each pair of a selected region and type needs its own target, or else targets of its parts.
    Without a selection, this is the target of the whole country, or else the targets of its parts.
    """
    parts = [
        next(filter(None, _levels(targets, oblast, kind)), [])
        for oblast, kind in product(oblasts or ("",), types or ("",))
    ]
    return tuple(chain.from_iterable(parts)) if all(parts) else ()


def _levels(targets: Collection[Target], oblast: str, kind: str) -> Iterator[list[Target]]:
    """Yield the targets of a place and type, then those by region, by type, and by both."""
    yield [t for t in targets if (t.oblast, t.type) == (oblast, kind)]
    if not oblast:
        yield [t for t in targets if t.oblast and t.type == kind]
    if not kind:
        yield [t for t in targets if t.oblast == oblast and t.type]
    if not oblast and not kind:
        yield [t for t in targets if t.oblast and t.type]


@dataclass(frozen=True)
class PartSums:
    """The target of the whole, and the sums of the targets of its parts.

    `by_oblast` and `by_type` are None if no part has a target.
    """

    total: float
    by_oblast: float | None
    by_type: float | None

    @classmethod
    def of(cls, targets: Collection[Target]) -> PartSums | None:
        """Return the sums for the whole country; None if it has no target."""
        totals = [t.value for t in targets if not t.oblast and not t.type]
        if not totals:
            return None
        oblasts = [t.value for t in targets if t.oblast and not t.type]
        types = [t.value for t in targets if t.type and not t.oblast]
        return cls(totals[0], sum(oblasts) if oblasts else None, sum(types) if types else None)


def plans_by_region(
    edition: Edition, selection: Selection, codes: Sequence[str], indicator: str, day: date
) -> pd.DataFrame:
    """Return a row for each region, worst first, indexed by its code, for the selected types.

    Columns `target`, `planned` by the day, `actual`, `share` (actual ÷ planned by the day), and
    `state`. The numbers are NaN without a target (state `no_target`); `share` is also NaN if
    nothing is planned yet. `actual` is NaN if not reported, 0 without an activity. Regions without
    an activity are first, then the lowest share; regions that did not report, or have no target,
    are last.
    """
    targets = read_targets(edition, indicator)
    plans = {
        code: build_plan(edition, choose_targets(targets, (code,), selection.types), day)
        for code in codes
    }
    return _frame(plans, "oblast")


def plans_by_type(
    edition: Edition, selection: Selection, codes: Sequence[str], indicator: str, day: date
) -> pd.DataFrame:
    """Return a row for each type with a target or an activity, for the selected regions.

    Columns and order are those of `plans_by_region`.
    """
    targets = read_targets(edition, indicator)
    plans = {
        code: build_plan(edition, choose_targets(targets, selection.oblasts, (code,)), day)
        for code in codes
    }
    occurring = edition.occurring_types
    return _frame({c: p for c, p in plans.items() if p is not None or c in occurring}, "type")


def _frame(plans: dict[str, Plan | None], key: str) -> pd.DataFrame:
    rows = [
        {"target": p.value, "planned": p.planned, "actual": p.actual, "share": p.share}
        | {"state": p.state}
        if p is not None
        else {"state": "no_target"}
        for p in plans.values()
    ]
    columns = ["target", "planned", "actual", "share", "state"]
    frame = pd.DataFrame(rows, index=pd.Index(plans, name=key), columns=columns)
    frame = frame.astype(dict.fromkeys(columns[:-1], "float64"))
    last = {"not_reported": 1, "no_target": 2}
    frame["order"] = frame["state"].map(last).fillna(0)
    frame["is_active"] = frame["state"] != "no_activity"
    by = ["order", "is_active", "share"]
    return frame.sort_values(by, kind="stable", na_position="last")[columns]
