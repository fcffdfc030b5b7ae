"""Published values in words, with their qualifiers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.analysis.reconciliation import INDICATOR_NAMES
from campaign.analysis.view import View
from campaign.domain.source_sites import sites
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import N_, Text

KPI_INDICATORS = ("reached", "activities", "oblasts", "youth_share")
"""The indicators whose published value is shown with a KPI."""


QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}


QUALIFIED_SHARE: Mapping[str, str] = {
    "exact": "{share:%0}",
    "more_than": N_("more than {share:%0}"),
    "about": N_("about {share:%0}"),
}


def whole_campaign(view: View) -> str:
    """Return the published values of `KPI_INDICATORS` on one line; "" without any."""
    text = view.text
    rows = [view.edition.published_row(indicator) for indicator in KPI_INDICATORS]
    published_rows = [row for row in rows if row is not None]
    if not published_rows:
        return ""
    parts = []
    for row in published_rows:
        name = text(INDICATOR_NAMES[str(row["indicator"])])
        parts.append(f"{uncapitalize(name)}: {qualified_value(row, text)}")
    values = "; ".join(parts)
    sources = ", ".join(sites(row["source"] for row in published_rows))
    if view.edition.related:
        # Other work against trafficking has a name of its own.
        return text(
            "{name}, as published – {figures}. Source: {sources}.",
            name=view.edition.name(text),
            figures=values,
            sources=sources,
        )
    return text(
        "Whole campaign, as published – {figures}. Source: {sources}.",
        figures=values,
        sources=sources,
    )


def published_text(view: View, indicator: str) -> str:
    """Return a published value, as “published: more than 10,000”, or that there is none."""
    row, text = view.edition.published_row(indicator), view.text
    if row is None:
        return text("not published")
    if indicator == "oblasts":
        return text("published: all oblasts ({n})", n=int(row["value"]))
    return text("published: {value}", value=qualified_value(row, text))


def qualified_value(row: pd.Series, text: Text) -> str:
    """Return a published value with its qualifier and without the word “published”."""
    value = float(row["value"])
    if row["indicator"] == "youth_share":
        return text(QUALIFIED_SHARE[str(row["qualifier"])], share=value / 100)
    return text(QUALIFIED[str(row["qualifier"])], value=value)
