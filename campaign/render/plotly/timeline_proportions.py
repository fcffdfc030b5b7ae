"""The extents of the panels of a timeline, and the room of its words."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.render.event_labels import GAP
from campaign.render.plotly.calendar import LINE_NAME_GAP
from campaign.theme.style import LANE_MARK

Range = tuple[float, float]

LEFT = 50  # px left of the days
RIGHT = 12  # px right of the days
_PLOT = 530.0  # px of the days in the narrowest column of a page
NARROW_PLOT = 225.0  # px of the days on a phone
_SLIDE_PLOT = 800.0  # px of the days on a slide


@dataclass(frozen=True)
class Proportions:
    """The extents of the panels: shares of the height, from the bottom.

    `words` is the share of the lowest panel that the words of the total take; `apart` are px from
    a line of the calendar to its name, `above` px from a panel to its heading. `plot` are the px
    of the days for which it is decided which words have room. One of `every` so many ticks of the
    lowest panel has words.
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
"""Without event marks, where words of the calendar's lines are above the columns."""
PROJECTOR = Proportions(
    (0.0, 0.245), (0.365, 0.675), (0.775, 0.93), 0.37, LANE_MARK / 2 + GAP, 2, _SLIDE_PLOT, 2
)
"""Less height for larger words: the panels are further apart, and away from the marks.

The names of lines are as high as the marks of milestones there, and left of them.
"""
