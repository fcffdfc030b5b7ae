"""The specs of values: bars, map, pairs, grid and lines, with the parts that all specs share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from campaign.charts.ticks import Tick
from campaign.domain.places import Places


@dataclass(frozen=True)
class Datum:
    """One value with its texts.

    `code` is the query that selects it (`type=lecture`); "" if it cannot be selected. `value` is in
    the indicator's unit, NaN if `state` is `not_reported` or `no_activity`. `words` is the text of
    the value, `note` a line below it. `tooltip` has lines, of which the first is the name. A datum
    is `faded` if others are `selected` and it is not. `name` is the full name for a data sheet if
    `label` is a short one. With missing attendance a value has a range: `low` is the reported
    value, `middle` and `high` are the possible higher values; all three are NaN without a range.
    `translation` is the same datum in a second language, None without one.
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
    translation: Datum | None = None

    @property
    def second_label(self) -> str:
        """The label in a second language; "" without one, or if it is the same."""
        return "" if self.translation is None else other_words(self.label, self.translation.label)

    @property
    def full_name(self) -> str:
        """The full name: `name`, or else `label`."""
        return self.name or self.label

    @property
    def second_name(self) -> str:
        """The full name in a second language; "" without one, or if it is the same."""
        other = self.translation
        return "" if other is None else other_words(self.full_name, other.full_name)

    @property
    def has_range(self) -> bool:
        """True if a line from `low` to `high` is drawn."""
        return self.high == self.high


def other_words(first: str, second: str) -> str:
    """Return the second text; "" if it equals the first."""
    return "" if second == first else second


@dataclass(frozen=True)
class LegendKey:
    """An entry of a legend: its role, its label, and a count or None.

    `mark` is the shape of its symbol: an area, a day mark, an event above the days, a line, or the
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
        """The label, with the count in brackets if there is one."""
        return self.label if self.count is None else f"{self.label} ({self.count})"


@dataclass(frozen=True)
class NumberFormat:
    """The format of a chart's values: plain numbers or per cent, with the number of decimals."""

    kind: Literal["number", "percent"] = "number"
    digits: int = 0


@dataclass(frozen=True)
class Reference:
    """A value on the axis that is marked by a broken line, and the text at the line."""

    value: float
    words: str


_LONG = 0.3  # share of the longest bar: a longer bar has room for its value inside


