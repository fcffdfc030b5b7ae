"""The media audience by type of activity; it is never added to the people reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.analysis.answers import highest
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.view import View
from campaign.charts.bars import breakdown
from campaign.charts.spec import Bars, Datum, NumberFormat
from campaign.charts.words import ranges, wording
from campaign.charts.words.answer_words import type_words
from campaign.charts.words.names import type_names
from campaign.charts.words.wording import to_sentence
from campaign.domain.totals import sum_totals
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import Text


def by_type(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each type with a media audience or of the media group, indexed by `type`.

    Columns `value` (persons; NaN if no activity reported an audience, `state` is then
    `not_reported`), `activities`, `media_reported`. Highest first.
    """
    sums = sum_totals(totals, ["type"])
    of_media = types["group"].reindex(sums.index) == "media"
    sums = sums[of_media | (sums["media_reported"] > 0)]
    frame = sums[["activities", "media_reported"]].copy()
    frame["value"] = sums["media_audience"]
    frame["state"] = [
        "not_reported" if value != value else "zero" if value == 0 else "value"
        for value in frame["value"]
    ]
    return frame.sort_values(
        ["value", "activities"], ascending=False, na_position="last", kind="stable"
    )


def build(frame: pd.DataFrame, view: View) -> Bars:
    """Return bars of one colour from the rows of `by_type`."""
    text, names, selected_types = view.text, type_names(view), view.selection.types
    data = tuple(
        Datum(
            code=f"type={code}",
            label=names[str(code)],
            value=float(row["value"]),
            state=str(row["state"]),
            role=breakdown.bar_role(str(row["state"]), "media"),
            words=text("not reported")
            if row["state"] == "not_reported"
            else text.number(row["value"]),
            tooltip=_tooltip(names[str(code)], row, text),
            selected=code in selected_types,
            faded=bool(selected_types) and code not in selected_types,
        )
        for code, row in frame.to_dict("index").items()
    )
    return Bars(
        data=data,
        legend=ranges.not_reported_key(data, text),
        headings=(text("Type of activity"), text("Media audience")),
        format=NumberFormat(),
        end=ranges.longest(data),
        nothing=text("No media audience in this selection."),
    )


def finding(frame: pd.DataFrame, view: View) -> str:
    """Return the type with the largest audience; "" if none is above zero.

    Only selected types are compared, if there are any.
    """
    text, frame = view.text, _of_selection(frame, view)
    top = highest(frame["value"])
    if top is None or not top.value:
        return ""
    return text(
        "Largest media audience: {names} – {amount}",
        names=type_words(top.codes, view),
        amount=wording.people(top.value, text),
    )


def summary(frame: pd.DataFrame, view: View) -> str:
    """Return that the audience is counted separately, and how many activities reported none."""
    text, frame = view.text, _of_selection(frame, view)
    if frame.empty:
        return text("No media audience in this selection.")
    missing_count = int((frame["activities"] - frame["media_reported"]).sum())
    missing_note = (
        text.n(
            "media audience not reported for {n} activity",
            "media audience not reported for {n} activities",
            missing_count,
        )
        if missing_count
        else ""
    )
    values = frame["value"].dropna()
    if values.empty:
        return to_sentence(capitalize(missing_note) or text("Media audience: not reported"))
    total = text("Media audience: {n}", n=float(values.sum())) if len(frame) > 1 else ""
    if not total:
        apart = text("the media audience is not part of the people reached")
        return to_sentence(capitalize(apart), missing_note)
    return to_sentence(total, text("not part of the people reached"), missing_note)


def to_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the bars as rows, in their order; a column marks the selected types."""
    text, names, selected = view.text, type_names(view), view.selection.types
    rows = frame.assign(name=[names[str(code)] for code in frame.index])
    return DataTable(
        rows,
        (
            TableColumn("name", text("Type of activity")),
            *in_selection(rows, [str(code) in selected for code in frame.index], text),
            TableColumn("value", text("Media audience"), "number", 0, "state"),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn(
                "media_reported", text("Activities that reported a media audience"), "number"
            ),
        ),
    )


def _of_selection(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    selected = view.selection.types
    return frame[frame.index.isin(selected)] if selected else frame


def _tooltip(name: str, row: Mapping[Any, Any], text: Text) -> tuple[str, ...]:
    audience = (
        text("Media audience: not reported")
        if row["state"] == "not_reported"
        else text("Media audience: {n}", n=int(row["value"]))
    )
    return name, audience, text.n("{n} activity", "{n} activities", int(row["activities"]))
