"""Where the figures on a page come from."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from campaign.pictures.picture import Picture
from campaign.view import View


def sources_of(view: View, mapped: Picture | None) -> tuple[str, ...]:
    """Where the figures on the page come from, beside the register."""
    text, edition = view.text, view.edition
    found = list(mapped.sources) if mapped else []
    if view.has_register and edition.residents is not None:
        found.append(
            text(
                "residents: estimates for {year:raw}, rounded (geo/population.csv)",
                year=edition.residents.year,
            )
        )
    for name, rows in (
        (text("Published figures"), edition.published),
        (text("Milestones"), edition.milestones),
    ):
        sites = hosts(rows["source"])
        if sites:
            found.append(f"{name}: {', '.join(sites)}")
    return tuple(found)


def hosts(sources: pd.Series) -> list[str]:
    """The sites of cells with addresses parted by semicolons, each once."""
    addresses = [part.strip() for cell in sources.astype(str) for part in cell.split(";")]
    named = [urlsplit(address).hostname or "" for address in addresses]
    return list(dict.fromkeys(host.removeprefix("www.") for host in named if host))
