"""Two regions side by side: their heading, and a table of all indicators."""

from __future__ import annotations

from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts.comparison.two_regions import TwoRegions, indicator_table
from campaign.charts.words.wording import join_sentences


def region_pair(view: View, *, has_filters: bool = True) -> str:
    """Return the names of the two regions, how to select others, and their indicators.

    For a page without filters (`has_filters`) the text only names the regions.
    """
    text, regions = view.text, TwoRegions.of(view)
    title = escape(text("Two regions side by side"))
    advice = ""
    if has_filters and regions is not None and len(view.selection.oblasts) != 2:
        advice = text("To compare others, select two regions in the filter “Regions”.")
    words = join_sentences(_hint(view, regions), advice)
    hint = f'<p class="source">{escape(words)}</p>'
    if regions is None:
        return f"<h2>{title}</h2>{hint}"
    heading = escape(text("{first} and {second}", first=regions.names[0], second=regions.names[1]))
    table = html(indicator_table(view), text, text("Two regions side by side"), stacked=True)
    return f'<div class="pair"><h2>{title}: {heading}</h2>{hint}{table}</div>'


def _hint(view: View, regions: TwoRegions | None) -> str:
    if len(view.selection.oblasts) == 2:
        return view.text("The two selected regions are shown.")
    if regions is None:
        return view.text("Fewer than two regions have values to compare.")
    if len(view.selection.oblasts) == 1:
        return view.text(
            "The selected region is shown beside the other region with the highest value."
        )
    if view.selection.oblasts:
        return view.text("The selected regions with the highest and the lowest value are shown.")
    return view.text("The regions with the highest and the lowest value are shown.")
