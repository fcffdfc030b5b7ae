"""The map in sentences: highest and lowest values, and the selected regions."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.analysis.indicators import Indicator
from campaign.analysis.region_rank import RegionRank
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES
from campaign.charts.regions.region_finding import names_absent_regions
from campaign.charts.words.wording import amount, end_sentence, join_sentences
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text


def summarize_country(view: View, *, is_apart: bool = False) -> str:
    """Return the end that the headline does not have, and regions without a value, by reason.

    The headline, `map_finding`, has the highest if the indicator adds up, else the lowest. If
    `is_apart` is True, the sentences are not beside the map and name the indicator.
    """
    if view.indicator.adds_up:
        words = N_("Lowest: {low}, {low_value}.")
        apart = N_("{indicator}: lowest – {low}, {low_value}.")
    else:
        words = N_("Highest: {top}, {top_value}.")
        apart = N_("{indicator}: highest – {top}, {top_value}.")
    words = apart if is_apart else words
    return join_sentences(_extremes(view.units, view, words), *_missing(view.units, view))


def summarize_selection(view: View) -> str:
    """Return what the headline of selected regions does not have.

    For one region: its rank, the national value, and the ends of all regions. For several: their
    value together, and the other end among them.
    """
    codes, rank = view.selection.oblasts, view.region_rank(view.indicator)
    if len(codes) > 1:
        sentence = rank_sentence(view.scope.place, rank, view.indicator, view.text)
        units = view.units.loc[list(codes)]
        words = N_("Highest of the selected: {top}, {top_value}.")
        if view.indicator.adds_up:
            words = N_("Lowest of the selected: {low}, {low_value}.")
        return join_sentences(sentence, _extremes(units, view, words), *_missing(units, view))
    return join_sentences(rank_and_national(rank, view.indicator, view.text), summarize_ends(view))


def summarize_ends(view: View, *, is_apart: bool = False) -> str:
    """Return the highest and the lowest of all regions; "" without two comparable regions.

    `is_apart` is as in `summarize_country`.
    """
    rank = view.region_rank(view.indicator)
    words = N_("Of all {n} regions, highest: {top}, {top_value}; lowest: {low}, {low_value}.")
    if rank.ranked < rank.regions:
        words = N_(
            "Of the {n} regions with a value, highest: {top}, {top_value}; lowest: {low}, "
            "{low_value}."
        )
    if is_apart:
        words = N_(
            "{indicator}: highest of {n} regions – {top}, {top_value}; lowest – {low}, {low_value}."
        )
    return _extremes(view.units, view, words)


def rank_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return value, rank and share of the regions called `name`, and the country's value."""
    if rank.value is None:
        value = text(STATE_NAMES[rank.state])
    else:
        value = amount(rank.value, indicator, text)
    parts = (
        text("{place}: {value}", place=capitalize(name), value=value),
        rank.rank_words(text),
        rank.share_words(text),
        rank.national_words(indicator, text),
    )
    return f"{'; '.join(filter(None, parts))}."


def value_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return value and share of the regions called `name`, and the country's value."""
    return rank_sentence(name, replace(rank, rank=None), indicator, text)


def rank_and_national(rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return rank and the country's value in a sentence; "" without either."""
    parts = (rank.rank_words(text), rank.national_words(indicator, text))
    words = "; ".join(filter(None, parts))
    return end_sentence(capitalize(words))


def caution(view: View) -> str:
    """Return the caution for a map of counts; "" for any other map."""
    if not view.indicator.adds_up:
        return ""
    words = view.text(
        "The colour shows an absolute number: a region may lead only because its population is "
        "large."
    )
    if view.edition.population is None:
        return words
    return f"{words} {view.text('To compare regions, see people reached per 10,000 population.')}"


def _extremes(units: pd.DataFrame, view: View, words: str) -> str:
    """Return the template `words` with the highest and lowest regions; "" if all are equal."""
    reported_units = units[units["value"].notna()]
    high, low = reported_units["value"].max(), reported_units["value"].min()
    if not high > low:
        return ""
    return view.text(
        words,
        indicator=view.text(view.indicator.name),
        n=len(reported_units),
        top=_names_at(reported_units, high, view),
        top_value=view.indicator.format(high, view.text),
        low=_names_at(reported_units, low, view),
        low_value=view.indicator.format(low, view.text),
    )


def _missing(units: pd.DataFrame, view: View) -> list[str]:
    """Return the regions without a value that the headline does not name, by reason."""
    sentences = []
    is_named = names_absent_regions(view)
    for state, words in (
        ("not_reported", N_("Not reported: {places}.")),
        ("no_activity", N_("No activity: {places}.")),
    ):
        codes = list(units.index[units["state"] == state])
        if codes and not (state == "no_activity" and is_named):
            names = [view.campaign.places.name(str(code), view.text) for code in codes]
            sentences.append(view.text(words, places=view.text.list(names)))
    return sentences


def _names_at(units: pd.DataFrame, value: float, view: View) -> str:
    codes = units.index[units["value"] == value]
    return view.text.list([view.campaign.places.name(str(code), view.text) for code in codes])
