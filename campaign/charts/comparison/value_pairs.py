"""Two values of each region or type of activity, on one scale, with the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import Indicator
from campaign.charts.regions.region_pairs import pair_legend, value_words
from campaign.charts.spec import Datum, Dumbbell, NumberFormat, Pair
from campaign.charts.ticks import Tick, value_ticks
from campaign.i18n.number_format import MINUS
from campaign.i18n.translator import Text
from campaign.theme.roles import FIRST, SECOND

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


def build(pairs: ValuePairs, text: Text, *, nothing: str) -> Dumbbell:
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
        ticks=_ticks(max(values, default=0.0), indicator, text),
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        nothing=nothing,
    )


def to_table(pairs: ValuePairs, text: Text) -> DataTable:
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


def _ticks(most: float, indicator: Indicator, text: Text) -> tuple[Tick[float], ...]:
    scale = 100 if indicator.percent else 1
    ticks = (value / scale for value in value_ticks(most * scale, 4))
    return tuple(Tick(value, indicator.format(value, text)) for value in ticks)
