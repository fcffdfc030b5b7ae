"""When nothing took place: the longest interruption, weeks and days of the week without activity.

An activity of several days takes place on each of them, and a total of a month on each day of that
month, because a day that may have had an activity is not a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from campaign.analysis.completeness import Silence, longest_silence
from campaign.analysis.shared_numbers import once
from campaign.analysis.view import View
from campaign.domain.campaign_days import WEEK

FEWEST_WEEKS = 4
"""The period must have a day of the week at least this often for the day to be named."""

FEWEST_DAYS = 10
"""There must be activities on at least this many days for days of the week to be named."""


@dataclass(frozen=True)
class ActivityGaps:
    """The interruptions from the first to the last day with an activity in a period.

    `longest` is the first of the longest gaps, None without a gap. `weeks` counts the whole
    calendar weeks, Monday to Sunday, in this period, `empty_weeks` those without an activity.
    `empty_weekdays` are the days of the week, 0 for Monday, without an activity, although the
    period has each of them at least `FEWEST_WEEKS` times; () if fewer than `FEWEST_DAYS` days
    have activities.
    """

    longest: Silence | None = None
    weeks: int = 0
    empty_weeks: int = 0
    empty_weekdays: tuple[int, ...] = ()

    @classmethod
    def of(
        cls, activities: pd.DataFrame, first: date | None = None, last: date | None = None
    ) -> ActivityGaps:
        """Return the gaps between activities (columns `date`, `end_date`) from `first` to `last`.

        None means no limit. The days before the first activity and after the last one are not gaps,
        because the register may begin later, or may continue.
        """
        days = _active_days(activities, first, last)
        if not len(days):
            return cls()
        is_active = np.zeros(int(days[-1] - days[0]) + 1, dtype=bool)
        is_active[days - days[0]] = True
        start = date.fromordinal(int(days[0]))
        weeks = _weeks(is_active, start)
        return cls(
            longest_silence(is_active, start),
            len(weeks),
            int((~weeks).sum()),
            _empty_weekdays(is_active, start),
        )


@once
def gaps_of_view(view: View) -> ActivityGaps:
    """Return the gaps between the selected activities on the days that the charts show.

    These include activities before and after the campaign, so that no gap on a chart is left out.
    """
    register = view.edition.register
    if register is None:
        return ActivityGaps()
    return ActivityGaps.of(register.spans(view.selection.row_filter()), *view.days)


@once
def count_active_days(view: View) -> int:
    """Return the number of selected days on which a selected activity took place."""
    register = view.edition.register
    if register is None:
        return 0
    return len(_active_days(register.spans(view.selection.row_filter()), *view.days))


@once
def count_period_totals(view: View) -> int:
    """Return the number of selected activities that are totals of a month or of the campaign."""
    edition = view.edition
    if edition.register is None:
        return 0
    where = view.selection.row_filter()
    return edition.register.count_period_totals(where, edition.start, edition.end)


def _active_days(activities: pd.DataFrame, first: date | None, last: date | None) -> np.ndarray:
    """Return the ordinals of the days with an activity, sorted and each once."""
    spans = activities[["date", "end_date"]].dropna(subset=["date"]).drop_duplicates()
    ends = spans["end_date"].fillna(spans["date"])
    days: set[int] = set()
    for begin, end in zip(spans["date"].dt.date, ends.dt.date, strict=True):
        low = begin if first is None else max(begin, first)
        high = end if last is None else min(end, last)
        days.update(range(low.toordinal(), high.toordinal() + 1))
    return np.array(sorted(days), dtype="int64")


def _weeks(is_active: np.ndarray, start: date) -> np.ndarray:
    """Return True for each whole week with an activity."""
    skip = -start.weekday() % WEEK
    count = max(len(is_active) - skip, 0) // WEEK
    weeks = is_active[skip : skip + count * WEEK].reshape(count, WEEK)
    return np.asarray(weeks.any(axis=1))


def _empty_weekdays(is_active: np.ndarray, start: date) -> tuple[int, ...]:
    if is_active.sum() < FEWEST_DAYS:
        return ()
    by_weekday = {
        (start.weekday() + offset) % WEEK: is_active[offset::WEEK] for offset in range(WEEK)
    }
    return tuple(
        weekday
        for weekday, days in sorted(by_weekday.items())
        if len(days) >= FEWEST_WEEKS and not days.any()
    )
