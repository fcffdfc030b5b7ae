"""The headline numbers of a page, each beside the published figure."""

from __future__ import annotations

from dataclasses import replace

from campaign.headline import Number, numbers, qualified
from campaign.reconcile import INDICATORS
from campaign.sites import sites
from campaign.tables import STATES
from campaign.view import View


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
    if view.selection.oblasts:
        return []
    text = view.text
    return [
        {
            "code": str(row["indicator"]),
            "label": text(INDICATORS[str(row["indicator"])]),
            "value": qualified(row, text),
            "published": text("Published figures"),
            "note": ", ".join(sites([row["source"]])),
        }
        for _, row in view.edition.published.iterrows()
        if row["indicator"] in INDICATORS
    ]


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
