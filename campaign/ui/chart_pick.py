"""What a pick on a chart selects."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.ui import state


def apply_pick(view: View, code: str, *, of_region: bool = False) -> None:
    """Apply a point picked on a chart.

    `code` is `oblast=…`, `type=…`, both, `organiser=…`, or `from=…&to=…`. Unknown codes change
    nothing. On the page of a region (`of_region`) another region replaces it.
    """
    query = dict(part.split("=", 1) for part in code.split("&") if "=" in part)
    if "from" in query and "to" in query:
        days = Selection.from_query({"edition": view.selection.edition} | query, view.campaign)
        state.change(lambda selection, _: replace(selection, start=days.start, end=days.end))
        return
    oblast, kind, organiser = query.get("oblast"), query.get("type"), query.get("organiser")
    if oblast is not None and oblast not in view.campaign.places.codes:
        return
    if kind is not None and kind not in view.campaign.type_codes:
        return
    if organiser is not None and organiser not in view.edition.organiser_codes:
        return
    if of_region and oblast is not None and kind is None:
        state.change(lambda selection, _: replace(selection, oblasts=(oblast,)))
        return
    state.change(lambda selection, _: selection.toggle(oblast, kind, organiser))
