"""The outlines of regions for the browser: the campaign's, and a reader's own."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from campaign.charts.geometry.browser_files import (
    BrowserGeometry,
    browser_geometry,
    find_by_token,
)
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.web.cache_headers import NO_CACHE, cache_headers


def geometry(request: Request) -> Response:
    """Return the regions as GeoJSON with the map's ring order, or their hatch lines."""
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if campaign.places.boundaries is None:
        return Response(status_code=404)
    headers = cache_headers(request, campaign.fingerprint)
    return _file_response(_shared_geometry(campaign), request, headers)


async def own_geometry(request: Request) -> Response:
    """Return the same for a reader's own boundaries by their token; caches must not keep it."""
    return _file_response(find_by_token(str(request.path_params["token"])), request, NO_CACHE)


def _file_response(
    geometry: BrowserGeometry | None, request: Request, headers: Mapping[str, str]
) -> Response:
    content = None if geometry is None else geometry.files.get(str(request.path_params["name"]))
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/json", headers=dict(headers))


# By fingerprint: a campaign as the key would keep a replaced register in memory.
_geometry: dict[str, BrowserGeometry] = {}


def _shared_geometry(campaign: Campaign) -> BrowserGeometry:
    assert campaign.places.boundaries is not None
    entry = _geometry.get(campaign.fingerprint)
    if entry is None:
        entry = browser_geometry(campaign.places.boundaries)
        _geometry.clear()
        _geometry[campaign.fingerprint] = entry
    return entry
