"""Files of boundaries and hatching for the browser, shared or for one reader only."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import geopandas as gpd

from campaign.charts.geometry.map_hatch import hatch_lines
from campaign.domain.places import feature_collection


@dataclass(frozen=True, eq=False)
class BrowserGeometry:
    """The files of one set of boundaries: `files` is {name: JSON}, `token` is in their address.

    `oblasts.geojson` has the boundaries, `hatch.json` the lines of `hatch_lines` by region.
    """

    files: dict[str, bytes]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))


# Weak references, so that the files of a reader are deleted with that reader's session.
_private: WeakValueDictionary[str, BrowserGeometry] = WeakValueDictionary()


def browser_geometry(shapes: gpd.GeoDataFrame) -> BrowserGeometry:
    """Return the map's files of boundaries (columns `iso_code`, geometry; WGS 84)."""
    lines = {code: asdict(cut) for code, cut in hatch_lines(shapes).items()}
    return BrowserGeometry(
        {"oblasts.geojson": to_json(feature_collection(shapes)), "hatch.json": to_json(lines)}
    )


def register_private(shapes: gpd.GeoDataFrame) -> BrowserGeometry:
    """Return the files of a reader's boundaries; `find_by_token` finds them while referenced."""
    geometry = browser_geometry(shapes)
    _private[geometry.token] = geometry
    return geometry


def find_by_token(token: str) -> BrowserGeometry | None:
    """Return a reader's own boundaries; None for an unknown or expired token."""
    return _private.get(token)


def to_json(value: Any) -> bytes:
    """Return compact JSON."""
    return json.dumps(value, separators=(",", ":")).encode()
