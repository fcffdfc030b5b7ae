"""The extents of the panels of a timeline, and the room of its texts."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.render.event_labels import GAP
from campaign.render.plotly.calendar import LINE_NAME_GAP
from campaign.theme.style import LANE_MARK

Range = tuple[float, float]

LEFT = 50  # px left of the days
RIGHT = 12  # px right of the days
_PLOT = 530.0  # px: the width of the days in the narrowest column of a page
NARROW_PLOT = 225.0  # px: the width of the days on a phone
_SLIDE_PLOT = 800.0  # px: the width of the days on a slide


@dataclass(frozen=True)
class Proportions:
    """The extents of the panels: shares of the height, from the bottom.

    `words` is the share of the lowest panel for the label of the total. `apart` is the distance in
    px from a line of the calendar to its name, `above` that from a panel to its heading. `plot` is
    the width of the days in px that decides which labels have room. Every `every`-th tick of the
    lowest panel has a label.
    """

    total: Range
    daily: Range
    lane: Range
    words: float = 0.29
    apart: float = LINE_NAME_GAP
    above: float = 6
    plot: float = _PLOT
    every: int = 1


PAGE = Proportions((0.0, 0.3), (0.4, 0.75), (0.81, 0.9))
UNMARKED = Proportions((0.0, 0.3), (0.43, 0.8), (0.81, 0.9))
"""Without event marks; the names of the calendar's lines are above the columns."""
PROJECTOR = Proportions(
    (0.0, 0.245), (0.365, 0.675), (0.775, 0.93), 0.37, LANE_MARK / 2 + GAP, 2, _SLIDE_PLOT, 2
)
"""For larger text the panels are lower, and further apart from each other and from the marks.

The names of lines are at the height of the marks of milestones, to the left of them.
"""
