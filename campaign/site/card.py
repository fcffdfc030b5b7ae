"""A card: a chart with its title, figure and summary, its source and its menu."""

from __future__ import annotations

from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts.body import Choropleth
from campaign.charts.chart import Build, Chart
from campaign.domain.register import RegisterAwayError
from campaign.exports.structured_data import to_script
from campaign.render.animation import day_words, days_of_page
from campaign.site.card_foot import card_foot, card_menu
from campaign.site.figure import figure, picture_name
from campaign.site.nowrap import keep_together
from campaign.site.page import SitePage, download_link
from campaign.site.register_away_notice import away_notice
from campaign.site.title import scope_html

EMBED_HEIGHT = 800
"""The height in px of a chart with its texts, in a column of usual width on another site."""
MOST_ROWS = 30
"""The most rows of a table that a public page shows below its chart or with other tables."""


def card(page: SitePage, build: Build, controls: str = "") -> str:
    """Return the chart that `build` makes of the page's view, with `controls` below its title."""
    view = page.view
    try:
        chart = page.chart(view, build)
    except RegisterAwayError:
        return f'<section class="card">{away_notice(view.text)}</section>'
    title = headline_html(chart)
    name = picture_name(view, build) if page.becomes_live else ""
    drawing = figure(chart, page.toggle, name, page.drawings)
    if not drawing:
        controls, drawing = "", missing_boundaries(view)
    drawing += day_bar(page, chart)
    about = page.links.page("about", view.selection)
    foot = card_foot(view, chart, _menu(page, chart), about, page.links.version())
    sentence = keep_together(chart.caption)
    summary = f'<p class="summary">{sentence}</p>' if sentence else ""
    return (
        f'<section class="card {chart.key}" data-card="{chart.key}">{title}{controls}{drawing}'
        f"<div>{summary}{foot}</div></section>"
    )


def day_bar(page: SitePage, chart: Chart) -> str:
    """Return the play button of a map with the slider of its days; "" for a chart without days.

    The days are at an address, or else in the bar.
    """
    if not (isinstance(chart.body, Choropleth) and chart.body.animation):
        return ""
    addresses = page.links.days(chart.key, page.view.selection)
    if addresses is None:
        return ""
    (days, player), animation = map(escape, addresses), chart.body.animation
    source, content = f' data-days="{days}"', ""
    if not days:
        source, content = "", to_script(days_of_page(chart, page.view))
        content = f'<script type="application/json">{content}</script>'
    labels = [day_words(animation, index) for index in range(animation["days"])]
    last, text = escape(labels[-1]), page.view.text
    return (
        f'<div class="play-bar"{source} data-player="{player}">'
        f'<button type="button">{escape(text("Play"))}</button>'
        f'<input type="range" autocomplete="off" max="{len(labels) - 1}" value="{len(labels) - 1}" '
        f'aria-label="{escape(text("Day of the campaign"))}" aria-valuetext="{last}">'
        f'<span style="min-width:{max(map(len, labels))}ch" aria-hidden="true">{last}</span>'
        f"{content}</div>"
    )


def headline_html(chart: Chart, *, plays: bool = False) -> str:
    """Return the headline of a card: the finding above the chart's title, or the title alone.

    With `plays` there is an element for the day that a map shows while it plays, and one for the
    finding of that day, which then replaces the finding of the whole period.
    """
    day = '<span class="day of-day"></span>' if plays else ""
    title = f"{escape(chart.title)}{day}{scope_html(chart.scope)}"
    if not chart.finding:
        return f'<div class="headline"><h2>{title}</h2></div>'
    finding = keep_together(chart.finding)
    if plays:
        finding = f'<span class="of-rest">{finding}</span><span class="finding of-day"></span>'
    return f'<div class="headline"><h2>{finding}</h2><p class="drawn">{title}</p></div>'


def missing_boundaries(view: View) -> str:
    """Return why a map is not drawn."""
    words = view.text("The map cannot be shown: the boundary file cannot be read.")
    return f'<div class="empty"><p>{escape(words)}</p></div>'


def _menu(page: SitePage, chart: Chart) -> str:
    """Return the part of the menu that needs no script: the table, the CSV file, the embed code."""
    return card_menu(
        page.view, (_table(page, chart), download_link(page, chart.key), _embed(page, chart))
    )


def _table(page: SitePage, chart: Chart) -> str:
    text = page.view.text
    words = escape(text("Show as table"))
    apart = page.links.table_page(chart.key, page.view.selection, is_long=is_long(chart))
    if apart is not None:
        return f'<a class="download" href="{apart}">{words}</a>'
    table = html(chart.table, text, chart.heading)
    return f'<details class="table"><summary>{words}</summary>{table}</details>'


def _embed(page: SitePage, chart: Chart) -> str:
    """Return the embed code for a page of another site; "" if the chart has no address."""
    text, address = page.view.text, page.links.embed(chart.key, page.view.selection)
    if address is None:
        return ""
    code = embed_code(address, chart.heading, EMBED_HEIGHT)
    return (
        f'<details class="embed"><summary>{escape(text("Embed"))}</summary>'
        f'<textarea readonly rows="3" aria-label="{escape(text("Code for your website"))}">'
        f"{escape(code)}</textarea></details>"
    )


def is_long(chart: Chart) -> bool:
    """Return whether the table of a chart is too long for the page of the chart."""
    return len(chart.table.frame) > MOST_ROWS


def embed_code(address: str, title: str, height: int) -> str:
    """Return the HTML that shows a chart in a page of another site, `height` px high."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height}" style="border:0" loading="lazy"></iframe>'
    )
