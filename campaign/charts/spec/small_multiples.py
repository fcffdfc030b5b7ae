"""Small charts, one for each region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaign.charts.calendar import Calendar, DayTicks
from campaign.charts.spec.datum import Datum
from campaign.charts.ticks import Tick


@dataclass(frozen=True)
class Bin:
    """A week or a day of a small chart; `value` is NaN if nothing was reported."""

    first: date
    last: date
    value: float
    state: str


@dataclass(frozen=True)
class Panel:
    """A small chart: the region with its total in words, and its bins with activities."""

    datum: Datum
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class SmallMultiples:
    """A small chart for each region, all on one scale and one calendar.

    `bin_days` is the length of a full bin. `ends` are the labels of the first and the last day of
    the calendar, for panels with no other ticks. `hollow_words` explains the hollow mark; "" if
    there is none.
    """

    panels: tuple[Panel, ...]
    calendar: Calendar
    bin_days: int
    ticks: tuple[Tick[float], ...]
    day_ticks: DayTicks
    ends: tuple[Tick[date], ...]
    hollow_words: str
    nothing: str
