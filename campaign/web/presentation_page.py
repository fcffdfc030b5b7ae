"""The first paint of the presentation: a slide as the app shows it, or a notice."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from campaign.analysis.view import View
from campaign.browser import ROOT, bundle
from campaign.dataset import campaign_cache
from campaign.exports.html.page import PLAIN
from campaign.presentation.payload import colours, slide_section
from campaign.presentation.slide_words import slide_words
from campaign.presentation.slides import shown_slides
from campaign.presentation.slides_file import shipped_slides
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.site.page_list import HOME
from campaign.site.style_sheet import rules_of
from campaign.web.streamlit_files import FONT_FILES, address, find_file

_PRINTED = re.compile(r"@page[^{]*\{[^}]*\}|@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}")
_PIXELS = re.compile(r"\b(\d+(?:\.\d+)?)px\b")


def presentation_html(view: View, number: int | None, second: str = "") -> str:
    """Return the HTML and its style rules, which the presentation will replace.

    `number` is the number of the slide, from 0; None is for the speaker's window, which is not
    rendered. `second` is a second language, "" for none.
    """
    campaign, edition = view.campaign, view.edition.campaign_id
    slides = shipped_slides(campaign_cache.folders().data, edition, campaign)[0]
    shown = shown_slides(slides, campaign, view.text.lang, edition)
    content = _opening(view)
    if number is not None:
        number, lang = min(number, len(shown) - 1), view.text.lang
        slide, words, charts = shown[number], {}, {}
        for code in filter(None, (lang, second)):
            slide_view = slide.view(campaign, code, PROJECTOR_STYLE, edition)
            charts[code] = slide.chart(slide_view)
            words[code] = slide_words(slide, slide_view, charts[code])
        inner = slide_section((number + 1, len(shown)), words, charts, (lang, second))
        two = " presentation-slide--two" if second else ""
        content = (
            f'<section class="presentation-slide presentation-slide--{slide.kind}{two} '
            f'presentation-slide--on" lang="{lang}">{inner}</section>{content}'
        )
    html = (
        f'<main class="presentation" style="{_colours()}"><div class="presentation-screen">'
        f'<div class="presentation-stage">{content}{_without_scripts(view)}</div></div></main>'
    )
    return f"<style>{_font_face()}{rules_of(_sheet(), html)}</style>{html}{slide_script()}"


@cache
def slide_script() -> str:
    """Return the script that fits the text of a slide and stores pressed keys, as an element."""
    # In a block: the script that starts the app has constants of the same names.
    return f"<script>{{{bundle('presentation/first_slide.js')}}}</script>"


@cache
def font_link() -> str:
    """Return the element by which a browser loads the app's font before the first paint."""
    return (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{_font()}">'
        if _font()
        else ""
    )


def _opening(view: View) -> str:
    words = view.text("The presentation is being opened…")
    return f'<p class="presentation-opening" role="status">{escape(words)}</p>'


def _without_scripts(view: View) -> str:
    """Return the notice for a browser without scripts: what it needs, and a link to the pages."""
    home = f'<a href="/?lang={view.text.lang}">{escape(HOME.label(view.text))}</a>'
    return f"<noscript><p>{escape(view.text(PLAIN))} {home}</p></noscript>"


def _colours() -> str:
    return ";".join(
        f"--presentation-{name.replace('_', '-')}:{colour}" for name, colour in colours().items()
    )


@cache
def _font() -> str:
    """Return the address of the app's font for slides; "" if it is not found."""
    try:
        return address(find_file(FONT_FILES["text"]))
    except LookupError:
        return ""


def _font_face() -> str:
    """Return the app's font under another name, so that lines break as they do in the app."""
    source = f'src:url({_font()})format("woff2")'
    return f'@font-face{{font-family:"Slide Sans";font-weight:200 900;{source}}}'


@cache
def _sheet() -> str:
    """Return the style sheet of the presentation, in units of its stage in place of pixels."""
    folder = ROOT / "presentation"
    names = ("presentation.css", "first_slide.css")
    sheet = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    return _PIXELS.sub(r"calc(\1 * var(--u))", _PRINTED.sub("", sheet))
