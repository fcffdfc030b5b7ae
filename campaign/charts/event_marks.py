"""The milestones and publicly reported events of an edition, as marks on its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from campaign.charts.calendar import Calendar
from campaign.charts.spec.timeline import EventKind, EventMark
from campaign.charts.words.wording import cell_text
from campaign.domain.campaign import Edition
from campaign.i18n.translator import Text


def event_marks(edition: Edition, text: Text) -> tuple[EventMark, ...]:
    """Return milestones, then reported events, each by date; those without a date are excluded."""
    milestones = [
        EventMark(
            row["date"].date(), cell_text(row, f"name_{text.lang}"), "milestone", str(row["source"])
        )
        for row in edition.milestones.to_dict("records")
        if not pd.isna(row["date"])
    ]
    reported = [
        EventMark(
            row["date_start"].date(),
            cell_text(row, f"title_{text.lang}") or cell_text(row, "title"),
            "reported",
            cell_text(row, "source_url"),
        )
        for row in edition.reported.to_dict("records")
        if not pd.isna(row["date_start"])
    ]
    return (*milestones, *reported)


def event_days(
    events: Sequence[EventMark], calendar: Calendar, kind: EventKind
) -> tuple[date, ...]:
    """Return the days of the calendar with events of a kind, by date; these days have a mark."""
    days = {event.date for event in events if event.kind == kind}
    return tuple(sorted(day for day in days if calendar.first <= day <= calendar.last))
