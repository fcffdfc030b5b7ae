"""Bars, and the ranges of values with missing attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.data_table import TableColumn
from campaign.analysis.indicators import Indicator
from campaign.charts.spec import Bars, Datum, LegendKey, NumberFormat, Reference
from campaign.i18n.translator import Text
from campaign.theme.roles import ACCENT, mark_role, state_role


def with_range(datum: Datum, ranges: pd.DataFrame | None, code: Any) -> Datum:
    """Return the datum with the range of a row, if it has one."""
    ends = _range_of(ranges, code)
    if ends is None:
        return datum
    low, middle, high = ends
    return replace(datum, low=low, middle=middle, high=high)


def with_high_of(
    words: str, ranges: pd.DataFrame | None, code: Any, indicator: Indicator, text: Text
) -> str:
    """Return `with_high` of a row; only the words without a range."""
    ends = _range_of(ranges, code)
    return words if ends is None else with_high(words, ends[0], ends[2], indicator, text)


def with_high(words: str, value: float, high: float, indicator: Indicator, text: Text) -> str:
    """Return the words of a total, and the total with missing attendance at the maxima."""
    if not high > value:
        return words
    if indicator.digits:
        return text("{total} (with missing attendance up to {high:1})", total=words, high=high)
    return text("{total} (with missing attendance up to {high:0})", total=words, high=high)


def longest(data: Sequence[Datum]) -> float:
    """Return the end of the axis: the highest value or end of a range; 1 if all are zero."""
    return max((end for d in data for end in (d.value, d.high) if end > 0), default=1.0)


def bar(
    query: str,
    row: Mapping[Any, Any],
    label: str,
    words: str,
    tooltip: Iterable[str],
    *,
    role: str = ACCENT,
    selected: bool = False,
    faded: bool = False,
    name: str = "",
    note: str = "",
) -> Datum:
    """Return the bar of a row with `value` and `state`; it is hatched if it is not reported.

    `query` is its code. Empty lines of the tooltip are left out.
    """
    state = str(row["state"])
    return Datum(
        code=query,
        label=label,
        value=float(row["value"]),
        state=state,
        role=state_role(state) if state == "not_reported" else role,
        words=words,
        tooltip=tuple(filter(None, tooltip)),
        note=note,
        selected=selected,
        faded=faded,
        name=name,
    )


def bars(
    data: Sequence[Datum],
    headings: tuple[str, str],
    text: Text,
    *,
    keys: Iterable[LegendKey] = (),
    format: NumberFormat | None = None,
    least_end: float = 0.0,
    nothing: str = "",
    reference: Reference | None = None,
) -> Bars:
    """Return the bars with a legend: `keys`, then the hatch and the ranges if bars have them.

    The axis ends at the longest bar, or at `least_end`. `nothing` is the message without bars, "":
    there are no activities.
    """
    legend = list(keys)
    if any(datum.state == "not_reported" for datum in data):
        legend.append(LegendKey(state_role("not_reported"), text("not reported")))
    if any(datum.has_range for datum in data):
        label = text("missing attendance: median (tick), maximum (line end)")
        legend.append(LegendKey(mark_role("range"), label, mark="range"))
    return Bars(
        data=tuple(data),
        legend=tuple(legend),
        headings=headings,
        format=format or NumberFormat(),
        end=max(longest(data), least_end),
        nothing=nothing or text("No activities in this selection."),
        reference=reference,
    )


def range_columns(rows: pd.DataFrame, indicator: Indicator, text: Text) -> tuple[TableColumn, ...]:
    """Return the columns `missing`, `middle` and `high` of rows; () if nothing is missing."""
    if not (rows["missing"] > 0).any() or rows["high"].isna().all():
        return ()
    return (
        TableColumn("missing", text("Activities with attendance not reported"), "number"),
        TableColumn(
            "middle",
            text("If missing attendance equals the median for the type of activity"),
            "number",
            indicator.digits,
        ),
        TableColumn(
            "high",
            text("If missing attendance equals the maximum for the type of activity"),
            "number",
            indicator.digits,
        ),
    )


def _range_of(ranges: pd.DataFrame | None, code: Any) -> tuple[float, float, float] | None:
    """Return `low`, `middle` and `high` of a row; None without a range."""
    if ranges is None or code not in ranges.index:
        return None
    at = ranges.index.get_loc(code)
    ends = (ranges[end].to_numpy() for end in ("low", "middle", "high"))
    low, middle, high = (float(values[at]) for values in ends)
    return (low, middle, high) if high == high else None
