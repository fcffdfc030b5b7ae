"""The ranks of each region by number of people and by rate, and the change between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.regions.region_pairs import (
    Columns,
    build_pair,
    build_table,
    missing_sentences,
    pair_legend,
    value_words,
)
from campaign.charts.spec import Dumbbell, NumberFormat, Pair
from campaign.charts.ticks import Tick
from campaign.charts.words.denominator import Words
from campaign.charts.words.wording import join_sentences, to_sentence
from campaign.i18n.translator import N_

BY_NUMBER, BY_RATE = N_("Rank by number"), N_("Rank by rate")


def build(frame: pd.DataFrame, view: View) -> Dumbbell:
    """Return both ranks of each region, sorted by the rank by number; rank 1 is the highest."""
    text, rows, words = view.text, sorted_rows(frame), Words.of(view)
    count = len(frame)
    return Dumbbell(
        rows=tuple(
            _pair(str(code), row, view, words) for code, row in rows.to_dict("index").items()
        ),
        legend=pair_legend(text(BY_NUMBER), text(BY_RATE)),
        headings=(text("Region"), text("Rank")),
        ticks=(Tick(0.0, ""), *(Tick(float(rank), str(rank)) for rank in range(1, count + 1))),
        format=NumberFormat(),
        nothing=text("No activities in this selection."),
    )


def sorted_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values(["count_rank", "rate_rank"], na_position="last", kind="stable")


def finding(frame: pd.DataFrame, view: View) -> str:
    """Return the regions whose rank falls most from number to rate; "" if the order is the same."""
    changes = frame["rank_change"].dropna()
    if changes.empty or not changes.max() > 0:
        return ""
    codes = changes.index[changes == changes.max()]
    words = [_ranks(frame, str(code), view) for code in codes]
    return view.text("Largest fall in rank: {places}", places="; ".join(words))


def summary(frame: pd.DataFrame, view: View) -> str:
    """Return the selected regions, the largest fall and rise, and those that are not comparable."""
    text, changes = view.text, frame["rank_change"].dropna()
    selected = [code for code in view.selection.oblasts if code in changes.index]
    parts = [f"{_ranks(frame, code, view)}." for code in selected]
    if len(changes) and not changes.any():
        parts.append(text("The order by number and by rate is the same."))
    elif len(changes):
        parts.append(to_sentence(finding(frame, view)))
        codes = changes.index[changes == changes.min()]
        words = [_ranks(frame, str(code), view) for code in codes]
        parts.append(text("Largest rise in rank: {places}.", places="; ".join(words)))
    return join_sentences(*parts, *missing_sentences(frame, view))


def to_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the regions with number, rate and both ranks, in the order of the chart."""
    text, words = view.text, Words.of(view)
    return build_table(
        sorted_rows(frame),
        view,
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("count_rank", text(BY_NUMBER), "number"),
        TableColumn("rate", text("Rate, {unit}", unit=words.unit), "number", 1, "state"),
        TableColumn("rate_rank", text(BY_RATE), "number"),
    )


def _pair(code: str, row: Mapping[Any, Any], view: View, words: Words) -> Pair:
    text = view.text

    def number(value: float) -> str:
        return text.number(value)

    state = str(row["state"])
    lines = [
        f"{text(BY_NUMBER)}: {value_words(float(row['count_rank']), state, number, text)}",
        f"{text(BY_RATE)}: {value_words(float(row['rate_rank']), 'value', number, text)}",
    ]
    rate = "" if math.isnan(row["rate"]) else words.rate(float(row["rate"]))
    lines += filter(None, (" · ".join(filter(None, (words.reached_line(row), rate))),))
    change = float(row["rank_change"])
    note = "" if math.isnan(change) else _change_words(change, view)
    return build_pair(code, row, view, Columns("count_rank", "rate_rank", number), lines, note)


def _change_words(change: float, view: View) -> str:
    """Return how many ranks lower or higher a region is by rate."""
    n = int(abs(change))
    if change > 0:
        return view.text.n("{n} place lower", "{n} places lower", n)
    if change < 0:
        return view.text.n("{n} place higher", "{n} places higher", n)
    return view.text("same rank")


def _ranks(frame: pd.DataFrame, code: str, view: View) -> str:
    """Return a region with both ranks."""
    text = view.text
    return text(
        "{place} – rank {number} by number, {rate} by rate",
        place=view.campaign.places.name(code, text),
        number=int(frame["count_rank"][code]),
        rate=int(frame["rate_rank"][code]),
    )
