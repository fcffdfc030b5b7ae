"""What a chart shows, as plain data: values, their words, their roles and their positions.

No body knows a colour, a pixel or a file format: `theme.paint` gives each role its look, and
`render` draws a body as Plotly, SVG, PowerPoint or Excel.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from campaign.charts.calendar import Calendar, DayTicks, EventMark, Kind
from campaign.charts.ticks import Tick
from campaign.domain.places import Places


@dataclass(frozen=True)
class Datum:
    """One value with its words.

    `code` is the query that selects it (`type=lecture`); "" where it cannot be selected.
    `value` is in the indicator's unit, NaN where `state` is `not_reported` or `no_activity`.
    `words` is the value as written beside it, `note` a line below that. `tooltip` are lines, the
    first of them the name. A datum that is not `selected` is `faded` where others are. `name` is
    the full name for a data sheet, where `label` is a short one.
    A value that may be greater has a range on its scale from `low`, what was reported, over
    `middle` to `high`; all three are NaN for one that has none.
    """

    code: str
    label: str
    value: float
    state: str
    role: str
    words: str
    tooltip: tuple[str, ...] = ()
    note: str = ""
    selected: bool = False
    faded: bool = False
    name: str = ""
    low: float = float("nan")
    middle: float = float("nan")
    high: float = float("nan")

    @property
    def has_range(self) -> bool:
        """True where a line from `low` to `high` is drawn."""
        return self.high == self.high


@dataclass(frozen=True)
class LegendKey:
    """An entry of a legend: its role, its words, and a count or None.

    `mark` is the shape of its key: an area, a day mark, an event above the days, a line, or the
    line of a range.
    """

    role: str
    label: str
    count: int | None = None
    mark: Literal[
        "area", "hollow", "dot", "milestone", "event", "solid", "dashed", "dotted", "range"
    ] = "area"

    @property
    def words(self) -> str:
        """The label, with the count in brackets where there is one."""
        return self.label if self.count is None else f"{self.label} ({self.count})"


@dataclass(frozen=True)
class NumberFormat:
    """How the values of a chart are written: plain or in per cent, with so many decimals."""

    kind: Literal["number", "percent"] = "number"
    digits: int = 0


@dataclass(frozen=True)
class Reference:
    """A value of the axis that a broken line marks, and the words at the line."""

    value: float
    words: str


@dataclass(frozen=True, eq=False)
class Bars:
    """Horizontal bars from top to bottom.

    `end` is the value at the right end of the axis. Where `whole` is true each bar is on a track
    to that end, its name above it and `Datum.note` below. Where `beside_map` is true the bars are
    regions in the colours of the map: they have the map's height whatever their number, and a
    selection does not change their order. `follow` are their words while that map plays, {} where
    it does not. `headings` name the columns of labels and values. `nothing` is the message where
    there are no bars.
    """

    data: tuple[Datum, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    end: float
    nothing: str
    reference: Reference | None = None
    whole: bool = False
    beside_map: bool = False
    follow: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DayPart:
    """The part of one group of activities in the column of a day."""

    role: str
    label: str
    value: float


@dataclass(frozen=True)
class Day:
    """A day with activities: its column, and the total since the start.

    `state` is that of the whole day; `parts` are the groups that
    reported people, or zero, from the base upward. `tooltip` are lines, the first of them the date.
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
    kind: Kind
    marks: tuple[EventMark, ...]
    tooltip: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words beside the mark: the first event, and how many more there are."""
        first, *others = (mark.label for mark in self.marks)
        return f"{first} (+{len(others)})" if others else first


_STRETCH, _ROOM = 1.12, 1.4
"""The top of a running total's axis: times its highest tick, and times its highest value."""


