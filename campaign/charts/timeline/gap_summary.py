"""The timeline's sentence about days without activity."""

from __future__ import annotations

from campaign.analysis.activity_gaps import ActivityGaps
from campaign.charts.grids.reporting_weeks import silence_words
from campaign.charts.words.wording import join_sentences, to_sentence
from campaign.i18n.translator import Text

LEAST_DAYS = 3
"""A shorter period without activity is not mentioned."""


def gap_summary(gaps: ActivityGaps, text: Text) -> str:
    """Return the longest period, whole weeks, and days of the week without activity, in words.

    "" if there is nothing to mention.
    """
    sentences = []
    if gaps.longest is not None and gaps.longest.days >= LEAST_DAYS:
        silence = silence_words(gaps.longest, text)
        sentences.append(text("Longest period without activities: {silence}", silence=silence))
    if gaps.empty_weeks:
        sentences.append(
            text(
                "Complete weeks without activities, from first to last activity: {n} of {of}",
                n=gaps.empty_weeks,
                of=gaps.weeks,
            )
        )
    if gaps.empty_weekdays:
        days = text.list(text.weekday(day) for day in gaps.empty_weekdays)
        sentences.append(
            text.n(
                "Day of the week without activities: {days}",
                "Days of the week without activities: {days}",
                len(gaps.empty_weekdays),
                days=days,
            )
        )
    return join_sentences(*map(to_sentence, sentences))
