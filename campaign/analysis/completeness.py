"""Which region reported in which week, when nothing took place, and requests to regions.

The weeks are those of ISO 8601, from Monday to Sunday, clipped to the days of the campaign or of
the selection. An activity of several days takes place on each of them, and a total of a month on
each day of that month, because a day that may have had an activity is not a gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from campaign.analysis.view import View
from campaign.analysis.view_numbers import once, once_in_country
from campaign.domain.campaign import Edition
from campaign.domain.campaign_days import WEEK
from campaign.domain.clock import today
from campaign.domain.totals import presence, sum_totals
from campaign.i18n.translator import Text
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


_MOST_NAMES = 5


@dataclass(frozen=True)
class ReportRequest:
    """A request to a region about the days of `silence` (None: no question) and the attendance.

    `missing` is the number of activities of the region without an attendance; `named` are the days
    and types of the first of them.
    """

    code: str
    silence: Silence | None
    missing: int
    named: tuple[tuple[date, str], ...]

    def message(self, view: View, text: Text) -> str:
        """Return the sentences to send to the region, in the language of `text`."""
        parts = [self._silence(text), self._missing(view, text)]
        place = view.campaign.places.heading(self.code, text)
        return f"{place}. {' '.join(filter(None, parts))}"

    def _silence(self, text: Text) -> str:
        if self.silence is None:
            return ""
        return text.n(
            "The register has no activity for {dates} ({n} day). Please send a list of the "
            "activities held on that day, with date, place, type and attendance, or confirm "
            "that there were none.",
            "The register has no activity for {dates} ({n} days). Please send a list of the "
            "activities held on these days, with date, place, type and attendance, or confirm "
            "that there were none.",
            self.silence.days,
            dates=text.date_range(self.silence.first, self.silence.last),
        )

    def _missing(self, view: View, text: Text) -> str:
        if not self.missing:
            return ""
        names = [
            text(
                "{name} – {value}",
                name=text.date(day, "num"),
                value=text.quote(view.campaign.type_name(kind, text)),
            )
            for day, kind in self.named
        ]
        if self.missing > len(names):
            names.append("…")
        return text.n(
            "Please provide the attendance at {n} activity: {what}.",
            "Please provide the attendance at {n} activities: {what}.",
            self.missing,
            what="; ".join(names),
        )


@once
def request_messages(view: View, lang: str) -> Mapping[str, str]:
    """Return {ISO code: message} of `report_requests` in `lang`, whatever the view's language."""
    text = Text.of(lang)
    return {request.code: request.message(view, text) for request in report_requests(view)}


@once
def report_requests(view: View) -> tuple[ReportRequest, ...]:
    """Return the requests to regions in the official order; a complete region has none.

    An illustrative register has none: no region answers for invented data. Filters of types and
    days are ignored, because a region that reports other activities is not silent. A silence of
    less than a week is not a reason for a request.
    """
    if view.edition.illustrative:
        return ()
    regions = view.selection.oblasts
    view = replace(view, selection=view.selection.without_filters())
    totals = view.totals()
    missing = totals["activities"] - totals["reported"]
    requests = []
    for code, silence in completeness(view).silences.items():
        if silence is not None and silence.days < WEEK:
            silence = None
        counts = missing[(totals["oblast"] == code) & (missing > 0)]
        is_selected = not regions or code in regions
        if is_selected and (silence is not None or not counts.empty):
            # The grouped table is sorted by day and type within a region.
            first = totals.loc[counts.index.repeat(counts)[:_MOST_NAMES]]
            named = tuple(zip(first["date"].dt.date, first["type"], strict=True))
            requests.append(ReportRequest(code, silence, int(counts.sum()), named))
    return tuple(requests)
