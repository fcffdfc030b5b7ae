"""The two regions that a page compares."""

from __future__ import annotations

from campaign.analysis.view import View

Codes = tuple[str, str]


def region_pair(view: View) -> Codes | None:
    """Return the codes of the two selected regions, or of those with the highest and lowest value.

    If one region is selected, the second one is the highest of the others. If more than two are
    selected, they are the highest and the lowest of these. The value is the indicator of the view;
    of equal values the first in the official order is used. None if fewer than two regions have a
    value.
    """
    selected = list(view.selection.oblasts)
    if len(selected) == 2:
        return selected[0], selected[1]
    values = view.units["value"].dropna()
    if len(selected) == 1:
        others = values.drop(selected, errors="ignore")
        return None if others.empty else (selected[0], str(others.idxmax()))
    if selected:
        values = values[values.index.isin(selected)]
    if len(values) < 2:
        return None
    highest = str(values.idxmax())
    lowest = str(values.drop(highest).idxmin())
    return highest, lowest
