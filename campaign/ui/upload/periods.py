"""The periods to choose from for a file without dates: campaigns and their months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.options import PERIOD_SIGN
from campaign.ingest.parse.periods import days_of_month


def campaign_days(campaign: Campaign) -> list[tuple[str, str]]:
    """Return the first and the last day of every campaign, in the form 2017-07-31."""
    editions = campaign.editions.values()
    return [(e.start.isoformat(), e.end.isoformat()) for e in editions if e.start and e.end]


def campaign_periods(campaign: Campaign, text: Text) -> Mapping[str, str]:
    """Return every campaign and its months: {first and last day: words}, the campaigns first."""
    periods: list[str] = []
    months: set[str] = set()
    for start, end in campaign_days(campaign):
        periods.append(f"{start}{PERIOD_SIGN}{end}")
        for month in pd.period_range(start, end, freq="M"):
            months.add(PERIOD_SIGN.join(days_of_month(month.year, month.month)))
    return {period: period_words(period, text) for period in (*periods, *sorted(months))}


def period_words(period: str, text: Text) -> str:
    """Return a period, its first and last day as 2017-08-01, in words."""
    start, end = map(date.fromisoformat, period.split(PERIOD_SIGN))
    return text.date_range_short(start, end)
