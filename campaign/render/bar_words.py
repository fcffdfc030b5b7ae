"""Where the words of a bar stand: beside it, or inside its end."""

from __future__ import annotations

from campaign.charts.body import Bars, Datum

_LONG = 0.3  # of the longest bar: there is room for the words inside


def is_inside(body: Bars, datum: Datum) -> bool:
    """Return whether the words are inside the bar: a broken line would cross them beside it."""
    has_line = body.beside_map or body.reference is not None
    return has_line and datum.value > _LONG * body.end
