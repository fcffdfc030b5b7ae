"""The KPIs of a page, each with its comparison."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.reconciliation import INDICATOR_NAMES, qualified_value
from campaign.analysis.view import View
from campaign.domain.source_sites import sites


def kpi_rows(view: View) -> list[dict[str, str]]:
    """Return the KPIs as text; in a view without activities most values are "no activity"."""
    tiles = []
    for kpi in kpi_words(view):
        if view.is_empty and kpi.code not in ("activities", "units"):
            kpi = replace(kpi, value=view.text("no activity"), note="")
        tiles.append(
            {
                "code": kpi.code,
                "label": kpi.label,
                "value": kpi.value,
                "reference": kpi.reference,
                "note": kpi.note,
            }
        )
    return tiles


def published_rows(view: View) -> list[dict[str, str]]:
    """Return the published figures of a campaign without a register; [] for a filtered view."""
    if view.selection.filtered:
        return []
    text = view.text
    return [
        {
            "code": str(row["indicator"]),
            "label": text(INDICATOR_NAMES[str(row["indicator"])]),
            "value": qualified_value(row, text),
            "reference": text("Published figures"),
            "note": ", ".join(sites([row["source"]])),
        }
        for _, row in view.edition.published.iterrows()
        if row["indicator"] in INDICATOR_NAMES
    ]
