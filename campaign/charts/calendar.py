"""The calendar of an edition: its days and its vertical lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.ticks import Tick
from campaign.domain.campaign import Edition
from campaign.i18n.translator import Text
from campaign.theme.style import END, NOMINAL_END, Dash

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True)
class DayLine:
    """A day with a vertical line: the last nominal day (the hundredth), or the campaign's end."""

    day: date
    dash: Dash
    nominal_days: int | None = None

    def name(self, text: Text) -> str:
        """Return the label of the line."""
        if self.nominal_days is None:
            return text("Campaign end")
        return text("Day {n}", n=self.nominal_days)


@dataclass(frozen=True)
class Calendar:
    """The days from `first` to `last`, and the edition's own start, end and nominal length."""

    first: date
    last: date
    start: date | None
    end: date | None
    nominal_days: int | None

    @classmethod
    def of(cls, edition: Edition) -> Calendar | None:
        """Return the calendar of an edition; None if no day of it is known."""
        first, last = edition.first_day, edition.last_day
        if first is None or last is None:
            return None
        return cls(first, last, edition.start, edition.end, edition.nominal_days)

    @property
    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.last - self.first).days + 1

    @property
    def rules(self) -> tuple[DayLine, ...]:
        """The last nominal day (the hundredth) and the campaign's end, if within the calendar."""
        lines = []
        if self.nominal_end is not None:
            lines.append(DayLine(self.nominal_end, NOMINAL_END, self.nominal_days))
        if self.end is not None:
            lines.append(DayLine(self.end, END))
        return tuple(rule for rule in lines if self.first <= rule.day <= self.last)

    def line_names(self, text: Text) -> tuple[str, ...]:
        """Return the label of each line."""
        return tuple(rule.name(text) for rule in self.rules)

    @property
    def nominal_end(self) -> date | None:
        """The last of the nominal days (the hundredth); None if start or length is unknown."""
        if self.start is None or self.nominal_days is None:
            return None
        return self.start + timedelta(days=self.nominal_days - 1)

    def middle(self, day: date) -> float:
        """Return the position of a day's middle, from 0 (first day) to 1 (end of the last day)."""
        return ((day - self.first).days + 0.5) / self.days

    def number(self, day: date) -> int | None:
        """Return a day's number: 1 for the start, zero or less before it; None without a start."""
        return None if self.start is None else (day - self.start).days + 1


def calendar_of(view: View) -> Calendar:
    """Return the calendar of the edition of a view. Raises ValueError if no day is known."""
    calendar = Calendar.of(view.edition)
    if calendar is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no dates")
    return calendar


def day_name(number: int, text: Text) -> str:
    """Return a day's number in words, for an axis or a tooltip."""
    return text("day {n}", n=number)


def day_heading(day: date, calendar: Calendar, text: Text) -> str:
    """Return the date and, from the start on, the day's number: the first line of a tooltip."""
    number = calendar.number(day)
    suffix = "" if number is None or number < 1 else f" · {day_name(number, text)}"
    return f"{text.date(day)}{suffix}"


def days_code(day: date, last: date | None = None) -> str:
    """Return the query code of a day or of a range of days."""
    return f"from={day.isoformat()}&to={(last or day).isoformat()}"


@dataclass(frozen=True)
class DayTicks:
    """The dates below an axis, for a wide chart and for one on a phone."""

    wide: tuple[Tick[date], ...]
    narrow: tuple[Tick[date], ...]

    @classmethod
    def of(cls, calendar: Calendar, text: Text, wide: int = 7, narrow: int = 4) -> DayTicks:
        """Return about `wide` dates for a wide chart and `narrow` for a phone."""
        return cls(day_ticks(calendar, text, wide), day_ticks(calendar, text, narrow))


def day_ticks(calendar: Calendar, text: Text, count: int) -> tuple[Tick[date], ...]:
    """Return at most `count` days with round numbers (1, 20, 40 …): the date, below it the number.

    Without a start, days are counted from the first day and only have the date.
    """
    origin = calendar.start or calendar.first
    step = next((s for s in _STEPS if calendar.days / s <= count - 0.5), calendar.days)
    numbers = [
        n for n in [1, *range(step, calendar.days + step, step)] if n == 1 or n - 1 >= step * 0.6
    ]
    days = [origin + timedelta(days=n - 1) for n in dict.fromkeys(numbers)]
    pattern = "day" if calendar.first.year == calendar.last.year else "short"
    ticks = []
    for day in days:
        if calendar.first <= day <= calendar.last:
            number = calendar.number(day)
            number_line = "" if number is None else "\n" + day_name(number, text)
            ticks.append(Tick(day, text.date(day, pattern) + number_line))
    return tuple(ticks)
