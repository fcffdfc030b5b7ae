"""The answers in words: the name of an answer, who it is about, the value.

Every page and file makes the sentence about a winner here, so that one name has one winner. Names
of regions and types are in the nominative.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from campaign.analysis.answers import FEWEST_ACTIVITIES, Among, Extreme, RegionEnds
from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.view import View
from campaign.charts.wording import amount, people
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_, Text

HIGHEST: Mapping[str, str] = {
    "reach": N_("Most people reached"),
    "rate": N_("Highest rate"),
    "activities": N_("Most activities"),
    "mean": N_("Highest mean attendance"),
    "youth": N_("Highest share of young people"),
    "materials": N_("Most materials distributed"),
    "plan": N_("Highest share of the target achieved"),
}
LOWEST: Mapping[str, str] = {
    "reach": N_("Fewest people reached"),
    "rate": N_("Lowest rate"),
    "activities": N_("Fewest activities"),
    "mean": N_("Lowest mean attendance"),
    "youth": N_("Lowest share of young people"),
    "materials": N_("Fewest materials distributed"),
    "plan": N_("Lowest share of the target achieved"),
}
"""The names of the ends of an indicator, by its code. `LOWEST["rate"]` is who is behind."""
MOST_MISSING = N_("Most people missing to the national average")
MOST_MISSING_TO_RATE = N_("Most people missing to the chosen rate")
MOST_ABOVE = N_("Most people above the national average")
MOST_PER_ACTIVITY = N_("Most people per activity")
MOST_IN_TOTAL = N_("Most people in total")

AMONG: Mapping[Among, str] = {
    "all": N_("Region"),
    "with_value": N_("regions with a value"),
    "others": N_("regions with activities"),
    "selected": N_("selected regions"),
}
_OF_REGIONS = ("rate", "plan")
"""Indicators of regions alone: the names of their ends need not say that regions are compared."""

MOST_NAMES = 2
"""The most names in a headline; for more, the headline has their number."""

_HALF = (0.45, 0.55)
_NEAR = 0.005
"""A smaller difference from the average would be shown as 0 %."""


def answer_words(answer: str, names: str, amount: str, text: Text, scope: str = "") -> str:
    """Return the name of an answer (a message id), the winners and their value.

    `scope` says in brackets what is compared, in the language of `text`; "" for nothing.
    """
    name = text(answer)
    if not scope:
        return text("{answer}: {names} – {amount}", answer=name, names=names, amount=amount)
    words = N_("{answer} ({scope}): {names} – {amount}")
    return text(words, answer=name, scope=uncapitalize(scope), names=names, amount=amount)


def lowest_words(ends: RegionEnds, indicator: Indicator, view: View) -> str:
    """Return the lowest regions, compared with the national average if all regions are compared."""
    words = region_words(LOWEST[indicator.code], ends.lowest, indicator, view, ends.among)
    if ends.among != "all":
        return words
    national = view.region_rank(indicator).national
    return beside_average(words, ends.lowest.value, national, indicator, view.text)


def highest_words(ends: RegionEnds, indicator: Indicator, view: View) -> str:
    """Return the highest regions; without the average, because not every chart has space for it."""
    among: Among = "selected" if ends.among == "selected" else "all"
    return region_words(HIGHEST[indicator.code], ends.highest, indicator, view, among)


def region_words(
    answer: str, extreme: Extreme, indicator: Indicator, view: View, among: Among = "all"
) -> str:
    """Return the regions with an extreme value of an indicator, as `answer_words`."""
    text, count = view.text, len(extreme.codes)
    value = short_amount(extreme.value, indicator, text)
    if indicator.code == "rate":
        # In Kyrgyz the words for the rate before the value have its unit.
        value = text.c(
            "value of a rate", "{value} per 10,000", value=indicator.format(extreme.value, text)
        )
    has_scope = among != "all" or indicator.code not in _OF_REGIONS
    return answer_words(
        answer,
        region_names(extreme.codes, view),
        amount_each(value, count, text) if indicator.adds_up else value,
        text,
        text(AMONG[among]) if has_scope else "",
    )


def absent_words(ends: RegionEnds, view: View) -> str:
    """Return the regions without an activity, which have no rate; "" without any."""
    if not ends.absent:
        return ""
    return view.text("No activity: {places}", places=region_names(ends.absent, view))


def most_missing_words(extreme: Extreme, view: View, answer: str = MOST_MISSING) -> str:
    """Return the regions with most people missing to a rate, and the number of people."""
    text = view.text
    value = amount_each(people(extreme.value, text), len(extreme.codes), text)
    return answer_words(answer, region_names(extreme.codes, view), value, text)


def per_activity_words(extreme: Extreme, view: View, *, with_scope: bool = True) -> str:
    """Return the types with most people per activity; with the scope, also how many they have."""
    text = view.text
    scope = text.n(
        "types with at least {n} activity", "types with at least {n} activities", FEWEST_ACTIVITIES
    )
    value = INDICATORS["mean"].format(extreme.value, text)
    winners = type_words(extreme.codes, view)
    return answer_words(MOST_PER_ACTIVITY, winners, value, text, scope if with_scope else "")


def in_total_words(extreme: Extreme, view: View) -> str:
    """Return the types with most people in total."""
    text = view.text
    value = amount_each(people(extreme.value, text), len(extreme.codes), text)
    winners = type_words(extreme.codes, view)
    return answer_words(MOST_IN_TOTAL, winners, value, text)


def rank_finding(
    values: pd.Series, code: str, name: str, rank: str, indicator: Indicator, text: Text
) -> str:
    """Return the value of one code among others, and its `rank`, a message id.

    `rank` has the placeholders {rank} and {ranked}.
    """
    value, ranked = float(values[code]), values.dropna()
    if value != value:
        return text("{place}: {value}", place=name, value=text("not reported"))
    lead = text("{place}: {value}", place=name, value=amount(value, indicator, text))
    return f"{lead}; {text(rank, rank=int((ranked > value).sum()) + 1, ranked=len(ranked))}"


def short_amount(value: float, indicator: Indicator, text: Text) -> str:
    """Return the value with a short unit, for a headline: “9.9 per 10,000”."""
    if indicator.code == "rate":
        return text("{value} per 10,000", value=indicator.format(value, text))
    return amount(value, indicator, text)


def amount_each(amount: str, count: int, text: Text) -> str:
    """Return an amount of `count` names, with “each” if there are several."""
    return text("{amount} each", amount=amount) if count > 1 else amount


def beside_average(
    words: str, value: float, average: float | None, indicator: Indicator, text: Text
) -> str:
    """Return the words, followed by the difference of the value from the national average.

    Only the words if the average is not known, or if the value is zero or equal to the average. A
    share is followed by the country's share, because a percentage of a percentage is misleading.
    """
    if not average or not value:
        return words
    if indicator.percent:
        country = text("Kyrgyzstan: {value}", value=indicator.format(average, text))
        return f"{words}; {country}"
    ratio = value / average
    if _HALF[0] <= ratio <= _HALF[1]:
        return text("{words}, about half the national average", words=words)
    if ratio <= 1 - _NEAR:
        return text("{words}, {share:%0} below the national average", words=words, share=1 - ratio)
    if ratio >= 2:
        return _times(words, ratio, text)
    if ratio >= 1 + _NEAR:
        return text("{words}, {share:%0} above the national average", words=words, share=ratio - 1)
    return words


def whole_multiple(ratio: float) -> int | None:
    """Return the ratio as a whole number if it rounds to one, to be written without “.0”."""
    shown = math.floor(ratio * 10 + 0.5) / 10
    return int(shown) if shown.is_integer() else None


def _times(words: str, ratio: float, text: Text) -> str:
    multiple = whole_multiple(ratio)
    if multiple is None:
        return text("{words}, {n:1} times the national average", words=words, n=ratio)
    return text.n(
        "{words}, {n} times the national average",
        "{words}, {n} times the national average",
        multiple,
        words=words,
    )


def regions_in_words(names: Sequence[str], text: Text) -> str:
    """Return one name or two; for more the number of regions."""
    if len(names) <= MOST_NAMES:
        return text.list(names)
    return text.n("{n} region", "{n} regions", len(names))


def region_names(codes: Iterable[str], view: View) -> str:
    """Return the names of regions, as `regions_in_words`."""
    return regions_in_words([view.campaign.places.name(c, view.text) for c in codes], view.text)


def types_in_words(names: Sequence[str], text: Text) -> str:
    """Return one name or two of types in quotation marks; for more the number of types."""
    if len(names) <= MOST_NAMES:
        return text.list(map(text.quote, names))
    return text.n("{n} type of activity", "{n} types of activity", len(names))


def type_words(codes: Iterable[str], view: View) -> str:
    """Return the names of types, as `types_in_words`."""
    return types_in_words([view.campaign.type_name(c, view.text) for c in codes], view.text)
