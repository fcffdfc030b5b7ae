"""What stands out in a selection, as a list of links to the views that show it."""

from __future__ import annotations

from html import escape

from campaign.charts.insight_words import insight_sentence
from campaign.charts.words.overview_answers import overview_insights
from campaign.i18n.translator import N_
from campaign.site.page import SitePage, link

TITLE = N_("What stands out")


def insights(page: SitePage) -> str:
    """Return the insights of the page's view that are not among its answers; "" without any.

    Where the view of an insight is not published, the link opens the same page with the current
    selection.
    """
    view = page.view
    items = []
    for insight in overview_insights(view):
        address = page.links.page(insight.page, insight.selection)
        address = address or page.links.page(insight.page, view.selection)
        items.append(f"<li>{link(insight_sentence(insight, view), address)}</li>")
    if not items:
        return ""
    title = escape(view.text(TITLE))
    return (
        f'<section class="card insights"><h2>{title}</h2>'
        f'<nav aria-label="{title}"><ol>{"".join(items)}</ol></nav></section>'
    )
