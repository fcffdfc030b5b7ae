"""Insights as sentences, with names in the nominative."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.answers import Extreme, region_answer
from campaign.analysis.completeness import Silence
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import Code, Insight, find_insights
from campaign.analysis.view import View
from campaign.charts.grids.reporting_weeks import silence_words
from campaign.charts.words.answer_words import (
    beside_average,
    highest_words,
    lowest_words,
    per_activity_words,
    region_names,
    short_amount,
)
from campaign.charts.words.wording import end_sentence, peak_week
from campaign.i18n.letter_case import capitalize


def insight_sentence(insight: Insight, view: View) -> str:
    """Return an insight of this view as a sentence."""
    return end_sentence(capitalize(_SENTENCES[insight.code](insight, view)))


def insight_sentences(view: View) -> list[str]:
    """Return the insights of a view as sentences, the largest effect first."""
    return [insight_sentence(insight, view) for insight in find_insights(view)]


def _no_activity(insight: Insight, view: View) -> str:
    return view.text("No activity: {places}", places=region_names(insight.regions, view))


def _lowest_rate(insight: Insight, view: View) -> str:
    rate = INDICATORS["rate"]
    ends = region_answer(view, rate)
    assert ends is not None
    return lowest_words(ends, rate, view)


def _highest_rate(insight: Insight, view: View) -> str:
    rate = INDICATORS["rate"]
    ends = region_answer(view, rate)
    assert ends is not None
    words, numbers = highest_words(ends, rate, view), insight.numbers
    return beside_average(words, numbers["value"], numbers["national"], rate, view.text)


def _selection_rate(insight: Insight, view: View) -> str:
    value, rate, text = insight.numbers["value"], INDICATORS["rate"], view.text
    amount = short_amount(value, rate, text)
    words = text("{place}: {value}", place=view.scope.place, value=amount)
    return beside_average(words, value, insight.numbers["national"], rate, text)


def _concentration(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    return view.text.n(
        "Top {n} of {of} regions by people reached: {share:%0} of the total, "
        "{population:%0} of the population",
        "Top {n} of {of} regions by people reached: {share:%0} of the total, "
        "{population:%0} of the population",
        len(insight.regions),
        of=int(numbers["of"]),
        share=numbers["share"],
        population=numbers["population_share"],
    )


def _strongest_week(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    return capitalize(peak_week(insight.days, numbers["people"], numbers["share"], view.text))


def _silence(insight: Insight, view: View) -> str:
    first, last = insight.days
    longest = Silence(first, last, int(insight.numbers["periods"]))
    silence = silence_words(longest, view.text)
    return view.text("Longest period without activities: {silence}", silence=silence)


def _best_type(insight: Insight, view: View) -> str:
    text, best = view.text, Extreme(insight.numbers["value"], insight.types)
    return text(
        "{best}; all types: {overall}",
        best=per_activity_words(best, view),
        overall=INDICATORS["mean"].format(insight.numbers["overall"], text),
    )


def _unreported(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    if numbers["count"] == numbers["of"]:
        return view.text("Attendance is not reported for any activity in this selection")
    return view.text(
        "Attendance not reported: {n} of {of} activities, {share:%0}",
        n=int(numbers["count"]),
        of=int(numbers["of"]),
        share=numbers["share"],
    )


def _youth(insight: Insight, view: View) -> str:
    text, youth = view.text, INDICATORS["youth"]
    return text(
        "Share of young people: {place} – {value}; Kyrgyzstan: {national}",
        place=region_names(insight.regions, view) if insight.regions else view.scope.place,
        value=youth.format(insight.numbers["value"], text),
        national=youth.format(insight.numbers["national"], text),
    )


_SENTENCES: Mapping[Code, Callable[[Insight, View], str]] = {
    "no_activity": _no_activity,
    "lowest_rate": _lowest_rate,
    "highest_rate": _highest_rate,
    "selection_rate": _selection_rate,
    "concentration": _concentration,
    "strongest_week": _strongest_week,
    "silence": _silence,
    "best_type": _best_type,
    "unreported": _unreported,
    "youth": _youth,
}
