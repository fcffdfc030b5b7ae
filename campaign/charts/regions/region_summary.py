"""The map in sentences: highest and lowest values, and the selected regions."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.analysis.answers import RegionEnds, region_answer, region_ends
from campaign.analysis.indicators import Indicator
from campaign.analysis.population_source import population_warning
from campaign.analysis.region_rank import RegionRank
from campaign.analysis.view import View
from campaign.charts.regions.region_classes import STATE_NAMES
from campaign.charts.regions.region_finding import names_absent_regions
from campaign.charts.words.answer_words import LOWEST, highest_words, region_words
from campaign.charts.words.wording import amount, end_sentence, join_sentences, to_sentence
from campaign.i18n.letter_case import capitalize, uncapitalize
from campaign.i18n.translator import N_, Text


def summarize_country(view: View) -> str:
    """Return the end that the headline does not have, and regions without a value, by reason.

    The headline, `map_finding`, has the highest if the indicator adds up, else the lowest.
    """
    return join_sentences(_other_end(region_ends(view.units), view), *_missing(view.units, view))


def summarize_selection(view: View) -> str:
    """Return what the headline of selected regions does not have.

    For one region: its rank, the national value, and the ends of all regions. For several: their
    value together, and the other end among them.
    """
    codes, rank = view.selection.oblasts, view.region_rank(view.indicator)
    if len(codes) > 1:
        sentence = rank_sentence(view.scope.place, rank, view.indicator, view.text)
        units = view.units.loc[list(codes)]
        other_end = _other_end(region_answer(view), view)
        return join_sentences(sentence, other_end, *_missing(units, view))
    return join_sentences(rank_and_national(rank, view.indicator, view.text), summarize_ends(view))


def summarize_ends(view: View) -> str:
    """Return the highest and the lowest of all regions; "" without two different values."""
    ends, indicator = region_ends(view.units), view.indicator
    if ends is None:
        return ""
    low = region_words(LOWEST[indicator.code], ends.lowest, indicator, view, ends.among)
    return to_sentence(highest_words(ends, indicator, view), uncapitalize(low))


def _other_end(ends: RegionEnds | None, view: View) -> str:
    indicator = view.indicator
    if ends is None:
        return ""
    if not indicator.adds_up:
        return end_sentence(highest_words(ends, indicator, view))
    low = region_words(LOWEST[indicator.code], ends.lowest, indicator, view, ends.among)
    return end_sentence(low)


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
    """Return the caution for a map of counts, or of rates over a population of another time."""
    if view.indicator.code == "rate":
        return population_warning(view.edition.population, view.edition, view.text)
    if not view.indicator.adds_up:
        return ""
    words = view.text(
        "The colour shows an absolute number: a region may lead only because its population is "
        "large."
    )
    if view.edition.population is None:
        return words
    return f"{words} {view.text('To compare regions, see people reached per 10,000 population.')}"


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
