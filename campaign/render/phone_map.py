"""The position of the country on a phone's map, with the names beside it."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts.body import Choropleth
from campaign.charts.geometry.frames import MapFrame, map_frames
from campaign.charts.geometry.projected_outlines import COARSE, outlines
from campaign.render.region_names import Edges, region_names

COUNTRY_TOP = 0.28
"""The upper edge of the country, below the cities, as a share of the map's height."""

CITY_MIDDLES = (0.25, 0.75)
"""The middle of each city above the country, as a share of the map's width."""

_QUARTERS = 4  # parts of the range of longitudes; Plotly projects the points between them


def country_frame(body: Choropleth) -> MapFrame:
    """Return the frame of the country, with limits that leave room for the names beside it."""
    frame, *_ = map_frames(body.places)
    corners = [
        corner
        for left, top, right, bottom in (name.edges for name in region_names(body).values())
        for corner in ((left, top), (right, bottom))
    ]
    if not corners:
        return frame
    grid = outlines(body.places, COARSE).grid
    points = [*zip(frame.lon, frame.lat, strict=True), *grid.to_degrees(corners)]
    lon, lat = ((min(values), max(values)) for values in zip(*points, strict=True))
    return replace(frame, lon=lon, lat=lat)


def country_edges(body: Choropleth) -> Edges:
    """Return the edges of the projected limits, in steps of the outlines.

    As in Plotly, their middle is the middle of the limits in degrees.
    """
    frame = country_frame(body)
    (west, east), quarter = frame.lon, (frame.lon[1] - frame.lon[0]) / _QUARTERS
    lon = [west + quarter * number for number in range(_QUARTERS)] + [east]
    places = [(degrees, lat) for degrees in lon for lat in frame.lat]
    *points, middle = outlines(body.places, COARSE).grid.from_degrees([*places, frame.middle])
    x, y = zip(*points, strict=True)
    half = (max(y) - min(y)) / 2
    return min(x), middle[1] - half, max(x), middle[1] + half
