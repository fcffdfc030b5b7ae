"""Rows of two values for each region, used by several charts of coverage."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES
from campaign.charts.spec import Datum, LegendKey, Pair
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import FIRST, SECOND

Format = Callable[[float], str]


@dataclass(frozen=True)
class Columns:
    """The columns of `coverage` with the two values, and their number format.

    The state of a row refers to the first value. A missing second value is not comparable.
    """

    first: str
    second: str
    format: Format


def build_pair(
    code: str, row: Mapping[Any, Any], view: View, columns: Columns, lines: Sequence[str], note: str
) -> Pair:
    """Return the row of a region: `lines` follow its name in the tooltip."""
    text, places, selected = view.text, view.campaign.places, view.selection.oblasts
    name = places.name(code, text)

    def datum(value: float, state: str, role: str) -> Datum:
        return Datum(
            code=f"oblast={code}",
            label=places.short(code, text),
            value=value,
            state=state,
            role=role,
            words=value_words(value, state, columns.format, text),
            tooltip=(name, *lines),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
            name=name,
        )

    return Pair(
        label=places.short(code, text),
        first=datum(float(row[columns.first]), str(row["state"]), FIRST),
        second=datum(float(row[columns.second]), "value", SECOND),
        note=note,
    )


def value_words(value: float, state: str, format_value: Format, text: Text) -> str:
    """Return a value or its state in words; “not comparable” if the population is not known."""
    if not math.isnan(value):
        return format_value(value)
    return text(STATE_NAMES[state]) if state in STATE_NAMES else text("not comparable")


def with_sign(value: float, digits: int, text: Text) -> str:
    """Return a number with its sign; a number that is rounded to zero has no sign."""
    number, zero = text.number(value, digits), text.number(0, digits)
    if abs(value) < 0.5 / 10**digits:
        return zero
    return f"+{number}" if value > 0 else number


def pair_legend(first: str, second: str) -> tuple[LegendKey, LegendKey]:
    """Return the legend of both values of pairs: their names at a dot and at a circle."""
    return LegendKey(FIRST, first, mark="dot"), LegendKey(SECOND, second, mark="hollow")


def missing_sentences(frame: pd.DataFrame, view: View) -> list[str]:
    """Return sentences about the regions that are not comparable, one for each reason."""
    text, reported = view.text, ~frame["state"].isin(["not_reported", "no_activity"])
    reasons = (
        (
            frame["state"] == "not_reported",
            N_("Not comparable, attendance not reported: {places}."),
        ),
        (frame["state"] == "no_activity", N_("No activity: {places}.")),
        (
            reported & frame["population"].isna(),
            N_("Not comparable, population not known: {places}."),
        ),
    )
    return [
        text(words, places=text.list(view.campaign.places.name(str(code), text) for code in codes))
        for is_missing, words in reasons
        if len(codes := frame.index[is_missing])
    ]


def build_table(frame: pd.DataFrame, view: View, *columns: TableColumn) -> DataTable:
    """Return a table of regions: full name, whether it is selected, then these columns."""
    rows, text = frame.copy(), view.text
    rows.insert(0, "name", [view.campaign.places.name(str(code), text) for code in rows.index])
    is_selected = [code in view.selection.oblasts for code in rows.index]
    first = TableColumn("name", text("Region"))
    return DataTable(rows, (first, *in_selection(rows, is_selected, text), *columns))
