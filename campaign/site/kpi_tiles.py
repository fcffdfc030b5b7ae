"""The key indicators as tiles, with the published values beside them or below."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.analysis.headline_numbers import Kpi, basis, numbers, whole_campaign
from campaign.analysis.view import View


def tiles(view: View) -> str:
    """Return five key indicators of the selection.

    With a filter, the published values, which are of the whole campaign, stand below the tiles.
    """
    lines = [basis(view), whole_campaign(view)] if view.selection.filtered else []
    notes = "".join(f'<p class="source">{escape(line)}</p>' for line in lines if line)
    return f"{tile_list(numbers(view))}{notes}"


def tile_list(kpis: Iterable[Kpi]) -> str:
    """Return key figures as a row of tiles."""
    return f'<dl class="tiles">{"".join(map(_tile, kpis))}</dl>'


def _tile(kpi: Kpi) -> str:
    notes = "".join(
        f'<span class="tile-note">{escape(words)}</span>'
        for words in (kpi.reference, kpi.note)
        if words
    )
    return (
        f'<div class="tile" data-number="{kpi.code}"><dt>{escape(kpi.label)}</dt>'
        f'<dd><span class="tile-value">{escape(kpi.value)}</span>{notes}</dd></div>'
    )