@dataclass(frozen=True, eq=False)
class Bars:
    """Horizontal bars from top to bottom.

    `end` is the value at the right end of the axis. If `has_tracks` is True, each bar is on a track
    to that end, with its name above and `Datum.note` below. If `beside_map` is True, the bars are
    regions in the colours of the map; together they have the height of the map, whatever their
    number, and a selection does not change their order. `headings` are the headers of the labels
    and the values. `nothing` is the message if there are no bars.
    """

    data: tuple[Datum, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    end: float
    nothing: str
    reference: Reference | None = None
    has_tracks: bool = False
    beside_map: bool = False

    def has_value_inside(self, datum: Datum) -> bool:
        """Return whether the value is inside its bar, because a line would cross it outside."""
        has_line = self.beside_map or self.reference is not None
        return has_line and datum.value > _LONG * self.end


@dataclass(frozen=True)
class ColorBarMark:
    """A value marked on the strip of classes; `at` is its position, 0 at the left end to 1.

    `code` is the ISO code of a region, "" for the national average. `label` is the text at the
    mark; `words` is the value as text. `both_labels` is the label in two languages, `second_label`
    the label in the second language without the value; both are "" without a second language.
    """

    code: str
    label: str
    words: str
    at: float
    both_labels: str = ""
    second_label: str = ""


@dataclass(frozen=True)
class ColorBar:
    """The classes of a map as one strip of equally wide swatches, from low to high.

    `limits` are the limits of the classes as text, one more than there are classes; () without
    classes. `average` is None if the indicator has no average. `regions` are the marks of regions
    with a value above zero, in the official order.
    """

    limits: tuple[str, ...] = ()
    average: ColorBarMark | None = None
    regions: tuple[ColorBarMark, ...] = ()


@dataclass(frozen=True, eq=False)
class Choropleth:
    """The regions in the colours of their classes, with the two cities enlarged.

    `data` has all regions in the official order; for a rate, `Datum.note` is the number of people
    in brackets. `roles` has the role of every class index, also of those that occur only during the
    animation: the three states first, then the classes from low to high. `legend` has the classes
    from low to high, which are shown on the `strip`, then the states; `legend_title` is the title
    of the classes, "" without classes. `animation` is the animation by day (see
    `charts.regions.animation`), {} without one.
    """

    data: tuple[Datum, ...]
    roles: tuple[str, ...]
    legend: tuple[LegendKey, ...]
    legend_title: str
    strip: ColorBar
    places: Places
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
    def selected_marks(self) -> tuple[ColorBarMark, ...]:
        """The marks of the selected regions on the strip."""
        return tuple(mark for mark in self.strip.regions if mark.code in self.selected)

    @property
    def legend_at_rest(self) -> tuple[LegendKey, ...]:
        """The legend without the states that occur only during the animation."""
        roles = {datum.role for datum in self.data}
        return tuple(
            key for key in self.legend if key.role in roles or not key.role.startswith("state:")
        )


@dataclass(frozen=True)
class Pair:
    """Two values of one region, type or campaign on the same scale.

    `first` and `second` have the roles of the two legend entries, and the same code and tooltip.
    `note` is the difference in words, at the end of the row. A missing value has no point.
    `translation` is the same pair in a second language, None without one.
    """

    label: str
    first: Datum
    second: Datum
    note: str = ""
    translation: Pair | None = None

    @property
    def second_label(self) -> str:
        """The label in a second language; "" without one, or if it is the same."""
        return "" if self.translation is None else other_words(self.label, self.translation.label)

    @property
    def second_end_words(self) -> str:
        """The end words in a second language; "" without one, or if they are the same."""
        other = self.translation
        return "" if other is None else other_words(self.end_words, other.end_words)

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
        """True if the first value's text is on the right and the second value's on the left."""
        return self.first.value > self.second.value

    @property
    def end_words(self) -> str:
        """The note, and the state of a missing value in words; "" for none.

        If both values are missing for different reasons, the text is about the one that is not
        reported; the tooltip has both reasons.
        """
        missing = [datum for datum in self.data if math.isnan(datum.value)]
        missing.sort(key=lambda datum: datum.state != "not_reported")
        words = [datum.words for datum in missing[:1]]
        return ", ".join(dict.fromkeys(filter(None, (*words, self.note))))


@dataclass(frozen=True)
class Dumbbell:
    """Rows of two points connected by a line, such as share of reach and share of population.

    `headings` are the headers of the labels and of the values. The last of the `ticks` is the end
    of the axis. `nothing` is the message if there are no rows.
    """

    rows: tuple[Pair, ...]
    legend: tuple[LegendKey, LegendKey]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    format: NumberFormat
    nothing: str

    @property
    def point_words(self) -> tuple[str, ...]:
        """The texts beside the points."""
        return tuple(datum.words for pair in self.rows for datum in pair.points)


@dataclass(frozen=True)
class Heading:
    """A row or a column of a grid: its code, its name, whether it is selected.

    `second_name` is the name in a second language, "" without one or if it is the same.
    """

    code: str
    name: str
    selected: bool = False
    second_name: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a grid, at its row and column counted from 0."""

    row: int
    column: int
    datum: Datum


@dataclass(frozen=True)
class Heatmap:
    """Cells of types by regions in reading order; a pair without a cell had no activity.

    `headings` are the header of the types and the name of the values in the cells. `nothing` is the
    message if there are no cells.
    """

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    format: NumberFormat
    nothing: str


@dataclass(frozen=True)
class Point:
    """A point of a line: its position on both axes, and its texts.

    `at` is the position on the horizontal axis, `value` the one on the vertical axis, NaN if the
    line is interrupted. `low` and `high` are the ends of its range, NaN without a range. `tooltip`
    has lines, of which the first is the name of the position.
    """

    at: float
    value: float
    low: float = float("nan")
    high: float = float("nan")
    tooltip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line from left to right, with an area for the ranges of its points.

    If `steps` is True, a value is constant up to the next point. `end_words` is the text at the
    last point, "" for none. `end_number` is only its number, for a narrow chart whose legend names
    the line, "" if the text cannot be shortened. `second_end_words` is the text in a second
    language, "" without one, or if it adds nothing.
    """

    role: str
    label: str
    points: tuple[Point, ...]
    dash: Literal["solid", "dashed", "dotted"] = "solid"
    steps: bool = False
    end_words: str = ""
    end_number: str = ""
    second_end_words: str = ""

    @property
    def end_lines(self) -> tuple[str, ...]:
        """The text at the end, then the text in a second language; () without text."""
        return tuple(filter(None, (self.end_words, self.second_end_words)))

    @property
    def end(self) -> Point | None:
        """The last point with a value; None if there is none."""
        return next((p for p in reversed(self.points) if p.value == p.value), None)


@dataclass(frozen=True)
class Lines:
    """Lines on common axes, such as the people reached and the plan by day of the campaign.

    `ticks` are on the horizontal axis, `value_ticks` on the vertical one; the first and the last
    tick are the ends of the axis. `headings` are the titles of the two axes. `references` are
    broken vertical lines. `nothing` is the message if there are no lines.
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
        """Return the position of a point as shares of the plot, from the left and from below."""
        return self.across(point.at), self.up(point.value)

    def across(self, at: float) -> float:
        """Return a position on the horizontal axis as a share of its length."""
        return _share(at, self.ticks)

    def up(self, value: float) -> float:
        """Return a value as a share of the height of the vertical axis."""
        return _share(value, self.value_ticks)

    @property
    def tooltips(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Each position of the horizontal axis with a tooltip: first the name of the position, then
        the text of each line.
        """
        words: dict[float, dict[str, None]] = {}
        for line in self.lines:
            for point in line.points:
                if point.tooltip:
                    words.setdefault(point.at, {}).update(dict.fromkeys(point.tooltip))
        return tuple((at, tuple(words[at])) for at in sorted(words))


def _share(at: float, ticks: Sequence[Tick[float]]) -> float:
    first, last = ticks[0].at, ticks[-1].at
    return (at - first) / (last - first)