@dataclass(frozen=True)
class Timeline:
    """Columns by day, marks above them, and the running total below, on one calendar.

    `days` are those with activities, `events` all milestones and reported events of the edition,
    also those beyond the calendar; `marks` are the days of the calendar that have some.
    `selected_days` are the first and last selected day (None: no limit); days outside fade. `ticks`
    and `total_ticks` reach the upper end of their axes. `line_names` are written at
    `Calendar.rules`. `end_words` is written at the end of the running total; "" where days are
    selected. `plan` is the planned total at the days between which it is a straight line; ()
    without a plan.
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
    selected_days: tuple[date | None, date | None] = (None, None)
    plan: tuple[tuple[date, float], ...] = ()

    @property
    def total(self) -> float:
        """People reached on all days."""
        return self.days[-1].cumulative if self.days else 0.0

    @property
    def total_end(self) -> float:
        """The value at the top of the running total's axis: `end_words` have room above it."""
        highest = max((self.total, *(value for _, value in self.plan)))
        return max(self.total_ticks[-1].at * _STRETCH, highest * _ROOM if self.end_words else 0.0)

    @property
    def selected_day(self) -> date | None:
        """The selected day; None where none or several are selected."""
        first, last = self.selected_days
        return first if first == last else None

    @property
    def unselected_spans(self) -> tuple[tuple[date, date], ...]:
        """First and last day of the calendar's days before and after the selected ones."""
        start, end = self.selected_days
        one_day, first, last = timedelta(days=1), self.calendar.first, self.calendar.last
        before = (first, min(start - one_day, last)) if start is not None else None
        after = (max(end + one_day, first), last) if end is not None else None
        return tuple(days for days in (before, after) if days is not None and days[0] <= days[1])

    @property
    def running_totals(self) -> tuple[tuple[date, float], ...]:
        """The running total where it changes, and on the first and the last day."""
        steps = {self.calendar.first: 0.0}
        before = 0.0
        for day in self.days:
            if day.cumulative != before or day.day == self.calendar.first:
                steps[day.day] = before = day.cumulative
        return tuple((steps | {self.calendar.last: self.total}).items())


@dataclass(frozen=True)
class StripMark:
    """A value marked on the strip of classes, `at` its place from 0 at the left end to 1.

    `code` is the ISO code of a region, "" for the national average. `label` is written at the
    mark; `words` are the value.
    """

    code: str
    label: str
    words: str
    at: float


@dataclass(frozen=True)
class Strip:
    """The classes of a map as one strip of equally wide swatches, from low to high.

    `limits` are the words of its ends and joints, one more than there are classes; () without
    classes. `average` is None where the indicator has none. `regions` are those with a value above
    zero, in the official order.
    """

    limits: tuple[str, ...] = ()
    average: StripMark | None = None
    regions: tuple[StripMark, ...] = ()


@dataclass(frozen=True, eq=False)
class Choropleth:
    """The regions in the colours of their classes, the two cities enlarged beside them.

    The data are all regions in the official order, with `Datum.note` the number of people in
    brackets beside a rate. `roles` gives the role of every class index that a region has at rest or
    while the map plays: the three states first, then the classes from low to high. `legend` are
    the classes from low to high, which stand on the `strip`, then the states; `legend_title` is
    what the classes are of, "" without classes. `geometry` is the address of the boundaries of
    `places` for the browser. `animation` is how the map plays day by day (see `charts.animation`),
    {} where it does not.
    """

    data: tuple[Datum, ...]
    roles: tuple[str, ...]
    legend: tuple[LegendKey, ...]
    legend_title: str
    strip: Strip
    places: Places
    geometry: str
    animation: Mapping[str, Any] = field(default_factory=dict)

    @property
    def by_code(self) -> dict[str, Datum]:
        """{ISO code: region}, in the same order."""
        return {datum.code.removeprefix("oblast="): datum for datum in self.data}

    @property
    def selected(self) -> tuple[str, ...]:
        """The ISO codes of the selected regions."""
        return tuple(code for code, datum in self.by_code.items() if datum.selected)

    @property
    def class_keys(self) -> tuple[LegendKey, ...]:
        """The entries of the legend on the strip."""
        return tuple(key for key in self.legend if not key.role.startswith("state:"))

    @property
    def selected_marks(self) -> tuple[StripMark, ...]:
        """The marks of the selected regions on the strip."""
        return tuple(mark for mark in self.strip.regions if mark.code in self.selected)

    @property
    def legend_at_rest(self) -> tuple[LegendKey, ...]:
        """The legend without the states that occur only while the map plays."""
        roles = {datum.role for datum in self.data}
        return tuple(
            key for key in self.legend if key.role in roles or not key.role.startswith("state:")
        )


@dataclass(frozen=True)
class Heading:
    """A row or a column of a grid: its code, its name, whether it is selected."""

    code: str
    name: str
    selected: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a grid, at its row and column counted from 0."""

    row: int
    column: int
    datum: Datum


@dataclass(frozen=True)
class Grid:
    """Cells of types by regions in reading order; a place without a cell had no activity.

    `headings` name the column of types and what the cells hold. `nothing` is said where there are
    no cells.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    nothing: str


@dataclass(frozen=True)
class Bin:
    """A week or a day of a small chart; `value` is NaN where nothing was reported."""

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
class Panels:
    """A small chart for each region, all on one scale and one calendar.

    `bin_days` is the length of a full bin. `hollow_words` explains the hollow mark; "" where there
    is none.
    """

    panels: tuple[Panel, ...]
    calendar: Calendar
    bin_days: int
    ticks: tuple[Tick[float], ...]
    day_ticks: DayTicks
    hollow_words: str
    nothing: str


