"""The position and scale of the outlines of a map on its drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from campaign.charts.geometry.projected_outlines import Inset, ProjectedOutlines
from campaign.render.phone_map import CITY_MIDDLES, COUNTRY_TOP
from campaign.render.region_names import Edges
from campaign.render.size import WIDE_ROOM, Size
from campaign.render.svg.path_data import Point

_AROUND = 1.07  # of the country's size: the room around it in a page
_CITIES, _CITY = 0.27, 0.34  # of the height above the country, and of the width, on a phone
_CITY_TOP = 2.0  # px above them


@dataclass(frozen=True)
class MapSheet:
    """The outlines on the drawing: `step` is px per step, `left` and `top` the upper left corner.

    `room_step` is the px per step that decides which labels have room (see `Size`). `bottom` is the
    lower end of the map, `middle` the height of the country's middle on a phone.
    """

    outlines: ProjectedOutlines
    step: float
    left: float
    top: float
    room_step: float
    bottom: float
    size: Size
    middle: float = 0.0

    def point(self, x: float, y: float) -> Point:
        """Return a point of the outlines in px."""
        return self.left + x * self.step, self.top + y * self.step

    def room(self, steps: float) -> float:
        """Return the px for labels in this number of steps."""
        return steps * self.room_step


def map_sheet(paper: ProjectedOutlines, size: Size, below: float, edges: Edges | None) -> MapSheet:
    """Return the outlines at the whole width, or smaller if the height above `below` is too low.

    Smaller outlines are in the middle of the width, with the same room around them as in Plotly.
    `edges` are those of the country on a phone, where it is below the cities; None for other sizes.
    """
    step = size.width / paper.width
    if size.height is None:
        room_step = size.fit_width / paper.width if size.fit_width else step
        return MapSheet(paper, step, 0, 0, room_step, paper.height * step, size)
    bottom = size.height - below
    if edges is not None:
        return _phone_sheet(paper, size, bottom, edges)
    step = min(step, bottom / paper.height) / _AROUND
    top = (bottom - paper.height * step) / 2
    # In the narrowest column the font size and the height of the legend are the same as here.
    share = WIDE_ROOM / size.width
    room_step = step * (size.height * share - below) / bottom
    left = (size.width - paper.width * step) / 2
    return MapSheet(paper, step, left, top, room_step, bottom, size)


def _phone_sheet(paper: ProjectedOutlines, size: Size, bottom: float, edges: Edges) -> MapSheet:
    left, upper, right, lower = edges
    top = bottom * COUNTRY_TOP
    step = min(size.width / (right - left), (bottom - top) / (lower - upper))
    room_step = size.fit_width / paper.width if size.fit_width else step
    x, middle = size.width / 2 - (left + right) / 2 * step, (top + bottom) / 2
    y = middle - (upper + lower) / 2 * step
    return MapSheet(paper, step, x, y, room_step, bottom, size, middle)


def inset_sheet(sheet: MapSheet, inset: Inset) -> MapSheet:
    """Return the outlines for an enlarged city: in a corner, or above the country on a phone."""
    size, (x, y, width, height) = sheet.size, inset.frame
    if size.height is None:
        return sheet
    share = x / sheet.outlines.width
    if not size.narrow:
        # In the corners of the drawing, if the country does not take its whole width.
        return replace(sheet, left=sheet.left * 2 * share, top=sheet.top * 2 * (share > 0.5))
    most = sheet.bottom * _CITIES / height
    step = min(size.width * _CITY / width, most)
    room_step = min((size.fit_width or size.width) * _CITY / width, most)
    left = CITY_MIDDLES[round(share)] * size.width - (x + width / 2) * step
    top = _CITY_TOP - y * step
    return replace(sheet, step=step, left=left, top=top, room_step=room_step)
