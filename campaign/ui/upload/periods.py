"""The periods to choose from for a file without dates: campaigns and their months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.ingest.options import PERIOD_SIGN
from campaign.ingest.sheets.wide_register import days_of


def campaign_periods(campaign: Campaign, text: Text) -> Mapping[str, str]:
    """Return every campaign and its months: {first and last day: words}, the campaigns first."""
    periods: dict[str, str] = {}
    months: dict[str, str] = {}
    for edition in campaign.editions.values():
        if edition.start is None or edition.end is None:
            continue
        key = f"{edition.start.isoformat()}{PERIOD_SIGN}{edition.end.isoformat()}"
        periods[key] = period_words(key, text)
        year, month = edition.start.year, edition.start.month
        while (year, month) <= (edition.end.year, edition.end.month):
            key = PERIOD_SIGN.join(days_of(year, month))
            months[key] = period_words(key, text)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return {**periods, **dict(sorted(months.items()))}


def period_words(period: str, text: Text) -> str:
    """Return a period, its first and last day as 2017-08-01, in words."""
    start, end = map(date.fromisoformat, period.split(PERIOD_SIGN))
    return text.date_range_short(start, end)
