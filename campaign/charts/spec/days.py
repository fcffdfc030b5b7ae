"""The specs of days: timeline, schedule and small charts by region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from campaign.charts.calendar import Calendar, DayTicks
from campaign.charts.spec.values import Datum, LegendKey
from campaign.charts.ticks import Tick
from campaign.i18n.translator import N_

EventKind = Literal["milestone", "reported"]

EVENT_KINDS: Mapping[EventKind, str] = {
    "milestone": N_("Milestone"),
    "reported": N_("Reported event"),
}


@dataclass(frozen=True)
class EventMark:
    """A milestone or a publicly reported event: its day, its label, its source.

    `second_label` is the label in a second language, "" without one or if it is the same.
    """

    date: date
    label: str
    kind: EventKind
    source: str
    second_label: str = ""


@dataclass(frozen=True)
class DayPart:
    """The part of one group of activities in the column of a day."""

    role: str
    label: str
    value: float


@dataclass(frozen=True)
class Day:
    """A day with activities: its column, and the total since the start.

    `state` is the state of the whole day. `parts` are the groups that reported people or zero, from
    the bottom up. `tooltip` has lines, of which the first is the date.
    """

    day: date
    code: str
    value: float
    state: str
    cumulative: float
    parts: tuple[DayPart, ...]
    tooltip: tuple[str, ...]
    selected: bool = False
    faded: bool = False


@dataclass(frozen=True)
class EventDay:
    """A day of the calendar with milestones, or with reported events, above the columns."""

    day: date
    kind: EventKind
    marks: tuple[EventMark, ...]
    tooltip: tuple[str, ...]

    @property
    def words(self) -> str:
        """The text beside the mark: the first event, and how many more there are."""
        return self._and_more(self.marks[0].label)

    @property
    def second_words(self) -> str:
        """This text in a second language; "" without one, or if it is the same."""
        second = self.marks[0].second_label
        return self._and_more(second) if second else ""

    def _and_more(self, words: str) -> str:
        others = len(self.marks) - 1
        return f"{words} (+{others})" if others else words


_STRETCH = 1.12
"""The top of the running total's axis is at least this factor times the highest tick."""
_MOST_ROOM = 0.6
"""The largest share of the running total's height for the text above it."""


@dataclass(frozen=True)
class Timeline:
    """Columns by day, marks above them, and the running total below, on one calendar.

    `days` has the days with activities. `events` has all milestones and reported events of the
    edition, also those outside the calendar; `marks` has the days of the calendar with events.
    `selected_days` is the first and the last selected day (None: no limit); other days fade. The
    last of `ticks` and of `total_ticks` is the upper end of the axis. `line_names` are the labels
    of `Calendar.rules`, `list_names` the headings of the lists of milestones and reported events.
    `end_words` is the text at the end of the running total, "" if days are selected. `plan` has the
    planned total on some days, with straight lines between them; () without a plan. Without
    `total_ticks` the running total is not drawn. If `has_list` is True, a list beside the chart
    explains the numbers of the marks.
    """

    calendar: Calendar
    days: tuple[Day, ...]
    events: tuple[EventMark, ...]
    marks: tuple[EventDay, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    total_ticks: tuple[Tick[float], ...]
    day_ticks: DayTicks
    line_names: tuple[str, ...]
    end_words: str
    list_names: tuple[str, str] = ("", "")
    selected_days: tuple[date | None, date | None] = (None, None)
    plan: tuple[tuple[date, float], ...] = ()
    has_list: bool = False

    @property
    def numbers(self) -> Mapping[EventDay, int]:
        """The number of each mark in the list of its kind, by date, from 1."""
        counts: dict[EventKind, int] = {}
        numbers = {}
        for mark in self.marks:
            counts[mark.kind] = numbers[mark] = counts.get(mark.kind, 0) + 1
        return numbers

    @property
    def total(self) -> float:
        """People reached on all days."""
        return self.days[-1].cumulative if self.days else 0.0

    def total_end(self, room: float) -> float:
        """Return the value at the top of the running total's axis.

        `room` is the free height for `end_words` above the highest value, as a share of the axis;
        it is at most `_MOST_ROOM`.
        """
        highest = max((self.total, *(value for _, value in self.plan)))
        above = highest / (1 - min(room, _MOST_ROOM)) if self.end_words else 0.0
        return max(self.total_ticks[-1].at * _STRETCH, above)

    @property
    def unselected_spans(self) -> tuple[tuple[date, date], ...]:
        """The periods before and after the selected days: first and last day of each."""
        start, end = self.selected_days
        one_day, first, last = timedelta(days=1), self.calendar.first, self.calendar.last
        before = (first, min(start - one_day, last)) if start is not None else None
        after = (max(end + one_day, first), last) if end is not None else None
        return tuple(days for days in (before, after) if days is not None and days[0] <= days[1])

    @property
    def running_totals(self) -> tuple[tuple[date, float], ...]:
        """The running total on the days on which it changes, and on the first and the last day."""
        steps = {self.calendar.first: 0.0}
        before = 0.0
        for day in self.days:
            if day.cumulative != before or day.day == self.calendar.first:
                steps[day.day] = before = day.cumulative
        return tuple((steps | {self.calendar.last: self.total}).items())


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
