"""Texts of the page “Compare”: two campaigns, and two regions side by side."""

from __future__ import annotations

from html import escape

from campaign.analysis.data_table import html
from campaign.analysis.view import View
from campaign.charts.by_campaign import comparison_absence
from campaign.charts.two_regions import TwoRegions, indicator_table
from campaign.charts.wording import join_sentences
from campaign.domain.text_entries import EntryCounts
from campaign.i18n.translator import Text
from campaign.site.elements import boxes, keep_together
from campaign.site.notices import unless_away
from campaign.site.page import SitePage, link


def absence_notice(page: SitePage) -> str:
    """Return a card that says why the campaigns are not compared; "" if they are.

    If the page “Upload” is published, the card also advises what to upload or select.
    """
    view, text = page.view, page.view.text
    words, address = comparison_absence(view), page.links.page("data", view.selection)
    if not words:
        return ""
    advice = uploads = ""
    if address is not None:
        advice = text("Upload the register of another year to compare the two campaigns.")
        if view.other is not None:
            advice = text("Select another campaign, or upload another register.")
        uploads = f"<p>{link(text('Upload and check data'), address)}</p>"
    sentences = keep_together(join_sentences(words, advice))
    title = escape(text("Two campaigns"))
    return boxes(f'<h2>{title}</h2><div class="empty"><p>{sentences}</p>{uploads}</div>')


@unless_away
def organiser_changes(view: View) -> str:
    """Return the organizers of only one campaign; "" if the campaigns are not compared."""
    if comparison_absence(view) or view.other is None:
        return ""
    text, sides = view.text, (view, view.other)
    names = [_organisers(side) for side in sides]
    lists = [
        _names(
            text("Only in {campaign}", campaign=text.quote(side.edition.title(text))),
            [name for code, name in own.items() if code not in others],
            text,
        )
        for side, own, others in zip(sides, names, reversed(names), strict=True)
    ]
    common = len(names[0].keys() & names[1].keys())
    line = text.n("{n} organizer in both campaigns", "{n} organizers in both campaigns", common)
    return (
        f"<h2>{escape(text('Organizers of both campaigns'))}</h2>"
        f'<p class="summary">{keep_together(line)}.</p>{"".join(lists)}'
    )


def _organisers(view: View) -> dict[str, str]:
    """Return the organizers of the selected activities of all days by code, with their names."""
    register = view.edition.register
    assert register is not None
    where = view.selection.row_filter(dates=False)
    groups = register.text_groups(("organiser",), where)
    # On a server there may be organizers that are newer than `edition.organisers`.
    entries = EntryCounts.of_distinct(groups["organiser"], groups["activities"])
    words = view.edition.translations.get(view.text.lang, {})
    return {code: entries.name(code, words) for code in entries.spellings}


def _names(title: str, names: list[str], text: Text) -> str:
    count = f"{title}: {text.number(len(names))}"
    listing = text.list(sorted(names, key=text.sort_key))
    return f"<h3>{escape(count)}</h3><p>{escape(listing)}</p>"


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
