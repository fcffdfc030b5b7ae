"""Two campaigns or regions on one scale: running totals as lines, values of rows as pairs."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd

from campaign.analysis.comparison import Axis
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import Indicator
from campaign.charts.bars import range_columns, with_high
from campaign.charts.region_rates import pair_legend, value_words
from campaign.charts.spec import Datum, Dumbbell, LegendKey, Line, Lines, NumberFormat, Pair, Point
from campaign.charts.ticks import Tick, number_ticks, value_ticks
from campaign.i18n.number_format import MINUS
from campaign.i18n.translator import Text
from campaign.theme.roles import FIRST, SECOND

ROLES = ("line:first", "line:second")
_SHARE_STEP = 0.25


@dataclass(frozen=True, eq=False)
class Pace:
    """A name and the rows of `comparison.pace`, with `value`, `middle` and `high` scaled alike."""

    name: str
    rows: pd.DataFrame

    @classmethod
    def of(cls, name: str, rows: pd.DataFrame, scale: float = 1.0) -> Pace:
        """Return the pace; the numbers of people in the rows are multiplied by `scale`."""
        ends = {end: rows[end] * scale for end in ("middle", "high")}
        return cls(name, rows.assign(value=rows["reached"] * scale, **ends))


def paces_spec(
    paces: Sequence[Pace],
    axis: Axis,
    unit: str,
    indicator: Indicator,
    text: Text,
    *,
    nothing: str = "",
) -> Lines:
    """Return a line for each pace, by day of the campaign or by share of its days.

    `unit` is the name of the values, which have the number format of the `indicator`. `nothing` is
    the message without lines.
    """
    lines = tuple(
        _line(pace, axis, role, indicator, text) for pace, role in zip(paces, ROLES, strict=False)
    )
    keys = [LegendKey(line.role, line.label, mark=line.dash) for line in lines]
    tops = [line.points[-1].value for line in lines]
    starts = [float(pace.rows[axis].iloc[0]) for pace in paces]
    ends = [float(pace.rows[axis].iloc[-1]) for pace in paces]
    return Lines(
        lines=lines,
        legend=tuple(keys),
        headings=(_heading(axis, text), unit),
        ticks=_ticks(min(starts, default=0.0), max(ends, default=1.0), axis, text),
        value_ticks=number_ticks(max(tops, default=0.0), 4, text),
        format=NumberFormat(digits=indicator.digits),
        nothing=nothing,
    )


def paces_table(
    paces: Sequence[Pace], column: str, unit: str, indicator: Indicator, text: Text
) -> DataTable:
    """Return the days on which a number changes, first for the first pace, then for the second.

    `column` is the header for the names of the paces, `unit` the header of their values. If
    attendance is missing, further columns have the range of each total.
    """
    frames = [pace.rows[_is_step(pace.rows)].assign(name=pace.name) for pace in paces]
    keys = ("name", "day", "share", "value", "missing", "high")
    empty = pd.DataFrame({name: [] for name in keys})
    rows = pd.concat(frames, ignore_index=True) if frames else empty
    return DataTable(
        rows,
        (
            TableColumn("name", column),
            TableColumn("day", _heading("day", text), "number"),
            TableColumn("share", _heading("share", text), "percent", 0),
            TableColumn("value", unit, "number", indicator.digits),
            *range_columns(rows, indicator, text),
        ),
    )


def _heading(axis: Axis, text: Text) -> str:
    if axis == "day":
        return text("Day of the campaign")
    return text("Share of campaign days elapsed")


def _line(pace: Pace, axis: Axis, role: str, indicator: Indicator, text: Text) -> Line:
    def words(row: Mapping[Hashable, Any]) -> str:
        total = indicator.format(row["value"], text)
        return (
            with_high(total, row["value"], row["high"], indicator, text) if row["value"] else total
        )

    rows = pace.rows[_is_step(pace.rows)].to_dict("records")
    points = tuple(
        Point(
            float(row[axis]),
            float(row["value"]),
            tooltip=(
                _day_words(int(row["day"]), row["share"], text),
                f"{pace.name}: {words(row)}",
            ),
        )
        for row in rows
    )
    number = indicator.format(rows[-1]["value"], text)
    return Line(role, pace.name, points, steps=True, end_words=words(rows[-1]), end_number=number)


def _is_step(rows: pd.DataFrame) -> pd.Series:
    """Return True for the first and the last row, and rows that change the value or its range."""
    is_step = (rows[["value", "missing"]].diff().fillna(1) != 0).any(axis=1)
    is_step.iloc[-1] = True
    return is_step


def _ticks(start: float, end: float, axis: Axis, text: Text) -> tuple[Tick[float], ...]:
    """Return ticks of the days or shares up to both ends, also for days before the start."""
    if axis == "share":
        low, high = math.floor(start / _SHARE_STEP), math.ceil(end / _SHARE_STEP)
        shares = [step * _SHARE_STEP for step in range(low, high + 1)]
        return tuple(Tick(share, text.percent(share, 0)) for share in shares)
    values = value_ticks(end, 7)
    step = values[1]
    before = [-step * n for n in range(math.ceil(-start / step), 0, -1)] if start < 0 else []
    return tuple(Tick(value, text.number(value)) for value in (*before, *values))


def _day_words(day: int, share: float, text: Text) -> str:
    """Return the day with its share of all days; a line begins before the first day."""
    if day < 1:
        return text("before the first day")
    return f"{text('day {n}', n=day)} · {text.percent(share, 0)}"


SIDES = ("first", "second")
NO_ROWS = pd.DataFrame(columns=["first", "first_state", "second", "second_state", "change"])
"""The rows if no comparison is possible: none."""


@dataclass(frozen=True)
class RowNames:
    """The names of the rows: the key of their codes in an address, a header, the names by code."""

    key: Literal["oblast", "type"]
    heading: str
    short: Mapping[str, str]
    full: Mapping[str, str]
    selected: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ValuePairs:
    """Two values of an indicator for each region or type, and the names of the two values.

    `rows` are those of `comparison.by_unit` or `by_type`, or `NO_ROWS`.
    """

    rows: pd.DataFrame
    names: RowNames
    sides: tuple[str, str]
    indicator: Indicator


def pairs_spec(pairs: ValuePairs, text: Text, *, nothing: str) -> Dumbbell:
    """Return a row for each region or type, sorted by the first value, highest first.

    `nothing` is the message without rows.
    """
    rows, indicator = pairs.rows, pairs.indicator
    values = [float(value) for side in SIDES for value in rows[side].dropna()]
    return Dumbbell(
        rows=tuple(
            _pair(str(code), row, pairs, text)
            for code, row in in_order(rows).to_dict("index").items()
        ),
        legend=pair_legend(pairs.sides[0], pairs.sides[1]),
        headings=(pairs.names.heading, text(indicator.name)),
        ticks=_indicator_ticks(max(values, default=0.0), indicator, text),
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        nothing=nothing,
    )


def pairs_table(pairs: ValuePairs, text: Text) -> DataTable:
    """Return rows with both values and the difference; a missing value is shown as its state."""
    sides, indicator = pairs.sides, pairs.indicator
    kind: Literal["percent", "number"] = "percent" if indicator.percent else "number"
    frame = in_order(pairs.rows)
    frame.insert(0, "name", [pairs.names.full[str(code)] for code in frame.index])
    return DataTable(
        frame,
        (
            TableColumn("name", pairs.names.heading),
            TableColumn("first", sides[0], kind, indicator.digits, "first_state"),
            TableColumn("second", sides[1], kind, indicator.digits, "second_state"),
            TableColumn("change", text("Difference"), kind, indicator.digits),
        ),
    )


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows sorted by first and second value, highest first; missing values last."""
    return rows.sort_values(list(SIDES), ascending=False, na_position="last", kind="stable")


