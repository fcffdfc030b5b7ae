"""Shares of the people reached and of the labour migrants abroad, for regions with both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.regions.region_pairs import build_table
from campaign.charts.regions.region_shares import REACH, share_pair, share_pairs
from campaign.charts.spec import Dumbbell, Pair
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import join_sentences
from campaign.domain.source_sites import publishers
from campaign.i18n.translator import N_, Text

MIGRANTS = N_("Share of the labour migrants abroad")


def build(rows: pd.DataFrame, view: View) -> Dumbbell:
    """Return a row for each region of `migrants_by_region`, in its order."""
    words = Words.of(view)
    nothing = view.text("The number of labour migrants is not known for any region.")
    pairs = [_pair(str(c), row, view, words) for c, row in rows.to_dict("index").items()]
    return share_pairs(pairs, MIGRANTS, nothing, view.text)


def finding(rows: pd.DataFrame, view: View) -> str:
    """Return the region with most labour migrants, with both shares; "" if one is missing."""
    if rows.empty:
        return ""
    row, text = rows.iloc[0], view.text
    if math.isnan(row["migrant_share"]) or math.isnan(row["reach_share"]):
        return ""
    return text(
        "{place} – {migrants} of the labour migrants, {reach} of the people reached",
        place=view.campaign.places.name(str(rows.index[0]), text),
        migrants=text.percent(row["migrant_share"], 1),
        reach=text.percent(row["reach_share"], 1),
    )


def summary(rows: pd.DataFrame, view: View) -> str:
    """Return the number of each region, the regions without one, and a caution on causality."""
    text, places = view.text, view.campaign.places
    parts = []
    if not rows.empty:
        numbers = (
            text("{name} – {value}", name=places.name(str(code), text), value=text.number(n))
            for code, n in rows["migrants"].items()
        )
        year = int(rows["year"].iloc[0])
        parts.append(
            text(
                "Labour migrants abroad, {year:raw}: {numbers}.",
                year=year,
                numbers="; ".join(numbers),
            )
        )
    others = [places.name(code, text) for code in places.codes if code not in rows.index]
    if others:
        parts.append(text("No number was published for: {places}.", places=text.list(others)))
    parts.append(text("The numbers are shown side by side; neither explains the other."))
    return join_sentences(*parts)


def migrant_sources(rows: pd.DataFrame, text: Text) -> tuple[str, ...]:
    """Return the source of the numbers of labour migrants; () without any."""
    if rows.empty:
        return ()
    year, site = int(rows["year"].iloc[0]), ", ".join(publishers(rows["source"].dropna()))
    words = N_("labour migrants: {source}, {year:raw}")
    return (text(words, source=site, year=year),)


def to_table(rows: pd.DataFrame, view: View) -> DataTable:
    """Return the regions with both numbers, the rate, and the source of the migrants."""
    text, words = view.text, Words.of(view)
    return build_table(
        rows,
        view,
        TableColumn("migrants", text("Labour migrants abroad"), "number"),
        TableColumn("migrant_share", text(MIGRANTS), "percent", 1),
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("reach_share", text(REACH), "percent", 1, state="state"),
        TableColumn("rate", text("Rate, {unit}", unit=words.unit), "number", 1, "state"),
        TableColumn("source", text("Source")),
    )


def _pair(code: str, row: Mapping[Any, Any], view: View, words: Words) -> Pair:
    text = view.text
    number = text("{value} ({year:raw})", value=text.number(row["migrants"]), year=int(row["year"]))
    line = f"{text('Labour migrants abroad')}: {number}"
    return share_pair(code, row, view, words, (MIGRANTS, "migrant_share"), line)
