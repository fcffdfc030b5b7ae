"""The KPIs as tiles, with the published values beside them or below."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.kpi_words import Kpi, basis, kpi_words
from campaign.analysis.published_words import whole_campaign
from campaign.analysis.view import View
from campaign.charts.words.page_answers import overview_points
from campaign.site.nowrap import keep_together


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
