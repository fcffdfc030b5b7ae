"""The milestones and the reported events of an edition as lists."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from campaign.analysis.view import View
from campaign.charts.calendar import Calendar
from campaign.charts.event_marks import EventKind, event_days, event_marks
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.site.nowrap import keep_together
from campaign.site.source_links import source_links


def event_items(view: View) -> str:
    """Return reported events and milestones, by date, as HTML list items; "" for none.

    A milestone on the day of a reported event is left out: it is that event.
    """
    reported, by_date = view.edition.reported, view.edition.milestones
    other_milestones = by_date[~by_date["date"].isin(reported["date_start"])]
    rows = [(row["date_start"], _reported_event(row, view)) for _, row in reported.iterrows()]
    rows += [(row["date"], _milestone(row, view.text)) for _, row in other_milestones.iterrows()]
    rows.sort(key=lambda item: (pd.isna(item[0]), str(item[0])))
    return "".join(item for _, item in rows)


def reported_events_note(text: Text) -> str:
    """Return the note that says what a reported event is."""
    return text(
        "Events reported publicly by the press and the organizers. They are not a sample of "
        "the activities and are excluded from totals."
    )


def milestones(view: View) -> str:
    """Return the milestones of the edition, by date; "" for none."""
    if view.edition.milestones.empty:
        return ""
    title, numbers = escape(view.text("Milestones")), _numbers(view, "milestone")
    rows = "".join(
        _milestone(row, view.text, numbers.get(row["date"]))
        for _, row in view.edition.milestones.iterrows()
    )
    return f'<h2>{title}</h2><ul class="events">{rows}</ul>'


def _milestone(row: pd.Series, text: Text, number: int | None = None) -> str:
    # A milestone computed from the campaign's dates has no address.
    source = text("computed") if row["source"] == "computed" else str(row["source"])
    badge = _badge("milestone", number)
    day = f"{badge}{escape(text.date(row['date'], 'short'))}"
    return _event(day, str(row[f"name_{text.lang}"]), "", source)


def _numbers(view: View, kind: EventKind) -> Mapping[pd.Timestamp, int]:
    """Return {day: number of its mark on the timeline}; {} if no timeline is drawn."""
    calendar = Calendar.of(view.edition) if view.has_register else None
    if calendar is None:
        return {}
    days = event_days(event_marks(view.edition, view.text), calendar, kind)
    return {pd.Timestamp(day): number for number, day in enumerate(days, start=1)}


def _badge(kind: EventKind, number: int | None) -> str:
    """Return the numbered mark of the timeline, for a place before a date; "" without a number.

    An invisible full stop separates number and date where the text is read aloud or copied.
    """
    stop = '<span class="sr-only">. </span>'
    return "" if number is None else f'<b class="event-mark {kind}">{number}</b>{stop}'


def reported_events(view: View) -> str:
    """Return the events that the press and UNODC reported; no total includes them."""
    text = view.text
    numbers = _numbers(view, "reported")
    rows = "".join(
        _reported_event(row, view, numbers.get(row["date_start"]))
        for _, row in view.edition.reported.iterrows()
    )
    note = reported_events_note(text)
    message = text("No reported event of this campaign was found.")
    body = f'<ul class="events">{rows}</ul>' if rows else f"<p>{escape(message)}</p>"
    return f'<h2>{escape(text("Reported events"))}</h2><p class="source">{escape(note)}</p>{body}'


def _reported_event(row: pd.Series, view: View, number: int | None = None) -> str:
    text = view.text
    undated = pd.isna(row["date_start"])
    day = text("date not stated") if undated else text.date(row["date_start"], "short")
    title = str(row[f"title_{text.lang}"]) or str(row["title"])
    place = row["oblast_iso"]
    region = "" if pd.isna(place) or not place else view.campaign.places.name(str(place), text)
    badge = _badge("reported", number)
    return _event(f"{badge}{escape(day)}", title, region, str(row["source_url"]))


def _event(day: str, title: str, region: str, source: str) -> str:
    """Return an event as an HTML list item; `day` is HTML already."""
    parts = [part for part in (keep_together(title), escape(region), source_links(source)) if part]
    return f'<li><span class="when">{day}</span><span>{f"{NBSP}· ".join(parts)}</span></li>'
