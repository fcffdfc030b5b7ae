"""The two regions that are set side by side."""

from __future__ import annotations

from campaign.analysis.view import View

Codes = tuple[str, str]


def region_pair(view: View) -> Codes | None:
    """Return the codes of the two selected regions, or of the highest and the lowest value.

    The value is the indicator of the view; ties go to the first in the official order. None where
    fewer than two regions have one.
    """
    if len(view.selection.oblasts) == 2:
        first, second = view.selection.oblasts
        return first, second
    values = view.units["value"].dropna()
    if len(values) < 2:
        return None
    highest = str(values.idxmax())
    lowest = str(values.drop(highest).idxmin())
    return highest, lowest
