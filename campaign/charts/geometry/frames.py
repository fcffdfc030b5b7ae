"""The parts of the map, each with its own extent: the country, and each city enlarged."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from campaign.domain.places import Places
from campaign.theme.style import INSETS

PARALLELS = (39.5, 43.0)
"""Standard parallels of the equal-area conic projection, in degrees, for screen and paper."""

_COUNTRY_MARGIN, _CITY_MARGIN, _CITY_FOOT = 0.015, 0.12, 0.3
"""Margins around a part, and below a city for its name, as shares of the part's extent."""


@dataclass(frozen=True)
class MapFrame:
    """A part of the map: the regions it labels, its position, its extent.

    `x` and `y` are shares of the map's width and height, from the left and from below; `lon` and
    `lat` are its extent in degrees.
    """

    codes: tuple[str, ...]
    x: tuple[float, float]
    y: tuple[float, float]
    lon: tuple[float, float]
    lat: tuple[float, float]
    is_inset: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the centre."""
        return sum(self.lon) / 2, sum(self.lat) / 2


# Weak references, so that the frames of a reader's own boundaries are deleted with the session.
_cache: WeakKeyDictionary[Places, tuple[MapFrame, ...]] = WeakKeyDictionary()


def map_frames(places: Places) -> tuple[MapFrame, ...]:
    """Return the country, and an inset for each city in a corner that the country leaves empty.

    Computed once for each `Places`. Raises ValueError without boundaries.
    """
    if places not in _cache:
        _cache[places] = _build_frames(places)
    return _cache[places]


def _build_frames(places: Places) -> tuple[MapFrame, ...]:
    if places.boundaries is None:
        raise ValueError("the boundaries are not known")
    shapes = places.boundaries.set_index("iso_code").geometry
    cities = [code for code in places.codes if places.table.at[code, "kind"] == "city"]
    west, south, east, north = _widen(shapes.total_bounds, _COUNTRY_MARGIN)
    oblasts = tuple(code for code in places.codes if code not in cities)
    frames = [MapFrame(oblasts, (0.0, 1.0), (0.0, 1.0), (west, east), (south, north))]
    for code, (x, y) in zip(cities, INSETS, strict=False):
        west, south, east, north = _widen(shapes[code].bounds, _CITY_MARGIN, _CITY_FOOT)
        frames.append(MapFrame((code,), x, y, (west, east), (south, north), is_inset=True))
    return tuple(frames)


def _widen(
    bounds: tuple[float, float, float, float], margin: float, foot: float = 0.0
) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, bounds)
    dx, dy = (east - west) * margin, (north - south) * margin
    return west - dx, south - dy - (north - south) * foot, east + dx, north + dy
