"""The years without a register: what was published of each, with its sources, without charts."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.i18n.translator import Text
from campaign.site.events import event_items, reported_events_note
from campaign.site.nowrap import keep_together
from campaign.site.page import SitePage
from campaign.site.published_values import published_value_items
from campaign.site.source_links import named_source_links


def heading(view: View) -> str:
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


def years(view: View) -> str:
    """Return all years without a register, the selected one first.

    They are text: their values never share an axis with those of another year.
    """
    first = view.selection.edition
    ids = sorted(view.campaign.other_years, key=lambda name: (name != first, name))
    cards = "".join(_year(_view_of_year(view, name)) for name in ids)
    note = escape(reported_events_note(view.text))
    return f'<div class="years">{cards}</div><p class="source">{note}</p>'


def _view_of_year(view: View, name: str) -> View:
    return replace(view, selection=replace(view.selection, edition=name))


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