def change_words(change: float, indicator: Indicator, text: Text) -> str:
    """Return a difference with its sign, as “+1,240” or “−3.5”; "" if it is not known."""
    if change != change:
        return ""
    words = indicator.format(abs(change), text)
    if words == indicator.format(0, text):
        return words
    return f"{'+' if change > 0 else MINUS}{words}"


def _pair(code: str, row: Mapping[Any, Any], pairs: ValuePairs, text: Text) -> Pair:
    data, names, indicator = [], pairs.names, pairs.indicator
    for side, role, label in zip(SIDES, (FIRST, SECOND), pairs.sides, strict=True):
        value, state = float(row[side]), str(row[f"{side}_state"])
        words = value_words(value, state, partial(indicator.format, text=text), text)
        data.append(
            Datum(
                code=f"{names.key}={code}",
                label=label,
                value=value,
                state=state,
                role=role,
                words=words,
                tooltip=(names.full[code], f"{label}: {words}"),
                selected=code in names.selected,
                faded=bool(names.selected) and code not in names.selected,
            )
        )
    change = change_words(float(row["change"]), indicator, text)
    return Pair(names.short[code], data[0], data[1], change)


def _indicator_ticks(most: float, indicator: Indicator, text: Text) -> tuple[Tick[float], ...]:
    scale = 100 if indicator.percent else 1
    ticks = (value / scale for value in value_ticks(most * scale, 4))
    return tuple(Tick(value, indicator.format(value, text)) for value in ticks)
