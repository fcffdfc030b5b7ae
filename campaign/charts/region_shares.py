"""Pairs of ranks and of shares by region: number and rate, reach, population, migrants."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.answers import Extreme, most_missing
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.view import View
from campaign.charts.answer_text import MOST_ABOVE, MOST_MISSING, MOST_NAMES
from campaign.charts.region_rates import (
    Columns,
    Denominator,
    build_pair,
    build_table,
    gap_words,
    missing_sentences,
    pair_legend,
    value_words,
    with_sign,
)
from campaign.charts.spec import Dumbbell, NumberFormat, Pair
from campaign.charts.ticks import Tick, share_ticks
from campaign.charts.wording import end_sentence, join_sentences, to_sentence
from campaign.domain.source_sites import publishers
from campaign.i18n.translator import N_, Text

BY_NUMBER, BY_RATE = N_("Rank by people reached"), N_("Rank by rate")


def ranks_spec(frame: pd.DataFrame, view: View) -> Dumbbell:
    """Return both ranks of each region, sorted by the rank by number; rank 1 is the highest."""
    text, rows, words = view.text, by_ranks(frame), Denominator.of(view)
    count = len(frame)
    return Dumbbell(
        rows=tuple(
            _rank_pair(str(code), row, view, words) for code, row in rows.to_dict("index").items()
        ),
        legend=pair_legend(text(BY_NUMBER), text(BY_RATE)),
        headings=(text("Region"), text("Rank")),
        ticks=(Tick(0.0, ""), *(Tick(float(rank), str(rank)) for rank in range(1, count + 1))),
        format=NumberFormat(),
        nothing=text("No activities in this selection."),
    )


def by_ranks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values(["count_rank", "rate_rank"], na_position="last", kind="stable")


def ranks_finding(frame: pd.DataFrame, view: View) -> str:
    """Return the regions whose rank falls most from number to rate; "" if the order is the same."""
    changes = frame["rank_change"].dropna()
    if changes.empty or not changes.max() > 0:
        return ""
    codes = changes.index[changes == changes.max()]
    words = [_ranks(frame, str(code), view) for code in codes]
    return view.text("Ranks lower per 10,000 than by number: {places}", places="; ".join(words))


def ranks_summary(frame: pd.DataFrame, view: View) -> str:
    """Return the selected regions, the largest fall and rise, and those that are not comparable."""
    text, changes = view.text, frame["rank_change"].dropna()
    selected = [code for code in view.selection.oblasts if code in changes.index]
    parts = [f"{_ranks(frame, code, view)}." for code in selected]
    if len(changes) and not changes.any():
        parts.append(text("The order by people reached and per 10,000 is the same."))
    elif len(changes):
        parts.append(to_sentence(ranks_finding(frame, view)))
        codes = changes.index[changes == changes.min()]
        words = [_ranks(frame, str(code), view) for code in codes]
        parts.append(text("Largest rise in rank: {places}.", places="; ".join(words)))
    return join_sentences(*parts, *missing_sentences(frame, view))


def ranks_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the regions with number, rate and both ranks, in the order of the chart."""
    text, words = view.text, Denominator.of(view)
    return build_table(
        by_ranks(frame),
        view,
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("count_rank", text(BY_NUMBER), "number"),
        TableColumn("rate", text("Rate, {unit}", unit=words.unit), "number", 1, "state"),
        TableColumn("rate_rank", text(BY_RATE), "number"),
    )


def _rank_pair(code: str, row: Mapping[Any, Any], view: View, words: Denominator) -> Pair:
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
        "{place} – rank {number} by people reached, {rate} per 10,000",
        place=view.campaign.places.name(code, text),
        number=int(frame["count_rank"][code]),
        rate=int(frame["rate_rank"][code]),
    )


REACH, POPULATION = N_("Share of the people reached"), N_("Share of the population")
_STEPS = 5  # approximate number of ticks
_LEAST = 0.05  # percentage points: a smaller difference is ignored


def shares_spec(frame: pd.DataFrame, view: View) -> Dumbbell:
    """Return the pairs of `coverage`; the region furthest below its population share is first.

    Regions that are not comparable come last.
    """
    rows, words = by_difference(frame), Denominator.of(view)
    nothing = view.text("No activities in this selection.")
    pairs = [_share_pair(str(c), row, view, words) for c, row in rows.to_dict("index").items()]
    return share_pairs(pairs, POPULATION, nothing, view.text)


def share_pairs(pairs: Sequence[Pair], second: str, nothing: str, text: Text) -> Dumbbell:
    """Return rows of the share of the people reached and another share, named `second`."""
    shares = [point.value for pair in pairs for point in pair.points]
    return Dumbbell(
        rows=tuple(pairs),
        legend=pair_legend(text(REACH), text(second)),
        headings=(text("Region"), text("Share of the country")),
        ticks=share_ticks(max(shares, default=math.nan), _STEPS, text),
        format=NumberFormat("percent", 1),
        nothing=nothing,
    )


