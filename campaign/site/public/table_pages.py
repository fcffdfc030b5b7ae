"""The tables of charts as the contents of pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from campaign.analysis.data_table import html
from campaign.charts.chart import Chart
from campaign.site.card_foot import card_foot, card_menu
from campaign.site.page import SitePage, download_link
from campaign.site.page_list import PAGES
from campaign.site.title import tab_title


def table_card(page: SitePage, chart: Chart) -> str:
    """Return the table of a chart with the sentence and the source of the chart."""
    view = page.view
    menu = _download_menu(page, chart)
    about = page.links.page("about", view.selection)
    foot = card_foot(view, chart, menu, about, page.links.version())
    return (
        f"<div><h1>{escape(chart.heading)}</h1>"
        f'<p class="lead">{escape(view.filters)}</p></div>'
        f'<section class="card"><div><p class="summary">{escape(chart.statement)}</p>'
        f"{foot}</div>{html(chart.table, view.text, chart.heading)}</section>"
        f"{page_link(page)}"
    )


def table_cards(page: SitePage, charts: Sequence[Chart]) -> str:
    """Return the tables of a page, each with its source; its id is the key of its chart."""
    view = page.view
    about = page.links.page("about", view.selection)
    heading = tab_title(view, page.stem)
    cards = "".join(
        f'<section class="card" id="{chart.key}">'
        f'<div class="headline"><h2>{escape(chart.heading)}</h2></div>'
        f"{html(chart.table, view.text, chart.heading)}<div>"
        f"{card_foot(view, chart, _download_menu(page, chart), about, page.links.version())}"
        "</div></section>"
        for chart in charts
    )
    return (
        f'<div><h1>{escape(heading)}</h1><p class="lead">{escape(view.filters)}</p></div>{cards}'
        f"{page_link(page)}"
    )


def _download_menu(page: SitePage, chart: Chart) -> str:
    return card_menu(page.view, (download_link(page, chart.key),))


def page_link(page: SitePage) -> str:
    """Return the link from tables to the page of their charts."""
    words = PAGES[page.stem].label(page.view.text)
    return f'<p class="action">{page.anchor(words, page.view.selection)}</p>'
