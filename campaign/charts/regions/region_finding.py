"""The headlines of the map and of the ranking: the lowest or highest regions, and differences."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.answers import largest_half, region_answer
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES
from campaign.charts.words.answer_words import (
    MOST_NAMES,
    absent_words,
    beside_average,
    highest_words,
    lowest_words,
    short_amount,
)


def map_finding(view: View) -> str:
    """Return the lowest region, or the highest if the indicator adds up; for one region its value.

    "" without activities.
    """
    codes = view.selection.oblasts
    if len(codes) == 1:
        return _selected_value(view)
    units = view.units.loc[list(codes)] if codes else view.units
    if not (units["state"] != "no_activity").any():
        return ""
    values, ends, indicator = units["value"].dropna(), region_answer(view), view.indicator
    if values.empty:
        return view.text("{indicator}: not reported", indicator=view.text(indicator.name))
    if ends is None:
        return _common_value(values, view)
    if not indicator.adds_up:
        absent = "" if codes else absent_words(ends, view)
        return ". ".join(filter(None, (absent, lowest_words(ends, indicator, view))))
    words = highest_words(ends, indicator, view)
    if codes or len(ends.highest.codes) > 1 or not view.national:
        return words
    share = ends.highest.value / view.national
    return view.text("{words}, {share:%} of the national total", words=words, share=share)


def ranking_finding(view: View) -> str:
    """Return the highest region, or the few regions with over half if the indicator adds up.

    For one selected region its rank, for several their value together; "" if there is nothing to
    add to `map_finding`.
    """
    text, indicator = view.text, view.indicator
    rank = view.region_rank(indicator)
    if len(view.selection.oblasts) == 1:
        if rank.rank is None:
            return ""
        return text(
            "{place}: rank {rank} of {ranked}",
            place=view.scope.place,
            rank=rank.rank,
            ranked=rank.ranked,
        )
    if view.selection.oblasts:
        return _together(view)
    ends = region_answer(view)
    if ends is None:
        return ""
    if indicator.adds_up:
        return _half(view.units["value"].dropna(), view)
    # The average is not repeated, because the chart shows it and its column is narrow.
    return highest_words(ends, indicator, view)


def names_absent_regions(view: View) -> bool:
    """Return whether `map_finding` names all regions without an activity."""
    is_absent = view.units["state"] == "no_activity"
    lows = not view.selection.oblasts and not view.indicator.adds_up
    return lows and 0 < int(is_absent.sum()) <= MOST_NAMES and not _is_flat(view.units["value"])


def _is_flat(values: pd.Series) -> bool:
    return not values.min() < values.max()


def _selected_value(view: View) -> str:
    """Return the value of the one selected region, with the country's value."""
    text, indicator, rank = view.text, view.indicator, view.region_rank(view.indicator)
    place = view.scope.place
    if rank.value is None:
        return text("{place}: {value}", place=place, value=text(STATE_NAMES[rank.state]))
    words = text("{place}: {value}", place=place, value=short_amount(rank.value, indicator, text))
    if rank.share is not None:
        return text("{words}, {share:%} of the national total", words=words, share=rank.share)
    return beside_average(words, rank.value, rank.national, indicator, text)


def _common_value(values: pd.Series, view: View) -> str:
    """Return the value that is equal in all regions with a value."""
    text, value = view.text, float(values.iloc[0])
    words = short_amount(value, view.indicator, text)
    if len(values) == 1:
        name = view.campaign.places.name(str(values.index[0]), text)
        return text("Only region with a value: {name} – {amount}", name=name, amount=words)
    return text.n(
        "Equal in {n} region with a value: {amount}",
        "Equal in all {n} regions with a value: {amount}",
        len(values),
        amount=words,
    )


def _half(values: pd.Series, view: View) -> str:
    """Return how few regions have more than half of the national total, and their share."""
    total = view.national or 0.0
    codes = largest_half(values, total)
    if not codes or len(codes) == len(view.units):
        return ""
    return view.text.n(
        "Top {n} of {of} regions: {share:%} of the national total",
        "Top {n} of {of} regions: {share:%} of the national total",
        len(codes),
        of=len(view.units),
        share=float(values[list(codes)].sum()) / total,
    )


def _together(view: View) -> str:
    """Return the value of the selected regions together, with its share of the country's value."""
    text, indicator, rank = view.text, view.indicator, view.region_rank(view.indicator)
    if rank.value is None:
        return ""
    amount = short_amount(rank.value, indicator, text)
    words = text("Selected regions together: {amount}", amount=amount)
    if rank.share is None:
        return words
    return text("{words}, {share:%} of the national total", words=words, share=rank.share)
