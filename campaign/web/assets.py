"""Scripts and styles that the browser fetches once from an address of ours.

Streamlit sends the inline script and style of a component again with every run; a script of 40 KB
would be larger than all charts of a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from campaign.browser import ROOT, bundle, player, short_digest
from campaign.site.page_list import BY_ADDRESS
from campaign.site.style_sheet import whole_style_sheet


def _component(entry: str, settings: Mapping[str, Any]) -> str:
    """Return a script whose default export mounts a component with these settings."""
    settings_json = json.dumps(settings, ensure_ascii=False)
    return f"{bundle(entry)}\nexport default entry.createComponent({settings_json});\n"


def _style(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ASSETS = {
    "style.css": f"{whole_style_sheet()}\n{_style('page/widgets.css')}",
    "player.js": player(),
    "page.js": _component("page/component.js", {}),
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
