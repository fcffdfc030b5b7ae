"""Sorted bars of one indicator by type of activity, in the colour of the type's group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.answers import highest
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.analysis.uncertainty import of_indicator, range_by_type, to_scale
from campaign.analysis.view import View
from campaign.charts.spec import Bars, Datum, LegendKey, NumberFormat
from campaign.charts.words.answer_words import (
    HIGHEST,
    amount_each,
    answer_words,
    in_total_words,
    rank_finding,
    type_words,
)
from campaign.charts.words.names import type_names
from campaign.charts.words.ranges import (
    longest,
    not_reported_key,
    range_columns,
    range_key,
    with_high_of,
    with_range,
)
from campaign.charts.words.wording import (
    GROUP_NAMES,
    amount,
    missing_words,
    to_sentence,
    unreported_words,
    value_column,
)
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import group_role, state_role
from campaign.theme.style import GROUPS


@dataclass(frozen=True, eq=False)
class Types:
    """The rows of `indicator_frames.by_type` of every type, and of those that have a bar."""

    every: pd.DataFrame
    bars: pd.DataFrame


def build(types: Types, view: View) -> Bars:
    """Return a bar for each row, in its order; with selected types, the other bars fade."""
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    frame, selected_types = types.bars, view.selection.types
    indicator_ranges = of_indicator(range_by_type(view), indicator, None)
    data = tuple(
        with_range(
            Datum(
                code=f"type={code}",
                label=names[str(code)],
                value=float(row["value"]),
                state=str(row["state"]),
                role=bar_role(str(row["state"]), str(row["group"])),
                words=_words(row, indicator, text),
                tooltip=_tooltip(
                    names[str(code)],
                    with_high_of(
                        _amount(row, indicator, text), indicator_ranges, code, indicator, text
                    ),
                    row,
                    indicator,
                    text,
                ),
                selected=code in selected_types,
                faded=bool(selected_types) and code not in selected_types,
            ),
            indicator_ranges,
            code,
        )
        for code, row in frame.to_dict("index").items()
    )
    groups = set(frame["group"])
    keys = (
        LegendKey(group_role(group), text(GROUP_NAMES[group]))
        for group in GROUPS
        if group in groups
    )
    return Bars(
        data=data,
        legend=(*keys, *not_reported_key(data, text), *range_key(data, text)),
        headings=(text("Type of activity"), text(indicator.name)),
        format=NumberFormat(),
        end=longest(data),
        nothing=text("No activities in this selection."),
    )


def bar_role(state: str, group: str) -> str:
    """Return the role of a type's bar: the role of its group, or of a value not reported."""
    return state_role(state) if state == "not_reported" else group_role(group)


def finding(types: Types, view: View) -> str:
    """Return the highest type with its value and share; "" if all are equal or not reported.

    Several selected types are compared with each other; one gets its rank among all.
    """
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    frame, selected = types.every, view.selection.types
    if len(selected) == 1 and selected[0] in frame.index:
        name = text.quote(names[selected[0]])
        rank = N_("rank among the types: {rank} of {ranked}")
        return rank_finding(frame["value"], selected[0], name, rank, indicator, text)
    if selected:
        frame = frame[frame.index.isin(selected)]
    top, count = highest(frame["value"]), int(frame["value"].notna().sum())
    if top is None or not top.value or 1 < len(top.codes) == count:
        return ""
    most = amount(top.value, indicator, text)
    if count == 1:
        return text("{place}: {value}", place=text.quote(names[top.codes[0]]), value=most)
    if indicator.code == "reach":
        words = in_total_words(top, view)
    else:
        words = answer_words(
            HIGHEST[indicator.code],
            type_words(top.codes, view),
            amount_each(most, len(top.codes), text),
            text,
            text("Type of activity"),
        )
    total = float(frame["value"].sum())
    if selected or len(top.codes) > 1 or total <= top.value:
        return words
    return text("{words}, {share:%} of the total", words=words, share=top.value / total)


def summary(types: Types, view: View) -> str:
    """Return the number of types, or the share of one type, and what was not reported."""
    text, indicator, frame = view.text, view.count_indicator, types.every
    selected = view.selection.types
    all_values = frame["value"]
    if selected:
        frame = frame[frame.index.isin(selected)]
    if frame.empty:
        return text("No activities in this selection.")
    missing_note = missing_words(frame, indicator, text)
    values = frame["value"].dropna()
    if values.empty:
        sentence = text("{indicator}: not reported", indicator=text(indicator.name))
        return to_sentence(capitalize(missing_note) or sentence)
    if values.max() == 0 and not missing_note:
        return to_sentence(text("{indicator}: 0 for every type", indicator=text(indicator.name)))
    if selected and all_values.sum() > 0:
        share = float(values.sum() / all_values.sum())
        words = text("Share of all types: {share:%}", share=share)
    else:
        words = text("Types of activity: {n}", n=len(frame))
    return to_sentence(words, missing_note)


def to_table(types: Types, view: View) -> DataTable:
    """Return the bars as rows, in their order; a column marks the selected types.

    Further columns have the ranges if attendance is missing.
    """
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    frame, selected, ranges = types.bars, view.selection.types, range_by_type(view)
    rows = frame.copy()
    rows["name"] = [names[str(code)] for code in frame.index]
    rows["group_name"] = [text(GROUP_NAMES[group]) for group in frame["group"]]
    columns = [
        TableColumn("name", text("Type of activity")),
        *in_selection(rows, [str(code) in selected for code in frame.index], text),
        TableColumn("group_name", text("Group")),
        value_column(indicator, text),
    ]
    scaled = to_scale(ranges, indicator, None).assign(missing=ranges["missing"])
    rows = rows.join(scaled[["missing", "middle", "high"]])
    columns += range_columns(rows, indicator, text)
    if indicator.code != "activities":
        columns += [
            TableColumn("activities", text("Activities"), "number"),
            TableColumn("reported", text("Activities that reported attendance"), "number"),
        ]
    return DataTable(rows, tuple(columns))


def _words(row: Mapping[Any, Any], indicator: Indicator, text: Text) -> str:
    if row["state"] == "not_reported":
        return text("not reported")
    return indicator.format(row["value"], text)


def _amount(row: Mapping[Any, Any], indicator: Indicator, text: Text) -> str:
    if row["state"] == "not_reported":
        return text("{indicator}: not reported", indicator=text(indicator.name))
    return amount(row["value"], indicator, text)


def _tooltip(
    name: str, value: str, row: Mapping[Any, Any], indicator: Indicator, text: Text
) -> tuple[str, ...]:
    lines = [name, value]
    if indicator.code != "activities":
        lines.append(text.n("{n} activity", "{n} activities", int(row["activities"])))
    unreported_count = int(row["activities"] - row["reported"])
    if indicator.code == "reach" and row["state"] != "not_reported":
        lines.append(unreported_words(unreported_count, text))
    return tuple(line for line in lines if line)
