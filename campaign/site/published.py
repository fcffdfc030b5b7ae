"""What was published of the campaigns: values, events and milestones, all years, with sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from urllib.parse import urlsplit

import pandas as pd

from campaign.analysis.comparison import published_mean, unlike_published
from campaign.analysis.reconciliation import INDICATOR_NAMES, qualified_value
from campaign.analysis.view import View
from campaign.charts.calendar import Calendar
from campaign.charts.spec.days import EventKind
from campaign.charts.timeline import event_days, event_marks
from campaign.domain.campaign import Edition
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.site.elements import keep_together
from campaign.site.page import SitePage


def source_links(sources: str) -> str:
    """Return sources separated by ";" as HTML links; other text stays text.

    A link is named by its host, the second and later ones of a host by a number: “host.org (2)”.
    """
    links, hosts = [], Counter[str]()
    for source in filter(None, (source.strip() for source in sources.split(";"))):
        host = urlsplit(source).netloc
        hosts[host] += 1
        links.append(_link(source, hosts[host]))
    return ", ".join(links)


def named_source_links(sources: str, text: Text) -> str:
    """Return sources as HTML links after the word for one source or several; "" without any."""
    several = sum(bool(source.strip()) for source in sources.split(";")) > 1
    name = text("Sources") if several else text("Source")
    return f"{escape(name)}: {links}" if (links := source_links(sources)) else ""


def _link(source: str, number: int) -> str:
    address = urlsplit(source)
    if address.scheme not in ("http", "https"):
        return escape(source)
    name = address.netloc if number == 1 else f"{address.netloc} ({number})"
    return (
        f'<a href="{escape(source)}" rel="noreferrer noopener" target="_blank">{escape(name)}</a>'
    )


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


def published_value_items(view: View) -> str:
    """Return every published value of the edition as an HTML list item; "" for none."""
    text = view.text
    return "".join(
        f'<li><span class="when">{escape(_indicator(row, text))}</span>'
        f"<span><b>{escape(qualified_value(row, text))}</b>{NBSP}· "
        f"{source_links(str(row['source']))}</span></li>"
        for _, row in view.edition.published.iterrows()
    )


def published_values(view: View) -> str:
    """Return every published value of the edition with its qualifier and source; "" for none."""
    if view.edition.published.empty:
        return ""
    text = view.text
    title = escape(text("Published figures of the whole campaign"))
    if view.edition.related:
        title = escape(f"{text('Published figures')} · {view.edition.name(text)}")
    return f'<h2>{title}</h2><ul class="events">{published_value_items(view)}</ul>'


def _indicator(row: pd.Series, text: Text) -> str:
    code = str(row["indicator"])
    return text(INDICATOR_NAMES[code]) if code in INDICATOR_NAMES else code


def published_years(view: View) -> str:
    """Return a row for each year with its published totals, and which years are not compared."""
    text, campaign = view.text, view.campaign
    title = text("Published figures by year")
    headers = (
        text("Year"),
        text("Campaign"),
        text("Dates"),
        text("Activities"),
        text("People reached"),
        text("Source"),
    )
    editions = [campaign.editions[name] for name in campaign.public_ids]
    rows = "".join(_row(edition, headers, text) for edition in editions if not edition.own)
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in headers)
    notes = "".join(f'<p class="summary">{keep_together(line)}</p>' for line in unlike_totals(view))
    note = escape(
        text("Published figures are shown with their qualifiers; they are not summed or charted.")
    )
    scope = escape(text("Published figures of the whole campaign"))
    return (
        f'<h2>{escape(title)}</h2><p class="source">{scope}</p>'
        f'<div class="table-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(title)}"><table class="data-table stacked">'
        f'<caption class="sr-only">{escape(title)}</caption><thead><tr>{cells}</tr></thead>'
        f'<tbody>{rows}</tbody></table></div>{notes}<p class="source">{note}</p>'
    )


def unlike_totals(view: View) -> list[str]:
    """Return why the published totals of two years are not compared, one sentence a pair."""
    sentences = []
    for older, newer in unlike_published(view.campaign):
        first, second = published_mean(older), published_mean(newer)
        assert first is not None and second is not None
        sentences.append(
            view.text(
                "{first:raw} and {second:raw} are not compared, because their activities appear to "
                "be of different kinds. The published totals give about {n} and about {m} people "
                "per activity respectively (our calculation).",
                first=older.campaign_id,
                second=newer.campaign_id,
                n=round(first),
                m=round(second),
            )
        )
    return sentences


def _row(edition: Edition, headers: tuple[str, ...], text: Text) -> str:
    values = [_value(edition, indicator, text) for indicator in ("activities", "reached")]
    cells = (
        escape(edition.name(text)),
        keep_together(campaign_dates(edition, text)),
        *map(escape, values),
    )
    sources = source_links(edition.source)
    html = "".join(
        f'<td data-label="{escape(header)}">{cell}</td>'
        for header, cell in zip(headers[1:], (*cells, sources), strict=True)
    )
    return f'<tr><th scope="row">{escape(edition.campaign_id)}</th>{html}</tr>'


def _value(edition: Edition, indicator: str, text: Text) -> str:
    row = edition.published_row(indicator)
    return text("not published") if row is None else qualified_value(row, text)


def other_years_title(view: View) -> str:
    """Return the title of the page, and why there are no charts."""
    text = view.text
    lead = text(
        "No register of activities was published for these years: there are no maps or charts, "
        "only what was published, with its sources."
    )
    return f'<h1>{escape(text("Other years"))}</h1><p class="lead whole">{escape(lead)}</p>'


def register_link(page: SitePage) -> str:
    """Return the link to the default campaign, for one without a register; "" without another."""
    view, default = page.view, page.view.campaign.default_edition
    if default in view.campaign.other_years:
        return ""
    words = view.text("Show the {year:raw} campaign", year=default)
    selection = view.selection.with_edition(default, view.campaign)
    return f'<p class="action">{page.anchor(words, selection)}</p>'


def other_years(view: View) -> str:
    """Return all years without a register, the selected one first.

    They are text: their values never share an axis with those of another year.
    """
    first = view.selection.edition
    ids = sorted(view.campaign.other_years, key=lambda name: (name != first, name))
    views = (replace(view, selection=replace(view.selection, edition=name)) for name in ids)
    cards = "".join(map(_year, views))
    note = escape(reported_events_note(view.text))
    return f'<div class="years">{cards}</div><p class="source">{note}</p>'


def _year(view: View) -> str:
    edition, text = view.edition, view.text
    parts = [
        f"<h2>{escape(edition.campaign_id)} · {escape(edition.name(text))}</h2>",
    ]
    if not edition.related:
        parts.append(f'<p class="source">{keep_together(campaign_dates(edition, text))}</p>')
    else:
        warning = text(
            "This was not the “100 Days” campaign but related work. Its numbers were counted "
            "differently and cannot be compared with those of the campaign."
        )
        parts.append(f'<p class="notice">{escape(warning)}</p>')
    note = edition.notes.get(text.lang, "")
    if note:
        parts.append(f'<p class="summary">{keep_together(note)}</p>')
    parts += [
        _section(text("Published figures"), published_value_items(view))
        or f"<p>{escape(text('No published figure was found.'))}</p>",
        _section(text("Dates and events"), event_items(view)),
        f'<p class="source">{named_source_links(edition.source, text)}</p>',
    ]
    name = escape(edition.campaign_id)
    return f'<section class="year" data-year="{name}">{"".join(parts)}</section>'


def campaign_dates(edition: Edition, text: Text) -> str:
    """Return the dates of a campaign in words, or that they are not known."""
    if edition.start and edition.end:
        return text.date_range_short(edition.start, edition.end)
    if edition.start:
        return text("Start: {date:short}", date=edition.start)
    return text("Dates not known")


def _section(title: str, rows: str) -> str:
    return f'<h3>{escape(title)}</h3><ul class="events">{rows}</ul>' if rows else ""
