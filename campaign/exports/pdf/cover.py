"""The page of contents of a brief with several pages, as data for `brief.typ`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.analysis.provenance import Provenance
from campaign.analysis.view import View


def cover_of(view: View, pages: Sequence[Mapping[str, Any]], about: Provenance) -> dict[str, Any]:
    """Return the page of contents, with people reached and activities of every page."""
    text = view.text
    rows = []
    for page in pages:
        values = {number["code"]: number["value"] for number in page["numbers"]}
        if view.has_register:
            rows.append([values["reach"], values["activities"]])
    return {
        "edition": view.edition.name(text),
        "subject": text("By region"),
        "filters": about.filters,
        "disclaimer": about.disclaimer,
        "heads": [text("People reached"), text("Activities"), text("Page")] if rows else [],
        "rows": rows,
        "boundaries": about.boundaries,
        "stamp": about.stamp,
    }