@dataclass(frozen=True)
class Lane:
    """The rows of one region in a schedule, counted from the top over all lanes."""

    code: str
    name: str
    top: int
    rows: int


@dataclass(frozen=True)
class Span:
    """An activity from its first to its last day, in its row."""

    first: date
    last: date
    row: int
    datum: Datum


@dataclass(frozen=True)
class Spans:
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
        """How many rows all lanes have."""
        return self.lanes[-1].top + self.lanes[-1].rows if self.lanes else 0


@dataclass(frozen=True)
class Point:
    """A point of a line: its place on both axes, and its words.

    `at` is the place on the horizontal axis, `value` that on the vertical one, NaN where the line
    is interrupted. `low` and `high` are the ends of its range, NaN where it has none. `tooltip` are
    lines, the first of them the name of the place.
    """

    at: float
    value: float
    low: float = float("nan")
    high: float = float("nan")
    tooltip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line from left to right, with the range around it where its points have one.

    `steps`: the value stays until the next point. `end_words` are written at its last point, ""
    where nothing is.
    """

    role: str
    label: str
    points: tuple[Point, ...]
    dash: Literal["solid", "dashed", "dotted"] = "solid"
    steps: bool = False
    end_words: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines on common axes, such as the people reached and the plan by day of the campaign.

    `ticks` are those of the horizontal axis, `value_ticks` those of the vertical one; both reach
    the ends of their axes. `headings` name the two axes. `references` are broken vertical lines.
    `nothing` is the message where there are no lines.
    """

    lines: tuple[Line, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    value_ticks: tuple[Tick[float], ...]
    format: NumberFormat
    nothing: str
    references: tuple[Reference, ...] = ()

    def shares(self, point: Point) -> tuple[float, float]:
        """The place of a point as shares of the plot, from the left and from below."""
        return self.across(point.at), self.up(point.value)

    def across(self, at: float) -> float:
        """A place on the horizontal axis as a share of its length."""
        return _share(at, self.ticks)

    def up(self, value: float) -> float:
        """A value as a share of the height of the vertical axis."""
        return _share(value, self.value_ticks)

    @property
    def tooltips(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Each place of the horizontal axis that has words: the name of the place, then each
        line's at this place.
        """
        words: dict[float, dict[str, None]] = {}
        for line in self.lines:
            for point in line.points:
                if point.tooltip:
                    words.setdefault(point.at, {}).update(dict.fromkeys(point.tooltip))
        return tuple((at, tuple(words[at])) for at in sorted(words))


@dataclass(frozen=True)
class Pair:
    """Two values of one region, type or campaign on the same scale.

    `first` and `second` have the roles of the two keys of the legend, and one code and one
    tooltip; `note` is the difference in words, written at the end of the row. A value that is
    missing has no point.
    """

    label: str
    first: Datum
    second: Datum
    note: str = ""

    @property
    def data(self) -> tuple[Datum, Datum]:
        """Both values in the order of the legend."""
        return self.first, self.second

    @property
    def points(self) -> tuple[Datum, ...]:
        """The values that are known."""
        return tuple(datum for datum in self.data if not math.isnan(datum.value))

    @property
    def is_descending(self) -> bool:
        """True where the words of the first value stand at the right, of the second at the left."""
        return self.first.value > self.second.value

    @property
    def end_words(self) -> str:
        """The note, and the words of a missing value; "" for none.

        Of two that are missing for different reasons it is the one that is not reported: the
        tooltip has both.
        """
        missing = [datum for datum in self.data if math.isnan(datum.value)]
        missing.sort(key=lambda datum: datum.state != "not_reported")
        words = [datum.words for datum in missing[:1]]
        return ", ".join(dict.fromkeys(filter(None, (*words, self.note))))


@dataclass(frozen=True)
class Pairs:
    """Rows of two points connected by a line, such as share of reach and share of population.

    `headings` name the column of labels and the values. `ticks` reach the end of the axis.
    `nothing` is the message where there are no rows.
    """

    rows: tuple[Pair, ...]
    legend: tuple[LegendKey, LegendKey]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    format: NumberFormat
    nothing: str

    @property
    def point_words(self) -> tuple[str, ...]:
        """The words that stand at points."""
        return tuple(datum.words for pair in self.rows for datum in pair.points)


def _share(at: float, ticks: Sequence[Tick[float]]) -> float:
    first, last = ticks[0].at, ticks[-1].at
    return (at - first) / (last - first)


Body = Bars | Timeline | Choropleth | Grid | Panels | Spans | Lines | Pairs
