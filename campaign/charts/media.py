"""The media audience by type of activity, alone: it is never added to the people reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.charts import breakdown, wording
from campaign.charts.breakdown import Bar
from campaign.charts.escape import escape
from campaign.charts.wording import ended
from campaign.domain.totals import sum_totals
from campaign.i18n.translator import Text
from campaign.theme.style import Style


def by_type(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """A row for each type with a media audience, or of the media group, indexed by `type`.

    `value` in persons, NaN where no activity reported one (`state` is then `not_reported`),
    `activities`, `media_reported`. Highest first.
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


def draw(
    frame: pd.DataFrame,
    types: pd.DataFrame,
    text: Text,
    style: Style,
    *,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Sorted bars of one colour from the rows of `by_type`; `types` is `Campaign.types`."""
    names = {str(code): str(name) for code, name in types[f"name_{text.lang}"].items()}
    rows = [
        Bar(
            code=str(code),
            label=names[str(code)],
            value=row["value"],
            state=row["state"],
            colour=style.groups["media"],
            shown=text("not reported")
            if row["state"] == "not_reported"
            else text.number(row["value"]),
            hover=_hover(names[str(code)], row, text),
        )
        for code, row in frame.iterrows()
    ]
    picture = breakdown.bars(rows, [], text, style, chosen=chosen)
    if not rows:
        picture.layout.annotations[0].text = text("No media audience in this selection.")
    return picture


def narrow(frame: pd.DataFrame, types: pd.DataFrame, text: Text) -> dict[str, Any]:
    """On a phone the names stand above the bars."""
    names = types[f"name_{text.lang}"]
    return breakdown.narrow_bars([str(names[code]) for code in frame.index])


def height(frame: pd.DataFrame) -> Mapping[str, Any]:
    """A fixed row for each bar."""
    return breakdown.height(len(frame), legend=False)


def read(
    frame: pd.DataFrame, types: pd.DataFrame, text: Text, *, chosen: Collection[str] = ()
) -> str:
    """The type with the largest audience, and how many activities left theirs empty.

    Of `chosen` types only those are compared.
    """
    if chosen:
        frame = frame[frame.index.isin(list(chosen))]
    if frame.empty:
        return text("No media audience in this selection.")
    n = int((frame["activities"] - frame["media_reported"]).sum())
    lacking = (
        text.n(
            "media audience not reported for {n} activity",
            "media audience not reported for {n} activities",
            n,
        )
        if n
        else ""
    )
    known = frame["value"].dropna()
    if known.empty:
        return ended(text("Media audience: not reported"), lacking)
    names = types[f"name_{text.lang}"]
    top = [str(names[code]) for code in known.index[known == known.max()]]
    amount = wording.people(known.max(), text)
    if len(frame) == 1:
        said = text("{place}: {value}", place=text("Media audience"), value=amount)
    elif len(top) > 1:
        said = text(
            "Largest media audience: {names} ({amount} each)",
            names=text.list([text.quote(name) for name in top]),
            amount=amount,
        )
    else:
        said = text("Largest media audience: {name} ({amount})", name=top[0], amount=amount)
    return ended(said, text("not part of the people reached"), lacking)


def tabulate(
    frame: pd.DataFrame, types: pd.DataFrame, text: Text, *, chosen: Collection[str] = ()
) -> DataTable:
    """The bars as rows, in their order; which types are `chosen`."""
    names = types[f"name_{text.lang}"]
    shown = frame.assign(name=[str(names[code]) for code in frame.index])
    return DataTable(
        shown,
        (
            TableColumn("name", text("Type of activity")),
            *in_selection(shown, [str(code) in chosen for code in frame.index], text),
            TableColumn("value", text("Media audience"), "number", 0, "state"),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn(
                "media_reported", text("Activities that reported a media audience"), "number"
            ),
        ),
    )


def _hover(name: str, row: pd.Series, text: Text) -> str:
    said = (
        text("Media audience: not reported")
        if row["state"] == "not_reported"
        else text("Media audience: {n}", n=int(row["value"]))
    )
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    return f"<b>{escape(name)}</b><br>{said}<br>{activities}"
