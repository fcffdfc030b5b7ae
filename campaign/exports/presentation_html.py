"""The whole presentation as one HTML file that opens from a USB stick, without a network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from campaign.analysis.provenance import build_provenance
from campaign.browser import ROOT, bundle
from campaign.domain.campaign import Campaign
from campaign.exports.progress import SLIDE, Parts, StepProgress, ignore_step
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.presentation.payload import Presentation, build_presentation, to_json
from campaign.presentation.slides import Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render import typography

PLAIN = N_(
    "This presentation needs JavaScript: allow it in the browser, and use a version of "
    "Chromium, Firefox or Safari from 2023 or later."
)


def presentation_html(
    campaign: Campaign,
    slides: Sequence[Slide],
    lang: str,
    edition: str | None = None,
    second: str | None = None,
    progress: StepProgress = ignore_step,
) -> bytes:
    """Return the presentation in all three languages; it opens in `lang`, with `second` below it.

    `edition` is for slides that name no edition. The file contains everything: charts, tables,
    script, and a typeface with the letters of its texts. The same campaign, slides and language
    give the same bytes. Raises ValueError if there are no slides.
    """
    parts = Parts(slides, SLIDE, progress)
    presentation = build_presentation(campaign, parts, edition)
    scope = slides[0].view(campaign, lang, PROJECTOR_STYLE, edition).scope.line
    title = " · ".join(filter(None, (slides[0].title_in(lang), scope)))
    script = _script()
    policy = (
        "default-src 'none'; "
        f"script-src {_hash(script.encode())}; "
        "style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    content = to_json(presentation.to_json())
    payload = _pack(content)
    about = " · ".join(_about(campaign, slides, lang, edition, presentation))
    plain = "".join(f'<p lang="{code}">{escape(Text.of(code)(PLAIN))}</p>' for code in LANGUAGES)
    below = f' data-second="{second}"' if second in LANGUAGES else ""
    lines = [
        "<!doctype html>",
        "<!-- With reveal.js, © 2011–2026 Hakim El Hattab and contributors, MIT licence. -->",
        f'<html lang="{lang}"{below}>',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="description" content="{escape(about)}">',
        f'<meta name="version" content="{escape(presentation.digest)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{_style()}{_fonts(frozenset(content.decode()))}",
        "#plain:not([hidden]) { padding: 2rem; font-size: 1.5rem; }",
        f"</style></head><body><noscript>{plain}</noscript>",
        f'<div id="plain" hidden>{plain}</div>',
        f'<script type="application/gzip" id="presentation">{payload}</script>',
        f"<script>{script}</script>",
        "</body></html>",
    ]
    parts.finish()
    return "\n".join(lines).encode()


def _about(
    campaign: Campaign,
    slides: Sequence[Slide],
    lang: str,
    edition: str | None,
    presentation: Presentation,
) -> list[str]:
    """Return the provenance of all slides, each line once."""
    lines: dict[str, None] = {}
    for slide, content in zip(slides, presentation.content["slides"], strict=True):
        view = slide.view(campaign, lang, PROJECTOR_STYLE, edition)
        has_map = bool(content[lang]["boundaries"])
        lines |= dict.fromkeys(build_provenance(view, slide.title_in(lang)).lines(with_map=has_map))
        lines |= dict.fromkeys(content[lang]["provenance"])
    return list(lines)


def _script() -> str:
    """Return the script of the file, in its own scope."""
    script = bundle("presentation/standalone.js")
    return f"(() => {{\n'use strict';\n{script}\nentry.openStandalone();\n}})();"


def _style() -> str:
    return (ROOT / "presentation" / "presentation.css").read_text(encoding="utf-8")


@cache
def _fonts(letters: frozenset[str]) -> str:
    """Return style rules with the regular and the bold typeface, which have only these letters."""
    faces = (
        f'@font-face {{ font-family: "{typography.FONT_NAME}"; font-weight: {weight}; '
        f'src: url(data:font/woff2;base64,{_letters_of(path, letters)}) format("woff2"); }}'
        for path, weight in ((typography.REGULAR, 400), (typography.BOLD, 700))
    )
    family = f'"{typography.FONT_NAME}", Arial, "Liberation Sans", sans-serif'
    return f"{''.join(faces)}\n.presentation {{ font-family: {family}; }}"


def _letters_of(path: Path, letters: frozenset[str]) -> str:
    options = Options(layout_features=["kern", "liga", "mark", "tnum", "lnum"], hinting=False)
    subsetter, font = Subsetter(options), TTFont(path, recalcTimestamp=False)
    subsetter.populate(unicodes=[ord(letter) for letter in letters])
    subsetter.subset(font)
    font.flavor, out = "woff2", io.BytesIO()
    font.save(out)
    return base64.b64encode(out.getvalue()).decode()


def _pack(content: bytes) -> str:
    # Without a time in its header, the same content gives the same bytes.
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _hash(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"