def by_difference(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `coverage` in the order of the chart."""
    return frame.sort_values("share_difference", na_position="last", kind="stable")


def shares_finding(frame: pd.DataFrame, view: View) -> str:
    """Return the region with most people missing, in shares; "" if none is below the average.

    If one region is selected, it is this region with both shares.
    """
    codes = view.selection.oblasts
    if len(codes) == 1:
        return _shares(frame, codes[0], view)
    return _answer(MOST_MISSING, most_missing(frame["gap"], codes), frame, view)


def shares_summary(frame: pd.DataFrame, view: View) -> str:
    """Return the selected regions, and those with most people missing and above the average.

    One selected region has its own gap instead. Regions that are not comparable follow.
    """
    codes = view.selection.oblasts
    parts = [_shares(frame, code, view) for code in codes]
    if len(codes) == 1:
        parts.append(_own_gap(float(frame["gap"][codes[0]]), codes[0], view))
    else:
        parts.append(shares_finding(frame, view))
        parts.append(_answer(MOST_ABOVE, most_missing(-frame["gap"], codes), frame, view))
    differences = frame["share_difference"].abs().dropna() * 100
    if len(differences) and (differences < _LEAST).all():
        parts.append(
            view.text(
                "In every region the share of the people reached equals the share of "
                "the population."
            )
        )
    return join_sentences(*map(end_sentence, parts), *missing_sentences(frame, view))


def shares_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the regions in the order of the chart, with the numbers behind the shares."""
    text, words = view.text, Denominator.of(view)
    rows = by_difference(frame)
    return build_table(
        rows.assign(points=rows["share_difference"] * 100),
        view,
        TableColumn("reached", words.people, "number", state="state"),
        TableColumn("reach_share", text(REACH), "percent", 1, state="state"),
        TableColumn("population", words.population, "number"),
        TableColumn("population_share", text(POPULATION), "percent", 1),
        TableColumn("points", text("Difference, percentage points"), "number", 1, "state"),
    )


def points(difference: float, text: Text) -> str:
    """Return a difference of two shares in percentage points, with its sign."""
    return text("{n} pp", n=with_sign(difference * 100, 1, text))


def share_pair(
    code: str,
    row: Mapping[Any, Any],
    view: View,
    words: Denominator,
    second: tuple[str, str],
    line: str = "",
) -> Pair:
    """Return the row of a region: `second` are the name and the column of the other share.

    `line` follows both shares in the tooltip; "": the people reached.
    """
    text, (name, column) = view.text, second

    def percent(value: float) -> str:
        return text.percent(value, 1)

    reach = value_words(float(row["reach_share"]), str(row["state"]), percent, text)
    other = value_words(float(row[column]), "value", percent, text)
    line = line or words.reached_line(row)
    lines = (f"{text(REACH)}: {reach}", f"{text(name)}: {other}", *filter(None, (line,)))
    return build_pair(code, row, view, Columns("reach_share", column, percent), lines, "")


def _share_pair(code: str, row: Mapping[Any, Any], view: View, words: Denominator) -> Pair:
    pair = share_pair(code, row, view, words, (POPULATION, "population_share"))
    difference = float(row["share_difference"])
    return pair if math.isnan(difference) else replace(pair, note=points(difference, view.text))


def _own_gap(gap: float, code: str, view: View) -> str:
    if math.isnan(gap):
        return ""
    return view.text(
        "Gap to the national average, {place}: {people}",
        place=view.campaign.places.name(code, view.text),
        people=gap_words(gap, view),
    )


def _answer(answer: str, extreme: Extreme | None, frame: pd.DataFrame, view: View) -> str:
    """Return the winners of an answer with both shares; "" if the shares show no difference."""
    codes = () if extreme is None else extreme.codes
    is_shown = frame["share_difference"].abs() * 100 >= _LEAST
    if not codes or len(codes) > MOST_NAMES or not is_shown[list(codes)].all():
        return ""
    shares = "; ".join(_shares(frame, code, view) for code in codes)
    return view.text("{place}: {value}", place=view.text(answer), value=shares)


def _shares(frame: pd.DataFrame, code: str, view: View) -> str:
    """Return a region with both shares; "" if it is not comparable."""
    reach, people = (float(frame[key][code]) for key in ("reach_share", "population_share"))
    if math.isnan(reach - people):
        return ""
    text = view.text
    return text(
        "{place} – {reach} of the people reached, {people} of the population",
        place=view.campaign.places.name(code, text),
        reach=text.percent(reach, 1),
        people=text.percent(people, 1),
    )


MIGRANTS = N_("Share of the labour migrants abroad")


def migrants_spec(rows: pd.DataFrame, view: View) -> Dumbbell:
    """Return a row for each region of `migrants_by_region`, in its order."""
    words = Denominator.of(view)
    nothing = view.text("The number of labour migrants is not known for any region.")
    pairs = [_migrant_pair(str(c), row, view, words) for c, row in rows.to_dict("index").items()]
    return share_pairs(pairs, MIGRANTS, nothing, view.text)


def migrants_finding(rows: pd.DataFrame, view: View) -> str:
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


def migrants_summary(rows: pd.DataFrame, view: View) -> str:
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


def migrants_table(rows: pd.DataFrame, view: View) -> DataTable:
    """Return the regions with both numbers, the rate, and the source of the migrants."""
    text, words = view.text, Denominator.of(view)
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


def _migrant_pair(code: str, row: Mapping[Any, Any], view: View, words: Denominator) -> Pair:
    text = view.text
    number = text("{value} ({year:raw})", value=text.number(row["migrants"]), year=int(row["year"]))
    line = f"{text('Labour migrants abroad')}: {number}"
    return share_pair(code, row, view, words, (MIGRANTS, "migrant_share"), line)
