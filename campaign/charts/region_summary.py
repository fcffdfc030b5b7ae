"""What the map says in sentences: where the value is high and low, and how the chosen compare."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicators import Indicator
from campaign.analysis.region_rank import RegionRank
from campaign.analysis.view import View
from campaign.charts.region_classes import STATE_NAMES
from campaign.charts.wording import amount
from campaign.i18n.translator import N_, Text


def summarize_country(view: View) -> str:
    """Where of all units the value is highest and lowest, and which have none, by the reason."""
    words = N_("Highest: {top}, {top_value}. Lowest: {low}, {low_value}.")
    most = _extremes(view.units, view, words) or _common_value(view.units, view)
    return _join(most, *_missing(view.units, view))


def summarize_chosen(view: View) -> str:
    """How the chosen units stand in the country, then what they are compared with.

    Several are compared with each other, one with all.
    """
    chosen, rank = view.selection.oblasts, view.region_rank(view.indicator)
    first = rank_sentence(view.scope.place, rank, view.indicator, view.text)
    if len(chosen) > 1:
        among = view.units.loc[list(chosen)]
        words = N_("Highest of the chosen: {top}, {top_value}; lowest: {low}, {low_value}.")
        return _join(first, _extremes(among, view, words), *_missing(among, view))
    words = N_("Of all {n} regions, highest: {top}, {top_value}; lowest: {low}, {low_value}.")
    if rank.ranked < rank.regions:
        words = N_(
            "Of the {n} regions with a value, highest: {top}, {top_value}; lowest: {low}, "
            "{low_value}."
        )
    return _join(first, _extremes(view.units, view, words))


def rank_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """How chosen units, called `name`, stand in the country: value, rank, share, the country's."""
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
    """What a reader of shaded counts should know; "" where the map shows none."""
    if not view.indicator.adds_up:
        return ""
    words = view.text(
        "The shade shows a number: regions with a large population lead by themselves."
    )
    if view.edition.population is None:
        return words
    return f"{words} {view.text('To compare regions, see people reached per 10,000 population.')}"


def _extremes(units: pd.DataFrame, view: View, words: str) -> str:
    """The units with the highest and the lowest value, in `words`; "" where none differs."""
    known = units[units["value"].notna()]
    high, low = known["value"].max(), known["value"].min()
    if not high > low:
        return ""
    return view.text(
        words,
        n=len(known),
        top=_names_at(known, high, view),
        top_value=view.indicator.format(high, view.text),
        low=_names_at(known, low, view),
        low_value=view.indicator.format(low, view.text),
    )


def _common_value(units: pd.DataFrame, view: View) -> str:
    """The one value that all units with a value have; "" without any."""
    known = units[units["value"].notna()]
    if known.empty:
        return ""
    value = float(known["value"].iloc[0])
    words = view.indicator.format(value, view.text)
    return view.text("{place}: {value}.", place=_names_at(known, value, view), value=words)


def _missing(units: pd.DataFrame, view: View) -> list[str]:
    """The units without a value, a sentence for each reason."""
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


def _names_at(known: pd.DataFrame, value: float, view: View) -> str:
    codes = known.index[known["value"] == value]
    return view.text.list([view.campaign.places.name(str(code), view.text) for code in codes])


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
