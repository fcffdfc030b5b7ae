"""Scripts and styles that the browser fetches once from an address of ours.

Streamlit sends the inline script and style of a component again with every run; a script of 40 KB
would be larger than all charts of a page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from campaign.browser import ROOT, bundle
from campaign.browser.plotly_library import VERSION as PLOTLY_VERSION
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.site.page_list import BY_ADDRESS
from campaign.site.style_sheet import whole_style_sheet

PLOTLY = f"/assets/plotly.min.js?v={PLOTLY_VERSION}"

CHART_WORDS = {
    "play": N_("Play"),
    "pause": N_("Pause"),
    "day": N_("Day of the campaign"),
    "failed": N_("The chart could not be drawn. Reload the page, or show the chart as a table."),
    "walk": N_("Use the arrow keys to move between the values and Escape to leave the chart."),
    "height": N_("Height in pixels"),
    "code": N_("Code for your website"),
    "copy_code": N_("Copy the code"),
    "copied": N_("Code copied"),
    "not_copied": N_("The code was not copied. Select it and copy it."),
    "link": N_("Link copied"),
    "no_link": N_("The link was not copied. Copy it from the address bar."),
    "choose": N_(
        "Use the arrow keys to move between the values, Enter to select, and Escape to leave "
        "the chart."
    ),
}
"""The words of every chart, which are sent in all languages with its script."""


def _component(entry: str, settings: Mapping[str, Any]) -> str:
    """Return a script whose default export mounts a component with these settings."""
    settings_json = json.dumps(settings, ensure_ascii=False)
    return f"{bundle(entry)}\nexport default entry.createComponent({settings_json});\n"


def _style(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def _chart_words() -> dict[str, dict[str, str]]:
    return {
        lang: {name: Text.of(lang)(words) for name, words in CHART_WORDS.items()}
        for lang in LANGUAGES
    }


ASSETS = {
    "style.css": _style(
        "shared/style.css",
        "shared/controls.css",
        "shared/figure.css",
        "shared/card.css",
        "shared/activity_cards.css",
        "shared/stacked_tables.css",
        "shared/messages.css",
        "shared/published_mark.css",
        "chart/chart.css",
        "page/page.css",
        "shared/targets.css",
    ),
    "chart.js": _component("chart/component.js", {"plotly": PLOTLY, "words": _chart_words()}),
    "site.css": whole_style_sheet(),
    "links.js": _component("links/component.js", {}),
    "page.js": _component("page/component.js", {}),
    "presentation.js": _component(
        "presentation/component.js",
        {"style": _style("presentation/presentation.css")},
    ),
}


@cache
def asset_version(name: str) -> str:
    """Return a short text that changes with the content of an asset."""
    return hashlib.sha256(ASSETS[name].encode()).hexdigest()[:10]


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
    "page/live_page.js", {"pages": list(BY_ADDRESS), "style": address("site.css")}
)
