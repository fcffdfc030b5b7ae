"""The map in sentences: highest and lowest values, and how the selected regions compare."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicators import Indicator
from campaign.analysis.region_rank import RegionRank
from campaign.analysis.view import View
from campaign.charts.region_classes import STATE_NAMES
from campaign.charts.wording import amount, join_sentences
from campaign.i18n.translator import N_, Text


def summarize_country(view: View) -> str:
    """Return the highest and lowest of all regions, and those without a value, by reason."""
    words = N_("Highest: {top}, {top_value}. Lowest: {low}, {low_value}.")
    most = _extremes(view.units, view, words) or _common_value(view.units, view)
    return join_sentences(most, *_missing(view.units, view))


def summarize_selection(view: View) -> str:
    """Return value, rank and share of the selected regions, then a comparison.

    Several are compared with each other, one with all.
    """
    codes, rank = view.selection.oblasts, view.region_rank(view.indicator)
    sentence = rank_sentence(view.scope.place, rank, view.indicator, view.text)
    if len(codes) > 1:
        units = view.units.loc[list(codes)]
        words = N_("Highest of the selected: {top}, {top_value}; lowest: {low}, {low_value}.")
        return join_sentences(sentence, _extremes(units, view, words), *_missing(units, view))
    words = N_("Of all {n} regions, highest: {top}, {top_value}; lowest: {low}, {low_value}.")
    if rank.ranked < rank.regions:
        words = N_(
            "Of the {n} regions with a value, highest: {top}, {top_value}; lowest: {low}, "
            "{low_value}."
        )
    return join_sentences(sentence, _extremes(view.units, view, words))


def rank_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return value, rank and share of the regions called `name`, and the country's value."""
    if rank.value is None:
        value = text(STATE_NAMES[rank.state])
    else:
        value = amount(rank.value, indicator, text)
    parts = (
        text("{place}: {value}", place=name, value=value),
        rank.rank_words(text),
        rank.share_words(text),
        rank.national_words(indicator, text),
    )
    return f"{'; '.join(filter(None, parts))}."


def caution(view: View) -> str:
    """Return the caution for a map of counts; "" for any other map."""
    if not view.indicator.adds_up:
        return ""
    words = view.text(
        "The shade shows an absolute number: a region may be ahead only because its "
        "population is large."
    )
    if view.edition.population is None:
        return words
    return f"{words} {view.text('To compare regions, see people reached per 10,000 population.')}"


def _extremes(units: pd.DataFrame, view: View, words: str) -> str:
    """Return the regions with the highest and lowest value, in `words`; "" where none differs."""
    reported_units = units[units["value"].notna()]
    high, low = reported_units["value"].max(), reported_units["value"].min()
    if not high > low:
        return ""
    return view.text(
        words,
        n=len(reported_units),
        top=_names_at(reported_units, high, view),
        top_value=view.indicator.format(high, view.text),
        low=_names_at(reported_units, low, view),
        low_value=view.indicator.format(low, view.text),
    )


def _common_value(units: pd.DataFrame, view: View) -> str:
    """Return the value that all regions with a value have; "" without any."""
    reported_units = units[units["value"].notna()]
    if reported_units.empty:
        return ""
    value = float(reported_units["value"].iloc[0])
    words = view.indicator.format(value, view.text)
    return view.text("{place}: {value}.", place=_names_at(reported_units, value, view), value=words)


def _missing(units: pd.DataFrame, view: View) -> list[str]:
    """Return the regions without a value, a sentence for each reason."""
    sentences = []
    for state, words in (
        ("not_reported", N_("Not reported: {places}.")),
        ("no_activity", N_("No activity: {places}.")),
    ):
        codes = list(units.index[units["state"] == state])
        if codes:
            names = [view.campaign.places.name(str(code), view.text) for code in codes]
            sentences.append(view.text(words, places=view.text.list(names)))
    return sentences


def _names_at(units: pd.DataFrame, value: float, view: View) -> str:
    codes = units.index[units["value"] == value]
    return view.text.list([view.campaign.places.name(str(code), view.text) for code in codes])
