"""What the overview has beside its charts: the KPIs as tiles, and what stands out."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.kpi_words import Kpi, basis, kpi_words
from campaign.analysis.published_words import whole_campaign
from campaign.analysis.view import View
from campaign.charts.insight_words import insight_sentence
from campaign.charts.words.page_answers import overview_insights, overview_points
from campaign.i18n.translator import N_
from campaign.site.elements import keep_together
from campaign.site.page import SitePage, link


def tiles(view: View) -> str:
    """Return the answers of the overview and five KPIs of the selection.

    On a phone the answers are below the tiles. With a filter, the published values, which are for
    the whole campaign, are below the tiles too.
    """
    lines = [basis(view), whole_campaign(view)] if view.selection.filtered else []
    notes = "".join(f'<p class="source">{escape(line)}</p>' for line in lines if line)
    points = "".join(f"<li>{keep_together(point)}</li>" for point in overview_points(view))
    answers = f'<ul class="answers">{points}</ul>' if points else ""
    return f'<div class="key-numbers">{answers}{tile_list(kpi_words(view))}</div>{notes}'


def tile_list(kpis: Iterable[Kpi], *, of_region: bool = False) -> str:
    """Return KPIs as a row of tiles; those of one region have other widths."""
    kind = "tiles of-region" if of_region else "tiles"
    return f'<dl class="{kind}">{"".join(map(_tile, kpis))}</dl>'


def _tile(kpi: Kpi) -> str:
    notes = "".join(
        f'<span class="tile-note">{escape(words)}</span>'
        for words in (kpi.reference, kpi.note)
        if words
    )
    # A state is text, which is too long for the font size of numbers.
    is_state = not any(letter.isdigit() for letter in kpi.value)
    kind = "tile of-state" if is_state else "tile"
    return (
        f'<div class="{kind}" data-number="{kpi.code}"><dt>{escape(kpi.label)}</dt>'
        f'<dd><span class="tile-value">{escape(kpi.value)}</span>{notes}</dd></div>'
    )


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
