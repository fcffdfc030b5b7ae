"""The published values of all years in one table, and which of them cannot be compared."""

from __future__ import annotations

from html import escape

from campaign.analysis.comparison import published_mean, unlike_published
from campaign.analysis.published_words import qualified_value
from campaign.analysis.view import View
from campaign.domain.campaign import Edition
from campaign.i18n.translator import Text
from campaign.site.nowrap import keep_together
from campaign.site.other_years import campaign_dates
from campaign.site.source_links import source_links


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
                "{first:raw} and {second:raw} are not compared: the published totals give about "
                "{n} and about {m} people per activity respectively (our calculation), so the "
                "activities appear to be of different kinds.",
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
