"""What the overview has beside its charts: its answers and the KPIs as tiles, what stands out."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.kpi_words import Kpi, basis, kpi_words
from campaign.analysis.reconciliation import whole_campaign
from campaign.charts.page_answers import (
    Answer,
    insight_sentence,
    overview_answers,
    overview_insights,
)
from campaign.i18n.translator import N_
from campaign.site.elements import keep_together
from campaign.site.page import SitePage, link


def tiles(page: SitePage) -> str:
    """Return the answers of the overview as tiles that lead to their pages.

    The KPIs of the selection with the published values are behind a button below them.
    """
    view = page.view
    answers = "".join(_answer(answer, page) for answer in overview_answers(view))
    lines = [basis(view), whole_campaign(view)] if view.selection.filtered else []
    notes = "".join(f'<p class="source">{escape(line)}</p>' for line in lines if line)
    sign = '<span class="i" aria-hidden="true">i</span>'
    opener = f"<summary>{sign}{escape(view.text('All key indicators'))}</summary>"
    figures = f'<details class="key-figures">{opener}{tile_list(kpi_words(view))}{notes}</details>'
    return f'<div class="answers">{answers}</div>{figures}'


def _answer(answer: Answer, page: SitePage) -> str:
    """Return an answer as one sentence: a link where its page is published."""
    context = (
        answer.context
        and f'<span class="sr-only"> – </span><small>{keep_together(answer.context)}</small>'
    )
    words = (
        f'<span class="label">{keep_together(answer.label)}</span><span class="sr-only">: </span>'
        f"<b>{keep_together(answer.value)}</b>{context}"
    )
    words += '<span class="sr-only">. </span>'
    address = page.links.page(answer.page, answer.selection)
    attributes = f'class="answer-tile" data-answer="{answer.code}"'
    if address is None:
        return f"<p {attributes}>{words}</p>"
    return f'<a href="{escape(address)}" {attributes}>{words}</a>'


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
