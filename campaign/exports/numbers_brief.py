"""The headline numbers of a page, each beside the published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.exports.headline import Number, numbers
from campaign.exports.sources_brief import hosts
from campaign.tables import STATES
from campaign.text import N_
from campaign.view import View

PUBLISHED: Mapping[str, str] = {
    "reached": N_("People reached"),
    "activities": N_("Activities"),
    "oblasts": N_("Oblasts"),
    "closing_conference_participants": N_("Participants of the closing conference"),
    "youth_leaders": N_("Youth leaders who took part"),
    "youth_organisations": N_("Youth organisations that took part"),
}
QUALIFIED: Mapping[str, str] = {
    "exact": "{value}",
    "more_than": N_("more than {value}"),
    "about": N_("about {value}"),
}
"""Published figures by their indicator, and by their qualifier."""


def numbers_of(view: View) -> list[dict[str, str]]:
    """The headline numbers; without an activity nothing was left unreported either.

    One place has its rank where the country has the number of places.
    """
    text = view.text
    found = []
    for number in numbers(view):
        if number.code == "units" and len(view.selection.oblasts) == 1:
            number = _rank(view, number)
        elif view.is_empty and number.code not in ("activities", "units"):
            number = replace(number, value=text("no activity"), note="")
        found.append(
            {
                "code": number.code,
                "label": number.label,
                "value": number.value,
                "published": number.published,
                "note": number.note,
            }
        )
    return found


def published_of(view: View) -> list[dict[str, str]]:
    """What was published of a campaign without a register; of no place but the country."""
    text, found = view.text, []
    for row in view.edition.published.to_dict("records") if not view.selection.oblasts else []:
        name, value = PUBLISHED.get(str(row["indicator"])), float(row["value"])
        if name is None:
            continue
        found.append(
            {
                "code": str(row["indicator"]),
                "label": text(name),
                "value": text(QUALIFIED[str(row["qualifier"])], value=value),
                "published": text("Published figures"),
                "note": ", ".join(hosts(pd.Series([row["source"]]))),
            }
        )
    return found


def _rank(view: View, units: Number) -> Number:
    text, code = view.text, view.selection.oblasts[0]
    rank, part = float(view.units["rank"][code]), float(view.units["share"][code])
    share = ""
    if part == part:
        share = text("Share of the total: {share}", share=text.percent(part, 1))
    value = text(STATES.get(str(view.units["state"][code]), ""))
    if rank == rank:
        ranked = int(view.units["rank"].notna().sum())
        value = text("{n} of {total}", n=int(rank), total=ranked)
    return replace(
        units,
        label=text("Rank by “{measure}”", measure=text(view.measure.name)),
        value=value,
        published=text("not published"),
        note=share,
    )
