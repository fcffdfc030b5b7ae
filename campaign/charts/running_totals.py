"""Lines of the people reached since the start, of two campaigns or of two regions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.charts.body import LegendKey, Line, Lines, NumberFormat, Point
from campaign.charts.ticks import Tick, number_ticks, value_ticks
from campaign.i18n.translator import Text

ROLES = ("line:first", "line:second")
_SHARE_STEP = 0.25
Axis = Literal["day", "share"]


@dataclass(frozen=True, eq=False)
class Pace:
    """A name and the rows of `comparison.pace`, with `value` in the unit of the vertical axis."""

    name: str
    rows: pd.DataFrame


def build(
    paces: Sequence[Pace],
    axis: Axis,
    unit: str,
    text: Text,
    *,
    digits: int = 0,
    nothing: str = "",
) -> Lines:
    """Return a line for each pace over the days of the campaign, or over their share.

    `unit` names the values, which have `digits` decimals. `nothing` is the message without lines.
    """
    lines = tuple(
        _line(pace, axis, role, digits, text) for pace, role in zip(paces, ROLES, strict=False)
    )
    most = max((float(pace.rows["value"].iloc[-1]) for pace in paces), default=0.0)
    starts = [float(pace.rows[axis].iloc[0]) for pace in paces]
    ends = [float(pace.rows[axis].iloc[-1]) for pace in paces]
    return Lines(
        lines=lines,
        legend=tuple(LegendKey(line.role, line.label, mark=line.dash) for line in lines),
        headings=(_heading(axis, text), unit),
        ticks=_ticks(min(starts, default=0.0), max(ends, default=1.0), axis, text),
        value_ticks=number_ticks(most, 4, text),
        format=NumberFormat(digits=digits),
        nothing=nothing,
    )


def to_table(paces: Sequence[Pace], column: str, unit: str, text: Text, digits: int) -> DataTable:
    """Return the days on which a number changes, of the first pace and then of the second.

    `column` names what the paces are of, `unit` their values.
    """
    frames = [pace.rows[_is_step(pace.rows)].assign(name=pace.name) for pace in paces]
    empty = pd.DataFrame({name: [] for name in ("name", "day", "share", "value")})
    return DataTable(
        pd.concat(frames, ignore_index=True) if frames else empty,
        (
            TableColumn("name", column),
            TableColumn("day", _heading("day", text), "number"),
            TableColumn("share", _heading("share", text), "percent", 0),
            TableColumn("value", unit, "number", digits),
        ),
    )


def _heading(axis: Axis, text: Text) -> str:
    if axis == "day":
        return text("Day of the campaign")
    return text("Share of the campaign’s days")


def _line(pace: Pace, axis: Axis, role: str, digits: int, text: Text) -> Line:
    points = tuple(
        Point(
            float(row[axis]),
            float(row["value"]),
            tooltip=(
                pace.name,
                f"{text('day {n}', n=int(row['day']))} · {text.percent(row['share'], 0)}",
                text.number(row["value"], digits),
            ),
        )
        for row in pace.rows[_is_step(pace.rows)].to_dict("records")
    )
    return Line(
        role, pace.name, points, steps=True, end_words=text.number(points[-1].value, digits)
    )


def _is_step(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row is the first, the last, or changes the value."""
    is_step = rows["value"].diff().fillna(1) != 0
    is_step.iloc[-1] = True
    return is_step


def _ticks(start: float, end: float, axis: Axis, text: Text) -> tuple[Tick[float], ...]:
    """Return ticks of the days or shares that reach both ends; days before the start count too."""
    if axis == "share":
        low, high = math.floor(start / _SHARE_STEP), math.ceil(end / _SHARE_STEP)
        shares = [step * _SHARE_STEP for step in range(low, high + 1)]
        return tuple(Tick(share, text.percent(share, 0)) for share in shares)
    values = value_ticks(end, 7)
    step = values[1]
    before = [-step * n for n in range(math.ceil(-start / step), 0, -1)] if start < 0 else []
    return tuple(Tick(value, text.number(value)) for value in (*before, *values))
