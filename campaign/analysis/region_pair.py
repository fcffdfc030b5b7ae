"""The two regions that are set side by side."""

from __future__ import annotations

from campaign.analysis.view import View

Codes = tuple[str, str]


def region_pair(view: View) -> Codes | None:
    """Return the codes of the two selected regions, or of the highest and the lowest value.

    One selected region is beside the highest of the others; of more than two they are the highest
    and the lowest of the selected. The value is the indicator of the view; ties go to the first in
    the official order. None where fewer than two regions have one.
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
