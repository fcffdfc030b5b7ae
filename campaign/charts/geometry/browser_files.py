"""Boundaries and hatching as the browser fetches them, shared or for one reader only."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import geopandas as gpd

from campaign.charts.geometry.hatch import hatch_lines
from campaign.domain.places import feature_collection

FILES = ("oblasts.geojson", "hatch.json")


@dataclass(frozen=True, eq=False)
class BrowserGeometry:
    """The files of one set of boundaries: {name: JSON}; `token` is their address."""

    files: dict[str, bytes]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))


# Held weakly: what a reader brought is gone as soon as that reader's session is.
_private: WeakValueDictionary[str, BrowserGeometry] = WeakValueDictionary()


def browser_geometry(shapes: gpd.GeoDataFrame) -> BrowserGeometry:
    """The boundaries (columns `iso_code`, geometry; WGS 84) as the map wants them."""
    lines = {code: asdict(cut) for code, cut in hatch_lines(shapes).items()}
    return BrowserGeometry(
        {"oblasts.geojson": to_json(feature_collection(shapes)), "hatch.json": to_json(lines)}
    )


def private(shapes: gpd.GeoDataFrame) -> BrowserGeometry:
    """The same, to be fetched by its token for as long as someone holds on to it."""
    made = browser_geometry(shapes)
    _private[made.token] = made
    return made


def by_token(token: str) -> BrowserGeometry | None:
    """A reader's own boundaries; None for an unknown or forgotten token."""
    return _private.get(token)


def to_json(value: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(value, separators=(",", ":")).encode()
