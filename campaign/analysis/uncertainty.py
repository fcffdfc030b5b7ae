"""How far the totals of people reached may be from the truth: activities without attendance.

Nothing is imputed: a total is the sum of the reported values, which is the lower end of its range.
If each activity without an attendance had the median attendance of its type, the total would be
`middle`, and with the maximum of its type `high`. Median and maximum are those of the whole
register, so that the ranges of the regions add up to the range of the country. This is a
sensitivity analysis with single values, as for item nonresponse in surveys. It is not a confidence
interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once, once_in_country
from campaign.domain.attendance import ranges
from campaign.domain.totals import sum_totals
from campaign.i18n.translator import Text
from campaign.schema.region_codes import group_several
from campaign.schema.tables import ESTIMATED

RANGED = ("reach", "rate")
"""The indicators that are based on sums of people; the others have no range."""
PER = INDICATORS["rate"].per


@dataclass(frozen=True)
class TotalRange:
    """A total of people with its range, and the numbers that make it uncertain.

    `low` is the sum of the reported attendances, 0 if none was reported. `middle` and `high` are
    NaN if no activity of the register reported one. `missing` is the number of activities without
    an attendance, `untyped` the number of these whose type has no attendance at all. The reported
    total includes `estimated` activities whose attendance is an estimate, with `estimated_people`.
    """

    activities: int
    missing: int
    low: float
    middle: float
    high: float
    untyped: int = 0
    estimated: int = 0
    estimated_people: float = 0.0

    @property
    def missing_share(self) -> float:
        """The activities without an attendance as a share of all; 0 without activities."""
        return self.missing / self.activities if self.activities else 0.0

    @property
    def estimated_share(self) -> float:
        """The estimated people as a share of the reported total; 0 without a total."""
        return self.estimated_people / self.low if self.low else 0.0

    @property
    def is_open(self) -> bool:
        """True if the total has a range because of activities without attendance."""
        return self.missing > 0 and self.high == self.high


@once
def total_range(view: View) -> TotalRange:
    """Return the range of the people reached in the selection."""
    row, estimated = whole_range(view).iloc[0], estimates(view).sum()
    return TotalRange(
        int(row["activities"]),
        int(row["missing"]),
        float(row["low"]),
        float(row["middle"]),
        float(row["high"]),
        int(row["untyped"]),
        int(estimated["estimated"]),
        float(estimated["estimated_people"]),
    )


@once
def whole_range(view: View, *, oblasts: bool = True) -> pd.DataFrame:
    """Return the range of the selection as one row; of all regions if `oblasts` is False.

    Columns as in `ranges`, zero if the selection has no activity.
    """
    totals = view.totals(oblasts=oblasts).assign(all=0)
    return _ranges(view, totals, "all").reindex([0], fill_value=0)


@once_in_country
def range_by_region(view: View) -> pd.DataFrame:
    """Return the ranges by region, with the types and days of the selection.

    Indexed by `oblast`: every region of the country in the official order, then the codes of
    activities of no single region, if there are any. Columns as in `ranges`, and
    `estimated`, `estimated_people`.
    """
    frame = _ranges(view, view.wide.totals, "oblast")
    codes = [*view.campaign.places.codes, *view.wide.codes]
    frame = frame.reindex(codes, fill_value=0)
    frame = frame.join(estimates(view, by_region=True))
    return frame.fillna({"estimated": 0, "estimated_people": 0.0})


@once
def range_by_type(view: View) -> pd.DataFrame:
    """Return the ranges by type of activity, with the regions and days of the selection."""
    return _ranges(view, view.totals(types=False), "type")


@once
def running_ranges(view: View) -> pd.DataFrame:
    """Return the range of the running total after each day with an activity.

    Indexed by `date`, for the days that charts show and the regions and types of the selection;
    columns as in `ranges`, all of them sums since the start.
    """
    rows = view.edition.shown_rows(view.totals(dates=False))
    return _ranges(view, rows, "date").cumsum(skipna=False)


@once_in_country
def missing_by_region_and_type(view: View) -> pd.DataFrame:
    """Return the activities without attendance by region and type of activity.

    One row for each pair with an activity: `oblast`, `type`, `activities`, `missing`. The codes of
    activities of no single region are those of `range_by_region`.
    """
    sums = sum_totals(view.wide.totals, ["oblast", "type"])
    sums = sums[sums["activities"] > 0]
    sums["missing"] = sums["activities"] - sums["reported"]
    return sums[["activities", "missing"]].astype("int64").reset_index()


def estimates(view: View, *, by_region: bool = False) -> pd.DataFrame:
    """Return the numbers of activities with an estimated attendance, such as «около 50».

    Columns `estimated` (activities) and `estimated_people`, indexed by `oblast`: the selected
    regions, or with `by_region` all regions, for the selected types and days. There are no rows if
    the register does not mark estimates.
    """
    register = view.edition.register
    if register is None or ESTIMATED not in register.columns:
        return pd.DataFrame({"estimated": [], "estimated_people": []}, dtype="float64")
    where = replace(view.selection.row_filter(oblasts=not by_region), estimated=True)
    groups = register.text_groups((ESTIMATED,), where)
    groups = groups[_is_estimate(groups[ESTIMATED]) & (groups["reported"] > 0)]
    sums = groups[["reported", "reached"]].groupby(group_several(groups["oblast"]), observed=True)
    names = {"reported": "estimated", "reached": "estimated_people"}
    return sums.sum().rename(columns=names).astype("float64")


def to_scale(
    frame: pd.DataFrame, indicator: Indicator, population: pd.Series | None
) -> pd.DataFrame:
    """Return `low`, `middle` and `high` on the scale of the indicator.

    For a rate, a range of people is divided by the `population`. NaN if this is not known, and for
    an indicator that is not in `RANGED`.
    """
    people = frame[["low", "middle", "high"]].astype("float64")
    if indicator.code not in RANGED:
        return people * float("nan")
    if indicator.code != "rate":
        return people
    if population is None:
        return people * float("nan")
    base = population.reindex(frame.index)
    return people.mul(PER).div(base.where(base > 0), axis=0)


def of_indicator(
    frame: pd.DataFrame, indicator: Indicator, population: pd.Series | None
) -> pd.DataFrame:
    """Return `to_scale`, with NaN in rows where no attendance is missing: they have no range."""
    return to_scale(frame, indicator, population).where(frame["missing"] > 0)


@once
def regions_of_indicator(view: View) -> pd.DataFrame:
    """Return `of_indicator` of the regions for the indicator of the view."""
    population = view.edition.population
    people = None if population is None else population.by_unit
    return of_indicator(range_by_region(view), view.indicator, people)


def _ranges(view: View, totals: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return `ranges` by one key; the edition has a register."""
    usual = view.edition.usual_attendance
    assert usual is not None
    return ranges(totals, usual, [key])


def _is_estimate(marks: pd.Series) -> pd.Series:
    """Return True for each row whose mark says that the attendance is an estimate."""
    return marks.fillna("").astype("str").str.split(r";\s*").map(lambda names: "reached" in names)


def missing_attendance_words(activities: float, text: Text) -> str:
    """Return the number of activities without an attendance: “attendance not reported: …”."""
    return text.n(
        "attendance not reported: {n} activity",
        "attendance not reported: {n} activities",
        activities,
    )


def estimated_attendance_words(activities: int, people: float, text: Text) -> str:
    """Return the number of activities with an estimated attendance, and their people."""
    return text.n(
        "estimated attendance: {n} activity; people reached: {people}",
        "estimated attendance: {n} activities; people reached: {people}",
        activities,
        people=people,
    )
