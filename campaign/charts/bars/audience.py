"""Women, men and young people: a bar for each group, as a share of its own base."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.spec import Bars, Datum, NumberFormat
from campaign.charts.words.wording import to_sentence
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import ACCENT, state_role

GROUPS: Mapping[str, str] = {
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}


def shares(sums: pd.Series) -> pd.DataFrame:
    """Return a row for each group, indexed by its code, from `totals.overall`.

    `count` is the people of the group and `base` all people reached, both over the activities that
    reported both; `share` = count ÷ base (0..1); `state` is `not_reported` if no activity reported
    the group, or if the base is zero. The groups overlap and have different bases, so the rows do
    not add up.
    """
    rows = []
    for group in GROUPS:
        count, base = float(sums[group]), float(sums[f"{group}_of"])
        share = count / base if base > 0 else math.nan
        state = "value" if share == share else "not_reported"
        rows.append({"count": count, "base": base, "share": share, "state": state})
    return pd.DataFrame(rows, index=list(GROUPS))


def build(sums: pd.Series, view: View) -> Bars:
    """Return a bar for each group on a track of 100 %, with share, count and base in words.

    `sums` is `totals.overall`. A group that no activity reported has an empty track and its state
    in words.
    """
    text = view.text
    rows = shares(sums) if sums["activities"] else shares(sums).iloc[:0]
    data = tuple(_datum(str(group), row, text) for group, row in rows.to_dict("index").items())
    return Bars(
        data=data,
        legend=(),
        headings=(text("Group of people"), text("Share")),
        format=NumberFormat("percent", 1),
        end=1.0,
        nothing=text("No activities in this selection."),
        has_tracks=True,
    )


def finding(sums: pd.Series, view: View) -> str:
    """Return the share of each group that was reported; "" if none was."""
    text, rows = view.text, shares(sums)
    parts = [
        text("{group}: {value}", group=text(GROUPS[str(group)]), value=text.percent(row["share"]))
        for group, row in rows.to_dict("index").items()
        if row["state"] != "not_reported"
    ]
    return capitalize("; ".join(parts).lower())


def summary(sums: pd.Series, view: View) -> str:
    """Return the base of each share in words, or that a group is not reported."""
    text = view.text
    if not sums["activities"]:
        return text("No activities in this selection.")
    parts, bases = [], []
    for group, row in shares(sums).to_dict("index").items():
        name = text(GROUPS[str(group)])
        if row["state"] == "not_reported":
            parts.append(text("{group}: not reported", group=name.lower()))
        else:
            base = text.number(row["base"])
            bases.append(text("{name} – {value}", name=name.lower(), value=base))
    if bases:
        words = text(
            "Shares refer to the people reached at activities that reported the group: {bases}",
            bases="; ".join(bases),
        )
        parts.insert(0, words)
    return capitalize(to_sentence(*parts))


def to_table(sums: pd.Series, view: View) -> DataTable:
    """Return a row for each group: its people, the base of its share, the share."""
    text, rows = view.text, shares(sums)
    rows["name"] = [text(GROUPS[str(group)]) for group in rows.index]
    return DataTable(
        rows,
        (
            TableColumn("name", text("Group of people")),
            TableColumn("count", text("People reached in the group"), "number", state="state"),
            TableColumn(
                "base",
                text("People reached at activities that reported the group"),
                "number",
                0,
                "state",
            ),
            TableColumn("share", text("Share"), "percent", 1, "state"),
        ),
    )


def _datum(group: str, row: Mapping[Any, Any], text: Text) -> Datum:
    name = text(GROUPS[group])
    if row["state"] == "not_reported":
        words, note = text("not reported"), ""
        tooltip: tuple[str, ...] = (name, words)
    else:
        words = text.percent(row["share"])
        note = text("{n} of {of} people reached", n=int(row["count"]), of=int(row["base"]))
        tooltip = (f"{name}: {words}", note)
    return Datum(
        code="",
        label=name,
        value=float(row["share"]),
        state=str(row["state"]),
        role=state_role("not_reported") if row["state"] == "not_reported" else ACCENT,
        words=words,
        tooltip=tooltip,
        note=note,
    )
