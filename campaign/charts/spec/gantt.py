"""A schedule: every activity from its first to its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaign.charts.calendar import Calendar, DayTicks
from campaign.charts.spec.datum import Datum, LegendKey


@dataclass(frozen=True)
class Lane:
    """The rows of one region in a schedule, counted from the top over all lanes.

    `second_name` is the name in a second language, "" without one or if it is the same.
    """

    code: str
    name: str
    top: int
    rows: int
    second_name: str = ""


@dataclass(frozen=True)
class Span:
    """An activity from its first to its last day, in its row."""

    first: date
    last: date
    row: int
    datum: Datum


@dataclass(frozen=True)
class Gantt:
    """Every activity on the calendar, in one lane for each region."""

    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    legend: tuple[LegendKey, ...]
    calendar: Calendar
    day_ticks: DayTicks
    line_names: tuple[str, ...]
    nothing: str

    @property
    def rows(self) -> int:
        """The number of rows in all lanes."""
        return self.lanes[-1].top + self.lanes[-1].rows if self.lanes else 0
