"""What the timeline says of days on which nothing took place."""

from __future__ import annotations

from campaign.analysis.activity_gaps import ActivityGaps
from campaign.charts.wording import to_sentence
from campaign.i18n.translator import Text

LEAST_DAYS = 3
"""A shorter time without activity is not worth a sentence."""


def gap_summary(gaps: ActivityGaps, text: Text) -> str:
    """Return the longest time without activity, whole weeks and days of the week without any.

    "" where none of them is worth a sentence.
    """
    parts = []
    longest = gaps.longest
    if longest is not None and longest.days >= LEAST_DAYS:
        parts.append(
            text.n(
                "longest time without activity: {n} day ({dates})",
                "longest time without activity: {n} days ({dates})",
                longest.days,
                dates=text.date_range_short(longest.first, longest.last),
            )
        )
    if gaps.empty_weeks:
        parts.append(
            text("weeks without activity: {n} of {total}", n=gaps.empty_weeks, total=gaps.weeks)
        )
    if gaps.empty_weekdays:
        days = text.list(text.weekday(day) for day in gaps.empty_weekdays)
        parts.append(text("days of the week without activity: {days}", days=days))
    if not parts:
        return ""
    sentence = to_sentence(*parts)
    return sentence[0].upper() + sentence[1:]
