"""The pictures of links, for programs that show a link with a picture: one a campaign and language.

They show only data of the server's files, never a reader's own data.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.exports.link_picture import link_picture
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.view_cache import SHARED, build_once
from campaign.theme.style import LIGHT
from campaign.web.responses import Content

_HEADERS = {"Cache-Control": "public, max-age=3600"}


def routes() -> list[BaseRoute]:
    """Return the route of the pictures."""
    return [Route("/assets/link/{edition}/{lang}.png", _answer)]


def address(edition: str, lang: str) -> str:
    """Return the path of the picture of a campaign in a language."""
    return f"/assets/link/{edition}/{lang}.png"


def _answer(request: Request) -> Response:
    """Return the picture; 404 for an unknown campaign or language, 503 without data."""
    edition, lang = request.path_params["edition"], request.path_params["lang"]
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if edition not in campaign.editions or lang not in LANGUAGES:
        return Response(status_code=404)
    view = View(campaign, Selection(edition), Text.of(lang), LIGHT)
    picture = build_once(SHARED.outputs, view, link_picture, "")
    return Content(picture, "image/png", None).respond(request.headers, _HEADERS)
