"""Scripts and styles that the browser fetches once from an address of ours.

Streamlit sends the inline script and style of a component again with every run; a script of 40 KB
would weigh more than all figures of a page.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import plotly

from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.presentation import scripts

HERE = Path(__file__).parent.parent / "browser"
# One module for the browser: each file has one noun, and figure.js mounts what the others make.
FIGURE_PARTS = (
    "markup",
    "plotly",
    "shared",
    "picture",
    "hatch",
    "play",
    "walk",
    "save",
    "figure",
)


def _joined(*names: str) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


FIGURE_WORDS = {
    "png": N_("Download PNG"),
    "svg": N_("Download SVG"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "day": N_("Day of the campaign"),
    "failed": N_("The figure could not be drawn. Reload the page, or show it as a table."),
    "walk": N_("Arrow keys move between the marks, Escape leaves."),
    "choose": N_("Arrow keys move between the marks, Enter chooses, Escape leaves."),
}
"""The words that every figure has, in all languages beside its script."""


def _figure_constants() -> str:
    words = {
        lang: {name: Text.of(lang)(words) for name, words in FIGURE_WORDS.items()}
        for lang in LANGUAGES
    }
    library = json.dumps(f"/assets/plotly.min.js?v={plotly.__version__}")
    return f"const WORDS = {json.dumps(words, ensure_ascii=False)};\nconst LIBRARY = {library};\n"


def _talk() -> str:
    library = json.dumps(f"/assets/plotly.min.js?v={plotly.__version__}")
    constants = f"const TALK_STYLE = {json.dumps(scripts.style())};\nconst LIBRARY = {library};\n"
    return constants + scripts.script() + scripts.host("page")


ASSETS = {
    "style.css": _joined(
        "shared/style.css", "chart/figure.css", "i18n/words.css", "shared/targets.css"
    ),
    "figure.js": _figure_constants()
    + scripts.days()
    + _joined(*(f"chart/{part}.js" for part in FIGURE_PARTS)),
    "words.js": _joined("shared/popups.js", "shared/share.js", "i18n/words.js"),
    "talk.js": _talk(),
}


def address(name: str) -> str:
    """The path of an asset, with a version that changes with its content."""
    version = hashlib.sha256(ASSETS[name].encode()).hexdigest()[:10]
    return f"/assets/{name}?v={version}"


def loader(name: str) -> str:
    """The inline script of a component whose real one is an asset.

    A change of data may come before the script has arrived: only the newest is mounted then.
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
