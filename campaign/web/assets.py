"""Scripts, styles, words and pictures that a program fetches once from an address of ours.

Streamlit sends the inline script and style of a component again with every run; a script of 40 KB
would be larger than all charts of a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from campaign import __version__
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser import ROOT, bundle, player, short_digest
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.exports.link_picture import link_picture
from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import BY_ADDRESS
from campaign.site.style_sheet import whole_style_sheet
from campaign.site.view_cache import SHARED, build_once
from campaign.theme.style import LIGHT
from campaign.web.responses import Content, cache_headers

_PICTURE_HEADERS = {"Cache-Control": "public, max-age=3600"}


def _component(entry: str, settings: Mapping[str, Any]) -> str:
    """Return a script whose default export mounts a component with these settings."""
    settings_json = json.dumps(settings, ensure_ascii=False)
    return f"{bundle(entry)}\nexport default entry.createComponent({settings_json});\n"


def _style(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ASSETS = {
    "style.css": f"{whole_style_sheet()}\n{_style('page/widgets.css')}",
    "player.js": player(),
    "presentation.js": _component(
        "presentation/component.js",
        {"style": _style("presentation/presentation.css")},
    ),
}


@cache
def asset_version(name: str) -> str:
    """Return a short text that changes with the content of an asset."""
    return short_digest(ASSETS[name])


def address(name: str) -> str:
    """Return the path of an asset, with its version."""
    return f"/assets/{name}?v={asset_version(name)}"


def loader(name: str) -> str:
    """Return the inline script of a component, which loads the real one from an asset.

    If data change before the script arrives, only the newest data are mounted.
    """
    return f"""
const script = import(location.origin + "{address(name)}");
export default function mount(component) {{
  const host = component.parentElement;
  const turn = (host.campaignTurn = (host.campaignTurn ?? 0) + 1);
  let undo;
  let gone = false;
  script.then((module) => {{
    if (!gone && host.campaignTurn === turn) undo = module.default(component);
  }});
  return () => {{
    gone = true;
    if (typeof undo === "function") undo();
  }};
}}
"""


ASSETS["live_page.js"] = _component(
    "page/live_page.js", {"pages": list(BY_ADDRESS), "style": address("style.css")}
)


def routes() -> list[BaseRoute]:
    """Return the routes of all addresses below `/assets/` but the icons."""
    return [
        Route("/assets/words/{lang}.json", _streamlit_words),
        Route("/assets/link/{edition}/{lang}.png", _link_picture),
        Route("/assets/{name}", _asset),
    ]


async def _asset(request: Request) -> Response:
    """Return a script or a style."""
    name = str(request.path_params["name"])
    if name not in ASSETS:
        return Response(status_code=404)
    headers = cache_headers(request, asset_version(name))
    return _content(name).respond(request.headers, headers)


@cache
def _content(name: str) -> Content:
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Content(ASSETS[name].encode(), kind)


async def _streamlit_words(request: Request) -> Response:
    """Return Streamlit's own words in one language: {English: translation}."""
    lang = str(request.path_params["lang"])
    if lang not in LANGUAGES:
        return Response(status_code=404)
    text = Text.of(lang)
    headers = cache_headers(request, __version__)
    return JSONResponse({word: text(word) for word in STREAMLIT_WORDS}, headers=headers)


def picture_address(edition: str, lang: str) -> str:
    """Return the path of the picture of a link to a campaign in a language."""
    return f"/assets/link/{edition}/{lang}.png"


def _link_picture(request: Request) -> Response:
    """Return the picture; 404 for an unknown campaign or language, 503 without data.

    It shows only data of the server's files, never a reader's own data.
    """
    edition, lang = request.path_params["edition"], request.path_params["lang"]
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if edition not in campaign.editions or lang not in LANGUAGES:
        return Response(status_code=404)
    view = View(campaign, Selection(edition), Text.of(lang), LIGHT)
    picture = build_once(SHARED.outputs, view, link_picture, "")
    return Content(picture, "image/png", None).respond(request.headers, _PICTURE_HEADERS)
