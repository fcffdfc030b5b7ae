"""The name of the campaign in the header, and what opens menu and filters on a phone."""

from __future__ import annotations

from html import escape

from campaign.analysis.view import View
from campaign.i18n.translator import Text


def brand(text: Text, count: str = "") -> str:
    """Return the name between the buttons of menu and filters, which a wide screen does not show.

    `count` is how many filters are in force; "" where `count_rule` says it.

    A style sheet shows what they open (`:has(.opens-menu[open])`), so they need no script.
    """
    return (
        f"{_opener('menu', '☰', text('Menu'))}"
        f'<div class="brand"><span class="brand-name">'
        f"{escape(text('100 Days Against Human Trafficking'))}</span>"
        f'<span class="brand-place">{escape(text("Kyrgyzstan"))}</span></div>'
        f"{_opener('filters', '', text('Filters'), count)}"
    )


def count_rule(view: View) -> str:
    """Return the style rule that writes how many filters are in force beside their button.

    It is no part of the button's HTML: that would come anew, and closed, with every filter.
    """
    return f'.opens-filters .filter-count::after{{content:"{filter_count(view)}"}}'


def filter_count(view: View) -> str:
    """Return how many filters are in force; "" for none."""
    selection = view.selection
    count = len(selection.oblasts) + len(selection.types) + len(selection.organisers)
    count += int(bool(selection.start or selection.end))
    return str(count) if count else ""


def _opener(name: str, sign: str, words: str, count: str = "") -> str:
    return (
        f'<details class="opener opens-{name}"><summary><span class="sign" aria-hidden="true">'
        f'{sign}</span><span class="sr-only">{escape(words)}</span>'
        f'<span class="filter-count">{count}</span></summary></details>'
    )
