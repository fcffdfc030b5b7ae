"""The headline numbers of a page, and beside each what it is compared with."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.headline_numbers import numbers
from campaign.analysis.published_words import qualified_value
from campaign.analysis.reconciliation import INDICATOR_NAMES
from campaign.analysis.view import View
from campaign.domain.source_sites import sites


def numbers_of(view: View) -> list[dict[str, str]]:
    """Return the headline numbers; without an activity nothing was left unreported either."""
    tiles = []
    for number in numbers(view):
        if view.is_empty and number.code not in ("activities", "units"):
            number = replace(number, value=view.text("no activity"), note="")
        tiles.append(
            {
                "code": number.code,
                "label": number.label,
                "value": number.value,
                "reference": number.reference,
                "note": number.note,
            }
        )
    return tiles


def published_rows(view: View) -> list[dict[str, str]]:
    """Return what was published of a campaign without a register; nothing of a selection."""
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
