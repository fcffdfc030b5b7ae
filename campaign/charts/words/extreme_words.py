"""The highest and the lowest in words, for headlines, with names in the nominative."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from campaign.analysis.indicators import Indicator
from campaign.charts.words.wording import amount
from campaign.i18n.translator import N_, Text

HIGHEST: Mapping[str, str] = {
    "reach": N_("Most people reached: {names} – {amount}"),
    "rate": N_("Highest rate: {names} – {amount}"),
    "activities": N_("Most activities: {names} – {amount}"),
    "mean": N_("Highest mean attendance: {names} – {amount}"),
    "youth": N_("Highest share of young people: {names} – {amount}"),
    "materials": N_("Most materials distributed: {names} – {amount}"),
    "plan": N_("Highest share of the plan achieved: {names} – {amount}"),
}
LOWEST: Mapping[str, str] = {
    "rate": N_("Lowest rate: {names} – {amount}"),
    "mean": N_("Lowest mean attendance: {names} – {amount}"),
    "youth": N_("Lowest share of young people: {names} – {amount}"),
    "plan": N_("Lowest share of the plan achieved: {names} – {amount}"),
}
"""Message ids by indicator; there are none for indicators that add up, whose lowest says little."""

MOST_NAMES = 2
"""The most names in a headline; for more, the headline has their number."""

_HALF = (0.45, 0.55)
_NEAR = 0.005
"""A smaller difference from the average would be shown as 0 %."""


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


def types_in_words(names: Sequence[str], text: Text) -> str:
    """Return one name or two of types in quotation marks; for more the number of types."""
    if len(names) <= MOST_NAMES:
        return text.list(map(text.quote, names))
    return text.n("{n} type of activity", "{n} types of activity", len(names))
