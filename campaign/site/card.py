"""A card: a chart with its title, figure, summary, source and data table."""

from __future__ import annotations

from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.site.embed_code import embed_code
from campaign.site.figure import figure, picture_name
from campaign.site.page import Build, SitePage, download_link, link
from campaign.site.title import scope_html

EMBED_HEIGHT = 800
"""Px that a chart takes with its words in a usual column of another site."""
MOST_ROWS = 30
"""Rows of a table that stands below its chart in a public page."""


def card(page: SitePage, build: Build, controls: str = "") -> str:
    """Return the chart that `build` makes of the page's view; `controls` stand under its title."""
    view = page.view
    chart = page.chart(view, build)
    title = headline_html(chart)
    name = picture_name(view, build) if page.becomes_live else ""
    drawing = figure(chart, page.toggle, name)
    if not drawing:
        controls, drawing = "", missing_boundaries(view)
    summary = f'<p class="summary">{escape(chart.sentence)}</p>' if chart.sentence else ""
    return (
        f'<section class="card {chart.key}" data-card="{chart.key}">{title}{controls}{drawing}'
        f"<div>{summary}{source(view, chart, page.links.version())}</div>"
        f"{_table(page, chart)}{_embed(page, chart)}</section>"
    )


def headline_html(chart: Chart, *, plays: bool = False) -> str:
    """Return the headline of a card: the finding with what is drawn below it, or that alone.

    With `plays` there is a place for the day that a map shows while it plays, and one for what is
    found on that day, which then stands in place of the finding.
    """
    day = '<span class="day of-day"></span>' if plays else ""
    title = f"{escape(chart.title)}{day}{scope_html(chart.scope)}"
    if not chart.finding:
        return f"<h2>{title}</h2>"
    finding = escape(chart.finding)
    if plays:
        finding = f'<span class="of-rest">{finding}</span><span class="finding of-day"></span>'
    return f'<h2>{finding}</h2><p class="drawn">{title}</p>'


def missing_boundaries(view: View) -> str:
    """Return why a map is not drawn."""
    words = view.text("The map needs the boundaries, and their file cannot be read.")
    return f'<div class="empty"><p>{escape(words)}</p></div>'


def source(view: View, chart: Chart, version: str | None = None) -> str:
    """Return the line below a chart: the mark of an illustrative register, and the sources.

    `version` is the address where the page stays as it is with this version of the data.
    """
    mark = f'<span class="mark-small">{escape(view.mark)}</span> ' if view.mark else ""
    line = escape(source_line(view, chart))
    if version is not None:
        before, fingerprint, after = line.rpartition(view.campaign.fingerprint)
        line = f"{before}{link(fingerprint, version)}{after}"
    return f'<p class="source">{mark}{line}</p>'


def source_line(view: View, chart: Chart) -> str:
    """Return where the numbers come from, with the fingerprint of the data."""
    return view.text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources="; ".join(chart.sources),
        fingerprint=view.campaign.fingerprint,
    )


def _table(page: SitePage, chart: Chart) -> str:
    text = page.view.text
    words, download = text("Show as table"), download_link(page, chart.key)
    apart = page.links.table_page(chart.key, page.view.selection) if is_long(chart) else None
    if apart is not None:
        table_link = f'<a class="download" href="{apart}">{escape(words)}</a>'
        return f'<div class="tools">{table_link}{download}</div>'
    table = html(chart.table, text, chart.heading)
    return (
        f'<div class="tools"><details class="table"><summary>{escape(words)}'
        f"</summary>{table}</details>{download}</div>"
    )


def _embed(page: SitePage, chart: Chart) -> str:
    """Return the code for a page of another site; "" where the site has no address for it."""
    text, address = page.view.text, page.links.embed(chart.key, page.view.selection)
    if address is None:
        return ""
    code = embed_code(address, chart.heading, EMBED_HEIGHT)
    return (
        f'<details class="embed"><summary>{escape(text("Embed"))}</summary>'
        f'<textarea readonly rows="3" aria-label="{escape(text("Code for a page of your site"))}">'
        f"{escape(code)}</textarea></details>"
    )


def is_long(chart: Chart) -> bool:
    """Return whether the table of a chart has a page of its own, where there are such pages."""
    return len(chart.table.frame) > MOST_ROWS
