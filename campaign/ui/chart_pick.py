"""What a pick on a chart selects."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from campaign.analysis.selection import parse_query
from campaign.analysis.view import View
from campaign.ui import state


def apply_pick(view: View, code: str, *, of_region: bool = False) -> None:
    """Apply a point picked on a chart.

    `code` is `oblast=…`, `type=…`, both, `organiser=…`, or `from=…&to=…`. Unknown codes change
    nothing. On the page of a region (`of_region`) another region replaces it.
    """
    query = dict(parse_qsl(code))
    picked, issues = parse_query({**query, "edition": view.selection.edition}, view.campaign)
    if any(not issue.minor for issue in issues):
        return
    oblast, kind, organiser = (
        next(iter(c), None) for c in (picked.oblasts, picked.types, picked.organisers)
    )
    if "from" in query:
        state.change(lambda selection, _: replace(selection, start=picked.start, end=picked.end))
    elif of_region and oblast is not None and kind is None:
        state.change(lambda selection, _: replace(selection, oblasts=(oblast,)))
    else:
        state.change(lambda selection, _: selection.toggle(oblast, kind, organiser))
