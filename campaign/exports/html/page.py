"""The whole talk as one HTML file that runs from a memory stick, with no network at all."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from html import escape

from plotly.offline import get_plotlyjs

from campaign.analysis.provenance import build_provenance
from campaign.browser.linker import ROOT, link
from campaign.charts.geometry.hatch import hatch_lines
from campaign.domain.campaign import Campaign
from campaign.domain.places import feature_collection
from campaign.exports.progress import SCENE, Parts, Progress, silent
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.presentation.payload import Presentation, talk, to_json
from campaign.presentation.slides import Scene
from campaign.presentation.style import HALL

PLAIN = N_(
    "This talk is drawn by the browser: allow its scripts, and use Chromium, Firefox or Safari of "
    "2023 or newer."
)


def talk_html(
    campaign: Campaign,
    scenes: Sequence[Scene],
    lang: str,
    edition: str | None = None,
    progress: Progress = silent,
) -> bytes:
    """The talk in all three languages, opening in `lang`; `edition` where a scene names none.

    Everything stands inside: figures, boundaries, tables, script, Plotly. The same campaign,
    scenes and language give the same bytes. Raises ValueError without scenes.
    """
    told = Parts(scenes, SCENE, progress)
    shown = talk(campaign, told, edition)
    scope = scenes[0].view(campaign, lang, HALL, edition).scope.line
    title = " · ".join(filter(None, (scenes[0].named(lang), scope)))
    script = _script()
    policy = (
        "default-src 'none'; "
        f"script-src {_hash(script.encode())} {_hash(_plotly())}; "
        "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    about = " · ".join(_about(campaign, scenes, lang, edition, shown))
    plain = "".join(f'<p lang="{code}">{escape(Text.of(code)(PLAIN))}</p>' for code in LANGUAGES)
    parts = [
        "<!doctype html>",
        f'<html lang="{lang}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="description" content="{escape(about)}">',
        f'<meta name="version" content="{escape(shown.digest)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{_style()}\n#plain:not([hidden]) {{ padding: 2rem; font-size: 1.5rem; }}",
        f"</style></head><body><noscript>{plain}</noscript>",
        f'<div id="plain" hidden>{plain}</div>',
        f'<script type="application/gzip" id="talk">{_packed(_whole(campaign, shown))}</script>',
        f'<script type="application/gzip" id="plotly">{_packed_plotly()}</script>',
        f"<script>{script}</script>",
        "</body></html>",
    ]
    content = "\n".join(parts).encode()
    told.finished()
    return content


def _about(
    campaign: Campaign, scenes: Sequence[Scene], lang: str, edition: str | None, shown: Presentation
) -> list[str]:
    """What the whole file says about itself, each line once."""
    lines: dict[str, None] = {}
    for scene, told in zip(scenes, shown.told["scenes"], strict=True):
        view = scene.view(campaign, lang, HALL, edition)
        has_map = bool(told[lang]["boundaries"])
        lines |= dict.fromkeys(build_provenance(view, scene.named(lang)).lines(with_map=has_map))
        lines |= dict.fromkeys(told[lang]["imprint"])
    return list(lines)


def _whole(campaign: Campaign, shown: Presentation) -> bytes:
    """Words, figures and tables, and the boundaries once for all maps."""
    geometry = {}
    shapes = campaign.places.boundaries
    if shown.boundaries and shapes is not None:
        lines = {code: asdict(cut) for code, cut in hatch_lines(shapes).items()}
        geometry = {"oblasts": feature_collection(shapes), "hatch": lines}
    whole = {**shown.told, "id": shown.digest, "drawn": shown.drawn, "geometry": geometry}
    return to_json(whole)


def _script() -> str:
    """Everything that the file does, in a scope of its own."""
    script = link("presentation/standalone.js")
    return f"(() => {{\n'use strict';\n{script}\nentry.openStandalone();\n}})();"


def _style() -> str:
    return (ROOT / "presentation" / "presentation.css").read_text(encoding="utf-8")


def _packed(content: bytes) -> str:
    # Without a time in its head, the same content gives the same bytes.
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


@cache
def _plotly() -> bytes:
    # The browser reads it from an element's text, where every line ends in one sign.
    return get_plotlyjs().replace("\r\n", "\n").encode()


@cache
def _packed_plotly() -> str:
    return _packed(_plotly())


def _hash(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"
