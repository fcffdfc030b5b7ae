"""Texts on two campaigns: why they are not compared, and which organizers are new or missing."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.charts.comparison.campaign_words import comparison_absence
from campaign.charts.words.wording import join_sentences
from campaign.domain.text_entries import EntryCounts
from campaign.i18n.translator import Text
from campaign.site.nowrap import keep_together
from campaign.site.page import SitePage, link
from campaign.site.page_layout import boxes
from campaign.site.register_away_notice import unless_away


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
