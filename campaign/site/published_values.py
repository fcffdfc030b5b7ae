"""The published values of an edition as a list."""

from __future__ import annotations

from html import escape

import pandas as pd

from campaign.analysis.published_words import qualified_value
from campaign.analysis.reconciliation import INDICATOR_NAMES
from campaign.analysis.view import View
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.site.source_links import source_links


def published_value_items(view: View) -> str:
    """Return every published value of the edition as an HTML list item; "" for none."""
    text = view.text
    return "".join(
        f'<li><span class="when">{escape(_indicator(row, text))}</span>'
        f"<span><b>{escape(qualified_value(row, text))}</b>{NBSP}· "
        f"{source_links(str(row['source']))}</span></li>"
        for _, row in view.edition.published.iterrows()
    )


def published_values(view: View) -> str:
    """Return every published value of the edition with its qualifier and source; "" for none."""
    if view.edition.published.empty:
        return ""
    text = view.text
    title = escape(text("Published figures of the whole campaign"))
    if view.edition.related:
        title = escape(f"{text('Published figures')} · {view.edition.name(text)}")
    return f'<h2>{title}</h2><ul class="events">{published_value_items(view)}</ul>'


def _indicator(row: pd.Series, text: Text) -> str:
    code = str(row["indicator"])
    return text(INDICATOR_NAMES[code]) if code in INDICATOR_NAMES else code
