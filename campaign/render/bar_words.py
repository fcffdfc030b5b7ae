"""The position of the value label of a bar: beside the bar, or inside its end."""

from __future__ import annotations

from campaign.charts.body import Bars, Datum

_LONG = 0.3  # share of the longest bar: a longer bar has room for the label inside


def is_inside(body: Bars, datum: Datum) -> bool:
    """Return whether the label is inside the bar, because a dashed line would cross it outside."""
    has_line = body.beside_map or body.reference is not None
    return has_line and datum.value > _LONG * body.end
